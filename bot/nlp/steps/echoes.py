"""Words that only point at other words or at a promise: "the same answer as last time", "count it as done". They
tell of no deed."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.nlp.steps.blankets import Blanket, Reach
from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.history import Before
from bot.nlp.steps.negations import ADVERSE, Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.words import words_of
from bot.reading.alternatives import Alternatives

LONGEST = 16
_TELLING: tuple[str, ...] = (
    "done",
    "gone",
    "dead",
    "fresh",
    "yes",
    "finished",
    "standing",
    "not",
    "fail",
    "open",
    "later",
    "would",
)
_TELLING += ("act", "undo", "left", "progress", "every", "everything", "sole", "some", "only", "except")
_SAYING = words_of(
    "said told wrote written mentioned answered answer answers explained stated reported reply replies mail email",
    "mails emails message letter gesagt geschrieben erwahnt antwort mitgeteilt nachricht dije dicho escribi escrito",
    "respuesta correo mensaje dit ecrit repondu reponse mentionne courriel disse escrevi resposta falei mensagem",
    "detto scritto",
    "risposta messaggio gezegd geschreven antwoord bericht gemeld pisalem pisalam napisalem napisalam odpowiedz",
    "wiadomosci",
)
_POINTING = words_of(
    "same see as like identical read refer siehe wie gleiche selbe igual mismo misma como vease ver comme voir meme",
    "mesma mesmo veja vedi come stessa stesso uguale zie zoals zelfde jak patrz sama samo",
)
_EARLIER = words_of(
    "last before earlier previous previously already above first letztes letzten letzte vorher oben schon bereits",
    "anterior antes arriba ultima vez ya derniere precedent precedente dessus deja haut passada acima prima sopra gia",
    "scorsa vorige eerder boven al keer poprzednio wczesniej wyzej",
)
_FOLLOWING = words_of(
    "following these below this folgendes folgende siguiente siguientes suivantes suivants seguinte seguintes",
    "seguente seguenti volgende nastepujace",
)
_AS_DONE = Alternatives(
    [
        r"(?:as|so) good as (?:done|on|changed|reset|finished|set)",
        r"(?:consider|count|regard|treat|take|call|mark|deem) (?:it|that|this|them|those|his|hers|him|her|me|us)"
        r" (?:all )?(?:as |off )?(?:as )?(?:already )?(?:good as )?(?:being )?(?:done|sorted|ticked|finished|complete)",
        r"(?:so gut wie|quasi) (?:erledigt|fertig|gemacht)|als erledigt (?:betrachten|ansehen|abhaken)",
        r"(?:por|como) (?:hech[oa]s?|feit[oa]s?)\b",
        r"consid[eé]r\w+ (?:que |le |cela |como )?(?:c'est )?(?:fait|feit[oa])",
        r"comme si c['’]était fait|(?:consider|d[aà])\w*(?:lo|la)? (?:per |come )?fatt[oa]",
        r"(?:beschouw|reken)\w* (?:het|dat|die) (?:maar )?als (?:gedaan|geregeld)|zo goed als (?:gedaan|geregeld)",
        r"uzna\w+ (?:to )?za (?:zrobione|załatwione)",
    ],
    before=r"\b",
    after=r"\b",
)


def is_echo(sentence: Sentence) -> bool:
    """ "SMTP, the same answer as last time", "as I said before": what was said then is weighed where it stands. With a
    word of its own on how things are ("done, as I said") it is no mere echo."""
    if sentence.question or sentence.box is not None or len(sentence.words) > LONGEST or sentence.has(*_TELLING):
        return False
    words = {word.text for word in sentence.words}
    return bool(words & _SAYING) and bool(words & _POINTING) and bool(words & _EARLIER)


def lessen_promised(claims: Sequence[Claim], text: str, before: Before) -> tuple[Claim, ...]:
    """ "You can count that as done" of what somebody is going to do; what is told of the step beside it stands."""
    spans = [match.span() for match in _AS_DONE.finditer(text.lower())]
    if not spans:
        return tuple(claims)
    promised = {id(c) for c in claims if c.sense is Sense.DONE and _lies_in(c.clause, spans)}
    told = {c.step for c in claims if id(c) not in promised}
    kept = (c for c in claims if not (id(c) in promised and c.step in told))
    return tuple(_promise(c, before) if id(c) in promised else c for c in kept)


def _promise(claim: Claim, before: Before) -> Claim:
    sense = Sense.PARTIAL if claim.step in before else Sense.NOT_DONE
    return replace(claim, sense=sense, distant=False, known=True)


def _lies_in(clause: Clause, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether the only deed of a clause is that of the promise."""
    own = [hit for hit in clause.find("done", "fresh") if not _is_within(clause, hit.first, spans)]
    return any(start < clause.end and clause.start < end for start, end in spans) and all(
        clause.text_of(hit) in ("so", "i did", "can") for hit in own
    )


def _is_within(clause: Clause, at: int, spans: Sequence[tuple[int, int]]) -> bool:
    word = clause.words[at]
    return any(start <= word.start < end for start, end in spans)


def lessen_announced(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """ "Our IT will complete the following: key reset; ...": what is told below such words is still to come."""
    spans = [span for at, sentence in enumerate(sentences) if (span := _find_announced(sentence, sentences[at + 1 :]))]
    return tuple(
        replace(c, sense=Sense.NOT_DONE, known=True)
        if c.sense in (Sense.DONE, Sense.OLD_GONE) and any(start <= c.start < end for start, end in spans)
        else c
        for c in claims
    )


def _find_announced(sentence: Sentence, following: Sequence[Sentence]) -> tuple[int, int] | None:
    """What stands behind a colon that ends an announcement, to the end of its line or list."""
    ends = [two.cut == ":" for two in sentence.clauses[1:]] + [sentence.heading]
    heads = [c for c, end in zip(sentence.clauses, ends, strict=True) if end and _announces(c)]
    if not heads:
        return None
    end = sentence.end
    for other in following:
        if other.line != sentence.line and not other.listed:
            break
        end = other.end
    return heads[0].end, end


def _announces(clause: Clause) -> bool:
    ahead = clause.has("later") and clause.has("act", "finished") and not clause.has("condition")
    return ahead and (clause.says(*_FOLLOWING) or clause.has("list")) and not clause.says("you", "send", "attach")


def drop_headings(
    blankets: Sequence[Blanket], claims: Sequence[Claim], sentences: Sequence[Sentence]
) -> Iterator[Blanket]:
    """Without the blankets that only head a list of single steps ("Remediation done: new key, new passwords"); "all
    steps done: ..." covers what its list leaves out."""
    told = [claim for claim in claims if claim.sense not in ADVERSE]
    clauses = {clause.start: (clause, sentence) for sentence in sentences for clause in sentence.clauses}
    for blanket in blankets:
        clause, sentence = clauses.get(blanket.start, (None, None))
        whole = blanket.reach is Reach.ALL and blanket.sense is Sense.DONE
        if not (whole and clause and sentence and _only_heads(clause, sentence, told)):
            yield blanket


def _only_heads(clause: Clause, sentence: Sentence, told: Sequence[Claim]) -> bool:
    after = sentence.clauses[sentence.clauses.index(clause) + 1 :]
    heads = bool(after) and after[0].cut == ":" and not clause.has("every", "everything", "sole")
    return heads and len({claim.step for claim in told if claim.start > clause.start}) > 1
