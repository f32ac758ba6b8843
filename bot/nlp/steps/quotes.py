"""What the customer answers between quoted lines: the question beside an answer tells what the answer is about."""

from collections.abc import Iterator, Mapping

from bot.core.conversation import Message
from bot.nlp.steps.cutting import to_sentences
from bot.nlp.steps.targets import STEPS, find_named
from bot.reading.checklists import is_unticked


def find_quoted_topics(message: Message) -> Mapping[int, tuple[str, ...]]:
    """By number of a line of the customer's own, the steps that the quoted words before it name: on the same line,
    else on the lines right above it. What stands apart below an unticked line answers nothing."""
    return dict(_pair(message)) if message.apart else {}


def find_unticked_steps(message: Message) -> frozenset[str]:
    """The steps that the unticked lines of a returned checklist name, where nothing was written to them."""
    lines = zip(message.text.split("\n"), message.own_words.split("\n"), strict=True)
    unticked = (line for line, own in lines if not own.strip() and is_unticked(line)) if message.apart else ()
    return frozenset(step for line in unticked for step in _find_steps(line))


def _pair(message: Message) -> Iterator[tuple[int, tuple[str, ...]]]:
    own_words = message.own_words.split("\n")
    block: list[str] = []
    parted = answered = False  # by a blank line; an answer stands before
    for number, (line, own) in enumerate(zip(message.text.split("\n"), own_words, strict=True)):
        if not line.strip():
            parted = True
            continue
        begins = len(own) - len(own.lstrip())
        quoted = line if not own.strip() else line[:begins]
        if quoted.strip(" \t>-*•"):
            asks = quoted.lstrip("> \t")
            skipped = parted and answered and any(_find_steps(asks))  # the question before was left without an answer
            block = [asks] if own.strip() or skipped else [*block, asks]
        if own.strip():
            if block and not (parted and is_unticked(block[-1])):
                yield number, _name_steps(block)
                answered = True
            block = []
        parted = False


def _name_steps(block: list[str]) -> tuple[str, ...]:
    """The steps that the quoted lines name, in order; none where they end a whole mail that was quoted."""
    named = [tuple(_find_steps(line)) for line in block]
    if len(block) > 8 and not named[-1]:
        return ()
    found = {step for steps in named for step in steps}
    return tuple(step for step in STEPS if step in found)


def _find_steps(line: str) -> Iterator[str]:
    for sentence in to_sentences(line):
        for clause in sentence.clauses:
            yield from find_named(clause).steps
