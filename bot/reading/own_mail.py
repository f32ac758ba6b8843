"""Our own mails where they are pasted without any mark into a ticket that does not hold them: from another ticket, or
from another address. What they repeat of the customer's words ("You told us: ...") is not said anew."""

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from bot.reading.earlier import Earlier, to_key
from bot.reading.lines import Line, Span, to_paragraphs
from bot.shipped import templates_folder

_OPENING = re.compile(r"\{% set opening %\}([^{]+)")
_LAST = ("automatic", "decides", "person")  # the frame's last lines
_TELLS = ("told", "shown", "next")
_WRAPPED = 4  # lines that a line of ours may be broken into
_FEWEST_LETTERS = 8  # of a beginning that tells


@dataclass(frozen=True, slots=True)
class Marks:
    """What our mails begin with, how the lines to fill in are headed, and what follows them, in all languages: the
    first and the last as words in lower case with single blanks."""

    first: tuple[str, ...]
    answers: tuple[str, ...]
    after_answers: tuple[str, ...]


def find_own_mail(lines: Sequence[Line], earlier: Earlier) -> Iterator[Span]:
    """The lines of a mail of ours, or of a piece of one, but for what stands among the lines to fill in. One that the
    conversation holds is left to the comparison with it, which tells answers between our lines as well."""
    marks = load_marks()
    keys = [to_key(line.text) for line in lines]
    known = (*marks.first, *marks.after_answers)
    ours = [at for at, line in enumerate(lines) if _begins(keys, at, known) or _heads_answers(line)]
    ours = [at for at in ours if not earlier.is_of_desk(lines[at].text)]
    begin = next((at for at in ours if _begins(keys, at, marks.first)), None)
    if begin is None:
        return
    filled = hinting = False
    for at in range(begin, _find_end(lines, ours[-1])):
        heads = _heads_answers(lines[at])
        filled = (filled or heads) and not _begins(keys, at, marks.after_answers)
        hinting = heads or hinting  # up to the bracket that closes: "(write after each colon)"
        if not filled or hinting or _is_empty(lines, at):
            yield lines[at].start, lines[at].end
        hinting = hinting and ")" not in lines[at].text and not lines[at].blank


def _heads_answers(line: Line) -> bool:
    return line.text.strip().casefold().startswith(load_marks().answers)


def _find_end(lines: Sequence[Line], last: int) -> int:
    """The number behind a mail's last line: the rest of its paragraph, and labels that were left empty."""
    end = last + len(_take_paragraph(lines[last:]))
    while end < len(lines) and (lines[end].blank or _is_empty(lines, end)):
        end += 1
    return end


def _is_empty(lines: Sequence[Line], at: int) -> bool:
    """Whether it is a label with nothing behind and, up to the next label or our closing words, nothing below. Labels
    that a mail program broke in two stand in paragraphs of their own."""
    marks = load_marks()
    for label in ([lines[at]], _take_paragraph(lines[at:])):
        below = next(iter(to_paragraphs(list(lines[at + len(label) :]))), [])
        closes = not below or _begins([to_key(line.text) for line in below], 0, marks.after_answers)
        if _is_label(label) and (closes or _is_label(below[:1]) or _is_label(below)):
            return True
    return False


def _is_label(lines: Sequence[Line]) -> bool:
    return bool(lines) and lines[-1].text.rstrip().endswith(":")


def _take_paragraph(lines: Sequence[Line]) -> list[Line]:
    return list(takewhile(lambda line: not line.blank, lines))


def _begins(keys: Sequence[str], at: int, marks: tuple[str, ...]) -> bool:
    return bool(keys[at]) and " ".join(filter(None, keys[at : at + _WRAPPED])).startswith(marks)


@lru_cache(maxsize=1)
def load_marks() -> Marks:
    """The marks of all languages that replies are written in, from their templates."""
    folders = [path.parent for path in (templates_folder() / "replies").glob("*/words.toml")]
    frames = [tomllib.loads((folder / "words.toml").read_text(encoding="utf-8"))["frame"] for folder in folders]
    openings = [text for folder in folders for text in _find_openings(folder)]
    closings = [text for folder in folders for text in _find_closings(folder)]
    return Marks(
        first=_to_keys([*openings, *(frame[name] for frame in frames for name in _TELLS)]),
        answers=tuple(f"{frame['answers']} (".casefold() for frame in frames),
        after_answers=_to_keys([*closings, *(frame[name] for frame in frames for name in ("advice", *_LAST))]),
    )


def _find_openings(folder: Path) -> Iterator[str]:
    for template in sorted(folder.glob("*/*.j2")):
        yield from _OPENING.findall(template.read_text(encoding="utf-8"))


def _find_closings(folder: Path) -> Iterator[str]:
    for template in sorted(folder.glob("*/closing.j2")):
        yield template.read_text(encoding="utf-8").partition("{")[0]


def _to_keys(texts: Sequence[str]) -> tuple[str, ...]:
    """Keys long enough to tell; those of half a sentence in common are one."""
    return tuple(key for key in dict.fromkeys(map(to_key, texts)) if len(key) >= _FEWEST_LETTERS)
