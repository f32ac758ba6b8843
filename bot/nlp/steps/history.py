"""What stood open when a message was written: how the rules read the messages before it. "He has it now too" says
little by itself, and all where one user was lacking."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.core.checklist import Status
from bot.nlp.steps.references import Numbering

OPEN = frozenset({Status.PARTIAL, Status.NOT_DONE})

Before = Mapping[str, Status]  # the steps that earlier messages spoke of


@dataclass(frozen=True, slots=True)
class Memory:
    """What a message can go on from: the steps spoken of before, who or what was lacking of each that stood open, and
    what the desk had asked for last."""

    before: Before = field(default_factory=dict)
    lacking: Mapping[str, frozenset[str]] = field(default_factory=dict)
    asked: Numbering = field(default_factory=Numbering)
    own: frozenset[str] = frozenset()  # the steps that were done, or in part, by one who spoke of nobody else
    leaver: bool = False  # a former colleague was told of
    foreign: bool = False  # the customer wrote in another language than English

    def list_open(self) -> tuple[str, ...]:
        """The steps that were told to stand open."""
        return tuple(step for step, status in self.before.items() if status in OPEN)

    def list_part(self) -> tuple[str, ...]:
        """Those of them that were told to be done in part."""
        return tuple(step for step, status in self.before.items() if status is Status.PARTIAL)

    def add(self, numbering: Numbering) -> Numbering:
        """What the desk's newest message asks for, beside what it had asked for earlier: a holding mail ("no hurry")
        leaves the question, and a list's numbers stay those of the list."""
        if not numbering.listed and self.asked.listed:
            numbering = replace(numbering, order=self.asked.order, labels=self.asked.labels, listed=True)
        if numbering.asked:
            return numbering
        unanswered = tuple(step for step in self.asked.asked if self.before.get(step) is not Status.DONE)
        return replace(numbering, pending=unanswered or self.list_open())


FIRST = Memory()
