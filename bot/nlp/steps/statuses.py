"""The learned reading of a step's status, and how it and the rules' reading come to one finding.

It was trained on the corpus over the rules' word lists, and knows turns of speech that the rules do not. It never sees
what the rules make of a message, so that it can doubt what they call done."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from bot.core.checklist import Finding, Status
from bot.core.conversation import SUBJECT_ID
from bot.nlp.linear import Floats, Linear, load_linear, softmax
from bot.nlp.steps.blankets import Reach
from bot.nlp.steps.forms import find_unread
from bot.nlp.steps.guesses import is_guessed, tells_anything
from bot.nlp.steps.history import OPEN, Before
from bot.nlp.steps.messages import MessageReading
from bot.nlp.steps.rulings import NEVER, ORDER, Word, list_words
from bot.nlp.steps.targets import STEPS
from bot.nlp.steps.traits import Placed, TraitReader
from bot.nlp.steps.vouching import Signals, Vouching
from bot.nlp.view import View

NAME = "steps.npz"
MODEL = Path(__file__).parents[1] / "model" / NAME
SILENT = 0.7  # of unstated: below it an adverse word that the rules found is kept
MOST_EVIDENCE = 5


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
    words = list_words(reading, before)
    asked = reading.numbering.asked
    lacking = {step for step, status in before.items() if status in OPEN}
    known = set(asked) | lacking
    spoken = (s for s in STEPS if words[s].finding or s in known or (not _answers(reading) and _may_mean(about, s)))
    anything = traits.placed if tells_anything(traits.placed) else ()
    settled = [
        _settle(view, step, words[step], reader.predict(traits, step), about[step] or anything) for step in spoken
    ]
    if all(before.get(step) is Status.DONE for step in STEPS):
        wide = {step for step in STEPS if _is_told_wide(words[step], reading, step)}
        settled = [_keep_done(v) if v and v.finding.item in wide else v for v in settled]
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


def _is_told_wide(word: Word, reading: MessageReading, step: str) -> bool:
    """Whether the rules call a step done by a word on the whole list: "now that it's all changed"."""
    done = word.finding is not None and word.finding.status is Status.DONE
    return done and all(claim.step != step for claim in reading.claims)


def _keep_done(verdict: Verdict) -> Verdict:
    """Where everything had been done and is called so again, what the learned reading finds lacking unsettles and
    lessens nothing: what comes then is mostly a question or thanks, seldom shown to it."""
    if verdict.finding.status not in OPEN:
        return verdict
    return replace(verdict, finding=replace(verdict.finding, status=Status.DONE, agreed=False))


def _settle(view: View, step: str, word: Word, logits: Floats, about: Sequence[Placed]) -> Verdict | None:
    """``about``: the clauses that a finding of the learned reading alone rests on."""
    both, ruled = softmax(logits + word.weigh()), word.finding
    status = ORDER[int(both.argmax())]
    signals = word.list_signals(float(softmax(logits)[ORDER.index(Status.DONE)]))
    if ruled and (ruled.retracts or (status is Status.UNSTATED and _stands(word, both))):
        status = ruled.status
    elif status is Status.UNSTATED or not about:
        return None
    agreed = status is not Status.DONE or not (word.denies or word.loose or view.message.id == SUBJECT_ID)
    if ruled:
        assumed = ruled.assumed if status is ruled.status else ()
        return Verdict(replace(ruled, status=status, agreed=agreed, assumed=assumed), signals)
    agreed = agreed and not (status is Status.DONE and is_guessed(step, about))
    evidence = tuple(view.evidence(placed.clause.start, placed.clause.end) for placed in about[:MOST_EVIDENCE])
    return Verdict(Finding(step, status, evidence=evidence, score=float(both.max()), agreed=agreed), signals)


def _stands(word: Word, both: Floats) -> bool:
    """Whether a word of the rules stands though the learned reading finds nothing said."""
    return word.plain or word.clear or (word.status is not Status.DONE and both[ORDER.index(Status.UNSTATED)] < SILENT)
