"""Remarks that are known as a whole and leave no step open: a habit to come, a guess at the cause, more done elsewhere,
a further measure that nobody asked for."""

import re

from bot.reading.alternatives import Alternatives

_PERIOD = (
    r"(?:every|each|jede\w|alle|cada|tous les|toutes les|ogni|elke|iedere|co) (?:\w+ ){0,2}?"
    r"(?:days?|weeks?|months?|quarters?|years?|tage?|wochen?|monate?|quartale?|jahre?|días|semanas?|mes(?:es)?|"
    r"trimestres?|"
    r"años?|jours|semaines|mois|ans?|anos?|mes[ei]|giorni|anni|anno|trimestre|kwartaal|maanden|maand|jaar|"
    r"miesi\w+|kwartał)|"
    r"(?:einmal (?:pro|die|im|in der)|una vez (?:por|al|a la)|une fois par|uma vez por|una volta (?:alla|al|a)|"
    r"een ?keer per|eens per|raz (?:w|na)|once (?:a|per)|twice (?:a|per)) (?:woche|monat|jahr|semana|mes|año|semaine|"
    r"mois|an|mês|ano|settimana|mese|anno|week|maand|jaar|tydzień|tygodniu|miesiąc\w*|rok|month|year|day|quarter)|"
    r"quarterly|monthly|yearly|regularly|regelmäßig|regularmente|régulièrement|regolarmente|regelmatig|regularnie"
)
_FROM_NOW = (
    r"(?:from now on|in (?:the )?future|going forward|künftig|in zukunft|ab jetzt|von nun an|en el futuro|"
    r"a partir de ahora|de ahora en adelante|à l['’]avenir|désormais|dorénavant|no futuro|daqui (?:para|em)|in futuro|"
    r"d['’]ora in (?:poi|avanti)|voortaan|in de toekomst|vanaf nu|w przyszłości|od teraz)"
)
_NAMES = r"(?:key|password|login|credential|token)s?"
_NAMED_ALSO = rf"(?:{_NAMES}|2fa|mfa)\b"
_LEAKED = r"(?:reused|leaked|stolen|committed|exposed|pasted|posted|guessed|phished|published|harvested|intercepted)"
SERVICE = (
    r"(?:google|gmail|workspace|github|gitlab|aws|wordpress|cloudflare|registrar|database|ftp|hosting|web ?host|"
    r"webmail|"
    r"mailbox\w*|router|wifi|e-?mail account|outlook|office|microsoft|shopify|slack|stripe|paypal|bank|server|"
    r"laptops?)"
)
# Those that may name such a thing, and tell nothing of how it stands: a habit to come, a guess at the cause, more done
# elsewhere.
KNOWN = Alternatives(
    [
        rf"{_FROM_NOW},?[^.,;!?\n]{{0,80}}(?:{_PERIOD})|(?:{_PERIOD})[^.,;!?\n]{{0,20}}{_FROM_NOW}",
        rf"(?:going to|will|'ll|plan to|want to) [^.,;!?\n]{{0,50}}(?:{_PERIOD})",
        rf"(?:(?:i|we) (?:still )?(?:don't|do not) (?:really )?know )?(?:exactly )?how (?:it|they|he|the \w+|"
        rf"someone|somebody|anyone) (?:\w+ )?(?:got|found|obtained|stole|came by|knew)[^.,;!?\n]{{0,20}} "
        rf"{_NAMES}",
        rf"(?:probably|presumably|perhaps|maybe|apparently|most likely|i (?:think|guess|suppose|assume)) (?:that )?"
        rf"(?:the|our|my|a|one) (?:\w+ )?{_NAMES} (?:was|were|had been|must have been|has been) (?:\w+ )?{_LEAKED}",
        rf"(?:we|i)(?:'ve| have)? (?:also|"
        rf"additionally) [^.,;!?\n]{{0,30}}\b{_NAMED_ALSO}[^.,;!?\n]{{0,40}}\b{SERVICE}",
        rf"(?:we|i)(?:'ve| have)? (?:also|additionally) [^.,;!?\n]{{0,30}}\b{SERVICE}[^.,;!?\n]{{0,15}} {_NAMED_ALSO}",
        rf"{SERVICE} (?:\w+ )?{_NAMED_ALSO}[^.,;!?\n]{{0,30}} (?:too|as well|on the same day)\b",
    ],
    before=r"\b",
    flags=re.IGNORECASE,
)
# What customers do or plan beside the four steps, and what they will send: late or not, it leaves none of them open.
MEASURES = re.compile(
    r"\b(?:(?:a |our |the |any )?(?:password manager|passwort-?manager|wachtwoord(?:en)?manager|"
    r"gestor de (?:contraseñas|senhas|palavras-passe)|gestionnaire de mots de passe|"
    r"gestore (?:di|delle) password|menedżer\w* haseł|(?:ip[ -]?)?(?:allow|white)[ -]?list\w*|"
    r"pen(?:etration)?[ -]?test\w*|"
    r"(?:security |awareness |phishing )?(?:training|awareness|schulung\w*|formación|formation|formação|formazione)|"
    r"security (?:audit|review|check|policy)|(?:code|incident) review|secrets? (?:manager|scann\w+|vault)|"
    r"vpn|(?:short |refresher |little )?(?:course|workshop|session|lecture|talk) (?:on|about) (?:passwords?|security|"
    r"phishing))\b"
    r"|(?:send|share|forward|attach|write|provide|follow up with) (?:you )?(?:the |our |a |an )?"
    r"(?:\w+ ){0,2}(?:report|write-?up|post-?mortem|logs?|protocol|analysis|statement|minutes)\b"
    r"(?: (?:once|when|as soon as|after) [^.;!?\n]{1,60})?"
    r"|, (?:but|ale|aber|maar|pero|mais|ma|mas) (?:that's|that is|to(?: już)?|das ist|dat is|eso es|c['’]est|questa è|"
    r"isso é) (?:another|a different|inna|eine andere|een ander|otra|une autre|un['’]altra|outra) \w+)",
    re.IGNORECASE,
)
