"""The storms: what goes wrong while customers write. Each act gets the running house, takes so many seconds, leaves
everything in order, and tells what it did."""

import random
import resource
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import cycle, islice, zip_longest

from bot.store.deliveries import count_open
from tests.chaos.house import House, Part
from tests.chaos.load import MOST_MAILS, MOST_STORIES, USUAL, Habits, Load, Story, load_stories
from tests.chaos.outcome import Endings, Outcome, count_left, count_outcome, find_ending, find_uncovered
from tests.chaos.proxy import Weather
from tests.databases import Server

SLICES = 2  # how often each kind of fault comes round in one storm
GIVE_UP_SECONDS = 150.0  # without any progress, then what is still open is counted as lost
PAUSED = 0.25  # share of the workers that are picked which are paused instead of killed
DOWN_SECONDS = (1.0, 2.0)  # for which a killed server is away
FULL_BYTES = 16_384
FAULTS: tuple[dict[str, object], ...] = (
    {"kind": "status", "status": 429, "retry_after": "1"},
    {"kind": "status", "status": 503, "retry_after": "2"},
    {"kind": "status", "status": 500, "form": "html"},
    {"kind": "reset", "probability": 0.5},
    {"kind": "lost", "method": "PUT"},
    {"kind": "half", "probability": 0.5},
    {"kind": "slow", "slow_seconds": 1.0, "probability": 0.3},
    {"kind": "status", "status": 429, "retry_after": "1.5", "form": "text"},
)
WEATHERS = (  # between the bot and Zendesk, and before the web processes
    (Weather("latency", 0.2), Weather("latency", 0.2)),
    (Weather("dribble", 0.02), Weather("dribble", 0.02)),
    (Weather("reset", probability=0.3), Weather("reset", probability=0.2)),
    (Weather("cut", probability=0.3), Weather("cut", probability=0.3)),
    (Weather("lost", probability=0.3), Weather("lost", probability=0.3)),
    (Weather("hole", probability=0.5), Weather("latency", 0.1)),
)

Act = Callable[[House, Load, float, random.Random], dict[str, object]]


@dataclass(frozen=True, slots=True)
class Storm:
    """One storm: so many tickets over so many seconds, while ``act`` does its worst; ``find_wrong`` looks at what it
    told."""

    act: Act
    tickets: int
    seconds: float
    habits: Habits = USUAL
    stories: int = MOST_STORIES
    find_wrong: Callable[[dict[str, object]], list[str]] = lambda _: []


def run_storm(house: House, storm: Storm, seed: int = 1) -> Outcome:
    """Learn how each story ends in calm, let the storm blow, wait until everything is at rest, and count."""
    house.wait_until_ready()
    stories = load_stories(storm.stories)
    endings = rehearse(house, stories)
    load, begun = Load(house, storm.habits, seed, stories), time.monotonic()
    load.start(storm.tickets, storm.seconds)
    try:
        did = storm.act(house, load, storm.seconds, random.Random(seed))
        load.wait()
    finally:
        load.stop()
    ended = time.monotonic()
    wait_for_rest(house, load, endings)
    rest = time.monotonic() - ended
    return count_outcome(house, load, endings, ended - begun, rest, did, storm.find_wrong(did))


def wait_for_rest(house: House, load: Load, endings: Endings) -> None:
    """Wait until nothing is left to be done, or nothing more is done for a long time."""
    left, moved_at = count_left(house, load, endings), time.monotonic()
    while left and time.monotonic() - moved_at < GIVE_UP_SECONDS:
        house.revive()
        time.sleep(0.2)
        before, left = left, count_left(house, load, endings)
        moved_at = time.monotonic() if left < before else moved_at


def rehearse(house: House, stories: list[Story]) -> Endings:
    """The tags with which each story may end: where every mail is handled before the next, and where all are read at
    once, because what a short answer means depends on what was asked before."""
    load = Load(house, seed=0, stories=stories)
    apart = [load.tell(story, number, 1) for number, story in enumerate(stories)]
    together = [load.tell(story, number, MOST_MAILS) for number, story in enumerate(stories, start=len(stories))]
    _wait_until_handled(house, load)
    for mails in zip_longest(*(story.mails[1:] for story in stories)):
        for ticket_id, mail in zip(apart, mails, strict=True):
            if mail is not None:
                load.tell_more(ticket_id, mail)
        _wait_until_handled(house, load)
    pairs = zip(stories, apart, together, strict=True)
    return {story.name: {find_ending(house, one), find_ending(house, other)} for story, one, other in pairs}


def _wait_until_handled(house: House, load: Load) -> None:
    deadline = time.monotonic() + GIVE_UP_SECONDS
    while count_open(house.engine) or find_uncovered(house, load):
        assert time.monotonic() < deadline, f"not even in calm:\n{house.read_logs()}"
        time.sleep(0.1)


def keep_calm(_house: House, _load: Load, seconds: float, _chance: random.Random) -> dict[str, object]:
    """Nothing goes wrong but the deliveries, as their habits are."""
    time.sleep(seconds)
    return {}


def in_turn(*acts: Act) -> Act:
    """Several acts, each with its share of the time."""

    def act(house: House, load: Load, seconds: float, chance: random.Random) -> dict[str, object]:
        did: dict[str, object] = {}
        for each in acts:
            did |= each(house, load, seconds / len(acts), chance)
        return did

    return act


def make_kills(kills: int) -> Act:
    """Kill web processes, workers and PostgreSQL's server at random moments, and pause workers for longer than the
    others wait for them."""

    def act(house: House, _load: Load, seconds: float, chance: random.Random) -> dict[str, object]:
        done: Counter[str] = Counter()
        begun = time.monotonic()
        for number, target in enumerate(islice(pick_targets(house, chance), kills)):
            time.sleep(max(0.0, begun + seconds * (number + chance.random()) / kills - time.monotonic()))
            done[kill_one(house, target, chance)] += 1
            house.revive()
        return {"kills": sum(done.values()), **dict(done)}

    return act


def pick_targets(house: House, chance: random.Random) -> Iterator[Part | Server]:
    """Every process and the server, where there is one, in rounds of any order, for ever."""
    while True:
        targets = [*house.parts, *([house.server] if house.server else [])]
        chance.shuffle(targets)
        yield from targets


def kill_one(house: House, target: Part | Server, chance: random.Random) -> str:
    """Kill or pause one of them, and start what was killed again; what it was."""
    if isinstance(target, Server):
        target.kill()
        time.sleep(chance.uniform(*DOWN_SECONDS))
        target.start()
        return "databases killed"
    house.wait_until_up(target)
    if target in house.workers and chance.random() < PAUSED:
        target.signal(signal.SIGSTOP)
        time.sleep(house.dead_seconds * 1.5)
        target.signal(signal.SIGCONT)
        return "workers paused"
    kill(target)
    return "workers killed" if target in house.workers else "webs killed"


def kill(part: Part) -> None:
    """``kill -9``, and a new start."""
    part.end()
    part.start()


def fail_calls(house: House, _load: Load, seconds: float, _chance: random.Random) -> dict[str, object]:
    """Let Zendesk refuse and fail in every way, one after the other."""
    begun, calls_before = time.monotonic(), len(house.sandbox.hub.calls.list())
    for fault in cycle(FAULTS):
        added = house.sandbox.hub.faults.add({**fault, "path": "/tickets/*"})
        time.sleep(seconds / (SLICES * len(FAULTS)))
        house.sandbox.hub.faults.remove(added.id)
        if time.monotonic() - begun >= seconds:
            break
    made = house.sandbox.hub.calls.list()[calls_before:]
    return {"calls": len(made), "calls failed": sum(call.fault is not None for call in made)}


def change_weather(house: House, _load: Load, seconds: float, _chance: random.Random) -> dict[str, object]:
    """Let every wire be slow, break and fall silent, one after the other."""
    for wire, front in WEATHERS * SLICES:
        house.set_weather(wire, front)
        time.sleep(seconds / (SLICES * len(WEATHERS)))
    house.set_weather()
    hits = sum((proxy.hits for proxy in (house.wire, *house.fronts)), Counter())
    return {"pieces hit": hits.total(), **{f"pieces {kind}": hits[kind] for kind in sorted(hits)}}


def black_out(house: House, load: Load, seconds: float, _chance: random.Random) -> dict[str, object]:
    """Zendesk is gone: it answers no call, and half of its deliveries never come."""
    house.set_weather(Weather("hole"))
    load.habits = Habits(dropped=0.5)
    time.sleep(seconds)
    load.habits = USUAL
    house.set_weather()
    return {"minutes away": round(seconds * house.factor / 60, 1)}


def fill_disk(house: House, load: Load, seconds: float, _chance: random.Random) -> dict[str, object]:
    """Let no process of ours write beyond a few bytes of any file, for the middle third of the time."""
    time.sleep(seconds / 3)
    before = Counter(load.answers)
    for part in house.parts:
        part.limit_files(FULL_BYTES)
    time.sleep(seconds / 3)
    during = load.answers - before
    for part in house.parts:
        part.limit_files(resource.RLIM_INFINITY)
    time.sleep(seconds / 3)
    return {f"answers {status} while full": times for status, times in sorted(during.items())}


def find_wrong_answers(refused: bool) -> Callable[[dict[str, object]], list[str]]:
    """While the disk was full, deliveries were answered 503 where the database is on it, and nothing but 202 and 503
    anywhere."""

    def find(did: dict[str, object]) -> list[str]:
        statuses = {name.split()[1] for name in did if name.startswith("answers ")}
        missing = {"503"} - statuses if refused else set()
        unknown = statuses - ({"202", "503"} if refused else {"202"})
        return [f"no answer {status}" for status in sorted(missing)] + [f"answer {code}" for code in sorted(unknown)]

    return find
