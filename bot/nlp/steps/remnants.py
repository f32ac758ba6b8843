"""Turns of speech that tell of an old key that lives on, or of a postmaster or a domain that was left out: reserves in
the sense of the module beside, in whatever sentence they stand."""

_NUMBER = r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|ten|twelve|a few|a couple of|several)"
_TIME = r"(?:hours?|hrs?|days?|weeks?|months?|minutes?)"
_OLD = (
    r"(?:old(?:er)?|former|previous|prior|earlier|first|leaked|stolen|exposed|compromised|outgoing|original|retiring|"
    r"replaced|retired|superseded|predecessor|forerunner|forebear|one before)"
)
_NOW = r"(?! (?:immediately|at once|right away|right then|instantly|on the spot|there and then|straight away))"
_GOES = (
    r"(?:expires|lapses|retires|vanishes|disappears|perishes|dies|ends|sunsets|stops|ceases|"
    r"(?:runs|times|ages|phases) out|"
    r"winds down|keeps (?:going|working|running)|carries on|lives on|fades|drops (?:off|out|away)|falls (?:off|away)|"
    r"goes (?:away|off|out|dead|silent|by|on|in|at)|switches itself)"
)
_WILL = (
    r"(?:will|'ll|shall|is (?:going|about|set|due|scheduled|supposed|bound|meant|timed|programmed|slated|expected) to) "
    r"(?:also |then |soon |just |simply |automatically )?(?:expire|lapse|retire|vanish|disappear|die|end|stop|cease|go|"
    r"be (?:deleted|removed|revoked|expired|retired|disabled|switched off|turned off|dead|gone|killed|dropped))"
)
_KEPT = r"(?:kept|keep|keeping|left|leave|leaving|retained|held on to|hang(?:ing)? on to|hold(?:ing)? on to)"
_LIVES = (
    r"(?:still|for now|for the moment|for the time being|until|till|as (?:a )?(?:fallback|back-?up|spare|safety net)|"
    r"on a (?:timer|countdown)|on borrowed time|winding down|phased out|"
    r"(?<!one is )(?<!ones are )in (?:use|parallel|service|play)|alive)"
)
_ENDED = r"(?! (?:ended|is over|has|had|passed|elapsed|ran|expired|was))"
REMNANTS = (
    rf"{_OLD}[^.;!?\n]{{0,40}} {_GOES}{_NOW}",
    rf"{_OLD}[^.;!?\n]{{0,40}} {_WILL}",
    rf"{_OLD}[^.;!?\n]{{0,40}} has (?:an?|its) (?:end|expiry|expiration|sunset|date|deadline|timer|grace|shelf)",
    rf"{_OLD} (?:api |private |secret )?(?:key|one|token)s?[^.;!?\n]{{0,30}} {_LIVES}",
    rf"{_KEPT} the {_OLD}(?: api| private)? (?:key|one|token)",
    rf"(?:end|expiry|expiration|sunset|cut-?off|shut-?off|kill|termination) date{_ENDED}",
    rf"(?:valid|alive|active|good|live|usable|works|working|honou?red|accepted) (?:for )?(?:an?other |about |some )?"
    rf"{_NUMBER}(?: more)? {_TIME}",
    rf"{_NUMBER} (?:more )?{_TIME} (?:more|longer|left|to (?:live|go|run)|of (?:grace|life))"
    r"(?=[^.;!?\n]{0,40}(?:key|token|old|it))",
    r"(?:goes|dies|expires|ends|lapses|stops|vanishes|retires|falls) (?:away |off |out )?(?:all )?"
    r"(?:by itself|on its own|of its own|of itself|automatically)",
    r"(?:expir|delet|remov|revok|retir)\w{2,3} itself",
    r"(?:good|valid|alive|active|usable) for another",
    r"(?:set|due|scheduled|timed|programmed|slated|earmarked|marked|booked) (?:to|for) "
    r"(?:expir\w{1,4}|delet\w{1,3}|remov\w{1,3}|retire\w{0,4}|lapse|die|decommission\w{0,3})",
    rf"(?:grace|overlap|transition|changeover)(?: period| time| window)?{_ENDED}(?= (?:of|until|till|for|is|runs))",
    r"both keys (?:are |will |still )?(?:work|valid|active|live|alive|run|function|accepted|good|stay|remain|keep|"
    r"exist)",
    r"keys?[^.;!?\n]{0,40} both (?:still |of them )?(?:work|run|function|live on|are (?:valid|active|live|accepted))",
    # a postmaster or a domain left out
    r"postmaster(?:'s)?[^.;!?\n]{0,25} (?:(?<!not )left out|out of it|"
    r"not(?! forgotten| omitted| left| excluded| skipped| know| even)|"
    r"isn't|wasn't|hasn't|remains|stays|to follow|is next|"
    r"pending|later|tomorrow|unchanged|untouched|(?<!not )forgotten|alone|ignored|as (?:it|they) w)",
    r"(?:left|leave|leaving|forgot|forgotten|not|without|minus|excluding|never|ignored) (?:out )?(?:the )?postmaster",
    r"(?:one|two|some|part) of (?:the |our |my )?(?:two|three|four|five|several|many|\d{1,3})(?: sending)? domains?",
    r"(?:second|third|other|last|remaining) (?:sub-?)?domains?[^.;!?\n]{0,30} (?:not|later|tomorrow|next|pending|"
    r"follows?|remains?|waits?|to (?:do|follow|go)|is (?:run|managed|hosted|handled|with)|belongs|can't|cannot|"
    r"couldn't)",
    r"(?:biggest|largest|busiest|most important) (?:sub-?)?domain",
    # the same in other languages
    r"(?:alte[rn]?|bisherige[rn]?|vorige[rn]?|vorgänger)[^.;!?\n]{0,40}(?:läuft[^.;!?\n]{0,30}(?:aus|ab)\b|verfällt|"
    r"erlischt|gilt noch|noch gültig|gültig bis|endet|schaltet sich)",
    r"(?:vieja|antigua|anterior|previa|comprometida|filtrada)[^.;!?\n]{0,30}(?:caduca|vence|expira|morirá|caducará|"
    r"vencerá|expirará|dejará|se apaga|se borra|sigue|todavía|aún|hasta)\b(?!d)",
    r"(?:ancienne?|précédente?|vieille)[^.;!?\n]{0,30}(?:expire\b|expirera|s['’]éteint|s['’]éteindra|meurt|prend fin|"
    r"prendra fin|cessera|valable jusqu|valide jusqu|encore|sera)",
    r"(?:antiga|anterior|velha|vazada)[^.;!?\n]{0,30}(?:vence\b|expira\b|vencerá|expirará|caduca\b|vai |vale até|ainda|"
    r"cai sozinha|morre)",
    r"(?:vecchia|precedente|vecchio|di prima)[^.;!?\n]{0,30}(?:scade\b|scadrà|si spegne|si spegnerà|muore|cesserà|"
    r"vale fino|ancora|fino a)",
    r"(?:oude|vorige|vroegere|voorganger)[^.;!?\n]{0,30}(?:vervalt|verloopt|stopt|loopt[^.;!?\n]{0,20} af\b|geldt nog|"
    r"werkt nog|geldig tot|blijft|nog geldig)",
    r"(?:star[yea]|starego|poprzedni\w{0,2})[^.;!?\n]{0,30}(?:wygasa|wygaśnie|wyłączy|przestanie|straci|traci|działa|"
    r"ważny|jeszcze|nadal)",
)

_SIGHT = r"(?:repo|repos|repository|github|gitlab|history|code|bundle|commits?|source|javascript|app|page|website)"
_KEY = r"(?:keys?|tokens?|secret|schlüssel|clave|clé|chave|chiave|sleutel|klucz)"
_NEW = (
    r"(?:new|fresh|another|second|rotat|regenerat|replac|renew|reset|revok|roll|reissu|swap|chang|cycl|expir|kill|bin)"
)
# A key that is only taken out of sight, where no word tells that it was renewed or ended.
HIDDEN = (
    rf"(?:remov|took|tak|delet|scrub|purg|mov|clean|stripp)\w{{0,3}}[^.;!?\n]{{0,30}} {_KEY}[^.;!?\n]{{0,20}} "
    rf"(?:from|out of|off|in) [^.;!?\n]{{0,25}}{_SIGHT}",
)
RENEWED = (
    rf"{_NEW}\w{{0,5}} (?:the |our |my |a |an |another |new |private |api |secret |old ){{0,4}}"
    rf"{_KEY}(?! from| out of| off)",
    rf"{_KEY}[^.;!?\n]{{0,60}}{_NEW}",
)
