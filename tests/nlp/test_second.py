"""The second reading: how likely an item is settled, whatever the rules say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.conversation import Author, Conversation
from bot.nlp.pipeline import Pipeline
from bot.nlp.second import BLOCKS, QUESTIONS, STEPS, to_item_buckets, to_model_name, to_turns
from tests.builders import a_message

PAIRS = [
    ("api_key", "We have rotated the API key and deleted the old one.", "We have not touched the API key yet."),
    (
        "smtp_credentials",
        "All SMTP passwords have been reset on every domain.",
        "The SMTP passwords are still the old ones, how do I reset them?",
    ),
    (
        "user_passwords",
        "Every user has a new password now, all of them reset.",
        "I will tell the users to change their passwords tonight.",
    ),
    ("two_factor", "2FA is on for all users.", "2FA is not on yet, we will do it next week."),
    ("email_use", "We send order confirmations, receipts and password resets.", "Please lift the limit."),
    (
        "list_source",
        "The addresses come from customers who sign up at our shop.example web site.",
        "We are GDPR compliant and never buy lists.",
    ),
    ("monthly_volume", "About 40,000 messages a month.", "It depends, not much."),
]


def said(*texts: str) -> Conversation:
    return Conversation(tuple(a_message(text, id=f"comment:{at}") for at, text in enumerate(texts, 1)))


@pytest.mark.parametrize(("item", "settled", "open_"), PAIRS)
def test_what_is_settled_is_likelier_settled(pipeline: Pipeline, item: str, settled: str, open_: str) -> None:
    high = pipeline.second.predict_settled(said(settled))[item]
    low = pipeline.second.predict_settled(said(open_))[item]
    assert high > 0.5 > low


def test_every_item_gets_a_probability(pipeline: Pipeline) -> None:
    settled = pipeline.second.predict_settled(said("Hello"))
    assert set(settled) == {*STEPS, *QUESTIONS}
    assert all(0.0 <= probability <= 1.0 for probability in settled.values())


def test_only_the_items_asked_for_are_read(pipeline: Pipeline) -> None:
    assert set(pipeline.second.predict_settled(said("Hello"), ("api_key",))) == {"api_key"}


def test_steps_share_one_model() -> None:
    assert {to_model_name(step) for step in STEPS} == {"steps"}
    assert [to_model_name(question) for question in QUESTIONS] == list(QUESTIONS)


def test_what_the_desk_asked_stands_beside_the_answer() -> None:
    asked = a_message("Did you reset the API key?", Author.AGENT, id="comment:2")
    messages = (a_message("Hello"), asked, a_message("yes", id="comment:3"))
    first, second = to_turns(Conversation(messages))
    assert first.asked == []
    assert second.asked == ["did", "you", "reset", "the", "api", "key", "?"]


def test_sites_and_mailboxes_are_one_word_each() -> None:
    [turn] = to_turns(said("People sign up at https://www.shop.example, write to info@shop.example."))
    assert turn.said == ["people", "sign", "up", "at", "siteaddress", "write", "to", "mailaddress", "."]


@given(text=st.text(max_size=300), item=st.sampled_from(STEPS + QUESTIONS))
def test_any_text_has_features_for_every_block(text: str, item: str) -> None:
    buckets = to_item_buckets(item, to_turns(said(text)))
    assert len(buckets) == len(BLOCKS)
    assert all(0 <= bucket < block.size for block, found in zip(BLOCKS, buckets, strict=True) for bucket in found)


def test_no_message_at_all_is_not_settled(pipeline: Pipeline) -> None:
    assert max(pipeline.second.predict_settled(Conversation(())).values()) < 0.6
