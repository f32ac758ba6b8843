"""The frame that a sentence puts around what it says: plain word, question, plan, or somebody else's words."""

from enum import StrEnum
from itertools import pairwise

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.plans import happened
from bot.nlp.steps.targets import find_named
from bot.nlp.steps.words import words_of


class Frame(StrEnum):
    """How a sentence is meant."""

    PLAIN = "plain"
    QUESTION = "question"  # how to, whether to, would you
    HEADING = "heading"  # a question or a name that the next words answer: "Was the key reset?"
    LATER = "later"  # under a condition
    IGNORED = "ignored"  # an empty box, an instruction, what the desk is said to have said


_IMPERATIVES = words_of(
    "enable change rotate regenerate expire activate create revoke delete replace update reinitialiser",
    "activer restablecer activar redefinir ativar zurucksetzen aktivieren reset",
)
_LEADS = frozenset(["please", "pls", "kindly", "we", "to", "1", "2", "3", "4"])
_SUBJECTS = frozenset(["i", "we", "he", "she", "they", "have", "'ve", "has", "had"])
_PERFECT = frozenset(["have", "has", "did", "was", "were", "hast", "habt", "haben", "wurde", "wurden"])
_PRESENT = frozenset(["is", "are", "does", "do", "ist", "sind"])
_OPENERS = words_of(
    "how where what which who why when can could will would should must shall any may need",
)


_ASKING = words_of("is are does must should can could")
_ASKED_OF = words_of("i we it they there the this my our each every 2 two smtp api mfa")
NOMINAL = 7  # words of a question without a verb


def find_frame(sentence: Sentence) -> Frame:
    """The frame of a sentence."""
    if sentence.box:
        return Frame.PLAIN
    if sentence.box is False and not sentence.has("later", "soon", "not", "fail", "progress"):
        return Frame.IGNORED
    if _is_instruction(sentence) or _is_hearsay(sentence):
        return Frame.IGNORED
    if sentence.question or _asks(sentence):
        return _find_question(sentence)
    return Frame.LATER if _is_conditional(sentence) else Frame.PLAIN


def _asks(sentence: Sentence) -> bool:
    """A question without its mark: "is 2fa on for each login by default or must i switch it on"."""
    first, *rest = (word.text for word in sentence.words)
    return first in _ASKING and len(rest) > (0 if rest[:1] == ["it"] else 2) and rest[0] in _ASKED_OF


def _is_instruction(sentence: Sentence) -> bool:
    """The desk's own list, pasted: "Reset your private API key", "please enable two-factor"."""
    words = [word.text for word in sentence.words]
    if any(clause.cut == "gap" for clause in sentence.clauses) or _is_answered(sentence):
        return False
    if any(
        b == "your" and a in _IMPERATIVES and not set(words[max(0, at - 3) : at]) & _SUBJECTS
        for at, (a, b) in enumerate(pairwise(words))
    ):
        return True
    if {"recommend", "advise", "empfehlen"} & set(words) and {"you", "your", "ihnen"} & set(words):
        return not sentence.question
    first = words[1] if words[0] in _LEADS and len(words) > 1 else words[0]
    if first not in _IMPERATIVES:
        return False
    return "your" in words or (first != "reset" and not sentence.has("yes", "done", "not", "later", "fresh", "fail"))


def _is_answered(sentence: Sentence) -> bool:
    """Whether an instruction has its answer behind it: "Reset your private API key - DONE"."""
    last = sentence.clauses[-1]
    short = len(sentence.clauses) > 1 and len(last.words) <= 6 and last.cut in ("-", ":", "(", ")", "/", "gap")
    return (
        short
        and last.has("yes", "done", "not", "open", "later", "fail", "progress", "some")
        and not find_named(last).outright
    )


_ADVISING = frozenset(
    ["says", "say", "said", "tells", "told", "asks", "asked", "recommends", "suggests", "states", "mentions"]
)


def _is_hearsay(sentence: Sentence) -> bool:
    """What an agent is said to have confirmed is not the customer's word."""
    said = {word.text for word in sentence.words}
    if (
        sentence.has("desk")
        and said & _ADVISING
        and sentence.has("would", "act")
        and not sentence.has("done", "not", "later", "fail")
    ):
        return True
    return (
        sentence.has("desk")
        and bool(
            said
            & {
                "confirmed",
                "sees",
                "shows",
                "verified",
                "see",
                "confirms",
                "assured",
                "bestatigt",
                "confirmo",
                "confirme",
            }
        )
        and sentence.has("done")
    )


def _find_question(sentence: Sentence) -> Frame:
    first = sentence.words[0].text
    stands = sentence.has("done", "standing", "gone", "two_factor") and not sentence.has("howto")
    if first in _PERFECT or (first in _PRESENT and stands and not any(c.has("act") for c in sentence.clauses)):
        return Frame.HEADING
    if len(sentence.words) <= NOMINAL and not sentence.has("ask", "howto", "act", "aux", "later", "would", "mine"):
        return Frame.HEADING  # "SMTP passwords for all domains?"
    return Frame.HEADING if len(sentence.words) <= 3 and not sentence.has("ask") else Frame.QUESTION


def find_condition(sentence: Sentence) -> int:
    """The clause at which a condition begins; what comes before it stands as it is."""
    for at, clause in enumerate(sentence.clauses):
        if clause.has("condition"):
            return at
    return 0


def find_question_start(sentence: Sentence) -> int:
    """The clause at which the question begins; what comes before is plain word."""
    if sentence.words[0].text in _PERFECT | _PRESENT | _OPENERS:
        return 0
    for at, clause in enumerate(sentence.clauses):
        if clause.has("ask", "howto") or at == len(sentence.clauses) - 1:
            return at
    return 0


def is_of_others(clause: Clause) -> bool:
    """Whether an intruder did it."""
    return (
        clause.has("intruder")
        and not clause.has("old", "every")
        and not {"i", "we"} & {word.text for word in clause.words}
    )


def _is_conditional(sentence: Sentence) -> bool:
    if not sentence.has("condition") or any(happened(clause) for clause in sentence.clauses):
        return False
    planned = sentence.has("later", "would") and not sentence.has("old")
    return planned and any(find_named(clause).steps or clause.has("list", "everything") for clause in sentence.clauses)
