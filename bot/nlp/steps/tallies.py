"""Numbers behind names: "users with access: 6, users with 2FA: 5", "we had three keys and rotated two"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counting import count_removed, count_users
from bot.nlp.steps.counts import to_number
from bot.nlp.steps.domains import count_domains
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.targets import KEY, PASSWORDS, SMTP, TWO_FACTOR

MOST = 100
LONGEST = 6  # words of a name with its number
_SIGNS = frozenset({":", "-", "=", "("})
_DEEDS = ("done", "fresh", "gone")
_DONE = (*_DEEDS, "yes", "finished", "standing")
_LACKING = ("not", "open", "left", "later", "fail", "would", "old", "leak", "told")
_CROWDS = {KEY: KEY, SMTP: SMTP, PASSWORDS: PASSWORDS, TWO_FACTOR: PASSWORDS}  # the step that a crowd is counted under


@dataclass(frozen=True, slots=True)
class Tally:
    """A number and what it counts: how many there are, or with ``done`` how many it is done for; under ``step`` or,
    where it is empty, under that of the tally before."""

    step: str
    count: int
    clause: Clause
    done: bool


def weigh_tallies(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """The claims with what the numbers come to: fewer than there are is a part, as many are the whole."""
    tallies = list(_find_tallies(sentences))
    removed = sum(count for s in sentences for clause in s.clauses for count in count_removed(clause))
    told: list[Claim] = []
    for tally in tallies:
        crowd = max((t.count for t in tallies if not t.done and t.step == _CROWDS[tally.step]), default=0)
        if tally.done and tally.count == crowd:
            told.append(Claim(tally.step, Sense.DONE, tally.clause, whole=True))
        elif tally.done and tally.count + removed < crowd and not _is_covered(tally.step, claims):
            told.append(Claim(tally.step, Sense.PARTIAL, tally.clause))
    full = {claim.step for claim in told if claim.sense is Sense.DONE}
    return (*claims, *(claim for claim in told if claim.sense is Sense.DONE or claim.step not in full))


def _is_covered(step: str, claims: Sequence[Claim]) -> bool:
    """Whether some word on the whole stands beside the number."""
    return any(claim.step == step and claim.whole and claim.sense is Sense.DONE for claim in claims)


def _find_tallies(sentences: Sequence[Sentence]) -> Iterator[Tally]:
    last = ""
    for sentence in sentences if not any(sentence.question for sentence in sentences) else ():
        for at, clause in enumerate(sentence.clauses):
            after = sentence.clauses[at + 1] if at + 1 < len(sentence.clauses) else None
            for tally in _read_tally(clause, after, last):
                last = tally.step
                yield tally


def _read_tally(clause: Clause, after: Clause | None, last: str) -> Iterator[Tally]:
    """What a clause counts of itself, or by the bare number behind it."""
    if clause.has(*_LACKING) or (after is not None and after.cut in _SIGNS and after.has(*_LACKING)):
        return
    count = _count_behind(after) or _count_at_end(clause) or _count_passwords(clause)
    step = _name_done(clause, after, last)
    if count and step:
        yield Tally(step, count, clause, done=True)
    elif count and (step := _name_crowd(clause)):
        yield Tally(step, count, clause, done=False)
    else:
        yield from (Tally(PASSWORDS, count, clause, done=False) for count in count_users(clause))
        yield from (Tally(SMTP, count, clause, done=False) for count in count_domains(clause))
        yield from (Tally(KEY, count, clause, done=False) for count in _count_keys(clause))


def _count_behind(after: Clause | None) -> int:
    """The number that stands alone behind a name, or with a mere "done"."""
    if after is None or after.cut not in _SIGNS or len(after.words) > 2:
        return 0
    return _to_count(after, 0) if len(after.words) == 1 or after.has("done", "finished", "yes") else 0


def _count_at_end(clause: Clause) -> int:
    """ "2FA seven", "rotated two"."""
    behind = any(hit.last == len(clause.words) - 1 for hit in clause.find("two_factor", "done", "user", "domain"))
    return _to_count(clause, -1) if behind and len(clause.words) <= 3 else 0


def _count_passwords(clause: Clause) -> int:
    """ "Changed five passwords"."""
    hit = next(iter(clause.find("password")), None)
    done = clause.has("done") and not clause.has("every", "smtp")
    return _to_count(clause, hit.first - 1) if hit and hit.first and done else 0


def _to_count(clause: Clause, at: int) -> int:
    count = to_number(clause.words[at]) or 0
    return count if 0 < count < MOST else 0


def _name_done(clause: Clause, after: Clause | None, last: str) -> str:
    """The step that a name with a number calls done for so many; empty where it calls none."""
    if len(clause.words) > LONGEST:
        return ""
    if clause.has("two_factor"):
        return TWO_FACTOR
    told = clause.has(*_DONE) or (after is not None and after.has(*_DONE))
    if clause.has("smtp") or (clause.has("domain") and told):
        return SMTP
    if clause.has("password"):
        return PASSWORDS
    if clause.has("key"):
        return KEY if told else ""
    return last if told and last and len(clause.words) <= 2 else ""


def _name_crowd(clause: Clause) -> str:
    if len(clause.words) > LONGEST or clause.has(*_DONE):
        return ""
    return next((step for cue, step in (("key", KEY), ("domain", SMTP), ("user", PASSWORDS)) if clause.has(cue)), "")


def _count_keys(clause: Clause) -> Iterator[int]:
    """ "We had three keys"."""
    for hit in clause.find("key") if not clause.has(*_DEEDS) else ():
        for word in clause.words[max(0, hit.first - 1) : hit.first]:
            if 1 < (count := to_number(word) or 0) < MOST:
                yield count
