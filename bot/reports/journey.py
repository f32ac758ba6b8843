"""A ticket's way as reports count it: what each handling saw, added to what was known before."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.core.decision import Action
from bot.reports.hours import OfficeHours
from bot.reports.overruling import Change
from bot.reports.turns import Turns

STATE_OF_ACTION = {Action.ASK: "waiting", Action.READY: "ready", Action.HAND_OFF: "handed_off"}
LEFT_ALONE = "left_alone"


@dataclass(frozen=True, slots=True)
class Shape:
    """What reports tell tickets apart by: codes alone. ``missing_first`` are the items that were open when the ticket
    was first read, ``missing_later`` after one more message of the customer; None where that point was not reached."""

    brand_id: int | None = None
    procedure: str = ""
    intent: str = ""
    language: str = ""
    state: str = ""  # ready, waiting, handed_off, left_alone
    reason: str = ""
    rounds: int = 0
    answered_by: str = ""  # bot, agent
    missing_first: tuple[str, ...] | None = None
    missing_later: tuple[str, ...] | None = None
    risks: tuple[str, ...] = ()
    overruled: tuple[str, ...] = ()  # subjects
    outcome: str = ""  # unblocked, refused

    @property
    def outline(self) -> "Shape":
        """The same without what is not told apart over time: far fewer."""
        seen = None if self.missing_first is None else ()
        return replace(
            self,
            language="",
            reason="",
            rounds=0,
            answered_by="",
            missing_first=seen,
            missing_later=None,
            risks=(),
        )


@dataclass(frozen=True, slots=True)
class Journey:
    """One ticket's way. Durations are whole minutes from the customer's first message; ``decided_minutes`` are office
    hours from ready to the agent's outcome."""

    ticket_id: int
    requester_id: int | None
    opened_at: datetime
    shape: Shape = field(default_factory=Shape)
    answer_minutes: int | None = None
    ready_minutes: int | None = None
    us_minutes: int | None = None  # of ready_minutes: the ticket waited for the desk
    customer_minutes: int | None = None  # of ready_minutes: it waited for the customer
    decided_minutes: int | None = None
    ready_since: datetime | None = None  # None once an outcome is set
    outcome_at: datetime | None = None
    writings: int = 0
    first_writings: int = 0
    asked_writings: int = 0  # how often the customer had written when something was last asked


@dataclass(frozen=True, slots=True)
class Handled:
    """What one handling saw and did."""

    ticket_id: int
    requester_id: int | None
    brand_id: int | None
    at: datetime
    turns: Turns
    action: str
    reason: str
    intent: str
    procedure: str
    language: str
    open_items: tuple[str, ...] | None  # None where no procedure is clear
    risks: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    outcome: str = ""
    closed: bool = False


def advance(
    known: Journey | None,
    handled: Handled,
    hours: OfficeHours,
    bot_answered_at: datetime | None = None,
    outcome_at: datetime | None = None,
) -> Journey:
    """The journey after one more handling. ``bot_answered_at`` is when the bot first wrote to the customer,
    ``outcome_at`` when an agent's outcome was told of, where that is known better than by this handling."""
    begun = known or Journey(handled.ticket_id, handled.requester_id, handled.turns.opened_at)
    journey = replace(
        begun, requester_id=handled.requester_id, writings=handled.turns.writings, shape=_read(begun.shape, handled)
    )
    journey = _note_items(_note_answer(journey, handled, bot_answered_at), handled)
    journey = _note_round(_note_ready(journey, handled), handled)
    if known is None and handled.outcome:  # it stood there before us: an earlier ticket's, which this one follows
        return replace(journey, outcome_at=handled.at)
    return _note_outcome(journey, handled, hours, outcome_at or handled.at)


def _read(shape: Shape, handled: Handled) -> Shape:
    """What the newest reading says. Waiting changes nothing; what is left alone after all keeps how it stood."""
    shape = replace(
        shape,
        brand_id=handled.brand_id,
        language=handled.language,
        overruled=tuple(sorted({*shape.overruled, *(change.subject for change in handled.changes)})),
        risks=tuple(sorted({*shape.risks, *handled.risks})),
    )
    state = STATE_OF_ACTION.get(Action(handled.action))
    if state is None and shape.state:
        return shape
    if state is None and handled.action == Action.WAIT:
        return replace(shape, intent=handled.intent, procedure=handled.procedure)
    return replace(
        shape,
        intent=handled.intent,
        procedure=handled.procedure,
        state=state or LEFT_ALONE,
        reason=handled.reason,
    )


def _note_answer(journey: Journey, handled: Handled, bot_answered_at: datetime | None) -> Journey:
    if journey.answer_minutes is not None:
        return journey
    answers = [(bot_answered_at, "bot"), (handled.turns.agent_answered_at, "agent")]
    given = sorted((at, by) for at, by in answers if at is not None)
    if not given:
        return journey
    (at, by), *_ = given
    shape = replace(journey.shape, answered_by=by)
    return replace(journey, shape=shape, answer_minutes=to_minutes((at - journey.opened_at).total_seconds()))


def _note_items(journey: Journey, handled: Handled) -> Journey:
    """The open items at the first reading of a procedure, and at the first one after the customer wrote again."""
    shape, items = journey.shape, handled.open_items
    if items is None:
        return journey
    if shape.missing_first is None:
        return replace(journey, shape=replace(shape, missing_first=items), first_writings=journey.writings)
    if shape.missing_later is None and journey.writings > journey.first_writings:
        return replace(journey, shape=replace(shape, missing_later=items))
    return journey


def _note_round(journey: Journey, handled: Handled) -> Journey:
    if handled.action != Action.ASK or journey.writings <= journey.asked_writings:
        return journey
    shape = replace(journey.shape, rounds=journey.shape.rounds + 1)
    return replace(journey, shape=shape, asked_writings=journey.writings)


def _note_ready(journey: Journey, handled: Handled) -> Journey:
    if handled.action in (Action.ASK, Action.HAND_OFF):
        return replace(journey, ready_since=None)
    if handled.action != Action.READY:
        return journey
    journey = replace(journey, ready_since=journey.ready_since or handled.at)
    if journey.ready_minutes is not None:
        return journey
    turns = handled.turns
    return replace(
        journey,
        ready_minutes=to_minutes((handled.at - journey.opened_at).total_seconds()),
        us_minutes=to_minutes(turns.us_seconds),
        customer_minutes=to_minutes(turns.customer_seconds),
    )


def _note_outcome(journey: Journey, handled: Handled, hours: OfficeHours, at: datetime) -> Journey:
    """The first outcome counts; a ticket that was closed without one waits for nobody."""
    if not handled.outcome or journey.outcome_at is not None:
        return replace(journey, ready_since=None) if handled.closed else journey
    decided = journey.decided_minutes
    if journey.ready_since is not None:
        decided = to_minutes(hours.count_seconds(journey.ready_since, at))
    shape = replace(journey.shape, outcome=handled.outcome)
    return replace(journey, shape=shape, outcome_at=at, decided_minutes=decided, ready_since=None)


def to_minutes(seconds: float) -> int:
    """Whole minutes, never below 0."""
    return max(0, round(seconds / 60))
