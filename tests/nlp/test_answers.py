"""The three answers in the customer's own words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation import Author, Message
from bot.nlp.answers import find_answers, find_bad_list
from bot.nlp.view import to_view


def view(text, asked=""):
    return to_view(Message("comment:1", Author.REQUESTER, text), asked)


def read(text, item):
    return next(((f.status.value, f.value) for f in find_answers(view(text)) if f.item == item), None)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Around 50 thousand emails monthly", 50_000, 50_000),
        ("Our volume is about 3,500 per week", 15_167, 15_167),
        ("maybe 200 a day on working days", 4_400, 4_400),
        ("We expect 15k/month", 15_000, 15_000),
        ("Expected volume: up to 10,000 emails per month", None, 10_000),
        ("At least 5000 mails a month", 5_000, None),
        ("10-15k a month", 10_000, 15_000),
        ("About a million messages each month", 1_000_000, 1_000_000),
        ("Sending roughly 500 emails per day.", 15_000, 15_000),
        ("Wir versenden etwa 10.000 E-Mails im Monat.", 10_000, 10_000),
        ("we have 2000 subscribers and send one newsletter a week", 8_667, 8_667),
    ],
)
def test_figures_become_a_range_of_messages_a_month(text, low, high):
    assert read(text, "monthly_volume") == ("complete", {"low": low, "high": high})


@pytest.mark.parametrize(
    "text", ["The limit is 100 messages an hour.", "Invoice 10234 was paid.", "Call me at +1 202 555 0143."]
)
def test_other_figures_are_no_volume(text):
    found = read(text, "monthly_volume")
    assert found is None or found[0] != "complete"


@pytest.mark.parametrize(
    ("text", "types"),
    [
        ("We send password reset emails and order confirmations", ["transactional"]),
        ("Both transactional and marketing.", ["transactional", "marketing"]),
        ("Only newsletters", ["marketing"]),
        ("We mail invoices to our clients", ["transactional"]),
        ("Transactional only, no marketing at all.", ["transactional"]),
    ],
)
def test_use_gives_its_types(text, types):
    assert read(text, "email_use") == ("complete", {"types": types})


@pytest.mark.parametrize(
    ("text", "status", "urls"),
    [
        ("Our customers register on www.shop.example", "complete", ["shop.example"]),
        ("Users of our app (app.foo.example) who created an account", "complete", ["foo.example"]),
        ("People who bought from us", "partial", []),
    ],
)
def test_source_wants_origin_and_site(text, status, urls):
    assert read(text, "list_source") == (status, {"urls": urls, "risk": False})


@pytest.mark.parametrize(
    "text",
    [
        "We bought a list of 30,000 addresses from a data broker.",
        "The list was purchased.",
        "Addresses are rented from an agency",
        "I scraped the emails from directories",
        "Wir haben eine Liste gekauft",
    ],
)
def test_bought_list_is_a_risk(text):
    assert find_bad_list(view(text)) is not None


@pytest.mark.parametrize("text", ["We never buy lists.", "Customers who bought a bike give us their address."])
def test_denied_or_ordinary_list_is_none(text):
    assert find_bad_list(view(text)) is None


@given(
    st.text(alphabet=st.sampled_from("0123456789km.,-/ amonthday newsletter receipts @shop.example\n>1)"), max_size=300)
)
def test_any_words_give_at_most_one_finding_an_item_with_its_quote(text):
    message = Message("comment:1", Author.REQUESTER, text)
    findings = find_answers(to_view(message))
    assert len({f.item for f in findings}) == len(findings)
    for finding in findings:
        assert finding.evidence
        assert all(message.text[e.start : e.end] == e.quote for e in finding.evidence)
