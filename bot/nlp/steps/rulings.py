"""What the rules' reading says of each step, and how firmly."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from bot.core.checklist import Finding, Status
from bot.nlp.linear import Floats
from bot.nlp.steps.blankets import Reach
from bot.nlp.steps.forms import tells_off
from bot.nlp.steps.history import OPEN, Before
from bot.nlp.steps.leavers import is_of_everyone
from bot.nlp.steps.messages import MessageReading
from bot.nlp.steps.moods import demands
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.persons import means_the_others
from bot.nlp.steps.targets import PEOPLE, STEPS, TWO_FACTOR, find_named
from bot.nlp.steps.verdicts import CERTAIN
from bot.nlp.steps.vouching import LEARNED, Signals, to_signal
from bot.nlp.steps.words import words_of

ORDER = (Status.DONE, Status.PARTIAL, Status.NOT_DONE, Status.UNSTATED)
TRUST: Mapping[Status, float] = {  # logits that the rules' word adds; chosen on tickets that training had not seen
    Status.DONE: 0.75,
    Status.PARTIAL: 0.5,
    Status.NOT_DONE: 2.0,
    Status.UNSTATED: 1.0,
}
FIRM = 6.0  # the same for a count or an exception: "two of three", "all except"
KNOWN = 100.0  # of what is lacking by the messages before, or by an entry in a list
EVEN, CLEAR = 0.5, 0.95  # the least that the learned reading counts for where it cannot know
SHORT = 12  # words of a plain answer
SHORT_NAME = 4  # words of a clause that only names a step
RESERVES = words_of("not later would soon fail some only except told undo open left progress")
NEARBY = 60  # characters between two claims that are set against each other
NEVER: Before = {}  # a first message


@dataclass(frozen=True, slots=True)
class Word:
    """What the rules say of one step. ``firm``: it or a part of it is lacking, said outright; ``adverse``: some words
    deny that all is done, not merely lack a verb; ``plain``: a short answer to what was asked; ``wide``: a word on the
    whole list alone; ``known``: it is understood by what earlier messages or the desk had said, of which the learned
    reading of one message cannot know; ``clear``: it is one of known words alone; ``loose``: it closes what stood
    open in words that name no step, and may mean something else."""

    finding: Finding | None
    firm: bool = False
    adverse: bool = False
    plain: bool = False
    wide: bool = False
    known: bool = False
    clear: bool = False
    loose: bool = False

    @property
    def status(self) -> Status:
        """The rules' status."""
        return self.finding.status if self.finding else Status.UNSTATED

    def weigh(self) -> Floats:
        """What it adds to the logits of ``ORDER``."""
        short = self.status in (Status.PARTIAL, Status.NOT_DONE)
        firm = (self.firm and short) or (self.known and self.status is Status.DONE)
        weight = KNOWN if self.known and short else FIRM if firm else TRUST[self.status]
        return np.array([weight if status is self.status else 0.0 for status in ORDER])

    @property
    def denies(self) -> bool:
        """Whether it says outright that the step is not done as a whole, so that nothing can vouch for it."""
        return self.firm or (self.adverse and self.status in (Status.PARTIAL, Status.NOT_DONE))

    def list_signals(self, likely: float) -> Signals:
        """What counts for and against "done", beside how likely the learned reading finds it."""
        weak = self.finding is not None and self.finding.score < CERTAIN
        flags = {
            f"rules {self.status}": 1.0,
            "plain": self.plain or self.known or self.clear,
            "wide": self.wide,
            "weak": weak,
        }
        likely = max(likely, CLEAR if self.clear else EVEN if self.known else likely)
        return {"bias": 1.0, **flags, LEARNED: to_signal(LEARNED, likely)}


def list_words(reading: MessageReading, before: Before = NEVER) -> dict[str, Word]:
    """The word on every step. ``before``: what the messages before it had said."""
    found = {finding.item: finding for finding in reading.findings}
    claimed = {claim.step for claim in reading.claims}
    firm = {claim.step for claim in reading.claims if _is_firm(claim)}
    firm |= _find_divided(reading)
    firm |= {TWO_FACTOR} if tells_off(reading.passages) else set()
    firm |= _find_selfish(reading, found)
    adverse = {claim.step for claim in reading.claims if _is_adverse(claim) or _is_put_off(claim, reading)}
    whole = any(b.reach is Reach.ALL and b.sense is Sense.DONE for b in reading.blankets)
    answers = frozenset(reading.numbering.asked if _is_plain(reading) else ()) | _find_answered(reading)
    known = {claim.step for claim in reading.claims if claim.known}
    clear = {claim.step for claim in reading.claims if claim.clear} | _find_cleared(reading)
    loose = _find_loose(reading, before)
    return {
        s: Word(
            found.get(s),
            s in firm,
            s in adverse,
            s in answers,
            whole and s not in claimed,
            s in known,
            s in clear,
            s in loose,
        )
        for s in STEPS
    }


def _find_cleared(reading: MessageReading) -> set[str]:
    """The steps of which blankets of known words say that they are done, and no claim elsewhere says anything."""
    cleared: set[str] = set()
    for blanket in reading.blankets:
        if blanket.clear and blanket.sense is Sense.DONE and blanket.reach in (Reach.ALL, Reach.ASKED):
            around = next((s for s in reading.sentences if s.start <= blanket.start < s.end), None)
            beside = {c.step for c in reading.claims if not (around and around.start <= c.start < around.end)}
            cleared |= {*(STEPS if blanket.reach is Reach.ALL else reading.numbering.asked)} - beside
    return cleared


def _find_divided(reading: MessageReading) -> set[str]:
    """The steps about persons that some are said outright to have done, and some not."""
    told = [c for c in reading.claims if c.step in PEOPLE and not (c.distant or c.bare)]
    partial = {finding.item for finding in reading.findings if finding.status is Status.PARTIAL}
    return {one.step for one, other in pairwise(told) if one.step in partial and _divide(one, other)}


def _find_selfish(reading: MessageReading, found: Mapping[str, Finding]) -> set[str]:
    """The steps that are done, but of the writer alone where another is told of everyone: "I changed my password. 2FA
    is on for everyone"."""
    if not any(is_of_everyone(clause) for sentence in reading.sentences for clause in sentence.clauses):
        return set()
    partial = {step for step in PEOPLE if step in found and found[step].status is Status.PARTIAL}
    lacking = {claim.step for claim in reading.claims if claim.sense is not Sense.DONE}
    return partial & {claim.step for claim in reading.claims} - lacking


def _divide(one: Claim, other: Claim) -> bool:
    """ "Mine is on, his isn't yet", "I still use my old one, everyone else has a new one"."""
    done, lacking = (one, other) if other.sense is Sense.NOT_DONE else (other, one)
    if one.step != other.step or lacking.sense is not Sense.NOT_DONE or done.sense not in (Sense.DONE, Sense.ONE):
        return False
    clause = lacking.clause
    if clause.has("ask", "condition", "leak", "gone", "leaver") or other.start - one.end > NEARBY:
        return False
    if done is other:
        return means_the_others(done.clause)
    personal = done.clause.has("mine") or clause.has("others", "theirs") or clause.names_person()
    return personal and clause.has("not", "fail", "open", "later", "soon", "would") and len(clause.words) <= SHORT


def _find_loose(reading: MessageReading, before: Before) -> set[str]:
    """The open steps that words close which name none, in a language whose short answers are known less well than the
    English ones: "Eva ce l'ha adesso", "ok, glielo dico"."""
    if not reading.foreign:
        return set()
    claims = {step: [c for c in reading.claims if c.step == step] for step in STEPS if before.get(step) in OPEN}
    return {step for step, told in claims.items() if told and not any(c.clear or _names(c) for c in told)}


def _names(claim: Claim) -> bool:
    return claim.step in find_named(claim.clause).steps


def _is_firm(claim: Claim) -> bool:
    alone = len(claim.clause.words) == 1  # "Half." as the answer to the desk's question
    return claim.sense in (Sense.PARTIAL, Sense.OLD_LIVES) and not ((claim.distant and not alone) or claim.bare)


def _is_adverse(claim: Claim) -> bool:
    if claim.sense is Sense.NOT_DONE:
        if claim.known:
            return True
        old = claim.bare and claim.clause.has("old")
        return not claim.distant and (old or claim.clause.has(*RESERVES) or demands(claim.clause))
    return claim.sense in (Sense.PARTIAL, Sense.ONE, Sense.OLD_LIVES)


def _is_put_off(claim: Claim, reading: MessageReading) -> bool:
    """ "User logins and 2FA tomorrow": a name that a plan beside it makes not done."""
    if claim.sense is not Sense.NOT_DONE or claim.distant or len(claim.clause.words) > SHORT_NAME:
        return False
    beside = next((s.clauses for s in reading.sentences if claim.clause in s.clauses), ())
    after = [c for c in beside if claim.end < c.start]
    return any(c.has("later", "soon", "would", "open") for c in after[:2])


def _is_plain(reading: MessageReading) -> bool:
    """Whether a message is a short answer without any reserve."""
    words = sum(len(sentence.words) for sentence in reading.sentences)
    return words <= SHORT and not any(s.question or s.has(*RESERVES) for s in reading.sentences)


def _find_answered(reading: MessageReading) -> set[str]:
    """The steps that the customer answers plainly right under the quoted question."""
    under = {c.start for p in reading.passages if p.topic.asked and p.in_heading for c in p.clauses}
    plain = {c.step for c in reading.claims if c.start in under and c.sense is Sense.DONE and not c.bare}
    return {s for s in plain if all(c.start in under and not _is_adverse(c) for c in reading.claims if c.step == s)}
