"""Mails that the writer passes on: a colleague's report that he vouches for is his word too (LABELLING.md, steps),
and so is what he types below a forwarded notice."""

import re
from collections.abc import Sequence

from bot.reading.headers import Header
from bot.reading.lines import Line, Span, to_paragraphs

_REPORT = re.compile(
    r"\b(?:report|confirmation|confirmed|confirms|statement|summary|answers?|what (?:he|she|they) did)\b", re.I
)
_BELOW = re.compile(
    r"\b(?:below|beneath|under(?:neath)? (?:this|here)|following|further down|forward(?:ing|ed)?)\b", re.I
)
_DOUBT = re.compile(
    r"[?？]|\b(?:not (?:checked|verified|sure|true|right|correct|ours?)|wrong|incorrect|disagree|whether"
    r"|haven't checked|didn't check|check (?:this|that|it|if)\b|can't (?:say|judge|tell)|doubt|don't (?:know|trust)"
    r"|allegedly|supposedly|nicht (?:nach)?geprüft|weiß nicht|keine ahnung|angeblich|ob das|pas vérifié|ne sais pas"
    r"|no (?:lo )?(?:sé|he (?:comprobado|verificado))|não (?:sei|verifiquei)|non (?:so|ho verificato)"
    r"|niet (?:zeker|gecontroleerd)|nie (?:wiem|sprawdz))",
    re.I,
)
_PLATFORM = re.compile(
    r"support|help ?desk|no-?reply|do-?not-?reply|notification|trust|safety|compliance|abuse|billing|alert|security|"
    r"team|postmaster|mailer|mailgun|service|info@|kundendienst|soporte",
    re.I,
)
_OWN_VOICE = re.compile(r"\b(?:I|I'm|I've|I'd|my|mine)\b")
_POINTING = re.compile(r"\s{0,4}(?:\^|↑|⬆)")


def is_passed_on(above: str, header: Header) -> bool:
    """Whether the mail below a header is a report that the writer, in the words ``above`` it, makes his own: a person's
    that he forwards without a doubt, or one that he calls a report."""
    if not header.sender or _PLATFORM.search(header.sender) or _DOUBT.search(above):
        return False
    if header.forwarded:
        return bool(above.strip())
    return bool(_REPORT.search(above) and _BELOW.search(above))


def find_words_below(header: Header, lines: Sequence[Line]) -> list[Span]:
    """The paragraphs at the end of a forwarded notice that its sender cannot have written: they point up at it, or
    somebody speaks of himself where a machine or a team had spoken."""
    if not header.forwarded:
        return []
    below: list[Span] = []
    automatic = bool(_PLATFORM.search(header.sender))
    for paragraph in reversed(list(to_paragraphs(list(lines)))[1:]):
        text = " ".join(line.text for line in paragraph)
        if not (_POINTING.match(text) or (automatic and _OWN_VOICE.search(text))):
            break
        below.append((paragraph[0].start, paragraph[-1].end))
    if not below and len(lines) > 1 and _POINTING.match(lines[-1].text):
        below.append((lines[-1].start, lines[-1].end))
    return below
