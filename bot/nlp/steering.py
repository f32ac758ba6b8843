"""Text that is written to steer a bot or plays one of the desk's voices (LABELLING.md, risk: prompt_injection)."""

import re
from collections.abc import Iterator
from dataclasses import replace

from bot.core.checklist import Evidence
from bot.core.conversation import Part
from bot.nlp.answers.plain import to_plain
from bot.nlp.disguises import find_disguised
from bot.nlp.phrases import Pair, Place, find_pairs, to_pattern
from bot.nlp.steering_words import BOT, IGNORE, LIFT, MARK, NEVER_HUMAN, NOTE, OBJECT, RULES, SETTLED, SYSTEM
from bot.nlp.view import View, to_view
from bot.nlp.voices import find_hidden, find_voices
from bot.reading.alternatives import Alternatives, Bundle

_OPENING = r"^[ \t>*#=_/|<!-]{0,10}[\[({<]{0,2}[ \t]?"  # of a line that plays a header
_DIRECTED = to_pattern(
    rf"{MARK}\b[^.\n]{{0,60}}?\b(?:{SETTLED}|finished|complete|done|score)\b",
    r"(?:skip|bypass|omit|without|avoid|ohne|sin|sans|sem|senza|zonder|bez|без)\b[^.\n]{0,12}(?:human|manual"
    r"|review|check|question|prüfung|revisi|contr[oô]l|verifi)",
    rf"(?:customer|sender|client|account holder|requester|user|owner|ticket|kunde|kundin|absender|cliente"
    rf"|remitente|mittente|klant|klient|клиент|müşteri)\b[^.\n]{{0,40}}\b{SETTLED}\b",
    rf"{IGNORE}\b[^.\n]{{0,30}}\b(?:{RULES}|earlier|previous)\b",
    r"you (?:are now|must|will now|shall)",
    r"(?:high|top|good|best|10/10) (?:score|rating)",
    r"approve\b",
    r"output\b",
    r"set (?:ready|status|intent|risk|priority|outcome)",
    r"(?:ready|status|intent)\s?=",
    rf"{LIFT}\b[^.\n]{{0,20}}(?:account|limit|customer|ticket|sender)",
)
_LOOSE = to_pattern(*_DIRECTED.alternatives, rf"{LIFT}\b", rf"{SETTLED}(?!\w)")
_IMPERATIVE = re.compile(
    r"(?:^|[.!?:;,\n>\])(\[\"'*-]|\b(?:please|pls|kindly|now|and|then|just|simply|you (?:must|should|can|may"
    r"|will|shall|are to|have to)|must|bot|ai|assistant|bitte|y|et|e|und"
    r"|por favor|per favore|svp|en|i|и|ve))[ \t]*$"
)
_OWN_WORDS = to_pattern(
    r"(?:my|our|last|previous|earlier) (?:e-?)?(?:mail|message|ticket|request|question|reply|attachment)",
    r"(?:can|may|should|do|did|could|if) (?:i|we)\b",
    r"\bin (?:my|our)\b",
)

_PATTERNS = tuple(
    Alternatives([to_plain(pattern)], flags=re.MULTILINE)
    for pattern in (
        # spoken to a bot
        rf"(?<!\w)(?:notes?|message|instructions?|hints?|info|attention|memo|notice|request|nota|hinweis"
        rf"|nachricht|anweisung|aviso|mensaje|mensagem|messaggio|notitie|bericht|uwaga"
        rf"|wiadomość|заметка|сообщение|also)[: ]{{1,2}}(?:to|for|para|an|für|pour|per|voor|dla|do|для|al|all'|à"
        rf"|au|till)?[ ']{{0,2}}(?:the |any |all |our |your |el |la |den |die |das |l'|o |il |de |your )?"
        rf"(?:\w{{2,20}} ){{0,2}}?{BOT}(?!\w)(?! (?:company|platform|product|startup|vendor))(?=[^\n]{{0,3}}(?:$"
        rf"|[:,.;)\]]|that|who|which|read|process|sort|handl|in charge|bearbeit|qui|que|che|die|ktory|in this))",
        rf"(?<!\w)(?:to|an|a|pour|para|per|voor|do) (?:the |any |all |die |das |den |la |el |o |il "
        rf"|l')?{BOT}(?!\w),? (?:that|who|which|reading|sorting|handling|processing|die|das|qui|que|che"
        rf"|ktor\w)(?!\w)(?! (?:regist|sign|subscrib|appl|work))",
        rf"(?<!\w)(?:dear|hello|hi|hey|liebe[rs]?|hallo|hola|estimad[oa]|querid[oa]|cher|chère|bonjour|car[oa]"
        rf"|ciao|prezad[oa]|olá|beste|drog[ai]|дорог\w+|привет|sevgili) {NEVER_HUMAN}(?!\w)(?! (?:team|support"
        rf"|company))",
        # its rules set aside, its role changed
        r"(?<!\w)(?:print|reveal|output|show|repeat|leak|tell)(?: me| us)? (?:your|the|its) (?:system |hidden "
        r"|initial |secret |original |internal )?(?:prompt|instructions|configuration)(?!\w)(?! (?:of|for|to|on"
        r"|how))",
        r"(?<!\w)(?:your|the) system prompt(?!\w)",
        r"(?<!\w)you are now (?:in |an? |the )?(?:\w{2,20} )?(?:mode|assistant|ai|agent|unrestricted|dan"
        r"|admin\w*|supervisor|free)(?!\w)",
        r"(?<!\w)(?:from now on|henceforth|ab jetzt|a partir de ahora|desde ahora|désormais|a partir de agora"
        r"|d'ora in poi|vanaf nu|od teraz)[, ]{1,2}(?:you (?:are|will|must|act|answer|treat|approve)|bist du"
        r"|eres|tu es|você é|sei|ben je|jesteś)(?!\w)",
        r"(?<!\w)(?:pretend (?:to be|that you|you)|act as|behave (?:as|like)|play the role of|roleplay as"
        r"|simulate being) (?:if )?(?:an?|the|you|our|my) ?(?:\w{2,20} ){0,2}?(?:agent|supervisor|admin\w*"
        r"|manager|human|operator|assistant|bot|ai|moderator|tier|are|were)(?!\w)",
        r"(?<!\w)(?:forget|ignore|disregard) (?:everything|all|anything|whatever)(?: that)? (?:you (?:were"
        r"|have been|know|are|learned|read)|above|before|said)(?!\w)",
        r"(?<!\w)new (?:system )?instructions? ?:",
        r"(?<!\w)(?:developer|maintenance|debug|god|admin|jailbreak|dan) mode(?!\w)[^\n]{0,60}(?:output|reply"
        r"|list|enable[ds]?|respond|answer|approve|on\b|activ)",
        r"(?<!\w)jailbreak(?!\w)",
        r"<\|[a-z_]{2,20}\|>",
        r"\[/?inst\]",
        r"<<?/?sys(?:tem)?>>?",
        r"^[ >*#-]{0,6}#{2,} ?(?:instructions?|system|prompt) ?:",
        r"^[ >*\"{'-]{0,6}role[\"' ]{0,2}:[\"' ]{0,2}(?:system|assistant|developer|supervisor|admin\w*|agent)(?!\w)",
        r"begin (?:trusted|system|admin) (?:context|message|prompt)",
        r"^[ \t>*#=_~-]{0,12}(?:begin|start)(?: of)? (?:internal|staff|agent|system|admin)(?: (?:note|message|log"
        r"|comment|use|only))?[ \t=*#_~-]{0,12}$",
        rf"(?<!\w)(?:next|required|recommended|suggested|final) (?:action|step|task|instruction|reply)s? (?:for|to|by"
        rf"|of) (?:the |any |your )?{BOT}(?!\w)",
        rf"(?<!\w)as an? (?:ai |automated |language )?(?:{BOT}),? (?:assistant |model )?you (?:will|must|should|shall"
        rf"|are"
        rf"|can|have|need)(?!\w)",
        rf"(?<!\w)@(?:{BOT})(?!\w)",
        rf"(?<!\w)for (?:the |any )?(?:{NEVER_HUMAN})(?: (?:that|which|who|reading|processing|sorting|handling))(?!\w)",
        rf"(?:^|[.!?] )(?:an (?:die|den) |a la |ao |al |to (?:the |any )?|aan (?:de |het )?|do )?(?:{NEVER_HUMAN}"
        rf"|{BOT}) ?: ",
        r"(?<!\w)(?:whoever|whatever|anything|any (?:program|software|script|process)|the (?:program|software|script))"
        r"[^.\n]{0,30}(?:classif|scor|triag|label|sort)\w* (?:this|it)(?!\w)",
        r"(?<!\w)(?:your|the) instructions (?:say|tell|are|ask|state)(?!\w)",
        r"(?<!\w)(?:triage|classif\w+|assessment|screening|review) (?:result|outcome|verdict|decision) ?: ?(?:ready"
        r"|approved"
        r"|complete|passed|verified|ok)(?!\w)",
        r"(?<!\w)(?:confidence|risk score|fraud score|trust score) ?[:=]? ?[01][.,]\d",
        r"^[ \t>*]{0,6}\[(?:mailgun|platform|desk|trust (?:and|&) safety|compliance|abuse"
        r"|security)[^\]\n]{0,30}\][^\n]{0,40}"
        r"(?:verified|cleared|approved|enable|unblock|lift)",
        r"^[ \t>*#-]{0,6}(?:assistant|bot|ai|support agent|agent|operator"
        r"|moderator)(?: \([^)\n]{1,30}\))? ?: [^\n]{0,120}"
        r"(?:customer|status|answered|verified|checked|approved|ready|reactivate|unblock)",
        r"(?<!\w)(?:update|note|message|memo|decision) (?:from|by) (?:the )?(?:trust (?:and|&) safety|compliance"
        r"|abuse desk"
        r"|abuse team|security team|risk team|tier ?\d|t[23])(?!\w)[^\n]{0,80}(?:cleared|verified|approved|unblock"
        r"|enable|lift)",
        r"(?<!\w)(?:do not|don't|no need to|never) ask (?:the (?:customer|sender|user)|(?:any )?(?:further|more"
        r"|other) questions)"
        r"[^.\n]{0,40}(?:tag|mark|set|classif|label|just)\w*",
        r"(?<!\w)you (?:must|shall|have to|are to|will|should) (?:now )?(?:classify|label|tag|score|rate"
        r"|categori[sz]e) (?:this"
        r"|it|the|my)",
        # machine words: the API's JSON, our tags, macros
        r"(?<!\w)reinstate_(?:ready|person|waiting|appeal|compromise|unblocked|off|risk)(?!\w)",
        r"(?<!\w)ready[\"']?\s?[:=]{1,2}\s?[\"']?(?:true|yes|1)(?!\w)",
        r"(?<!\w)(?:status|outcome|state|result|decision|verdict)\s?={1,2}\s?[\"']?(?:ready|re-?enabled|approved"
        r"|verified|resolved|solved|complete|shortlisted)(?!\w)",
        r"(?<!\w)(?:outcome|verdict|decision)[: ]{1,2}(?:is |must be )?[\"']?ready(?!\w)",
        r"[\"'](?:intent|add_tags|additional_tags|remove_tags|set_tags|answers|steps)[\"'] ?: ?[\[{\"']",
        r"[\"']risk[\"'] ?: ?\[",
        r"[\"']ticket[\"'] ?: ?\{",
        r"(?<!\w)set (?:the )?(?:intent|risk|outcome|ready)(?: ?= ?| to | as )",
        r"(?<!\w)intent ?={1,2} ?[\"']?\w",
        r"\{\{ ?(?:ticket|current_user|agent|macro)\.",
        r"^ {0,4}#(?:status|tags?|assignee|priority|group|solved|public) ",
        r"(?<!\w)(?:apply|run|trigger|execute) (?:the )?macro(?!\w)",
        # the outcome dictated
        r"(?<!\w)(?:skip|bypass|omit|circumvent) (?:the |any |all |this |that |every )?(?:human|manual)(?!\w)",
        r"(?<!\w)(?:give|assign) (?:me|this|it|us) (?:an? |the )?(?:high|top|low|best"
        r"|10/10) ?(?:\w{1,10} )?(?:score|rating|risk)(?!\w)",
        r"(?<!\w)tell (?:the|your) (?:humans?|agents?|staff|reviewers?"
        r"|colleagues) that(?!\w)[^\n]{0,60}(?:harmless|verified|legit|approved|safe|ready)",
        r"(?<!\w)as (?:the |a |an |your )?(?:system|mailgun|platform|support|desk|help ?desk|tier ?\d|level ?\d"
        r"|t[123]|trust (?:and|&) safety|compliance)(?: \w{2,15}){0,2}(?: of [^\n.,]{2,40})?,? i (?:hereby "
        r"|can )?(?:confirm|approve|authori[sz]e|declare|instruct|order|verify|grant)",
        r"(?<!\w)as (?:the |an? |your )?(?:administrator|admin|supervisor|moderator)(?: of (?:this|the"
        r"|your) (?:desk|help ?desk|system|platform))?,? i (?:hereby )?(?:approve|authori[sz]e|instruct|order"
        r"|grant|override)",
    )
)
_ALONE = Bundle(_PATTERNS)
_PAIRS = (
    Pair(to_pattern(rf"{IGNORE}(?!\w)"), to_pattern(rf"{RULES}(?!\w)"), gap=40, after=_IMPERATIVE, unless=_OWN_WORDS),
    Pair(
        to_pattern(r"(?:önceki|tüm|bütün|yukarıdaki|eski)"),
        to_pattern(r"(?:talimat|kural|komut)\w*[^.\n]{0,15}(?:yok say|göz ardı|unut|dikkate alma|görmezden)"),
        gap=60,
    ),
    Pair(
        to_pattern(rf"{MARK}(?!\w)"),
        to_pattern(
            rf"{OBJECT}(?!\w)[^.\n]{{0,25}}?(?<!\w)(?:as|to|=|als|op|auf|como|comme|come|jako|в|как"
            rf"|a)? ?(?:already |fully )?{SETTLED}(?!\w)"
        ),
        gap=85,
        after=_IMPERATIVE,
    ),
    Pair(
        to_pattern(rf"{MARK}(?!\w)"),
        to_pattern(
            r"(?:all|every|each)(?: of)?(?: the| my| our)? (?:questions?|answers?)[^.\n]{0,12} (?:as"
            r"|to) (?:answered|complete[d]?|done|satisfactory)(?!\w)",
            r"tutte le (?:domande|risposte)",
            r"todas las (?:preguntas|respuestas)",
        ),
        gap=70,
        after=_IMPERATIVE,
    ),
    Pair(
        to_pattern(r"(?:considera|considere|consider|betrachte|beschouw|uznaj|считай)(?!\w)"),
        to_pattern(rf"(?:ticket|case|caso|chamado|richiesta|zgłoszenie|тикет|vorgang)(?!\w)[^.\n]{{0,25}}{SETTLED}"),
        gap=85,
    ),
    Pair(
        to_pattern(r"(?:mark|lift|approve|re-?enable|reactivate|remove|set|close|resolve)(?!\w)"),
        to_pattern(r"(?:without|bypass\w*|no|skip\w*) (?:the |any |a |further )?(?:human|manual)(?!\w)"),
        gap=80,
        after=_IMPERATIVE,
    ),
)
_NOTES = re.compile(  # a header strong enough to stand alone
    to_plain(
        rf"(?:{_OPENING}|[\[(][ \t]?){NOTE}(?!\w)(?! (?:from|by) (?:our|my|the))[^\n:\])]{{0,60}}[:\])\u2013\u2014-]"
    ),
    re.MULTILINE,
)
_OWN_STAFF = to_pattern(
    r"our (?:own |team|employees|staff|colleagues|people|managers)",
    r"(?:mails?|alerts?|messages?|notices?) (?:go|to|for)",
)
_HEADERS = (  # headers that steer only with what follows
    (
        re.compile(
            to_plain(
                rf"(?:{_OPENING}|[\[(<][ \t]?|<!--[ \t]?){SYSTEM}(?!\w)[^\n:\])>]{{0,30}}(?:[:\])>=]|-{{2,}}|#{{2,}}"
                rf"|\*{{2,}}|_{{2,}}|~{{2,}})"
            ),
            re.MULTILINE,
        ),
        _DIRECTED,
        300,
    ),
    (
        re.compile(
            to_plain(
                rf"(?:{_OPENING}|[\[(<][ \t]?|<!--[ \t]?|[.!?] )(?:(?:attention|to|hey|hello|hi|dear|achtung"
                rf"|ok),? )?(?:the |any |review[- ]|support |triage )?{BOT}[ \t]?[:,]"
            ),
            re.MULTILINE,
        ),
        _LOOSE,
        250,
    ),
    (
        re.compile(
            to_plain(
                r"^[ \t>*]{0,6}[\[(](?:agent|support|staff|csr|operator|supervisor|moderator|admin|tier ?\d"
                r"|t\d)(?!\w)[^\]\n)]{0,40}[\])]"
            ),
            re.MULTILINE,
        ),
        _LOOSE,
        250,
    ),
    (
        re.compile(
            to_plain(
                rf"(?<!\w)(?:if|wenn|falls|si|se|als|jeśli|jeżeli|если"
                rf"|eger)(?!\w)[^.\n]{{0,40}}?(?<!\w){BOT}(?!\w)[^.\n]{{0,25}}?[:,]"
            ),
            re.MULTILINE,
        ),
        _LOOSE,
        160,
    ),
    (
        re.compile(
            to_plain(
                rf"(?<!\w)(?:this|the) (?:customer|sender|account holder|requester)(?: (?:is|has|was|been"
                rf"|already|fully|a|an))+ {SETTLED}(?!\w)"
            ),
            re.MULTILINE,
        ),
        to_pattern(rf"{LIFT}(?!\w)", rf"{MARK}(?!\w)", r"(?:without|no|skip) ", r"by (?:phone|tier|your)"),
        160,
    ),
)
_PLAYED = re.compile(
    r"[ \t=_*#~>-]{2,12}(?:system|internal|agent|staff|admin\w*|support) (?:message|note|notice|prompt|comment)",
    re.IGNORECASE,
)
_MOST = 5  # pieces of evidence


def find_steering(view: View) -> tuple[Evidence, ...]:
    """The words that steer, hidden ones, signatures and footers included, genuine quotations not; each piece runs to
    the end of its line."""
    text = view.message.text
    quoted = tuple(s for s in view.message.apart if s.part is Part.QUOTED and not _PLAYED.match(text, s.start))
    whole = view if quoted == view.message.apart else to_view(replace(view.message, apart=quoted))
    plain = to_plain(whole.text)
    places = (*_find_places(plain), *find_disguised(whole.text, plain), *find_hidden(view, whole, plain))
    pieces = dict.fromkeys(_to_line_end(plain, place) for place in places)
    evidence = (whole.evidence(*place) for place in pieces)
    return tuple(piece for piece in evidence if piece.quote)[:_MOST]


def _find_places(plain: str) -> list[Place]:
    alone = [match.span() for match in _ALONE.search_each(plain)]
    alone += [span for span in (match.span() for match in _NOTES.finditer(plain)) if not _tells_use(plain, span)][:1]
    pairs = [place for pair in _PAIRS for place in list(find_pairs(plain, pair))[:1]]
    return sorted((*alone, *pairs, *_find_headers(plain), *find_voices(plain)))


def _tells_use(plain: str, place: Place) -> bool:
    """ "Staff only: the alerts go to our own employees": an answer, not a note of the desk's."""
    _, end = _to_line_end(plain, place)
    return _OWN_STAFF.search(plain, place[1], end) is not None


def _find_headers(plain: str) -> Iterator[Place]:
    for header, follows, reach in _HEADERS:
        for match in header.finditer(plain) if follows.may_match(plain) else ():
            then = follows.search(plain, match.end(), match.end() + reach)
            if then:
                yield match.start(), then.end()
                break


def _to_line_end(plain: str, place: Place) -> Place:
    line_end = plain.find("\n", place[1])
    return place[0], line_end if line_end >= 0 else len(plain)
