"""Rows under the name of one step, a line or a clause each: "Ana: on", "Ben: on", "Cem: waiting"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import HEADING_CUTS, Claim
from bot.nlp.steps.targets import STEPS, find_named
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
    def steps(self) -> frozenset[str]:
        """The steps that it names itself."""
        return frozenset().union(*(find_named(clause).outright for clause in self.clauses))

    def is_of(self, step: str) -> bool:
        """Whether a name stands at its head, no deed or small word, and no other step is spoken of."""
        first = self.clauses[0]
        parted = len(self.clauses) > 1 and first.has(*_DONE, *_LACKING, "every")
        return (
            not parted
            and first.words[0].text not in _PRONOUNS
            and not first.begins_with(*_DONE, *_LACKING, "every", "everything")
            and self.steps <= {step}
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
        rows = _drop_signature(list(_find_rows(sentences[at + 1 :], step, sentence.line))) if step else ()
        if rows:
            yield Table(step, sentence.clauses[0], rows)
    named = [(sentence, Row(sentence.clauses).steps) for sentence in sentences]
    for step in STEPS:  # "Ana: new password", "Ben: old password"
        of_step = [sentence for sentence, steps in named if steps == {step}]
        rows = tuple(_find_rows(of_step, step, of_step[0].line)) if of_step else ()
        if rows and not any(find_named(row.clauses[0]).outright for row in rows):
            yield Table(step, rows[0].clauses[0], rows)


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


def _find_rows(sentences: Sequence[Sentence], step: str, line: int) -> Iterator[Row]:
    """The rows of a step from a line on, until something else is said."""
    for sentence in sentences:
        row = Row(sentence.clauses, sentence.box)
        if not sentence.first or sentence.line - line > NEAR or sentence.question or not row.is_of(step):
            return
        if len(sentence.words) > LONGEST:
            return
        line = sentence.line
        yield row


def _read_inline(sentence: Sentence) -> Table | None:
    """ "2FA: Ana ok, Ben ok, Cem no phone", "2FA: Ana (on), Ben (on)"."""
    clauses = sentence.clauses
    steps = find_named(clauses[0]).outright
    first = next((at for at, clause in enumerate(clauses) if at and clause.cut in HEADING_CUTS), 0)
    if len(steps) != 1 or sentence.question or not first or sum(len(c.words) for c in clauses[:first]) > TITLE:
        return None
    (step,) = steps
    rows = list(_join_asides(clauses[first:]))
    rows = [row for row in rows if not row.bare or row is rows[-1]]  # "Ana, Ben ok"
    named = all(row.is_of(step) and (row.clauses[0].words[0].capital or row.clauses[0].has("mine")) for row in rows)
    short = all(len(clause.words) < LONGEST for clause in clauses[first:])
    return Table(step, clauses[0], tuple(rows)) if named and short else None


def _join_asides(clauses: Sequence[Clause]) -> Iterator[Row]:
    """A row for each clause with what stands in brackets behind it."""
    for at, clause in enumerate(clauses):
        if clause.cut != "(" or not at:
            aside = clauses[at + 1 : at + 2]
            yield Row((clause, *(c for c in aside if c.cut == "(")))
