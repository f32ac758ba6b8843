"""What holds for every mail whatsoever."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.core.conversation import Author, Message
from bot.reading.messages import MAX_CHARACTERS, Comment, to_conversation

LINES = (
    "> quoted",
    ">> deeper",
    "On Tue, 3 Mar 2026 at 09:14, Support <s@desk.example> wrote:",
    "Am 03.03.26 um 09:14 schrieb Support:",
    "From: Support",
    "Sent: 3 March 2026",
    "Subject: limit",
    "-----Original Message-----",
    "---------- Forwarded message ---------",
    "-- ",
    "--",
    "____________________",
    "Best regards,",
    "Pim Smit",
    "Tel. +44 1632 960 114",
    "www.choir.example",
    "Sent from my iPhone",
    "This e-mail is confidential.",
    "[ ] API key reset",
    "[x] API key reset",
    "How does your business use email?",
    "Your account has been disabled. Please reset your API key.",
    "1. receipts",
    "we send 400 a month",
    "",
)
MARKUP = (
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<br>",
    "<blockquote>",
    "</blockquote>",
    '<div class="gmail_quote">',
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<ol>",
    "<li>",
    "</ol>",
    '<span style="display:none">',
    '<font color="red">',
    "</font>",
    "</span>",
    "<!-- x -->",
    "<!--",
    "-->",
    "<pre>",
    "</pre>",
    '<a href="http://x.example/">',
    "</a>",
    "&nbsp;",
    "&amp;",
    "<",
    "words",
    " ",
    "\n",
)
lines = st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=30).map("\n".join)
markup = st.lists(st.sampled_from(MARKUP) | st.text(max_size=10), max_size=60).map("".join)
anything = st.text(st.characters(), max_size=400)
bodies = st.none() | st.tuples(lines | anything, st.just(False)) | st.tuples(markup | lines | anything, st.just(True))
ALPHANUMERIC = "abcdefghijklmnopqrstuvwxyz0123456789"
few = st.text(ALPHANUMERIC, min_size=32, max_size=32).filter(lambda key: len(set(key)) > 2)
tails = st.text(ALPHANUMERIC, min_size=8, max_size=8)
hexes = st.text("0123456789abcdef", min_size=32, max_size=32).filter(lambda key: len(set(key)) > 2)
keys = (
    few.map("key-{}".format)
    | few.map("pubkey-{}".format)
    | st.builds("{}-{}-{}".format, hexes, tails, tails)
    | st.builds("key-{}-{}-{}".format, few, tails, tails)
)


def to_messages(subject: str | None, contents: list[tuple[str, bool] | None]) -> tuple[Message, ...]:
    authors = (Author.REQUESTER, Author.AGENT)
    comments = [
        Comment(f"comment:{number}", authors[number % 2], content[0] if content else None, bool(content and content[1]))
        for number, content in enumerate(contents)
    ]
    return to_conversation(subject, comments).messages


@settings(max_examples=100, deadline=None)
@given(st.none() | st.text(max_size=60), st.lists(bodies, max_size=4))
def test_sections_are_sorted_apart_and_within_the_text(
    subject: str | None, contents: list[tuple[str, bool] | None]
) -> None:
    for message in to_messages(subject, contents):
        borders = [border for section in message.apart for border in (section.start, section.end)]
        assert borders == sorted(borders)
        assert all(section.start < section.end for section in message.apart)
        assert all(message.text[section.start : section.end].strip() for section in message.apart)
        assert not borders or (borders[0] >= 0 and borders[-1] <= len(message.text))


@settings(max_examples=100, deadline=None)
@given(st.none() | st.text(max_size=60), st.lists(bodies, max_size=4))
def test_own_words_are_the_texts_at_their_places(subject: str | None, contents: list[tuple[str, bool] | None]) -> None:
    for message in to_messages(subject, contents):
        own = message.own_words
        assert len(own) == len(message.text) <= MAX_CHARACTERS
        assert all(letter in (" ", there) for letter, there in zip(own, message.text, strict=True))


@settings(max_examples=100, deadline=None)
@given(bodies)
def test_text_can_be_stored(content: tuple[str, bool] | None) -> None:
    [message] = to_messages(None, [content])
    assert "\0" not in message.text
    message.text.encode()


@settings(max_examples=100, deadline=None)
@given(anything)
def test_plain_text_without_secrets_stays_letter_by_letter(body: str) -> None:
    [message] = to_messages(None, [(body, False)])
    if not message.secrets:
        read = body.replace("\r\n", "\n").replace("\r", "\n")
        assert len(message.text) == len(read)
        assert all(there in (letter, "\ufffd") for letter, there in zip(read, message.text, strict=True))


@settings(max_examples=150, deadline=None)
@given(keys, st.text(max_size=40), st.text(max_size=40), st.booleans())
def test_no_key_survives(key: str, before: str, after: str, html: bool) -> None:
    [message] = to_messages(None, [(f"{before}{key}{after}", html)])
    if not html or not {"<", "&", ">"} & set(before + after):
        assert key not in message.text
        assert message.secrets
    assert all(message.text[secret.start : secret.end] == "[secret]" for secret in message.secrets)
