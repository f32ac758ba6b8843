"""How fast: durations by procedure, the desk's target, and the tickets that wait for an agent now."""

from collections import Counter
from datetime import datetime

from bot.reports.gathered import Counting, Gathered
from bot.reports.percentiles import find_percentile
from bot.reports.tables import Cell, Chart, Column, Kind, Table, to_share
from bot.reports.volumes import SHARE, link
from bot.reports.words import MEASURES

STALE_HOURS = 14 * 24  # beyond that nobody waits: the outcome was not tagged


def make_times(gathered: Gathered) -> Table:
    """Median and 90th percentile of each duration, by procedure."""
    rows = [
        _make_row(procedure, measure, counts)
        for procedure, measures in sorted(gathered.minutes.items())
        for measure, counts in measures.items()
        if counts
    ]
    columns = (
        Column("procedure", "Procedure", Kind.WORDS),
        Column("measure", "Time", Kind.WORDS),
        Column("tickets", "Tickets"),
        Column("median_minutes", "Median", Kind.MINUTES),
        Column("p90_minutes", "9 of 10 within", Kind.MINUTES),
    )
    note = "Counted from the customer's first message; tickets that came in during the period and have come that far."
    return Table("times", "How long it took", note, columns, tuple(rows))


def _make_row(procedure: str, measure: str, counts: Counter[int]) -> tuple[Cell, ...]:
    slowest = "ready" if measure in ("us", "customer") else measure
    return (
        procedure,
        MEASURES[measure],
        link(counts.total(), ("procedure", procedure), ("slowest", slowest)),
        find_percentile(counts, 0.5),
        find_percentile(counts, 0.9),
    )


def make_target(gathered: Gathered, counting: Counting) -> Table:
    """How many of the agents' decisions came within the desk's target."""
    rows = []
    for procedure, measures in sorted(gathered.minutes.items()):
        counts = measures.get("decided", Counter())
        kept = sum(n for minutes, n in counts.items() if minutes <= counting.target_hours * 60)
        if whole := counts.total():
            decided = link(whole, ("procedure", procedure), ("slowest", "decided"))
            rows.append((procedure, decided, kept, to_share(kept, whole)))
    columns = (
        Column("procedure", "Procedure", Kind.WORDS),
        Column("tickets", "Decided"),
        Column("kept", "Within the target"),
        SHARE,
    )
    note = f"From ready to the agent's decision, target {counting.target_hours} hours of office hours."
    return Table("target", "The desk's target", note, columns, tuple(rows))


def make_burn_down(gathered: Gathered, counting: Counting, at: datetime) -> Table:
    """Tickets that wait for an agent now, by the hours that the target leaves them."""
    edges = find_edges(counting.target_hours)
    counts: Counter[str] = Counter()
    for since, shape_id in gathered.ready:
        if shape_id in gathered.shapes:
            counts[find_hours_left(counting, since, at)] += 1
    rows = tuple(
        (words, link(counts[key], ("left", key))) for key, words in edges.items() if counts[key] or key != "stale"
    )
    columns = (Column("left", "Hours left", Kind.WORDS), Column("tickets", "Tickets"))
    note = f"Ready and not decided, whenever they came in; target {counting.target_hours} hours of office hours."
    return Table("burn_down", "Waiting for an agent now", note, columns, rows, Chart.BARS, ("tickets",))


def find_edges(target_hours: int) -> dict[str, str]:
    """The steps of the burn-down by their keys, the most urgent first: what is over, then quarters of the target."""
    quarter = target_hours / 4
    quarters = {f"q{at}": f"{at * quarter:g} to {(at + 1) * quarter:g} hours left" for at in range(4)}
    late = {"late": f"over by more than {target_hours} hours", "over": f"over by up to {target_hours} hours"}
    return {"stale": f"ready for more than {STALE_HOURS // 24} days"} | late | quarters


def find_hours_left(counting: Counting, since: datetime, at: datetime) -> str:
    """The key of a ticket's step."""
    if (at - since).total_seconds() > STALE_HOURS * 3600:
        return "stale"
    left = counting.target_hours - counting.hours.count_seconds(since, at) / 3600
    if left < 0:
        return "over" if left >= -counting.target_hours else "late"
    return f"q{min(3, int(left * 4 / counting.target_hours))}"
