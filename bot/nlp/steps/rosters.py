"""Persons with access by name, and which of them are told to have done a step: one who is not leaves a part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.nlp.steps.clauses import Sentence
from bot.nlp.steps.counting import count_users
from bot.nlp.steps.counts import to_number
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.persons import means_the_others
from bot.nlp.steps.targets import PEOPLE
from bot.nlp.steps.words import words_of

_ACCESS = words_of(
    "access login logins user users log logs sign seats zugang zugriff benutzer nutzer acceso usuarios acces",
    "utilisateurs acesso accesso utenti toegang gebruikers dostep uzytkownicy",
)
_ALL = words_of("we us wir uns nosotros nous nos noi ons wij alle both")
_WRITER = "(writer)"
_OPEN = (
    "finished",
    "fresh",
    "gone",
    "leak",
    "not",
    "fail",
    "later",
    "standing",
    "two_factor",
    "password",
    "key",
    "smtp",
)


def weigh_names(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """ "Ann, Bob, Cem and I have access. Ann, Bob and I have new passwords.": somebody is left out, and it is done
    in part."""
    roster = max((_list_persons(s) for s in sentences if _lists_access(s)), key=len, default=frozenset())
    crowd = _count_crowd(claims, sentences)
    told = [c for c in claims if c.sense in _MET or not c.bare]  # "Users: me, Kofi, Ama" tells of nothing done
    of = {step: [c for c in told if c.step == step] for step in PEOPLE}
    short = {s for s in PEOPLE if _leaves_out(roster, of[s], sentences) or _are_few(of[s], crowd, sentences)}
    return tuple(
        replace(c, sense=Sense.PARTIAL, whole=False) if c.step in short and c.sense in _MET else c for c in claims
    )


_MET = frozenset({Sense.DONE, Sense.ONE})


def _lists_access(sentence: Sentence) -> bool:
    counted = any(True for clause in sentence.clauses for _ in count_users(clause))
    return not sentence.question and not sentence.has(*_OPEN) and (counted or sentence.says(*_ACCESS))


def _list_persons(sentence: Sentence) -> frozenset[str]:
    names = {name for clause in sentence.clauses for name in clause.list_names()}
    if len(sentence.clauses) > 1 and sentence.clauses[1].cut == ":":  # "Users: me, Ama": a name, common word or not
        names |= {c.words[0].text for c in sentence.clauses[1:] if len(c.words) == 1 and c.words[0].capital}
    return frozenset(
        names | ({_WRITER} if sentence.says("i", "me", "myself", "ich", "yo", "moi", "io", "eu", "ik", "ja") else set())
    )


def _count_crowd(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> int:
    places = {c.start for c in claims if c.step in PEOPLE}
    clauses = [c for s in sentences if not s.has("leak") for c in s.clauses if c.start not in places]
    return max((count for clause in clauses for count in count_users(clause)), default=0)


def _are_few(claims: Sequence[Claim], crowd: int, sentences: Sequence[Sentence]) -> bool:
    """ "We are three users. Bob and I have new passwords.": told of one by one, and not of all."""
    if not claims or not crowd or any(c.sense not in _MET or _covers_all(c) for c in claims):
        return False
    told = list(_find_told(claims, sentences))
    owned = any(c.clause.has("mine") or c.clause.says("has", "his", "hers", "theirs") for c in claims)
    if not owned and not any(map(_is_list_of_names, told)):
        return False
    if any(clause.has("every", "sole") or any(map(to_number, clause.words[:3])) for s in told for clause in s.clauses):
        return False
    return 0 < len(frozenset().union(*map(_name_persons, told))) < crowd


def _is_list_of_names(sentence: Sentence) -> bool:
    """ "Passwords: Ann, Bo, Cy done"."""
    return sum(len(c.words) == 1 and c.words[0].capital and not c.hits for c in sentence.clauses) > 1


def _name_persons(sentence: Sentence) -> frozenset[str]:
    """The names in it, and the writer; a first word counts, that nobody is missed."""
    names = {name for clause in sentence.clauses for name in clause.list_names()}
    names |= {c.words[0].text for c in sentence.clauses if c.words[0].capital and not c.hits}
    return frozenset(names) | (_list_words(sentence) & {_WRITER})


def _leaves_out(roster: frozenset[str], claims: Sequence[Claim], sentences: Sequence[Sentence]) -> bool:
    """Whether the claims tell of some of them by name and not of all, in no word on all."""
    if len(roster) < 2 or not claims or any(c.sense not in _MET or _covers_all(c) for c in claims):
        return False
    told = list(_find_told(claims, sentences))
    if any(clause.has("every", "sole") for sentence in told for clause in sentence.clauses):
        return False
    covered = roster & frozenset().union(*map(_list_words, told))
    return bool(covered) and covered != roster and bool(covered - {_WRITER})


def _covers_all(claim: Claim) -> bool:
    return (
        claim.whole or claim.clause.says(*_ALL) or means_the_others(claim.clause) or claim.clause.has("rest_or_others")
    )


def _find_told(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences of the claims, and those that tell of a login that is gone."""
    places = {c.start for c in claims}
    for sentence in sentences:
        removed = sentence.has("gone") and not sentence.has("key", "old")
        if removed or any(clause.start in places for clause in sentence.clauses):
            yield sentence


def _list_words(sentence: Sentence) -> frozenset[str]:
    mine = {_WRITER} if sentence.has("mine") or sentence.says("i", "me", "my", "mine", "myself") else set()
    return frozenset({word.text for word in sentence.words} | mine)
