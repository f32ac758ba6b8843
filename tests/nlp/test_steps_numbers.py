"""Answers that go by the desk's numbers, quoted questions that got none, and what the desk's buttons ask for."""

import pytest

from bot.assess import read_record, to_ticket_conversation
from bot.nlp.pipeline import to_views
from bot.nlp.steps import load_step_reader
from bot.nlp.steps.asking import to_numbering
from bot.nlp.steps.statuses import MODEL

LIST = (
    "Please do the following:\n1. Reset the private API key and delete the old one\n2. Reset SMTP and postmaster "
    "passwords\n3. Reset the password of each user\n4. Enable two-factor authentication for each user"
)
HASHED = LIST.replace("\n1.", "\n#1").replace("\n2.", "\n#2").replace("\n3.", "\n#3").replace("\n4.", "\n#4")
STEPS = ("api_key", "smtp_credentials", "user_passwords", "two_factor")


def read(*bodies: str) -> str:
    """The newest word on each step by its first letter, "-" where there is none; every second message is the desk's."""
    comments = [{"author": "agent" if at % 2 else "customer", "body": body} for at, body in enumerate(bodies)]
    views = list(to_views(to_ticket_conversation(read_record({"id": "t-1", "subject": "", "comments": comments}))))
    found = {f.item: f.status.value for f in load_step_reader(MODEL.parent).find_steps(views)}
    return "".join(found.get(step, "-")[0] for step in STEPS)


@pytest.mark.parametrize(
    ("asked", "text", "expected"),
    [
        (LIST, "1 and 2 I have done, 3 all sorted, 4 not yet.", "dddn"),
        (LIST, "1 2 and 3 all finished, 4 not yet", "dddn"),
        (LIST, "One is rotated and the old one gone. Two we did on every domain. Four we all have.", "dd-d"),
        (LIST, "Eins passt, der alte ist gelöscht. Zwei hab ich für alle Domains gemacht. Drei noch nix.", "ddn-"),
        (HASHED, "#1 finished\n#2 where do I find this page?\n#3 finished, all of us", "dnd-"),
    ],
)  # fmt: skip
def test_answers_that_open_with_the_desks_numbers_are_about_its_points(asked: str, text: str, expected: str):
    assert read("Somebody sends spam through our account.", asked, text) == expected


def test_a_number_told_of_later_still_means_the_desks_point():
    first = "1, 2 and 3 are done, 4 not yet"
    later = "I mixed them up: 4's been on for all of us for ages. It's 3 that's missing for our driver."
    assert read("Spam from our account!", LIST, first, "Fine, just 4 then.", later)[2:] in ("nd", "pd")


@pytest.mark.parametrize(
    "text",
    [
        "Somebody uses our mail for spam. Bad English, sorry. What I do first?",
        "There are four chores in your letter. Four! I run a bakery.",
        "2 domains and 4 people are ours, 3 mails came back.",
    ],
)
def test_numbers_that_count_something_say_nothing_of_a_step(text: str):
    assert read(text) == "----"


def test_a_quoted_question_without_an_answer_is_left_open():
    text = (
        "> private API key reset, old one removed\nyes, both\n\n> SMTP and postmaster passwords reset\n\n"
        "> users' passwords reset\nno, they can't get the mails\n\n> 2FA for each user\nyes, 6/6"
    )
    assert read("We see spam.", LIST, text) == "d-nd"


def test_a_plain_answer_under_a_quoted_question_stands():
    text = "> private API key reset, old one removed\nboth\n\n> users' passwords reset\nwe did, all of us\n"
    assert read("We see spam.", LIST, text)[2] == "d"


def test_a_word_below_the_whole_quoted_list_answers_each_question():
    text = "> API key reset\n\n> SMTP reset\n\n> users' passwords reset\n\n> 2FA for each user\n\nall done"
    assert read("We see spam.", LIST, text) == "dddd"


def test_the_way_to_the_smtp_logins_asks_for_nothing_else():
    asked = "Go to Sending > the domain > SMTP credentials > Reset password, for each of them there."
    assert to_numbering(asked).asked == ("smtp_credentials",)
