"""What later messages do to an answer: add to it, replace it, or only dodge the question."""

import pytest

from bot.core.checklist import Finding, Item, Kind, Status, settle
from bot.core.conversation import Author, Message
from bot.nlp.answers import find_answers
from bot.nlp.answers.additions import adds_to_answer
from bot.nlp.answers.layout import to_layout
from bot.nlp.view import to_view

ASKED_ALL = "What mail do you send, where do the addresses come from (with URLs), and how many messages a month?"
ASKED_REST = "Thank you. Where do the addresses come from, and which monthly volume do you expect?"


def view(text, asked=""):
    return to_view(Message("comment:3", Author.REQUESTER, text), asked)


def used(*types, **more):
    return Finding("email_use", Status.COMPLETE, value={"types": list(types)}, parts=frozenset({"type"}), **more)


def find(text, asked, item):
    return next((finding for finding in find_answers(view(text, asked)) if finding.item == item), None)


@pytest.mark.parametrize(
    "text",
    [
        "I forgot: there is a newsletter in spring.",
        "PS a catalogue goes out at Christmas too.",
        "Forgotten in my list, the offers to old guests.",
        "We also mail a season brochure.",
        "Ach so, einen Newsletter verschicken wir auch.",
        "J'ai oublié la lettre d'information mensuelle.",
        "Además mandamos un boletín con ofertas.",
        "Esqueci do boletim com promoções.",
        "Ho dimenticato la newsletter con gli sconti.",
        "We sturen ook een nieuwsbrief.",
        "Zapomniałem o newsletterze, wysyłamy też newsletter.",
    ],
)
def test_kind_of_mail_named_afterwards_adds(text):
    finding = find(text, ASKED_ALL, "email_use")
    assert finding.value["types"] == ["marketing"]
    assert finding.adds


@pytest.mark.parametrize(
    "text",
    [
        "Correction: we send newsletters, no receipts.",
        "I was wrong about the mail, it is a newsletter instead of receipts.",
        "We no longer send receipts, the newsletter is what remains, also by mail.",
        "We send a newsletter.",
    ],
)
def test_answer_given_anew_replaces(text):
    assert not adds_to_answer(to_layout(view(text, ASKED_ALL)), used("marketing"))


def test_kind_told_in_passing_where_the_desk_asked_for_something_else_adds():
    text = "Members who join on fernclub.example. We send the receipts to them. 500 a month."
    finding = find(text, ASKED_REST, "email_use")
    assert finding is None or finding.adds


def test_another_site_adds_to_the_source():
    text = "One more site where people order: fernshop-outlet.example."
    finding = find(text, ASKED_REST, "list_source")
    layout = to_layout(view(text, ASKED_REST))
    assert finding.value["urls"] == ["fernshop-outlet.example"]
    assert adds_to_answer(layout, finding)


USE = Item("email_use", Kind.QUESTION, "use", needs=frozenset({"type"}))


@pytest.mark.parametrize(
    ("known", "newer", "types"),
    [
        (used("transactional"), used("marketing", adds=True), ["marketing", "transactional"]),
        (used("transactional"), used("marketing"), ["marketing"]),
        (used("transactional", agreed=False), used("marketing", adds=True), ["marketing"]),
    ],
)
def test_added_kind_joins_what_is_known_for_sure(known, newer, types):
    assert settle(USE, [known, newer]).value["types"] == types


@pytest.mark.parametrize("text", ["Use: yes", "1. N/A\n2. members of fernclub.example\n3. 500", "Use: see above"])
def test_dodged_question_is_not_answered_by_the_learned_reading(text):
    assert find(text, ASKED_ALL, "email_use") is None
