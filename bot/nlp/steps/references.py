"""Steps by their place in a list: "1, 2 and 4", "the last two", "c) some of us"."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import NUMERALS
from bot.nlp.steps.numbered import ARTICLES, counts_things, find_label, to_label
from bot.nlp.steps.targets import PASSWORDS, SMTP, STEPS, Named, find_named, is_of_logins
from bot.nlp.steps.words import Word, words_of

PREFIXES = words_of(
    "step steps point points zu item items no nr number num # ad sr exercise bullet bullets box question",
    "questions nos numbers task pt punkt punkte schritt schritte paso pasos punto puntos etape etapes",
    "passo passos punt punten stap stappen krok kroki passi punti ponto pontos n numero num points re",
)
ORDINALS = {
    **dict.fromkeys(("first", "erste", "primero", "premier", "primeiro", "primo", "eerste", "primera"), 0),
    **dict.fromkeys(("second", "zweite", "segundo", "deuxieme", "secondo", "tweede", "segunda"), 1),
    **dict.fromkeys(("third", "dritte", "tercero", "troisieme", "terceiro", "terzo", "derde", "tercera"), 2),
    **dict.fromkeys(("fourth", "vierte", "cuarto", "quatrieme", "quarto", "vierde", "cuarta"), 3),
    **dict.fromkeys(("last", "letzte", "ultimo", "derniere", "dernier", "laatste"), -1),
}
_ENDINGS = {"1": "st", "2": "nd", "3": "rd", "4": "th"}
_AFTER_ORDINAL = words_of(
    "one ones step point item bullet is isn't are has hasn't was will on - : , i we and or not yet needs",
    "asks requires wants looks seems says can can't won't",
)
_GROUPS: dict[str, Callable[[tuple[str, ...], int], tuple[str, ...]]] = {
    "first": lambda order, size: order[:size],
    "top": lambda order, size: order[:size],
    "last": lambda order, size: order[-size:],
    "bottom": lambda order, size: order[-size:],
    "other": lambda order, size: (),
    "outer": lambda order, size: (order[0], order[-1]),
    "inner": lambda order, size: order[1:-1],
}
_ANSWERS = ("yes", "done", "not", "open", "finished", "later", "same", "fail", "left", "progress")
BRIEF = 4  # words of a ticked line
_PLAN = 7  # words of a plan that begins with a number
_OPENING = words_of(
    "1 2 3 4 5 6 a b c d one two three four five six eins zwei drei vier funf fuenf dos tres cuatro cinco deux trois",
    "quatre cinq dois quatro tre quattro cinque twee drie vijf dwa trzy cztery piec",
)
_ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4"}


@dataclass(frozen=True, slots=True)
class Numbering:
    """The order in which the desk listed the steps, and those that its last message asked for."""

    order: tuple[str, ...] = STEPS
    labels: Mapping[str, str] = field(default_factory=lambda: number_steps(STEPS))
    asked: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()  # what a bare answer is about: those asked for, else what stands open from before
    what_remains: bool = False  # the desk asked which steps are left
    status_asked: bool = False  # it asked how things stand, so that a mere yes is an answer
    old_asked: bool = False  # it asked after the old key
    company_asked: bool = False  # it asked who else has access
    leaver_asked: bool = False  # it asked after the access of somebody who has left
    doubted: frozenset[str] = frozenset()  # the steps of which it doubts that one user or domain was seen to
    listed: bool = False  # the desk numbered its points
    marked: bool = True  # whether the message's own list marks stand for the desk's steps
    done_asked: bool = False  # the desk asked which steps are done
    counted: bool = False  # the message answers number by number: "Two I did, three nothing yet"

    def name(self, sentence: Sentence, at: int, named: Named, headed: bool = False) -> Named:
        """What a clause names: by word, else by its number or place in the list."""
        if self.asked == (SMTP,) and is_of_logins(sentence.clauses[at], named):
            return Named(frozenset({SMTP}))
        if named.outright or named.elsewhere:
            return named
        if _ticks_users(sentence, at):
            return Named(frozenset({PASSWORDS}))
        clauses = sentence.clauses
        answers = at and (headed or (clauses[at].cut in (":", "(", "-") and find_named(clauses[at - 1]).steps))
        lettered = any(_says_letter(clause) for clause in clauses[:at])
        steps = frozenset() if answers else frozenset(self._find_places(clauses[at], lettered))
        if any("password" in clauses[at].text_of(hit) for hit in clauses[at].find("decoy")):
            steps = frozenset()  # "3 changed my gmail password"
        lone = len(clauses[at].words) == 1
        exclaimed = lone and len(clauses) == 1
        if not self.listed and len(self.asked) == 1 and not steps <= set(self.asked):
            steps = frozenset()  # "the third", of domains
        other = PREFIXES & clauses[at].texts and any(not c.outright <= steps for c in map(find_named, clauses))
        if (sentence.question or exclaimed or other) and not (self.listed or self.asked):
            steps = frozenset()  # "what do I do first?", "a list of four chores. Four!"
        if steps and lone and (not _is_answered(sentence, at) or (at and clauses[at].cut == "(")):  # "the lads (2)"
            steps = frozenset()
        if (
            not steps
            and at == 0
            and sentence.mark
            and self.marked
            and not any(find_named(c).outright for c in sentence.clauses[1:])
        ):
            steps = self._at(sentence.mark)
        return Named(steps) if steps else named

    def _at(self, label: str) -> frozenset[str]:
        step = self.labels.get(_ROMAN.get(label, label))
        return frozenset({step}) if step else frozenset()

    def _find_places(self, clause: Clause, lettered: bool) -> Iterator[str]:
        words = clause.words
        for at, word in enumerate(words):
            if word.text in PREFIXES and len(words) <= 14:
                yield from self._read_run([w for w in words[at + 1 :] if w.text not in ".#:"])
            elif word.text in _GROUPS and _counts_steps(clause, at):
                yield from _GROUPS[word.text](self.order, NUMERALS.get(words[at + 1].text) or int(words[at + 1].text))
            elif (place := _to_ordinal(words, at)) is not None and _stands_alone(words, at) and place < len(self.order):
                yield self.order[place]
        if _opens_with_number(clause, lettered):
            yield from self._read_run(words)
        elif self.counted and (label := find_label(clause)):
            yield from self._at(label)

    def _read_run(self, words: Sequence[Word]) -> Iterator[str]:
        """The steps of "1", "1-4", "1 through 3", "three" at the head of the words."""
        first = to_label(words[0]) if words else ""
        if first not in self.labels:
            return
        last = (
            to_label(words[2])
            if len(words) > 2 and words[1].text in ("-", "–", "to", "through", "bis", "a", "al", "thru", "tot", "do")
            else ""
        )
        if last in self.labels and first.isdecimal() and last.isdecimal():
            yield from (self.labels[str(n)] for n in range(int(first), int(last) + 1) if str(n) in self.labels)
        else:
            yield from (self.labels[to_label(word)] for word in words[: max(1, self._count_labels(words))])

    def _count_labels(self, words: Sequence[Word]) -> int:
        """How many labels stand in a row at the head of the words: "1 2 3", not the "2" of "1 2FA"."""
        run = list(takewhile(lambda word: to_label(word) in self.labels, words))
        return len(run) - 1 if len(words) > len(run) and words[len(run)].text == "fa" else len(run)


def _ticks_users(sentence: Sentence, at: int) -> bool:
    """ "[x] users", a line of its own in a returned checklist: their passwords."""
    named = any(find_named(clause).outright for clause in sentence.clauses)
    brief = at == 0 and bool(sentence.box) and len(sentence.words) <= BRIEF
    return brief and sentence.clauses[0].has("user") and not (named or sentence.has("not", "open", "later", "some"))


def follows_list(sentences: Sequence[Sentence]) -> bool:
    """Whether a message's list marks can stand for the desk's steps: a short list that tells how things stand, not a
    story in numbered paragraphs."""
    marked = [sentence for sentence in sentences if sentence.mark]
    if len(marked) > 5 or any(sentence.mark.isdecimal() and int(sentence.mark) > 5 for sentence in marked):
        return False
    telling = [
        s
        for s in marked
        if s.has("yes", "done", "not", "finished", "open", "later", "fail", "same", "howto", "every", "progress")
    ]
    return len(telling) >= 0.6 * len(marked) and sum(len(s.words) for s in marked) <= 20 * len(marked)


def _is_answered(sentence: Sentence, at: int) -> bool:
    """Whether a bare number has an answer behind it, or stands in a row of numbers of which one has."""
    answers = (
        "yes",
        "done",
        "not",
        "open",
        "finished",
        "fail",
        "later",
        "gone",
        "some",
        "only",
        "every",
        "mine",
        "same",
        "progress",
    )
    ahead = sentence.clauses[at + 1 : at + 2]
    if any(hit.first == 0 and hit.cue in answers for clause in ahead for hit in clause.hits):
        return True
    before = at - 1
    while before > 0 and len(sentence.clauses[before].words) == 1:
        before -= 1
    if at and any(a.text in PREFIXES and b.is_number for a, b in pairwise(sentence.clauses[before].words)):
        return True
    others = [c for n, c in enumerate(sentence.clauses) if n != at]
    return any(_opens_with_number(clause, True) and (len(clause.words) > 1) for clause in others) or all(
        len(c.words) == 1 for c in others
    )


def _says_letter(clause: Clause) -> bool:
    """ "Points a": what follows may go on in letters."""
    return (
        any(w.text in PREFIXES and n.text in "abcd" for w, n in pairwise(clause.words))
        or clause.words[0].text in "abcd"
    )


def _opens_with_number(clause: Clause, lettered: bool) -> bool:
    """A bare number, or one with its answer behind it."""
    words = clause.words
    first = words[0].text
    if first not in _OPENING:
        return False
    if len(words) == 1 or all(word.text in _OPENING for word in words):
        return first not in ARTICLES
    if words[1].text.isdecimal() and any(
        hit.first == 2 and hit.cue in ("yes", "done", "finished") for hit in clause.hits
    ):
        return True
    if len(words) <= _PLAN and len(first) > 1 and first not in ARTICLES and clause.has("later", "soon"):
        return True  # "four I'll do tonight"
    if len(words) >= 3 and words[1].text in ("-", "–") and words[2].is_number:
        return True
    if first.isalpha():
        answered = any(
            hit.first == 1 and hit.cue in ("yes", "done", "not", "finished", "later", "progress") for hit in clause.hits
        )
        placed = words[1].text in ("of", "in") and not counts_things(clause)
        return (answered or placed) and (len(first) > 1 or lettered) and first not in ARTICLES
    answers = (
        "yes",
        "done",
        "not",
        "open",
        "later",
        "soon",
        "finished",
        "same",
        "fail",
        "left",
        "progress",
        "some",
        "only",
        "mine",
    )
    places = (1, 2) if words[1].text in ("is", "are", "was", "has") else (1,)
    return any(hit.first in places and hit.cue in answers for hit in clause.hits) and words[1].text not in (
        "new",
        "more",
    )


def _to_ordinal(words: Sequence[Word], at: int) -> int | None:
    text = words[at].text
    if text in _ENDINGS and at + 1 < len(words) and words[at + 1].text == _ENDINGS[text]:
        return int(text) - 1
    return ORDINALS.get(text)


def _stands_alone(words: Sequence[Word], at: int) -> bool:
    """Whether an ordinal is a noun of its own: "the fourth", "first and last", not "the first thing"."""
    after = at + 2 if words[at].is_number else at + 1
    if after == len(words):
        return (
            at == 0 or words[at - 1].text in ("the", "your", "that", "number", "did", "do", "done") or len(words) <= 3
        ) and not _dates(words, at)
    if at > 1 and words[at - 2].text == "after":
        return False
    return (
        words[after].text in _AFTER_ORDINAL
        and (at == 0 or words[at - 1].text in ("the", "your", "that", "did", "do", "done"))
        and not _dates(words, at)
    )


def _counts_steps(clause: Clause, at: int) -> bool:
    """Whether "two" or "three" of the steps are meant: "the last two are done", not "my last three mails"."""
    after = clause.words[at + 1 : at + 3]
    if not after or after[0].text not in ("two", "three", "2", "3"):
        return False
    answered = any(hit.first == at + 2 and hit.cue in _ANSWERS for hit in clause.hits)
    return len(after) == 1 or answered or after[1].text in _AFTER_ORDINAL or after[1].text in PREFIXES


def _dates(words: Sequence[Word], at: int) -> bool:
    """Whether an ordinal is a day: "on the 4th"."""
    return (
        at >= 2 and words[at].is_number and words[at - 2].text in ("on", "until", "till", "by", "since", "of", "from")
    )


def number_steps(order: Sequence[str]) -> dict[str, str]:
    """The steps by their numbers and letters in a list."""
    return {str(n): step for n, step in enumerate(order, 1)} | dict(zip("abcd", order, strict=False))
