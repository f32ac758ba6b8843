"""The desk's own HTML made safe to show: a short list of elements, no attribute but a link's address."""

from html import escape

from markupsafe import Markup

from bot.sandbox.markup import read_markup

_TEXT = frozenset({"b", "blockquote", "code", "div", "em", "h3", "h4", "i", "li", "ol", "p", "pre", "strong", "ul"})
_KEPT = _TEXT | {"caption", "table", "tbody", "td", "th", "thead", "tr"}
_DROPPED = frozenset({"head", "script", "style", "template", "title"})
_SCHEMES = ("https://", "http://", "mailto:")


def sanitise(markup: str) -> Markup:
    """Markup with what is known to be harmless; other elements are left out and their text kept, scripts and styles
    left out with it."""
    writer = _SafeWriter()
    read_markup(markup, writer)
    writer.close()
    return Markup("".join(writer.pieces))  # noqa: S704 - every piece is a known element or escaped text


class _SafeWriter:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._opened: list[str] = []
        self._dropping = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._dropping += tag in _DROPPED
        if tag == "br":
            self.pieces.append("<br>")
        elif tag in _KEPT or tag == "a":
            self._opened.append(tag)
            self.pieces.append(_render_link(attributes.get("href", "")) if tag == "a" else f"<{tag}>")

    def end(self, tag: str) -> None:
        self._dropping -= tag in _DROPPED
        if self._opened and self._opened[-1] == tag:
            self.pieces.append(f"</{self._opened.pop()}>")

    def data(self, text: str) -> None:
        if not self._dropping:
            self.pieces.append(escape(text))

    def close(self) -> None:
        while self._opened:
            self.pieces.append(f"</{self._opened.pop()}>")


def _render_link(address: str) -> str:
    if not address.strip().lower().startswith(_SCHEMES):
        return "<a>"
    return f'<a href="{escape(address.strip())}" rel="noreferrer noopener">'
