"""Streams of mail told one by one: each in a sentence that adds it, or under a number of its own."""

import re
from collections.abc import Sequence

from bot.nlp.answers.volume.groups import Amount

_ALSO = re.compile(
    r"(?:^|[.;:!?,\n)-])\s{0,3}(?:and |und |et |y |e |en |i )?(?:also(?! \d| (?:about|etwa|circa|ca|rund|insgesamt"
    r"|ungefahr))"
    r"|in addition|additionally|besides|furthermore|separately|then there(?:'?s| is| are)|on top|(?:dazu|hinzu) komm\w+"
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


def opens_stream(gap: str) -> bool:
    """Whether what stands between two amounts opens another stream: "900 a day. Also on Fridays a letter to ..."."""
    return _ALSO.search(gap) is not None


def are_numbered(plain: str, amounts: Sequence[Amount]) -> bool:
    """ "Stream one is invoices, 4k a month. Stream two ...": each amount under a number of its own."""
    begins = [0, *(amount.end for amount in amounts)]
    befores = [plain[begin : amount.start] for begin, amount in zip(begins, amounts, strict=False)]
    return len(amounts) > 1 and all(map(_NUMBERED.search, befores))
