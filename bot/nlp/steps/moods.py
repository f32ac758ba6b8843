"""Clauses that look like a word on a step and tell nothing of how it stands: demands, hearsay, who has access."""

from collections.abc import Iterator, Sequence

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.words import words_of

_REOPENING = words_of(
    "enabled reenabled activated reactivated opened reopened restored lifted released unlocked unblocked done",
)
_SEEMING = words_of("seem seems seemed appear appears appeared should")
_WAITING = words_of(
    "wait hang stop hmm moment warte warten wacht espera espere attends attendez aspetta czekaj momento"
)
_HEARING = words_of("read heard gather gathered understand understood reckon suppose assume")
_ENTERING = words_of(
    "in access login logins log logon sign user users enter use uses einloggen zugang zugriff logins anmelden",
    "acceso entrar entramos entran usuario usuarios connecter connectent acces utilisateurs acesso entram entra",
    "usuarios accesso accedere entriamo entrano utenti inloggen toegang gebruikers logujemy loguja loguje dostep",
)
_GRATEFUL = words_of(
    "grateful appreciate appreciated thankful dankbar agradeceria agradeceriamos reconnaissant reconnaissants",
    "reconnaissante grato gratos grata agradecia dankbaar wdzieczny wdzieczna wdzieczni",
)
_MORE = words_of("more further additional mehr sonst weitere weiteren mas plus mais piu meer wiecej altri otros outros")
_HAVING = words_of(
    "have has got are is haben hat gibt hay tenemos tiene avons a y temos ha abbiamo hebben heeft mamy ma"
)
_SOMEBODY = words_of(
    "people persons users logins leute personen benutzer gente personas personnes pessoas persone mensen"
)
_INSIDE = words_of("drin dabei da there")
_SO_FAR = words_of("far yet now today bisher bislang ahora momento present instant agora ora adesso toe nu razie dotad")
_ONLY_ONES = words_of(
    "only just nur bloss solo solamente seuls seules uniquement so apenas somente soltanto alleen tylko einzigen",
    "unicos unicas unici uniche enigen jedyni jedyne",
)
_CLOSING = words_of(
    "missed missing forgot forgotten forget overlooked overlook else more further anything something questions wrong",
    "fehlt vergessen ubersehen weiteres falta faltan olvidado algo manque oublie quelque esqueci esquecemos manca",
    "dimenticato qualcosa ontbreekt vergeten nog brakuje zapomnialem zapomnielismy",
)
_SHORT = 8  # words of a summing-up
_IT = frozenset(["that", "that's", "this", "it", "everything", "we", "we're"])
_SUMMING = frozenset(["call", "say", "consider", "think"])
_DOING = ("act", "fresh", "finished", "not", "later", "would", "told", "fail", "open", "progress")
_FORGETTING = words_of(
    "forgot forgotten neglected omitted failed vergessen vergass olvide olvidado olvidamos oublie oubliais esqueci",
    "esquecemos dimenticato vergeten vergat zapomnialem zapomnialam zapomnielismy",
)
_TELLING = words_of(
    "write mention say tell include state report schreiben erwahnen sagen dazuzuschreiben decir",
    "mencionar escribir dire mentionner ecrire preciser escrever dizer falar scrivere dirlo menzionare scriverlo",
    "zeggen schrijven vermelden melden napisac wspomniec powiedziec decirlo escribirlo",
)


def demands(clause: Clause) -> bool:
    """ "Resolved that the key be changed", "passwords to be reset": a thing to do. "Been" would tell of one done."""
    texts = [word.text for word in clause.words]
    named = clause.has("key", "smtp", "password", "two_factor")
    for hit in clause.find("done", "gone"):
        near = texts[max(0, hit.first - 2) : hit.first]
        opens = clause.text_of(hit) in _REOPENING and not named
        if (
            "be" in near
            and not {"can", "could"} & set(texts[: hit.first])
            and "been" not in texts
            and not opens
            and not _SEEMING & clause.texts
        ):
            return True
    return False


def _forgot_to_tell(clause: Clause) -> bool:
    """ "I forgot to write it": a lapse of the letter, not of the deed."""
    words = [word.text for word in clause.words]
    after = next((words[at + 1 : at + 5] for at, word in enumerate(words) if word in _FORGETTING), [])
    own = clause.has("standing", "fresh", "gone", "every", "two_factor", "key", "smtp", "password")
    return bool(_TELLING & set(after)) and not own and not clause.has("later", "would")


def is_idle_talk(clause: Clause) -> bool:
    """ "Wait, ...", "you don't do those", "I read that 2FA wants a smartphone": nothing that anybody did."""
    texts = [word.text for word in clause.words]
    if len(texts) == 1:
        return texts[0] in _WAITING
    of_desk = texts[0] == "you" and texts[1] in ("don't", "dont", "can't", "cant", "didn't", "won't")
    closing = (_closes_letter(clause, texts), _sums_up(texts), _closes_roster(clause, texts), _forgot_to_tell(clause))
    if any(closing):
        return True
    if _GRATEFUL & clause.texts and not clause.has("key", "smtp", "password", "two_factor"):
        return True
    heard = texts[0] in ("i", "we", "i've", "we've") and texts[1] in _HEARING and "that" in texts[2:3]
    return of_desk or heard


def _closes_letter(clause: Clause, texts: list[str]) -> bool:
    """ "Let me know if I've missed something", "tell us if anything else is needed": no word on any step."""
    named = clause.has("key", "smtp", "password", "two_factor", "user", "domain", "rest", "rest_or_others", "others")
    asking = clause.has("condition") or "whether" in texts
    opening = clause.has("later", "would", "ask", "benign") or texts[0] in ("if", "falls", "si", "se", "als", "jesli")
    return asking and opening and not named and bool(_CLOSING & clause.texts) and len(texts) <= 14


def _closes_roster(clause: Clause, texts: list[str]) -> bool:
    """ "More people we don't have in there": who else there is, and nothing that anybody lacks."""
    if not clause.has("not") or len(texts) > 10 or clause.has("key", "smtp", "password", "two_factor", "code"):
        return False
    doing = clause.has("done", "fresh", "gone", "later", "would", "fail", "open", "told", "soon", "old")
    ending = texts[-1] in ("not", "nicht", "haven't", "hasn't", "don't", "yet")
    having = bool(_HAVING & clause.texts and (_ENTERING | _SOMEBODY) & clause.texts)
    return bool(_MORE & clause.texts) and having and not doing and not (ending and not clause.texts & _INSIDE)


def is_courtesy(sentence: Sentence) -> bool:
    """A closing word on the letter itself: "let me know if I forgot anything", "I'd call that complete"."""
    if len(sentence.clauses) > 1 or sentence.box is not None:
        return False
    clause = sentence.clauses[0]
    texts = [word.text for word in clause.words]
    return len(texts) > 1 and (_closes_letter(clause, texts) or (_sums_up(texts) and len(texts) <= _SHORT))


def _sums_up(texts: list[str]) -> bool:
    """ "I'd call that complete", "I would say that's it": what went before is summed up."""
    of_writer = texts[0] in ("i", "we") and texts[1] in ("'d", "would")
    return of_writer and bool(_SUMMING & set(texts[2:3])) and bool(_IT & set(texts[3:4]))


def tells_who_enters(clauses: Sequence[Clause], at: int) -> bool:
    """ "Only him and me got in there", "logujemy się tylko ja i żona": who has access, not who has done it."""
    joined = clauses[at : at + 2] if at + 1 < len(clauses) and clauses[at + 1].cut == "join" else clauses[at : at + 1]
    if not _ONLY_ONES & clauses[at].texts or any(clause.has(*_DOING) for clause in joined):
        return False
    personal = any(clause.has("mine", "others", "theirs") or clause.names_person() for clause in joined)
    named = any(clause.has("key", "smtp", "password", "two_factor", "code") for clause in joined)
    return personal and not named and any(_ENTERING & clause.texts for clause in joined)


def lacks_subject(clause: Clause) -> bool:
    """ "Hasn't switched it on": somebody named before is meant, one person alone."""
    return clause.words[0].text in ("hasn't", "hasnt", "doesn't", "doesnt", "refuses", "forgot", "won't")


def find_nil(sentences: Sequence[Sentence]) -> Iterator[Clause]:
    """ "So far: nothing", "none of them yet": to what was asked, where nothing else is told to be done."""
    if any(sentence.has("done", "finished", "fresh", "gone", "yes") for sentence in sentences):
        return
    for sentence in sentences:
        for at, clause in enumerate(sentence.clauses):
            headed = at > 0 and clause.cut == ":" and sentence.clauses[at - 1].says(*_SO_FAR)
            alone = clause.begins_with("nothing", "not") and clause.says(*_SO_FAR)
            if (headed or alone) and clause.has("nothing") and len(clause.words) <= 4:
                yield clause
