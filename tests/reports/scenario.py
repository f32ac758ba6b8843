"""Six tickets whose figures a person can work out by hand. All times are UTC, in November 2026.

| ticket | came in | about | story |
|---|---|---|---|
| 1 | Mon 2, 9:00 | appeal, en | complete at once: ready after 2 min, unblocked after 5 h |
| 2 | Mon 2, 10:00 | appeal, en | source and volume missing, asked after 4 min; answers at 12:00, volume missing, |
| | | | asked at 12:10; answers at 14:00, ready at 14:10, refused a day later |
| 3 | Tue 3, 9:00 | appeal, de | volume missing, asked after 6 min; an agent makes it ready and unblocks in an hour |
| 4 | Tue 3, 9:00 | report, en | two factor missing, asked after 1 min; never answered |
| 5 | Wed 4, 9:00 | report, es | language not trusted: handed off; an agent answers after 3 h |
| 6 | Wed 4, 9:00 | anything else | left alone |
| 7 | Wed 4, 9:00 | report, en | ready after 10 min, nobody has decided yet |
"""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, insert

from bot.reports.hours import OfficeHours
from bot.reports.journey import Handled
from bot.reports.overruling import Change
from bot.reports.turns import Turns
from bot.store.journeys import save_handled
from bot.store.tables import Run

ROUND_THE_CLOCK = OfficeHours(UTC)
FEW = ("list_source", "monthly_volume")


@dataclass(frozen=True)
class Story:
    """A ticket as it is told handling by handling."""

    ticket_id: int
    opened_at: datetime
    intent: str
    procedure: str
    language: str = "en"
    brand_id: int = 1

    def handle(self, after: timedelta, action: str, reason: str, **told: object) -> Handled:
        """One handling so long after the first message."""
        at = self.opened_at + after
        us = told.pop("us", after)
        assert isinstance(us, timedelta)
        turns = Turns(
            opened_at=self.opened_at,
            agent_answered_at=None,
            writings=int(told.pop("writings", 1)),  # type: ignore[call-overload]
            us_seconds=us.total_seconds(),
            customer_seconds=(after - us).total_seconds(),
        )
        handled = Handled(
            ticket_id=self.ticket_id,
            requester_id=100 + self.ticket_id,
            brand_id=self.brand_id,
            at=at,
            turns=turns,
            action=action,
            reason=reason,
            intent=self.intent,
            procedure=self.procedure,
            language=self.language,
            open_items=(),
        )
        return replace(handled, **told)  # type: ignore[arg-type]


def on(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def minutes(number: int) -> timedelta:
    """So many minutes."""
    return timedelta(minutes=number)


def tell_stories() -> list[tuple[Handled, bool]]:
    """Every handling in order, and whether the bot wrote to the customer then."""
    one = Story(1, on(2, 9), "probation_appeal", "appeal")
    two = Story(2, on(2, 10), "probation_appeal", "appeal")
    three = Story(3, on(3, 9), "probation_appeal", "appeal", language="de", brand_id=2)
    four = Story(4, on(3, 9), "compromise_report", "compromise")
    five = Story(5, on(4, 9), "compromise_report", "compromise", language="es")
    six = Story(6, on(4, 9), "other", "")
    seven = Story(7, on(4, 9), "compromise_report", "compromise")
    later = five.handle(minutes(180), "wait", "not_our_turn", open_items=("api_key",))
    changed = (Change("state", "waiting", "ready"), Change("monthly_volume", "missing", "not missing"))
    return [
        (one.handle(minutes(2), "ready", "complete"), True),
        (one.handle(minutes(302), "wait", "already_ready", outcome="unblocked"), False),
        (two.handle(minutes(4), "ask", "items_missing", open_items=FEW), True),
        (two.handle(minutes(130), "ask", "items_missing", open_items=FEW[1:], writings=2), True),
        (two.handle(minutes(250), "ready", "complete", writings=3, us=minutes(24)), True),
        (two.handle(minutes(250 + 1440), "wait", "already_ready", writings=3, outcome="refused"), False),
        (three.handle(minutes(6), "ask", "items_missing", open_items=FEW[1:]), True),
        (three.handle(minutes(60), "wait", "not_our_turn", changes=changed, open_items=FEW[1:]), False),
        (three.handle(minutes(61), "wait", "not_our_turn", outcome="unblocked", open_items=FEW[1:]), False),
        (four.handle(minutes(1), "ask", "items_missing", open_items=("two_factor",)), True),
        (five.handle(minutes(1), "hand_off", "language_not_trusted", open_items=("api_key",)), False),
        (replace(later, turns=replace(later.turns, agent_answered_at=on(4, 12))), False),
        (six.handle(minutes(1), "ignore", "other", open_items=None), False),
        (seven.handle(minutes(10), "ready", "complete", risks=("secret_in_ticket",)), True),
    ]


def save_scenario(engine: Engine) -> None:
    """Store all of it; the intent's model is exchanged on the third."""
    for handled, replied in tell_stories():
        if replied:
            save_reply(engine, handled.ticket_id, handled.at)
        versions = {"intent": "7" if handled.at < on(3, 0) else "8"}
        save_handled(engine, handled, ROUND_THE_CLOCK, versions)


def save_reply(engine: Engine, ticket_id: int, at: datetime, **texts: object) -> None:
    """A run that wrote to the customer."""
    row = {
        "key": f"{ticket_id}-{at:%d%H%M}",
        "ticket_id": ticket_id,
        "message_id": f"comment:{at:%d%H%M}",
        "state": "sent",
        "replied": True,
        "mode": "reply",
        "intent": "probation_appeal",
        "intent_score": 0.9,
        "action": "ask",
        "reason": "items_missing",
        "known": "",
        "reply": "<p>Dear you</p>",
        "planned_at": at,
        "sent_at": at,
    }
    lists = ("items", "findings", "risks", "tags_left", "tags_removed", "tags_added", "remarks")
    with engine.begin() as connection:
        connection.execute(insert(Run).values(row | {key: [] for key in lists} | {"versions": {}} | texts))
