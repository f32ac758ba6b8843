"""Rows under the name of one step, a line or a clause each: "Ana: on", "Ben: on", "Cem: waiting"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import HEADING_CUTS, Claim
from bot.nlp.steps.targets import find_named
from bot.nlp.steps.words import words_of

LONGEST = 6  # words of a row
TITLE = 5  # words of a name above rows
FEWEST = 2  # rows that are done: fewer are no list
NEAR = 2  # lines from one row to the next
_DONE = ("done", "fresh", "gone", "yes", "finished", "standing")
_LACKING = ("not", "open", "left", "later", "soon", "fail", "would", "old", "same", "told", "unchanged", "progress")
_PRONOUNS = words_of(
    "i we it its it's this that these those they all both you he she there thanks thank best regards kind ich wir es "
    "das alles danke nous je il elle cela merci nosotros yo esto gracias eu isso obrigado io noi grazie wij ik het dat"
)
_ON = frozenset(["on", "an", "aan", "x", "v", "y"])


@dataclass(frozen=True, slots=True)
class Row:
    """What is told of one person, domain or key, in one clause or two."""

    clauses: tuple[Clause, ...]
    box: bool | None = None

    @property
    def done(self) -> bool:
        """Whether it says so, and nothing else."""
        if any(clause.has(*_LACKING) for clause in self.clauses):
            return False
        told = any(clause.has(*_DONE) for clause in self.clauses) or self.clauses[-1].words[-1].text in _ON
        return bool(self.box) or (told and not self.bare)

    @property
    def bare(self) -> bool:
        """Whether it is a mere name."""
        return sum(len(clause.words) for clause in self.clauses) == 1

    @property
    def named(self) -> bool:
        """Whether a name stands at its head: no step, no deed, no small word."""
        first = self.clauses[0]
        parted = len(self.clauses) > 1 and first.has(*_DONE, *_LACKING, "every")
        return (
            not parted
            and first.words[0].text not in _PRONOUNS
            and not first.begins_with(*_DONE, *_LACKING, "every", "everything")
            and not any(find_named(clause).outright for clause in self.clauses)
        )


@dataclass(frozen=True, slots=True)
class Table:
    """The rows under the name of a step."""

    step: str
    title: Clause
    rows: tuple[Row, ...]

    def holds(self, claim: Claim) -> bool:
        """Whether a claim stands in it."""
        return self.title.start <= claim.start <= self.rows[-1].clauses[-1].end


def weigh_rows(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """The claims with what the rows under a step's name come to: one that is not done leaves a part. Their numbers are
    not those of the desk's steps."""
    result = tuple(claims)
    for table in (*_find_tables(sentences), *filter(None, map(_read_inline, sentences))):
        done, lacking = [row for row in table.rows if row.done], [row for row in table.rows if not row.done]
        if len(done) < FEWEST:
            continue
        result = tuple(claim for claim in result if claim.step == table.step or not table.holds(claim))
        if lacking:
            result = tuple(
                replace(c, sense=Sense.PARTIAL) if c.sense is Sense.DONE and table.holds(c) else c for c in result
            )
            result += (Claim(table.step, Sense.PARTIAL, lacking[0].clauses[0]),)
        elif not any(claim.step == table.step and table.holds(claim) for claim in result):
            result += (Claim(table.step, Sense.DONE, done[-1].clauses[0]),)
    return result


def _drop_signature(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Without mere names at the end."""
    last = max((at for at, row in enumerate(rows) if not row.bare), default=-1)
    return tuple(rows[: last + 1])


def _find_tables(sentences: Sequence[Sentence]) -> Iterator[Table]:
    for at, sentence in enumerate(sentences):
        step = _read_title(sentence)
        rows = _drop_signature(list(_find_rows(sentences[at:]))) if step else ()
        if rows:
            yield Table(step, sentence.clauses[0], rows)


def _read_title(sentence: Sentence) -> str:
    """The step that a line of its own names and no more."""
    clause = sentence.clauses[0]
    steps = find_named(clause).outright
    plain = not (sentence.question or sentence.box or clause.has("done", "not", "every", "later", "aux"))
    if (
        len(sentence.clauses) > 1
        or not (sentence.first or sentence.heading)
        or not plain
        or len(clause.words) > TITLE
        or len(steps) != 1
    ):
        return ""
    return next(iter(steps))


def _find_rows(sentences: Sequence[Sentence]) -> Iterator[Row]:
    """The rows on the lines right below the first sentence."""
    line = sentences[0].line
    for sentence in sentences[1:]:
        row = Row(sentence.clauses, sentence.box)
        if not sentence.first or sentence.line - line > NEAR or sentence.question or not row.named:
            return
        if len(sentence.words) > LONGEST:
            return
        line = sentence.line
        yield row


def _read_inline(sentence: Sentence) -> Table | None:
    """ "2FA: Ana ok, Ben ok, Cem no phone"."""
    title, after = sentence.clauses[0], sentence.clauses[1:]
    steps = find_named(title).outright
    if (
        len(steps) != 1
        or len(title.words) > TITLE
        or sentence.question
        or not after
        or after[0].cut not in HEADING_CUTS
    ):
        return None
    rows = [Row((clause,)) for clause in after]
    rows = [row for row in rows if not row.bare or row is rows[-1]]  # "Ana, Ben ok"
    named = all(row.named and row.clauses[0].words[0].capital for row in rows)
    short = all(len(clause.words) < LONGEST for clause in after)
    return Table(next(iter(steps)), title, tuple(rows)) if named and short else None
