"""The desk's own HTML made safe to show: a short list of elements, no attribute but a link's address."""

from html import escape
from html.parser import HTMLParser

from markupsafe import Markup

_KEPT = frozenset({"b", "blockquote", "code", "div", "em", "h3", "h4", "i", "li", "ol", "p", "pre", "strong", "ul"})
_DROPPED = frozenset({"head", "script", "style", "template", "title"})
_SCHEMES = ("https://", "http://", "mailto:")


def sanitise(markup: str) -> Markup:
    """Markup with what is known to be harmless; other elements are left out and their text kept, scripts and styles
    left out with it. Every element that is opened is closed."""
    writer = _SafeWriter()
    writer.feed(markup)
    writer.close()
    closing = [f"</{tag}>" for tag in reversed(writer.opened)]
    return Markup("".join(writer.pieces + closing))  # noqa: S704 - every piece is a known element or escaped text


class _SafeWriter(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.opened: list[str] = []
        self._dropping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._dropping += tag in _DROPPED
        if tag == "br":
            self.pieces.append("<br>")
        elif tag in _KEPT:
            self._open(tag, f"<{tag}>")
        elif tag == "a":
            self._open(tag, _render_link(dict(attrs).get("href")))

    def handle_endtag(self, tag: str) -> None:
        self._dropping = max(0, self._dropping - (tag in _DROPPED))
        while tag in self.opened:
            last = self.opened.pop()
            self.pieces.append(f"</{last}>")
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        if not self._dropping:
            self.pieces.append(escape(data))

    def _open(self, tag: str, start: str) -> None:
        self.opened.append(tag)
        self.pieces.append(start)


def _render_link(address: str | None) -> str:
    if address is None or not address.strip().lower().startswith(_SCHEMES):
        return "<a>"
    return f'<a href="{escape(address.strip())}" rel="noreferrer noopener">'
