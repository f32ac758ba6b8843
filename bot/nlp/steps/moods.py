"""Clauses that look like a word on a step and tell nothing of how it stands: demands, hearsay."""

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
_GRATEFUL = words_of(
    "grateful appreciate appreciated thankful dankbar agradeceria agradeceriamos reconnaissant reconnaissants",
    "reconnaissante grato gratos grata agradecia dankbaar wdzieczny wdzieczna wdzieczni",
)
_SO_FAR = words_of("far yet now today bisher bislang ahora momento present instant agora ora adesso toe nu razie dotad")


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


def is_idle_talk(clause: Clause) -> bool:
    """ "Wait, ...", "you don't do those", "I read that 2FA wants a smartphone": nothing that anybody did."""
    texts = [word.text for word in clause.words]
    if len(texts) == 1:
        return texts[0] in _WAITING
    of_desk = texts[0] == "you" and texts[1] in ("don't", "dont", "can't", "cant", "didn't", "won't")
    if _GRATEFUL & clause.texts and not clause.has("key", "smtp", "password", "two_factor"):
        return True
    heard = texts[0] in ("i", "we", "i've", "we've") and texts[1] in _HEARING and "that" in texts[2:3]
    return of_desk or heard


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
