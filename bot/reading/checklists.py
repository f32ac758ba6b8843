"""Returned checklists: an unticked line is the desk's, a ticked one the customer's (LABELLING.md, steps)."""

import re
from collections.abc import Iterator, Sequence

from bot.reading.earlier import Earlier
from bot.reading.lines import Line, Span

_OPEN = r"\[[ \u00a0_]{0,3}\]|\([ \u00a0_]{1,3}\)|[☐□⬜◻◽▢🔲]"
_TICKED = r"\[[ ]?[xX✓✔√✗yY*+][ ]?\]|\([xX✓✔]\)|[☑☒✓✔✅🗹]"
_BOX = re.compile(rf"(?P<open>{_OPEN})|(?P<ticked>{_TICKED})")
_BEGINS_OPEN = re.compile(
    rf"[\s>]{{0,8}}(?:[-*•·+]\s{{0,4}}|\|\s{{0,4}}|\(?(?:\d{{1,2}}|[A-Za-z])[.):]\s{{0,4}}){{0,2}}(?:{_OPEN})"
)
_AROUND_BOX = " \t\u00a0.:;|_=-–—"
_REMARK = re.compile(r"\s(?:-{1,3}>|={1,2}>|→|⇒|<-|←|-{1,3}|–|—)\s|\([^()]{3,200}\)\s{0,4}$|:\s")
_BOXES = 40  # of one line
_MARK = re.compile(rf"{_TICKED}|^[\s>*•·+-]{{0,8}}(?:\(?\d{{1,2}}[.):]\s{{0,4}})?[✗✘❌✖❎]")


def is_marked(line: str) -> bool:
    """Whether a tick stands on the line or a cross before it: it is the customer's then."""
    return bool(_MARK.search(line))


def is_unticked(line: str) -> bool:
    """Whether an empty box stands before the line."""
    return bool(_BEGINS_OPEN.match(line))


def find_unticked(lines: Sequence[Line], earlier: Earlier) -> Iterator[Span]:
    """The unticked lines, and on a line of several boxes the unticked choices. What was added to an unticked line of
    the desk's stays the customer's; so does a whole line with a remark that is no line of the desk's."""
    for line in lines:
        boxes = list(_BOX.finditer(line.text))[:_BOXES]
        if not boxes or all(box["ticked"] for box in boxes):
            continue
        if len(boxes) > 1:
            yield from _find_choices(line, boxes)
        elif _BEGINS_OPEN.match(line.text):
            yield from _find_line(line, boxes[0].end(), earlier)
        elif not line.text[boxes[0].end() :].strip(_AROUND_BOX) and not _REMARK.search(_to_label(line, boxes[0])):
            yield line.start, line.end


def _to_label(line: Line, box: re.Match[str]) -> str:
    """What stands before a box at the end of a line."""
    return line.text[: box.start()].strip(_AROUND_BOX)


def _find_line(line: Line, box_end: int, earlier: Earlier) -> Iterator[Span]:
    label = line.text[box_end:]
    appended = earlier.find_appended(label)
    if earlier.is_of_desk(label) or (appended is None and not _REMARK.search(label)):
        yield line.start, line.end
    elif appended is not None:
        yield line.start, line.start + box_end + appended


def _find_choices(line: Line, boxes: Sequence[re.Match[str]]) -> Iterator[Span]:
    """The unticked choices of a line; the words stand behind their boxes, or before them where a box ends it."""
    ends_with_box = not line.text[boxes[-1].end() :].strip(" .;|")
    for number, box in enumerate(boxes):
        if box["ticked"]:
            continue
        if ends_with_box:
            start = boxes[number - 1].end() if number else _skip_label(line.text, box.start())
            end = box.end()
        else:
            start = box.start()
            end = boxes[number + 1].start() if number + 1 < len(boxes) else len(line.text)
        yield line.start + start, line.start + end


def _skip_label(text: str, end: int) -> int:
    """Where the first choice begins, behind a label that asks for it."""
    return max(text.rfind(":", 0, end), text.rfind("?", 0, end)) + 1
