"""Remarks beside the steps, of which a learned reader tells those that leave one open."""

from pathlib import Path
from typing import Any

import pytest

from bot.core.conversation import Author, Message
from bot.core.understanding import Intent, IntentLabel, is_ready
from bot.core.update import ReplyKind
from bot.learning.remarks import to_remark_cases, train_remarks
from bot.learning.samples import to_sample
from bot.nlp.pipeline import Pipeline
from bot.nlp.steps.remarks import load_remark_reader
from bot.nlp.view import View, to_view
from bot.reading.messages import Comment, to_conversation
from tests.replies.scenes import COMPROMISE, Scene

DONE = (
    "We have reset the private API key and deleted the old one, reset the SMTP and postmaster passwords of all "
    "domains, every user has a new password and two-factor authentication is on for everybody."
)
OPEN = (
    "The remaining two are for tomorrow.",
    "The website still sends with what it had.",
    "Two of us are waiting for the text message to arrive.",
    "The accountant doesn't have the code yet.",
    "De boekhouder heeft de code nog niet.",
    "El contable aún no tiene el código.",
    "Everybody's had a message from me to pick a new password.",
    "Jonas is lacking the app because his phone is being repaired.",
    "Our treasurer says hers was already strong.",
)
HONEST = (
    "Thank you for your patience.",
    "It took us the whole afternoon.",
    "The attacker came in through an old plugin, which is gone.",
    "The last one, Tom, did it this morning.",
    "Sorry for the trouble, and have a good weekend.",
)


def read(pipeline: Pipeline, remark: str) -> bool:
    """Whether a finished report with that remark is ready."""
    told = to_conversation(None, [Comment("comment:1", Author.REQUESTER, f"{DONE} {remark} Please re-enable us.")])
    return is_ready(COMPROMISE, pipeline.read(told, Intent({IntentLabel.COMPROMISE: 1.0})), 0.0)


@pytest.mark.parametrize("remark", OPEN)
def test_report_beside_which_a_remark_leaves_a_step_open_is_not_ready(pipeline: Pipeline, remark: str) -> None:
    assert not read(pipeline, remark)


@pytest.mark.parametrize("remark", HONEST)
def test_honest_remark_holds_nothing_up(pipeline: Pipeline, remark: str) -> None:
    assert read(pipeline, remark)


def test_remark_that_a_later_mail_settles_holds_nothing_up(pipeline: Pipeline) -> None:
    asked = Scene(COMPROMISE, ReplyKind.ASK).reply().html
    told = to_conversation(
        None,
        [
            Comment("comment:1", Author.REQUESTER, f"We were hacked. {OPEN[0]}"),
            Comment("comment:2", Author.BOT, asked, html=True),
            Comment("comment:3", Author.REQUESTER, DONE),
        ],
    )
    assert is_ready(COMPROMISE, pipeline.read(told, Intent({IntentLabel.COMPROMISE: 1.0})), 0.0)


def view(text: str) -> View:
    return to_view(Message("comment:1", Author.REQUESTER, text))


def test_what_was_read_as_the_word_on_a_step_is_no_remark(pipeline: Pipeline) -> None:
    shown = view(OPEN[0])
    found = pipeline.steps.remarks.find_open(shown, ())
    assert found is not None
    assert shown.text[found.span.start : found.span.end] == OPEN[0]
    assert pipeline.steps.remarks.find_open(shown, [(0, len(OPEN[0]))]) is None


@pytest.mark.parametrize("text", ["", "!!! ??? 123", "\n\n", "x" * 3000])
def test_odd_texts_leave_nothing_open(pipeline: Pipeline, text: str) -> None:
    assert pipeline.steps.remarks.find_open(view(text), ()) is None


def a_report(number: int, body: str, status: str, quote: str) -> dict[str, Any]:
    steps = dict.fromkeys(("api_key", "smtp_credentials", "user_passwords"), "done") | {"two_factor": status}
    return {
        "id": f"x-{number}",
        "author": "tester",
        "subject": None,
        "comments": [{"author": "customer", "body": body}],
        "intent": "compromise_report",
        "answers": None,
        "steps": steps,
        "evidence": {"two_factor": quote},
    }


def test_cases_are_what_the_labels_tell_of_single_sentences() -> None:
    records = (
        a_report(1, "All is done. We sing on Sunday.", "done", "All is done"),
        a_report(2, "Hello there. Ida has no code. We sing on Sunday.", "partial", "Ida has no code"),
        {"id": "x-3", "kind": "steps", "text": "2FA tomorrow", "steps": {"two_factor": "not_done"}},
        {"id": "x-4", "kind": "remark", "text": "Nothing is left.", "open": False},
    )
    cases = to_remark_cases([to_sample(record) for record in records])
    assert [(case.ticket, case.guilty) for case in cases] == [
        ("x-1", False),
        ("x-1", False),
        ("x-2", True),
        ("x-3", True),
        ("x-4", False),
    ]


def test_trained_reader_can_be_loaded_and_reads(tmp_path: Path) -> None:
    told = [(one, False) for one in HONEST] + [(one, True) for one in OPEN]
    records = (
        {"id": f"x-{at}", "kind": "remark", "text": text, "open": lacks} for at, (text, lacks) in enumerate(told)
    )
    train_remarks([to_sample(record) for record in records], tmp_path)
    reader = load_remark_reader(tmp_path)
    assert reader.find_open(view(OPEN[0]), ()) is not None
    assert reader.find_open(view(HONEST[0]), ()) is None
