"""The learned reading of a step's status, and how it and the rules' reading come to one finding.

It was trained on the corpus over the rules' word lists, and knows turns of speech that the rules do not. It never sees
what the rules make of a message, so that it can doubt what they call done."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np

from bot.core.checklist import Finding, Status
from bot.core.conversation import SUBJECT_ID
from bot.nlp.linear import Floats, Linear, load_linear, softmax
from bot.nlp.steps.blankets import Reach
from bot.nlp.steps.forms import find_unread, tells_off
from bot.nlp.steps.guesses import is_guessed, tells_anything
from bot.nlp.steps.history import OPEN, Before
from bot.nlp.steps.leavers import is_of_everyone
from bot.nlp.steps.messages import MessageReading
from bot.nlp.steps.moods import demands
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.persons import means_the_others
from bot.nlp.steps.targets import PEOPLE, STEPS, TWO_FACTOR
from bot.nlp.steps.traits import Placed, TraitReader
from bot.nlp.steps.verdicts import CERTAIN
from bot.nlp.steps.vouching import LEARNED, Signals, Vouching, to_signal
from bot.nlp.steps.words import words_of
from bot.nlp.view import View

NAME = "steps.npz"
MODEL = Path(__file__).parents[1] / "model" / NAME
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
SILENT = 0.7  # of unstated: below it an adverse word that the rules found is kept
MOST_EVIDENCE = 5
NEVER: Before = {}  # a first message


@dataclass(frozen=True, slots=True)
class StatusReader:
    """A linear model over what a message shows of a step."""

    model: Linear

    def predict(self, traits: TraitReader, step: str) -> Floats:
        """The logits of ``ORDER``."""
        return self.model.score(traits.read(step))


@lru_cache(maxsize=1)
def load_status_reader(path: Path = MODEL) -> StatusReader:
    """The shipped reader; OSError where it is not there."""
    return StatusReader(load_linear(path))


@dataclass(frozen=True, slots=True)
class Word:
    """What the rules say of one step. ``firm``: it or a part of it is lacking, said outright; ``adverse``: some words
    deny that all is done, not merely lack a verb; ``plain``: a short answer to what was asked; ``wide``: a word on the
    whole list alone; ``known``: it is understood by what earlier messages or the desk had said, of which the learned
    reading of one message cannot know; ``clear``: it is one of known words alone."""

    finding: Finding | None
    firm: bool = False
    adverse: bool = False
    plain: bool = False
    wide: bool = False
    known: bool = False
    clear: bool = False

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


@dataclass(frozen=True, slots=True)
class Verdict:
    """A finding, and the signals for and against it where it calls the step done."""

    finding: Finding
    signals: Signals


def settle_findings(
    view: View, reading: MessageReading, reader: StatusReader, vouching: Vouching, before: Before = NEVER
) -> list[Finding]:
    """One finding for every step that either reading finds something said of; the score of one that is done is how
    likely that is."""
    return [
        replace(verdict.finding, score=vouching.weigh(verdict.signals))
        if verdict.finding.status is Status.DONE
        else verdict.finding
        for verdict in settle_verdicts(view, reading, reader, before)
    ]


def settle_verdicts(view: View, reading: MessageReading, reader: StatusReader, before: Before = NEVER) -> list[Verdict]:
    """The same with all signals. Done is agreed unless the rules deny it or the subject line alone says it."""
    traits = TraitReader(reading, before)
    about = {step: [traits.placed[at] for at, _ in traits.find_about(step)] for step in STEPS}
    words = _list_words(reading)
    asked = reading.numbering.asked
    lacking = {step for step, status in before.items() if status in OPEN}
    known = set(asked) | lacking
    spoken = (s for s in STEPS if words[s].finding or s in known or (not _answers(reading) and _may_mean(about, s)))
    anything = traits.placed if tells_anything(traits.placed) else ()
    settled = (
        _settle(view, step, words[step], reader.predict(traits, step), about[step] or anything) for step in spoken
    )
    unread = find_unread(reading.passages) | reading.empty
    heard = (verdict for verdict in settled if verdict and not _is_unread(verdict.finding, unread))
    return [_keep_part(verdict, reading, before) for verdict in heard]


def _is_unread(finding: Finding, unread: Collection[str]) -> bool:
    """Whether a yes is made of a step's name alone: what stands beside it was not understood."""
    return finding.item in unread and finding.status is Status.DONE


def _answers(reading: MessageReading) -> bool:
    """Whether it names no step and speaks of what was asked alone: "yes to both"."""
    return not reading.claims and bool(reading.blankets) and all(b.reach is Reach.ASKED for b in reading.blankets)


def _may_mean(about: Mapping[str, Sequence[Placed]], step: str) -> bool:
    return bool(about[step]) or not any(about.values())


def _keep_part(verdict: Verdict, reading: MessageReading, before: Before) -> Verdict:
    """What had been done in part and is still not done as a whole stays a part, unless something was undone."""
    finding = verdict.finding
    undone = finding.retracts or any(s.has("undo", "idle", "nothing") for s in reading.sentences)
    if finding.status is Status.NOT_DONE and before.get(finding.item) is Status.PARTIAL and not undone:
        return replace(verdict, finding=replace(finding, status=Status.PARTIAL))
    return verdict


def _list_words(reading: MessageReading) -> dict[str, Word]:
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
    clear = {claim.step for claim in reading.claims if claim.clear}
    if any(b.clear and b.reach is Reach.ALL and b.sense is Sense.DONE for b in reading.blankets):
        clear |= frozenset(STEPS) - claimed
    return {
        s: Word(found.get(s), s in firm, s in adverse, s in answers, whole and s not in claimed, s in known, s in clear)
        for s in STEPS
    }


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


def _is_firm(claim: Claim) -> bool:
    return claim.sense in (Sense.PARTIAL, Sense.OLD_LIVES) and not (claim.distant or claim.bare)


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


def _settle(view: View, step: str, word: Word, logits: Floats, about: Sequence[Placed]) -> Verdict | None:
    """``about``: the clauses that a finding of the learned reading alone rests on."""
    both, ruled = softmax(logits + word.weigh()), word.finding
    status = ORDER[int(both.argmax())]
    signals = word.list_signals(float(softmax(logits)[ORDER.index(Status.DONE)]))
    if ruled and (ruled.retracts or (status is Status.UNSTATED and _stands(word, both))):
        status = ruled.status
    elif status is Status.UNSTATED or not about:
        return None
    agreed = status is not Status.DONE or not (word.denies or view.message.id == SUBJECT_ID)
    if ruled:
        assumed = ruled.assumed if status is ruled.status else ()
        return Verdict(replace(ruled, status=status, agreed=agreed, assumed=assumed), signals)
    agreed = agreed and not (status is Status.DONE and is_guessed(step, about))
    evidence = tuple(view.evidence(placed.clause.start, placed.clause.end) for placed in about[:MOST_EVIDENCE])
    return Verdict(Finding(step, status, evidence=evidence, score=float(both.max()), agreed=agreed), signals)


def _stands(word: Word, both: Floats) -> bool:
    """Whether a word of the rules stands though the learned reading finds nothing said."""
    return word.plain or (word.status is not Status.DONE and both[ORDER.index(Status.UNSTATED)] < SILENT)
