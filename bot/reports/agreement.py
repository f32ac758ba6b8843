"""Can it be trusted: the bot beside what agents decided, per decision and per item, and over time."""

from collections import Counter
from collections.abc import Iterable

from bot.reports.gaps import Checklists
from bot.reports.gathered import Gathered, Question
from bot.reports.journey import Shape
from bot.reports.overruling import INTENT, STATE
from bot.reports.tables import Cell, Chart, Column, Kind, Table, to_plain, to_share
from bot.reports.volumes import link, to_stretch_query
from bot.reports.words import DECISIONS

FIGURES = (
    Column("sample", "Tickets an agent decided"),
    Column("disagreed", "Agent disagreed"),
    Column("share", "Agreement", Kind.SHARE),
)
NOTE = (
    "The sample is every ticket on which an agent set an outcome or overruled the bot. An agent disagrees by changing "
    "the state or the intent, by refusing what was ready, or by unblocking what was still waiting."
)


def is_reviewed(shape: Shape) -> bool:
    """Whether an agent has decided on the ticket, so that it can tell anything about agreement."""
    return bool(shape.procedure) and bool(shape.outcome or shape.overruled)


def is_disagreed(shape: Shape) -> bool:
    """Whether the agent's decision is not the bot's."""
    if not is_reviewed(shape):
        return False
    turned = (shape.state, shape.outcome) in (("ready", "refused"), ("waiting", "unblocked"))
    return turned or bool({STATE, INTENT} & set(shape.overruled))


def make_decision_agreement(gathered: Gathered) -> Table:
    """Agreement by what the bot had decided."""
    sample, disagreed = Counter[str](), Counter[str]()
    for shape, count in gathered.totals:
        if is_reviewed(shape) and shape.state in DECISIONS:
            sample[shape.state] += count
            disagreed[shape.state] += count * is_disagreed(shape)
    rows = tuple(
        (
            words,
            link(sample[state], ("reviewed", state)),
            link(disagreed[state], ("disagreed", state)),
            to_share(sample[state] - disagreed[state], sample[state]),
        )
        for state, words in DECISIONS.items()
        if sample[state]
    )
    columns = (Column("decision", "The bot said", Kind.WORDS), *FIGURES)
    return Table("agreement", "Agreement with agents, by decision", NOTE, columns, rows)


def make_item_agreement(gathered: Gathered, checklists: Checklists) -> Table:
    """Agreement by item: the others were not corrected on tickets that an agent decided."""
    sample, disagreed = Counter[str](), Counter[str]()
    for shape, count in gathered.totals:
        for item in find_items(shape, checklists):
            sample[item] += count
            disagreed[item] += count * (item in shape.overruled)
    rows = tuple(
        (
            checklists.name(item),
            sample[item],
            link(disagreed[item], ("overruled", item)),
            to_share(sample[item] - disagreed[item], sample[item]),
        )
        for item in sorted(sample, key=lambda item: (-disagreed[item], item))
    )
    columns = (Column("item", "Item", Kind.WORDS), *FIGURES)
    note = "An agent disagrees by changing an item's tag or by correcting its reading on the ticket's page."
    return Table("item_agreement", "Agreement with agents, by item", note, columns, rows)


def find_items(shape: Shape, checklists: Checklists) -> Iterable[str]:
    """The items of which a ticket tells whether agents agree."""
    return checklists.items.get(shape.procedure, ()) if is_reviewed(shape) and shape.missing_first is not None else ()


def make_agreement_over_time(gathered: Gathered, question: Question, checklists: Checklists) -> Table:
    """Agreement along the time axis, with the versions that were new in each stretch."""
    places = range(len(question.period.starts))
    counts: dict[str, Counter[int]] = {name: Counter() for name in ("sample", "disagreed", "readings", "corrected")}
    for stretch, shape, count in gathered.in_stretches:
        items = set(find_items(shape, checklists))
        counts["sample"][stretch] += count * is_reviewed(shape)
        counts["disagreed"][stretch] += count * is_disagreed(shape)
        counts["readings"][stretch] += count * len(items)
        counts["corrected"][stretch] += count * len(items & set(shape.overruled))
    marks = find_marks(gathered, question)
    rows = tuple(
        _make_row(question, at, {name: n[at] for name, n in counts.items()}, marks.get(at, "")) for at in places
    )
    columns = (
        Column("from", "Day" if question.period.step == 1 else "Week from", Kind.WORDS),
        Column("sample", "Tickets an agent decided"),
        Column("decisions", "Agreement on decisions", Kind.SHARE),
        Column("readings", "Item readings"),
        Column("items", "Agreement on items", Kind.SHARE),
        Column("versions", "New versions", Kind.WORDS),
    )
    note = "By the day on which the tickets came in. ▲ marks the first use of a new model or template."
    drawn = ("decisions", "items")
    return Table("agreement_over_time", "Agreement with agents, over time", note, columns, rows, Chart.LINES, drawn)


def _make_row(question: Question, at: int, counts: dict[str, int], marks: str) -> tuple[Cell, ...]:
    sample, readings = counts["sample"], counts["readings"]
    return (
        str(question.period.starts[at]),
        link(sample, ("reviewed", ""), *to_stretch_query(question, at)),
        to_share(sample - counts["disagreed"], sample),
        readings,
        to_share(readings - counts["corrected"], readings),
        marks,
    )


def find_marks(gathered: Gathered, question: Question) -> dict[int, str]:
    """The versions that were first used in each stretch, in words."""
    marks: dict[int, list[str]] = {}
    for mark in gathered.marks:
        if (stretch := question.period.find_stretch(mark.seen_at)) is not None:
            marks.setdefault(stretch, []).append(f"{mark.name} {mark.version}")
    return {stretch: "▲ " + ", ".join(names) for stretch, names in marks.items()}


def sum_agreement(table: Table) -> tuple[int, float | None]:
    """The sample of a table of agreement, and the agreement over all of its rows."""
    sample, disagreed = (
        sum(int(to_plain(row[at]) or 0) for row in table.rows)
        for at in (table.keys.index("sample"), table.keys.index("disagreed"))
    )
    return sample, to_share(sample - disagreed, sample)
