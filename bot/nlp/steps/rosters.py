"""Persons with access by name, and which of them are told to have done a step: one who is not leaves a part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.nlp.steps.clauses import Sentence
from bot.nlp.steps.counting import count_users
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


def lessen_unnamed(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """ "Ann, Bob, Cem and I have access. Ann, Bob and I have new passwords.": somebody is left out."""
    roster = max((_list_persons(s) for s in sentences if _lists_access(s)), key=len, default=frozenset())
    if len(roster) < 2:
        return tuple(claims)
    short = {step for step in PEOPLE if _leaves_out(roster, [c for c in claims if c.step == step], sentences)}
    return tuple(
        replace(c, sense=Sense.PARTIAL, whole=False) if c.step in short and c.sense in _MET else c for c in claims
    )


_MET = frozenset({Sense.DONE, Sense.ONE})


def _lists_access(sentence: Sentence) -> bool:
    counted = any(True for clause in sentence.clauses for _ in count_users(clause))
    return not sentence.question and not sentence.has(*_OPEN) and (counted or sentence.says(*_ACCESS))


def _list_persons(sentence: Sentence) -> frozenset[str]:
    names = {name for clause in sentence.clauses for name in clause.list_names()}
    return frozenset(
        names | ({_WRITER} if sentence.says("i", "me", "myself", "ich", "yo", "moi", "io", "eu", "ik", "ja") else set())
    )


def _leaves_out(roster: frozenset[str], claims: Sequence[Claim], sentences: Sequence[Sentence]) -> bool:
    """Whether the claims tell of some of them by name and not of all, in no word on all."""
    if not claims or any(c.sense not in _MET or _covers_all(c) for c in claims):
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
        if sentence.has("gone") or any(clause.start in places for clause in sentence.clauses):
            yield sentence


def _list_words(sentence: Sentence) -> frozenset[str]:
    mine = {_WRITER} if sentence.has("mine") or sentence.says("i", "me", "my", "mine", "myself") else set()
    return frozenset({word.text for word in sentence.words} | mine)
