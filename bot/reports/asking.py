"""A question in a form's words, and what is wrong with it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from bot.reports.gathered import Counting, Question
from bot.reports.period import WrongQuestion, to_period


def to_question(
    query: Mapping[str, str], counting: Counting, brands: Collection[int], procedures: Collection[str], at: datetime
) -> Question:
    """The question of ``from``, ``to``, ``brand`` and ``procedure``, each of which may be left out. WrongQuestion
    says what cannot be told, and what to do."""
    zone = counting.hours.zone
    period = to_period(query, at.astimezone(zone).date(), zone)
    brand = query.get("brand", "").strip()
    if brand and brand not in map(str, brands):
        raise WrongQuestion(f"There are no tickets of that brand. Known: {_list(map(str, brands))}.")
    procedure = query.get("procedure", "").strip()
    if procedure and procedure not in procedures:
        raise WrongQuestion(f"There is no such procedure. Known: {_list(procedures)}.")
    return Question(period, int(brand) if brand else None, procedure)


def _list(names: Iterable[str]) -> str:
    return ", ".join(names) or "none yet"
