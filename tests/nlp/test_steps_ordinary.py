"""Ordinary reports: what plain customers tell beside the steps neither holds them up nor hides what is left."""

import pytest

from bot.assess import assess_record, read_record
from bot.nlp.pipeline import Pipeline
from bot.procedures import load_procedures

KEY = "We generated a new API key and deleted the old one."
SMTP = "SMTP and postmaster passwords were reset for all our domains."
PASSWORDS = "All five users have new passwords."
TWO_FACTOR = "Two-factor authentication is on for all five."


def is_ready(pipeline: Pipeline, *sentences: str) -> bool:
    """Whether a report of these sentences is ready."""
    body = f"Hello, our account was hacked and spam went out. {' '.join(sentences)}"
    record = {"id": "1", "subject": "account compromised", "comments": [{"author": "customer", "body": body}]}
    return bool(assess_record(read_record(record), pipeline, load_procedures())["ready"])


@pytest.mark.parametrize(
    "remark",
    [
        "We think it was the old website plugin, the one that sent the alerts. It's been taken off.",
        "If you can lift the block I'll watch the logs for the first few hours.",
        "Could you put us back live?\n\nGareth\nValley Skip Hire",
        "Kind regards,\nTom Okafor\nNetwork Systems Supervisor",
        "I've moved to another desk since.",
    ],
)
def test_what_stands_beside_the_steps_leaves_the_report_ready(pipeline: Pipeline, remark: str) -> None:
    assert is_ready(pipeline, KEY, SMTP, PASSWORDS, TWO_FACTOR, remark)


@pytest.mark.parametrize(
    ("step", "told", "ready"),
    [
        (2, "All five have new passwords. Mr. Peeters was on sick leave, so I called him and he did it at home.", True),
        (2, "All five have new passwords. Mr. Peeters is on sick leave, he will do it at home.", False),
        (3, "2FA is mandatory for all five now (two are still missing it).", False),
        (3, "We all have two-factor now, I must always look at the telephone to get in.", True),
        (1, "SMTP was reset for a.example and b.example, which are the only domains we hold with you.", True),
        (1, "SMTP was reset for a.example and b.example, the only domains we use often.", False),
    ],
)
def test_small_words_tell_whether_all_have_it(pipeline: Pipeline, step: int, told: str, ready: bool) -> None:
    sentences = [KEY, SMTP, PASSWORDS, TWO_FACTOR]
    sentences[step] = told
    assert is_ready(pipeline, *sentences) is ready
