"""What a message shows of one step, as features for a linear reader: cues, words and counts of the clauses about it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from bot.nlp.grams import hash_names
from bot.nlp.linear import Block, Buckets
from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import find_share
from bot.nlp.steps.history import OPEN, Before
from bot.nlp.steps.messages import MessageReading
from bot.nlp.steps.negations import count_negations
from bot.nlp.steps.passages import Passage
from bot.nlp.steps.targets import STEP_OF_CUE, STEPS

SIZES = (1 << 15, 1 << 15, 1 << 13, 1 << 10, 1 << 12)
# cues, words, the whole message, its place in the talk, and what weighs most in a clause taken together
SCALES = (1.5, 0.7, 0.3, 0.2, 0.3)
BLOCKS = tuple(Block(sum(SIZES[:at]), size, scale) for at, (size, scale) in enumerate(zip(SIZES, SCALES, strict=True)))
MOST_CLAUSES = 40  # about one step; what repeats more often says nothing new
MOST_WHOLE = 24  # clauses that are read of a message that names no step
MOST_BESIDE = 12  # clauses of its sentence
NEAR = (-2, -1, 1, 2)
_NAMES = frozenset(STEP_OF_CUE) | {"decoy"}
_MUTE = frozenset({"join", "aux"})
_HEAVY = frozenset(
    (
        *("done", "gone", "fresh", "standing", "yes", "act", "open", "left", "later", "would", "soon", "progress"),
        *("fail", "undo", "told", "some", "only", "except", "every", "sole", "mine", "theirs", "others", "old"),
        *("alive", "dead", "overlap", "service", "intruder", "howto", "leaver", "leak", "thing", "nothing"),
    )
)


@dataclass(frozen=True, slots=True)
class Placed:
    """A clause in its sentence, and the sentence's frame."""

    sentence: Sentence
    clause: Clause
    frame: str
    named: frozenset[str]  # the steps that it speaks of
    elsewhere: bool  # another service is meant
    names_step: bool  # some cue of it stands for a step


Cues = tuple[list[str], list[str]]  # of a clause, each alone and in pairs


@dataclass(slots=True)
class TraitReader:
    """Reads the features of one message, step by step. ``before``: what the messages before it had said."""

    reading: MessageReading
    before: Before = field(default_factory=dict)
    placed: tuple[Placed, ...] = field(init=False)
    _shared: list[str] | None = field(init=False, default=None)
    _about: dict[str, list[tuple[int, str]]] = field(init=False, default_factory=dict)
    _cues: dict[tuple[int, str], Cues] = field(init=False, default_factory=dict)
    _masks: dict[tuple[int, str], list[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.placed = tuple(_place(self.reading.passages))

    def read(self, step: str) -> Buckets:
        """The hashed features of one step, block by block."""
        about = self.find_about(step)
        cues, words = self._read_about(about, step)
        whole, place = self._read_whole(about), self._read_place(about, step)
        blocks = (cues, words, whole, place, [*self._weigh(about, step), *self._list_history(about, step)])
        return tuple(hash_names(names, size) for names, size in zip(blocks, SIZES, strict=True))

    def find_about(self, step: str) -> list[tuple[int, str]]:
        """The clauses that speak of a step, by number, and how one knows: it is named, claimed, hinted at, blanket."""
        if step not in self._about:
            self._about[step] = list(islice(self._list_about(step), MOST_CLAUSES))
        return self._about[step]

    def _list_about(self, step: str) -> Iterator[tuple[int, str]]:
        claimed = {(claim.start, claim.end) for claim in self.reading.claims if claim.step == step}
        wide = {(blanket.start, blanket.end) for blanket in self.reading.blankets}
        for at, placed in enumerate(self.placed):
            if kind := _find_kind(placed, step, claimed, wide):
                yield at, kind

    def _list_cues(self, at: int, step: str) -> Cues:
        key = (at, step if self.placed[at].names_step else "")
        if key not in self._cues:
            self._cues[key] = _list_cues(self.placed[at], step)
        return self._cues[key]

    def _mask(self, at: int, step: str) -> list[str]:
        key = (at, step if self.placed[at].names_step else "")
        if key not in self._masks:
            self._masks[key] = _mask(self.placed[at].clause, step)
        return self._masks[key]

    def _read_about(self, about: Sequence[tuple[int, str]], step: str) -> tuple[list[str], list[str]]:
        cues: list[str] = []
        words: list[str] = []
        for count, (at, kind) in enumerate(about):
            own, pairs = self._list_cues(at, step)
            said = _list_words(self._mask(at, step))
            cues += [f"{kind} {name}" for name in (*own, *pairs)] + ["o " + name for name in (*own, *pairs)]
            words += [*said, *(f"{kind} {name}" for name in said)]
            if self.placed[at].sentence.box is not None:
                cues.append(f"box {self.placed[at].sentence.box}")
            if count == len(about) - 1:
                cues += ["L " + name for name in own]
            if count == 0 and len(about) > 1:
                cues += ["1 " + name for name in own]
            self._read_beside(at, step, cues, words)
        return cues, words

    def _weigh(self, about: Sequence[tuple[int, str]], step: str) -> Iterator[str]:
        """The cues that decide, each alone and all of a clause as one."""
        for count, (at, kind) in enumerate(about):
            heavy = _list_heavy(self.placed[at])
            own = "+".join(heavy)
            yield from (f"h {name}" for name in heavy)
            yield from (f"all {own}", f"all {kind} {own}", f"all {step} {own}")
            if count == len(about) - 1:
                yield f"end {own}"
            yield from (f"s {cue}" for cue in self._find_shared(at, step))
            if at + 1 < len(self.placed) and self.placed[at + 1].sentence is self.placed[at].sentence:
                yield f"all {own} then {'+'.join(_list_heavy(self.placed[at + 1]))}"

    def _list_history(self, about: Sequence[tuple[int, str]], step: str) -> Iterator[str]:
        """What was said of the step before, beside what this message says: of it, or at all where it does not."""
        if self.before.get(step) not in OPEN:
            return
        count = sum(status in OPEN for status in self.before.values())
        state = f"was {self.before[step]}"
        yield from (state, f"{state} {self._tell_asked(step)}", f"{state} {min(count, 3)} {bool(about)}")
        for at in [at for at, _ in about] or range(min(len(self.placed), MOST_WHOLE)):
            heavy = _list_heavy(self.placed[at])
            yield from (f"was {bool(about)} {name}" for name in (*heavy, "+".join(heavy)))
            yield from (f"was {bool(about)} {word}" for word in self._mask(at, step))

    def _find_shared(self, at: int, step: str) -> set[str]:
        """The deciding cues of a clause's sentence, those left out that stand with other steps."""
        near = self.placed[max(0, at - MOST_BESIDE) : at + MOST_BESIDE]
        sentence = self.placed[at].sentence
        own = (p for p in near if p.sentence is sentence and (not p.named or step in p.named))
        return {hit.cue for placed in own for hit in placed.clause.hits} & _HEAVY

    def _read_beside(self, at: int, step: str, cues: list[str], words: list[str]) -> None:
        here = self.placed[at].sentence
        for way in NEAR:
            if not 0 <= at + way < len(self.placed):
                continue
            beside = self.placed[at + way]
            if abs(beside.sentence.line - here.line) > 1:
                continue
            place = f"n{way}{'s' if beside.sentence is here else 'x'} "
            cues += [place + name for name in self._list_cues(at + way, step)[0]]
            if abs(way) == 1:
                words += [f"n{way} {token}" for token in self._mask(at + way, step)]

    def _tell_asked(self, step: str) -> str:
        asked = self.reading.numbering.asked
        return "asked" if step in asked else "others asked" if asked else "none asked"

    def _read_whole(self, about: Sequence[tuple[int, str]]) -> list[str]:
        names = ["M " + cue for cue in {hit.cue for p in self.placed for hit in p.clause.hits} - _NAMES]
        if about and len(self.placed) >= 6:
            return names
        if self._shared is None:
            self._shared = [
                "m " + name
                for at in range(min(len(self.placed), MOST_WHOLE))
                for name in (*self._list_cues(at, "")[0], *_list_words(self._mask(at, ""), longest=2))
            ]
        return names + self._shared

    def _read_place(self, about: Sequence[tuple[int, str]], step: str) -> list[str]:
        numbering, asked = self.reading.numbering, self._tell_asked(step)
        names = [
            asked,
            f"{asked} {len(about)}",
            step,
            f"{asked} {len(numbering.asked)} {bool(about)}",
            f"{asked} {numbering.what_remains} {numbering.status_asked}",
            f"length {min(len(self.placed) // 4, 6)}",
            "kinds " + "/".join(sorted({kind for _, kind in about})),
        ]
        if not about:
            names += [f"{asked} {hit.cue}" for p in self.placed[:6] for hit in p.clause.hits if hit.cue not in _NAMES]
            names.append("others " + "/".join(s for s in STEPS if any(s in p.named for p in self.placed)))
        return names


def _place(passages: Sequence[Passage]) -> Iterator[Placed]:
    for passage in passages:
        for clause, named, steps in zip(passage.clauses, passage.named, passage.steps, strict=True):
            names_step = any(hit.cue in _NAMES for hit in clause.hits)
            yield Placed(passage.sentence, clause, passage.frame.value, steps, named.elsewhere, names_step)


def _find_kind(placed: Placed, step: str, claimed: set[tuple[int, int]], wide: set[tuple[int, int]]) -> str:
    place = (placed.clause.start, placed.clause.end)
    if step in placed.named:
        return "named"
    if place in claimed:
        return "claimed"
    if any(STEP_OF_CUE.get(hit.cue) == step for hit in placed.clause.hits):
        return "elsewhere" if placed.elsewhere else "hinted"
    return "blanket" if place in wide else ""


def _list_cues(placed: Placed, step: str) -> tuple[list[str], list[str]]:
    """The cues of a clause with its frame, count and cut; and their pairs."""
    clause = placed.clause
    seen = [_disguise(hit.cue, step) for hit in clause.hits if hit.cue not in _MUTE]
    single = list(dict.fromkeys(seen))
    own = [*single, f"frame {placed.frame}", *(f"{placed.frame} {cue}" for cue in single), f"cut {clause.cut}"]
    if share := find_share(clause):
        own.append(f"share {share}")
    order = sorted(single)[:12]
    pairs = [f"{one}>{other}" for one, other in pairwise(seen)]
    pairs += [f"{one}&{other}" for at, one in enumerate(order) for other in order[at + 1 :]]
    return own, pairs


def _list_heavy(placed: Placed) -> list[str]:
    clause = placed.clause
    heavy = sorted({hit.cue for hit in clause.hits} & _HEAVY)
    if count_negations(clause):
        heavy.append(f"not {count_negations(clause) % 2}")
    if share := find_share(clause):
        heavy.append(f"share {share}")
    return [*heavy, placed.frame]


def _disguise(cue: str, step: str) -> str:
    """One step's wording serves all: its own words are T, those of its fellows F."""
    if cue not in _NAMES:
        return cue
    return "T" if STEP_OF_CUE.get(cue) == step else "F"


def _mask(clause: Clause, step: str) -> list[str]:
    """The words, with those that name steps disguised and figures put alike."""
    cover: dict[int, str] = {}
    for hit in clause.hits:
        if hit.cue in _NAMES:
            cover |= dict.fromkeys(range(hit.first, hit.last), _disguise(hit.cue, step))
    tokens: list[str] = []
    for at, word in enumerate(clause.words):
        token = cover.get(at) or ("#" if word.is_number else word.text)
        if at not in cover or tokens[-1:] != [token]:
            tokens.append(token)
    return tokens


def _list_words(tokens: Sequence[str], longest: int = 3) -> list[str]:
    grams = [" ".join(tokens[at : at + size]) for size in range(1, longest + 1) for at in range(len(tokens) - size + 1)]
    return [*grams, *(token[:5] + "*" for token in tokens if len(token) > 6)]
