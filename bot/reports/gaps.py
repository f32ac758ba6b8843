"""What customers leave out: the items that were open at their first writing and after one more reply."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.core.checklist import Procedure
from bot.reports.gathered import Gathered
from bot.reports.journey import Shape
from bot.reports.tables import Cell, Chart, Column, Kind, Table, to_share
from bot.reports.volumes import link
from bot.wording import name_code

Counts = dict[tuple[str, str], tuple[int, int]]
NONE = (0, 0)
FIGURES = (
    Column("first", "Missing at first"),
    Column("first_of", "of tickets"),
    Column("first_share", "Share", Kind.SHARE),
    Column("later", "Missing after a reply"),
    Column("later_of", "of tickets"),
    Column("later_share", "Share", Kind.SHARE),
)
NOTE = (
    "At the customer's first writing, and after one more message. Shares are of the tickets that were read at that "
    "point and whose procedure asks for the item."
)


@dataclass(frozen=True, slots=True)
class Checklists:
    """What each procedure asks for: the keys of its items, and every item's label."""

    items: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, str]

    def name(self, item: str) -> str:
        """An item's label; its key where no procedure has it any more."""
        return self.labels.get(item, name_code(item))


def to_checklists(procedures: Iterable[Procedure]) -> Checklists:
    """The checklists of the procedures."""
    known = tuple(procedures)
    items = {procedure.name: tuple(item.key for item in procedure.items) for procedure in known}
    return Checklists(items, {item.key: item.label for procedure in known for item in procedure.items})


def make_missing(gathered: Gathered, checklists: Checklists) -> Table:
    """Each item with how often it was missing, the most often missed first."""
    first, later = _count(gathered.totals, checklists, by_language=False)
    missed = {item for counts in (first, later) for (_, item), (missing, _) in counts.items() if missing}
    ranked = sorted(missed, key=lambda item: (-first.get(("", item), NONE)[0], item))
    rows = tuple((checklists.name(item), *_make_figures(first, later, "", item)) for item in ranked)
    columns = (Column("item", "Item", Kind.WORDS), *FIGURES)
    return Table("missing", "What people leave out", NOTE, columns, rows, Chart.BARS, ("first", "later"))


def make_missing_by_language(gathered: Gathered, checklists: Checklists) -> Table:
    """The same by the language in which the customer writes, the language with most tickets first."""
    first, later = _count(gathered.totals, checklists, by_language=True)
    asked = {language: max(n for (known, _), (_, n) in first.items() if known == language) for language, _ in first}
    missed = {key for counts in (first, later) for key, (missing, _) in counts.items() if missing}
    ranked = sorted(missed, key=lambda key: (-asked.get(key[0], 0), key[0], -first.get(key, NONE)[0], key[1]))
    rows = tuple(
        (language or "unknown", checklists.name(item), *_make_figures(first, later, language, item))
        for language, item in ranked
    )
    columns = (Column("language", "Language", Kind.WORDS), Column("item", "Item", Kind.WORDS), *FIGURES)
    note = "Where one language leaves out an item more often than others, its help article is the place to look."
    return Table("missing_by_language", "What people leave out, by language", note, columns, rows)


def _count(totals: Iterable[tuple[Shape, int]], checklists: Checklists, by_language: bool) -> tuple[Counts, Counts]:
    """By language ("" for all) and item: tickets that lacked it, and tickets of procedures that ask for it. The first
    for the first reading, the second for the one after a reply."""
    first, later = Counts(), Counts()
    for shape, count in totals:
        language = shape.language if by_language else ""
        for counts, missing in ((first, shape.missing_first), (later, shape.missing_later)):
            if missing is not None:
                _add(counts, language, {*checklists.items.get(shape.procedure, ()), *missing}, missing, count)
    return first, later


def _add(counts: Counts, language: str, items: Iterable[str], missing: tuple[str, ...], count: int) -> None:
    for item in items:
        lacked, asked = counts.get((language, item), NONE)
        counts[language, item] = (lacked + count * (item in missing), asked + count)


def _make_figures(first: Counts, later: Counts, language: str, item: str) -> tuple[Cell, ...]:
    named = (("language", language),) if language else ()
    cells: list[Cell] = []
    for counts, name in ((first, "first"), (later, "later")):
        lacked, asked = counts.get((language, item), NONE)
        cells += [link(lacked, (name, item), *named), asked, to_share(lacked, asked)]
    return tuple(cells)
