"""The three bodies of a comment."""

import html
import re

from bot.sandbox.markup import read_markup

LONGEST_BODY_BYTES = 65_535
_UNSEEN = frozenset({"head", "script", "style", "title", "template"})
_BLOCKS = frozenset(
    {"address", "blockquote", "div", "h1", "h2", "h3", "h4", "li", "ol", "p", "pre", "table", "tr", "ul"}
)
_WRAPPER = '<div class="zd-comment" dir="auto">{}</div>'


def to_html(text: str) -> str:
    """Plain text as Zendesk's HTML: a paragraph per block, a line break per line, everything escaped."""
    blocks = [block.strip("\n") for block in re.split(r"\n[ \t]*\n", text.replace("\r\n", "\n"))]
    paragraphs = [html.escape(block, quote=False).replace("\n", "\n<br>") for block in blocks if block.strip()]
    return wrap("\n\n".join(f'<p dir="auto">{paragraph}</p>' for paragraph in paragraphs))


def wrap(markup: str) -> str:
    """A comment's HTML inside the element that Zendesk puts around it."""
    return _WRAPPER.format(markup)


def to_plain(markup: str) -> str:
    """HTML as simple plain text. Text that a style hides stays, as it does in Zendesk's own plain bodies."""
    reader = _TextReader()
    read_markup(markup, reader)
    lines = [" ".join(line.split()) for line in "".join(reader.pieces).split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _TextReader:
    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._unseen = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._unseen += tag in _UNSEEN
        if tag == "br" or tag in _BLOCKS:
            self.pieces.append("\n")

    def end(self, tag: str) -> None:
        self._unseen -= tag in _UNSEEN
        if tag in _BLOCKS:
            self.pieces.append("\n\n" if tag == "p" else "\n")

    def data(self, text: str) -> None:
        if not self._unseen:
            self.pieces.append(re.sub(r"\s", " ", text))

    def close(self) -> None:
        """Nothing is left to do."""


def cut(text: str) -> str:
    """What Zendesk keeps of a comment: 64 KB of UTF-8, silently, and no half character."""
    return text.encode(errors="replace")[:LONGEST_BODY_BYTES].decode(errors="ignore")
