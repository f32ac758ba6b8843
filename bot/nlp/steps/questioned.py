"""Whether all must do it: who asks that has left some out."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.frames import Frame, find_frame
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.targets import PEOPLE, SMTP, STEPS
from bot.nlp.steps.words import words_of

_MUST = words_of(
    "must need needs necessary required obliged mandatory compulsory muss mussen notig notwendig zwingend pflicht",
    "tienen necesario necesaria hace falta obligatorio faut doivent doit necessaire obligatoire precisa precisam",
    "necessario obrigatorio devono deve serve obbligatorio moet moeten nodig verplicht musza musi trzeba konieczne",
)


def find_questioned(sentences: Sequence[Sentence], claims: Sequence[Claim]) -> Iterator[Claim]:
    """ "Does it have to be every user?": what is done of the steps about those is done in part, unless told later
    to be done for all."""
    done = {claim.step for claim in claims if claim.sense is Sense.DONE}
    for sentence in sentences:
        if sentence.question and find_frame(sentence) is Frame.QUESTION:
            for clause in sentence.clauses:
                touched = _find_touched(clause) & done if _asks_whether_all(clause) else ()
                yield from (Claim(step, Sense.PARTIAL, clause) for step in STEPS if step in touched)


def _find_touched(clause: Clause) -> frozenset[str]:
    if clause.has("domain"):
        return frozenset({SMTP})
    return PEOPLE if clause.has("user", "people", "others") or clause.says("everyone", "everybody") else frozenset()


def _asks_whether_all(clause: Clause) -> bool:
    bound = bool(_MUST & clause.texts) or ("have", "to") in pairwise(word.text for word in clause.words)
    return bound and clause.has("every", "only") and not clause.says("what", "which", "when", "how")
