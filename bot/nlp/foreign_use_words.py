"""The words by which people tell of somebody else's use of their account, as parts of patterns for plain text (lower
case, without accents), by the kind of saying."""

SOMEBODY = (
    r"(?:some|any)(?:one|body)(?: else| elses)?|strangers?|outsiders?|intruders?|hackers?|attackers?|spammers?"
    r"|scammers?|crooks?|thie(?:f|ves)|fraudsters?|criminals?|bots?|robots?|whoever|third part(?:y|ies)"
    r"|unknown (?:person|people|part(?:y|ies)|senders?|users?|visitors?)|people (?:that |who )?(?:we|i|nobody here)"
    r" (?:don't|do not|never|doesn't)|(?:ex|former|old)[- ](?:\w+ )?(?:employee|colleague|developer|contractor|agency"
    r"|freelancer|intern|man|woman|admin|partner|supplier|boyfriend|husband|wife)(?:'s)?",
    r"jemand(?:em|en)?(?: ander(?:s|er))?|fremde[rn]?|unbekannte[rn]?|angreifer|dritte[rn]?|betruger|gauner",
    r"alguien(?: mas)?|desconocidos?|extranos|intrusos?|terceros|atacantes?|estafadores|un ajeno",
    r"quelqu'un(?: d'autre)?|(?:des |un )?inconnus?|pirates?|intrus|(?:un |des )tiers|escrocs?",
    r"alguem|outra pessoa|desconhecidos?|estranhos|invasor(?:es)?|terceiros|golpistas?",
    r"qualcuno|qualcun altro|sconosciuti|estranei|intrusi|terzi|truffatori|malintenzionati",
    r"iemand(?: anders)?|onbekenden?|vreemden?|indringers?|derden|oplichters?|kwaadwillenden?",
    r"ktos(?: inny| obcy)?|obc[ya]|nieznajom\w{1,3}|haker\w{0,3}|intruz\w{0,3}|oszus[tc]\w{0,3}|osob[ya] trzeci\w",
)
USED = (
    r"(?:(?:mis|ab)us(?:e[sd]?|ing)|us(?:es|ed|ing)|still (?:had|has|have|knows|knew|sends?)|hijack(?:s|ed|ing)?"
    r"|exploit(?:s|ed|ing)?|stole|steals?|stolen"
    r"|stealing|took|taken|takes|tak(?:en|ing) over|took over|guess(?:ed)?|crack(?:ed)?|hack(?:ed)?|compromised"
    r"|borrow(?:ed|ing)|helped (?:himself|herself|themselves)|(?:got|gets|gotten|getting|had|have|has|gain(?:ed|s)?"
    r"|obtained) (?:in|into|hold of|access|inside|at)|broke(?:n)? (?:in|into)|log(?:ged|s|ging) (?:in|into)"
    r"|sign(?:ed|ing) (?:in|into) (?:to|as)|sneaked|crept|rummag\w+|sen(?:t|ds|ding)|mail(?:ed|s|ing)|blast\w*|pump\w*"
    r"|push\w*|relay\w*|fir(?:ed|ing)|spam(?:s|med|ming)?)",
    r"(?:missbrauch\w*|benutzt\w*|nutzt\w*|verwendet\w*|verschickt\w*|versendet\w*|gestohlen|geklaut|gekapert"
    r"|eingeloggt|angemeldet|zugriff|eingedrungen|reingekommen|gehackt|sendet|schickt|ausgenutzt|ubernommen)",
    r"(?:us[oa]|us(?:an|aron|ando|ado)|utiliz\w+|envi(?:o|a|an|aron|ando|ado)|entr(?:o|aron|ado)|rob(?:o|aron|ado)"
    r"|hacke\w+|accedi\w+|mand(?:o|a|an|aron))",
    r"(?:utilis\w+|envoi\w+|envoy\w+|vol[ea]\w*|pirat\w+|connect\w+|entr[ea]\w*|acced\w+|introduit\w*|servi\w*)",
    r"(?:us(?:ou|aram|ando|a|am)|enviou|enviaram|enviando|entrou|entraram|roubou|roubaram|invadi\w+|acess\w+|mandou)",
    r"(?:us(?:a|ano|ato|ando)|utilizz\w+|invia\w*|spedi\w+|entrat\w|rubat\w|violat\w|accedut\w|mandat\w|manda)",
    r"(?:gebruik\w*|misbruik\w*|verstuur\w*|verstur\w*|verzond\w*|ingelogd|gestolen|binnen|gehackt|toegang)",
    r"(?:uzy(?:l|wa)\w*|wysyla\w*|wysla\w*|wlama\w*|zalogowa\w*|ukrad\w*|wykorzyst\w*|przeja\w*|dosta\w* sie)",
)
_ACCOUNT = (
    r"(?:(?:\w+[ '-]){0,2}?(?:accounts?|(?:api |smtp |private )?keys?|log-?ins?|passwords?|credentials?|names?"
    r"|smtp|tokens?|mailbox|servers?|panel|dashboard|admin|subdomains?|domains?|plugin|script|address))"
)
OURS = (
    rf"(?:our|my|the|this) {_ACCOUNT}",
    r"through us|as us|as me|via us|from us|with ours|our account's|with our \w+",
    r"(?:unser|mein|das|dem|den)(?:e[mnrs]?)? (?:\w+ )?(?:konto|account|schlussel|api-?key|zugang\w*|passwort|namen?"
    r"|server|formular|logins?|zugangsdaten)",
    r"(?:nuestr[oa]s?|mi|la|el) (?:\w+ )?(?:cuenta|clave|contrasena|nombre|llave|servidor|formulario|usuario)",
    r"(?:notre|nos|mon|ma|le|la) (?:\w+ )?(?:compte|cle|nom|mot de passe|identifiants?|serveur|formulaire|acces)",
    r"(?:nossa?|minha|meu|a|o) (?:\w+ )?(?:conta|chave|senha|nome|servidor|formulario|acesso)",
    r"(?:nostr[oa]|mi[oa]|il|la) (?:\w+ )?(?:account|chiave|password|nome|server|modulo|accesso|conto|credenziali)",
    r"(?:ons|onze|mijn|het|de) (?:\w+ )?(?:account|sleutel|wachtwoord|naam|server|formulier|gegevens|login)",
    r"(?:nasz\w{0,3}|moj\w{0,3}) (?:\w+ )?(?:kont\w*|klucz\w*|hasl\w*|imieni\w*|nazw\w*|serwer\w*|formularz\w*)",
)
JUNK = (
    r"(?:spam(?! (?:folder|box|filter|trap|complaint|score|rate|list))|phishing|scams?|junk(?! (?:folder|box|mail "
    r"folder))|ad(?:vert)?s|adverts?|advertising|advertisements?|casinos?|crypto\w*|bitcoins?|viagra|pills|porn\w*"
    r"|rubbish|filth|fake (?:invoices?|mails?|bills?|shops?|parcels?)|netflix|apple support|paypal|dhl|payroll"
    r"|parcel|lottery|loans?|tax refund|gift cards?|wallets?|malware|betting|dating)\b",
    r"(?:werbung|gewinnspiele?|paketbenachrichtigung\w*|betrugsmails?|spam-?mails?|phishing-?mails?)",
    r"(?:publicidad|estafas?|basura|anuncios)|(?:publicites?|arnaques?|pourriels?)|(?:propagandas?|golpes?|lixo)"
    r"|(?:pubblicita|truff[ae])|(?:reclame|rommel|oplichting)|(?:reklam\w*|oszustw\w*)",
)
IN_OUR_NAME = (
    r"(?:in|under|with|on|using) (?:our|my) (?:(?:own|good|company|firm's|shop's|club's) )?name"
    r"|(?:from|through|via|out of|over) (?:our|my) (?:own |very )?(?:accounts?|addresse?s?|domains?|servers?|smtp"
    r"|key|mailgun|system|form|site)"
    r"|(?:signed|pretending to be|posing as) (?:as )?(?:us|me)",
    r"in unserem namen|unter unserem namen|uber unser(?:en|e)? \w+|von unserem konto|mit unserem absender",
    r"(?:en|a|con) nuestro nombre|(?:desde|con) nuestra cuenta|en notre nom|(?:a|sous|avec) notre nom"
    r"|(?:de|depuis) notre compte|(?:em|com o?) ?nosso nome|(?:da|pela|na) nossa conta|(?:a|in|con il) nostro nome"
    r"|dal nostro account|(?:in|uit|onder|met) onze naam|(?:via|vanaf|vanuit) ons account"
    r"|(?:w|pod) nasz\w+ (?:imieniu|nazw\w+)|z naszego konta",
)
FORM = (
    r"(?:(?:tell|send|share|refer|recommend|invite|forward|mail|e-?mail)[- '\"]{0,2}(?:to[- ])?(?:it |this )?(?:to )?"
    r"(?:a[- ]|your )?(?:friend|colleague|mate|neighbour|me a copy)s?|(?:our|my|the|site's|website's) (?:\w+[- ]){0,3}?"
    r"(?:forms?|guest ?book|comment box|message box|web ?forms?)|contact(?:-| )?(?:forms?|page))",
    r"(?:\w{0,20}formular\w{0,3}|formulari[oa]s?|formulaires?|modul[oi]|formulier\w{0,3}|formularz\w{0,3})",
)
ABUSED = (
    r"(?:(?:mis|ab)us(?:ed?|es|ing)|stuff(?:s|ed|ing)|exploit(?:s|ed|ing)?|hijack(?:s|ed|ing)?|inject(?:s|ed|ing)?"
    r"|pump(?:s|ed|ing)?|spam(?:s|med|ming)|relay(?:s|ed|ing)?|blast(?:s|ed|ing)?|push(?:es|ed|ing)|cramm?(?:ed|ing)"
    r"|shov(?:ed|ing|es)|fill(?:s|ed|ing)?(?: \w+){0,3} with|fed|typ(?:es|ed|ing) (?:other|strangers)"
    r"|(?:used|using|uses) (?:it |that |our )?(?:to|for) (?:send|mail|spam|blast|push|spread|advertis))",
    r"(?:missbrauch\w*|zweckentfremdet|ausgenutzt|zugespammt)|(?:abus\w+ de|aprovechad\w)|(?:detourne\w*|abuse\w*)"
    r"|(?:abusad\w|usad\w para)|(?:abusat\w|sfruttat\w|usat\w per)|(?:misbruikt?|gebruikt om)|(?:wykorzyst\w+"
    r"|naduzy\w+)",
)
ANCHOR = (
    r"(?:(?:the |our |my )?logs?(?: \w+){0,2} (?:shows?|has|have|had|is full|are full|holds?|lists?|with|contains?)"
    r"|(?:mails?|messages?|e-?mails?|ones|things) (?:called|titled|headed|named|about|saying|with the (?:subject|title)"
    r"|offering|that (?:say|offer|sell))|(?:was|were) (?:suddenly )?(?:mailing|sending|spamming|blasting)"
    r"|sender is|(?:have|has) (?:gone|went) out|went (?:out|through)|gone out)",
)
_US = (
    r"(?:we|i|none of (?:us|our \w+|my \w+|the \w+)|nobody (?:here|of us|at \w+|in \w+(?: \w+)?|on \w+(?: \w+)?)"
    r"|no ?-?one (?:here|of us|at \w+|in \w+(?: \w+)?|on \w+(?: \w+)?)|my (?:wife|husband|team|staff)|our (?:team"
    r"|staff))"
)
_DID_NOT = (
    r"(?: (?:sure|certainly|definitely|surely|really|most certainly|honestly))?(?: (?:didn't|did not|didnt|never"
    r"|haven't|have not|hasn't|has not|hadn't|had not)| (?:has|have|had) ever|(?:'ve|'d) never)"
)
_MADE = (
    r"(?:sen[dt]|wr[io]te|written|made?|make|creat(?:ed?|e)|order(?:ed)?|add(?:ed)?|set (?:it |that |them )?up"
    r"|start(?:ed)?|schedul(?:ed?|e)|invit(?:ed?|e)|issued?|authori[sz]ed?|approved?|recogni[sz]ed?|asked for|request"
    r"(?:ed)?)"
)
_THOSE = (
    r"(?:(?:those|that|these|this)(?: (?:other|extra|last|mails?|messages?|campaigns?|e-?mails|ones?|users?|keys?"
    r"|thousand"
    r"|\d[\d.,]{0,9}k?)){0,2}|them|it|any of (?:it|that|this|them|those|these)|such (?:mails?|things?))"
)
_END = r"(?=\s*(?:$|[.,;:!?)\n-]|and |but |so |because |since |on |last |yesterday|at |myself|ourselves))"
DENIED = (
    rf"{_US}{_DID_NOT} (?:\w+ )?{_MADE} {_THOSE}{_END}",
    rf"(?:that|which|what|mails?|messages?|ones?|users?|keys?|domains?|logins?|templates?|routes?|campaigns?"
    rf"|thousand|whom|panel) (?:that |which )?"
    rf"{_US}{_DID_NOT} (?:\w+ )?{_MADE}{_END}",
    rf"(?:that|which|who|whom|what|mails?|messages?|ones?|users?|keys?) (?:none of (?:us|our \w+)|nobody (?:here|of us)"
    rf"|no ?one (?:here|of us)) (?:has |have |had |ever ){{0,2}}{_MADE}{_END}",
    rf"(?:sent|made|created|done|written|ordered) by none of us|{_US} sure (?:didn't|did not) do {_THOSE}",
    r"(?:that|those|they|these|it|which|one|mails?|messages?|domains?|keys?|users?|volume|traffic|spike|peak"
    r"|campaigns?|them|half|most|rest|some)"
    r"(?:'s| is| are|'re| was| were| came| come)(?: \w+)? (?:not|none of)(?: from| by)? (?:ours|mine|us"
    r"|me)\b(?! (?:who|that) )",
    r"(?:must be|can only be) (?:some(?:one|body) else's|a stranger's|another's)|(?:isn't|aren't|wasn't|weren't"
    r"|ain't)(?: from| by)? (?:ours|mine|us|me)\b(?! (?:who|that) )",
    r"none of (?:it|them|that|those|this|these) (?:is|was|are|were) (?:ours|mine|us)|(?:is|are|that's) none of ours",
    r"(?:was|war|waren|sind|ist|stamm\w+|kam\w*|komm\w+) (?:\w+ )?nicht (?:von uns|von mir|wir|unser\w*)"
    r"|von uns (?:war|hat) (?:das )?"
    r"(?:niemand|keiner)|(?:haben|hab|habe) (?:wir|ich) (?:so |das |die )?(?:nie|nicht|niemals) (?:verschickt"
    r"|gesendet|geschrieben|angelegt)",
    r"no (?:son|es|fue|fueron|eran) (?:nuestr[oa]s?|mi[oa]s?|de nosotros)\b|no (?:los?|las?) (?:hemos|he) (?:enviado"
    r"|escrito|creado|mandado)|nadie (?:aqui|de nosotros|del equipo) (?:\w+ ){0,2}(?:envio|creo|mando|hizo|enviado)",
    r"(?:ne sont|n'est|n'etait|n'etaient|ne viennent|ne vient) pas (?:de |a )?(?:nous|moi|les notres)|(?:que )?personne"
    r" (?:ici|chez nous) n'(?:a|avait) (?:\w+ )?(?:fait|envoye|ecrit|cree|lance)\w*|nous n'avons (?:jamais|pas) "
    r"(?:fait |ete )?(?:envoye|ecrit|cree) (?:ces|cela|ca|tout)",
    r"nao (?:foi|foram|fui|fomos|sao|e) (?:nossos?|nossas?|nos|eu|minhas?|meus?)\b|ninguem (?:aqui|da equipe|nosso)"
    r" (?:\w+ )?(?:enviou|mandou|criou|fez)",
    r"non (?:sono|e|era|erano) (?:stati noi|stato io|nostr[ei]|mi[ei]|dei nostri)\b|nessuno (?:di noi"
    r"|qui) (?:l[aei]? ?ha"
    r"|ha|li ha) (?:mai )?(?:inviat|mandat|scritt|creat)\w|non (?:l[eia]|li) abbiamo (?:inviat|mandat|scritt)\w",
    r"(?:zijn|is|was|waren|komt|komen) niet (?:van ons|van mij|door ons)|niemand (?:hier|van ons) heeft|(?:hebben|heb) "
    r"(?:wij|we|ik) (?:niet|nooit) (?:verstuurd|verzonden|gestuurd|geschreven|gemaakt)",
    r"to nie (?:my|ja|nasze|od nas)\b|nikt (?:z nas|u nas) (?:\w+ ){0,2}nie (?:wys\w+|pis\w+|twor\w+|zaklada\w+)"
    r"|nic takiego nie (?:wysyl\w+|wysla\w+)|nie (?:wysylalismy|wyslalismy|wysylalam|wysylalem) (?:tego|ich|tych)",
)
_CANNOT = (
    r"(?:no idea|no clue|don't know|do not know|can't tell|cannot tell|can't explain|cannot explain|couldn't explain"
    r"|could not explain|nobody (?:here )?(?:knows|can (?:say|tell|explain))|wonder|puzzle[sd]?|mystery|beats me)"
)
_LOTS = r"(?:spike|peak|jump|surge|burst|bulge|volume|traffic|mails?|messages?|thousands?|\d[\d.,']{2,9}k?|\d{1,4}k)"
UNEXPLAINED = (
    rf"{_CANNOT}[^.!?\n]{{0,40}}?(?:where (?:they|these|those|that|it|this|the \w+)(?: all| lot)? (?:came|come|comes"
    r"|is coming|are coming)|who(?:'s| is| has been| was| has)? (?:sen[dt]s?|sending|wr[io]te|behind|mailing|doing))",
    rf"{_LOTS}[^.!?\n]{{0,60}}?(?:can't|cannot|couldn't|could not|unable to|nobody can) (?:explain|account for|place)",
    r"who (?:sent|sends|is sending|was sending|has sent|wrote) (?:them|those|these|that|it|the rest)\b",
    r"(?:some(?:one|body) else|others?) (?:is|are|was|were|must be|has been|have been) (?:\w+ )?(?:sending|mailing)",
    r"(?:someone|somebody) (?:else )?(?:is|was|has been|must be|must have been) (?:\w+ )?(?:in|inside|on) (?:our|my"
    r"|the)"
    r" account",
)
_THINGS = (
    r"(?:parcels?|customs|zips?|loans?|crypto|bitcoins?|pills|invoices like|phones?|lotter(?:y|ies)|prizes|insurances?"
    r"|credit cards?|netflix|apple|banking|brazil|russia|china|spanish|italian|turkish|russian|chinese|arabic|french)"
)
STRANGE = (  # what was sent is not their trade, what stands in the account nobody knows
    rf"{_US} (?:don't|do not|never|didn't|did not|have never|has never) (?:even )?(?:do|sell|ship|sent?|write|wrote"
    rf"|offer"
    rf"|speak|mail|written|have) (?:\w+ ){{0,3}}?{_THINGS}\b",
    r"(?:i'm|i am|we're|we are) not (?:apple|netflix|dhl|ups|paypal|a bank|microsoft|amazon)",
    r"(?:no|none) (?:of )?(?:ticket|one|user|server|job|script|campaign|colleague|employee)s? of ours",
    r"(?:don't|do not|doesn't|nor do i) (?:know|recogni[sz]e) (?:the|these|those|any of the|their|one of the) (?:\w+ )?"
    r"(?:recipients|senders?|names?|domains?|subjects?|users?|people in|log-?ins?|ips?)",
    r"who(?:'s| is| the \w+ is) ['\"<(]?[\w.+-]{2,30}@|who is '[\w .-]{2,30}|(?:don't|do not|never) know (?:any|an|a)"
    r" '?[a-z]{4,14}(?= |[.,'])(?! (?:other|of|in|about|more|thing|better))",
    r"(?:made|created|added|done) by (?:whoever|someone|somebody|strangers?|no one|nobody|none)",
    r"(?:swears?|says|denies|denied) (?:\w+ )?(?:it|that) (?:isn't|wasn't|is not|was not) (?:her|him|them)",
    r"(?:domain|user|key|template|route|login|address|account|person|man|country|company)s?[^.!?\n]{0,25} (?:that "
    r"|which "
    r"|who )?(?:isn't|is not|aren't|are not|was not|wasn't) (?:ours|mine|one of (?:ours|us|mine)|known to us)",
)
_FROM_US = (
    r"(?:from (?:us|me|our \w+|my \w+)\b|'from us'|in our name|with our (?:name|address)|de notre part|von uns|van ons)"
)
TOLD = (  # others tell of mail in their name
    r"(?:customers?|clients?|lady|bank|people|members?|suppliers?|neighbours?|guests?|patients?|friends?|listeners"
    r"|donors"
    r"|somebody|someone|recipients?|parents|subscribers|woman|man) (?:\w+ ){0,3}?(?:got|had|received"
    r"|forward\w*|complain\w*|calls?|called|calling|rang|phoned|reports?|showed|showing)\b"
    rf"[^.!?\n]{{0,70}}?{_FROM_US}",
    r"(?:asks?|asked|asking|wants? to know|demand\w*|wonder\w*) why (?:we|i) (?:keep |kept |are |am |would |have |had )"
    r"(?:e?-?mail|sen[dt]|writ|wrote|spam)\w*",
    r"(?:should|to|please|must) stop (?:e?-?mailing|sending|writing|spamming) (?:them|him|her|me|people)",
    r"(?:mailed|written to|sent) them[^.!?\n]{0,40}\. (?:we|i) (?:did not|didn't|never did|haven't)",
)
_SECRETS = (
    r"(?:(?:api |private |smtp |mail(?:gun)? )?(?:keys?|log-?ins?|passwords?|credentials?|tokens?|secrets?)|\.env"
    r"|config"
    r"(?:uration)?(?: file)?|\w*\.yml|wp-config|password sheet)"
)
_OPEN = (
    r"(?:public(?:ly)?(?! (?:\w+ )?(?:sector|authority|library|transport|school|body|holiday))|github|gitlab|bitbucket"
    r"|pastebin|(?:a|the|our) (?:\w+ )?repo(?:sitory)?|forum post|stack ?overflow|in a commit|in plain sight|screenshot"
    r"|dumped|leak\w*|pushed)"
)
EXPOSED = (
    rf"(?:our|my|your|the|an|a|smtp|api|private) {_SECRETS}\b[^.!?\n]{{0,60}}? {_OPEN}\b",
    rf"{_OPEN}\b[^.!?\n]{{0,60}}? (?:our|my|your|the|with|private|smtp|api) {_SECRETS}\b",
    r"(?:unauthori[sz]ed|unauthorised|fraudulent|illicit|unlawful) (?:\w+ )?(?:access|use|usage|sending|sends?"
    r"|log-?ins?"
    r"|mails?|messages?|activity|e-?mails?|mailings?|party|person|transactions?|bulk)",
    r"(?:un(?:befugt|berechtigt)\w*|fremdzugriff|acceso no autorizado|acces non autorise|acesso nao autorizado"
    r"|accesso non autorizzato|ongeautoriseerd\w*|nieautoryzowan\w*|nieuprawnion\w*)",
    r"(?:sign-?in|log-?in|logged in|signed in)[^.!?\n]{0,30} (?:from|in|out of) (?!our|my|the|your|their|here|home|to)"
    r"(?:\w+,? )?(?:lithuania|russia|china|vietnam|brazil|indonesia|nigeria|romania|bulgaria|moscow|jakarta|lagos"
    r"|vilnius"
    r"|bucharest|ukraine|turkey|india|kazakhstan|belarus)",
    r"(?:typed|entered|gave|put)(?: in)? (?:\w+ ){0,4}?(?:password|log-?in|credentials)[^.!?\n]{0,40}(?:fake"
    r"|looked like|"
    r"phish\w*|wasn't yours|link)|looked like yours and (?:typed|entered)",
    r"(?:copied|has|have|took|kept|knows|photographed|a photo of) (?:\w+ ){0,3}?(?:passwords|password sheet"
    r"|our (?:api )?key"
    r"|our (?:smtp )?password|our log-?in)\b",
)
CHANGED = (
    r"(?:owner|account|admin|login|log-in|recovery|billing|contact|security|our|my)(?:'s)? (?:\w+ )?(?:e-?mail"
    r"|mail|address|password|number|phone|user|settings?|domain|2fa)[^.!?\n]{0,15} (?:has been|was|were|had been|have "
    r"been|is) (?:altered|changed|replaced|swapped|removed|switched)[^.!?\n]{0,30} (?:without|not by|by some|by them)",
    r"(?:domains?|users?|keys?|ips?|senders?|log-?ins?|sign-ins?|sessions?|templates?|routes?|webhooks?|smtp users?"
    r"|sub-?accounts?|mails?|campaigns?)[^.!?\n]{0,25} (?:we|i|nobody here|none of us|nobody of us) (?:don't|do not|"
    r"doesn't|does not|didn't|did not|never|can't|cannot|knows?|has ever|have never) (?:know|recogni[sz]ed?|creat\w+"
    r"|ma[dk]e|add(?:ed)?|place|writ\w+|wrote|order(?:ed)?|set up|invited?|seen?|saw)",
    r"(?:strange|unknown|unfamiliar|foreign|weird) (?:log-?ins?|sign-ins?|users?|keys?|ips?|ip addresses?|domains?"
    r"|senders?|sessions?|devices?|smtp users?|api keys?) (?:in|on|from|under|appeared|has|have|was|were|is|are)",
    r"log-?ins? from (?!our|my|the|your|their|here|home)\w+[^.!?\n]{0,40}(?:never|not|nobody|none|no one|don't|isn't)",
    r"fremde[rn]? (?:login|anmeldung|absender|domain|nutzer|benutzer|ip)\w*|unbekannte[rn]? (?:login|anmeldung|nutzer"
    r"|benutzer|domain|absender)\w*",
)
_HIT = (
    r"(?:hacked|hijacked|phished|broken into|infected|cracked|pwned|compromised|breached|stolen|leaked"
    r"|(?:mis|ab)used|exposed)"
)
INCIDENT = (
    r"(?<!their )(?<!your )(?<!his )(?<!her )(?:we|i|account|accounts|site|website|keys?|key|password|passwords"
    r"|log-?in|logins|server|shop"
    r"|wordpress|plugin|form|forms|script|credentials|page|laptop|pc|computer|mailbox|system|account is|account as)"
    rf"(?:'s| is| are|'re| was| were| got| had| has| have|'ve|'d)?(?: (?:been|being|got|getting|recently|just|again|now"
    rf"|obviously|apparently|probably|possibly|perhaps|maybe|may have been|might have been"
    rf"|must have been)){{0,3}} {_HIT}",
    r"(?:account|site|website|shop|log-?in|key|we) (?:was|were|has been|have been|had been|got|been) (?:taken over|used"
    r" (?:for|to send) (?:spam|phishing|scam|fraud|adverts|junk))",
    r"(?:since|after|during|before|from|because of|following) (?:the|our|that|this|last week's|a) (?:\w+ )?(?:break-?in"
    r"|hack|breach|theft|compromise|attack|intrusion|takeover|incident|leak)\b",
    r"(?:the|an?|our|some) (?:hacker|attacker|intruder|thief)s?\b(?! (?:news|space|con))|hackers (?:got|used|sent"
    r"|have|had)",
    r"(?:credential|account|key|api) (?:abuse|theft|stuffing|takeover)|(?:notice|notification|warning) of (?:a )?"
    r"compromise|compromise (?:notice|notification|warning|mail|e-?mail|report|list|checklist|procedure)",
    r"(?:leaked|stolen|exposed|compromised|misused) (?:api |smtp |private )?(?:keys?|passwords?|credentials?|accounts?"
    r"|log-?ins?|tokens?)",
    r"(?:laptop|notebook|phone|usb stick|stick|computer|bag)[^.!?\n]{0,30} (?:was|were|got|has been|been|is) (?:stolen"
    r"|nicked|pinched|lost)",
    r"(?:teamviewer|anydesk|remote session)[^.!?\n]{0,80}(?:said|claimed|pretend|from you|account)",
    r"(?:gehackt|kompromittiert|gekapert|geklaut|geleakt|gestohlen|abgegriffen|missbraucht)(?: worden)?|einbruch\w*",
    r"(?:hackead[oa]s?|comprometid[oa]s?|robad[oa]s?|vulnerad[oa]s?|filtrad[oa]s?)(?! de (?:spam|filtros))",
    r"(?:piratee?s?|compromise?s?|volee?s?|usurpee?s?|fuitee?s?|detournee?s?)(?! que)",
    r"(?:hackead[oa]s?|invadid[oa]s?|roubad[oa]s?|vazad[oa]s?|vazou)",
    r"(?:hackerat[oaie]|violat[oaie]|rubat[oaie]|compromess[oaie]|trafugat[oaie])",
    r"(?:gehackt|gestolen|gelekt|misbruikt|gekaapt)|(?:zhakowan\w+|shakowan\w+|wlaman\w+|skradzion\w+|wyciek\w+"
    r"|przejet\w+)",
)
MASKED_USE = (
    r"(?:our|my) (?:old |former |ex-?)\w+(?: \w+){0,4}'s? [^.!?\n]{0,20}got hold of",
    r"(?:behind (?:our|my) backs?|without (?:our|my) (?:knowledge|knowing))",
    r"(?:'i'|\"i\"|we|i|account) (?:was|were) suddenly (?:mailing|sending|spamming|blasting)",
)
HARMLESS = (  # what might be, or shall not
    r"(?:prevent\w*|avoid\w*|protect\w*|against|so that (?:no|nobody)|in case|if (?:some\w*|any\w*|an?|our|we|it|ever)"
    r"|should (?:some|any)\w*|unless|to stop|as if|hypothetical\w*|insur\w+|afraid of|worried about|falls|wenn|si"
    r"|se|als"
    r"|jesli)\b",
)
NOT = (  # what was not
    r"(?:never|wasn't|weren't|isn't|aren't|(?:was|were|is|are|been|have|has) not|(?:no|any) (?:sign|evidence|trace"
    r"|indication|breach|hack|leak)s?|not (?:been|a|an|the)|free from|nicht|kein\w*|pas|aucun\w*|nunca|ningun\w*"
    r"|nessun\w*|niet|geen|nie|nao|non)\b",
)
