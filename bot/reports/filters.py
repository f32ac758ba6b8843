"""The tickets behind a figure: which shapes a link's question names."""

from collections.abc import Callable, Mapping

from bot.reports.agreement import is_disagreed, is_reviewed
from bot.reports.gathered import find_ending
from bot.reports.journey import Shape

FILTERS: dict[str, Callable[[Shape, str], bool]] = {
    "intent": lambda shape, value: shape.intent == value,
    "ending": lambda shape, value: find_ending(shape) == value,
    "outcome": lambda shape, value: shape.outcome == value,
    "reason": lambda shape, value: shape.reason == value,
    "state": lambda shape, value: shape.state == value,
    "rounds": lambda shape, value: bool(shape.procedure) and str(shape.rounds) == value,
    "language": lambda shape, value: shape.language == value,
    "first": lambda shape, value: value in (shape.missing_first or ()),
    "later": lambda shape, value: value in (shape.missing_later or ()),
    "risk": lambda shape, value: value in shape.risks,
    "overruled": lambda shape, value: value in shape.overruled,
    "reviewed": lambda shape, value: is_reviewed(shape) and value in ("", shape.state),
    "disagreed": lambda shape, value: is_disagreed(shape) and value in ("", shape.state),
}


def to_filter(query: Mapping[str, str]) -> Callable[[Shape], bool]:
    """Whether a shape is one of those that the question names; names that are no filter are left to others."""
    asked = [(FILTERS[name], value) for name, value in query.items() if name in FILTERS]
    return lambda shape: all(holds(shape, value) for holds, value in asked)
