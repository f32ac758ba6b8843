"""One handling as it was gathered and decided: its texts, and the run that is recorded of it."""

import hashlib
from dataclasses import asdict, dataclass
from typing import Any

from bot.accounts.checks import Checked
from bot.brands import Brand
from bot.core.checklist import Finding, Procedure
from bot.core.conversation import Author, Conversation
from bot.core.decision import Decision, History, Ticket, digest_findings
from bot.core.tags import SECRET, own_tags
from bot.core.understanding import Understanding, settle_understanding
from bot.core.update import STATE_OF_ACTION, Mode, Update
from bot.notes import render_note
from bot.replies import Rendered, render_reply
from bot.store.runs import PlannedRun
from bot.zendesk.tickets import FetchedTicket

TO_REDACT = (
    "To be redacted by a person, in the comment's menu in Zendesk: the secrets that are named here with their places. "
    f"Then take the tag {SECRET} off."
)


@dataclass(frozen=True, slots=True)
class Case:
    """What one handling has gathered and decided."""

    fetched: FetchedTicket
    history: History
    understanding: Understanding
    decision: Decision
    procedure: Procedure | None
    checked: Checked
    brand: Brand

    @property
    def settled(self) -> dict[str, Finding]:
        return settle_understanding(self.procedure, self.understanding) if self.procedure else {}


@dataclass(frozen=True, slots=True)
class Texts:
    """The rendered comments of one update, as HTML; None where none is due."""

    reply_html: str | None = None
    note_html: str | None = None


def render_texts(case: Case, update: Update) -> Texts:
    """The reply, where one is sent, and the note, where one is due, the drafted reply inside it."""
    kind = update.reply or update.draft
    drafted: Rendered | None = None
    if kind is not None and case.procedure is not None:
        drafted = render_reply(
            kind,
            case.procedure,
            case.decision,
            case.settled,
            case.understanding,
            case.checked.status_link,
            case.brand.voice,
        )
    note = None
    if update.note:
        draft = drafted if update.draft else None
        note = render_note(
            case.procedure,
            case.decision,
            case.settled,
            case.understanding,
            case.fetched.conversation,
            draft,
            (*case.checked.remarks, *([TO_REDACT] if SECRET in (update.tags or ()) else [])),
        )
    return Texts(drafted.html if drafted and update.reply else None, note.html if note else None)


def changes_ticket(update: Update, ticket: Ticket) -> bool:
    """Whether the last write of an update would change anything on the ticket as it was read."""
    silent = update.reply is None and not update.note
    return not (silent and update.tags == ticket.tags and update.status in (None, ticket.status))


def says_nothing_new(case: Case, update: Update, run: PlannedRun) -> bool:
    """Whether our newest sent run left everything just so: nothing to write, nothing to record."""
    history = case.history
    same = (run.known, run.reason, update.overrides) == (history.known, history.reason, history.overrides)
    return update.writes and same and not changes_ticket(update, case.fetched.ticket)


def final_key(key: str, replies: bool) -> str:
    """The key of a run's last write: once it stands on the ticket, all of the run was applied."""
    return f"{key}:{'reply' if replies else 'note'}"


def to_planned_run(case: Case, mode: Mode, update: Update, texts: Texts) -> PlannedRun:
    """The run's record. Its key is the same however often one run is tried, and names the run before it: findings that
    come back after others stood in between make a new run."""
    ticket, decision = case.fetched.ticket, case.decision
    known = digest_findings(case.settled)
    message_id = find_newest_said(case.fetched.conversation)
    named = (ticket.id, case.history.run_key, known, decision.action, decision.reason, mode, message_id)
    return PlannedRun(
        key=digest(*named),
        ticket_id=ticket.id,
        message_id=message_id,
        mode=mode,
        intent=case.understanding.intent.label,
        intent_score=case.understanding.intent.score,
        action=decision.action,
        reason=decision.reason,
        items=list(decision.items),
        findings=[to_record(finding) for finding in case.settled.values()],
        risks=[{"kind": risk.kind, "quotes": [e.quote for e in risk.evidence]} for risk in case.understanding.risks],
        known=known,
        ticket_state=str(STATE_OF_ACTION[decision.action]) if update.writes else None,
        tags_left=sorted(own_tags(update.tags or frozenset())),
        tags_removed=sorted(update.overrides.removed),
        tags_added=sorted(update.overrides.added),
        reply=texts.reply_html,
        note=texts.note_html,
        remarks=[f"truncated {m.id}" for m in case.fetched.conversation.messages if m.truncated],
        versions=dict(case.understanding.versions),
    )


def name_note(case: Case, run: PlannedRun) -> str:
    """The key of a note that goes before its reply: the same while the customer's further words change nothing, lest a
    note for the same findings is written twice."""
    return digest(run.ticket_id, case.history.run_key, run.known, run.action, run.reason, run.mode) + ":note"


def digest(*parts: object) -> str:
    """One short name for all of these."""
    return hashlib.sha256("|".join(str(part) for part in parts).encode()).hexdigest()[:32]


def find_newest_said(conversation: Conversation) -> str:
    """The id of the requester's newest public message; "" where there is none."""
    said = [m.id for m in conversation.messages if m.author is Author.REQUESTER and m.public]
    return said[-1] if said else ""


def to_record(finding: Finding) -> dict[str, Any]:
    """A finding as it is stored; quotes have their secrets masked already."""
    return {
        "item": finding.item,
        "status": finding.status,
        "source": finding.source,
        "value": dict(finding.value),
        "evidence": [[e.message_id, e.start, e.end, e.quote] for e in finding.evidence],
        "assumed": list(finding.assumed),
        "score": finding.score,
        "agreed": finding.agreed,
        "exposed": finding.exposed,
        "standing": finding.standing,
        "seen": [asdict(seen) for seen in finding.seen],
    }
