"""What the facts say of one item: how they stand, and what was seen."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.accounts.facts import Entry, Read
from bot.core.checklist import Seen, Standing

COUNTED = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an item stands, with what was seen of it. ``Standing.CLAIMED``: seen, and neither proved nor refuted."""

    standing: Standing
    seen: tuple[Seen, ...] = ()


# Codes of ``Read.problem`` in words; what no one has words for is "the answer could not be used".
PROBLEMS = {
    "incident": "the platform reports an incident",
    "no_account": "the ticket names no account",
    "odd_account": "the account's id is not of a form that may be asked for",
    "writer_unknown": "it is not known whether the writer belongs to the account",
    "not_kept_apart": "the platform did not keep this account apart from its parent",
    "wrong_account": "the answer was about another account",
    "refused": "the platform does not accept our key",
    "forbidden": "our key has no right to this call",
    "not_found": "the platform answered not found, which proves nothing",
    "rate_limited": "the platform asked us to wait",
    "paced": "too many calls were made in the last minute",
    "resting": "the platform has failed often: it is left alone for a while",
    "timeout": "the platform took too long",
    "unreachable": "the platform could not be reached",
    "failing": "the platform answered with an error",
    "redirected": "the platform sent us elsewhere, where we do not go",
    "budget": "the account takes more calls than one check may make",
    "too_large": "the answer is too large",
    "too_many": "there are more entries than are read",
    "incomplete": "the answer has other entries than it counts",
    "contradictory": "two answers contradict each other",
    "stale": "the answer is old",
    "odd_name": "a name is not of a form that may be asked for",
    "wrong_shape": "the answer is not of the form that is documented",
    "not_told": "the answer says nothing of it",
    "not_json": "the answer is not JSON",
}


def name_problem(code: str) -> str:
    """Why something was not read, in words."""
    return PROBLEMS.get(code, "the answer could not be used")


def to_unread(read: Read[Entry]) -> Verdict:
    """The verdict on an area that was not read."""
    words = name_problem(read.problem)
    return Verdict(Standing.UNKNOWN, (Seen(words, call=read.call, field=read.field, read_at=read.read_at),))


def to_verdict(standing: Standing, read: Read[Entry], words: str, told: str = "") -> Verdict:
    """The verdict on what was read."""
    return Verdict(standing, (Seen(words, told, read.call, read.field, read.read_at),))


def count_words(count: int, one: str, many: str) -> str:
    """``one API key``, ``12 API keys``."""
    number = COUNTED[count] if 0 <= count < len(COUNTED) else f"{count:,}"
    return f"{number} {one if count == 1 else many}"


def to_sentence(words: str) -> str:
    """The words with a capital and a full stop."""
    return f"{words[:1].upper()}{words[1:]}."


def pick(entries: tuple[Entry, ...], holds: Callable[[Entry], bool]) -> tuple[Entry, ...]:
    """The entries for which it holds."""
    return tuple(entry for entry in entries if holds(entry))
