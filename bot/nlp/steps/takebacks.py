"""Later messages that take back, correct or doubt what an earlier one called done. However unclear the words, what they
touch must not count as agreed: it costs one mail more."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.core.checklist import Finding, Status
from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.frames import Frame
from bot.nlp.steps.history import OPEN, Before
from bot.nlp.steps.leftovers import leaves_over, tells_left
from bot.nlp.steps.messages import MessageReading
from bot.nlp.steps.negations import ADVERSE, count_negations
from bot.nlp.steps.targets import KEY, STEPS
from bot.nlp.steps.words import words_of
from bot.reading.alternatives import Alternatives

_WORDS = r"(?:words?|mails?|e-?mails?|messages?|reply|notes?|reports?|updates?|list)"
_SERVICE = (
    r"(?:google|gmail|outlook|office|microsoft|windows|wordpress|aws|amazon|github|gitlab|slack|shopify|wix|hubspot"
    r"|webmail|mailbox(?:es)?|website|hosting|e-?mail|computers?|laptops?|pcs?)"
)
_SURE = Alternatives(
    [
        r"takes? (?:it|that|this|all|everything|half|some|part|one|back)[^.;!?\n]{0,40}? ?back",
        r"(?:scrap|strike|forget|disregard|ignore|delete) (?:that|it|this|what|my|our|the|all)",
        rf"(?:my|our|the) (?:last|first|earlier|previous|other|former) {_WORDS} (?:was|were|is|are|said|isn|wasn)",
        r"(?:spoke|spoken|wrote|written|said it|told you|celebrated|was|were|answered|reported) (?:a (?:bit"
        r"|little) )?"
        r"(?:too|to) (?:soon|early|quick|quickly|fast|hast[iy]ly?|much)",
        r"prematurely?|jumped the gun|got ahead of (?:my|our)sel\w+|too optimistic|counted my chickens",
        r"(?:i|we|she|he|they|it|that) (?:was|were|am|are|'m|'re|got it|had it|got this|got that|had that) "
        r"(?:all |quite |completely |totally |only |partly |half )?(?:wrong|mistaken|in error|incorrect|misinformed"
        r"|misled|confused|the wrong way (?:round|around))",
        r"(?:was|were|got|been) told (?:wrong|all|otherwise|it was|they were|the wrong)|lied (?:to|about)",
        r"(?:my|our|his|her|their) (?:mistake|error|mix-?up|misunderstanding|confusion|fault)|my bad|mea culpa",
        r"(?:mixed|muddled|mixing|muddling|jumbled|swapped|confused|messed)[^.;!?\n]{0,25}? (?:up|round|around"
        r"|the two)",
        r"(?:numbers?|points?|items?|things?|answers?|steps?|columns?|lists?|them|it|two|all)"
        r"(?: (?:were|was|are|is|got))? (?:all )?(?:muddled|mixed up|jumbled|swapped|confused|the wrong way)",
        r"(?:misread|misunderstood|mis-?spoke|misreported|misinformed|mistook|miscounted|overlooked|missed out)",
        r"(?:have|need|want|like|ought|got) to (?:correct|retract|withdraw|take back|amend|revise|confess|admit"
        r"|own up)",
        r"(?:must|should|let me|allow me to|i'll) (?:correct|retract|withdraw|amend|revise|confess|own up)",
        r"(?:not|n't|never|no)(?: [\w'-]{1,20}){0,5} after all|after all[^.;!?\n]{0,30}(?:not\b|n't\b|never\b)",
        r"(?:not|isn't|wasn't) (?:quite |entirely |exactly |really |strictly )?(?:true|right|correct|accurate|so)\b",
        r"(?:did|does|do|is|has|was|were|have|would)(?:n't| not) (?:actually |really )?(?:stick|hold|take\b|last"
        r"|save)",
        r"(?:on|upon|at) (?:closer|second|further|double|re-?) ?-?(?:look|inspection|checking|reading|thoughts?"
        r"|glance)",
        r"not (?:everything|all|every one|each)\b(?! (?:hero|day))",
        r"(?:tear up|rip up|bin|shred|unsay|unread|overwrite) (?:my|our|that|what)|too generous|(?:egg|red) (?:on"
        r"|in) (?:my|the|our)"
        r" face|pulling my leg|fibb?(?:ed|ing)?\b|had me on",
        r"(?:don't|do not|not) (?:re-?)?(?:open|enable|activate|unblock|lift|release"
        r"|switch)[^.;!?\n]{0,30} (?:yet|just yet)"
        r"|wait with (?:the|your)|hold off|not so fast",
        r"back to square one|as you were|false alarm|no longer (?:true|the case|right|holds?)",
        rf"(?:that|those|it|this|these|which|they) (?:was|were|is|are|'s) (?:for |on |at |in |about |only |just "
        rf"|all )?"
        rf"(?:my|our|the|his|her|their) (?:\w+ )?{_SERVICE}",
        rf"i (?:meant|mean|did|changed|thought of|was (?:thinking|talking) (?:of|about)) (?:it |that "
        rf"|them )?(?:in |on |at "
        rf"|for )?(?:my|our|the) (?:\w+ )?{_SERVICE}",
        rf"{_SERVICE}(?:'s)?(?: \w+)? (?:one|ones|password|passwords|login|2fa|account),? not (?:yours|the|mailgun)",
        r"(?:in|on|at|for|of) the wrong (?:account|place|panel|screen|site|system|service|one|domain|page|login"
        r"|user)",
        r"kommando zurück|rolle rückwärts|zu früh gefreut|(?:muss|möchte|darf) (?:mich|das|da|etwas"
        r"|was) [^.;!?\n]{0,20}?"
        r"(?:korrigieren|berichtigen|zurücknehmen|richtigstellen)",
        r"(?:nehme|ziehe)[^.;!?\n]{0,20} zurück|(?:geirrt|vertan|getäuscht"
        r"|verlesen|verzählt|verschrieben)\b|voreilig|verwechselt|mein (?:fehler|irrtum)|irrtümlich"
        r"|war (?:ein )?(?:irrtum"
        r"|falsch)|doch (?:nicht|noch nicht|kein\w*|nur)|stimmt (?:so |doch |leider )?nicht|vergessen sie",
        r"me (?:equivoqu|precipit|adelant|confund)\w+|nos (?:equivoc|precipit|confund)\w+|(?:al final"
        r"|resulta que) no\b"
        r"|(?:retiro|corrijo|rectifico)\b|fe de erratas|(?:mi|un) error|no era (?:cierto|verdad)|olvid\w+ lo que",
        r"(?:me suis|nous sommes) (?:tromp|emball|avanc)\w+|trop vite|(?:je|nous) (?:retir|corrig|rectifi)\w+"
        r"|mon erreur"
        r"|au temps pour moi|autant pour moi|en fait[^.;!?\n]{0,30}(?: pas\b| ne )"
        r"|finalement[^.;!?\n]{0,30} pas\b|erratum",
        r"me enganei|nos enganamos|me precipitei|me confundi|falei cedo|(?:retiro|corrijo) |foi engano|meu erro"
        r"|erro meu"
        r"|na verdade[^.;!?\n]{0,30}não|no fim[^.;!?\n]{0,30}não|esque[cç]am? o que",
        r"(?:mi sono|ci siamo) (?:sbagliat|confus|ingannat)\w+|(?:ritiro|correggo|rettifico)\b|errore mio|mio errore"
        r"|contrordine|come non detto|in realtà[^.;!?\n]{0,30}non|alla fine[^.;!?\n]{0,30}non|parlato troppo presto",
        r"(?:ik|we) (?:vergist|heb me vergist|had het mis|heb het mis)\w*|te vroeg gejuicht|mijn fout|foutje"
        r"|vergissing"
        r"|toch (?:niet|nog niet|geen)|(?:neem|trek)[^.;!?\n]{0,20} terug|klopt (?:toch |helaas )?niet|verwisseld",
        r"pomyli[lł]\w+|pomyłka|mój błąd|odwołuj\w+|prostuj\w+|(?:jednak|okazało się)[^.;!?\n]{0,30}nie\b"
        r"|za wcześnie",
    ],
    before=r"\b",
    after=r"",
    flags=re.IGNORECASE,
)
_FOUND = Alternatives(
    [
        r"(?:found|discovered|noticed|spotted|there is|there's|there are|exists?|have|had|gibt|gefunden|hay|encontr\w+"
        r"|trouvé|trovato|gevonden|znale\w+"
        r"|il y a|c'è|há)"
        r" (?:still |yet |noch |aún |encore |ancora |ainda )?(?:another|one more|an?other|an? (?:second|third"
        r"|fourth|fifth|sixth"
        r"|seventh|further|forgotten|extra|old)|two more|three more|noch ein\w*|ein\w* weitere\w*|otr[oa]"
        r"|un autre|une autre"
        r"|un altr[oa]|outr[oa]) (?:\w+ )?(?:users?|log-?ins?|keys?|dom(?:ain|ín|in|ein|en|än)\w*|accounts?|persons?"
        r"|people|colleagues?|admins?"
        r"|nutzer\w*|benutzer\w*|zug[aä]ng\w*|usuari\w+|utilisateur\w*|utent\w*|clave|chiave|clé|schlüssel)",
        r"(?:agency|developer|accountant|bookkeeper|freelancer|partner|contractor|colleague|volunteer|he|she|they) "
        r"(?:still |also )?(?:has|have|had) (?:a |an |his |her |their )?(?:own )?(?:log-?in|access|account|user)(?: too"
        r"| as well)?(?=[.;,!\n]|$)",
        r"(?:agentur|entwickler\w*|kolleg\w+|partner\w*|buchhalter\w*) hat (?:auch |noch ){0,2}(?:einen? )?"
        r"(?:zugang|log-?in|konto)",
        r"(?:agencia|desarrollador\w*|colega|soci[oa]|contable) (?:también |aún |todavía )?tiene (?:también )?(?:un )?"
        r"(?:acceso|login|cuenta|usuario)",
        r"(?:agence|développeu\w+|collègue|associée?|comptable) a (?:aussi |encore |également )?(?:un |son )?"
        r"(?:accès|compte|login)",
        r"(?:agenzia|sviluppatore|collega|socio) ha (?:anche |ancora )?(?:un )?(?:accesso|account|login)",
        r"(?:agência|programador\w*|colega|sócio) (?:também |ainda )?tem (?:também )?(?:um )?(?:acesso|login|conta)",
        r"(?:bureau|collega|ontwikkelaar|partner) heeft (?:ook |nog ){0,2}(?:een )?(?:log-?in|toegang|account)",
    ],
    before=r"\b",
    after=r"",
    flags=re.IGNORECASE,
)
# The next break-in, after everything was done: whatever was reset may be in strange hands again.
_AGAIN = Alternatives(
    [
        r"(?:hacker|attacker|intruder|spammer|crook|thief|they|he|someone|somebody)\w{0,2}"
        r"(?: is| are|'s|'re| has| have| got| came)[^.!?\n]{0,20} (?:back(?! to (?:you|us|me))|in again|at it again)",
        r"(?:spam|phishing|strange|suspicious|fraudulent|unknown)\b[^.!?\n]{0,40} (?:again(?!st)|goes on|continues"
        r"|still (?:go|going|being|leav)\w*|since (?:this|last|yesterday|today|then))",
        r"(?:sent|sending|sends|send|leaving|went|gone|going)[^.!?\n]{0,30} (?:spam|phishing)\b[^.!?\n]{0,20}"
        r"(?:again|just|now|today|this morning|an hour ago)|just (?:sent|sending) [^.!?\n]{0,20}(?:spam|phishing)",
        r"new (?:\w+ )?(?:strange|suspicious|unknown|spam|phishing) (?:\w+ )?"
        r"(?:e-?mails?|mails?|messages|log-?ins|sends)",
        r"(?:hacked|compromised|abused|misused|attacked|broken in(?:to)?) (?:once )?(?:again|a second time)"
        r"|(?:new|another|second|next) (?:attack|incident|break-?in|wave|compromise)\b",
        r"(?:hacker|angreifer|eindringling|jemand)\w{0,2} (?:ist|sind|hat)[^.!?\n]{0,12} (?:wieder|erneut)"
        r"|(?:wieder|erneut|weiterhin|immer noch)[^.!?\n]{0,30}(?:gehackt|spam|phishing|verdächtig\w*)"
        r"|(?:spam|phishing)[^.!?\n]{0,30}\b(?:wieder|erneut|weiter)\b",
        r"ha(?:n)? vuelto a (?:entrar|enviar|mandar)|sigue(?:n)? (?:saliendo|enviando|mandando)"
        r"|(?:otra vez|de nuevo) (?:spam|hackead\w*)"
        r"|(?:spam|phishing|hackead[oa]s?)[^.!?\n]{0,25}(?:otra vez|de nuevo|todavía|sigue)",
        r"(?:est|sont) (?:de retour|revenus?)|(?:spam|phishing|piraté\w*)[^.!?\n]{0,25}(?:encore|de nouveau|toujours)"
        r"|(?:encore|de nouveau|toujours) [^.!?\n]{0,15}(?:spam|phishing|piraté\w*)",
        r"(?:è|sono) (?:tornat\w|rientrat\w|di nuovo dentro)"
        r"|(?:di nuovo|ancora) [^.!?\n]{0,15}(?:spam|phishing|hackerat\w)"
        r"|(?:spam|phishing)[^.!?\n]{0,25}(?:di nuovo|ancora|continua)",
        r"voltou a (?:entrar|enviar)|voltaram a|está de volta|(?:de novo|novamente) (?:spam|invadid\w*)"
        r"|(?:spam|phishing|invadid[oa]s?)[^.!?\n]{0,25}(?:de novo|outra vez|novamente|ainda|continua)",
        r"is (?:weer|opnieuw) (?:binnen|terug|bezig)|(?:weer|opnieuw) (?:gehackt|spam|phishing)"
        r"|(?:spam|phishing)[^.!?\n]{0,25}(?:weer|opnieuw|nog steeds)",
        r"(?:haker|włamywacz|ktoś)\w* (?:wrócił|znowu|znów)|(?:znowu|znów) [^.!?\n]{0,15}(?:spam|phishing|włam\w*)"
        r"|(?:spam|phishing)[^.!?\n]{0,25}(?:znowu|znów|nadal|dalej)",
    ],
    before=r"\b",
    after=r"",
    flags=re.IGNORECASE,
)
_PERHAPS = Alternatives(
    [
        r"(?:turns|turned) out|(?:looks|seems|appears)(?: like| as| that|,)|it transpires|corrections?|correcting"
        r"|actually|in fact|wait|hang on|hold on|hold your horses"
        r"|hold fire|oh|ohh+|ah+|er+m?|hm+|oops|whoops|damn|d'?oh|argh+|ouch|embarrassing\w*|blush\w*|red face"
        r"|sheepish\w*"
        r"|my apologies|apologies|unfortunately|i thought|we thought|(?:just|only now) (?:noticed|seen|saw|found"
        r"|realised"
        r"|realized|checked|discovered|heard|learnt|learned|told)|looking again|having (?:looked|checked)"
        r"|i('ve)? looked again"
        r"|second thoughts?|not (?:quite|exactly|entirely|all)|stop|sorry",
        r"peinlich\w*|ups|hoppla|moment|halt|leider|gerade (?:gesehen|gemerkt|festgestellt|erfahren)|korrektur"
        r"|stellt sich (?:heraus|raus)|(?:nicht|noch nicht) ganz|dachte|entschuldigung|sorry",
        r"perd[oó]n|corr?ecci[oó]n|resulta|vaya|ay|lo siento|acabo de (?:ver|enterarme|darme)|cre[ií]a|no del todo",
        r"pardon|correction|désolée?|zut|mince|je viens de|je croyais|il s'avère|pas tout à fait|malheureusement",
        r"desculp\w+|correção|opa|eita|acabei de (?:ver|saber|descobrir)|achei que|na verdade|infelizmente",
        r"scus\w+|correzione|ops|accidenti|ho appena (?:visto|scoperto|saputo)|credevo|purtroppo|risulta|non proprio",
        r"correctie|sorry|oeps|blijkt|bleek|helaas|net gezien|ik dacht|niet helemaal|wacht",
        r"korekta|niestety|przepraszam|ups|właśnie (?:zobaczy|zauważy|dowiedzia)\w+|myśla[lł]\w*|okaza[lł]o"
        r"|nie do końca",
    ],
    before=r"\b",
    after=r"\b",
    flags=re.IGNORECASE,
)
_SEARCHED = words_of("found gefunden trouve encontrado encontramos encontrei trovato gevonden znaleziono znalezlismy")
_NEEDING = words_of(
    "need needs needed brauchen braucht brauchte necesita necesitan necesitaba besoin precisa precisava serve serviva",
    "nodig potrzebuje potrzebowal",
)
_WHOLE = Alternatives(
    [
        r"(?:scrap|strike|forget|disregard|ignore) (?:that|it|this|everything|all|what"
        r"|(?:my|our|the) (?:\w+ )?(?:mail|message|reply|note|report|list|answer))",
        r"(?:for|about|on|in|of|meant) (?:quite )?(?:another|a different|(?:the|our|my) other|the wrong)"
        r" account",
        r"(?:vergessen|ignorieren) sie (?:meine|das|alles)|(?:ein anderes|anderen?|falsche[sn]?) konto",
        r"(?:otra|outra) (?:cuenta|conta)|(?:autre|mauvais) compte|(?:altro|un altro) account",
        r"ander account|inne\w* konta",
    ],
    before=r"\b",
    after=r"",
    flags=re.IGNORECASE,
)
_CONCERNED = ("done", "act", "fresh", "standing", "finished", "user", "people", "others", "theirs", "domain", "tail")
_LESSENING = ("not", "fail", "undo", "open", "except")


def takes_back(text: str, reading: MessageReading, before: Before) -> bool:
    """Whether a message may take back something that was said before it: it says so, undoes something, or tells of
    something that is lacking where nothing was known to be."""
    again = _AGAIN.search(text) is not None and not all(s.question for s in reading.sentences)
    if again or _SURE.search(text) or any(s.has("undo", "takeback") for s in reading.sentences):
        return True
    adverse = any(blanket.sense in ADVERSE for blanket in reading.blankets) or tells_left(text)
    if adverse and not reading.claims and not OPEN.intersection(before.values()):
        return True
    if reading.claims and all(before.get(claim.step) is not Status.DONE for claim in reading.claims):
        return False  # what it tells is told for the first time
    if reading.claims or reading.blankets:
        return any(s.has(*_LESSENING) for s in reading.sentences if not s.aside) and _PERHAPS.search(text) is not None
    if OPEN.intersection(before.values()):
        return False
    if leaves_over(text, reading.sentences):
        return True
    plain = (c for p in reading.passages if p.frame is Frame.PLAIN and not p.sentence.aside for c in p.clauses)
    elsewhere = (
        any(s.has("service") and not s.says(*_SEARCHED) for s in reading.sentences)
        and _PERHAPS.search(text) is not None
    )
    return elsewhere or _FOUND.search(text) is not None or any(map(_denies, plain))


def leaves_unanswered(reading: MessageReading, before: Before) -> bool:
    """Whether the desk asked after the old key, and nothing that is said here answers."""
    answered = any(claim.step == KEY for claim in reading.claims) or bool(reading.blankets)
    return reading.numbering.old_asked and before.get(KEY) is Status.DONE and not answered


def _denies(clause: Clause) -> bool:
    """Whether a clause that is about no step the rules know of tells of somebody or something that is lacking."""
    if clause.has("ours", "desk", "leak", "intruder", "thing", "service", "later") and not clause.has("undo"):
        return False
    if clause.says(*_SEARCHED) or (_NEEDING & clause.texts and not clause.has("done", "act")):
        return False  # "they never needed it"
    if clause.has("old") and not clause.has("gone", "dead", "not"):
        return True
    adverse = count_negations(clause) % 2 or clause.has("fail", "open")
    return bool(adverse) and (clause.has(*_CONCERNED) or clause.names_person())


def doubt_findings(
    known: Sequence[Finding], new: Sequence[Finding], text: str, reading: MessageReading
) -> tuple[list[Finding], list[Finding]]:
    """What was known and what a message that takes something back finds, each with nothing agreed of the steps that it
    speaks of; where it speaks of none, of any."""
    spoken = {claim.step for claim in reading.claims} | {
        s for p in reading.passages for named in p.steps for s in named
    }
    lacking = {finding.item for finding in new if finding.status not in (Status.DONE, Status.UNSTATED)}
    touched = (spoken & set(STEPS)) | lacking or set(STEPS)
    if _WHOLE.search(text):
        touched = set(STEPS)  # whatever step it goes on to speak of
    return _doubt(known, touched), _doubt(new, touched)


def _doubt(findings: Sequence[Finding], touched: set[str]) -> list[Finding]:
    return [replace(f, agreed=f.agreed and not (f.item in touched and f.status is Status.DONE)) for f in findings]
