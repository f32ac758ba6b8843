"""The stretches set apart, from what each reader found."""

import re
from collections.abc import Iterable

from bot.core.conversation import Part, Section
from bot.reading.lines import Span

_RUN = re.compile(rb"(.)\1*", re.S)
_PARTS: tuple[Part | None, ...] = (None, *Part)


def to_sections(text: str, layers: Iterable[tuple[Part | None, Iterable[Span]]]) -> tuple[Section, ...]:
    """The sections of a text, sorted and apart from each other. A later layer covers an earlier one; a layer of
    None gives its stretches back to the author. White space between two stretches of a kind joins them."""
    painted = bytearray(len(text))
    for part, spans in layers:
        code = _PARTS.index(part)
        for start, end in spans:
            stretch = slice(max(start, 0), min(end, len(text)))
            painted[stretch] = bytes([code]) * len(painted[stretch])
    return tuple(_join(text, _find_runs(text, painted)))


def _find_runs(text: str, painted: bytearray) -> Iterable[Section]:
    for run in _RUN.finditer(painted):
        part = _PARTS[painted[run.start()]]
        if part is not None and text[run.start() : run.end()].strip():
            yield Section(run.start(), run.end(), part)


def _join(text: str, sections: Iterable[Section]) -> list[Section]:
    joined: list[Section] = []
    for section in sections:
        before = joined[-1] if joined else None
        if before and before.part is section.part and not text[before.end : section.start].strip():
            joined[-1] = Section(before.start, section.end, section.part)
        else:
            joined.append(section)
    return joined
