"""A reply or note of ours, stored as HTML, as the plain text that it says."""

from html.parser import HTMLParser

BREAKS = frozenset({"p", "br", "li", "ul", "ol", "div", "tr", "h1", "h2", "h3", "h4", "hr", "pre", "blockquote"})
LONGEST = 100_000  # characters


def to_plain(html: str) -> str:
    """The words of our own HTML, a line for each block, points with a dash."""
    reader = _Reader()
    reader.feed(html[:LONGEST])
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "\n".join(line for line in lines if line and line != "-")


class _Reader(HTMLParser):
    """Gathers text; markup becomes line breaks or nothing."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag in BREAKS:
            self.said.append("\n- " if tag == "li" else "\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in BREAKS:
            self.said.append("\n")

    def handle_data(self, data: str) -> None:
        self.said.append(data.replace("\n", " "))
