"""Mail that a machine wrote: absence notes, acknowledgements, delivery failures."""

import re
from collections.abc import Iterable

from bot.reading.alternatives import Alternatives

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
    Alternatives([signs], flags=re.I)
    for signs in (
        # away
        r"\b(?:i am|i'm|i will be|i'll be|currently)\b.{0,40}\b(?:out of (?:the )?office|away|travell?ing"
        r"|on (?:\w{1,12} )?(?:leave|holidays?|vacation))"
        r"|\b(?:bin|ich bin|wir sind|ich befinde mich)\b.{0,40}\b(?:nicht (?:im (?:haus|büro)|da|erreichbar)|wieder da"
        r"|außer haus|im urlaub|in (?:elternzeit|mutterschutz)|auf (?:dienst|geschäfts)reise|abwesend)"
        r"|\b(?:je suis|je serai|actuellement)\b.{0,40}\b(?:absente?|hors du bureau"
        r"|en (?:congés?|vacances|déplacement))"
        r"|\b(?:estaré|estoy|me encuentro)\b.{0,40}\b(?:fuera de la oficina|de (?:vacaciones|viaje|baja)|ausente)"
        r"|\b(?:estarei|estou|encontro-me|me encontro)\b.{0,40}\b(?:fora do escritório"
        r"|(?:de|em) (?:férias|viagem|licença)|ausente)"
        r"|\b(?:sono|jestem|jsem|ben ik|ik ben)\b.{0,40}\b(?:in ferie|afwezig|away|out of (?:the )?office)"
        r"|\b(?:studio|offices?|shop|büro|praxis|bureaux?|ufficio|oficinas?|escritório)\b.{0,30}"
        r"\b(?:is|are|bleibt|ist|est|sont|seront|resterà|está|están|estará|estarán) (?:\w{1,10} )?"
        r"(?:closed|geschlossen|fermée?s?|chiuso|cerrad[oa]s?|fechado|encerrado)"
        r"|\bi have left\b.{0,60}\b(?:as of|since)",
        # until when
        r"\b(?:until|till|through|(?:be )?back on|return(?:ing)? on|when (?:i|we) return|bis(?: einschließlich)?|wieder"
        r"|nach meiner rückkehr|jusqu'au|retour|hasta el|del \d|regresaré|volveré|até|regresso|retorno|voltarei"
        r"|fino al|tot|riapriamo)\b",
        # whom to turn to
        r"\b(?:urgent|dringend(?:e[nr]?)?|urgence|urgência|urgente|urgenze|urgentes)\b|\b(?:please )?(?:contact"
        r"|write to|reach out to|in the meantime|wenden sie sich|contacter|s'adresser|contacte|entre em contato"
        r"|fale com|diríjase|vertretung|escrib[ai]r? a|chiamare|call)\b",
        # not read here
        r"\b(?:will not be|won't be|is(?:n't| not)|wird nicht|aren't) (?:\w{1,12} )?(?:forwarded|read|monitored"
        r"|checking|weitergeleitet|gelesen)"
        r"|\bnon rispondere\b|\bdo not reply\b|\bno responda\b|\bne pas répondre\b"
        r"|\b(?:limited|no) access\b|\bkeinen zugriff\b|\baccès limité\b|\b(?:acceso|acesso) limitado\b",
        # thanks for the mail
        r"^\s{0,10}(?:[^\n]{1,40}[,!]\s{1,4})?(?:thank you|thanks|vielen dank|danke|merci|gracias|obrigad[oa]|grazie"
        r"|dank)\b.{0,20}"
        r"\b(?:message|e-?mail|mail|nachricht|mensaje|mensagem|messaggio|bericht|contacting)\b",
        # read later
        r"\b(?:respond|reply|answer|bearbeitet|beantwort\w{1,4}|répondr(?:ai|ons)|responder(?:é|emos|ei))\b.{0,60}"
        r"\b(?:return|back|rückkehr|retour|regreso|vuelta|regresso|retorno)\b"
        r"|\b(?:in|during) my absence\b|\bmeiner abwesenheit\b|\bmon absence\b|\bmi ausencia\b|\bminha ausência\b",
    )
)
# Who is away and yet speaks of the matter is a person: a machine knows nothing of it.
_MATTER = re.compile(
    r"\b(?:account(?! (?:manager|executive|team))|konto|cuenta|compte|conta|probation|api[ -]keys?|dns|domains?|limits?"
    r"|gesperrt|blocked|bloqu\w{1,6}|disabled|suspended|unblock|newsletters?|passwords?|smtp|2fa|two-factor|invoices?"
    r"|\d[\d.,]{0,12}k? (?:messages|e-?mails|mails|a month|per month|im monat|par mois|al mes|por mês))\b",
    re.I,
)
# Headers stand in a body where a program passed a mail on as it came (RFC 3834, RFC 2076).
_HEADERS = re.compile(
    r"(?:[A-Za-z][\w-]{0,40}:[^\n]{0,500}\n){0,20}"
    r"(?:auto-submitted:\s{0,3}auto-|precedence:\s{0,3}auto_reply|x-autoreply:\s{0,3}yes)",
    re.I,
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
    if (
        _HEADERS.match(body)
        or _BODY_BEGINS.match(body)
        or (_RECEIVED.search(body[:300]) and _TICKETED.search(body[:600]))
    ):
        return True
    signs = sum(bool(sign.search(body)) for sign in _SIGNS)
    if subject and _MAYBE_SUBJECT.match(subject) and (signs >= 1 or not body):
        return True
    return signs >= 3 and bool(_SIGNS[0].search(body)) and len(own_words.strip()) < _SHORT and not _MATTER.search(body)


def _looks_returned(body: str) -> bool:
    """A returned mail says so at once; a person who asks about one says it in other words."""
    if not body or _BODY_BEGINS.match(body):
        return True
    return bool(_ABOUT_DELIVERY.search(body[:300])) and not _SOMEBODY.search(body[:300])
