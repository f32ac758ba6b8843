"""Side remarks: sentences that are about the break-in, the spam, the desk's answer, money or the customer's other
concerns, and about no step. They leave none open, whatever is late, presumed or lacking in them."""

import re
from collections.abc import Sequence

from bot.nlp.steps.known_remarks import KNOWN, MEASURES, SERVICE
from bot.nlp.steps.small_words import list_common_words
from bot.nlp.steps.words import words_of
from bot.reading.alternatives import Alternatives

_MAILS = r"(?:mails?|e-?mails?|messages|newsletters?|mailings?|campaigns?|confirmations|receipts|invoices)"
_OURS = r"(?:us|me|our|my|the|this|it|them|sending)"
_TOPIC = Alternatives(
    [
        # how it came about, and what came of it
        r"(?:attacker|hacker|intruder|culprit|spammer|crook|criminal|thief|thieves)\w{0,2}|phish\w*|malware|trojans?",
        r"virus(?:es)?|plug-?ins?|how (?:it|this|that|they|he|all this) (?:\w+ )?(?:happened|came|got)|break-?in was",
        r"investigat\w+|forensic\w*|police|lawyers?|insurers?|authorit(?:y|ies)|data protection|damage|strange|"
        r"suspicious",
        r"angreifern?|hacker\w{0,2}|polizei|schadsoftware|ursache|wie (?:es|das|sie) (?:passier|gescheh|hinein|"
        r"herein)|herausgefunden|wie es (?:dazu|passiert)",
        r"atacantes?|entraron|cómo (?:ocurrió|pasó|sucedió)|attaquants?|pirates|sont entrés|comment c['’]est arrivé",
        r"invasores|entraram|como (?:aconteceu|ocorreu)|sono entrat[ie]|siano entrat[ie]|come (?:sia|è) successo",
        r"aanvallers|kwamen ze binnen|hoe (?:het|dit) (?:is|kon)|weszli|włamywacz\w*|jak do tego doszło|wtyczk\w+",
        # the mail itself
        rf"spam(?! filter)\w*|bounced|blacklist\w*|{_MAILS} (?:went|go|goes|are going|were sent|came|"
        rf"bounced)(?: out)?",
        rf"(?:send|sending|sent|senden|enviar|envoyer|inviare|versturen) (?:\w+ ){{0,3}}{_MAILS}|sending is",
        r"(?:customers|clients|guests|subscribers|recipients|readers) (?:have been|were|are|have) (?:\w+ )?"
        r"(?:informed|warned|notified|complain\w*|waiting|calling|asking|lost|unhappy)",
        r"(?:orders?|bookings?|invoices?|tickets?|guests|patients|parents|customers|clients) waiting",
        # a question after the ticket, and why it is urgent
        r"any (?:news|updates?|word|answer|reply|movement)|(?:is|are) there (?:any )?news|hurry|urgent(?:ly)?|asap",
        r"(?:waiting|wait) for (?:your|an?|the) (?:answer|reply|response|confirmation|news|decision|unblock\w*)",
        r"(?:it|account|sending|everything)(?:(?: is|'s) still| still (?:is|says|shows)) (?:blocked|disabled|"
        r"suspended|locked|on hold)|still (?:blocked|on hold)|"
        r"taking (?:so|that|this) long|(?:reach|call|phone|ring) you",
        r"(?:can(?:no|')?t|cannot|can not|unable to|not able to|could(?:n't| not)) (?:even )?send(?! (?:the |a )?"
        r"(?:codes?|text|sms))",
        rf"(?:losing|lose|lost) (?:money|customers|clients|orders|business|sales)|{_MAILS} (?:that )?(?:is |are )?"
        r"(?:has to|have to|needs? to|must|to|should|going) (?:go|get|be|out)",
        # the desk and its answer
        rf"(?:unblock|reopen|re-?enable|re-?activate|reinstate) {_OURS}|green light|lift (?:the|our)|"
        r"(?:late|slow|quick) (?:reply|answer|response)|patience|(?:account|sending) is (?:back|open|blocked)",
        r"(?:mails|post|newsletter) wieder|freischalt\w+|späte antwort|reactiv\w+|réactiv\w+|riattiv\w+|desbloq\w+|"
        r"deblokkeren|odblok\w+",
        # money, and other concerns of theirs
        r"invoice|refund|dedicated ip|registrar|firewall|web ?host|hosting (?:company|provider|firm)|hébergeur",
        r"upgrad\w+ (?:the |our |my |to )?(?:a |an )?(?:\w+ )?plan\b|i get it[.,!]|fair enough|works council|"
        r"betriebsrat|isn't the same as it never|keyboard|caps|capitals|typos?|spelling|autocorrect|"
        r"council|trustees|regulator|donors|sponsors|asked around|"
        r"not updated since|outdated|"
        r"(?:new|whole|own) web ?site|(?:bigger|smaller|larger|cheaper|other) plan\b|moving to another (?:host|shop)",
    ],
    before=r"\b",
    after=r"\b",
    flags=re.IGNORECASE,
)
# Remarks that are known by their first words, whatever they go on to: unless they name a thing that a step is about.
_TAIL = (
    r"(?: (?:is|there|anything|something|else|more|to|be|do|done|need|needs|needed|missing|unclear|wrong|odd|strange|"
    r"further|from|us|me|you|my|our|side|end|it|that|helps|i|we|forgot|missed|overlooked|have|see)){1,9}"
)
_REMARK = Alternatives(
    [
        r"(?:if|should) (?:there(?:'s| is| be) )?(?:anything|something)(?: else)?(?: is|'s| be)? "
        r"(?:missing|else|unclear|wrong)|just (?:tell|let) (?:me|us)(?: know)? and (?:i|we)(?:'ll| will) "
        r"(?:do|fix|correct|see to) it|(?:better|more) care(?:ful)? (?:in|from)",
        r"(?:i|we) (?:think|believe|suspect|guess|assume) (?:it|this|that) (?:was|came|started|happened|got in)"
        r"[^.,;!?\n]{0,40} (?:plug-?in|laptop|site|form|pc|computer|server|repo\w*|link|script|phish\w*)s?"
        r"(?:,? (?:the one )?(?:that|which) [^.,;!?\n]{1,60})?",
        r"(?:customers|clients|guests|subscribers|readers|visitors|users of our \w+) (?:can(?:no|')?t|cannot"
        r"|do(?:n't| not)) [^.;!?\n]{1,60}",
        rf"(?:tell|let|write|call|ring|ping|ask|shout|say|contact)(?: \w+){{0,3}} if(?: \w+){{0,4}} "
        rf"(?:anything|something|missing|unclear|wrong|else|need|helps|forgot|missed|overlooked)(?:{_TAIL})?",
        r"(?:happy|glad) to (?:jump|help|answer|send|talk|provide|give)|if (?:that|it) helps|"
        r"(?:wait|waited) (?:\w+ ){1,3}for an answer|not good enough|(?:find|found) out (?:more|how|who)",
        r"(?:falls|wenn) (?:sie )?noch (?:etwas|was)|si (?:necesitan|necesita|falta) algo|s['’]il (?:vous )?manque",
        r"se precisar\w*|se (?:vi )?serve|als u nog|jeśli potrzebuj\w+",
        r"anything (?:we|i) (?:could|should) have done(?: \w+){0,2} (?:prevent|avoid|stop)\w* (?:it|this|that)",
        r"(?:should|could|ought to) have (?:\w+ )?(?:done|known|changed|noticed)(?: \w+){0,3} (?:years ago|"
        r"long ago|sooner|"
        r"earlier|ages ago|long before|months ago|much before|from the start)|hätten wir (?:schon )?(?:viel )?früher",
        r"(?:my|our|the) \w+ wants? to know (?:when|how|why|what)(?: this will be over)?|"
        r"english is not|happen again|understood (?:it |everything |all )?(?:correctly|right|well)",
        r"(?:train|teach|educate) (?:the |our |all )?\w+ (?:about|on|against|in) |(?:former|formar|formare|"
        r"schulen|opleiden) "
        r"(?:le|la|il|al|o|het|die|das|alle|notre|nuestro) \w+|(?:not|n't) very technical|all of them bounced",
        r"(?:late|slow) (?:reply|answer|response)|(?:phone |chat )?support (?:kept|was|is|did|could) |"
        r"domain registrar",
        r"(?:(?:i|we) (?:still )?(?:don't|do not) know|"
        r"wissen (?:leider )?(?:immer )?(?:noch )?nicht),? (?:exactly )?(?:how|wie)",
        r"statistics|angry|annoyed|suppose (?:these|such) things happen to (?:everybody|everyone)",
        r"no (?:idea|clue) who (?:was|is|did|stood) (?:behind )?(?:it|this|that)|can't believe (?:it|this|"
        r"that) (?:\w+ )?happened|(?:remember|tell you|say) (?:exactly )?(?:when|how|why) (?:exactly )?(?:it|"
        r"this|that|they) (?:\w+ )?(?:began|started|happened|got in)",
        r"(?:i'm|i am|we're|we are|office (?:is|will be)) (?:out of (?:the )?office|on holiday|away|"
        r"closed) (?:from|next|as of)",
        r"i (?:was|have been|had been) (?:on holiday|away|ill|sick|travelling|abroad)|"
        r"ich war (?:krank|im urlaub|verreist)|"
        r"(?:estuve|estaba|estava|ero|j['’]étais|ik was|by[łl][ea]m) (?:de |en |in |op |na )?(?:viaje|"
        r"vacaciones|viajando|"
        r"viagem|férias|viaggio|ferie|vacances|vakantie|urlopie|chor\w+)",
    ],
    before=r"\b",
    after=r"",
    flags=re.IGNORECASE,
)
_TO_DESK = re.compile(
    r"\b(?:you|your|how long|when|wann|cuándo|quand|quando|wanneer|kiedy)\b[^?]*\?",
    re.IGNORECASE,
)
# Somebody is away, which is why the writer did it.
_AWAY = re.compile(
    r"\b(?:holidays?|vacation|leave|away|ill|sick|urlaub|krank\w*|vacaciones|baja|férias|licença|ferie|malattia|congé|"
    r"vacances|malade|vakantie|verlof|ziek|urlopie|chor\w)\b",
    re.IGNORECASE,
)
_DEPUTY = re.compile(
    r"\b(?:(?:so|which is why|that's why) (?:it was me|i did(?!n| not| only| nothing)|i've done|i have done|"
    r"i had to do)|"
    r"(?:deshalb|darum|daher) habe ich (?:es|alles|das)|por eso (?:lo|todo lo) hice|por isso fui eu|"
    r"c['’]est (?:donc )?moi qui|daarom heb ik (?:het|alles)|l['’]ho fatto io|dlatego zrobił\w+)",
    re.IGNORECASE,
)
_SENDING = re.compile(r"\b(?:smtp|postmasters?|domains?)\b", re.IGNORECASE)
_TWOFOLD = re.compile(
    r"\b(?:but|except|only|without|his|hers|theirs|ohne|sin|sans|sem|senza|zonder|bez|here|your|mailgun|"
    r"aber|pero|mais|mas|ma|maar|ale)\b",
    re.IGNORECASE,
)
_THINGS = (
    r"keys?|tokens?|secrets?|api|smtp|postmasters?|pass(?:word|code|phrase|wort|wörter)\w{0,2}|[km]fa|2fa|totp|"
    r"two.?(?:factor|step)|(?:second|zweiter|segundo|second|secondo|tweede) (?:factor|faktor)|authenticat\w+|apps?|"
    r"codes?|phones?|smartphones?|handys?|yubikeys?|credentials?|creds|log-?ins?|logons?|accesses|links?|invit\w+|"
    r"schlüssel|kennw\w+|zugang\w*|zugäng\w+|claves?|contraseñas?|clés?|mots? de passe|chaves?|senhas?|chiav[ei]|"
    r"sleutels?|wachtwoord\w*|klucz\w*|has[łe]\w*"
)
_PLACES = (
    r"(?:sub-?)?domains?|domänen?|domin(?:io|ios|i)|domínios?|domaines?|domein\w*|domen\w*|"
    r"(?<!our )(?<!the )(?<!this )(?<!my )accounts?"
)
_PERSONS = (
    r"users?|staff|team|shifts?|branch\w*|depot|warehouse|kitchen|reception\w*|clerks?|secretar\w+|treasurer|teachers?|"
    r"volunteers?|trainees?|apprentices?|nephew|niece|brother|sister|mother|father|assistant|deputy|porter|"
    r"colleagues?|boss(?:es)?|everyone|everybody|nobody|people|employees?|developers?|interns?|"
    r"agency|accountants?|bookkeepers?|admins?|managers?|partners?|husband|wife|son|daughter|drivers?|members?|he|she|"
    r"him|her|his|hers|theirs?|mine|person(?:s|en|as?|e|nes?)?|pessoas?|osob[ay]|benutzer\w*|nutzer\w*|mitarbeiter\w*|kolleg\w+|chef\w*|alle[nrm]?|jede\w*|"
    r"usuari\w+|"
    r"equipo|jef[ea]s?|todos|todas|utilisat\w+|équipe|collègues?|tous|toutes|equipe|colegas?|chefe|utent[ei]|"
    r"collegh\w+|"
    r"tutt[ie]|gebruikers?|collega\w*|iedereen|użytkown\w+|wszyscy|koleg\w+|kolega|szef\w*"
)
_DEEDS = (
    r"do(?! not)|doing|done|does(?! not)|chang\w+|reset\w*|rotat\w+|renew\w*|replac\w+|enabl\w+|activat\w+|set|"
    r"setting|switch\w*|turn(?:s|ed|ing)?|delet\w+|remov\w+|revok\w+|expir\w+|finish\w*|complet\w+|catch|sort\w*|"
    r"see to|take care|steps?|points?|items?|list|check-?lists?|machen|mache|ändern|erledig\w+|hacer|haremos|faire|"
    r"ferons|fazer|fare|doen"
)
_PARTS = (
    r"them|those|these|both|ones?|(?<!stopped )(?<!noticed )(?<!caught )it(?! was\b| must\b| may\b| could\b|"
    r" has been\b| is (?:normal|possible)| happened)|"
    r"(?:un)?ticked|how (?:to|do|can)|(?:we|i) (?:\w+ )?(?:start|begin)|touch\w*|things?|until(?! (?:yesterday|"
    r"now|today|this \w+|last \w+|you (?:give|lift|unblock|say|tell|open))\b)|"
    r"first(?! (?:language|few|hours?|days?|weeks?))|forget|unless|"
    r"afterwards|after that|then|promis\w*|d['’]abord|ensuite|primero|después|luego|primeiro|depois|prima|poi|"
    r"eerst|daarna|"
    r"zuerst|erst|danach|verspr\w+|promet\w*|najpierw|potem|tout|tudo|tutto|todo|alles|wszystko|"
    r"\w+['’]s (?:as well|too|is|are|later|follows?|not|still)|rest|others?|else|remaining|last|second|third|"
    r"two|three|four|five|half|some|only|just (?:me|the|for|one|"
    r"mine|him|her|us|two)|except|but not|"
    r"everything|all (?:of|the|our)|old|earlier|previous|ihn|sie beide|andere\w*|zwei|drei|l[oa]s demás|otr[oa]s?|"
    r"autres?|outr[oa]s?|altr[oiae]|anderen?|inn\w"
)
_MATTER = re.compile(rf"\b(?:{_THINGS}|{_PLACES}|{_PERSONS}|{_DEEDS}|{_PARTS})\b", re.IGNORECASE)
_NAMED = re.compile(rf"\b(?:{_THINGS}|{_PLACES})\b", re.IGNORECASE)
LONGEST = 400  # letters of such a remark
_FULL = 8  # blanks in a sentence that says all that it means
_CLAUSE = re.compile(r"(?:[^,;:()–—]|,(?=\d))+")
_ADVERSE = re.compile(
    r"\b(?:not|\w+n['’]t|never|no|none|yet|still|later|tomorrow|soon|tonight|almost|nearly|missing|waiting|"
    r"pending|progress|under way|to come|to follow|"
    r"will|'ll|nicht|kein\w*|noch|spät\w+|morgen|nein|no|aún|todavía|mañana|pas|encore|demain|não|ainda|amanhã|non|"
    r"ancora|domani|niet|nog|nie|jeszcze|jutro|holiday|sick|urlopie|vakantie|ferie|férias|vacaciones|vacances|"
    r"urlaub)\b",
    re.IGNORECASE,
)
_NAME = re.compile(r"(?<=[^.!?:] )(?!I['’])[A-Z][\w'-]{2,}")
_OPENING = re.compile(
    r"\W*([A-Z][a-zà-ÿ]{2,})(?= (?:has|hasn|is|isn|will|won|was|can|still|and|hat|ist|noch|wird)\b|['’]s)"
)
_GERMAN = re.compile(r"\b(?:wir|ich|und|nicht|der|die|das|noch|unser\w*|haben)\b")
_TOPICAL = words_of("german english monday tuesday wednesday thursday friday saturday sunday państwo państwa")
_SERVICES = re.compile(SERVICE, re.IGNORECASE)


def is_aside(sentence: str) -> bool:
    """Whether a sentence is such a remark as a whole: each of its clauses about something of the kind, or with nothing
    adverse in it."""
    if len(sentence) > LONGEST:
        return False
    if _is_wholly_aside(sentence):
        return True
    spans = _find_spans(sentence)
    if not spans or is_of_steps(sentence):
        return False
    return all(_meets(spans, *c.span()) or not _ADVERSE.search(c.group()) for c in _CLAUSE.finditer(sentence))


def stands_aside(sentence: str, start: int, end: int) -> bool:
    """Whether the words of a sentence from ``start`` to ``end`` are in a clause of such a remark."""
    if len(sentence) > LONGEST:
        return False
    whole = sentence.count(" ") >= _FULL and not is_of_steps(sentence)  # shorter ones leave out what they are about
    if whole or _is_wholly_aside(sentence):
        return True
    spans = _find_spans(sentence)
    clauses = [c.span() for c in _CLAUSE.finditer(sentence) if c.start() < end and start < c.end()]
    return all(_meets(spans, *clause) for clause in clauses) and not is_of_steps(sentence)


def _is_wholly_aside(sentence: str) -> bool:
    """Whether it is a remark of a kind that is known as a whole: a habit, a guess, a deputy, a question to the desk."""
    if _is_known(sentence) or _is_deputys(sentence) or _is_of_measure(sentence):
        return True
    return _TO_DESK.search(sentence) is not None and not is_of_steps(sentence)


def _find_spans(sentence: str) -> list[tuple[int, int]]:
    """Where a sentence speaks of something of the kind."""
    return [match.span() for pattern in (_TOPIC, _REMARK) for match in pattern.finditer(sentence)]


def _meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    return any(first < end and start < last for first, last in spans)


def _is_known(sentence: str) -> bool:
    """Whether one of those remarks is all that it says."""
    found = KNOWN.search(sentence)
    if found is None or _SENDING.search(sentence) or _TWOFOLD.search(sentence) or _names_person(sentence):
        return False
    beside = f"{sentence[: found.start()]} {sentence[found.end() :]}"
    return not (_ADVERSE.search(beside) or _MATTER.search(beside))


def _is_of_measure(sentence: str) -> bool:
    """Whether something further is all that it is about: "next week we get a password manager"."""
    beside = MEASURES.sub(" ", sentence)
    return beside != sentence and not (_MATTER.search(beside) or _TWOFOLD.search(beside) or _names_person(beside))


def _is_deputys(sentence: str) -> bool:
    """ "My husband is on holiday, so I did it"."""
    done = _DEPUTY.search(sentence) and _AWAY.search(sentence)
    return bool(done) and not (_NAMED.search(sentence) or _TWOFOLD.search(sentence))


def is_of_steps(sentence: str) -> bool:
    """Whether a sentence names anything that a step is about, points at something, or tells of somebody."""
    return _MATTER.search(_REMARK.sub(" ", sentence)) is not None or _names_person(sentence)


def _names_person(sentence: str) -> bool:
    names = [] if _GERMAN.search(sentence) else _NAME.findall(sentence)
    opening = _OPENING.match(sentence)
    names += [opening.group(1)] if opening else []
    names = [name.lower() for name in names if not _SERVICES.fullmatch(name)]
    return any(name not in _TOPICAL | list_common_words() for name in names)
