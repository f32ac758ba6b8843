"""Whether words tell where addresses come from: people and what they did, a form, a place, a file, staff."""

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.lexicon.phrases import compile_phrases, find_pairs, load_lexicon
from bot.nlp.answers.sites import Site, find_sites
from bot.reading.alternatives import Alternatives

_APART = 46  # letters between people and what they did
_BESIDE = 34  # letters before a site in which the form or the people stand
_LEAST_TOLD = 3  # words before a site that tell something, in languages without a list of words
_LEAST_SAID = 2  # words of an answer, fillers aside
_TALKS_BACK = re.compile(
    r"\b(?:your?|yours|already|earlier|asked|why|later|will (?:send|tell|ask)|find out|unknown|unclear|sie|vous|usted"
    r"|voce|lei|u)\b|\?"
)  # words to the desk rather than of the list
_FIRM = re.compile(r"\bregistered (?:company |business |office )?(?:in|with|under|as|at|number|no)\b|\bincorporated\b")
_HAS_SITE = re.compile(
    r"\b(?:have|has|run|own|operate|got|visit|see) (?:an? |our |my |the )?(?:\w+ ){0,3}(?:\w+ )?(?:at|on|under"
    r"|on)?\W*$"
    r"|^\W*(?:our|my|the) (?:\w+ ){0,2}(?:sites?|shop|page|store|domains?|website) (?:is|are)\b.*$"
)  # "we have a shop at": a site, and no word of how addresses come in
_IS_SITE = re.compile(
    r"\b(?:(?:our|my|the|company|official|main|its|unsere?|die|notre|nuestr[ao]|noss[ao]|nostro|onze"
    r"|nasz\w?) ){0,2}(?:\w+ )?"
    r"(?:web ?sites?|sites?|web ?shop|shop|store|portal|platform|app|blog|domains?|pages?|home ?page|urls?"
    r"|web ?(?:seite|page)|dominio|domaine"
    r"|seite|link|boutique|web|sitio|pagina|tienda|loja|portale|sito|winkel|domein|strona|domena|sklep)(?: (?:web"
    r"|internet))?"
    r"(?: (?:is|are|ist|lautet|est|es|e|jest)(?: [\"'(<]?(?=@)|\b)|\s?[:=-] ?(?=[\"'(<]?@))"
)  # "our portal is": how it is called, not how addresses come in
_FROM = re.compile(
    r"\b(?:via|from|on|through|thru|at|in|into|by|using|of|for|to|auf|uber|bei|aus|von|im|sur|par|dans|depuis|de"
    r"|en|por|desde|no|na|pelo"
    r"|pela|do|da|dal|sul|su|tramite|op|van|uit|przez|z|ze|w) $"
)
_CLAIM_END = re.compile(r"(?:[ -](?:ins?|based)\b)?")  # "double opt" and "in"
_AGREES = re.compile(
    r"\b(?:consent\w*|permission|agreement|einwilligung|zustimmung|consentement|consentimiento|consenso)\b"
)
_DENIES = re.compile(
    r"\b(?:never|not|no|none|nobody|zero|sooner|forbid|against|hang up|isn'?t|aren'?t|don'?t|doesn'?t|didn'?t|wasn'?t"
    r"|spammers|kein\w*|nicht|pas|ningun\w*|nao|geen|niet|nie)\b"
)
_AT_SITE = re.compile(
    r"\b(?:at|on|in|off|via|through|thru|under|using|auf|bei|uber|im|unter|sur|chez|en|por|no|na|pelo|pela|do|su|sul"
    r"|presso|tramite|op|bij|przez|w|z|на|через)\s"
    r"(?:the |our |my |der |die |das |le |la |el |il |lo |de |het |onze |nossa? |nuestr[ao] |nostro |site |website "
    r"|online |store |shop |portal |blog |саите |sitio |web |page |seite |strona |www )*"
    r"[\"'(\[<*]*(?:https?://|www\.)?$"
)
_LEADS_TO = re.compile(
    r"\w \w+ (?!is |are |es |est |ist |e |was |and |und |et |y |i |our |my |see |voir |ver |zie |url |site |web |shop )"
    r"[^\W\d_]{1,4} (?:www )?[\"'(<]{0,2}@"
)  # words and a short one before a site, in any language: "Kundschaft im Warenkorb von @"
_UP_TO_SITE = re.compile(
    r"[\s,(:]*+(?:\w+ ){0,3}(?:(?:of|at|on|from|via|through|off|in|by|to|for|within|und|auf|von|bei|uber|de|du"
    r"|des|sur|en|dentro de|del"
    r"|da|do|di|dal|su|van|op|z|na|thru|under|inside|see|with|login at|an)\s)?"
    r"(?:our |the |my |www\.|https?://)*[\s(\"<]*"
)
_DOMAIN_TALK = re.compile(
    r"\b(?:domains?|dns|spf|dkim|dmarc|verified|restrict\w*|limit\w*|blocked|block|paused|accounts? (?:for|of|on"
    r"|at|is)"
    r"|subaccount|send(?:ing)? from|sent from|from address|webhook|api|error|hosted|visit|see|look|check|read|more at"
    r"|status|typo|withdraw|unsubscribe|preferences?|privacy|imprint|impressum|deployed|staging|runs on|website:|site:"
    r"|book a (?:slot|call|meeting)|if unclear|calendar|what if|suppose|would|were)\b"
)
_TROUBLE = re.compile(
    r"\b(?:your|(?:my|our|the|this) account|reviewed|unblock|unlock|suspend\w*|approv\w*|production access|chatbot"
    r"|patience|i (?:gave|filled|signed|registered|answered|told)|can i only|form twice|filled in|tick ?box|verified"
    r"|sorry|trade register|instructed|put in exactly|in a wave|first account|real person|same question"
    r"|colleague|new employee|order of service)\b"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:suppose|supposing|what if|if we (?:go|went|only)|would come|are to come|or similar|we will tell you"
    r"|once you unblock)\b|\?\s*$"
)
_OF_ADDRESSES = re.compile(
    r"\b(?:address(?:es)?|adress\w*|e-?mail ids?|contacts|contactos|contatos|direcciones|enderecos|indirizzi|adresy"
    r"|mail ids?|customers' e-?mails?)\b"
)  # what such a line tells of, though an answer to another question goes before it
_OF_LIST = re.compile(
    r"\b(?:\w{0,20}adress(?:e|en)|adres(?:y|ow|ami|en|sen)|contacts? (?:is|are|were|come|came|from)"
    r"|(?:the|our|my) (?:list|contacts) (?:is|was|moved|came|comes|grew|dates)"
    r"|list (?:moved|carried|brought|taken) over|take the (?:e-?)?mails? from)\b"
)  # that the list or its addresses are spoken of, in forms that no list of words need know
_MAIL_FOR = re.compile(
    r"\b(?:updates?|mails?|e-?mails?|messages?|confirmations?|notifications?|receipts?|newsletters?|invoices?)\b"
)  # "order updates for shop.example": what is sent, not who is on the list
_SUBMITTED = re.compile(
    r"\b(?:form|questionnaire|application)(?: (?:that|which))? (?:i|we)(?:'ve| have| had)? (?:already )?"
    r"(?:submitted|sent|filled|completed)|\bformular,? (?:das|welches) (?:ich|wir) \w+|\bformulaire que (?:j'|nous )\w+"
    r"|\bformulario que (?:(?:les?|os|ya) ){0,2}(?:envie|mande|rellene|enviamos|mandamos|rellenamos|enviei"
    r"|preenchi|mandei)"
    r"|\bmodulo che (?:vi )?(?:ho|abbiamo) \w+"
    r"|\bformulier dat (?:ik|we|wij) \w+|\bformularzu,? ktory \w+"
)  # the form that the writer sent the desk: nobody's way onto the list
_WORDS = re.compile(r"[^\W\d_]{2,}")
_QUOTED = re.compile(r"[\"“„«][^\"“”„«»\n]{2,120}[\"“”»]")  # a mail's words, none to the desk


@lru_cache(maxsize=1)
def patterns() -> dict[str, Alternatives]:
    """The lexicon's words for sources, by name."""
    data = load_lexicon("source")
    classes = data["classes"]
    phrases = {
        "origin": data["origin"]["all"],
        "with_site": data["origin"]["with_site"],
        "consent": data["consent"]["all"],
        "strict_consent": data["consent"]["strict"],
        "vague": data["vague"]["all"],
        "nothing": data["nothing"]["all"],
        "compliance": data["nothing"]["compliance"],
        "manner": data["manner"]["all"],
        "presents": data["manner"]["presents"],
        **{name: classes[name] for name in ("who", "named", "acquire", "place")},
    }
    return {name: compile_phrases(forms, classes) for name, forms in phrases.items()}


@lru_cache(maxsize=1)
def _fillers() -> frozenset[str]:
    return frozenset(load_lexicon("source")["fillers"]["words"].split())


def line_states_origin(layout: Layout, line: Line, sites: Sequence[Site]) -> bool:
    """Whether a line of a message tells where addresses come from; its setting decides how little will do."""
    named = [site for site in sites if line.start <= site.start < line.end]
    text = _blank_manner(_blank_sites(line, named))
    if line.topic is Topic.SOURCE:
        return _answers(text, line.labelled or layout.is_sorted) or _goes_with_site(line, text, named)
    elsewhere = line.topic in (Topic.USE, Topic.VOLUME) and layout.is_sorted and not named
    if elsewhere and (line.labelled or not _OF_ADDRESSES.search(text)):
        return False
    if _HYPOTHETICAL.search(text):
        return False
    if not named and line.topic is None and not (layout.asked and Topic.SOURCE in layout.asked) and _is_trouble(text):
        return False
    return words_state_origin(text) or _goes_with_site(line, text, named)


def may_tell_origin(layout: Layout) -> bool:
    """Whether some line could tell an origin in words unknown here: of addresses, of people beside a site, or more
    than a site where the answer stands. "Our domain is x.example" alone could not."""
    return any(_may_tell(line) for line in layout.own if line.topic in (None, Topic.SOURCE) or _tells_list(line))


def _tells_list(line: Line) -> bool:
    """Whether a line behind another answer, or rows of a table read as one, speak of the list."""
    if line.labelled and "|" not in line.text:
        return False
    return any(pattern.search(line.answer) for pattern in (_OF_LIST, _OF_ADDRESSES))


def _may_tell(line: Line) -> bool:
    if _OF_LIST.search(line.answer) and not _is_trouble(line.answer):
        return True
    sites = find_sites(line.answer)
    text = _blank_claims(_blank_manner(_blank_names(_blank_places(line.answer, sites, 0))))
    if _OF_ADDRESSES.search(text):
        return True
    if line.topic is Topic.SOURCE and _count_words(text) > _LEAST_TOLD:
        return True
    return bool(sites) and any(patterns()[name].search(text) for name in ("named", "acquire", "place"))


def words_state_origin(text: str) -> bool:
    """Whether words tell where addresses come from, whatever their setting."""
    return _names_origin(text) or _tells_acquired(text)


@lru_cache(maxsize=512)
def _names_origin(text: str) -> bool:
    return patterns()["origin"].search(text) is not None


@lru_cache(maxsize=512)
def _tells_acquired(text: str) -> bool:
    """People and what they did so that their address is known; not that they agreed."""
    for start, end in find_pairs(text, patterns()["who"], patterns()["acquire"], _APART):
        stretch = text[max(0, start - 4) : end]
        if not _AGREES.search(stretch):
            return True
    return False


def _is_trouble(text: str) -> bool:
    """Talk of the account, its review or of rules kept: what people did there is no origin of addresses."""
    text = _QUOTED.sub(" ", text)
    return _TROUBLE.search(text) is not None or patterns()["compliance"].search(text) is not None


def _blank_sites(line: Line, sites: Sequence[Site]) -> str:
    return _blank_places(line.answer, sites, line.content)


def _blank_places(text: str, sites: Sequence[Site], start: int) -> str:
    """A text that begins at ``start`` with the sites in it blanked."""
    for site in sites:
        place, end = max(site.start - start, 0), max(site.end - start, 0)
        text = text[:place] + "@" * (end - place) + text[end:]
    return text


def _blank_manner(text: str) -> str:
    """The text without how and how long a list was made, which tells no whence: "built over the years, with care"."""
    text = _SUBMITTED.sub(lambda match: " " * len(match.group()), text)
    for match in patterns()["manner"].finditer(text):
        text = text[: match.start()] + "~" * len(match.group()) + text[match.end() :]
    return text


def _answers(text: str, labelled: bool) -> bool:
    """Whether the words of an answer to this very question name an origin: anything but a non-answer, a denial, a
    claim of consent or of compliance, or a bare site."""
    text = _blank_names(text)
    claimless = _blank_claims(text)
    if words_state_origin(claimless):
        return True
    if claimless != text:
        return patterns()["place"].search(claimless) is not None
    nothing = any(patterns()[name].search(text) for name in ("nothing", "compliance"))
    if nothing or text.rstrip().endswith("?") or _DENIES.search(text):
        return False
    if any(patterns()[name].search(text) for name in ("place", "named", "vague")):
        return True
    if not labelled or _TALKS_BACK.search(text):
        return False
    if not (patterns()["acquire"].search(text) or _LEADS_TO.search(text)) or patterns()["consent"].search(text):
        return False
    return _count_words(text) >= _LEAST_SAID


def _blank_names(text: str) -> str:
    """The text without "our site is"."""
    return _IS_SITE.sub(lambda m: m.group() if _FROM.search(text[: m.start()]) else " " * len(m.group()), text)


def _blank_claims(text: str) -> str:
    """The text without claims that people agreed."""
    for match in patterns()["consent"].finditer(text):
        tail = _CLAIM_END.match(text, match.end())
        end = tail.end() if tail else match.end()
        text = text[: match.start()] + "~" * (end - match.start()) + text[end:]
    return text


def _goes_with_site(line: Line, text: str, sites: Sequence[Site]) -> bool:
    """ "customers of shop.example", "account on shop.example": people or a form right beside the site. Beside a claim
    that they agreed, people alone are not enough."""
    domain_talk = _DOMAIN_TALK.search(line.answer) is not None
    text = _blank_claims(text)
    for site in sites:
        before = text[: max(0, site.start - line.content)]
        if patterns()["presents"].search(before[-_BESIDE:]):
            continue
        if "~" in before and not any(patterns()[name].search(before) for name in ("acquire", "place")):
            continue
        if _AT_SITE.search(before) and not domain_talk and _tells_people(before):
            return True
        near = before[-_BESIDE:]
        ends = [match.end() for match in patterns()["with_site"].finditer(near)]
        if ends and _UP_TO_SITE.fullmatch(near, ends[-1]) and not _MAIL_FOR.search(near, ends[-1]):
            return True
    return False


def _tells_people(text: str) -> bool:
    """Whether the words before a site are about people or what they do there, in any of the languages."""
    text = _FIRM.sub(" ", text)
    if any(patterns()[name].search(text) for name in ("who", "acquire")):
        return True
    if _HAS_SITE.search(text):
        return False
    return patterns()["place"].search(text) is not None or _count_words(text) >= _LEAST_TOLD


def _count_words(text: str) -> int:
    return sum(1 for word in _WORDS.findall(text) if word not in _fillers())
