"""Words on the whole list: all of it, none of it, the rest of it, all but one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import Share, find_share, to_number
from bot.nlp.steps.frames import Frame, find_condition, find_frame, find_question_start
from bot.nlp.steps.moods import find_nil
from bot.nlp.steps.negations import ADVERSE, Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.persons import is_person_between
from bot.nlp.steps.plans import is_planned
from bot.nlp.steps.references import Numbering
from bot.nlp.steps.senses import read_sense
from bot.nlp.steps.small_words import SPEAKING, STANDING_WORDS, THANKS
from bot.nlp.steps.targets import PASSWORDS, SMTP, STEPS, STRONG, TWO_FACTOR, find_named

LONG_YES = 20  # words of an answer that begins with a plain yes
POINTING = 4  # words of a clause that gives a number and says "done"


class Reach(StrEnum):
    """Which steps a blanket covers."""

    ALL = "all"  # every step not otherwise mentioned
    REST = "rest"
    ASKED = "asked"  # those that the desk had asked for
    WEAK = "weak"  # every step, but only where none is mentioned on its own


@dataclass(frozen=True, slots=True)
class Blanket:
    """A word on several steps at once."""

    reach: Reach
    sense: Sense
    start: int
    end: int
    resets: bool = False  # said of resetting alone: two-factor is nothing that one resets
    partial: frozenset[str] = frozenset()  # steps that an exception touches without being named
    clear: bool = False  # its sentence is of known words alone


def find_blankets(sentences: Sequence[Sentence], claims: Sequence[Claim], numbering: Numbering) -> tuple[Blanket, ...]:
    """Every blanket of a message, in order."""
    claimed = {(claim.start, claim.end) for claim in claims}
    found = list(_find_fractions(sentences, claims))
    if numbering.asked and (nil := tuple(find_nil(sentences))):
        return tuple(Blanket(Reach.ASKED, Sense.NOT_DONE, c.start, c.end) for c in nil)
    mocking = any(sentence.has("sarcasm") for sentence in sentences)
    for sentence in sentences:
        frame = find_frame(sentence)
        if frame is Frame.IGNORED or sentence.aside:
            continue
        for clause in sentence.clauses:
            apart = clause.has("except") and clause.has("rest", "nothing")
            if rest := _find_left(clause, sentence, frame):
                found.append(Blanket(Reach.REST, rest, clause.start, clause.end))
            if numbering.listed and _points(clause, numbering):
                continue
            named = find_named(clause)
            whole = _names_list(clause) and clause.has("everything") and not named.outright  # "... for all domains"
            if apart or ((clause.start, clause.end) not in claimed and (whole or not named.steps)):
                found.extend(_read(clause, sentence, frame, numbering, claimed))
    return tuple(replace(b, sense=Sense.NOT_DONE) if mocking and b.sense is Sense.DONE else b for b in found)


def _points(clause: Clause, numbering: Numbering) -> bool:
    """Whether it gives the number of one point of the desk's list: the "3 hecho" of "del 1 al 3 hecho"."""
    numbers = {word.text for word in clause.words if word.is_number}
    return len(clause.words) <= POINTING and bool(numbers & numbering.labels.keys() - {str(len(numbering.labels))})


def _find_fractions(sentences: Sequence[Sentence], claims: Sequence[Claim]) -> Iterator[Blanket]:
    """ "3 of the 4 are in the bag": the rest, where just the others are told to be lacking."""
    lacking = {claim.step for claim in claims if claim.sense in ADVERSE}
    for sentence in sentences:
        for clause in sentence.clauses:
            numbers = [to_number(word) for word in clause.words if to_number(word) is not None]
            counted = find_share(clause) is Share.PART and clause.has("finished", "done")
            if counted and numbers[:2] == [len(STEPS) - len(lacking), len(STEPS)]:
                yield Blanket(Reach.REST, Sense.DONE, clause.start, clause.end)


def _find_left(clause: Clause, sentence: Sentence, frame: Frame) -> Sense | None:
    """ "All but the passwords": what is not excepted is done, or promised."""
    at = sentence.clauses.index(clause)
    before = sentence.clauses[at - 1] if at else None
    but = (
        clause.cut == "contrast"
        and clause.words[0].text == "but"
        and before is not None
        and before.has("everything")
        and not before.has("finished")
    )
    whole = [hit for hit in clause.find("except") if clause.text_of(hit).startswith(("all", "every"))]
    pairs = ((hit.last, target.first) for hit in whole for target in clause.find(*STRONG))
    near = any(0 <= last - first <= 2 and not is_person_between(clause, first, last) for first, last in pairs)
    if not (near or but) or not find_named(clause).outright:
        return None
    if frame is not Frame.PLAIN or sentence.has("not", "nothing", "told"):
        return None
    return Sense.NOT_DONE if sentence.has("later", "would", "soon") else Sense.DONE


def _read(
    clause: Clause, sentence: Sentence, frame: Frame, numbering: Numbering, claimed: set[tuple[int, int]]
) -> Iterator[Blanket]:
    reach = _find_reach(clause, sentence, numbering)
    away = clause.has("service", "intruder") or "ask you" in " ".join(w.text for w in clause.words)
    if reach is None or away:
        return
    at = sentence.clauses.index(clause)
    ahead = {Frame.QUESTION: find_question_start, Frame.LATER: find_condition}.get(frame, lambda _: 0)(sentence)
    if at < ahead and not (frame is Frame.LATER and is_planned(clause)):
        frame = Frame.PLAIN  # "all steps were carried out, I can send you the protocol if you need it"
    sense = _find_sense(clause, sentence, frame, reach, numbering)
    for beside in _beside(sentence, clause) if sense is None else ():
        sense = sense or _find_sense(beside, sentence, frame, reach, numbering)
    if sense is not None:
        if sense is Sense.DONE and _is_half(sentence, clause, claimed):
            sense = Sense.PARTIAL
        yield Blanket(reach, sense, clause.start, clause.end, _resets(clause, sense), _find_touched(sentence, claimed))


def _resets(clause: Clause, sense: Sense) -> bool:
    verbs = {clause.text_of(hit) for hit in clause.find("finished")}
    resetting = {"reset", "changed", "rotated", "renewed", "replaced", "regenerated", "swapped", "rolled", "cycled"}
    return sense is Sense.DONE and bool(verbs) and verbs <= resetting and not clause.has("list")


def _is_half(sentence: Sentence, clause: Clause, claimed: set[tuple[int, int]]) -> bool:
    """ "All steps are done for my brand, for my brother's none are"."""
    for other in sentence.clauses[sentence.clauses.index(clause) + 1 :]:
        plain = (
            other.cut in (",", "contrast", "-")
            and not find_named(other).steps
            and not other.has("everything", "rest", "list")
        )
        if (
            plain
            and (other.start, other.end) not in claimed
            and other.has("for", "others", "mine", "progress", "domain", "not")
        ) and (read_sense(other, "") in ADVERSE or other.has("not", "progress")):
            return True
    return False


def _beside(sentence: Sentence, clause: Clause) -> Iterator[Clause]:
    """The clauses next to one that says nothing itself: "all steps, finished", "the other points: yes"."""
    at = sentence.clauses.index(clause)
    for beside in (*sentence.clauses[at + 1 : at + 2], *sentence.clauses[max(0, at - 1) : at]):
        if not find_named(beside).steps and beside.cut not in ("contrast", "reason") and len(beside.words) <= 6:
            yield beside


def _names_list(clause: Clause) -> bool:
    """Whether the desk's list is meant, not "a list of what was sent"."""
    return any(
        not hit.first or clause.words[hit.first - 1].text not in ("a", "of", "mailing", "mail")
        for hit in clause.find("list")
    )


def _tells(clause: Clause, sentence: Sentence) -> bool:
    """Whether a clause or its neighbour tells how things stand."""
    if clause.has("not", "nothing") and len(clause.words) <= 8:
        return True
    cues = ("done", "act", "finished", "open", "left", "later", "yes", "soon", "allclear", "would", "idle", "fail")
    return clause.has(*cues) or any(beside.has(*cues) for beside in _beside(sentence, clause))


def _find_reach(clause: Clause, sentence: Sentence, numbering: Numbering) -> Reach | None:
    if clause.has("idle"):
        return Reach.ALL
    spans = [(hit.first, hit.last) for hit in clause.find("rest_or_others")]
    listed = clause.has("rest") and _names_list(clause)
    if (
        spans
        and not listed
        and any(
            not any(a < hit.last and hit.first < b for a, b in spans)
            for hit in clause.find("others", "people", "domain", "user")
        )
    ):
        return None
    if clause.has("rest", "rest_or_others") and not clause.has("leak", "thing") and len(clause.words) <= 16:
        said = {word.text for word in clause.words}
        scoped = said & {"keep", "keeps", "theirs", "users", "people", "domains", "team", "staff"}
        if (scoped and not listed) or not _tells(clause, sentence):
            return None
        return None if STANDING_WORDS & {word.text for word in clause.words} else Reach.REST
    if clause.has("nothing") and clause.has("done", "act", "finished", "list") and not sentence.question:
        return Reach.ALL
    beside = any(c.has("finished") for c in _beside(sentence, clause))
    if (
        _names_list(clause)
        and (beside or clause.has("act", "finished", "everything", "every", "idle"))
        and (
            beside
            or clause.has("everything", "every", "finished", "later", "idle", "would", "howto", "act")
            or find_share(clause)
        )
    ):
        return Reach.ALL
    if clause.has("allclear"):
        return Reach.WEAK
    if clause.has("everything") and clause.has("finished") and {"four", "4"} & {word.text for word in clause.words}:
        return Reach.ALL
    if clause.has("everything") and (
        clause.has("finished", "act", "idle") or any(c.has("finished", "except") for c in sentence.clauses)
    ):
        return Reach.WEAK
    going_on = numbering.pending and not sentence.question
    if numbering.counted:
        return None  # each number has its own answer
    if (numbering.asked or going_on or numbering.what_remains) and _answers(clause, sentence):
        return Reach.ASKED
    return None


def _answers(clause: Clause, sentence: Sentence) -> bool:
    """Whether a clause answers the desk: short, or begun with its answer, and not about the desk."""
    if clause.has("thing", "decoy", "leak", "ours", "benign", "intruder"):
        return False
    if THANKS & {word.text for word in sentence.words} and not sentence.has("done", "fresh", "standing", "not"):
        return False
    if clause is sentence.clauses[0] and len(clause.words) == 1 and clause.has("yes", "not"):
        return True
    plainly = clause.has("yes") and (len(clause.words) == 1 or (len(clause.words) <= 4 and clause.has("every")))
    if len(sentence.words) > (LONG_YES if plainly else 12):
        return False
    opening = any(
        hit.first <= 1 and hit.cue in ("yes", "not", "finished", "done", "every", "later", "told")
        for hit in clause.hits
    )
    narrowed = clause.has("only", "some") and len(clause.words) <= 5
    return opening or narrowed or (len(sentence.words) <= 5 and not clause.has("soon"))


def _answer(clause: Clause, numbering: Numbering) -> Sense | None:
    """What a short answer says of what was asked: "none" to what remains is done, a mere "ok" to a request nothing."""
    sense = read_sense(clause, numbering.pending[0] if len(numbering.pending) == 1 else "")
    if sense is None and numbering.status_asked:
        sense = Sense.PARTIAL if clause.has("only", "some") else Sense.DONE if clause.has("every") else None
    if numbering.what_remains and clause.has("not", "nothing") and len(clause.words) <= 3:
        return Sense.DONE
    taken_out = clause.has("thing", "decoy") and clause.says("from")  # "deleted from our code"
    if numbering.old_asked and (sense is Sense.NOT_DONE or taken_out):
        return Sense.PARTIAL
    if sense is Sense.DONE and not clause.has("finished") and not numbering.status_asked:
        return None
    whole = clause.has("every") and len(clause.words) <= 4
    if sense is Sense.DONE and clause.has("yes") and not (whole or clause.has("done") or numbering.status_asked):
        return None
    return sense


def _find_sense(clause: Clause, sentence: Sentence, frame: Frame, reach: Reach, numbering: Numbering) -> Sense | None:
    if frame is Frame.QUESTION and reach is Reach.ASKED:
        return None
    if frame is Frame.QUESTION:
        return Sense.NOT_DONE if clause.has("act", "ask") and reach in (Reach.ALL, Reach.WEAK) else None
    if reach is Reach.REST and clause.says(*SPEAKING) and not clause.has("done", "act", "finished"):
        return None
    if frame is Frame.LATER or clause.has("idle") or sentence.has("sarcasm"):
        return Sense.NOT_DONE
    if reach is Reach.ASKED:
        return _answer(clause, numbering)
    sense = read_sense(clause, "") or (Sense.DONE if clause.has("finished") else None)
    if (
        sense is Sense.NOT_DONE
        and clause.has("soon")
        and not clause.has("later", "not", "open", "left", "fail", "would", "told")
    ):
        return None
    if sense is None and sentence.excepts and clause.has("everything"):
        sense = Sense.DONE
    if (
        sense is Sense.DONE
        and not clause.has("finished", "done", "open", "nothing", "allclear")
        and not sentence.excepts
    ):
        return Sense.NOT_DONE if clause.has("act") else None
    if clause.has("nothing") and not clause.has("open", "left", "rest"):
        return Sense.NOT_DONE
    if sense is Sense.PARTIAL and find_share(clause) is Share.PART:
        return None
    return sense


def _find_touched(sentence: Sentence, claimed: set[tuple[int, int]]) -> frozenset[str]:
    """Steps that an exception touches though it names none: persons their logins, a domain its SMTP users."""
    touched: set[str] = set()
    for clause in sentence.clauses:
        if clause.cut == "except" and (clause.start, clause.end) not in claimed:
            personal = clause.has("others", "people", "user", "theirs") or clause.names_person()
            touched |= {SMTP} if clause.has("domain") else {PASSWORDS, TWO_FACTOR} if personal else set()
    return frozenset(touched)
