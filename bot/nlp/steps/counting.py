"""How many users there are, and how many are told to have done a step: fewer are only a part of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import count_at, to_number
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.persons import means_the_others
from bot.nlp.steps.targets import PEOPLE
from bot.nlp.steps.words import words_of

MOST = 50  # users; more are the customer's customers
_WE_ARE = words_of("are 're sind somos sommes siamo zijn in zu met nas jestesmy")
_WE = words_of("we wir us nosotros nous noi nos wij my nas there there's somos sommes siamo")
_TOGETHER = {
    "zweit": 2,
    "dritt": 3,
    "viert": 4,
    "tweeen": 2,
    "drieen": 3,
    "vieren": 4,
    "dwoje": 2,
    "troje": 3,
    "czworo": 4,
    "piecioro": 5,
}
_KIN = words_of(
    "sisters brothers sons daughters children kids parents cousins friends partners volunteers teachers drivers",
    "managers assistants employees colleagues girls guys boys ladies men women freelancers interns",
)
_IN = frozenset(["zu", "met", "zn", "z'n", "n", "nas", "jest"])
_ALONGSIDE = words_of("with in here altogether total and who that now only insgesamt hier en con avec no com met in")
_WHOLE = words_of(
    "the all both our other others remaining every each alle beide los las les die gli i os as de der den unsere",
)
_BEFORE = words_of(
    "for on with by at so now already and only just bei fur en para pour per voor dla u przez auf mit con com avec sur",
)
_HAVING = words_of(
    "have has had 've did are were is got get with new fresh already done now changed reset enrolled on set use uses",
    "haben hat sind mit neue tienen tiene con ya ont avec nouveaux nouvelles tem com hanno ha nuove hebben heeft met",
    "nieuwe maja ma nowe",
)
_THEM = words_of("them us those these uns ihnen ellos nosotros nous eux noi loro ons hen nas nich")
_OF = words_of("of von de di van z d'entre dei da")
SHORT = 3  # words that count those who did it on another day
LONGEST = 6  # words of a closing count
_CLOSED = words_of("that that's this which makes so das dies eso esto c'est ca isso questo dat to")


def count_users(clause: Clause) -> Iterator[int]:
    """How many users or persons a clause counts: "three users", "6 of us", "we are four"."""
    for numeral, after in pairwise(clause.words):
        if after.text == "of" and clause.says("us") and 1 < (to_number(numeral) or 0) < MOST:
            yield to_number(numeral) or 0
    for hit in clause.find("people", "user"):
        for at in range(max(0, hit.first - 2), hit.first):
            if 1 < (count := count_at(clause.words, at) or 0) < MOST:
                yield count
    yield from _count_ourselves(clause)
    if _together_with_me(clause):
        yield from (count + 1 for word in clause.words[:2] if 1 < (count := to_number(word) or 0) < MOST)


def _together_with_me(clause: Clause) -> bool:
    """ "My two sisters": before an "and I"."""
    return (
        len(clause.words) <= SHORT + 1
        and clause.says("my", "our", "the")
        and (clause.has("others", "crowd", "people") or bool(_KIN & clause.texts))
    )


def _count_ourselves(clause: Clause) -> Iterator[int]:
    words = clause.words if clause.says(*_TOGETHER, *_WE_ARE) else ()
    for at, word in enumerate(words):
        count = _TOGETHER.get(word.text) or to_number(word) or 0
        following = words[at + 1].text if at + 1 < len(words) else ""
        told = at and words[at - 1].text in _WE_ARE and bool(_WE & {w.text for w in words[:at]})
        alone = not following or following in _ALONGSIDE
        if 1 < count < MOST and ((told and alone) or (word.text in _TOGETHER and at and words[at - 1].text in _IN)):
            yield count


def lessen_fewer(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """ "Five users have access. Four new passwords.": what fewer have done than were counted is done in part, unless
    the counts come to all of them."""
    done = [c for c in claims if c.step in PEOPLE and c.sense is Sense.DONE and not c.bare]
    places = {c.start for c in done if c.clause.has("done", "fresh", "standing", "two_factor")}
    clauses = [clause for sentence in sentences for clause in sentence.clauses]
    told = [c for c in clauses if c.start not in places or c.has("every")]  # "the four users all have new passwords"
    crowds = {count for clause in told for count in count_users(clause)}
    others = [c.clause for c in done if c.clause.has("rest_or_others") or means_the_others(c.clause)]
    if not crowds or any(not (clause.has("every") and any(count_users(clause))) for clause in others):
        return tuple(claims)
    removed = sum(count for clause in clauses for count in count_removed(clause))
    removed += _count_rest(sentences, done)
    short = {step for step in PEOPLE if _falls_short([c for c in done if c.step == step], crowds, removed)}
    return tuple(
        replace(c, sense=Sense.PARTIAL, whole=False) if c in done and c.step in short and _count_done(c.clause) else c
        for c in claims
    )


def _falls_short(claims: Sequence[Claim], crowds: set[int], removed: int) -> bool:
    counts = {c.start: count for c in claims if (count := _count_done(c.clause))}
    if any(c.clause.has("every") and c.start not in counts for c in claims):
        return False  # "two admins have hardware keys, it is on for all"
    return bool(counts) and not crowds & set(counts.values()) and sum(counts.values()) + removed < max(crowds)


def _count_rest(sentences: Sequence[Sentence], claims: Sequence[Claim]) -> int:
    """How many more a clause behind tells of: "three yesterday, two today"."""
    ends, starts = {c.end for c in claims}, {c.start for c in claims}
    behind = (
        clause
        for sentence in sentences
        for before, clause in pairwise(sentence.clauses)
        if before.end in ends and clause.start not in starts and len(clause.words) <= SHORT
    )
    return sum(to_number(c.words[0]) or 0 for c in behind if not c.has("later", "not", "would", "fail", "two_factor"))


def _count_done(clause: Clause) -> int:
    """How many persons a clause tells to have done it: "four with 2FA", "two of them are done"; 0 where it does not."""
    taken = {at for hit in clause.find("two_factor", "key", "domain") for at in range(hit.first, hit.last)}
    for at, word in enumerate(clause.words):
        count = _TOGETHER.get(word.text) or to_number(word) or 0
        if 1 < count < MOST and at not in taken and _is_subject(clause, at):
            return count
    return 0


def _is_subject(clause: Clause, at: int) -> bool:
    words = clause.words
    if at and (words[at - 1].text in _WHOLE or words[at - 1].text not in _BEFORE):
        return False
    rest = [word.text for word in words[at + 1 : at + 3]]
    persons = any(hit.first in (at + 1, at + 2) for hit in clause.find("people", "user", "password"))
    return not rest or persons or rest[0] in _HAVING or (rest[0] in _OF and bool(_THEM & set(rest[1:])))


def count_removed(clause: Clause) -> Iterator[int]:
    """How many logins or persons are told to be gone: "two had left and were deleted"."""
    if clause.has("gone", "leaver", "left") and not clause.has("key", "smtp", "old", "two_factor"):
        yield from (count for word in clause.words if 0 < (count := to_number(word) or 0) < MOST)


def find_full_counts(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> Iterator[Claim]:
    """ "My colleague did hers and I did mine; that is everybody": the count of those told of before is whole."""
    clauses = [clause for sentence in sentences if not sentence.question for clause in sentence.clauses]
    for before, clause in pairwise(clauses):
        closed = clause.words[0].text in _CLOSED and len(clause.words) <= LONGEST and clause.has("every")
        if closed and not clause.has("not", "later", "would", "only", "some", "old", "domain"):
            near = [c for c in claims if c.start == before.start and c.step in PEOPLE]
            yield from (Claim(c.step, Sense.DONE, clause, whole=True) for c in near if c.sense in _MET)


_MET = frozenset({Sense.DONE, Sense.ONE})
