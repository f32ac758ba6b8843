"""Texts that are made to be slow or odd are read in bounded time; what is found stands where it is said to stand."""

import time

import pytest

from bot.core.conversation import Author
from bot.reading.messages import Comment, to_conversation

LIMIT = 0.5  # seconds of CPU; 0.1 is meant and mostly kept, the rest is for slow machines
MOST = 20_000  # letters of a message that are read
TEXTS = {
    "one word": "a" * 3_000,
    "quote marks": ">" * 10_000,
    "quoted lines": "> quoted\n" * 2_000,
    "nested": "<div>" * 10_000 + "text",
    "zero width": "a\u200b" * 10_000,
    "right to left": "\u202eabc \u202c" * 3_000,
    "blanks": " " * MOST,
    "newlines": "\n" * MOST,
    "digits": "1" * MOST,
    "a million letters": "we send newsletters " * 50_000,
    "steps": "key reset " * 2_000,
    "volumes": "1,000 a month " * 1_400,
    "emoji": "\U0001f600" * MOST,
    "marks": "e\u0301" * 10_000,
}


@pytest.fixture(scope="module", autouse=True)
def _warm(pipeline):
    """What is compiled at its first use is no hostile text's fault."""
    pipeline.understand(_read("the key was reset, we send 5,000 newsletters a month"))


def _read(text, html=False):
    return to_conversation("hello", [Comment(id="comment:1", author=Author.REQUESTER, body=text, html=html)])


def _time(pipeline, text, html):
    start = time.process_time()
    conversation = _read(text, html)
    understanding = pipeline.understand(conversation)
    return time.process_time() - start, conversation, understanding


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_is_read_in_bounded_time(pipeline, name, html):
    runs = [_time(pipeline, TEXTS[name], html) for _ in range(3)]
    _, conversation, understanding = runs[0]
    texts = {message.id: message.text for message in conversation.messages}

    assert min(seconds for seconds, *_ in runs) <= LIMIT
    for finding in (*understanding.findings, *understanding.risks):
        for evidence in finding.evidence:
            assert texts[evidence.message_id][evidence.start : evidence.end] == evidence.quote


@pytest.mark.parametrize("digits", ["❶❷❸❹", "➀➁➂➃", "①②③④", "❿➓", "²³"])
def test_digits_in_circles_are_no_crash(pipeline, digits):
    steps = ("API key rotated", "SMTP passwords reset", "logins changed", "2FA on for all")
    text = " ".join(f"{digit} {step}" for digit, step in zip(digits, steps, strict=False))
    assert pipeline.understand(_read(f"Our account was hacked. {text}")).findings
