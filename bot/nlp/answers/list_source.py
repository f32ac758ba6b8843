"""Where the addresses come from: the origin, the web sites, and whether a forbidden list is among them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from functools import lru_cache

from bot.core.checklist import Finding, Status
from bot.nlp.answers.bad_list import find_bad_spans, is_withdrawn
from bot.nlp.answers.cards import find_card
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.lexicon.phrases import load_lexicon
from bot.nlp.answers.origins import line_states_origin, patterns
from bot.nlp.answers.sites import Site, find_sites

ITEM = "list_source"
ORIGIN, SITE = "origin", "site"
CLAIMED = 1.0  # the score of a claim that people agreed, which tells no origin
MOST_QUOTED = 4
_MAIL_FAR = 40  # letters before an address
_NEAR = 60  # letters within which a site is spelled again
_ALIKE = 0.7  # how like each other two spellings of one site are at least
_MAIL_COMES = re.compile(r"\b(?:send|sends|sending|sent|from|as|come|comes|by|via|all)\b")
_CORRECTS = re.compile(r"\bsorry\b|\bi mean\b|\bcorrection\b|\brather\b|\btypo\b|\bpardon\b|\bnot\b")

_RETRACTS = re.compile(
    r"\b(?:scrap|forget|ignore|disregard|strike|withdraw|take back|never ?mind|vergessen sie|oubliez|olvide|esqueca)\b"
    r".{0,40}\b(?:list|lists|addresses|source|contacts|where (?:they|it|the)|liste|adressen|adresses|lista"
    r"|direcciones)\b"
)
_SIGNS_OFF = re.compile(
    r"\W*(?:(?:with |mit |kind|best|warm|many|all|sincere|friendly|viele|liebe|beste|schone|freundliche|un|bien|met"
    r"|distinti|cordiali|saludos|z|com|yours|very|respectfully) ?){0,3}(?:regards|wishes|thanks|thank you|greetings"
    r"|cheers"
    r"|gr(?:u|ue)(?:s|ss)e?n?|lg|mfg|vg|sincerely|truly|faithfully|yours|respectfully|rgds|cordialement|saludo|saludos"
    r"|cordiale?s?|saluti|groet|groeten|groetjes|pozdrawiam|pozdrowienia|abraco|abracos|att|atenciosamente|atentamente"
    r"|obrigad[oa]|hochachtungsvoll|salutations|best|ciao|xx+)(?:,? [\w'.-]+){0,4}\W*"
)
_INCIDENT = re.compile(
    r"\b(?:keys?|passwords?|breach\w*|intruders?|attackers?|hackers?|hacked|leak(?:s|ed|ing)?|exposed|tokens?"
    r"|credentials?"
    r"|thie(?:f|ves)|stolen|shell|backups?|servers?|smtp|your account|dissolved|being deleted|buy a plan|phish\w*"
    r"|schlussel|passwort\w*|contrasenas?|mots? de passe|senhas?|wachtwoord\w*|hasl\w*|crawler at|reachable|plugin"
    r"|extension|shared with shop)\b"
)
_OWN_DEED = re.compile(
    r"\b(?:we|i)(?:'ve| have| had| also)? (?:bought|purchased|rented|licensed|scraped|harvested|got|took|swapped"
    r"|acquired)\b"
    r"|\b(?:we|i|our (?:\w+ ){1,2})(?:find|look up|pull|extract|copy|gather|collect|scrape|harvest|search)\b"
    r"|\b(?:we|i|our (?:\w+ ){1,2})(?:'re|'m|are|am|is| are| am)? ?(?:taking|picking|pulling"
    r"|buying|renting|scraping|harvesting|gathering|collecting|extracting|copying|grabbing)\b"
    r"|\b(?:bought|purchased|rented|scraped|harvested) (?:lists?|addresses|contacts|leads|data)\b"
)
_CARD = re.compile(
    r"\b(?:gmbh|ltd|inc|llc|srl|sarl|s\.a|bv|ohg|e\.v)\b.{0,80}(?:@|\bwww\.)|@[\w.-]{4,60}\W{1,6}(?:https?://)?www\."
)  # a firm, its mailbox and its site in one line: a visiting card at a message's foot
_FOOT = 0.6  # of a message: a card stands behind it
_SIGNED_PART = 0.3  # of a message, in which what comes before the sign-off lies at least

Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Source:
    """What a message says of where addresses come from, with the places of the lines that say it."""

    sites: tuple[Site, ...]
    site_lines: tuple[Place, ...]
    origins: tuple[Place, ...]
    consents: tuple[Place, ...]
    bad: tuple[Place, ...]


def find_list_source(layout: Layout) -> Finding | None:
    """What the message says of the list's source; None where it says nothing of it."""
    taken_back = _find_retraction(layout)
    if taken_back:
        evidence = (layout.view.evidence(*taken_back),)
        return Finding(ITEM, Status.PARTIAL, value={"urls": [], "risk": False}, evidence=evidence, retracts=True)
    source = _read_source(layout)
    if not (source.sites or source.origins or source.consents):
        return None
    parts = frozenset(({ORIGIN} if source.origins else set()) | ({SITE} if source.sites else set()))
    places = sorted({*source.origins, *source.site_lines} or set(source.consents))[:MOST_QUOTED]
    return Finding(
        ITEM,
        Status.COMPLETE if len(parts) == 2 else Status.PARTIAL,
        value={"urls": sorted({site.domain for site in source.sites}), "risk": bool(source.bad)},
        evidence=tuple(layout.view.evidence(*place) for place in places),
        parts=parts,
        score=CLAIMED if source.consents else 0.9,
    )


def _read_source(layout: Layout) -> Source:
    lines = [line for line in layout.own if line.topic is not Topic.OTHER]
    before, card = _find_sign_off(layout), find_card(layout)
    told = [line for line in layout.own if line.start < before or line.labelled or line.topic is Topic.SOURCE]
    told = [line for line in told if line.start < card]
    sites = _drop_misspelt(layout, [site for line in told for site in _find_line_sites(layout, line)])
    site_lines = [line for line in lines if any(line.start <= site.start < line.end for site in sites)]
    bad = tuple(find_bad_places(layout))
    origins = [_place(line) for line in lines if line_states_origin(layout, line, sites)]
    origins += [place for place in bad if place not in origins]
    consents = () if origins else tuple(_find_consents(layout, lines))
    return Source(tuple(sites), tuple(map(_place, site_lines)), tuple(origins), consents, bad)


def _find_retraction(layout: Layout) -> Place | None:
    """A line that takes back what was said of the list: "scrap what I said about the list, I have to find out"."""
    for line in layout.own:
        if not _RETRACTS.search(line.text):
            continue
        later = [other for other in layout.own if other.start > line.start]
        if not any(line_states_origin(layout, other, ()) for other in later):
            return _place(line)
    return None


def _place(line: Line) -> Place:
    return line.start, line.end


def _find_sign_off(layout: Layout) -> int:
    """Where the message is signed off: a site behind that is the signature's (LABELLING.md, list_source)."""
    ends = [line.end for line in layout.lines if _SIGNS_OFF.fullmatch(line.text)]
    last = ends[-1] if ends else len(layout.plain)
    return last if last >= _SIGNED_PART * len(layout.plain) else len(layout.plain)


def _find_consents(layout: Layout, lines: Sequence[Line]) -> Iterator[Place]:
    """Claims that people agreed: how, not whence. Where the desk asked something else they are no new answer."""
    if layout.asked and Topic.SOURCE not in layout.asked:
        return
    for line in lines:
        pattern = patterns()["consent" if line.topic is Topic.SOURCE else "strict_consent"]
        if pattern.search(line.answer):
            yield _place(line)


def find_bad_places(layout: Layout) -> Iterator[Place]:
    """The places of the lines that own to a forbidden list, unless the message takes it back."""
    found = [line for line in layout.own if find_bad_spans(line.text) and not _tells_incident(line.text)]
    if not (found and is_withdrawn(layout.plain)):
        yield from map(_place, found)


def _tells_incident(sentence: str) -> bool:
    """ "Our key was scraped from a backup": what was taken from the customer, or bought of the desk, is no list."""
    return _INCIDENT.search(sentence) is not None and _OWN_DEED.search(sentence) is None


@lru_cache(maxsize=1)
def _no_site_lines() -> re.Pattern[str]:
    kinds = load_lexicon("source")["site_lines"]
    return re.compile("|".join([*kinds["code"], *kinds["foreign"]]))


def _find_line_sites(layout: Layout, line: Line) -> Iterator[Site]:
    if _no_site_lines().search(line.text):
        return
    if line.topic is Topic.OTHER:
        return
    if line.topic is None and line.start > _FOOT * len(layout.plain) and _CARD.search(line.text):
        return
    for site in find_sites(layout.view.text[line.start : line.end]):
        if site.is_address and not _tells_site(line, site):
            continue
        yield replace(site, start=site.start + line.start, end=site.end + line.start)


def _tells_site(line: Line, address: Site) -> bool:
    """An address names its domain only where it is about whom the mail comes from or where people write to."""
    before = line.text[max(0, address.start - _MAIL_FAR) : address.start]  # its place is within the line
    return line.topic is Topic.SOURCE or _MAIL_COMES.search(before) is not None


def _drop_misspelt(layout: Layout, sites: Sequence[Site]) -> list[Site]:
    """Leaves out a spelling that is corrected in the same message: "tapshop.example - sorry, tap-shop.example"."""
    kept: list[Site] = []
    for site in sites:
        between = layout.plain[kept[-1].end : site.start] if kept else ""
        if kept and len(between) < _NEAR and _CORRECTS.search(between) and _looks_like(kept[-1], site):
            kept.pop()
        kept.append(site)
    return kept


def _looks_like(one: Site, other: Site) -> bool:
    return one.domain != other.domain and SequenceMatcher(None, one.domain, other.domain).ratio() > _ALIKE
