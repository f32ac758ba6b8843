"""Where the addresses come from: the origin, the web sites, and whether a forbidden list is among them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from bot.core.checklist import Finding, Status
from bot.nlp.answers.bad_list import find_bad_spans, is_withdrawn
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.lexicon.phrases import compile_phrases, find_pairs, load_lexicon
from bot.nlp.answers.sites import Site, find_sites

ITEM = "list_source"
MOST_QUOTED = 4
ORIGIN, SITE = "origin", "site"
_SELF = re.compile(r"\b(?:i|we|i'?ve|we'?ve|ich|wir|je|nous|yo|nosotros|eu|nos|io|noi|ik|wij|ja)\b")
_FAILS = re.compile(
    r"\b(?:can'?t|don'?t|doesn'?t|do not|does not|cannot|could ?n'?t|unable|not able|won'?t be able|no longer)\b"
)
_DENIES = re.compile(
    r"\b(?:never|not|no|none|nobody|zero|sooner|forbid|against|hang up|isn'?t|aren'?t|don'?t|doesn'?t|didn'?t|wasn'?t"
    r"|spammers|kein\w*|nicht|pas|ningun\w*|nao|geen|niet|nie)\b"
)
_AT_SITE = re.compile(
    r"\b(?:at|on|in|off|via|through|thru|under|using|auf|bei|uber|im|unter|sur|chez|via|en|por|no|na|pelo|pela|do|su"
    r"|sul|presso|tramite|op|bij|przez|w|z|na|на|через|at)\s"
    r"(?:the |our |my |der |die |das |le |la |el |il |lo |de |het |onze |nossa? |nuestr[ao] |nostro |site |website "
    r"|online |store |shop |portal |blog |сайте |sitio |web |page |seite |strona |www )*[\"'(\[<*]*(?:https?://"
    r"|www\.)?$"
)
_DOMAIN_TALK = re.compile(
    r"\b(?:domains?|dns|spf|dkim|dmarc|verified|restrict\w*|limit\w*|blocked|block|paused|accounts? (?:for|of|on|at"
    r"|is)|subaccount|send(?:ing)? from|sent from|from address|webhook|api|error|hosted|visit|see|look|check|read"
    r"|more at|status|typo|withdraw|unsubscribe|preferences?|privacy|imprint|impressum|deployed|staging|runs on"
    r"|website:|site:|book a (?:slot|call|meeting)|if unclear|calendar|what if|suppose|would|were)\b"
)
_TROUBLE = re.compile(
    r"\b(?:your|(?:my|our|the|this) account|reviewed|unblock|unlock|suspend\w*|approv\w*|production access|chatbot"
    r"|patience|i (?:gave|filled|signed|registered|answered|told)|can i only|form twice|filled in|tick ?box|verified"
    r"|consent|sorry|trade register|instructed|"
    r"put in exactly|in a wave|first account|real person|same question|colleague|new employee|order of service)\b"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:suppose|supposing|what if|if we (?:go|went|only)|would come|are to come|or similar|we will tell you"
    r"|once you unblock)\b|\?\s*$"
)
_WORDS = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class Source:
    """What a message says of where addresses come from, with the lines that say it."""

    sites: tuple[Site, ...]
    origins: tuple[tuple[int, int], ...]
    consents: tuple[tuple[int, int], ...]
    bad: tuple[tuple[int, int], ...]
    site_lines: tuple[tuple[int, int], ...]


@lru_cache(maxsize=1)
def _patterns() -> dict[str, re.Pattern[str]]:
    data = load_lexicon("source")
    classes = data["classes"]
    names = {
        "origin": data["origin"]["all"],
        "consent": data["consent"]["all"],
        "strict_consent": data["consent"]["strict"],
        "vague": data["vague"]["all"],
        "nothing": data["nothing"]["all"],
        "compliance": data["nothing"]["compliance"],
    }
    patterns = {name: compile_phrases(phrases, classes) for name, phrases in names.items()}
    patterns |= {name: compile_phrases(classes[name], classes) for name in ("who", "named", "acquire", "place")}
    patterns["with_site"] = compile_phrases(data["origin"]["with_site"], classes)
    for name in ("code", "foreign", "sends"):
        patterns[name] = re.compile("|".join(data["site_lines"][name]))
    return patterns


def find_list_source(layout: Layout) -> Finding | None:
    """What the message says of the list's source; None where it says nothing of it."""
    source = read_source(layout)
    if not (source.sites or source.origins or source.consents):
        return None
    parts = frozenset(({ORIGIN} if source.origins else set()) | ({SITE} if source.sites else set()))
    spans = sorted({*source.origins, *source.site_lines} or set(source.consents))[:MOST_QUOTED]
    return Finding(
        ITEM,
        Status.COMPLETE if len(parts) == 2 else Status.PARTIAL,
        value={"urls": sorted({site.domain for site in source.sites}), "risk": bool(source.bad)},
        evidence=tuple(layout.view.evidence(*span) for span in spans),
        parts=parts,
        score=0.9,
    )


def read_source(layout: Layout) -> Source:
    """Sites, origins, claims of consent and forbidden lists of a message."""
    lines = [line for line in layout.own if line.topic is not Topic.OTHER]
    sites = tuple(_drop_misspelt(layout, [site for line in layout.own for site in _find_line_sites(layout, line)]))
    site_lines = tuple(
        (line.start, line.end) for line in lines if any(line.start <= site.start < line.end for site in sites)
    )
    bad = tuple(find_bad_lines(layout))
    origins = [(line.start, line.end) for line in lines if _states_origin(layout, line, sites)]
    origins += [span for span in bad if span not in origins]
    consents = tuple(_find_consents(layout, lines)) if not origins else ()
    return Source(sites, tuple(origins), consents, bad, site_lines)


def _find_consents(layout: Layout, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Claims that people agreed: how, not whence. Where the desk asked something else they are no new answer."""
    if layout.asked and Topic.SOURCE not in layout.asked:
        return
    for line in lines:
        pattern = _patterns()["consent" if line.topic is Topic.SOURCE else "strict_consent"]
        if pattern.search(line.answer):
            yield line.start, line.end


def withdraws_bad_list(layout: Layout) -> bool:
    """Whether a message does away with a forbidden list that was owned to before."""
    return not list(find_bad_lines(layout)) and any(is_withdrawn(line.text) for line in layout.own)


def find_bad_lines(layout: Layout) -> Iterator[tuple[int, int]]:
    """The lines that own to a forbidden list, unless the message takes it back."""
    found = [line for line in layout.own if find_bad_spans(line.text)]
    if found and is_withdrawn(layout.plain):
        return
    for line in found:
        yield line.start, line.end


def _states_origin(layout: Layout, line: Line, sites: Sequence[Site]) -> bool:
    patterns = _patterns()
    named = [site for site in sites if line.start <= site.start < line.end]
    text = _blank_sites(line, named)
    if line.topic is Topic.SOURCE:
        return _answers(text, line.labelled or layout.is_sorted) or _goes_with_site(line, named)
    if line.topic in (Topic.USE, Topic.VOLUME) and layout.is_sorted and not named:
        return False
    if _HYPOTHETICAL.search(text):
        return False
    if not named and line.topic is None and not (layout.asked and Topic.SOURCE in layout.asked) and _is_trouble(text):
        return False
    if _names_origin(text):
        return True
    return _find_acquired(text) or _goes_with_site(line, named)


def _is_trouble(text: str) -> bool:
    """Talk of the account, its review or of rules kept: what people did there is no origin of addresses."""
    return _TROUBLE.search(text) is not None or _patterns()["compliance"].search(text) is not None


def states_origin(line: Line) -> bool:
    """Whether a line's words tell where addresses come from, whatever its setting."""
    patterns = _patterns()
    return _names_origin(line.answer) or _find_acquired(line.answer)


@lru_cache(maxsize=512)
def _names_origin(text: str) -> bool:
    return _patterns()["origin"].search(text) is not None


@lru_cache(maxsize=512)
def _find_acquired(text: str) -> bool:
    """People and what they did so that their address is known; not what the writer did, nor what fails."""
    patterns = _patterns()
    for start, end in find_pairs(text, patterns["who"], patterns["acquire"], 46):
        stretch = text[max(0, start - 4) : end]
        if not _SELF.search(stretch) and not _FAILS.search(stretch):
            return True
    return False


def _blank_sites(line: Line, sites: Sequence[Site]) -> str:
    text = line.answer
    for site in sites:
        place = max(site.start - line.content, 0)
        text = text[:place] + "@" * (site.end - line.content - place) + text[site.end - line.content :]
    return text


def _answers(text: str, labelled: bool) -> bool:
    """Whether the words of an answer to this very question name an origin: anything but a non-answer, a denial, a
    claim of consent or of compliance, or a bare site."""
    patterns = _patterns()
    if _names_origin(text) or _find_acquired(text):
        return True
    if (
        text.rstrip().endswith("?")
        or patterns["nothing"].search(text)
        or patterns["compliance"].search(text)
        or _DENIES.search(text)
    ):
        return False
    if patterns["place"].search(text) or patterns["named"].search(text) or patterns["vague"].search(text):
        return True
    if patterns["consent"].search(text):
        return False
    words = [word for word in _WORDS.findall(text) if word not in _FILLERS]
    return labelled and len(words) >= 2


_FILLERS = frozenset(
    "the our my is are it its at on of from in www http https com and we use domain domains site website url web sendi"
    "ng here see please all only main company this mail mails email list source sources name yes no both with will you"
    " can for to go main link address main"
    " unser unsere die der das seite domain webseite notre nous le la les site est et nuestra la el es web sitio dominio nosso site nossa dominio il sito nostro dominio onze de het site domein nasza strona domena to".split()
)


def _goes_with_site(line: Line, sites: Sequence[Site]) -> bool:
    """ "customers of shop.example", "account on shop.example": people or a form right beside the site."""
    patterns, text = _patterns(), line.answer
    for site in sites:
        place = site.start - line.content
        before = text[max(0, place - 34) : max(0, place)]
        if (
            _AT_SITE.search(text[: max(0, place)])
            and _tells_people(text[: max(0, place)])
            and not _DOMAIN_TALK.search(text)
        ):
            return True
        match = None
        for match in patterns["with_site"].finditer(before):
            pass
        if match and re.fullmatch(
            r"[\s,(:]*(?:\w+ ){0,2}(?:(?:of|at|on|from|via|through|off|in|by|to|for|und|auf|von|bei|uber|de|du|des"
            r"|sur|en|del|da|do|di|dal|su|van|op|z|na|thru|under|inside|see|with|login at|an)\s)?(?:our |the |my "
            r"|www\.|https?://)*[\s(\"<]*",
            before[match.end() :],
        ):
            return True
    return False


def _tells_people(text: str) -> bool:
    """Whether the words before a site are about people or what they do there, in any of the languages."""
    patterns = _patterns()
    if patterns["who"].search(text) or patterns["acquire"].search(text) or patterns["place"].search(text):
        return True
    return len([word for word in _WORDS.findall(text) if word not in _FILLERS]) >= 3


def _find_line_sites(layout: Layout, line: Line) -> Iterator[Site]:
    patterns = _patterns()
    if patterns["code"].search(line.text) or patterns["foreign"].search(line.text):
        return
    for site in find_sites(layout.view.text[line.start : line.end]):
        moved = Site(site.start + line.start, site.end + line.start, site.domain, site.user)
        if line.topic is Topic.OTHER and not re.match(
            r"[^\w]{0,4}(?:company )?(?:web ?site|domain|site|url)", line.text
        ):
            continue
        if site.user and site.user != "@" and not _is_given_by_address(layout, line, site):
            continue
        yield moved


def _is_given_by_address(layout: Layout, line: Line, site: Site) -> bool:
    """An address names its domain only where it is about whom the mail comes from or where people write to."""
    if line.topic is Topic.SOURCE:
        return True
    before = line.text[max(0, site.start - 40) : site.start]
    return re.search(r"\b(?:send|sends|sending|sent|from|as|come|comes|by|via|all)\b", before) is not None


def _drop_misspelt(layout: Layout, sites: list[Site]) -> list[Site]:
    """Leaves out a spelling that the customer corrects in the same message: "tapshop.example - sorry, tap-shop.example"."""
    kept: list[Site] = []
    for site in sites:
        between = layout.plain[kept[-1].end : site.start] if kept else ""
        if (
            kept
            and len(between) < 60
            and re.search(r"\bsorry\b|\bi mean\b|\bcorrection\b|\brather\b|\btypo\b|\bpardon\b|\bnot\b", between)
            and _looks_like(kept[-1], site)
        ):
            kept.pop()
        kept.append(site)
    return kept


def _looks_like(one: Site, other: Site) -> bool:
    return one.domain != other.domain and SequenceMatcher(None, one.domain, other.domain).ratio() > 0.7
