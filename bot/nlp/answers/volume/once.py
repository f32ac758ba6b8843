"""Mails that once went out: a count with no period tells of no month ("we sent 41,000 with the old provider")."""

import re

_SENT = re.compile(
    r"\b(?:(?:have|has|had|'?ve|were|was|already|been|got) (?:\w+ ){0,2}(?:sent|delivered|mailed|dispatched|pushed"
    r"|processed|shipped|put out)"
    r"|(?:we|i|they|it|esp|provider|host|service|platform) (?:\w+ )?(?:sent|delivered|mailed|dispatched|pushed"
    r"|processed|shipped|did|handled)"
    r"|(?:mails|messages|e-?mails|letters|newsletters) (?:\w+ ){0,2}(?:went|left|were sent|have gone|had gone)"
    r"|went (?:out|through)|(?:haben|hatten|habe|hatte|wurden) (?:[\w.,]+ ){0,6}(?:verschickt|versendet|gesendet"
    r"|versandt|rausgeschickt)"
    r"|(?:avons|ai|avions|a|ont) (?:\w+ )?(?:envoye|expedie|adresse)\w*|(?:hemos|habiamos|he|han"
    r"|se han) (?:\w+ )?(?:enviado|mandado)"
    r"|(?:enviamos|mandamos|enviei|enviaram|foram enviad\w+|enviado)|(?:abbiamo|avevamo|ho|ha) (?:\w+ )?(?:inviato"
    r"|spedito|mandato)"
    r"|(?:hebben|hadden|heb|zijn) (?:[\w.,]+ ){0,6}(?:verstuurd|verzonden|gestuurd|gemaild)|wyslalismy|wyslano"
    r"|wyslalem|wyslalam)\b"
)
_ELSEWHERE = re.compile(
    r"\b(?:(?:with|at|through|via|on|from|by|using|under|in) (?:the|our|my|an?) (?:\w+ ){0,2}?(?:old|former"
    r"|previous|last|other|prior|earlier)\b"
    r"|(?:our|the|my) (?:old|former|previous|last|prior) (?:esp|provider|host|platform|service|supplier|system|tool"
    r"|vendor|account)"
    r"|before (?:we|i|that|moving|switching|the (?:move|migration|switch))|in (?:all|total)|all told|altogether"
    r"|over the years"
    r"|since (?:we|i|the|you|our|opening|joining|starting|january|february|march|april|may|june|july|august"
    r"|september|october|november"
    r"|december|last|(?:19|20)\d\d)|so far|to date|until now|up to now|all time|beim (?:alten|vorigen|letzten"
    r"|fruheren) \w+|seit|bisher"
    r"|bislang|insgesamt|(?:chez|avec) (?:l'ancien|notre ancien|le precedent|l'autre)|depuis|jusqu'ici|en tout"
    r"|au total"
    r"|con (?:el|nuestro) (?:\w+ )?(?:anterior|antiguo|viejo)|(?:proveedor|fornecedor|fornitore|prestataire"
    r"|anbieter|aanbieder|dostawc\w)"
    r"|desde (?:que|hace|el|la|o|a)|hasta (?:ahora|la fecha|hoy)|ate (?:agora|hoje)|col vecchio|con il (?:vecchio"
    r"|precedente)"
    r"|com o (?:antigo|anterior)|finora|fino a oggi|in tutto|bij (?:de|onze) (?:oude|vorige)|sinds|tot nu toe"
    r"|w sumie|do tej pory"
    r"|u poprzedniego|u starego)\b"
)
_RATE = re.compile(
    r"\b(?:expect\w*|plan\w*|same|similar|likewise|typical\w*|average|usual\w*|normal\w*|monat\w*|month\w*|mois|mes"
    r"|mese|maand|miesiac\w*"
    r"|will|want|need|erwart\w*|brauch\w*|prev\w+|atten\w+|esper\w*|verwacht\w*|(?:last|previous|past"
    r"|letzte[nr]?) (?:\d+ )?(?:days|weeks?|weken|wochen?))\b"
)
_TO_DATE = re.compile(
    r"\dk? (?:e-?mails?|mails?|messages?|letters?|newsletters?|nachrichten|correos|messaggi|courriels"
    r"|mensagens|berichten)?"
    r" ?(?:since|so far|to date|over the years|seit|bisher|depuis|desde|hasta ahora|finora|sinds|tot nu toe"
    r"|do tej pory)\b"
)


def tells_past_total(text: str) -> bool:
    """Whether a text with no rate tells what went out over some stretch of time that it does not name."""
    return _SENT.search(text) is not None and _ELSEWHERE.search(text) is not None and _RATE.search(text) is None


def tells_total_since(text: str) -> bool:
    """ "56,000 mails since we opened the account": a total to date, also without a verb."""
    return _TO_DATE.search(text) is not None and _RATE.search(text) is None
