"""How mail programs mark in HTML what they quote and what they sign."""

import re
from collections.abc import Mapping

from lxml import etree

from bot.reading.styles import is_indentation

_CONTAINERS = 60  # of a mail that are looked into
_HEADER = 500  # characters that a header above a quoted mail has at most

_QUOTING = re.compile(
    r"\b(?:gmail_quote|gmail_attr|\w{0,20}yahoo_quoted\w{0,20}|moz-cite-prefix|protonmail_quote|tutanota_quote"
    r"|zmail_extra|"
    r"mail_android_quote|missive_quote|front-blockquote|zd-comment-wrapper|messagereplysection|isreplycontent)(?![\w-])"
)
_SIGNING = re.compile(
    r"\b(?:gmail_signature|moz-signature|ms-outlook-mobile-signature|protonmail_signature_block|applemailsignature|"
    r"front-signature|missive_signature|tutanota_signature|yahoo-signature)(?![\w])"
)
# The bar that Outlook draws beside the lines of the mail that is answered.
_BAR = re.compile(
    r"border-left:\s?solid (?:blue|#?\w{3,7}) 1\.5pt.{0,40}padding:\s?0(?:cm|in) 0(?:cm|in) 0(?:cm|in) 4\.0pt"
)
_ENDS_HEADER = (":", "：", "---", "> wrote", ">")


class Containers:
    """The elements of one mail that hold what it quotes. Only so many are looked into."""

    def __init__(self) -> None:
        self._seen = 0

    def is_quotation(self, tag: str, attributes: Mapping[str, str], node: etree._Element) -> bool:
        """Whether an element is a quotation as a whole. A container that holds the quoted mail in blockquotes, with
        nothing but a header above, is none: answers are typed between them."""
        names = f"{attributes.get('class', '')} {attributes.get('id', '')} {attributes.get('name', '')}"[:500].lower()
        if tag == "blockquote":
            return bool(_QUOTING.search(names)) or not is_indentation(attributes)
        if attributes.get("name") == "quote" or "data-marker" in attributes or tag == "includetail":
            return True
        if tag == "div" and _BAR.search(attributes.get("style", "")[:500].lower()):
            return True
        if not _QUOTING.search(names):
            return False
        self._seen += 1
        return self._seen > _CONTAINERS or not _holds_blockquotes(node)


def is_signature(attributes: Mapping[str, str]) -> bool:
    """Whether a mail program says that an element is the signature."""
    names = f"{attributes.get('class', '')} {attributes.get('id', '')}"[:500].lower()
    return bool(_SIGNING.search(names)) or attributes.get("data-smartmail") == "gmail_signature"


def _holds_blockquotes(node: etree._Element) -> bool:
    """Whether a blockquote follows with nothing but a header before it."""
    header = ""
    for event, inner in etree.iterwalk(node, events=("start", "end")):
        if event == "start" and inner.tag == "blockquote":
            return not header.strip() or header.strip().endswith(_ENDS_HEADER)
        if inner is not node or event == "start":
            header += (inner.text if event == "start" else inner.tail) or ""
        if len(header) > _HEADER:
            return False
    return False
