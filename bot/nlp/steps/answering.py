"""What an answer says in view of the desk's question: that others have access too, that the desk is right to doubt,
that a lapse has been made good."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.core.checklist import Status
from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import to_number
from bot.nlp.steps.frames import Frame
from bot.nlp.steps.history import Memory
from bot.nlp.steps.negations import ADVERSE, Sense
from bot.nlp.steps.passages import Claim, Passage
from bot.nlp.steps.references import Numbering
from bot.nlp.steps.targets import PEOPLE, SMTP, STEPS
from bot.nlp.steps.words import words_of

OPENING = 4  # words of an answer that tells of nobody else
_LAPSE = words_of(
    "forgot forgotten missed overlooked slipped skipped escaped oversight vergessen ubersehen durchgerutscht olvide",
    "olvidado olvidamos escapo oublie oublies echappe esqueci esquecemos passou esquecido dimenticato sfuggito",
    "vergeten gemist ontgaan zapomnialem zapomnialam zapomnielismy przeoczylem przeoczylismy umknelo",
)
BRIEF = 3
_CLOSE = 60  # letters between what hindered somebody and his deed
_WAS = words_of("was were war waren era eran etait etaient estava eram erano byl byla")
_ANYBODY = words_of("he she they er sie el ella ellos il elle ils ele ela eles lui lei loro hij zij on ona oni")
_YES = words_of("yes yep yeah yup ja jawohl si oui sim tak")
_SUBJECTS = words_of("it that they he she this these those we i")
_WERE = words_of("was were did is are have has had")
_TRUE = words_of("indeed true right correct correcto cierto stimmt richtig exact vero verdade inderdaad klopt prawda")
_NO = words_of("no nope nein non nao nee nie not")
_THOUGHT = words_of(
    "thought believed assumed dachte glaubte creia pensaba croyais pensais achei pensei credevo myslalem"
)
_HAD = words_of("had hadn't wasn't weren't hatte hatten war waren habia avait etait tinha estava aveva era had was")
_ADVERSE = ("not", "fail", "open", "later", "would", "left", "progress")
_MET = ("done", "fresh", "gone")


def drop_lapses(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Without what was forgotten and is done by now: "I had overlooked that one. Reset now"."""
    met = (c for c in claims if c.sense in (Sense.DONE, Sense.OLD_GONE) and not c.bare)
    done = {c.step: c.start for c in met if not (c.clause.has("mine", "others", "theirs") or c.clause.names_person())}
    lapses = [c for c in claims if _tells_lapse(c) and done.get(c.step, -1) > c.start]
    lapses += [one for one, other in pairwise(claims) if _is_made_good(one, other)]
    return tuple(c for c in claims if c not in lapses)


def _is_made_good(lapse: Claim, deed: Claim) -> bool:
    """ "Mr. Peeters was on sick leave, so I called him and he did it"."""
    was = bool(_WAS & lapse.clause.texts) and lapse.sense is Sense.NOT_DONE and lapse.clause.has("fail")
    did = deed.sense is Sense.DONE and deed.clause.has("done") and deed.clause.says(*_ANYBODY)
    return was and did and lapse.step == deed.step and 0 < deed.start - lapse.end <= _CLOSE


def _tells_lapse(claim: Claim) -> bool:
    return claim.sense in ADVERSE and is_lapse(claim.clause)


def is_lapse(clause: Clause) -> bool:
    """ "I had overlooked that one", "slipped my mind": what was lacking, and need not be any more."""
    lapsed = bool(_LAPSE & clause.texts) or (clause.has("not") and bool(_HAD & clause.texts))
    return lapsed and not clause.has("later", "would", "soon") and not clause.says("still", "again")


def find_company(
    passages: Sequence[Passage], claims: Sequence[Claim], numbering: Numbering, memory: Memory
) -> Iterator[Claim]:
    """What the writer did alone is a part where the desk asks who else has access and somebody has; it is all where
    nobody has."""
    told = {claim.step for claim in claims if claim.sense not in ADVERSE}
    mine = [step for step in STEPS if step in PEOPLE & memory.own - told]
    plain = [p for p in passages if p.frame is Frame.PLAIN]
    if not numbering.company_asked or not mine or not plain:
        return
    first = plain[0].clauses[0]
    alone = any(p.sentence.has("sole", "benign") or _tells_nobody(p.sentence) for p in plain)
    others = [c for p in plain for c in p.clauses if _names_others(c)]
    if alone and not any(p.sentence.has("except", "open", "fail") for p in plain):
        yield from (Claim(step, Sense.DONE, first, whole=True, known=True) for step in mine)
    elif others and not alone and not any(c.has("done", "fresh", "standing", "every") for c in others):
        yield from (Claim(step, Sense.PARTIAL, others[0], known=True) for step in mine)


def _tells_nobody(sentence: Sentence) -> bool:
    words = [word.text for word in sentence.words]
    return len(words) <= OPENING and ("me" in words or words[0] in ("nobody", "none"))


def _names_others(clause: Clause) -> bool:
    counted = any((to_number(word) or 0) > 1 for word in clause.words) and len(clause.words) <= OPENING + 1
    return counted or clause.has("others", "people", "crowd", "theirs") or any(True for _ in clause.list_names())


def find_admitted(
    passages: Sequence[Passage], claims: Sequence[Claim], numbering: Numbering, memory: Memory
) -> Iterator[Claim]:
    """What the desk doubts of a step that was called done, and the customer does not set right, is done in part; what
    he says of another step is no word on it."""
    doubted = [s for s in STEPS if s in numbering.doubted and memory.before.get(s) is Status.DONE]
    if any(not claim.distant for claim in claims):
        return
    loose = [p for p in passages if not any(p.steps) and not (p.sentence.question or p.sentence.aside)]
    if not doubted or any(_makes_good(p.sentence) for p in loose):
        return
    adverse = [clause for p in loose for clause in p.clauses if _is_adverse(clause)]
    adverse += [p.clauses[0] for p in loose[:1] if _admits(p.clauses[0])]
    yield from (Claim(step, Sense.PARTIAL, adverse[-1], known=True) for step in doubted if adverse)


def _is_adverse(clause: Clause) -> bool:
    met = clause.has("done", "fresh") and not clause.has("not", "fail", "later", "would")
    return clause.has(*_ADVERSE) and not clause.has("desk", "ours") and not met


def _admits(clause: Clause) -> bool:
    """ "Yes, sorry.", "It was!" to whether something was missed."""
    words = [word.text for word in clause.words]
    short = len(words) <= BRIEF and not clause.has("not")
    return short and (words[0] in _YES or (words[0] in _SUBJECTS and words[-1] in _WERE) or words[0] in _TRUE)


def _makes_good(sentence: Sentence) -> bool:
    """ "No, all were reset": the "no" denies the doubt."""
    clauses = [c for c in sentence.clauses if not (len(c.words) == 1 and c.words[0].text in _NO)]
    thought = any(_THOUGHT & clause.texts for clause in clauses)
    return any(c.has(*_MET) for c in clauses) and not any(c.has(*_ADVERSE) for c in clauses) and not thought


def find_told_domains(passages: Sequence[Passage], claims: Sequence[Claim], numbering: Numbering) -> Iterator[Claim]:
    """ "The main domain yes, the other not yet", to whether it was done for all: SMTP in part. Nothing where each
    domain told of is done, or where the message speaks of SMTP itself."""
    if SMTP not in numbering.asked or any(claim.step == SMTP and not claim.distant for claim in claims):
        return
    for passage in passages:
        if not passage.sentence.has("domain") or passage.sentence.question or any(passage.steps):
            continue
        done = any(c.has("done", "yes", "finished", "fresh") for c in passage.clauses)
        lacking = [c for c in passage.clauses if c.has("not", "fail", "open", "later") and not c.has("done", "yes")]
        if done and lacking:
            yield Claim(SMTP, Sense.PARTIAL, lacking[0], known=True)
            return
