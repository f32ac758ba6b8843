"""HTML mail to text: what a reader sees, with table rows and list numbers, and the places of what is quoted, signed,
coloured or hidden. Whatever does not parse is read as far as it goes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from lxml import etree

from bot.reading.clients import Containers, is_signature
from bot.reading.page import Page, Seen
from bot.reading.sheets import LEVELS, Element, Sheet, to_element, to_sheet
from bot.reading.styles import NO_STYLE, Look, to_look

_PARSED = 250_000  # characters of HTML
_SKIPPED = frozenset(("script", "style", "title", "template", "head", "option", "textarea", "iframe", "object", "svg"))
_PLACES = frozenset(("pre", "blockquote", "dialog", "includetail", "noframes", "noembed", "datalist", "audio", "video"))
_UNSHOWN = frozenset(("noframes", "noembed", "datalist", "audio", "video"))  # shown by no program of today
_BLOCKS = re.compile(
    r"address|article|aside|blockquote|body|caption|center|dd|details|dir|div|dl|dt|fieldset|figcaption|figure"
    r"|footer|form|"
    r"h[1-6]|header|hr|html|legend|li|main|menu|nav|ol|p|pre|section|summary|table|tbody|tfoot|thead|tr|ul"
)
_SPACED = re.compile(r"p|h[1-6]|ul|ol|table|pre|dl|figure")
_CONDITION = re.compile(r"<?!?\[(?:if|endif)[^\]]{0,200}\]>?-{0,2}", re.I)
_MARKUP = re.compile(r"<[^<>]{0,2000}>")
_RAW = re.compile(r"<(style|script)\b[^<>]{0,2000}>(?:[^<]|<(?!/))*", re.I)
_BEFORE_NUMBER = {"a": "abcdefghijklmnopqrstuvwxyz", "A": "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def read_html(body: str, limit: int) -> Seen:
    """The text of an HTML body, at most about ``limit`` characters. Never raises: what is no HTML is text."""
    source = _drop_bulk(body)
    parser = etree.HTMLParser(encoding="utf-8", recover=True, huge_tree=True, remove_pis=True)
    root = etree.fromstring(source[:_PARSED].encode("utf-8", "replace"), parser)
    page = Page(limit)
    sheet = Sheet()
    if root is not None:
        sheet = to_sheet(style.text or "" for style in root.iter("style"))
        for comment in reversed(list(root.itersiblings(etree.Comment, preceding=True))):
            _read_comment(comment, _Open("", Look(), 0), page)
        _walk(root, page, sheet)
    last = parser.error_log.last_error
    # Below some 2,000 levels the parser gives up.
    given_up = last is not None and last.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT
    return page.to_seen(cut=given_up or sheet.spent or len(source) > _PARSED)


def _drop_bulk(body: str) -> str:
    """The body without what carries no text and can be large: embedded images, where the whole is long."""
    if len(body) <= _PARSED:
        return body
    return re.sub(r"data:[\w/+.-]{1,60};base64,[A-Za-z0-9+/=]*", "", body)


@dataclass(slots=True)
class _Open:
    """An element that is open: its look and what has to be known when it closes."""

    tag: str
    look: Look
    start: int
    href: str = ""
    counter: int | None = None  # of an ordered list: the next number
    style: str = "1"
    cells: int = 0  # of a table row
    breaks: int = 1  # line breaks before and after a block
    skipped: bool = False
    element: Element = field(default_factory=Element)  # as the style sheets see it


def _walk(root: etree._Element, page: Page, sheet: Sheet) -> None:
    stack = [_Open("", Look(), 0)]
    containers = Containers()
    for event, node in etree.iterwalk(root, events=("start", "end", "comment")):
        if page.full or sheet.spent:
            return
        if event == "comment":
            _read_comment(node, stack[-1], page)
        elif event == "start":
            stack.append(_open(node, stack, page, sheet, containers))
            if node.text and not stack[-1].skipped:
                page.write(node.text, stack[-1].look)
        else:
            _close(stack.pop(), page)
        if event != "start" and node.tail and not stack[-1].skipped:
            page.write(node.tail, stack[-1].look)


def _open(node: etree._Element, stack: list[_Open], page: Page, sheet: Sheet, containers: Containers) -> _Open:
    tag = node.tag.lower() if isinstance(node.tag, str) else ""
    attributes: Mapping[str, str] = dict(node.items())
    outer = stack[-1]
    opened = _Open(tag, outer.look, page.length, skipped=outer.skipped or tag in _SKIPPED)
    if opened.skipped:
        return opened
    styles = NO_STYLE
    if sheet.rules:
        opened.element = to_element(tag, attributes)
        styles = sheet.find_style([*(above.element for above in stack[-LEVELS:]), opened.element])
    if attributes or styles is not NO_STYLE or tag in _PLACES:
        look = to_look(outer.look, attributes, styles)
        opened.look = _to_place(tag, attributes, look, containers.is_quotation(tag, attributes, node))
    if _BLOCKS.fullmatch(tag):
        opened.breaks = 2 if _is_spaced(tag, attributes) else 1
        page.break_line(opened.breaks)
    _START.get(tag, _start_nothing)(opened, attributes, stack, page)
    return opened


def _to_place(tag: str, attributes: Mapping[str, str], look: Look, quotation: bool) -> Look:
    """The look with the element's place: within a quotation, a signature, preformatted text, nothing shown."""
    if tag == "pre":
        look = replace(look, preformatted=True)
    elif tag in _UNSHOWN or (tag == "dialog" and "open" not in attributes):
        look = replace(look, gone=True)
    if quotation:
        # A colour counts as an answer's only where it was set within the quotation.
        return replace(look, quotes=look.quotes + 1, coloured=False, marker=False)
    return replace(look, signature=True) if is_signature(attributes) else look


def _is_spaced(tag: str, attributes: Mapping[str, str]) -> bool:
    if not _SPACED.fullmatch(tag):
        return False
    return "MsoNormal" not in attributes.get("class", "") and "margin:0" not in attributes.get("style", "")[:500]


_Starter = Callable[[_Open, Mapping[str, str], list[_Open], Page], None]


def _start_nothing(opened: _Open, attributes: Mapping[str, str], stack: list[_Open], page: Page) -> None:
    pass


def _start_break(opened: _Open, attributes: Mapping[str, str], stack: list[_Open], page: Page) -> None:
    page.add_break()


def _start_link(opened: _Open, attributes: Mapping[str, str], stack: list[_Open], page: Page) -> None:
    opened.href = attributes.get("href", "")[:2000]


def _start_list(opened: _Open, attributes: Mapping[str, str], stack: list[_Open], page: Page) -> None:
    start = attributes.get("start", "1").strip()
    opened.counter = int(start) if start.isdecimal() and len(start) < 6 else 1
    opened.style = attributes.get("type", "1")


def _start_item(opened: _Open, attributes: Mapping[str, str], stack: list[_Open], page: Page) -> None:
    parent = stack[-1]
    if parent.counter is None:
        page.write_mark("- ", opened.look)
        return
    letters = _BEFORE_NUMBER.get(parent.style, "")
    number = letters[parent.counter - 1] if 0 < parent.counter <= len(letters) else str(parent.counter)
    page.write_mark(f"{number}. ", opened.look)
    parent.counter += 1


def _start_cell(opened: _Open, attributes: Mapping[str, str], stack: list[_Open], page: Page) -> None:
    row = stack[-1]
    if row.cells:
        page.start_cell(opened.look)
    row.cells += 1


def _start_input(opened: _Open, attributes: Mapping[str, str], stack: list[_Open], page: Page) -> None:
    """A box to tick, as plain text has it."""
    if attributes.get("type", "").strip().lower() in ("checkbox", "radio"):
        page.write("[x] " if "checked" in attributes else "[ ] ", replace(opened.look, preformatted=True))


_START: dict[str, _Starter] = {
    "input": _start_input,
    "br": _start_break,
    "a": _start_link,
    "ol": _start_list,
    "li": _start_item,
    "td": _start_cell,
    "th": _start_cell,
}


def _close(closed: _Open, page: Page) -> None:
    if closed.skipped:
        return
    if closed.href:
        _write_address(closed, page)
    if _BLOCKS.fullmatch(closed.tag):
        page.break_line(closed.breaks)
    elif closed.tag in ("td", "th"):
        page.glued = False


def _write_address(link: _Open, page: Page) -> None:
    """The address of a link after its words, where the words do not say it: "our site (https://shop.example/)"."""
    try:
        parts = urlsplit(link.href.strip())
    except ValueError:
        return
    shown = "".join(page.pieces)[link.start :].lower() if page.length > link.start else ""
    host = (parts.hostname or "").removeprefix("www.")
    if parts.scheme in ("http", "https") and host and shown.strip() and host not in shown:
        page.write(f" ({parts.scheme}://{parts.netloc}{parts.path[:80]})", link.look)


def _read_comment(node: etree._Element, outer: _Open, page: Page) -> None:
    """A comment's words, as hidden text. What only steers Outlook has none."""
    words = _MARKUP.sub(" ", _RAW.sub(" ", _CONDITION.sub(" ", node.text or "")[:4_000]))
    if words.strip() and not outer.skipped:
        page.write(f" {words} ", replace(outer.look, gone=True, preformatted=False))
