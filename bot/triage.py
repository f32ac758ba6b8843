"""One handling of one ticket: the shell gathers, the core decides, the shell applies."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Engine

from bot.core.checklist import Finding, Procedure
from bot.core.conversation import Author, Conversation
from bot.core.decision import Action, Decision, History, Policy, Ticket, decide, digest_findings, find_procedure
from bot.core.tags import State, own_tags
from bot.core.understanding import Understanding, settle_understanding
from bot.core.update import STATE_OF_ACTION, Mode, Update, plan_update
from bot.notes import render_note
from bot.replies import Rendered, render_reply
from bot.store.runs import PlannedRun, load_history, load_planned, save_observed, save_planned, save_sent
from bot.zendesk.session import Closed, NotFound
from bot.zendesk.tickets import FetchedTicket, Tickets, TicketWrite


@dataclass(frozen=True, slots=True)
class Fields:
    """Ids of the tagger fields that mirror our tags; None where the desk has none."""

    intent: int | None = None
    state: int | None = None


@dataclass(frozen=True, slots=True)
class Triage:
    """All that handling a ticket needs, handed in."""

    tickets: Tickets
    understand: Callable[[Conversation], Understanding]
    engine: Engine
    procedures: tuple[Procedure, ...]
    modes: Mapping[str, Mode]
    policy: Policy = field(default_factory=Policy)
    fields: Fields = field(default_factory=Fields)
    check_alive: Callable[[], object] = lambda: None  # before every write: does not return where others took over

    def handle_ticket(self, ticket_id: int) -> Decision:
        """Handle the ticket as it is now and return what was decided. Raises ZendeskError kinds other than NotFound
        and Closed: the caller tries again."""
        try:
            fetched = self.tickets.fetch_ticket(ticket_id)
        except NotFound:
            return Decision(Action.IGNORE, "not_found")
        sent_before = self._settle_earlier_runs(fetched)
        history = load_history(self.engine, ticket_id)
        understanding = self.understand(fetched.conversation)
        decision = decide(understanding, self.procedures, fetched.ticket, fetched.conversation, history, self.policy)
        if sent_before and decision.reason == "not_our_turn":
            return sent_before
        case = _Case(
            fetched, history, understanding, decision, find_procedure(self.procedures, understanding.intent.label)
        )
        try:
            self._apply(case)
        except Closed:
            return Decision(Action.IGNORE, "closed")
        return decision

    def _settle_earlier_runs(self, fetched: FetchedTicket) -> Decision | None:
        """A run that was planned and whose key stands on the ticket was sent, whatever we heard of it; what it had
        decided, where there is one. The key of a run without a comment stands nowhere that we read: its tags do."""
        sent = None
        for run in load_planned(self.engine, fetched.ticket.id):
            written = own_tags(fetched.ticket.tags) == run.tags_left if run.silent else None
            if written or final_key(run.key, run.replies) in fetched.applied_keys:
                save_sent(self.engine, run.key, replied=run.replies)
                sent = Decision(Action(run.action), run.reason, run.items)
        return sent

    def _apply(self, case: "_Case") -> None:
        if case.decision.action not in STATE_OF_ACTION:
            return
        mode = self._choose_mode(case.procedure)
        update = plan_update(
            case.decision,
            mode,
            case.procedure,
            case.understanding,
            case.fetched.ticket,
            case.fetched.conversation,
            case.history,
        )
        texts = render_texts(case, update)
        run = to_planned_run(case, mode, update, texts)
        if says_nothing_new(case, update, run) or not save_planned(self.engine, run):
            return
        if not update.writes:
            save_observed(self.engine, run.key)
            return
        self._send(case, update, texts, run)
        save_sent(self.engine, run.key, replied=update.reply is not None)

    def _choose_mode(self, procedure: Procedure | None) -> Mode:
        """The procedure's mode; where none is clear, the least bold of all."""
        boldness = [Mode.OBSERVE, Mode.SUGGEST, Mode.REPLY]
        if procedure is not None:
            return self.modes.get(procedure.name, Mode.SUGGEST)
        return min(self.modes.values(), key=boldness.index, default=Mode.OBSERVE)

    def _send(self, case: "_Case", update: Update, texts: "Texts", run: PlannedRun) -> None:
        ticket, stamp = case.fetched.ticket, case.fetched.ticket.stamp
        note_key = name_note(case, run)
        if update.note and update.reply and note_key not in case.fetched.applied_keys:
            stamp = self._write(ticket, TicketWrite(note_key, stamp, html_body=texts.note_html))
        if not changes_ticket(update, ticket):
            return
        self._write(
            ticket,
            TicketWrite(
                final_key(run.key, update.reply is not None),
                stamp,
                html_body=texts.reply_html if update.reply else texts.note_html,
                public=update.reply is not None,
                tags=update.tags,
                status=update.status,
                fields=self._to_fields(update.tags or frozenset()),
            ),
        )

    def _write(self, ticket: Ticket, write: TicketWrite) -> str:
        self.check_alive()
        return self.tickets.apply_write(ticket.id, write)

    def _to_fields(self, tags: frozenset[str]) -> dict[int, str | None]:
        """Values of our tagger fields in agreement with the tags: option values are tags."""
        values: dict[int, str | None] = {}
        if self.fields.intent is not None:
            intent_tags = {p.tag for p in self.procedures}
            values[self.fields.intent] = next(iter(sorted(tags & intent_tags)), None)
        if self.fields.state is not None:
            values[self.fields.state] = next((str(s) for s in State if s in tags), None)
        return values


@dataclass(frozen=True, slots=True)
class _Case:
    """What one handling has gathered and decided."""

    fetched: FetchedTicket
    history: History
    understanding: Understanding
    decision: Decision
    procedure: Procedure | None

    @property
    def settled(self) -> dict[str, Finding]:
        return settle_understanding(self.procedure, self.understanding) if self.procedure else {}


@dataclass(frozen=True, slots=True)
class Texts:
    """The rendered comments of one update, as HTML; None where none is due."""

    reply_html: str | None = None
    note_html: str | None = None


def render_texts(case: _Case, update: Update) -> Texts:
    """The reply, where one is sent, and the note, where one is due, the drafted reply inside it."""
    kind = update.reply or update.draft
    drafted: Rendered | None = None
    if kind is not None and case.procedure is not None:
        drafted = render_reply(kind, case.procedure, case.decision, case.settled, case.understanding)
    note = None
    if update.note:
        draft = drafted if update.draft else None
        note = render_note(
            case.procedure, case.decision, case.settled, case.understanding, case.fetched.conversation, draft
        )
    return Texts(drafted.html if drafted and update.reply else None, note.html if note else None)


def changes_ticket(update: Update, ticket: Ticket) -> bool:
    """Whether the last write of an update would change anything on the ticket as it was read."""
    silent = update.reply is None and not update.note
    return not (silent and update.tags == ticket.tags and update.status in (None, ticket.status))


def says_nothing_new(case: _Case, update: Update, run: PlannedRun) -> bool:
    """Whether our newest sent run left everything just so: nothing to write, nothing to record."""
    history = case.history
    same = (run.known, run.reason, update.overrides) == (history.known, history.reason, history.overrides)
    return update.writes and same and not changes_ticket(update, case.fetched.ticket)


def final_key(key: str, replies: bool) -> str:
    """The key of a run's last write: once it stands on the ticket, all of the run was applied."""
    return f"{key}:{'reply' if replies else 'note'}"


def to_planned_run(case: _Case, mode: Mode, update: Update, texts: Texts) -> PlannedRun:
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


def name_note(case: _Case, run: PlannedRun) -> str:
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
    }
