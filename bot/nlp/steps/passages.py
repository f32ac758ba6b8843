"""What is spoken of: a sentence in its place, and the topic that one sentence leaves to the next."""

from dataclasses import dataclass

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.frames import Frame
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.targets import Named

NOTHING: frozenset[str] = frozenset()
HEADING_CUTS = frozenset({":", "-", "gap", "("})


@dataclass(frozen=True, slots=True)
class Claim:
    """One clause's word on one step."""

    step: str
    sense: Sense
    clause: Clause
    distant: bool = False  # carried over from another sentence
    whole: bool = False  # its sentence speaks of all, or of a sole user
    bare: bool = False  # a name and whom it covers, no verb
    known: bool = False  # understood by what earlier messages or the desk had said
    clear: bool = False  # of known words alone, in a short answer or a list: nothing can hide in it

    @property
    def start(self) -> int:
        """Where its words begin in the view's text."""
        return self.clause.start

    @property
    def end(self) -> int:
        """Where its words end in the view's text."""
        return self.clause.end


@dataclass(frozen=True, slots=True)
class Topic:
    """What was spoken of last: the steps, the line, and whether a heading holds them for the whole line."""

    steps: frozenset[str] = NOTHING
    line: int = -1
    heading: bool = False
    sense: Sense | None = None  # of a heading such as "Done:" for the lines under it
    old: bool = False  # the heading names the old key
    elsewhere: bool = False  # the heading names another service: "On the server:"
    asked: bool = False  # a quoted question stands above: a bare "both" answers it
    age: int = 0  # sentences since it was named
    away: frozenset[str] = NOTHING  # what was just named of another service
    below: bool = False  # the heading stands alone on its line: what it heads is the line below
    last: Sense | None = None  # of the claim before, for "same with the SMTP ones"


@dataclass(frozen=True, slots=True)
class Passage:
    """A sentence with how it is meant, what each clause names (``steps``), and the topic before it. ``alone``: the
    message tells of a sole user or domain."""

    sentence: Sentence
    frame: Frame
    topic: Topic
    alone: bool
    named: tuple[Named, ...]
    steps: tuple[frozenset[str], ...]
    turn: int = 0  # the clause at which the question or the condition begins

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The sentence's clauses."""
        return self.sentence.clauses

    @property
    def in_heading(self) -> bool:
        """Whether a heading earlier in the line holds for this sentence."""
        return self.topic.heading and self.topic.line == self.sentence.line

    def is_head(self, at: int) -> bool:
        """Whether a clause is a heading for what follows: "Key: ..."."""
        return is_head(self.sentence, at)

    def named_before(self, at: int) -> bool:
        """Whether an earlier clause of the sentence names a step."""
        return any(self.steps[:at])


def is_head(sentence: Sentence, at: int) -> bool:
    """Whether a colon, a dash, a gap or a bracket follows the clause."""
    return at + 1 < len(sentence.clauses) and sentence.clauses[at + 1].cut in HEADING_CUTS
