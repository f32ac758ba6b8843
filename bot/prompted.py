"""Answers to a brand's own questions: what a customer wrote behind the prompt that the reply gave."""

import re
from collections.abc import Iterable, Iterator

from bot.core.checklist import Evidence, Finding, Item, Procedure, Status
from bot.core.conversation import Conversation, Message

LONGEST_ANSWER = 2_000  # characters behind a prompt
_ANSWER = re.compile(r"[ \t]*(?:\n[ \t]*)?(\S(?:[^\n]|\n(?![ \t]*\n))*)")  # to the end of the paragraph
_NOTHING = re.compile(r"(?:n/?a|none|nothing|unknown|no idea|later|see (?:above|below)|tbd|[\W_]{0,20})[.!]?", re.I)


def find_prompted(procedure: Procedure, own: frozenset[str], conversation: Conversation) -> tuple[Finding, ...]:
    """What was answered to the questions of these keys, oldest first. Words elsewhere than behind a prompt are not
    read: nobody taught the bot to."""
    prompts = {str(item.details.get("prompt", "")): item for item in procedure.items}
    prompts.pop("", None)
    messages = conversation.said_by_requester()
    return tuple(f for message in messages for f in _find_in_message(message, prompts, own))


def _find_in_message(message: Message, prompts: dict[str, Item], own: frozenset[str]) -> Iterator[Finding]:
    places = sorted(_find_places(message.text, prompts), key=lambda place: place[:2])
    words = message.own_words
    for number, (_, start, item) in enumerate(places):
        end = places[number + 1][0] if number + 1 < len(places) else len(words)
        answer = _ANSWER.match(words, start, min(end, start + LONGEST_ANSWER))
        if item.key in own and answer and not _says_nothing(answer[1], prompts):
            at, to = answer.start(1), answer.start(1) + len(answer[1].rstrip())
            evidence = Evidence(message.id, at, to, message.text[at:to])
            yield Finding(item.key, Status.COMPLETE, evidence=(evidence,), parts=item.needs)


def _says_nothing(answer: str, prompts: Iterable[str]) -> bool:
    """Whether it is no answer, or but the beginning of a prompt, where a long message was cut."""
    begun = answer.strip().lower()
    return bool(_NOTHING.fullmatch(answer)) or any(prompt.lower().startswith(begun) for prompt in prompts)


def _find_places(text: str, prompts: dict[str, Item]) -> Iterable[tuple[int, int, Item]]:
    """Where each prompt stands, from its first letter to behind its colon; a quoted mail has it once more."""
    for prompt, item in prompts.items():
        for found in re.finditer(re.escape(prompt), text, re.I):
            yield found.start(), found.end(), item
