"""Whether the customer asks for a human being."""

import re

from bot.core.checklist import Evidence
from bot.core.conversation import SUBJECT_ID
from bot.nlp.answers.plain import to_plain
from bot.nlp.phrases import Pair, find_all, to_pattern
from bot.nlp.view import View

_WORDS = (  # a reply of this alone asks for one: our mails say so
    r"person|human|human being|agent|operator|people|mensch|mitarbeiter|persona|humano|persona real|agente"
    r"|humain|personne|conseiller|pessoa"
    r"|atendente|umano|operatore|persoon|mens|medewerker|człowiek|osoba|konsultant|человек|оператор|людина|insan"
    r"|kişi|människa|menneske|człowieka|człowiekiem"
)
_ALONE = re.compile(
    to_plain(
        rf"[^\w\n]*(?:(?:hi|hello|a|an|real|the|ein|una|une|uma|um|un|een|bitte|please"
        rf"|proszę|poproszę|prosimy o|z)[ ,]+)?{'(?:' + _WORDS + ')'}"
        r"(?:[ ,]+(?:please|pls|bitte|por favor|s'il vous plait|svp|per favore|per cortesia|grazie"
        r"|alstublieft|aub|a\.u\.b|prosze|lutfen|thanks|thank you))*[^\w\n]*"
    )
)
_HUMAN = to_pattern(
    r"(?:someone|somebody) (?:real|human|in charge|from (?:your|the) (?:team|support|staff)|at mailgun|there"
    r"|about|on the phone|with (?:a pulse|authority))",
    r"(?:an? |the |some |any |your |one of your )?(?:(?:real|actual|live|living|breathing|flesh-and-blood"
    r"|support|customer|service|senior|proper) ){0,3}"
    r"(?:humans?(?: beings?)?|person|people|agents?|representatives?|rep|operator|manager|supervisor|engineer"
    r"|account manager|member of staff|employee)\b",
)
_ASKING = to_pattern(
    r"(?:can|could|may|might) (?:i|we) (?:please |maybe |just |finally |possibly |at least )*(?:talk|speak|chat"
    r"|get|reach|have|write|discuss|be (?:connected|transferred|put))",
    r"(?:want|need|like|wish|prefer|demand|insist on|love|rather|ask|request|hope|wanna"
    r"|happy) (?:to )?(?:please |just |finally |really )*"
    r"(?:talk|speak|chat|get|reach|write|deal|discuss|be (?:connected|transferred|put)|talking|speaking"
    r"|contact with|hear)",
    r"(?:let|get|connect|transfer|put|pass|forward|hand|give|escalate|route|send|direct|refer)(?: (?:me|us|this"
    r"|it|my (?:ticket|case|request)|our (?:ticket|case|request)|the ticket|this ticket))",
    r"(?:how|where) (?:can|do) (?:i|we) (?:talk|speak|reach|get|contact)",
    r"please (?:let|have|get|ask|connect|escalate)",
    r"is there (?:an?|any|some)",
    r"are there any",
    r"(?:want|need|demand|request|expect|require|like|prefer)\b(?! to)",
    r"(?:can|could|would) (?:you|somebody|someone)(?: please)? (?:connect|transfer|put|pass|forward|hand"
    r"|escalate|get|have|let)",
    r"(?:talk|speak) to",
)
_HARMLESS = to_pattern(
    r"(?:users?|customers?|clients?|patients?|guests?|visitors?|members?|subscribers?|they|he|she|people who"
    r"|anyone) (?:requests?|can|could|may|want|wants|need|needs|ask|asks|who|like)",
    r"contact person",
    r"(?:told|tell|asked|ask|asking|wrote|want|wants) (?:them|him|her|everyone|everybody|people|all|users|customers)",
    r"have (?:done|been)",
    r"(?:i'm|i am|we're|we are|they're|is|are) not an? (?:ro)?bot",
    r"(?:patients|customers|users|guests|clients|people|visitors) to",
    r"(?:sales|our) (?:people|agents?|person|manager|rep|engineer|human)",
    r"already (?:spoke|talked)",
    r"(?:spoke|talked|spoken) (?:to|with)",
    r"reset",
    r"(?:need|require)s? (?:the|that|your|each|every|more|our)\b",
    r"per person",
    r"(?:each|every|which|one|same|wrong|right|other|third|data) (?:person|human|agent|user)",
    r"(?:don't|do not|didn't|doesn't|no) need",
    r"user[- ]agent",
    r"transfer agent",
    r"mail agent",
    r"estate",
    r"travel agent",
)
_CALL_END = (
    r"(?: back)?(?=[ ]*(?:$|[.,!?;:)(]|(?:on|at|under|tomorrow|today|now|asap|please|pls|if|when|as soon|so|"
    r"to|about|between|before|after|any ?time|urgently|in|via|instead|back"
    r"|monday|tuesday|wednesday|thursday|friday|this|or|and)\b|\+?\d))"
)
_ALONE_IN_TEXT = (
    to_pattern(
        r"(?:please |pls |kindly |can you |could you |would you |can (?:some|any)(?:one|body) |could (?:some"
        r"|any)(?:one|body) |(?:some|any)(?:one|body) (?:please |should |must )?|just )"
        r"(?:please )?(?:call|phone|ring|telephone)(?: (?:me|us))" + _CALL_END,
        r"(?:call|phone|ring) me" + _CALL_END,
        r"give (?:me|us) a (?:call|ring|phone ?call|bell)",
        r"have (?:some|any)(?:one|body) (?:phone|call|ring|contact) (?:me|us)",
        r"(?:request(?:ing)?|want|need|would like|arrange|schedule) a (?:call ?back|phone ?call)\b",
        r"(?:a )?(?:phone|telephone) number,? (?:please|pls)",
        r"i'm a (?:person|human)[^.\n]{0,15} (?:may|can|could) i",
        r"(?:no|not an?other|stop (?:the|with the|sending me)|enough of (?:the|these)|not (?:to )?a|fed up with"
        r"|sick of (?:the|these|your)) (?:more )?(?:ro)?bots?(?: (?:please|pls|anymore|again|replies"
        r"|answers?))?(?=[ ]*(?:$|[.,!?;)\n]))",
        r"(?:a )?(?:real |actual |live )?(?:human|person)(?: being)?,? (?:please|pls)(?=[ ]*(?:$|[.,!?;)\n]))",
        r"(?:human|real person|person) (?:contact|support|help|assistance) (?:please|needed|wanted|required)",
        r"(?:have|let|get|ask|want|need|like) (?:an? )?(?:actual |real |live )?(?:human(?: being)?"
        r"|person)(?: being)? (?:to )?(?:look|review|read|check|answer|reply|handle|take|call|contact|respond"
        r"|help)",
        r"(?:is|are) (?:there )?(?:any |a |an actual |a real |an )(?:humans?|real person|person|people"
        r"|living soul)(?: being)? (?:there|here|out there|reading|at|behind|who|i can|we can|available)",
        r"(?:anybody|anyone) (?:human|real|alive)",
        r"not (?:with|to) (?:a |your |the )?(?:machine|robot|bot|ai|computer)\b",
        r"(?:wants?|asking|ask) for a (?:human|person|real)",
        r"someone (?:with a pulse|made of flesh)",
    ),
    to_pattern(  # German, Dutch, Nordic
        r"(?:mit|zu|an) (?:einem|einen|jemandem|jemanden|'nem) ?(?:echten |richtigen |lebenden "
        r"|realen )?(?:menschen|mitarbeiter(?:in)?|person|ansprechpartner)?[^.\n]{0,25}(?:sprechen|reden"
        r"|telefonieren|verbinden|weiterleiten|wenden)",
        r"(?:echten|richtigen|realen|lebenden) menschen",
        r"(?:bitte |kann |könnte )(?:\w+ ){0,3}(?:rufen|ruf|anrufen)",
        r"rufen sie (?:mich|uns)[^.\n]{0,40}\ban\b",
        r"ruft (?:mich|uns)[^.\n]{0,30}\ban\b",
        r"(?:um|bitte um|erbitte) (?:einen )?(?:rückruf|anruf)",
        r"(?:bitte )?rückruf (?:bitte|erbeten|unter)",
        r"kein(?:e|en)? (?:ro)?bots?\b",
        r"(?:nicht|keine?) (?:mit )?(?:einer? )?(?:maschine|roboter|automat)",
        r"(?:ein )?mensch(?:,)? bitte",
        r"bitte (?:einen? |mit einem )?(?:echten? )?mensch(?:en)?\b",
        r"(?:met|door) (?:een|iemand) ?(?:echt(?:e|)? )?(?:mens|persoon|medewerker"
        r"|iemand)?[^.\n]{0,20}(?:spreken|praten|bellen|doorverb)",
        r"(?:ik|wij|we|wil|graag) (?:\w+ ){0,4}(?:mens|persoon|medewerker|iemand)(?: van [^.\n]{1,20})?"
        r" (?:kunnen |willen |te )?spreken\b",
        r"(?:ik|wij|we|wil|graag) (?:\w+ ){0,3}contact (?:\w+ )?met (?:een )?(?:echte? )?(?:mens|persoon|medewerker"
        r"|iemand)\b",
        r"(?:mij|me|ons) (?:\w+ ){0,2}doorverb\w+",
        r"(?:een )?(?:echte? )?(?:mens|persoon|medewerker),? (?:graag|alstublieft|aub|a\.u\.b)",
        r"graag (?:met )?(?:een )?(?:echte? )?(?:mens|persoon|medewerker)(?=[ ]*(?:$|[.,!?;)\n]))",
        r"(?:bel|belt) (?:mij|me|ons)\b",
        r"geen (?:ro)?bots?\b",
        r"terugbellen",
        r"(?:prata|tala|snakke|tale) med (?:en|et) (?:riktig |rigtig |ekte )?(?:människa|person|menneske)",
        r"ring (?:mig|meg|oss)\b",
        r"inga robotar",
        r"ingen (?:robot|bot)",
    ),
    to_pattern(  # Romance
        r"(?:hablar|comunicar(?:me|nos)?|contactar|conversar) con (?:una? |alg[uú]n |alguna )?(?:persona|humano"
        r"|ser humano|agente|alguien|operador|asesor)",
        r"(?:llámenme|llámeme|llámame|llámennos|me (?:pueden|puede|podrían) llamar|que me llamen|(?:pueden|puede"
        r"|podrían|podría) llamar(?:me|nos))",
        r"(?:nada de|sin|no más|ningún) (?:ro)?bots?\b",
        r"(?:una persona|un humano)(?: real)?,? por favor",
        r"persona de verdad",
        r"persona real\b",
        r"(?:parler|discuter|échanger|contact) (?:à|avec|a) (?:une? )?(?:vraie? |véritable )?(?:personne|humain"
        r"|être humain|conseiller|agent|quelqu'un|interlocuteur)",
        r"(?:appelez|rappelez|appelle|rappelle)(?:z)?[- ](?:moi|nous)\b",
        r"(?:un humain|une vraie personne|une personne),? (?:svp|s'il)",
        r"(?:pas de|plus de|marre des) (?:ro)?bots?\b",
        r"(?:me|nous) rappeler\b",
        r"(?:m'|nous )appeler\b",
        r"(?:falar|conversar) com (?:uma? |algu[eé]m )?(?:pessoa|humano|ser humano|atendente|algu[eé]m|gente)",
        r"(?:me liguem|me ligue|liguem para mim|podem me ligar|ligue-me)",
        r"(?:sem|nada de|chega de) rob[oôó]s?\b",
        r"pessoa de verdade",
        r"(?:uma pessoa|um humano)(?: real)?,? por favor",
        r"(?:parlare|parlo|contatt\w+) con (?:una? |qualche )?(?:persona|umano|essere umano|operatore|qualcuno)",
        r"mi (?:passi|passate) (?:una persona|un umano|un essere umano|un operatore)",
        r"(?:chiamatemi|mi chiami|richiamatemi|mi chiamate|mi chiamasse|mi richiami)",
        r"(?:niente|basta|no) bot\b",
        r"(?:una persona|un umano|un operatore)(?: reale| vera)?,? per favore",
        r"persona (?:vera|in carne)",
    ),
    to_pattern(  # Slavic, Turkish
        r"(?:porozmawiać|rozmawiać|rozmowa|kontakt|rozmowę|połączyć|połączenie) z (?:żywym |prawdziwym "
        r"|jakimś )?(?:człowiekiem|osobą|konsultantem|pracownikiem|kimś)",
        r"(?:proszę )?(?:zadzwoń\w*|o telefon|oddzwoni\w*)(?: do (?:mnie|nas))?",
        r"(?:bez|żadnych) botów",
        r"człowieka,? proszę",
        r"(?:poproszę|prosimy o|proszę o) (?:żywego |prawdziwego )?człowieka\b",
        r"(?:поговорить|связаться|общаться|соедините|связать)[^.\n]{0,20} с (?:живым |реальным )?(?:человеком"
        r"|оператором|сотрудником|кем)",
        r"(?:позвоните|перезвоните)(?: мне| нам)?",
        r"(?:не бот|без ботов|никаких ботов)",
        r"(?:gerçek )?(?:bir )?(?:insanla|yetkiliyle|kişiyle|temsilciyle|insan ile"
        r"|yetkili ile)[^.\n]{0,20}(?:görüş|konuş)",
        r"beni (?:arayın|arar mısınız)",
        r"bot istemiyorum",
    ),
)
_REQUEST = Pair(
    _ASKING,
    to_pattern(r"(?:to|with|through to|over to|hold of|by|from|at)? ?" + _HUMAN.pattern.removeprefix(r"(?<!\w)")),
    gap=28,
    unless=_HARMLESS,
)


def find_person_request(view: View) -> Evidence | None:
    """The words that ask for a human being, a call or an end of bots; None where there are none. A reply whose first
    line is "person" asks as well."""
    plain = to_plain(view.text)
    if view.message.id != SUBJECT_ID:
        first = next((line for line in re.finditer(r"[^\n]+", plain) if line[0].strip()), None)
        if first and len(first[0]) < 80 and _ALONE.fullmatch(first[0].strip()):
            return view.evidence(*first.span())
    for start, end in find_all(plain, _ALONE_IN_TEXT, (_REQUEST,)):
        if not _HARMLESS.search(plain, max(start - 40, 0), end):
            return view.evidence(start, end)
    return None
