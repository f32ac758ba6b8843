"""How many: tickets by intent, how they ended, how often customers were asked, what risks were found."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping

from bot.reports.gathered import Gathered, Question, find_ending
from bot.reports.journey import Shape
from bot.reports.tables import Cell, Chart, Column, Kind, Linked, Query, Table, to_share
from bot.reports.words import ENDINGS, INTENTS, REASONS, to_words

SHARE = Column("share", "Share", Kind.SHARE)


def make_intents(gathered: Gathered) -> Table:
    """Tickets in by intent."""
    counts = count_by(gathered.totals, lambda shape: [shape.intent])
    rows = list_counts(counts, sum(counts.values()), "intent", INTENTS)
    columns = (Column("intent", "What it is about", Kind.WORDS), Column("tickets", "Tickets"), SHARE)
    return Table("intents", "Tickets by what they are about", "Tickets that came in.", columns, rows)


def make_endings(gathered: Gathered) -> Table:
    """How the tickets of the procedures stand now, and what agents decided on them."""
    ours = [(shape, count) for shape, count in gathered.totals if shape.procedure]
    counts = count_by(ours, lambda shape: [find_ending(shape)])
    decided = {
        outcome: count_by(((s, n) for s, n in ours if s.outcome == outcome), lambda shape: [find_ending(shape)])
        for outcome in ("unblocked", "refused")
    }
    rows = [
        (words, tickets, share, *(link(decided[o][key], ("ending", key), ("outcome", o)) for o in decided))
        for key, (words, tickets, share) in zip(
            _order(counts, ENDINGS), list_counts(counts, sum(counts.values()), "ending", ENDINGS), strict=True
        )
    ]
    columns = (
        Column("ending", "How it stands", Kind.WORDS),
        Column("tickets", "Tickets"),
        SHARE,
        Column("unblocked", "Then unblocked"),
        Column("refused", "Then refused"),
    )
    note = "Appeals and compromise reports that came in, as they stand now."
    return Table("endings", "How they ended", note, columns, tuple(rows))


def make_intents_over_time(gathered: Gathered, question: Question) -> Table:
    """Tickets in by intent along the time axis."""
    table = _make_over_time(gathered, question, lambda shape: shape.intent, "intent", INTENTS)
    return Table("intents_over_time", "Tickets coming in", "By the day on which they came in.", *table)


def make_endings_over_time(gathered: Gathered, question: Question) -> Table:
    """How tickets of the procedures stand, along the time axis."""
    table = _make_over_time(
        gathered, question, lambda shape: find_ending(shape) if shape.procedure else "", "ending", ENDINGS
    )
    return Table("endings_over_time", "How they ended, over time", "By the day on which they came in.", *table)


def make_rounds(gathered: Gathered) -> Table:
    """How often customers were asked for something."""
    ours = [(shape, count) for shape, count in gathered.totals if shape.procedure]
    counts = count_by(ours, lambda shape: [str(shape.rounds)])
    whole = sum(counts.values())
    rows = tuple(
        (f"asked {rounds} times" if rounds != "1" else "asked once", link(n, ("rounds", rounds)), to_share(n, whole))
        for rounds, n in sorted(counts.items(), key=lambda item: int(item[0]))
    )
    columns = (Column("rounds", "Rounds", Kind.WORDS), Column("tickets", "Tickets"), SHARE)
    return Table(
        "rounds", "Rounds per ticket", "Appeals and compromise reports.", columns, rows, Chart.BARS, ("tickets",)
    )


def make_risks(gathered: Gathered) -> Table:
    """Risks found; a ticket may have several."""
    counts = count_by(gathered.totals, lambda shape: shape.risks)
    whole = sum(count for _, count in gathered.totals)
    columns = (Column("risk", "Risk", Kind.WORDS), Column("tickets", "Tickets"), SHARE)
    note = "A ticket may show several. Shares are of all tickets that came in."
    return Table("risks", "Risks found", note, columns, list_counts(counts, whole, "risk", REASONS))


def make_abstentions(gathered: Gathered) -> Table:
    """Why tickets were handed to a person."""
    handed = [(shape, count) for shape, count in gathered.totals if shape.state == "handed_off"]
    counts = count_by(handed, lambda shape: [shape.reason])
    rows = [
        (words, link(counts[key], ("state", "handed_off"), ("reason", key)), share)
        for key, (words, _, share) in zip(
            _order(counts, REASONS), list_counts(counts, sum(counts.values()), "reason", REASONS), strict=True
        )
    ]
    columns = (Column("reason", "Why", Kind.WORDS), Column("tickets", "Tickets"), SHARE)
    note = "Tickets on which the bot did not decide by itself and called a person."
    return Table("abstentions", "Why a person was called", note, columns, tuple(rows))


def count_by(totals: Iterable[tuple[Shape, int]], find_keys: Callable[[Shape], Iterable[str]]) -> Counter[str]:
    """How many tickets have each key; none where there is no key."""
    counts: Counter[str] = Counter()
    for shape, count in totals:
        for key in find_keys(shape):
            counts[key] += count
    return counts


def list_counts(
    counts: Counter[str], whole: int, name: str, words: dict[str, str]
) -> tuple[tuple[Cell, Cell, Cell], ...]:
    """A row for each key: its words, its tickets with their link, its share; the most frequent first."""
    keys = _order(counts, words)
    return tuple((to_words(key, words), link(counts[key], (name, key)), to_share(counts[key], whole)) for key in keys)


def link(count: int, *query: tuple[str, str]) -> Cell:
    """A figure with its link; none leads to no tickets."""
    return Linked(count, tuple(query)) if count else count


def to_stretch_query(question: Question, stretch: int) -> Query:
    """The part of a link's question that names one stretch of the time axis."""
    cut = question.period.cut(stretch)
    return (("from", str(cut.first)), ("to", str(cut.last)))


def _order(counts: Mapping[str, int], words: Mapping[str, str]) -> list[str]:
    known = list(words)
    return sorted(counts, key=lambda key: (-counts[key], known.index(key) if key in words else len(known), key))


def _make_over_time(
    gathered: Gathered, question: Question, find_key: Callable[[Shape], str], name: str, words: dict[str, str]
) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...], Chart, tuple[str, ...]]:
    counts: Counter[tuple[int, str]] = Counter()
    for stretch, shape, count in gathered.in_stretches:
        counts[stretch, find_key(shape)] += count
    keys = sorted({key for _, key in counts if key}, key=lambda key: list(words).index(key) if key in words else 99)
    rows = [
        (str(day), *(link(counts[at, key], (name, key), *to_stretch_query(question, at)) for key in keys))
        for at, day in enumerate(question.period.starts)
    ]
    step = "Day" if question.period.step == 1 else "Week from"
    columns = (Column("from", step, Kind.WORDS), *(Column(key, to_words(key, words)) for key in keys))
    return columns, tuple(rows), Chart.STACKED, tuple(keys)
