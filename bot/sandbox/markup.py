"""Reading HTML without trusting it. libxml2's parser, because the standard library's takes time with the square of the
length on tags that are never closed."""

from typing import Protocol

from lxml import etree

_CONTROL = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])


class Reader(Protocol):
    """Told what the parser meets, in order; every start has its end."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Text, its character references resolved."""

    def close(self) -> None:
        """Nothing follows."""


def read_markup(markup: str, reader: Reader) -> None:
    """Read a piece of HTML, however broken."""
    parser = etree.HTMLParser(target=reader, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        parser.feed("<body>" + markup.translate(_CONTROL))
        parser.close()
    except etree.XMLSyntaxError:
        return  # nothing in it at all, or nested beyond reason: what was told so far stands
