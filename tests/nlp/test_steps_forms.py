"""Steps told one by one, as in the form that our mail asks to fill in: three are done, and of the fourth stands
something that is no yes."""

from collections.abc import Sequence
from functools import cache

import pytest

from bot.core.checklist import Finding, Status
from bot.core.conversation import Author
from bot.core.understanding import is_ready, settle_understanding
from bot.core.update import ReplyKind
from bot.nlp.pipeline import Pipeline, load_pipeline
from bot.nlp.steps.targets import STEPS
from bot.reading.messages import Comment, to_conversation
from tests.replies.scenes import COMPROMISE, Scene

PROMPTS = ("Private API keys:", "SMTP and postmaster passwords:", "User passwords:", "Two-factor authentication:")
SHORT = ("API key", "SMTP", "Passwords", "2FA")
FORMS = {
    "prompts": [f"{label} " for label in PROMPTS],
    "colons": [f"{label}: " for label in SHORT],
    "dashes": [f"{label} - " for label in SHORT],
    "equal signs": [f"{label} = " for label in SHORT],
    "tabs": [f"{label}\t" for label in SHORT],
    "lines below": [f"{label}:\n" for label in SHORT],
    "numbers": [f"{number}. " for number in range(1, 5)],
}
# What people write where they have no yes.
ENTRIES = (
    "banana", "unknown", "maybe", "I think so", "ask Peter", "Bob", "on it", "see above", "old", "will do", "requested",
    "being rolled out", "n/a", "wird gemacht", "vielleicht", "se hará", "à faire", "sera fait", "da fare",
    "por fazer", "wordt gedaan",
)  # fmt: skip
TURNS = 3  # each entry is tried in every third form
OFF = ("off", "disabled", "deactivated", "switched off")
MINE = ("me yes", "yes for me", "only me", "done for me")


@cache
def load() -> tuple[Pipeline, str]:
    """What reads, and the mail of ours that asks."""
    return load_pipeline(), Scene(COMPROMISE, ReplyKind.ASK).reply().html


def read(lines: Sequence[str]) -> tuple[bool, dict[str, Finding]]:
    """Whether such an answer to our mail makes the ticket ready, and what was found."""
    pipeline, asked = load()
    comments = (
        Comment("comment:1", Author.REQUESTER, "Our account was compromised and is disabled, please help us."),
        Comment("comment:2", Author.BOT, asked, html=True),
        Comment("comment:3", Author.REQUESTER, "\n".join(lines)),
    )
    understanding = pipeline.understand(to_conversation(None, comments))
    return is_ready(COMPROMISE, understanding, 0.6), settle_understanding(COMPROMISE, understanding)


def fill_in(form: str, **told: str) -> list[str]:
    return [label + told.get(step, "done") for label, step in zip(FORMS[form], STEPS, strict=True)]


@pytest.mark.parametrize("form", FORMS)
def test_form_of_which_all_is_done_is_ready(form: str) -> None:
    assert read(fill_in(form))[0]


@pytest.mark.parametrize("form", FORMS)
def test_entry_that_nobody_understands_is_no_yes(form: str) -> None:
    mine = ENTRIES[list(FORMS).index(form) % TURNS :: TURNS]
    ready = [(step, entry) for step in STEPS for entry in mine if read(fill_in(form, **{step: entry}))[0]]
    assert ready == []


@pytest.mark.parametrize("form", ["prompts", "colons", "dashes", "equal signs", "tabs", "lines below"])
def test_entry_that_is_left_empty_is_no_yes(form: str) -> None:
    assert [step for step in STEPS if read(fill_in(form, **{step: ""}))[0]] == []


@pytest.mark.parametrize("form", ["prompts", "colons", "dashes", "equal signs", "tabs"])
@pytest.mark.parametrize("entry", OFF)
def test_second_factor_that_is_off_is_not_on(form: str, entry: str) -> None:
    ready, found = read(fill_in(form, two_factor=entry))
    assert not ready
    assert found["two_factor"].status is Status.NOT_DONE


@pytest.mark.parametrize("step", ["user_passwords", "two_factor"])
@pytest.mark.parametrize("entry", MINE)
def test_what_the_writer_did_for_himself_is_not_for_all(step: str, entry: str) -> None:
    assert not read(fill_in("prompts", **{step: entry}))[0]


@pytest.mark.parametrize(
    "lines",
    [
        ("API key: changed on 2 Sept.", "SMTP: on 2 Sept.", "Passwords: on 3 Sept, all", "2FA: on, all 5"),
        ("key: rerolled, n-1 expired", "smtp: rerolled x 6", "humans: rerolled x 2", "otp: x 2"),
        (
            "- API: refreshed, previous not active",
            "- SMTP: refreshed",
            "- Passwords: refreshed, 4 person",
            "- 2FA: 4 person",
        ),
        ("Key: new, old one gone", "SMTP: ditto", "Users: ditto, the whole dozen", "2FA: ditto, the whole dozen"),
    ],
)
def test_short_entries_that_tell_something_are_heard(lines: tuple[str, ...]) -> None:
    found = read(lines)[1]
    assert {found[step].status for step in STEPS} == {Status.DONE}
