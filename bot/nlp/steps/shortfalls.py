"""How a deed falls short in so many words: the old one lives on, another place, those present, a habit, a plan, a thing
handed out and not yet put to use. Patterns for ``reserves``."""

_DEED = (
    r"(?:done|completed?|finished|reset|changed|rotated|renewed|replaced|enabled|switched on|activated|exchanged|"
    r"deleted|revoked|removed|expired|retired|killed)"
)
_DAY = (
    r"(?:tomorrow|tonight|later|soon|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|in an? |in the |on )"
)
_WHO = r"(?:everyone|everybody|all|users?|staff|team|them|colleagues|people|employees|each|the office)"
_SEASON = (
    r"(?:year|autumn|fall|spring|summer|winter|month|quarter|january|february|march|april|june|july|august|october)"
)
_OLD_LIVES = (
    r"(?<!nothing )(?<!no )(?:old|former|previous|earlier|other|second|leaked|first|"
    r"original) (?!no )(?:\w+ (?<!no )){0,2}?"
    r"(?:exists?|alive|stays?(?! (?:dead|off|out))|lives? on|(?:keeps?|goes|go|runs?|running|working) on|"
    r"keeps? (?:running|"
    r"working)|(?:is|are|stays?|remains?) in (?:use|place|force)|gives? (?:me )?(?:a )?200|answers?|responds?)",
    r"so (?:that|it|this|those|they|these) (?:one |ones )?(?:stays?|remains?)(?= |[.;!?\n]|$)(?! (?:dead|off|out))",
    r"(?:alive|valid|live|active|usable|running on|running|kept) (?:un)?till?(?= )",
    r"(?:wasn't|was not|weren't|isn't|not) (?:in|part of|among|affected by) the (?:leak|breach|dump)(?:ed)?",
)
_CHECKED = (
    r"(?:passwords?|credentials|logins?|keys?) (?:were|was|have been|has been) (?:only |all |just )?checked",
    r"(?:changed|reset|rotated|renewed|replaced|updated) (?:\w+ ){0,2}(?:in|since|back in) (?:19|20)\d\d\b|"
    r"(?:changed|reset|rotated|renewed|replaced) (?:\w+ ){0,2}(?:last year|(?:a|two|three|several|some|few|six|\d) "
    r"(?:few )?(?:years?|months?) ago)",
    r"now (?:they|he|she|everyone|everybody|all|the users|users) (?:only |just |all )?(?:needs?|ha(?:s|ve)) to\b",
    r"\bi (?:think|believe|guess|assume|suppose) you (?:\w+ )?(?:deleted|reset|revoked|changed|did|have|removed|"
    r"disabled)",
    r"key[^.;!?\n]{0,25} (?:was|has been|is|been) shared with|(?:a|the|its?) new (?:name|label|description)\b"
    r"[^.;!?\n]{0,15}(?:for|permissions?|scopes?)",
    r"(?:changed|updated|replaced|swapped) (?:it )?in (?:our|the|my) (?:\.env|config\w*|code|plugin|settings file|"
    r"env(?:ironment)? (?:file|variables?))",
)  # looked at, long ago, or only where it is used
_RESTRICTED = (
    r"(?:please|can you|could you|kindly|pls|plz) (?:also |then |now |just )?(?:delete|revoke|remove|expire|disable|"
    r"reset|rotate|kill|deactivate|change)[^.;!?\n]{0,20}\b"
    r"(?:api key|key|passwords?|credentials?|smtp|two[- ]factor|2fa)\b",
    r"(?:for|of|on) (?:the|that) (?:one )?(?:domain|site|brand|user|login|account) (?:in question|concerned|affected|"
    r"involved|(?:that|which|where|who)(?! (?:we|i|there) )|they|he|the (?:hacker|attacker|spam\w*|"
    r"attack)|you (?:mention|name|list|flag))",
    r"(?:everyone|everybody|users|people|staff|colleagues) (?:in|from) (?:the |our )?(?:marketing|sales|accounting|"
    r"accounts|finance|it|support|hr|admin|administration|development|engineering|operations|warehouse|office|shop|"
    r"head ?quarters|hq|back office|editorial|logistics|production)\b(?= |[.,;!\n]|$)",
    r"(?:passwords?|keys?|logins?|credentials|ones?) (?:that |which )?(?:i|we|he|she|they) (?:know|knew|knows|"
    r"remember(?:ed|s)?|am aware of|are aware of|was aware of|were aware of)\b",
    r"(?:api key|key|passwords?|credentials|smtp) (?:is|are|was|were) (?:fine|ok|okay|safe|secure|good|strong)\b",
    r"(?:reset|changed|regenerated|rotated|renewed|replaced)[^.;!?\n]{0,20} before the (?:attack|hack|incident|breach|"
    r"break-?in|spam|abuse)|(?:key|passwords?) had (?:already )?expired|leaked again",
    r"(?:disabled|switched off|turned off|deactivated|blocked) smtp (?:on|at|in|from) (?:our|my)",
    r"we had (?:2fa|two[- ]factor|mfa)[^.;!?\n]{0,30}\b(?:then|but|until)\b|\boff for (?:\d|one|two|him|her|my)",
    r"(?<!nobody )(?<!nobody still )(?<!no one )(?<!no one still )(?:it'?s|it is|still|has|uses|runs on|runs with) "
    r"the old (?:one|key|password)\b",
)  # for some of those that it should be for
_ELSEWHERE = (
    r"(?:on|in|for) (?:our |the |my )?(?:staging|dev|development|sandbox|demo|uat|preview)(?: (?:account|environment|"
    r"system|instance|server))?(?! box)",
    r"domain(?:'s|s'?)? sending keys?|sending keys? (?:of|for|on) (?:the |our |each |every )?domain",
)
_SCOPE = (
    r"the only (?:domain|user|key|login|one|account)s? (?:that|which|who|affected|concerned|abused|hacked|hit)"
    r"(?! (?:has|have|had|uses?|logs?|can|could|with|works?|goes|gets|comes|signs|enters))",
    r"everywhere (?:that |where )?(?:we|it|i|you|they) (?!know)\w+",
    rf"{_WHO} (?:[\w'’-]+ ){{0,5}}?(?:who|that) (?:was|were|is|are) (?:online|present|there|around|here|at work|"
    rf"on shift|"
    r"on duty|available|reachable|awake|in today|in the office)",
    r"(?:all|those|everyone|everybody) (?:those |of those )?(?:present|in attendance|at the meeting|"
    r"with a (?:smart)?phone)",
    r"(?:active|live) (?:users?|domains?|logins?|accounts?)|domains? in use",
)
_HABIT = (
    rf"(?:gets?|are|is) (?:\w+ )?{_DEED} (?:every (?!one|body|where)|each (?!of)|once an? |twice an? |quarterly|"
    rf"monthly|"
    r"regularly|annually|yearly|routinely)",
    rf"{_DEED}[^.;!?\n]{{0,25}} (?:last {_SEASON}|(?:\d{{1,2}}|two|three|four|six|some) (?:years?|months?) ago|"
    rf"before the "
    r"(?:break-?in|incident|hack|breach|attack))",
    rf"last time [^.;!?\n]{{0,40}} {_DEED}",
)
_PLAN = (
    rf"(?<!else )(?<!anything )(?<!there was )(?<!what is )(?:would|could|might|to) (?:all )?be {_DEED}"
    r"(?! (?:to|before))",
    r"(?:have|has|had|'ve|'d) been (?:talking|thinking|planning|meaning|wanting|going) (?:about|of|to|on)",
    rf"(?:we|i|he|she|they) (?:begin|start)s? (?:with \w+ |on it )?{_DAY}",
    r"(?:i|we) (?:assume|hope|trust|expect|suppose|presume|imagine|guess|believe) (?:that )?(?:\w+ ){1,4}?"
    rf"(?:has |have |had )?{_DEED}",
    rf"hopefully [^.;!?\n]{{0,30}}{_DEED}|{_DEED} [^.;!?\n]{{0,20}}hopefully",
    r"presumably|supposedly|revocation pending|(?:is|are|still) pending",
    r"t\.?b\.?[dac]\b",
)
_HANDED_OUT = (
    r"(?:trained|briefed|taught|reminded|recommended|advised|urged|encouraged|instructed|invited) (?:[\w'’-]+ ){0,4}?"
    rf"{_WHO}",
    rf"recommended [^.;!?\n]{{0,30}}to {_WHO}",
    r"(?:got|received|picked up) (?:the|a|an|his|her|their|hers) (?:qr ?codes?|reset (?:link|mail)s?|instructions?|"
    r"invitations?)(?! and)",
    r"(?:installed|downloaded) (?:the |an |their |his |her )?(?:\w+ )?(?:app|apps|authenticator)(?= |[.;,!?\n]|"
    r"$)(?! and)",
    rf"{_WHO}(?:'s| has| have|'ve)? (?:had|got|gotten|received|been sent) (?:a|an|the|my|our) (?:\w+ )?(?:mail|e-?mail|"
    r"message|whatsapp|text|note|memo|call|sms|reminder|letter)s? (?:from \w+ )?(?:to|asking|telling|that|about)",
    r"(?:mails?|e-?mails?|links?) (?:has|have) (?:\w+ )?gone out|made [^.;!?\n]{0,20} (?:available|optional)",
    r"(?:ordered|bestellt|commandé|pedido) [^.;!?\n]{0,30}(?:keys?|tokens?|schlüssel)|schlüssel bestellt",
)
_NOBODY = (
    r"(?:does|do|is|are|has|have)(?: not|n't) (?:\w+ ){1,5}?yet(?= |[.,;!?\n]|$)",
    r"(?:is|are) (?:\w+ )?(?:lacking|without|missing) (?:the|a|an|his|her|their) (?:\w+ )?(?:app|code|phone|key|token|"
    r"password|login|device)s?|lacks (?:the|a|an|his|her)",
    r"(?:hers|his|theirs|mine|one) (?:was|is|were|are) (?:already |still )?(?:strong|long|good|safe|secure|fine) "
    r"?(?:enough|already|anyway)?(?= |[.,;!?\n]|$)",
    r"(?:activate|enable|change|reset|do|finish|set up|turn on|switch on)s? (?:it|them|his|hers|theirs) "
    r"(?:when|once|as soon as|after) ",
    r"[\w'’-]{2,15}: (?:no|nope|not|nein|nicht|non|pending|missing|open|offen)(?= yet|[.,;!?\n]|$)",
    r"(?:on|active|enabled|set up) for (?:nobody|no one|none)",
    r"(?:nobody|no one|none of (?:us|them)) (?:has|have|had) (?:\w+ )?(?:it|one|them|changed|done|reset|enabled)",
    r"no (?:password|key|login|domain|user)s? (?:is|are|was|were) (?:\w+ )?(?:different|changed|new)",
    r"not a single (?:step|one|thing|password|key|user|domain|login)(?! (?:is |was |has )?(?:left|missing|open|old))",
    r"(?:i|we) (?:did not|didn't|have not|haven't)(?=[.;!?\n]|$)",
    r"(?:reset|invitation|link)s?[^.;!?\n]{0,40} bounced",
    r"(?:the|my|our) (?:other|remaining) (?:one|two|three|four|five|\d{1,2}|users?|people|colleagues?|ones)"
    r"(?:,? (?:who|they))? (?:logs?|uses?|shares?|works?|rarely|never|hardly|seldom|signs?|reads?|needs?|do(?:es)? not|"
    r"do(?:es)?n['’]t)",
    r"the (?:second|third|fourth|fifth|last|other)(?: one| domain)? is (?:only |just )?(?:parked|unused|not used|"
    r"inactive|dormant|idle|empty|redirected|no longer used)",
    r"correction\b[^.!?\n]{0,60}\b(?:failed|not|\w+n['’]t|only|forgot|forgotten|still|except)",
    r"(?:2fa|mfa|two.?(?:factor|step)(?: authentication)?) (?:for|on|in) (?:our|my|the) (?:e-?mails?|mailbox\w*|"
    r"microsoft|google|office|bank\w*|laptops?|vpn|computers?)(?! (?:platform|service|account|tool|sending))",
    r"(?:key|one|it)(?:'s| is)? (?:no longer|not) (?:in use|used|needed|being used)(?! (?:any|some|else))",
    r"(?:on|for) (?:all|everything|those|the ones|the domains?)(?: that| which)? (?:we|i) (?:use|have in use|need|"
    r"send from|work with)",
    r"(?:read|understood|understand|noted|seen|reviewed) (?:and \w+ )?all (?:of )?(?:the |your |four |these ){0,2}"
    r"(?:steps|points|items|measures|instructions)",
    r"smtp[^.;!?\n]{0,40}(?:for|of) [^ ;!?\n]{1,40}@[^;!?\n]{0,40},? (?:that|which) (?:was|is) the (?:one|login|user)",
    r"(?:has|have)(?: not|n['’]t) (?:yet )?logged in(?= since| yet| again|[.;,!?\n]|$)",
    r"(?:for|on) (?:me|my (?:own )?(?:login|account|side|user)|us|mine) at least|"
    r"at least (?:for me|on mine|mine|for us)",
    r"all but (?:the|my|our|one|two|three|a|\w+['’]s)",
    r"(?:we|i)(?:'ll| will| would|'d)? skip(?= |[.,;!?\n]|$)",
    r"(?<!it)(?<!that)(?<!he)(?<!she)(?<!there)(?<!what)(?<!who)['’]s (?:has |have )?failed",
)
_ABROAD = (
    r"aún no|aun no|non (?:\w+ ){0,3}ancora|ancora non|nog niet|nog geen|jeszcze nie|n['’]a(?:i|s)? pas encore|"
    r"noch keine?n?(?! (?:antwort|nachricht|rückmeldung|reaktion))",
    r"toca (?:poner|cambiar|activar|renovar)|(?:hay|tenemos|tengo) que (?:poner|cambiar|activar|renovar)",
    r"à (?:réinitialiser|changer|activer|remplacer|renouveler|supprimer)|reste(?:nt)? à",
    r"(?:pflicht|verpflichtend|gilt|aktiv) ab|(?:hat|haben) (?:es |sie )?noch (?:keiner|niemand)|a cambiar|da cambiare",
)
_STEP = (
    r"(?:keys?|smtp|pass(?:word|code|phrase)s?|2fa|mfa|two.?factor|logins?|credentials|users?|domains?|it|them|theirs|"
    r"his|hers)"
)
_CHANGED = r"(?:changed|reset|renewed|replaced|rotated|regenerated|enabled|activated|deleted|new|on|done)"
_NOT_QUITE = (  # long ago, by now surely, as a rule, for whoever can: none of it is a deed that is told
    r"(?:was|were|is|are|been) last (?:changed|reset|rotated|renewed|replaced|updated)",
    r"(?:is|are|'s|'re) (?:currently |now |still |just )?(?:replacing|changing|resetting|rotating|renewing|"
    rf"regenerating|enabling|activating|setting up|rolling out|switching on) (?:[\w'’-]+ ){{0,3}}{_STEP}",
    r"the (?:others?|rest|other \w{2,12}) (?:is|are) (?:un|not |never |hardly |rarely )used",
    r"(?:moved|switched|migrated|changed) (?:away |over )?from smtp (?:to|over)",
    rf"(?:i|we) think (?:that )?[^.;!?\n]{{0,25}}{_STEP}[^.;!?\n]{{0,20}} (?:was|were|has been|have been|is|are) "
    rf"(?:\w+ )?{_CHANGED}",
    r"(?:was|were|been) sent (?:a|an|the|his|her|their) (?:\w+ )?"
    r"(?:reset|links?|invitations?|instructions?|mails?|e-?mails?)",
    r"(?<!you )should (?:\w+ ){0,2}have (?:a |the |their |his |her )?(?:new|changed|reset|2fa|two|done|enabled|it on)",
    r"passwords? every (?:\d{1,3}|\w{2,8}) (?:days|weeks|months)",
    rf"(?:i|we) (?:recommend|advise|encourage|suggest|offer)(?:ed|d)? (?:[\w'’-]+ ){{0,4}}{_STEP}",
    r"(?:every|each|all)(?: \w+){0,2} (?:with|having) (?:a |an |the )?(?:\w+ )?"
    r"(?:smart-?phones?|phones?|mobiles?|android|iphones?|admin\w*|licen[cs]es?|laptops?)",
    r"still (?:have|has|need|needs) to (?:scan|set|do|change|reset|enable|activate|switch|turn|install|enrol\w*|"
    r"confirm|register|finish|complete|follow|log ?in|pair|add|accept)",
    r"(?:tested|tried|piloted) (?:2fa|mfa|two.?factor)[^.;!?\n]{0,20} (?:with|on|for)",
    r"(?:requested|ordered|applied for|asked for) (?:a |an |the )?(?:new |fresh )?(?:private )?(?:api )?key",
    r"key for (?:testing|tests?|staging|the sandbox|development)|(?:sandbox|test|testing|staging|dev) key",
    r"(?:replaced|changed|swapped) the (?:api |private )?key in (?:our|the|my) (?:\w+ )?(?:settings|config\w*|files?|"
    r"code|env\w*|source)",
    r"(?:one|ones|that|those) (?:of|in|for) [^.;!?\n]{1,30} (?:is|are|stays?|remains?) (?:as before|as it was|"
    r"as they were|unchanged|the same)",
    r"those (?:of us )?(?:in|at|on) (?:the|our) \w+ (?:have |has )?(?:all )?"
    r"(?:changed|reset|done|enabled|activated|set)",
    r"blocked for (?:one|two|three|four|five|some|\d{1,3})",
    r"(?<!all)(?<!everything)(?<!lot)(?<!it)(?<!that), (?:i|we) (?:hope|guess|suppose|assume)(?=[.;!?\n]|$)",
)
SHORTFALLS = (
    *_NOT_QUITE,
    *_OLD_LIVES,
    *_CHECKED,
    *_RESTRICTED,
    *_ELSEWHERE,
    *_SCOPE,
    *_HABIT,
    *_PLAN,
    *_HANDED_OUT,
    *_NOBODY,
    *_ABROAD,
)
