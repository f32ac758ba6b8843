"""What sounds like all and is not: everybody who has a telephone, wherever possible, a plan's finished actions, another
account, what was put back."""

_THERE_ENDS = r"(?=[.,;!?\n]| (?:now|today|yesterday|last|this|already|is|was|has|too|as|on)\b|$)"  # "done all of that"
_ALL = r"(?:everyone|everybody|anyone|all|those|each|every|whoever|the ones|the people|the users)"
_NOUN = (
    r"(?: (?:of|the|our|us|my|users?|people|staff|colleagues|ones?|members|domains?|logins?|seats|accounts?|"
    r"employees|"
    r"person|individual|smtp|sending|team)){0,4}"
)
_WITH_ACCESS = (
    r"(?! (?:we |i |they |you |ever |still |actually |currently |now |also |can |could |may |might |are |is |"
    r"was |were |has |have |"
    r"had |"
    r"having |needs? |the |an |a |any |sort of |some |kind of |form of |valid |own ){0,5}(?:access|logins?|log|"
    r"logs|logged|"
    r"accounts?|sign|signs|get in|gets in|getting in|seats?|use it|uses it|used it|use the|uses the|work here|"
    r"works here|"
    r"use this|uses this|on (?:the|this|our)|in (?:the|this|our)|touch|touches|left|there|listed|rights|"
    r"credentials|keys|"
    r"triggers?|triggered|visits?|visited|opened|clicks?|searches|browses|downloads?|finds|clones?|guesses|"
    r"enter|enters|own|run|manage|operate|use|send|send from|host|registered|asked|mentioned|named|requested|"
    r"sent us|gave|"
    r"to say|begins?|start|remained|remains|is in|was in|"
    r"receive|received|got|of them|needed|required|know the|knows the|passw\w+))\b"
)
_FREQUENCY = r"(?:still|regularly|often|usually|mostly|really|normally|nowadays|today|these days|at the moment|daily)"
_NARROW = (
    r"(?:active|regular|full-time|part-time|permanent|human|main|important|relevant|affected|production|live|"
    r"critical|"
    r"interactive|core|primary|senior|principal|major|busy|frequent|daily|full-timer|salaried|day-to-day|"
    r"customer-facing|public-facing|high-risk|privileged|technical|obvious|known|reachable|available|present)"
)
_PEOPLE = (
    r"(?:users?|staff|logins?|people|domains?|accounts?|seats|employees|colleagues|members|team|ones?|"
    r"addresses)"
)
_OUTRIGHT = (
    rf"(?!all of (?:which|whom)\b|all of that{_THERE_ENDS}){_ALL}{_NOUN} (?:who|whose|that|which)\b(?!'s (?:left|got))"
    rf"{_WITH_ACCESS}",
    rf"{_ALL}{_NOUN} (?:who|that|which|we|i) (?:\w+ ){{0,3}}{_FREQUENCY}\b|"
    rf"{_ALL}{_NOUN} (?:i|we) (?:\w+ )?(?:know|knew|could|can|found|find|remember|recall|recogni[sz]e|reached|"
    rf"spotted|saw|"
    r"see|had time|managed|got hold)\b",
    rf"(?:all|every|each|everyone's|any) (?:of )?(?:the |our |my )?(?:\w+ )?{_NARROW} (?:\w+ )?{_PEOPLE}",
    r"(?:everyone|everybody|all|staff|users) (?:in|at|from) (?!the office|our office|the team|our team|this|your)"
    r"(?:the |our )?\w+ (?:office|branch|department|headquarters|hq|site|warehouse|team|depot|building|shift)",
    r"(?:wherever|where|insofar as|in so far as|as far as|to the extent|whenever) (?:this |that |it |was |is |were )*"
    r"(?:technically |reasonably |practically |at all |humanly )?(?:possible|feasible|applicable|practicable|"
    r"relevant|"
    r"needed|necessary|supported|sensible|appropriate|practical|allowed|available)",
    r"as (?:much|many|best)(?: \w+)? as (?:is |was |were )?(?:possible|feasible|we could|i could|we can|i can)|"
    r"(?:as|if|where) (?:applicable|appropriate|necessary|required|needed)\b",
    r"(?:service|bot|robot|system|machine|shared|generic|kiosk|reception|legacy|functional|team) (?:logins?|"
    r"accounts?|"
    r"users?|seats?) (?:have|has|can't|cannot|don't|doesn't|do not|does not|keeps?|are|is|was|were|only|stays?|"
    r"remains?|"
    r"which|we|that)\b",
    r"(?:passwords?|one factor|single factor) only\b|by design\b|only the (?:main|primary|admin|owner)",
    r"(?:\d{1,3}|two|three|four|five|seven|ten|fourteen|thirty)[- ](?:day|week|hour)s? (?:window|grace|deadline|"
    r"period|"
    r"to (?:enrol|enroll|do|comply|switch|change|set))",
    r"the (?:other|remaining|last) (?:\w+ )?(?:have|has|are|is|get|gets|will) (?:until|till|to\b|an? |two|three|"
    r"\d|still|"
    r"yet|going|being|scheduled|waiting|promised|struggling|stuck|fighting)",
    r"(?:draft|for (?:your |internal |board |final )?approval|target (?:date|state)|due date|eta\b|go-live|to-be|"
    r"(?:remediation|action|project|response|recovery|incident response) plan|plan v|planned (?:actions|steps|"
    r"measures)|"
    r"proposed (?:actions|steps|measures|timeline))",
    r"(?:changed|switched|turned|went|gone|moved|rolled|reverted|flipped|set|(?:has|have|had|'s|'ve|he|she|they) put)"
    r"(?: [\w']+){0,5} back(?=[.,;!\n]|$| (?:to|in|because|since|for|as|again|off)\b)(?! to (?:normal|work)|"
    r" in business)",
    r"(?:turned|switched|taken|took|switch|turn)(?: \w+){0,4} off again|(?:restored|reinstated|revived|resurrected|"
    r"re-?activated|brought back) the (?:old|earlier|previous|former|original|leaked|first)"
    r"(?! (?:\w+ )?(?:web ?site|site|shop|server|page|theme|version|design))",
    r"(?:the )?last time (?:this|we|it|around|round)|(?:on|at) that (?:occasion|time)|back then|the previous time|"
    r"when (?:this|it) happened (?:before|last)|in (?:the|our) (?:previous|earlier|last) (?:incident|case|breach|"
    r"hack)",
    r"(?:our|my|the|their) (?:other|second|sister|parent|personal|test|old|eu|us) (?:mailgun )?account|(?:another|a "
    r"different) (?:mailgun )?account|sister company",
    r"(?:consider|regard|treat|call) (?:it|them|that|this|all|everything|the|these|those)[^.;!?\n]{0,30} "
    r"(?:done|sorted)|(?:consider|regard|treat) (?:it|them|that|this|all|everything|the|these|those)[^.;!?\n]{0,30} "
    r"(?:completed?|finished|closed)|good as done",
    r"(?:no|not the faintest|not the slightest|haven't an?) (?:idea|clue) (?:who|whose)\b|"
    r"(?:don't|do not|didn't|can't) (?:\w+ )?(?:know|tell|recogni[sz]e|remember) (?:who|whose)\b",
    r"(?:that's|it's|that is|this is|it is|that was|it was|which is|2fa is|factor is|one is|we've|"
    r"i've) (?:\w+ )?(?:parked|shelved|on ice|"
    r"on hold|postponed|deferred|put off|delayed|adjourned|paused|given up|abandoned|put aside|stalled)\b",
    r"still (?:\w+ )?(?:fighting|struggling|battling|wrestling|stuck|trying|having (?:trouble|problems|difficult\w+)|"
    r"learning|refus\w+|argu\w+|missing|lacking|asking|keeps? asking)|"
    r"(?<!keyboard )(?:is|are) (?:struggling|refusing|stuck)",
    r"(?:would|'d|we|i|they|he|she) (?:rather|prefer to|decided to|chose to|chosen to|want to|wants to|like to)? ?"
    r"(?:keep|kept|keeps|stick with|stuck with|hang on to|stay with) (?:it|them|his|hers?|theirs|ours|mine|my|"
    r"our|their|"
    r"the same|using)\b",
    r"never (?:the|a|any) (?:problem|issue|danger|risk)|long enough|strong enough|secure enough|complex enough",
    r"smtp (?:mail )?(?:server|relay|service|daemon|host|port|settings|config\w*|plugin)[^.;!?\n]{0,30} (?:restarted|"
    r"rebooted|patched|updated|upgraded|reinstalled|moved|migrated|checked|hardened)",
    r"(?:links?|e-?mails?|invitations?|invites?|letters?|instructions?|reminders?) (?:have |has |was |were |are |"
    r"is )?"
    r"(?:all )?(?:been )?(?:gone|sent|went|mailed|sitting|issued|distributed)(?: out| off| round| around)? to "
    r"(?:all|every|each|everyone|everybody|users|the users|our users|staff|the team|them)",
)
_GERMAN = (
    r"\b(?:alle[nr]?|jede[rmn]?|diejenigen|denjenigen)(?: \w{3,20})?, (?:die|der|welche|welcher|deren|bei denen)\b"
    r"(?![^.;!?\n]{0,40}(?:zugang|zugriff|login|konto|anmeld|einlog|dinge|schritte|punkte|sie ))",
    r"(?:soweit|wo|sofern) (?:\w+ )?(?:möglich|nötig|machbar|sinnvoll|vorhanden|technisch)|aktiven (?:benutzer|"
    r"nutzer|domains)|"
    r"(?:zurückgestellt|zurückgenommen|rückgängig|wieder (?:ab|aus)geschaltet|wieder eingesetzt)",
)
_ROMANCE = (
    r"(?:tous ceux|toutes celles|ceux|celles|(?:tous les|toutes les) \w{3,20}) (?:qui|dont|que|où)\b"
    r"(?! (?:ont|a|avaient|y ont|disposent) (?:un |l['’]|d['’])?(?:accès|compte))",
    r"(?:todos|todas) (?:los|las) (?:\w{3,20} )?(?:que|cuy\w{1,2})\b(?! (?:tienen|tenemos|tiene|tenían|usamos|hay))|"
    r"(?:los|las) que (?:más )?(?:usamos|tienen|están|usan)\b(?! acceso)|(?:usuario|dominio|cuenta) principal|"
    r"casi siempre|volv(?:í|i|imos|ió|ieron) a (?:quitar|desactivar|apagar|desconectar|poner)|"
    r"volt(?:ei|amos|ou) a (?:desligar|desativar|tirar)",
    r"(?:todos|todas) (?:os|as) (?:\w{3,20} )?que\b(?! (?:têm|temos|tem|tinham) )|(?:os|"
    r"as) (?:\w{3,20} )?que (?:usamos hoje|"
    r"estão em uso|ainda)|(?:usuário|domínio|conta) principal|ficaram como",
    r"(?:tutti|tutte) (?:quelli|quelle|coloro|gli \w{3,20}|i \w{3,20}|le \w{3,20}) (?:che|cui)\b(?! (?:hanno|ha|"
    r"abbiamo) (?:un )?"
    r"(?:access|account))|dove possibile|(?:utente|dominio|account) principale",
    r"(?:là où|dans la mesure du possible|si possible|quand c['’]est possible|donde (?:es|era|fue) posible|"
    r"en lo posible|"
    r"onde (?:é|era|foi) possível|na medida do possível)",
)
_NORTHERN = (
    r"(?:iedereen|alle \w{3,20}|degenen|diegenen|elke \w{3,20}),? (?:die|dat|bij wie|waarvan)\b"
    r"(?![^.;!?\n]{0,30}(?:toegang|account|inlog|nodig))|waar (?:mogelijk|nodig)|voor zover mogelijk|zodra (?:de|"
    r"het|hij|zij|we|er)",
    r"(?:wszyscy|wszystkich|wszystkim|każdy|każdego|tych|ci|tym|użytkownik\w{0,4}|domen\w{0,3}),? (?:którzy|"
    r"które|których|którym|"
    r"który|której|co)\b(?![^.;!?\n]{0,30}dostęp)|(?:gdzie|o ile|jeśli) (?:to |się |było )?(?:możliwe|da|dało)",
)
_HEDGED = (
    r"by [\"'“‘]?(?:us|all|everyone|everybody|we|done|users|both|reset|rotated|everything)[\"'”’]? (?:i|"
    r"we) (?:\w+ )?(?:mean|meant)\b",
    r"(?:a different|another|a separate|a whole other) (?:matter|story|kettle|issue|chapter|topic|question|thing)\b",
    r"(?:don't|doesn't|do not|does not|not) (?:\w+ )?count(?:ing)?\b(?! on| that)|(?:technically|broadly|"
    r"roughly|generally|"
    r"so to|in a manner of) speak\w{0,3}|(?:sort|kind) of (?:done|reset|changed|on|enabled|rotated|finished|"
    r"complete|there)",
    r"(?:by and large|in the main|for the most part|on the whole|in essence|for all practical purposes|all intents|"
    r"give or take|short of|barring|bar (?:my|our|the|a|for)|minus (?:my|our|the|a|one)|save (?:my|our|the) )\b",
    r"(?:because|since|as|due to|thanks to)[^.;!?\n]{0,30} (?:lock(?:s|ed)? (?:\w+ ){0,3}out|not (?:supported|"
    r"possible|offered|applicable|"
    r"allowed)|is coming|breaks?|broke)\b",
    r"(?:not|isn't|wasn't) applicable|\bn/a\b|doesn't (?:apply|support|offer|have) (?:to|it|that|this|2fa)",
)
_OLD_LATER = (
    r"(?:den alten|die alten|der alte|alte[rn]? (?:schlüssel|key))[^.;!?\n]{0,30} (?:löschen wir|lösche ich|"
    r"entfernen wir|wird (?:noch|dann|"
    r"nach)|kommt (?:nach|dann|am|später|noch)|nehmen wir|schalten wir)",
    r"(?:la vieja|la antigua|la anterior|l['’]ancienne|la vecchia|a antiga|la precedente|"
    r"la de antes)[^.;!?\n]{0,30}(?:remos|ré|erons|erai|"
    r"eremo|erò|aremos|vamos a|vamos|allons|on la |va être|será|verrà|sarà)\b",
    r"(?:de oude|het oude|oude sleutel)[^.;!?\n]{0,20} (?:halen|verwijderen|gooien|zetten|wissen|trekken|gaat|"
    r"gaan|komt) (?:we|wij|ik|er|eraan|"
    r"later|nog|straks|eruit)\b",
    r"(?:star[yea]|starego|poprzedni\w{0,2})[^.;!?\n]{0,30}(?:skasuj\w{1,3}|usunie\w{0,2}|wyłącz(?:ymy|ę)|"
    r"zlikwiduj\w{1,3}|unieważni(?:my|ę)|"
    r"wyrzuci(?:my|mę)|po (?:migracji|przeniesieniu|weekendzie|wdrożeniu|świętach))\b",
)
LIMITS = (*_HEDGED, *_OLD_LATER, *_OUTRIGHT, *_GERMAN, *_ROMANCE, *_NORTHERN)
