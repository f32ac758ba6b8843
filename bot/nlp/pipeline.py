"""The whole understanding of a conversation, from its messages to one value. Pure CPU, no network, no clock."""

import json
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from bot.core.checklist import SETTLED, Finding, Item, Kind, Status, settle
from bot.core.conversation import Author, Conversation
from bot.core.understanding import Intent, IntentLabel, Risk, RiskKind, Understanding
from bot.nlp.answers import find_all_answers, find_bad_list
from bot.nlp.answers.bad_list import is_withdrawn
from bot.nlp.answers.email_use import VAGUE
from bot.nlp.answers.list_reader import CERTAIN, ListReader, load_list_reader
from bot.nlp.answers.plain import to_plain
from bot.nlp.answers.retreats import doubt_earlier
from bot.nlp.answers.volume.threads import carry_volumes
from bot.nlp.foreign_use import find_foreign_use
from bot.nlp.intent import IntentReader, load_intent_reader
from bot.nlp.language import LanguageReader, is_trusted, load_language_reader
from bot.nlp.risks import find_person_request, find_risks, retire_named_secrets, retire_secrets
from bot.nlp.second import SecondReader, load_second_reader
from bot.nlp.sentences import Suspect
from bot.nlp.steps import StepReader, load_step_reader
from bot.nlp.steps.reserves import has_reserve
from bot.nlp.view import View, to_view

MODEL = Path(__file__).with_name("model")
RULES = "11"  # goes up whenever a rule changes what is found
SOURCE = Item("list_source", Kind.QUESTION, "the list's source", needs=frozenset({"origin", "site"}))
USE = "email_use"
DOUBT: Mapping[str, float] = {  # below it the second reading disagrees; chosen on authors it had not seen
    "email_use": 0.2,
    "list_source": 0.05,
    "monthly_volume": 0.025,
}
TELLING = 10.0  # times likelier a report, once one remark in an appeal tells of somebody else's use
LEAST_TOLD = 0.3  # of a report, after such a remark: never ready, and still an appeal that can be asked about
ENDS = (". ", "! ", "? ", "\n", ";")  # of a sentence
VOUCHED = 0.85  # how likely a step has to be done to be agreed, all signals together; chosen likewise


def to_views(conversation: Conversation) -> Iterator[View]:
    """A view of each of the requester's messages, oldest first, beside what the desk had asked before it."""
    asked = ""
    for message in conversation.messages:
        if message.author is Author.REQUESTER and message.public:
            yield to_view(message, asked)
        elif message.author in (Author.AGENT, Author.BOT) and message.public:
            asked = message.text


@dataclass(frozen=True, slots=True)
class Pipeline:
    """Everything that reads a conversation, loaded once."""

    intent: IntentReader
    second: SecondReader
    language: LanguageReader
    steps: StepReader
    lists: ListReader
    versions: Mapping[str, str]

    def understand(self, conversation: Conversation) -> Understanding:
        """All that was read from a conversation: the same words always give the same understanding."""
        return self.read(conversation, self.intent.predict_intent(conversation))

    def read(self, conversation: Conversation, intent: Intent) -> Understanding:
        """The same where the intent is known."""
        views = tuple(to_views(conversation))
        intent = heed_foreign_use(intent, views)
        lists = [find_bad_list(view) for view in views]
        suspect = self.lists.find_suspect(views) if intent.label == IntentLabel.APPEAL else None
        findings, risks = agree_on_lists(
            find_findings(intent, views, self.steps), heed_suspect(find_all_risks(views, lists), suspect), any(lists)
        )
        findings = doubt_list(findings) if suspect else findings
        language = self.language.predict_language(conversation)
        reserved = self._find_reserved(views, findings) if intent.label == IntentLabel.COMPROMISE else ()
        return Understanding(
            intent,
            self._weigh(findings, conversation, reserved),
            retire_secrets(risks, findings, [view.message.id for view in views]),
            next((found for view in reversed(views) if (found := find_person_request(view))), None),
            language=language,
            language_trusted=is_trusted(language),
            versions=self.versions,
        )

    def _find_reserved(self, views: Sequence[View], findings: Sequence[Finding]) -> frozenset[str]:
        """Ids of the messages whose steps are doubted: all, where the newest leaves one open by the way."""
        if views and self.steps.remarks.find_open(views[-1], list_places(views[-1], findings)):
            return frozenset(view.message.id for view in views)
        return find_reserved(views, findings)

    def _weigh(
        self, findings: Sequence[Finding], conversation: Conversation, reserved: Collection[str]
    ) -> tuple[Finding, ...]:
        """Each finding with whether the second reading agrees; only settled ones can be doubted. ``reserved``: the
        messages whose steps are doubted whatever the readings say."""
        doubtful = tuple(dict.fromkeys(f.item for f in findings if f.status in SETTLED))
        settled = self.second.predict_settled(conversation, doubtful) if doubtful else {}
        return tuple(self._doubt(f, settled[f.item], reserved) if f.item in settled else f for f in findings)

    def _doubt(self, finding: Finding, second: float, reserved: Collection[str]) -> Finding:
        if finding.status not in SETTLED:
            return finding
        if finding.item in DOUBT:
            return replace(finding, agreed=finding.agreed and second >= DOUBT[finding.item])
        likely = self.steps.vouching.add_second(finding.score, second)
        kept = not any(evidence.message_id in reserved for evidence in finding.evidence)
        return replace(finding, score=likely, agreed=finding.agreed and kept and likely >= VOUCHED)


def heed_foreign_use(intent: Intent, views: Sequence[View]) -> Intent:
    """The intent of what reads as an appeal, a report likelier where some remark tells of somebody else's use of the
    account: statistics over all words hardly hear it (LABELLING.md, intent: the safe reading comes first)."""
    if intent.label != IntentLabel.APPEAL or not any(map(find_foreign_use, views)):
        return intent
    told = TELLING * intent.scores[IntentLabel.COMPROMISE]
    likely = max(told / (told + 1 - intent.scores[IntentLabel.COMPROMISE]), LEAST_TOLD)
    kept = (1 - likely) / (1 - intent.scores[IntentLabel.COMPROMISE])
    return Intent(
        {label: likely if label == IntentLabel.COMPROMISE else kept * score for label, score in intent.scores.items()}
    )


def heed_suspect(risks: Sequence[Risk], suspect: Suspect | None) -> tuple[Risk, ...]:
    """The risks with the list that the learned reading is all but certain of, where the rules know of none."""
    if suspect is None or suspect.likely < CERTAIN or any(risk.kind is RiskKind.BAD_LIST for risk in risks):
        return tuple(risks)
    return (*risks, Risk(RiskKind.BAD_LIST, (suspect.view.evidence(suspect.span.start, suspect.span.end),)))


def doubt_list(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings with none on the list's source agreed."""
    return tuple(replace(f, agreed=f.agreed and f.item != SOURCE.key) for f in findings)


def find_reserved(views: Sequence[View], findings: Sequence[Finding] = ()) -> frozenset[str]:
    """Ids of the messages up to the newest one with a reserve: what comes after it may have settled it. A reserve that
    was read as the word on a step that was not done holds for that step alone."""
    reserved = (at for at, view in enumerate(views) if has_reserve(view.text, list_told(view, findings)))
    newest = max(reserved, default=-1)
    return frozenset(view.message.id for view in views[: newest + 1])


def list_places(view: View, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """Where in a message stands the word on a step."""
    return [(e.start, e.end) for f in findings for e in f.evidence if e.message_id == view.message.id]


def list_told(view: View, findings: Sequence[Finding]) -> list[tuple[int, int]]:
    """The sentences of a message that tell of a step that is not done; of one that tells of another that is, the part
    on the first alone."""
    here = [(f, e) for f in findings for e in f.evidence if e.message_id == view.message.id]
    lacking = [e for f, e in here if f.status not in SETTLED and f.status is not Status.UNSTATED]
    if not lacking:
        return []
    done = [e for f, e in here if f.status in SETTLED]
    met = [find_sentence(view, e.start, e.end) for e in done]
    spans = [(e, find_sentence(view, e.start, e.end)) for e in lacking]
    return [find_sentence(view, e.start, e.end, (*ENDS, ", ")) if span in met else span for e, span in spans]


def find_sentence(view: View, start: int, end: int, signs: Sequence[str] = ENDS) -> tuple[int, int]:
    """The sentence around a stretch of the message, as a stretch of the view's text."""
    first, last = bisect_left(view.at, start), bisect_left(view.at, end)
    before = max(view.text.rfind(sign, 0, first) for sign in signs)
    ends = (view.text.find(sign, max(first, last - 1)) for sign in signs)
    after = min((at for at in ends if at >= 0), default=-1)
    return before + 1, after if after >= 0 else len(view.text)


def find_findings(intent: Intent, views: Sequence[View], steps: StepReader) -> tuple[Finding, ...]:
    """What the messages say of the items of the likeliest procedure, oldest first."""
    if intent.label == IntentLabel.COMPROMISE:
        return tuple(steps.find_steps(views))
    if intent.label != IntentLabel.APPEAL:
        return ()
    return drop_guesses(list(carry_volumes(views, doubt_earlier(views, list(find_all_answers(views))))))


def drop_guesses(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Without what is only guessed of the use of mail, or told in vague words, after both readings had agreed on it: a
    later mail that answers another question does not unsettle it."""
    kept: list[Finding] = []
    for finding in findings:
        guessed = finding.status in SETTLED and not finding.agreed
        vague = finding.status is Status.PARTIAL and finding.score <= VAGUE and not finding.retracts
        weak = finding.item == USE and (guessed or vague)
        if not (weak and any(f.item == USE and f.status in SETTLED and f.agreed for f in kept)):
            kept.append(finding)
    return tuple(kept)


def find_all_risks(views: Sequence[View], lists: Sequence[Risk | None] | None = None) -> tuple[Risk, ...]:
    """The risks of all messages; a bad list that a later message withdraws is none (LABELLING.md, list_source).
    ``lists``: the bad list of each view, where they have been looked for already."""
    found: list[Risk] = []
    bad_lists: list[Risk] = []
    for view, bad in zip(views, lists or map(find_bad_list, views), strict=True):
        found = [*retire_named_secrets(found, view), *find_risks(view)]
        if bad:
            bad_lists.append(bad)
        elif bad_lists and is_withdrawn(to_plain(view.text)):
            bad_lists.clear()
    return (*found, *bad_lists)


def agree_on_lists(
    findings: Sequence[Finding], risks: Sequence[Risk], once_listed: bool = False
) -> tuple[tuple[Finding, ...], tuple[Risk, ...]]:
    """Both with one view of the list: what either calls bad is bad, for ready looks at the risks alone. A bad list
    that was found once (``once_listed``) and is among the risks no more was withdrawn, and is not raised again."""
    known = settle(SOURCE, findings)
    listed = any(risk.kind is RiskKind.BAD_LIST for risk in risks)
    if listed and not known.value.get("risk"):
        newest = max((n for n, f in enumerate(findings) if f.item == SOURCE.key), default=-1)
        raised = (replace(f, value={**f.value, "risk": True}) if n == newest else f for n, f in enumerate(findings))
        return tuple(raised), tuple(risks)
    if known.value.get("risk") and not listed and not once_listed:
        return tuple(findings), (*risks, Risk(RiskKind.BAD_LIST, known.evidence))
    return tuple(findings), tuple(risks)


def load_pipeline(folder: Path = MODEL) -> Pipeline:
    """The shipped pipeline, its models loaded; OSError where the model folder is not whole."""
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    return Pipeline(
        load_intent_reader(folder),
        load_second_reader(folder),
        load_language_reader(),
        load_step_reader(folder),
        load_list_reader(folder),
        {"model": meta["corpus"], "rules": RULES},
    )
