"""One handling of one ticket: the shell gathers, the core decides, the shell applies."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC

from sqlalchemy import Engine

from bot.accounts.checks import Checked
from bot.accounts.tickets import CheckAccount
from bot.brands import Brand, find_brand, read_as_brand
from bot.case import Case, Texts, changes_ticket, final_key, name_note, render_texts, says_nothing_new, to_planned_run
from bot.core.checklist import Procedure
from bot.core.conversation import Conversation
from bot.core.decision import Action, Decision, History, Policy, Ticket, decide, find_procedure
from bot.core.tags import State, own_tags
from bot.core.understanding import Understanding
from bot.core.update import STATE_OF_ACTION, Mode, Update, plan_update
from bot.reports.handling import to_handled
from bot.reports.hours import OfficeHours
from bot.store.deliveries import now
from bot.store.journeys import save_handled
from bot.store.messages import save_conversation
from bot.store.runs import PlannedRun, load_history, load_planned, save_observed, save_planned, save_sent
from bot.zendesk.session import Closed, NotFound
from bot.zendesk.tickets import FetchedTicket, Tickets, TicketWrite

BOLDNESS = (Mode.OBSERVE, Mode.SUGGEST, Mode.REPLY)


@dataclass(frozen=True, slots=True)
class Fields:
    """Ids of the tagger fields that mirror our tags, and of the number field that shows how sure the intent is, in
    percent; None where the desk has none."""

    intent: int | None = None
    state: int | None = None
    confidence: int | None = None


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
    office_hours: OfficeHours = field(default_factory=lambda: OfficeHours(UTC))
    check_alive: Callable[[], object] = lambda: None  # before every write: does not return where others took over
    check_account: CheckAccount = lambda *_: Checked()
    brands: tuple[Brand, ...] = ()
    counts: bool = True  # whether handlings are added to what reports count

    def handle_ticket(self, ticket_id: int) -> Decision:
        """Handle the ticket as it is now and return what was decided. Raises ZendeskError kinds other than NotFound
        and Closed: the caller tries again."""
        try:
            fetched = self.tickets.fetch_ticket(ticket_id)
        except NotFound:
            return Decision(Action.IGNORE, "not_found")
        sent_before = self._settle_earlier_runs(fetched)
        history = load_history(self.engine, ticket_id)
        brand = find_brand(self.brands, fetched.ticket.brand_id, Brand(procedures=self.procedures))
        conversation = fetched.conversation.without_machines()
        understanding = read_as_brand(brand, self.understand(conversation), conversation)
        case = self._look_at_account(self._decide(brand, fetched, history, understanding))
        decision = case.decision
        if sent_before and decision.reason == "not_our_turn":
            return self._record(case, sent_before)
        try:
            self._apply(case)
        except Closed:
            return self._record(case, Decision(Action.IGNORE, "closed"))
        except NotFound:  # deleted since it was read
            return self._record(case, Decision(Action.IGNORE, "not_found"))
        return self._record(case, decision)

    def _decide(
        self,
        brand: Brand,
        fetched: FetchedTicket,
        history: History,
        understanding: Understanding,
        checked: Checked = Checked(),
    ) -> Case:
        procedure = find_procedure(brand.procedures, understanding.intent.label)
        decision = decide(
            understanding,
            brand.procedures,
            fetched.ticket,
            fetched.conversation,
            history,
            self.policy,
            checked.requester_is_stranger,
        )
        return Case(fetched, history, understanding, decision, procedure, checked, brand)

    def _look_at_account(self, case: Case) -> Case:
        """Decide again with what the account shows, where the first decision says that the ticket is ours to act on."""
        decision, understanding = case.decision, case.understanding
        if case.procedure is None or decision.action not in STATE_OF_ACTION or decision.reason == "intent_unclear":
            return case
        checked = self.check_account(case.fetched, case.procedure, case.settled)
        seen = replace(understanding, findings=(*understanding.findings, *checked.findings))
        return self._decide(case.brand, case.fetched, case.history, seen, checked)

    def _record(self, case: Case, decision: Decision) -> Decision:
        """Add the handling to what reports count; the decision is given back."""
        if not self.counts:
            return decision
        fetched, understanding = case.fetched, case.understanding
        handled = to_handled(
            fetched.ticket,
            fetched.conversation,
            understanding,
            decision,
            case.history,
            case.brand.procedures,
            case.procedure,
            now(),
        )
        save_handled(self.engine, handled, self.office_hours, understanding.versions, case.history.run_key)
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

    def _apply(self, case: Case) -> None:
        if case.decision.action in STATE_OF_ACTION or case.history.run_key:
            save_conversation(self.engine, case.fetched.ticket.id, case.fetched.conversation)
        if case.decision.action not in STATE_OF_ACTION:
            return
        mode = self._choose_mode(case.brand, case.procedure)
        update = plan_update(
            case.decision,
            mode,
            case.procedure,
            case.understanding,
            case.fetched.ticket,
            case.fetched.conversation,
            case.history,
            self.policy.marks_secrets,
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

    def _choose_mode(self, brand: Brand, procedure: Procedure | None) -> Mode:
        """The procedure's mode, or the brand's where that is less bold; where no procedure is clear, the least bold of
        all."""
        names = self.modes if procedure is None else [procedure.name]
        modes = [self.modes.get(name, Mode.SUGGEST) for name in names]
        modes += [brand.modes[name] for name in names if name in brand.modes]
        return min(modes, key=BOLDNESS.index, default=Mode.OBSERVE)

    def _send(self, case: Case, update: Update, texts: Texts, run: PlannedRun) -> None:
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
                tags_read=ticket.tags,
                status=update.status,
                fields=self._to_fields(update.tags or frozenset(), case.understanding),
            ),
        )

    def _write(self, ticket: Ticket, write: TicketWrite) -> str:
        self.check_alive()
        return self.tickets.apply_write(ticket.id, write)

    def _to_fields(self, tags: frozenset[str], understanding: Understanding) -> dict[int, str | None]:
        """Values of our fields; those of the tagger fields agree with the tags, because option values are tags."""
        values: dict[int, str | None] = {}
        if self.fields.intent is not None:
            intent_tags = {p.tag for p in self.procedures}
            values[self.fields.intent] = next(iter(sorted(tags & intent_tags)), None)
        if self.fields.state is not None:
            values[self.fields.state] = next((str(s) for s in State if s in tags), None)
        if self.fields.confidence is not None:
            values[self.fields.confidence] = str(round(100 * understanding.intent.score))
        return values
