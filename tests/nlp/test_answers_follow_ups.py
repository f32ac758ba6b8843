"""What customers write after all three questions were answered: a question after their ticket, a queue or an account's
number leaves the answers as they are; what corrects one does not."""

import pytest

from bot.assess import assess_record, read_record
from bot.nlp.pipeline import Pipeline
from bot.procedures import load_procedures

TALK = (
    ("customer", "Our account is limited to 100 mails an hour. Please lift the probation."),
    (
        "agent",
        """Please tell us:
1. what kind of emails you send
2. where the addresses come from, and your website
3. how many emails you expect to send in a month""",
    ),
    (
        "customer",
        """1. Order confirmations and a monthly newsletter.
2. Customers who order at tinyshop.example and tick the newsletter box.
3. About 4,000 a month.""",
    ),
)


def read(pipeline: Pipeline, later: str) -> tuple[bool, int | None]:
    """Whether the appeal is ready after the later mail, and the volume's upper bound."""
    comments = [{"author": author, "body": body} for author, body in (*TALK, ("customer", later))]
    found = assess_record(read_record({"id": "1", "comments": comments}), pipeline, load_procedures())
    return bool(found["ready"]), found["answers"]["monthly_volume"]["high"]


@pytest.mark.parametrize(
    "later",
    [
        "Please is there any news? 300 guests are waiting for their tickets.",
        "At the moment only 61 of 740 mails are out.",
        "My account number is 998123.",
        "I'm out of office from the 12th to the 20th, Tom will answer.",
        "We have 1,200 mails stuck in the queue.",
        "I never bought a list.",
    ],
)
def test_a_question_after_the_ticket_leaves_the_answers(pipeline: Pipeline, later: str) -> None:
    assert read(pipeline, later) == (True, 4000)


@pytest.mark.parametrize(
    "later",
    [
        "Correction: it's 40,000 a month, I forgot a zero.",
        "Please ignore the number, my colleague will tell you the right one.",
        "One thing: some addresses are from a list we bought in 2020.",
        "Scrap what I wrote about the use, we are still deciding what to send.",
        "Sorry, I meant 4,000 customers.",
        "Our site is not online yet.",
        "Sorry, the 4,000 was per year.",
    ],
)
def test_what_corrects_an_answer_is_heard(pipeline: Pipeline, later: str) -> None:
    assert read(pipeline, later) != (True, 4000)


@pytest.mark.parametrize(
    ("use", "source", "volume"),
    [
        ("We send newsletters.", "The list is from our former agency, our site is tinyshop.example.", "4,000 a month."),
        ("We send offers.", "Addresses are from LinkedIn, we're at tinyshop.example.", "4,000 a month."),
        ("We send offers.", "We took over the list of a shop, they're on tinyshop.example now.", "4,000 a month."),
        ("We send receipts.", "Customers order at tinyshop.example.", "We sell about 400 mugs a week."),
        ("We send newsletters.", "People sign up at tinyshop.example.", "12 a year."),
    ],
)
def test_an_appeal_that_lacks_one_answer_is_not_ready(pipeline: Pipeline, use: str, source: str, volume: str) -> None:
    body = f"Our account is on probation. {use} {source} {volume}"
    found = assess_record(
        read_record({"id": "1", "comments": [{"author": "customer", "body": body}]}), pipeline, load_procedures()
    )
    assert not found["ready"]
