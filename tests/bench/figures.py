"""The figures: what each is called, what it is to reach, and what came of several runs."""

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

Values = dict[str, float]
Run = Mapping[str, Mapping[str, float]]  # by side, then by figure


@dataclass(frozen=True, slots=True)
class Figure:
    """One row: ``key`` names the value, ``aims`` holds the most that it may be, by side. Aims are DESIGN.md's, figures
    to reach; where it has none, those of the reliability anchors, rows 5, 13 and 17."""

    key: str
    text: str
    aims: Mapping[str, float] = field(default_factory=dict)
    digits: int = 1


@dataclass(frozen=True, slots=True)
class Area:
    """One part of the table, with a column for each side."""

    title: str
    sides: Mapping[str, str]
    figures: tuple[Figure, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of several runs; ``aim`` is None where there is none."""

    median: float
    lowest: float
    highest: float
    runs: tuple[float, ...]
    aim: float | None = None

    @property
    def is_met(self) -> bool | None:
        """Whether the median reaches the aim; None without one."""
        return None if self.aim is None else self.median <= self.aim


def find_percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that at least that share of all does not exceed (nearest rank); NaN of none."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)] if ordered else math.nan


def find_mean(values: Iterable[float]) -> float:
    """Their mean; NaN of none."""
    listed = list(values)
    return statistics.fmean(listed) if listed else math.nan


def summarise(runs: Sequence[Run], side: str, figure: Figure) -> Summary | None:
    """A figure over all runs that have it; None where none has."""
    values = [run[side][figure.key] for run in runs if figure.key in run.get(side, {})]
    values = [value for value in values if not math.isnan(value)]
    if not values:
        return None
    return Summary(statistics.median(values), min(values), max(values), tuple(values), figure.aims.get(side))


FAST_AIMS = {"sqlite_busy": 200.0, "postgresql_busy": 50.0}
BUSY, STOPPED = ("sqlite_busy", "postgresql_busy"), ("sqlite_stopped", "postgresql_stopped")
DATABASES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def aim(most: float, *sides: str) -> dict[str, float]:
    """The same aim for several sides."""
    return dict.fromkeys(sides, most)


def list_latencies(load: str, text: str, **aims: Mapping[str, float]) -> Iterable[Figure]:
    """The rows of one load, in milliseconds."""
    for name in ("p50", "p99", "max"):
        yield Figure(f"{load}_{name}", f"{text}, {name}", aims.get(name, {}))
    for name in ("p50", "p99"):
        yield Figure(f"{load}_{name}_ratio", f"{text}, {name}, times bare Flask", aims.get(f"{name}_ratio", {}))


WEBHOOK = Area(
    "Webhook, milliseconds",
    {
        "bare": "bare Flask",
        "sqlite_stopped": "SQLite, worker stopped",
        "sqlite_busy": "SQLite, worker busy",
        "postgresql_stopped": "PostgreSQL, worker stopped",
        "postgresql_busy": "PostgreSQL, worker busy",
    },
    (
        *list_latencies("slow", "10 a second", p99=aim(50, "sqlite_busy"), max=aim(2000, *BUSY)),
        *list_latencies(
            "fast",
            "100 a second",
            p99=FAST_AIMS,
            max=aim(2000, *BUSY),
            p99_ratio=aim(5, *STOPPED),
        ),
        *list_latencies("full", "16 callers without a pause"),
        Figure("ailing_p99", "100 a second while Zendesk answers in drops, p99", FAST_AIMS),
        Figure("full_rate", "16 callers without a pause: answered a second", digits=0),
        Figure("full_rate_ratio", "the same, times bare Flask", digits=2),
        Figure("late_p99", "the load's own lateness at 100 a second, p99", digits=2),
        Figure("queue", "deliveries not yet handled in the end", digits=0),
        Figure("refused", "not answered 202", digits=0),
        Figure("lost", "answered 202 and not stored", aim(0, *BUSY, *STOPPED), digits=0),
    ),
)
WORK = Area(
    "Work",
    DATABASES,
    (
        Figure("jobs_1", "jobs a second, 1 worker"),
        Figure("jobs_2", "jobs a second, 2 workers"),
        Figure("jobs_4", "jobs a second, 4 workers"),
        Figure("reply_p50", "webhook to reply, p50, ms", aim(1000, *DATABASES), digits=0),
        Figure("reply_p95", "webhook to reply, p95, ms", digits=0),
        Figure("ask_reads", "Zendesk reads of a ticket that is asked", digits=2),
        Figure("ask_updates", "Zendesk updates of a ticket that is asked", aim(1, *DATABASES), digits=2),
        Figure("ready_reads", "reads of a ticket that is ready", digits=2),
        Figure("ready_updates", "updates of a ticket that is ready", aim(2, *DATABASES), digits=2),
        Figure("hand_off_reads", "reads of a ticket that is handed off", digits=2),
        Figure("hand_off_updates", "updates of a ticket that is handed off", aim(1, *DATABASES), digits=2),
    ),
)
PROCESSES = Area(
    "Processes",
    DATABASES,
    (
        Figure("web_start", "web: seconds to the first answer", aim(3, *DATABASES), digits=2),
        Figure("worker_start", "worker: seconds to the first beat", aim(3, *DATABASES), digits=2),
        Figure("web_memory", "web: resident MB after the load", aim(120, *DATABASES), digits=0),
        Figure("worker_memory", "worker: resident MB after the load", aim(300, *DATABASES), digits=0),
        Figure("web_idle", "web, idle: percent of a core"),
        Figure("worker_idle", "worker, idle: percent of a core"),
    ),
)
UNDERSTANDING = Area(
    "Understanding, milliseconds of processor time",
    {"reinstate": "Reinstate", "spacy": "spaCy's blank English tokenizer", "minilm": "MiniLM + logistic regression"},
    (
        Figure("load", "loading", digits=0),
        Figure("p50", "a ticket, p50", {"reinstate": 5}, digits=2),
        Figure("p95", "a ticket, p95", digits=2),
        Figure("p99", "a ticket, p99", digits=2),
        Figure("rate", "tickets a second", digits=0),
        Figure("long_p50", "20,000 characters, p50"),
        Figure("long_max", "20,000 characters, longest", {"reinstate": 500}),
    ),
)
AREAS = (WEBHOOK, WORK, PROCESSES, UNDERSTANDING)
