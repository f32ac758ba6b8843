"""Lists in which each step stands with a word or two: whatever the signs and the order, three that are done and one
that is not are never ready, and four that are done nearly always."""

from collections.abc import Callable, Sequence

import pytest

from bot.assess import assess_record, read_record
from bot.nlp.pipeline import Pipeline
from bot.nlp.steps.entries import Entry
from bot.nlp.steps.status_lists import find_rows
from bot.nlp.steps.targets import STEPS
from bot.procedures import load_procedures

NAMES = (
    ("API key", "SMTP passwords", "User passwords", "2FA"),
    ("private api key", "smtp credentials", "passwords of all users", "two-factor authentication"),
    ("key", "smtp", "logins", "2fa"),
)
Shape = Callable[[Sequence[str], Sequence[str]], str]


def to_shape(row: str, between: str = "\n", head: str = "") -> Shape:
    """A list whose rows look so; ``{n}`` is their number."""

    def write(names: Sequence[str], entries: Sequence[str]) -> str:
        rows = (row.format(a=a, b=b, n=n) for n, (a, b) in enumerate(zip(names, entries, strict=True), 1))
        return head + between.join(rows)

    return write


SHAPES = {
    "colon": to_shape("{a}: {b}"),
    "dash": to_shape("{a} - {b}"),
    "nothing": to_shape("{a} {b}"),
    "arrow": to_shape("{a} -> {b}"),
    "two signs": to_shape("{a} >> {b}"),
    "equals": to_shape("{a} = {b}"),
    "dots": to_shape("{a}... {b}"),
    "bullets": to_shape("- {a}: {b}"),
    "numbers": to_shape("{n}. {a}: {b}"),
    "brackets": to_shape("{a} ({b})"),
    "commas": to_shape("{a} {b}", ", "),
    "commas and colons": to_shape("{a}: {b}", ", "),
    "semicolons": to_shape("{a} {b}", "; "),
    "slashes": to_shape("{a} {b}", " / "),
    "table": to_shape("| {a} | {b} |", head="| step | status |\n|---|---|\n"),
    "tabs": to_shape("{a}\t{b}"),
    "lines below": to_shape("{a}\n{b}"),
    "sentences": to_shape("{a}: {b}.", " "),
    "questions": to_shape("{a}? {b}"),
}
DONE = ("done", "OK", "✓", "finished", "done for all")
SHORT = ("not yet", "tomorrow", "in progress", "open", "✗", "n/a", "50%", "don't know", "waiting")
PARTLY = ("2 of 3", "only me", "all but Bob", "everyone except Bob", "almost", "mostly")


def is_ready(pipeline: Pipeline, listed: str) -> bool:
    """Whether a report with such a list is ready."""
    body = f"Hello, our account was hacked. This is where we are:\n\n{listed}\n\nRegards, Eva"
    comments = [{"author": "customer", "body": body}]
    record = {"id": "1", "source": "email", "subject": "account compromised", "comments": comments}
    return bool(assess_record(read_record(record), pipeline, load_procedures())["ready"])


@pytest.mark.parametrize("shape", SHAPES)
def test_list_of_which_all_is_done_is_ready(pipeline: Pipeline, shape: str) -> None:
    lost = [(n[0], e) for n in NAMES for e in DONE if not is_ready(pipeline, SHAPES[shape](n, [e] * 4))]
    assert lost == []


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("at", [0, 2, 3])
def test_list_with_one_step_short_is_never_ready(pipeline: Pipeline, shape: str, at: int) -> None:
    entries = [*SHORT, *(PARTLY if at else ())]
    told = [(n, e, ["done" if step != at else e for step in range(4)]) for n in NAMES for e in entries]
    assert [(n[0], e) for n, e, listed in told if is_ready(pipeline, SHAPES[shape](n, listed))] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_name_with_a_mere_dash_behind_it_says_nothing(pipeline: Pipeline, shape: str) -> None:
    assert not any(is_ready(pipeline, SHAPES[shape](n, ["done", "done", "-", "done"])) for n in NAMES[::2])


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("key done, smtp done, users (12): all reset, 2fa: enforced for all 12", "yes yes yes yes"),
        ("Done: API key, SMTP, passwords\nNot yet: 2FA", "yes yes yes no"),
        ("API key, SMTP and passwords: done\n2FA: 3/4", "yes yes part"),
        ("✅ key ✅ smtp ❌ passwords ✅ 2fa", "yes yes no yes"),
        ("API key: new, smtp: changed, passwords: changed 14:02, 2FA: active", "yes yes yes yes"),
        ("API key: active\nSMTP: on\n2FA: on", "empty empty yes"),
        ("API key: Marta, SMTP: Ben, passwords: Ida", ""),
        ("2FA: ?\nkey: ok\nsmtp: ok", "no yes yes"),
    ],
)
def test_rows_are_read_where_every_word_is_known(text: str, entries: str) -> None:
    assert " ".join(str(entry) for _, entry, _ in find_rows(text, {})) == entries


def test_rows_name_their_steps_in_order() -> None:
    rows = list(find_rows("Private key - done\nSMTP + postmaster - done\nUser logins - no\nMFA - on", {}))
    assert [step for step, _, _ in rows] == list(STEPS)
    assert rows[2][1] is Entry.NO


LIST = """Please do the following:
1. Reset the private API key and delete the old one.
2. Reset the SMTP and postmaster passwords on every domain.
3. Reset the password of every user.
4. Turn on two-factor authentication for every user."""


@pytest.mark.parametrize(
    ("answer", "ready"),
    [
        (
            "1. new key, old one deleted\n2. reset, postmaster too\n3. changed for all users\n4. on for all users",
            True,
        ),
        ("1. done\n2. done\n3. done\n4. on", True),
        ("1. ok\n2. ok\n3. ok\n4. active", True),
        ("1. active\n2. done\n3. done\n4. done", False),
        ("1. done\n2. enabled\n3. done\n4. done", False),
        ("1. done\n2.\n3. done\n4. done", False),
        ("1. done\n2. done\n3. done\n4. banana", False),
        ("1. done\n2. done\n3. done for me\n4. done", False),
    ],
)
def test_numbers_of_the_desks_list_stand_for_names(pipeline: Pipeline, answer: str, ready: bool) -> None:
    bodies = (("customer", "Our account was hacked and spam went out."), ("agent", LIST), ("customer", answer))
    comments = [{"author": author, "body": body} for author, body in bodies]
    read = assess_record(read_record({"id": "1", "comments": comments}), pipeline, load_procedures())
    assert bool(read["ready"]) is ready


@pytest.mark.parametrize("entry", ["✗", "❌", "?", "-", "not yet"])
def test_entry_before_its_name_that_says_no_is_none(pipeline, entry):
    entries = ("done", "done", entry, "done")
    listed = "\n".join(f"{said}: {name}" for said, name in zip(entries, NAMES[1], strict=True))
    assert not is_ready(pipeline, listed)
    assert is_ready(pipeline, listed.replace(f"{entry}:", "done:"))
