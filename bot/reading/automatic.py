"""Mail that a machine wrote: absence notes, acknowledgements, delivery failures."""

import re
from collections.abc import Iterable

AUTOMATIC_MAIL_FLAG = 4  # of a comment's metadata.flags in Zendesk: auto-generated mail
_READ = 1_200
_SHORT = 700  # characters of a body that can be an absence note without a subject that says so

_REPLY = (
    r"auto(?:matic|mated|matische|matisk|matiskt)?[ -]?(?:reply|response|answer|antwort|svar)"
    r"|automatisch(?:e|es)? (?:antwort|antwoord)|autosvar|autoreply|autoresponder|abwesenheits(?:notiz|nachricht"
    r"|assistent)"
    r"|réponse automatique|respuesta automática|resposta automática|risposta automatica|odpowiedź automatyczna"
    r"|automatická odpověď|automaattinen vastaus|automatikus válasz|автоответ(?:чик)?|автоматический ответ"
    r"|otomatik (?:yanıt|cevap)"
    r"|balasan otomatis|jawaban otomatis|αυτόματη απάντηση|自動返信|自动回复|자동 회신"
)
_ABSENCE = (
    r"out of (?:the )?office|ooo|absence|absent|abwesend|abwesenheit|fuera de (?:la )?oficina|ausente|ausencia|ausência"
    r"|fora do escritório|fuori (?:sede|ufficio)|assente|afwezig|nieobecność|poza biurem|frånvaro|fraværende|auto"
)
_SURE_SUBJECT = re.compile(
    rf"\s{{0,4}}\[?(?:(?:{_REPLY})\b|(?:out of (?:the )?office|abwesend|abwesenheit|ooo)\s?(?:[:|-]|re\b|aw\b|auto"
    rf"|reply|message|$))",
    re.I,
)
_MAYBE_SUBJECT = re.compile(
    rf"(?:\s{{0,4}}(?:re|aw|sv|antw|odp)\s?:|\s{{0,4}}\[[^\]]{{1,40}}\]){{0,4}}\s{{0,4}}(?:{_ABSENCE}|{_REPLY})\b", re.I
)
_BOUNCE_SUBJECT = re.compile(
    r"\s{0,4}(?:undeliverable\s?:|undelivered mail returned to sender$|mail delivery (?:failed|failure|subsystem)|"
    r"delivery (?:status notification|failure)\s?(?:\((?:failure|delay)\))?$|returned mail\s?:|failure notice$|"
    r"unzustellbar\s?:|non remis\s?:|no se puede entregar\s?:|não (?:foi )?(?:entregue|é possível entregar)"
    r"|non recapitabile\s?:|"
    r"niet te bezorgen\s?:|nie można dostarczyć)",
    re.I,
)
_BODY_BEGINS = re.compile(
    rf"\s{{0,20}}(?:\[?(?:{_REPLY})\]?\s?[:.!-]|this (?:e-?mail|message) (?:was|is|has been) (?:created |generated "
    rf"|sent )?automatic"
    r"|this is an auto(?:matic|mated|-?generated)|dies ist eine automatisch|ceci est un (?:message"
    r"|courriel) automatique"
    r"|este es un (?:mensaje|correo) automático|esta é uma mensagem automática|questo è un messaggio automatico"
    r"|delivery has failed to these recipients|this is the mail system at host"
    r"|your message (?:to .{3,80} )?could(?:n't| not) be delivered$"
    r"|the following (?:message|address(?:es)?)\b.{0,40}\b(?:could not be|was undeliverable|had permanent)"
    r"|a message that you sent could not be delivered|hi\. this is the qmail)",
    re.I,
)
# Of an absence note's usual sentences one proves nothing: people too are away. Each kind counts once.
_SIGNS = tuple(
    re.compile(signs, re.I)
    for signs in (
        r"\b(?:i am|i'm|i will be|i'll be|bin|ich bin|wir sind|je suis|estaré|estoy|estou|sono|jestem|jsem|ben ik"
        r"|ik ben)\b.{0,40}"
        r"\b(?:out of (?:the )?office|away|on (?:\w{1,12} )?(?:leave|holiday|vacation)|nicht (?:im (?:haus|büro)"
        r"|da)|im urlaub|"
        r"abwesend|en congé|absente?|fuera de la oficina|de vacaciones|de férias|in ferie|afwezig|wieder da)"
        r"|\b(?:studio|office|shop|büro|praxis|bureau|ufficio)\b.{0,30}\b(?:is|bleibt|ist|est|resterà"
        r"|está) (?:\w{1,10} )?"
        r"(?:closed|geschlossen|fermé|chiuso|cerrad[oa])|\bi have left\b.{0,60}\b(?:as of|since)",
        r"\b(?:until|till|through|back on|return(?:ing)? on|bis(?: einschließlich)?|jusqu'au|hasta el|del \d|até"
        r"|fino al|tot|wieder|"
        r"riapriamo)\b",
        r"\b(?:urgent|dringend|urgence|urgente|urgenze|urgentes)\b.{0,80}|\b(?:please )?(?:contact|write to"
        r"|wenden sie sich an|contacter|"
        r"contacte|vertretung|escriba a|chiamare|call)\b",
        r"\b(?:will not be|won't be|is(?:n't| not)|wird nicht|aren't) (?:\w{1,12} )?(?:forwarded|read|monitored"
        r"|weitergeleitet|gelesen)"
        r"|\bnon rispondere\b|\bdo not reply\b|\bno responda\b|\bne pas répondre\b",
        r"^\s{0,10}(?:hello[,!]? )?(?:thank you|thanks|vielen dank|danke|merci|gracias|obrigad[oa]|grazie"
        r"|dank)\b.{0,20}"
        r"\b(?:message|e-?mail|mail|nachricht|mensaje|mensagem|messaggio|bericht|contacting)\b",
    )
)
_ABOUT_DELIVERY = re.compile(r"deliver|recipient|mailer-daemon|smtp|zustell|remis|entreg|recapit", re.I)
_SOMEBODY = re.compile(r"\?|\b(?:I|we|our|my)\b")
_RECEIVED = re.compile(
    r"\b(?:we(?:'ve| have)?|wir haben) (?:\w{1,14} )?(?:received|erhalten)\b.{0,30}\byour (?:request|message"
    r"|enquiry|inquiry|e-?mail)\b"
    r"|\byour (?:request|ticket|enquiry)\b.{0,30}\b(?:has been|was) (?:received|created|registered)\b",
    re.I,
)
_TICKETED = re.compile(r"\b(?:ticket|case|reference|request)\b.{0,20}(?:#|no\.?|number|id)?.{0,3}\d{3,}|##-", re.I)


def is_automatic(subject: str | None, own_words: str, flags: Iterable[int] = ()) -> bool:
    """Whether a machine wrote the mail. ``subject`` is the ticket's for its first comment, else None. Somebody who
    merely speaks of such a mail, forwards one or is away himself is no machine."""
    if AUTOMATIC_MAIL_FLAG in flags:
        return True
    body = own_words.strip()[:_READ]
    if subject and (_SURE_SUBJECT.match(subject) or (_BOUNCE_SUBJECT.match(subject) and _looks_returned(body))):
        return True
    if _BODY_BEGINS.match(body) or (_RECEIVED.search(body[:300]) and _TICKETED.search(body[:600])):
        return True
    signs = sum(bool(sign.search(body)) for sign in _SIGNS)
    if subject and _MAYBE_SUBJECT.match(subject) and (signs >= 1 or not body):
        return True
    return signs >= 3 and bool(_SIGNS[0].search(body)) and len(own_words.strip()) < _SHORT


def _looks_returned(body: str) -> bool:
    """A returned mail says so at once; a person who asks about one says it in other words."""
    if not body or _BODY_BEGINS.match(body):
        return True
    return bool(_ABOUT_DELIVERY.search(body[:300])) and not _SOMEBODY.search(body[:300])
