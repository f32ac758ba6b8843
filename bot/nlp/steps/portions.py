"""A part told of as a part: who is excluded, which one comes second, what was kept beside what was changed, and a group
of domains, persons or keys alone. Patterns for ``reserves``; those of a group hold only where no word in the message
tells that the group is all there is."""

_OTHER = r"(?:others?|rest|remaining|second|third|backup|back-up|spare)(?: ones?| two| three| four| keys?| domains?)?"
_NOBODY = (
    r"(?<!nobody )(?<!no one )(?<!none )(?<!nothing )(?<!not )(?<!nobody is )(?<!nobody was )(?<!no one is )"
    r"(?<!no one was )(?<!none is )(?<!none are )(?<!none were )(?<!never )(?<!no user )(?<!no domain )(?<!no login )"
)
_EXCLUDED = (
    rf"{_NOBODY}(?:excluded|excepted|exempt(?:ed)?)",
    r"with the (?:exclusion|exception|omission) of|(?:excluding|exempting|omitting|leaving aside) (?!no|any)",
    r"(?:2fa|contraseñas?|claves?|senhas?|smtp|verificaci\w{2}|verificaç\w{2})[^.;!?\n]{0,40}, "
    r"(?!antig|velh|anterior|vazad|chave|já|ja |ningun|nenhum|nadie|a |o |foi |la vieja)\w{2,15} exclu[ií]d[oa]s?",
    r"exclu[ií]d[oa]s? (?:a|o|la|el|las|los|as|os) d[aeo]s?",
    r"menos (?:la|el|las|los|a|as) d[aeo]s?|meno quell[aoei] d\w{1,3}|moins (?:celui|celle|ceux|celles) d\w{1,2}",
    r"à l['’]exclusion d\w{1,3}|(?<!personne )(?<!aucune )(?<!aucun )(?<!n['’]est )(?<!été )exclue?s?(?= |[.;,!\n]|$)",
    r"(?<!nessuno )(?<!nessuna )(?<!punto )(?<!utente )(?<!dominio )(?<!è )esclus[oaie](?! nessun)",
    r"(?<!niemand )(?<!niets )(?<!geen )uitgezonderd",
    r"(?<!niemand )(?<!niemanden )(?<!keiner )(?<!nichts )ausgenommen",
)
_IN_TURN = (
    rf"(?<!a )(?<!one )(?<!each )(?:{_OTHER}|next one|last one) (?:in (?:an?|one|two|\d+|half an?) "
    rf"(?:hours?|minutes?|days?|weeks?)|tonight|tomorrow|later|soon|to (?:come|follow)|is next|are next|comes? (?:in|"
    rf"at|on|after|last|next|later))",
    r"(?:his|hers|theirs|mine|\w+['’]s) (?:comes?|come|is|are|follows?) (?:last|next|later|after|then|afterwards)",
    r"(?<!just )then (?:come |comes |follow )?(?:the )?(?:others|rest|remaining \w+)(?= ?[.;!\n]|$)",
    r"the first (?:one )?of (?:the|our|my) (?:two|three|four|five|six|several|many|\d+)",
    r"(?:first|1st) (?:half|batch|wave) (?:of|is|are|was|has|have|done)|phase (?:1|one)",
    r"(?:ok|okay|done|new|on|yes|reset|changed), (?:and )?(?-i:[A-Z])\w{1,15} (?:on|from|by) (?:monday|tuesday|"
    r"wednesday|thursday|friday|saturday|sunday)",
    r"(?:zweite[rs]?|andere[rn]?) (?:in einer stunde|morgen|heute abend|später|folgt|kommt|am \w{4,10}tag)",
    r"(?:segund[oa]|otr[oa]s?) (?:en una hora|mañana|más tarde|luego|después|esta noche)",
    r"(?:deuxième|seconde?|autres?) (?:dans une heure|demain|plus tard|ensuite|ce soir|suit|suivra)",
    r"(?:segund[oa]|outr[oa]s?) (?:em uma hora|daqui a|amanhã|mais tarde|depois|hoje à noite)",
    r"(?:second[oa]|altr[oaie]) (?:tra un['’]ora|fra un['’]ora|domani|più tardi|dopo|stasera)",
    r"(?:tweede|andere) (?:over een uur|morgen|later|straks|vanavond|volgt)",
)
_KEPT = (
    rf"(?<!nothing )(?:the )?{_OTHER},? (?:i|we|he|she|they) (?:\w+ )?(?:kept|left|spared|retained|saved)",
    rf"(?:kept|keeps?|keeping|retain(?:ed|s)|spar(?:ed|ing)|(?:held|hung) on to) (?:the |my |our )?{_OTHER}",
    r"(?:kept|keeps|spared|sparing) (?:his|hers|theirs|its|that of|those of|one|two|three|some|both|a few|the \w+['’]s)"
    r"(?= |[.,;!\n]|$)(?! (?:eye|copy|copies|record|notes?|list|finger))",
    r"(?:login|password|one|key|user|domain)s? (?:stays?|remains?|stayed|remained) (?:as (?:is|it|they)|the same|"
    r"unchanged)",
    r"(?:insist(?:ed|s)|insisting) on (?:his|her|their|the) old",
    r"(?:die |den |das )?(?:anderen?|übrigen|zweiten?|restlichen)(?: \w+)?,? (?:haben wir |habe ich |hab ich )?"
    r"(?:behalten|belassen|so gelassen|verschont)",
    r"(?:otr[oa]s?|demás|de \w+)(?: dos| tres)?,? (?:las? |los? )?(?:dejé|dejamos|conservé|conservamos|"
    r"mantuve|mantuvimos)",
    r"(?:autres?|seconde)(?: deux| trois)?,? (?:je |on |nous )?(?:les |l['’])?(?:ai |avons |a |sont )?"
    r"(?:gardée?s?|conservée?s?|laissée?s?)",
    r"(?:outr[oa]s?)(?: duas| dois| três)?,? (?:eu |nós )?(?:mantive|mantivemos|deixei|deixamos|guardei|guardamos)",
    r"(?:altr[oaie])(?: due| tre)?,? (?:le |li |l['’])?(?:ho |abbiamo )?(?:tenut|lasciat|conservat|mantenut)\w",
    r"(?:andere|overige|tweede)(?: twee| drie)?,? (?:heb ik |hebben we |zijn )?(?:gehouden|behouden|bewaard|gelaten)",
)
_SHORT = (
    r"(?:though|but|just|only) not (?:for|on|at) (?:the|our|my|his|her)",
    r"(?:bosses|admins?|owners?|managers?|me) (?:only )?so far",
    r"(?:sister|twin|sibling|companion) (?:key |one )?(?:lives|works|remains|stays|is (?:still|unchanged|alive))",
    r"(?:key|domain|one)[^.;!?\n]{0,25}, (?:but |and )?there(?:'s| is) (?:another|a second|one more)",
    r"(?:have|need|got) to (?:chase|nag|nudge|catch|remind)(?: (?:him|her|them|up))?(?= ?[.,;!\n]|$)",
    r"(?:who|that) (?:was|were) logged (?:in|on) (?:that|on|at|yesterday|when|then)|l[oa]s que estaban",
)
PORTIONS = (*_SHORT, *_EXCLUDED, *_IN_TURN, *_KEPT)

_LOGIN = r"(?:passwords?|2fa|mfa|two.factor|logins?|second factor)"
_ALL_OF_THEM = (
    r"(?!(?:all|our|own|both|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|same|whole|entire|full|complete|"
    r"sending|mail|e-?mail|account|new|single|sole|only|said|following|above|control|small|little|tiny|one|every|each|"
    r"any|the|this|that|second|third|last|other|\d+)\b)"
)
_GROUP = r"(?:team|department|branch|crew|shift|group|office)"
_FOR_ME = (
    r"(?:yes|yep|ok|okay|done|on|active|enabled|set up),? (?:for|on|with) (?:me|mine|my (?:own )?(?:login|side|end|"
    r"part))(?= ?[.;!\n(–-]|$)",
    r"as for (?:me|myself)|speaking for myself|(?:2fa|mfa|passwords?) (?:for me|on my (?:side|end)) (?:is|are|was)",
    r"(?:2fa|mot de passe|authentification) pour moi(?! et)|(?:2fa|zwei-faktor) (?:für mich|bei mir)(?! und)",
    r"(?:ja|aktiv|erledigt|an),? (?:bei|für) mi(?:r|ch)(?= ?[.;!\n]|$)",
    r"(?:oui|ok|fait|active?|activée?),? (?:pour|chez) moi(?= ?[.;!\n]|$)",
    r"(?:sì|si|ok|attiva|fatto),? (?:per|da) me(?= ?[.;!\n]|$)",
    r"(?:sí|si|ok|hecho|activad[oa]),? (?:para|por) (?:mí|mi)(?= ?[.;!\n]|$)",
    r"(?:sim|ok|feito|ativad[oa]),? (?:para|pra) mim(?= ?[.;!\n]|$)",
    r"(?:ja|ok|klaar|aan),? (?:voor|bij) mij(?= ?[.;!\n]|$)",
)
_OF_SOME = (
    rf"smtp[^,.;!?\n]{{0,40}} (?:for|of|on|in|at) (?:the |our |my )?{_ALL_OF_THEM}[\w-]{{2,15}} (?:customers?['’] )?"
    r"(?:sub-?)?(?:domains?|sites?|shops?|brands?|stores?|region|zone)"
    r"(?! (?:and|plus|as well)\b)",
    r"smtp(?:(?! and )[^,.;!?\n]){0,40} (?:for|of|on|in) (?:the |our |my )?(?:web ?)?(?:shop|store|site|blog|"
    r"newsletter|production|live)(?= ?(?:[.;!\n]|$)| (?:is|are|was|were|has|have|changed|reset|done)\b)",
    r"(?:of|for|on) (?:one|a single) (?:sub-?)?domain(?! (?:that|which|we|i)\b)",
    rf"(?:biggest|largest|busiest|most important) (?:\w+ )?domains|{_LOGIN}[^.;!?\n]{{0,20}} in question",
    r"where (?:i|we)(?: am|'m| are|'re| have| had) (?:\w+ )?(?:admin|owner|rights|access|permissions?)",
    rf"{_LOGIN}[^.;!?\n]{{0,30}} (?:of|for|at|in|on for) (?:the|our) {_ALL_OF_THEM}\w{{2,15}} {_GROUP}",
    r"(?:us|people|users|colleagues|staff|those) (?:here |over )?in (?-i:[A-Z])\w+",
    r"(?:production|prod|live|main|primary|shop|newsletter|website|crm|erp|app|backend|marketing) (?:api )?key "
    r"(?:is|was|has)",
    r"smtp[^.;!?\n]{0,30} (?:für|bei|von|der) (?:den |die |der )?(?!allen? )(?:deutschen|österreichischen|europäischen|"
    r"eigenen|wichtigsten|aktiven) domains?|(?:shop|webshop|produktiv)[- ]?(?:domain|smtp)",
    r"smtp[^.;!?\n]{0,30} (?:de la tienda|de los dominios de|para la tienda|de la boutique|pour la boutique|du site|"
    r"da loja|para a loja|del negozio|per il negozio|voor de (?:web)?(?:shop|winkel)|van de (?:web)?(?:shop|winkel))",
)
_RANKS = (
    r"(?:seen to|changed|reset|renewed) my own(?: \w+)?(?= ?[.;!\n]|$)",
    r"smtp[^.;!?\n]{0,40} domain (?:in|from) your|smtp[^.;!?\n]{0,40} domain you (?:named|mentioned|listed)",
    r"(?:für die|bei den) (?:chefs?|admins?|leitung|geschäftsführung)|(?:passwörter|kennwörter|2fa) der \w{3,20} "
    r"(?:sind|ist)(?<!benutzer sind)(?<!nutzer sind)(?<!mitarbeiter sind)(?<!user sind)(?<!leute sind)",
    r"para (?:los (?:jefes|administradores|directivos)|la (?:dirección|gerencia))",
    r"pour (?:la direction|les (?:chefs|admins|administrateurs|dirigeants))",
    r"para (?:a (?:diretoria|gerência|chefia)|os (?:chefes|administradores))|senhas d[ao] (?:matriz|escritório|filial)",
    r"per (?:i (?:titolari|capi|dirigenti)|gli amministratori|la direzione)",
    r"voor de (?:directie|bazen|beheerders|leiding)",
)
NARROWED = (*_FOR_ME, *_OF_SOME, *_RANKS)
WHOLE = (
    r"only (?:one|me|domain|user|key|login|site|person|shop|have|has|two|ones?)|(?:our|my|the|one and|an) only|"
    r"sole|solely",
    r"just (?:that|the|this) (?:one|two)|just (?:me|us|one)|nobody else|no ?one else|no others?|(?:that's|that is) "
    r"(?:all|everyone|everybody)|all of (?:them|us) |by myself|(?:for |and )(?:everyone|everybody)|those are|"
    r"they are (?:all|both)",
    r"einzige[rn]?|sonst (?:hat )?(?:keine[rn]?|niemand)|nur (?:ich|eine)|allein",
    r"únic[oa]|nadie más|solo yo|seule?|unique|personne d['’]autre|unic[oa]|nessun altro|solo io",
    r"são todas|para todos|pour tous|per tutti|voor iedereen|für alle|das sind alle",
    r"só eu|ninguém mais|enige|alleen ik|niemand anders",
)
