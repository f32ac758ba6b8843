"""Steps told one by one with a word or two for each, as in a form. What is not understood there, or left empty, is no
yes ("SMTP: maybe"), and a second factor that is off is not on, whatever "disabled" says of a key."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import find_share, to_number
from bot.nlp.steps.negations import count_negations
from bot.nlp.steps.passages import Passage
from bot.nlp.steps.targets import PEOPLE, STEP_OF_CUE, TWO_FACTOR, find_named
from bot.nlp.steps.words import Word, words_of

_MOST_WORDS = 4  # of an entry; what is longer tells something
_FEW_WORDS = 2
_SEPARATORS = ((":",), ("gap",), ("-",))  # between a label and its entry, the surest first
_MET = ("done", "finished", "yes", "fresh")
_TELLING = frozenset({"mine", "leak", "act", "done", "fresh", "gone", "would", "later", "aux"})  # no words of a label
_LONGEST_LABEL = 7
_WEAK = frozenset({"mine", "ours", "ask", "old", "only", "sole", "back", "others", "leak"})  # cues that tell of no deed
_IDLE = frozenset({"on it", "see above", "as above", "see below"})  # entries that put off or refer
_SMALL = words_of("and und y et e en i oraz plus x on am le la el il op em dnia the of for our my")


@dataclass(frozen=True, slots=True)
class Row:
    """The steps that a label or number stands for, and the entry behind it; ``asks`` where that is a question, or was
    left empty."""

    steps: frozenset[str]
    told: tuple[Clause, ...]
    asks: bool = False


def find_unread(passages: Sequence[Passage]) -> frozenset[str]:
    """The steps that are told of in rows alone, in none of which the entry is understood."""
    rows = list(_list_rows(passages))
    met = sum(any(clause.has(*_MET) for clause in row.told) for _, row in rows)
    unread = [(at, row.steps) for at, row in rows if _is_unread(row, met) or _is_own(row)]
    silent = {at for at, _ in unread}
    spoken = (step for at, p in enumerate(passages) if at not in silent for steps in p.steps for step in steps)
    return frozenset().union(*(steps for _, steps in unread)) - frozenset(spoken)


def tells_off(passages: Sequence[Passage]) -> bool:
    """Whether a row says outright that the second factor is switched off."""
    return any(row.steps == {TWO_FACTOR} and _is_off(row.told) for _, row in _list_rows(passages))


def _list_rows(passages: Sequence[Passage]) -> Iterator[tuple[int, Row]]:
    """The rows, each with the number of the passage that its label stands in."""
    for at, passage in enumerate(passages):
        clauses = passage.clauses
        first = _find_entry(passage.sentence)
        label, told = clauses[:first], clauses[first:]
        steps = _find_named(label) or passage.steps[0]
        more = tuple(_go_on(passages, at, steps, below=passage.sentence.heading and not told))
        if passage.sentence.mark and passage.steps[0] and not _find_named(clauses):
            yield at, Row(passage.steps[0], (*clauses, *more), passage.sentence.question and not more)
        elif steps and _is_label(label) and _find_named(told) <= steps and _is_entry(passage.sentence, label, told):
            yield at, Row(steps, (*told, *more), not more and (passage.sentence.question or not told))
        elif _is_list(clauses):
            yield from ((at, Row(find_named(clause).steps, (clause,))) for clause in clauses)


def _is_entry(sentence: Sentence, label: Sequence[Clause], told: Sequence[Clause]) -> bool:
    """Whether something stands behind the label, or should: "2FA:", "2FA -", "2FA?"."""
    bare = sentence.first and not any(map(_list_rest, label))
    return bool(told) or sentence.heading or sentence.question or bare


def _go_on(passages: Sequence[Passage], at: int, steps: frozenset[str], *, below: bool) -> Iterator[Clause]:
    """What follows in the same line, or in the one ``below`` a label that stands alone, and names no other step."""
    line = passages[at].sentence.line
    for passage in passages[at + 1 :]:
        if below:
            line, below = passage.sentence.line, False
        if passage.sentence.line != line or not _find_named(passage.clauses) <= steps:
            return
        yield from passage.clauses


def _is_label(clauses: Sequence[Clause]) -> bool:
    """Whether it is a name and no tale: "I counted who has a login: 16", "that key you saw abused?"."""
    cues = {hit.cue for clause in clauses for hit in clause.hits}
    return sum(len(clause.words) for clause in clauses) <= _LONGEST_LABEL and not cues & _TELLING


def _find_entry(sentence: Sentence) -> int:
    """The number of the clause behind the label; that of all clauses where none is."""
    for signs in _SEPARATORS:
        for at, clause in enumerate(sentence.clauses):
            if at and clause.cut in signs:
                return at
    return len(sentence.clauses)


def _find_named(clauses: Sequence[Clause]) -> frozenset[str]:
    return frozenset(step for clause in clauses for step in find_named(clause).steps)


def _is_list(clauses: Sequence[Clause]) -> bool:
    """Whether each clause names a step of its own in a few words, and some are plainly done: "key done, 2FA maybe"."""
    steps = [find_named(clause).steps for clause in clauses]
    apart = all(one and other and not one & other for one, other in pairwise(steps))
    short = all(len(clause.words) <= _MOST_WORDS + 1 for clause in clauses)
    told = any(clause.has("mine") for clause in clauses)  # "I changed my password and turned on 2FA"
    return len(clauses) > 1 and apart and short and not told and any(c.has("finished", "yes") for c in clauses)


def _is_unread(row: Row, met: int) -> bool:
    """``met``: how many rows are plainly called done; beside them a mere name says nothing, nor does an empty row."""
    words = [word for clause in row.told for word in _list_rest(clause)]
    cues = {hit.cue for clause in row.told for hit in clause.hits} - _WEAK - STEP_OF_CUE.keys()
    if (row.asks and met > 1) or " ".join(word.text for word in words) in _IDLE:
        return True
    if not words or len(words) > _MOST_WORDS or cues or any(map(find_share, row.told)):
        return False
    counted = next((at for at, word in enumerate(words) if to_number(word) is not None), len(words))
    unknown = any(not (word.capital or word.text in _SMALL) for word in words[:counted])  # what follows is counted
    named = not met and any(word.capital for word in words)
    return unknown or not (named or counted < len(words) > 1)


def _is_own(row: Row) -> bool:
    """ "2FA: me, yes": of persons, the writer alone is told of."""
    few = sum(len(clause.words) for clause in row.told) <= _MOST_WORDS
    mine = any(clause.has("mine") for clause in row.told) and any(clause.has(*_MET) for clause in row.told)
    more = any(clause.has("sole", "every", "others", "people", "user", "theirs") for clause in row.told)
    return bool(row.steps & PEOPLE) and few and mine and not more and not any(map(find_share, row.told))


def _list_rest(clause: Clause) -> list[Word]:
    """The words of a clause beside those that name a step."""
    named = {at for hit in clause.hits if hit.cue in STEP_OF_CUE for at in range(hit.first, hit.last)}
    return [word for at, word in enumerate(clause.words) if at not in named and not word.is_sign]


def _is_off(told: Sequence[Clause]) -> bool:
    words = [word for clause in told for word in _list_rest(clause)]
    if len(words) > _FEW_WORDS or any(count_negations(clause) or clause.has("old") for clause in told):
        return False
    return any(clause.has("gone", "dead") for clause in told)
