"""Realistic journeys in any number, for the benchmarks: two brands, eight languages, weekly rhythm, long tails.

The shares are guesses of a desk's everyday: half of all tickets are about something else, three in five appeals lack
something, most that are ready are unblocked within a working day."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Engine, insert

from bot.procedures import load_procedures
from bot.reports.journey import Journey, Shape
from bot.store.journeys import JOURNEY_COLUMNS, save_shapes
from bot.store.report_tables import JourneyRow, VersionMark

LANGUAGES = ("en", "de", "es", "fr", "pt", "it", "nl", "pl")
LANGUAGE_WEIGHTS = (60, 12, 9, 7, 5, 3, 2, 2)
BRANDS = (360001, 360002)
HAND_OFFS = ("intent_unclear", "asks_person", "bad_list", "language_not_trusted", "rounds_asked", "prohibited_content")
BATCH = 20_000


@dataclass
class Generator:
    """Makes journeys that come in evenly over ``days`` up to ``until``."""

    until: datetime
    days: int = 1095
    seed: int = 7
    shape_ids: dict[Shape, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)
        self.items = {
            known.name: (known.intent, [item.key for item in known.items if item.kind != "precondition"])
            for known in load_procedures()
        }

    def make(self, number: int) -> Iterator[Journey]:
        """That many journeys, the oldest first."""
        begin, pace = self.until - timedelta(days=self.days), timedelta(days=self.days) / number
        for at in range(number):
            opened_at = begin + pace * at
            yield self._make_one(at + 1, opened_at)

    def _make_one(self, ticket_id: int, opened_at: datetime) -> Journey:
        pick = self.random
        common = {
            "brand_id": pick.choices(BRANDS, (4, 1))[0],
            "language": pick.choices(LANGUAGES, LANGUAGE_WEIGHTS)[0],
        }
        person = pick.randrange(1, 300_000)
        if pick.random() < 0.5:
            shape = Shape(intent="other", state="left_alone", reason="other", **common)
            return Journey(ticket_id, person, opened_at, shape, writings=1)
        procedure = "appeal" if pick.random() < 0.65 else "compromise"
        return self._make_ours(ticket_id, person, opened_at, procedure, common)

    def _make_ours(
        self, ticket_id: int, person: int, opened_at: datetime, procedure: str, common: dict[str, Any]
    ) -> Journey:
        pick = self.random
        intent, items = self.items[procedure]
        first = tuple(item for at, item in enumerate(items) if pick.random() < 0.2 + 0.1 * at)
        later = tuple(item for item in first if pick.random() < 0.2)[:1] if first and pick.random() < 0.7 else None
        ready = not first or later == ()
        state = "ready" if ready else pick.choices(("waiting", "handed_off"), (3, 1))[0]
        reason = {"ready": "complete", "waiting": "items_missing"}.get(state) or pick.choice(HAND_OFFS)
        outcome = pick.choices(("unblocked", "refused", ""), (88, 7, 5))[0] if ready else ""
        shape = Shape(
            procedure=procedure,
            intent=intent,
            state=state,
            reason=reason,
            rounds=bool(first) + (later is not None and later != ()),
            answered_by=pick.choices(("bot", "agent"), (9, 1))[0],
            missing_first=first,
            missing_later=later,
            risks=(reason,) if reason in ("bad_list", "prohibited_content") else (),
            overruled=(pick.choice([*items, "state"]),) if pick.random() < 0.03 else (),
            outcome=outcome,
            **common,
        )
        return self._add_times(Journey(ticket_id, person, opened_at, shape, writings=1 + (later is not None)))

    def _add_times(self, journey: Journey) -> Journey:
        pick, shape = self.random, journey.shape
        answer = 1 if shape.answered_by == "bot" else int(pick.lognormvariate(5, 1))
        values: dict[str, Any] = {"answer_minutes": answer}
        if shape.state == "ready":
            customer = int(pick.lognormvariate(6, 1.5)) if shape.rounds else 0
            values |= {"ready_minutes": answer + customer, "us_minutes": answer, "customer_minutes": customer}
            ready_at = journey.opened_at + timedelta(minutes=answer + customer)
            decided = int(pick.lognormvariate(5.5, 1.2))
            left = self.until - ready_at
            if shape.outcome:
                values |= {"decided_minutes": decided, "outcome_at": ready_at + timedelta(minutes=decided)}
            elif left < timedelta(days=4):
                values["ready_since"] = ready_at
        return Journey(**{name: getattr(journey, name) for name in Journey.__slots__} | values)


def fill(engine: Engine, generator: Generator, number: int) -> None:
    """Store that many journeys, with a model version every quarter."""
    journeys = generator.make(number)
    while batch := list(islice(journeys, BATCH)):
        with engine.begin() as connection:
            for shape in {journey.shape for journey in batch} - generator.shape_ids.keys():
                generator.shape_ids[shape] = save_shapes(connection, shape)
            connection.execute(insert(JourneyRow), [_to_values(generator, journey) for journey in batch])
    versions = range(0, generator.days, 91)
    with engine.begin() as connection:
        marks = [(f"1.{at}", generator.until - timedelta(days=day)) for at, day in enumerate(reversed(versions))]
        connection.execute(
            insert(VersionMark), [{"name": "intent", "version": version, "seen_at": at} for version, at in marks]
        )


def _to_values(generator: Generator, journey: Journey) -> dict[str, Any]:
    values = {column.key: getattr(journey, column.key) for column in JOURNEY_COLUMNS}
    return values | generator.shape_ids[journey.shape]
