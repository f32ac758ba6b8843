"""Streams of mail told one by one: each in a sentence that adds it, or under a number of its own."""

import re
from collections.abc import Sequence

from bot.nlp.answers.volume.figures import Noun
from bot.nlp.answers.volume.groups import Amount

_ALSO = re.compile(
    r"(?:^|[.;:!?,\n)-])\s{0,3}(?:and |und |et |y |e |en |i )?(?:also(?! \d| (?:about|etwa|circa|ca|rund|insgesamt"
    r"|ungefahr))"
    r"|in addition|additionally|besides|furthermore|separately|then there(?:'?s| is| are)|on top|(?:dazu"
    r"|hinzu) komm\w+"
    r"|zusatzlich|ausserdem|daneben|(?:a (?:cela|ca) |s'y )s?'?ajout\w+|a cela s'ajout\w+|s'ajout\w+|en plus"
    r"|par ailleurs"
    r"|ademas|aparte|a (?:es[oa]s?|esto|ello) (?:se |hay que )?(?:suma|anad|agreg)\w*|alem diss?[oa]"
    r"|a iss?o (?:se )?(?:soma|junta|acresce)\w*|inoltre|in piu|(?:a (?:cio|questo|questi) )?si aggiung\w+|daarnaast"
    r"|(?:daarbij|daar) kom\w+|bovendien|verder|do tego|oprocz tego|poza tym|ponadto|dodatkowo)(?!\w)"
    r"|另外|此外|再加上|それと|また、|加えて"
)  # a sentence or clause that opens so adds a stream
_NUMBERED = re.compile(
    r"\b(?:stream|type|kind|flow|list|category|group|part|number|no\.?|first|second|third|fourth|firstly|secondly"
    r"|thirdly"
    r"|lastly|finally|erstens|zweitens|drittens|primero|segundo|tercero|premierement|deuxiemement|troisiemement"
    r"|primeiro|terceiro|primo|secondo|terzo|ten eerste|ten tweede|ten derde|po pierwsze|po drugie|po trzecie)\b"
    r"(?! (?:of (?:the|each|every)|month|week|year|half|quarter|time|season))"
)
OR = re.compile(r"\b(?:or|oder|ou|o|lub)\b|\bof (?=$|ongeveer|misschien|zo )|->|→")
_KIND_GAP = 40  # letters between kinds of mail in a row
_SEASONS = re.compile(r"\b(?:in|by|from|during|around|at) [a-z]+|\b(?:then|later|normally|usually|sometimes|->)")
_ROW_ENDS = re.compile(r"[^\n\w]{0,6}(?:[a-z/ ]{1,24})?\n[^\n]{1,200}$")  # one amount at the end of each row
_ROW_OF_TIME = re.compile(
    r"\b(?:months?|season|quiet|busy|peak|normal|low|high|average|maximum|minimum|jan\w*|feb\w*|mar(?:ch)?"
    r"|apr(?:il)?|may"
    r"|june?|july?|aug\w*|sept?\w*|oct\w*|nov\w*|dec\w*|summer|winter|spring|autumn|now|later|today|year)\b"
)
_LINE_END = re.compile(r"\n|[.;!?]\s")
KINDS = (
    re.compile(
        r"\b(?:transac\w*|transak\w*|transaz\w*|trx|tx|service|system|receipts?|orders?|bookings?|alerts?|notices?"
        r"|reminders?|confirmations?|invoices?|tickets?|resets?|codes?|statements?|security"
        r"|erinnerung\w*|bestatigung\w*|rechnung\w*|factur\w*|fattur\w*|recib\w*|pedido\w*|conferm\w*|talo\w*)"
    ),
    re.compile(
        r"\b(?:market\w*|newsletters?|promo\w*|campaigns?|engagement|offers?|bulletins?|brochures?|catalogues?"
        r"|digests?"
        r"|mailer|what'?s on|what'?s new|infolettre\w*|boletin\w*|nieuwsbrie\w*|ofert\w*)"
    ),
)


def opens_stream(gap: str) -> bool:
    """Whether what stands between two amounts opens another stream: "900 a day. Also on Fridays a letter to ..."."""
    return _ALSO.search(gap) is not None


def are_numbered(plain: str, amounts: Sequence[Amount]) -> bool:
    """ "Stream one is invoices, 4k a month. Stream two ...": each amount under a number of its own."""
    begins = [0, *(amount.end for amount in amounts)]
    befores = [plain[begin : amount.start] for begin, amount in zip(begins, amounts, strict=False)]
    return len(amounts) > 1 and all(map(_NUMBERED.search, befores))


def are_kinds(plain: str, amounts: Sequence[Amount]) -> bool:
    """Whether two amounts are of one kind of mail each: "9,500 transactional, 14,000 marketing"."""
    if len(amounts) != 2:
        return False
    one, other = amounts
    found = (
        _find_kinds(plain[max(0, one.start - 40) : one.start], plain[one.end : min(other.start, one.end + 36)]),
        _find_kinds(plain[one.end : other.start], plain[other.end : other.end + 36]),
    )
    return all(len(kinds) == 1 for kinds in found) and found[0] != found[1]


def _find_kinds(before: str, after: str) -> set[int]:
    """The kinds named on the figure's own line, behind it in its sentence or else before it."""
    return _name_kinds(_LINE_END.split(after, maxsplit=1)[0]) or _name_kinds(before.rsplit("\n", 1)[-1])


def _name_kinds(text: str) -> set[int]:
    return {place for place, pattern in enumerate(KINDS) if pattern.search(text)}


def are_rows(plain: str, amounts: Sequence[Amount], gaps: Sequence[str]) -> bool:
    """Rows of a table, a stream in each; rows of seasons are a range."""
    first = plain[max(0, plain.rfind("\n", 0, amounts[0].start)) : amounts[0].start]
    rows = all(_ROW_ENDS.match(gap) for gap in gaps)
    return rows and not any(_ROW_OF_TIME.search(row) for row in (first, *gaps))


def are_kinds_of_mail(amounts: Sequence[Amount], gaps: Sequence[str]) -> bool:
    """Three kinds of mail or more, one behind the other: "900 receipts, 40 invites and 12 resets"."""
    named = len(amounts) > 2 and all(amount.last.noun is Noun.MAIL for amount in amounts)
    return named and all(len(gap) <= _KIND_GAP and not OR.search(gap) and not _SEASONS.search(gap) for gap in gaps)
