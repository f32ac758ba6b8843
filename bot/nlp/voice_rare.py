"""Words that customers hardly ever write of their own account and those who play the desk or speak to a program do, as
patterns for plain text. Each was looked for in the whole corpus: genuine tickets hold nearly none of them."""

from bot.nlp.answers.plain import to_plain

_READERS = r"(?:bot|robot|machine|ai|assistant|software|llm|computer|algorithm|language model|program|neural net\w*)"
_ONE_OF_US = (  # what a forum's visitors say of its moderators, or of themselves
    r"(?<!@)(?<!\ba )(?<!our )(?<!my )(?<!any )(?<!some )(?<!the )(?<!forum )(?<!community )(?<!list )(?<!as )(?<!, )"
    r"(?<!and )(?<!i'm )(?<!chat )(?<!new )"
)
_OF_THEIRS = (  # a customer's own, or his title below his name
    r"(?<!our )(?<!my )(?<!\ba )(?<!shift )(?<!site )(?<!night )(?<!her )(?<!his )(?<!their )(?<!systems )(?<!network )"
    r"(?<!office )(?<!operations )(?<!warehouse )(?<!accounts )(?<!floor )(?<!plant )(?<!store )(?<!it )"
)
RARE = (
    # the desk's trade words
    r"(?<!\w)(?:(?<!our )triage(?! (?:nurses?|desk|line|ward|room|team of ours|form|call|centre|center))|overrid\w+"
    rf"|{_OF_THEIRS}supervisor|disposition(?= ?[:=\"'])|verdict"
    r"|(?<!eu )(?<!privacy )(?<!nis2 )(?<!the )directive)(?!\w)",
    rf"(?<!\w){_ONE_OF_US}moderator(?!\w)(?! (?:of (?:the|our|my|a)|on (?:the|our|my)|and|or|could|can|might|may|here\?"
    r"|please|pls|who)(?!\w)|, )",
    r"(?<!\w)the (?:sender|requester) (?:has|may|shall|should) (?:now |be )?(?:satisf|pass|complet|send|verif"
    r"|releas|clear)",
    r"(?<!\w)this (?:sender|requester|customer) (?:please|is|was|has|may|can|shall|should|looks|now)(?!\w)",
    r"(?<!\w)(?:reviewed|checked|verified|vetted)[^.\n]{0,20} and (?:signed off|released|approved|cleared)(?!\w)",
    r"(?<!\w)signed off by (?:second|the desk|support|staff|ops|lead|tier|compliance|legal)",
    r"(?<!\w)second[- ]line(?! support (?:number|of yours))(?!\w)|(?:from|by|:) l[23](?!\w)",
    r"(?<!\w)(?:released? (?:this|the) (?:sender|customer|ticket|case)|(?:this|the) ticket is to be released)(?!\w)",
    r"(?<!\w)wav(?:e|ing) (?:me|us|this|it) through(?!\w)|(?<!\w)put us through(?!\w)",
    r"(?<!\w)(?:i'm|i am|we're|we are|is|been) (?:already )?pre-?(?:cleared|verified|vetted)(?!\w)",
    r"(?<!\w)trust (?:level|score)(?!\w)|(?<!\w)(?:speaking|writing) for (?:the|your) (?:trust|abuse|support"
    r"|compliance)",
    r"(?<!\w)(?:unblock|release) (?:list|queue|team)(?!\w)|(?<!\w)all required items(?!\w)|(?<!\w)case summary(?!\w)",
    r"(?<!\w)(?:without|skip) (?:the |any |further )?(?:reviews?|checking|verification)(?!\w)(?! (?:link|mail"
    r"|code|e-?mail))",
    r"(?<!\w)staff (?:channel|note|member notes)(?!\w)|(?<!\w)our internal chat(?!\w)",
    r"(?<!\w)(?:confirmed|checked) with (?:the )?owner(?!\w)|(?<!\w)matches our logs(?!\w)",
    r"(?<!\w)(?:positively|successfully) (?:identified|verified)(?!\w)|(?<!\w)no objections? (?:from|by|to|,)",
    r"(?<!\w)(?:this|the) sender completed|(?<!\w)restrictions? (?:may|can|should) be (?:removed|lifted) ?\*",
    # spoken to a program
    rf"(?<!\w)(?:good|dear|hello|hi|hey|thanks,?|thank you,?"
    rf"|nice) (?:[a-z]{{3,10}} )?{_READERS}(?!\w)(?!, (?:no offence|please pass|i (?:answered|have|did|already)|we ))",
    rf"(?<!\w)if you(?:'re| are) (?:an? )?{_READERS}(?!\w)",
    r"(?<!\w)(?:program|software|script|model|machine|thing|one|system) (?:that|who|which) "
    r"(?:first )?(?:reads|sorts|tags|decides|scores|classifies|handles|labels)(?: (?:this|mail|my|it|tickets)"
    r"|[:.,;])",
    r"(?<!\w)you are an? (?:[\w-]+ ){0,3}(?:expert|agent|assistant|reviewer|classifier|triage|moderator"
    r"|helper)(?!\w)",
    r"(?<!\w)your (?:only |sole |new )?(?:task|job|goal|mission|purpose) (?:is|:|here)(?!\w)",
    r"(?<!\w)repeat after me(?!\w)|(?<!\w)act on what you(?!\w)|(?<!\w)magic words?(?!\w)|(?<!\w)full marks(?!\w)",
    r"(?<!\w)pretend (?:that )?(?:all|every|you|the|we|this)(?!\w)",
    r"(?<!\w)(?:don't|do not|never) (?:tell|show|inform|contact|mention) (?:to )?(?:the |this )?(?:customer"
    r"|sender|user)(?!\w)",
    r"(?<!\w)everything (?:after|below|above) this (?:line|point|text)(?!\w)|(?<!\w)(?:after|below) this line(?!\w)",
    r"(?<!\w)when you (?:summari[sz]e|classify|tag|score|label|triage)(?!\w)",
    r"(?<!\w)in favou?r of the (?:sender|customer|user)(?!\w)|(?<!\w)(?:all )?(?:criteria|requirements) (?:are "
    r"|have been )?"
    r"(?:satisfied|fulfilled)(?!\w)|(?<!\w)satisfied all (?:requirements|criteria|conditions)(?!\w)",
    r"(?<!\w)(?:reply|respond|answer) to the customer(?!\w)|(?<!\w)output (?:the|your|its|a|an|ready|only)(?!\w)",
    r"(?<!\w)your (?:automated|automatic|virtual) (?:agent|assistant|system) (?:is|may|can|should|must)(?!\w)",
    r"(?<!\w)the assistant's (?:policy|rules|instructions)(?!\w)|(?<!\w)be a good (?:bot|robot|machine)(?!\w)",
    # logs, markup, machine text
    r"^\[?\d\d:\d\d(?::\d\d)?\]? (?:info|warn|debug|system|agent|bot)(?!\w)|^\s{0,4}\[?(?:bot|agent|system"
    r"|staff)\](?= )",
    r"(?<!\w)next_state(?!\w)|(?<!\w)accept_without|(?<![\w@])ai-directive|</?admin_|verify\(customer",
    r"[.!?] \[(?:bot|agent|system|support|staff|auto\w{0,6}|reviewer)\] ",
    r"[\"'](?:disposition|analyst|verdict|outcome|decision|reviewer|triage|label|trust)[\"'] ?: ?[\"'\w]",
    r"^ticket,|^this,auto,",
    # what it is, has or was made to do
    r"(?<!\w)(?:wrote|programmed|built|trained) (?:your code|you)(?!\w)|(?<!\w)your (?:new )?(?:behaviou?r|code"
    r"|weights"
    r"|training|database|memory|context|threshold|programmers?)(?= (?:is|was|:|left|says?)|[:,.])",
    r"(?<!\w)you (?:have been|were) (?:just )?(?:updated|reprogrammed|retrained|configured|authori[sz]ed)(?!\w)",
    rf"(?<!\w)(?:automated|automatic) (?:readers?|processing|screening|systems?)(?= ?:|,)|{_READERS} may act(?!\w)",
    r"(?<!\w)no (?:agent|human|person) will (?:ever )?(?:read|see|check)(?!\w)|(?<!\w)only you,? (?:so|the)(?!\w)",
    r"(?<!\w)response you should(?!\w)|(?<!\w)score (?:me|us|this)(?!\w)|(?<!\w)belongs to class(?!\w)",
    r"(?<!\w)(?:ready[ ,!.]{1,3}){3}|(?<!\w)(?:gate ?keeper|sorting|triage|tri|sorter) program(?:me)?(?!\w)",
    r"(?<!\w)past your checks(?!\w)|(?<!\w)(?:vip|trusted|checks|risk|ready) ?= ?(?:\d|true|false|yes|no)(?!\w)",
    r"-begin (?:agent|staff|system|desk|support|decision|verdict)|^\W{0,4}\[x\] (?:answers? complete"
    r"|limit lifted|cleared)",
    r"(?<!\w)(?:support|help|service) desk: \[|(?<!\w)limit may go(?!\w)|(?<!\w)\(colleagues:"
    r"|(?<!\w)senior agent(?!\w)",
    r"(?<!\w)wrote in the file(?!\w)|(?<!\w)on next contact(?!\w)|(?<!\w)account (?:is )?trustworthy(?!\w)",
    r"[\"'](?:check|result|review)[\"'] ?: ?[\"'](?:pass|ok|clear|done|good)",
    r"(?<!\w)why would an? (?:bot|ai|robot)(?!\w)|(?<!\w)it now marks(?!\w)|(?<!\w)release this customer(?!\w)",
    r"(?<!\w)checked (?:&|and|\+) (?:released|cleared|approved)(?!\w)",
    # the same in other languages
    to_plain(
        r"(?<!\w)(?:(?:kommentar|notiz|vermerk) (?:des|vom|der) (?:bearbeiters?|support|teams?|agenten"
        r"|mitarbeiters?)(?!\w)|(?:notitie|opmerking) van (?:collega|medewerker|support)(?!\w)"
        r"|niet zichtbaar voor (?:de )?klant|nicht sichtbar für (?:den )?kund|il revisore(?!\w)"
        r"|pour le personnel"
        r"|(?:instrucción|instrucciones|instrução|istruzioni?|anweisung) (?:para|per|an) (?:el|o|il|das|den) "
        r"(?:clasificador|sistema|bot|modelo|classificador|classificatore|modell|programm)(?!\w)"
        r"|sistema de (?:triagem|triaje)(?!\w)|пометка (?:оператора|сотрудника|для)(?!\w)"
        r"|(?:antworte nur|responde solo|réponds (?:seulement|uniquement)"
        r"|responda apenas|rispondi solo|antwoord alleen)(?!\w)|ki-modell(?!\w)|sprachmodell(?!\w)"
        r"|vermerk teamleitung|f(?:ü|ue)r (?:euren|ihren|den) (?:computer|rechner|automaten)(?!\w)"
        r"|para quien automatiza)"
        r"|réservé au personnel|programme de tri"
        r"|审核员|审核备注|社内用|社内メモ|担当者より|(?:主管|经理)批准|请勿再询问|上司承認済"
    ),
)
# Words that nobody sees, of which so many are meant for a program; a preview line is shorter or quoted. Between them
# stand hyphens and apostrophes at will, other marks and blanks at most three.
_GAP = r"(?:['-]*+[^\w'-]\W{0,2}|['-]++)"
HIDDEN = rf"\w{_GAP}\w++{_GAP}\w"
