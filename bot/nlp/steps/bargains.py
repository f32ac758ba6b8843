"""Turns of speech that offer the steps in return for the account: "enable it first, after that we do all of them"."""

_FIRST_VERBS = r"(?:enable|unblock|unlock|unfreeze|lift|open|activate|re-?activate|reinstate|restore|release|switch on)"
_IT = r"(?:it|us|me|them|everything|sending|(?:the|our|my|this) (?:account|block|limit|sending|domain))"
_TO_DO = r"(?:do|make|change|turn|carry|complete|finish|follow|take care)"
BARGAINS = (
    rf"promise(?: you)?(?: that)?,? (?:to|(?:i|we)(?:'ll| will| shall)?) (?:also |then |immediately )?"
    rf"(?:{_TO_DO}|reset|set|rotate|replace|enable)",
    rf"(?:only |just |please )+{_FIRST_VERBS} first|{_FIRST_VERBS} first\b|{_FIRST_VERBS} {_IT} (?:back )?first",
    rf"first,? (?:please |you |kindly |just ){{0,2}}{_FIRST_VERBS} {_IT}",
    rf"(?:after that|afterwards|after it|only then|once (?:it is|it's|that is|we are) (?:open|on|back|live|unblocked|"
    rf"enabled))[^.;!?\n]{{0,20}} (?:i|we)(?:'ll| will| shall| can)? {_TO_DO}",
    r"versprech\w{1,4},? (?:dass |alles |es )",
    r"(?:danach|anschließend|dann erst|erst dann) (?:machen|erledigen|ändern) wir",
    r"(?:zuerst|erst|erstmal) (?:bitte )?(?:freischalten|entsperren|aktivieren|freigeben)",
    r"promet(?:o|emos) (?:que )?(?:hacer|haremos|cambiar)|(?:después|luego) (?:lo )?(?:hacemos|haremos)",
    r"primero (?:por favor )?(?:activen|active|desbloqueen|desbloquee|habiliten|habilite)",
    r"promet(?:s|tons|o|emos|to|tiamo) (?:de )?(?:faire|tout faire|fazer|tudo|di fare|tutto)",
    r"d'abord,? (?:veuillez )?(?:débloque\w{1,3}|réactive\w{1,3}|active\w{1,3})",
    r"ensuite (?:nous ferons|on fera|on fait)",
    r"primeiro (?:por favor )?(?:ativem|liberem|desbloqueiem|ative|libere)|depois (?:fazemos|faremos)",
    r"prima (?:per favore )?(?:riattiva\w{1,3}|sblocca\w{1,3})|(?:poi|dopo) (?:facciamo|faremo)",
    r"eerst (?:graag )?(?:deblokkeren|activeren|vrijgeven)|(?:daarna|dan pas) (?:doen|maken|regelen) we",
)
