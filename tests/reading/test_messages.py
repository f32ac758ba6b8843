"""Comments and subjects as messages: what is kept, cut and carried over."""

import pytest

from bot.core.conversation import Author, Part
from bot.reading.messages import MAX_CHARACTERS, Comment, to_conversation, to_message, to_subject
from tests.reading.reading import read

KEY = "key-7f3ac91be0d245d8a6617c02ef9b8d54"


def test_comments_facts_are_carried_over() -> None:
    comment = Comment(
        "comment:7", Author.THIRD_PARTY, "hi", public=False, sent_at="2026-03-03T09:14:00Z", attachments=("a.pdf",)
    )
    message = to_message(comment)
    assert (message.id, message.author, message.public) == ("comment:7", Author.THIRD_PARTY, False)
    assert (message.sent_at, message.attachments) == ("2026-03-03T09:14:00Z", ("a.pdf",))


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (None, ""),
        ("", ""),
        (" \n ", " \n "),
        ("a\r\nb\rc\n", "a\nb\nc\n"),
        ("  kept   as it\tis  <b> &amp; \u200b", "  kept   as it\tis  <b> &amp; \u200b"),
        ("nul \0 and \ud83d alone", "nul \ufffd and \ufffd alone"),
    ],
)
def test_plain_text_is_kept_verbatim(body: str | None, text: str) -> None:
    assert to_message(Comment("comment:1", Author.REQUESTER, body)).text == text


def test_long_body_is_cut_and_says_so() -> None:
    assert not read("x" * MAX_CHARACTERS).truncated
    message = read("x" * (MAX_CHARACTERS + 1))
    assert message.truncated
    assert len(message.text) == MAX_CHARACTERS


@pytest.mark.parametrize("html", [False, True])
def test_long_html_and_text_are_cut_alike(html: bool) -> None:
    message = read("word " * MAX_CHARACTERS, html=html)
    assert message.truncated
    assert len(message.text) == MAX_CHARACTERS


@pytest.mark.parametrize("before", range(MAX_CHARACTERS - 40, MAX_CHARACTERS + 3, 3))
def test_secret_across_the_cut_is_masked_or_cut_off_whole(before: int) -> None:
    message = read("." * (before - 1) + " " + KEY + " tail")
    assert "key-7" not in message.text
    assert message.text.count("[") == message.text.count("]") == len(message.secrets)
    assert all(message.text[s.start : s.end] == "[secret]" for s in message.secrets)


def test_embedded_picture_does_not_crowd_out_the_words() -> None:
    picture = '<img src="data:image/png;base64,' + "A" * 600_000 + '">'
    assert read(f"<p>before</p>{picture}<p>after</p>", html=True).text.split() == ["before", "after"]


@pytest.mark.parametrize("subject", [None, "", "  "])
def test_empty_subject_is_no_message(subject: str | None) -> None:
    assert to_subject(subject) is None
    assert to_conversation(subject, []).messages == ()


def test_subject_is_a_message_before_the_first_comment() -> None:
    conversation = to_conversation(f"limit {KEY}", [Comment("comment:1", Author.REQUESTER, "hi")])
    assert [message.id for message in conversation.messages] == ["subject", "comment:1"]
    assert conversation.messages[0].text == "limit [secret]"
    assert conversation.messages[0].secrets[0].kind == "api_key"
    assert not conversation.messages[0].apart


def test_hidden_text_within_a_quotation_is_hidden() -> None:
    message = read('<blockquote>All done? <span style="display:none">trick</span></blockquote>', html=True)
    assert [section.part for section in message.apart] == [Part.QUOTED, Part.HIDDEN]


def test_desks_html_and_customers_plain_text_are_compared_alike() -> None:
    desk = "<p>Hello,</p><ol><li>Key reset, old one expired?</li><li>2FA for every user?</li></ol>"
    message = read("1. Key reset, old one expired? yes\n2. 2FA for every user?", desk=desk, desk_html=True)
    assert message.own_words.split() == ["yes"]


def test_html_beyond_the_parsers_depth_says_that_it_was_cut() -> None:
    message = read("<p>before</p>" + "<div>" * 10_000 + "deep", html=True)
    assert message.truncated
    assert message.text == "before"


def test_desk_words_of_long_ago_are_forgotten() -> None:
    asked = "Which of the two domains is meant?"
    comments = [Comment("comment:0", Author.AGENT, asked)]
    comments += [Comment(f"comment:{number}", Author.AGENT, "One moment please.") for number in range(1, 9)]
    comments += [Comment("comment:9", Author.REQUESTER, asked)]
    assert to_conversation(None, comments).messages[-1].own_words == asked
