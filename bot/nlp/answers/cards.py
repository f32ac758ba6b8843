"""A visiting card at a message's foot without a sign-off: name, firm, street, telephone, site. Its site is no answer
(LABELLING.md, list_source)."""

import re
from collections.abc import Iterator

from bot.nlp.answers.layout import Layout
from bot.nlp.answers.origins import words_state_origin

_FOOT = 0.2  # of a message: a card stands behind it
_MOST_LINES = 8  # of a card
_MOST_WORDS = 16  # of a card's line
_LEAST_STACKED = 3  # short lines above each other that are a card without telephone or street
_MOST_STACKED = 5  # words of such a line
_LONGEST_LINE = 240
_WORD = re.compile(r"\w+")
_SITE = re.compile(r"(?:https?://|www\.)|\w\.[a-z]{2,8}(?![\w.])")
_MARK = re.compile(
    r"(?<![\d.,])(?:\+|\(0?|0)\d[\d ()/.-]{5,18}\d(?!\w)|(?<!\d)\d{3}[-. ]\d{3}[-. ]\d{4}(?!\d)"  # a telephone number
    r"|(?<!\w)(?:tel|fon|fax|phone|mob|mobile|cell|call us|telefon|telefono|telefone|tlf|handy|gsm)\b"
    r"|(?<!\w)[tmpfw]\s?[:.]\s|☎|📞|📱|🌐|✉"
    r"|\b(?:follow|find|like|visit) us\b|\b(?:siga|sigue|siguenos|suivez|seguici|volg ons|folgen sie)\b"
    r"|\b(?:facebook|instagram|linkedin|twitter|tiktok|youtube|whatsapp)\b"
    r"|\b(?:registered|company|vat|reg|charity|siret|siren|cif|nif|cnpj|kvk|btw|ust|hrb|nip|regon|abn"
    r"|p\.? ?iva)\b.{0,24}\d{3}"
    r"|\b(?:office|opening|business) hours\b|\boffnungszeiten\b|\bhoraires?\b|\bhorario\b"
    r"|\b(?:street|st|road|rd|avenue|ave|lane|square|rue|calle|rua|via|viale|piazza|platz|ul|postfach"
    r"|p\.?o\.? box)\b.{0,24}\d"
    r"|\b\d{1,4},? (?:rue|avenue|\w{3,20} (?:street|st|road|rd|avenue|ave|lane|square))\b|\w(?:str(?:asse|aat)?"
    r"|weg|platz|laan)\.? \d"
    r"|\b(?:manager|director|founder|owner|ceo|cto|coo|cfo|head of|engineer|developer|coordinator|secretary|treasurer"
    r"|administrator|chair(?:man|woman|person)?|president|geschaftsfuhr\w*|inhaber\w*|gerente|directeur|gerant\w*"
    r"|titolare"
    r"|direttore|directora?|diretora?|eigenaar|wlasciciel\w*|prezes)\b"
)
_PARTED = re.compile(r"\s[|•·‖~*–—/-]\s|\|")
_LEAST_PARTS = 2  # signs that part the pieces of one line
_SPEAKS = re.compile(
    r"\b(?:our|my|we|i|it|they|them|from|unser\w{0,2}|wir|notre|nous|nuestr\w{1,2}|noss[ao]s?|nostr\w|onze|wij"
    r"|nasz\w{0,3}"
    r"|who|people|customers?|clients?|kunden|clientes|clienti|klanten|klienci|mails?|e-?mails? (?:per|a)"
    r"|per month|monthly"
    r"|newsletters?|marketing|transactional|both|receipts?|invoices?|reminders?|confirmations?|alerts?|members"
    r"|users|guests|orders?|sign-?ups?|forms?|list|source|volume|url|domain|domains)\b|\?|\b(?:web)?sites?\s?[:=]"
)


def find_card(layout: Layout) -> int:
    """Where the visiting card at the message's foot begins; the message's length where there is none."""
    none = start = len(layout.plain)
    lines: list[str] = []
    for place, line in _list_last_lines(layout.plain):
        if place < _FOOT * none or not _is_card_line(line) or _is_answer(layout, place, place + len(line)):
            break
        start = place
        lines.append(line)
    if not any(_SITE.search(line) for line in lines):
        return none
    return start if _is_card(lines) else none


def _list_last_lines(plain: str) -> Iterator[tuple[int, str]]:
    """The lines with words in them, the last first, up to the blank line before them, each with its place."""
    end, found = len(plain), 0
    while end > 0 and found < _MOST_LINES:
        place = plain.rfind("\n", 0, end) + 1
        line = plain[place:end].strip()
        if line:
            found += 1
            yield plain.index(line, place), line[:_LONGEST_LINE]
        elif found:
            return
        end = place - 1


def _is_card_line(line: str) -> bool:
    words = len(_WORD.findall(_SITE.sub(" ", line)))
    return words <= _MOST_WORDS and not _SPEAKS.search(line) and not words_state_origin(line)


def _is_answer(layout: Layout, start: int, end: int) -> bool:
    return any(line.labelled and start < line.end and line.start < end for line in layout.lines)


def _is_card(lines: list[str]) -> bool:
    if any(_MARK.search(line) or len(_PARTED.findall(line)) >= _LEAST_PARTS for line in lines):
        return True
    stacked = [
        line
        for line in lines
        if len(_WORD.findall(line)) <= _MOST_STACKED and line[-1] not in ".!?:," and not line.isdigit()
    ]
    return len(stacked) == len(lines) >= _LEAST_STACKED
