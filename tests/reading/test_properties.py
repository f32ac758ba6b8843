"""What holds for every mail whatsoever."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.core.conversation import Author, Message
from bot.reading.letters import to_plain
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
    "Reset your private API key - done",
    "1\tWhere do you source your list?\tour till",
    "\u200bOn 3/3/26 09:14, Sup\u200bport wrote:",
    "\u202eenod lla\u202c",
    "Wie nutzt Ihr Unternehmen E-Mail? Quittungen.",
    "API key reset and old keys deleted, yes or no:",
    "Date: 3 March 2026",
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
    "<style>.x{display:none} p{color:#fff}</style>",
    '<p class="x">',
    '<div class="yahoo_quoted">',
    '<input type="checkbox" checked>',
    '<div style="border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt">',
    "\u200b",
    "\u202e",
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


@settings(max_examples=100, deadline=None)
@example(("\u200b0/0;WROTE:\rHOW DOES YOUR BUSINESS USE EMAIL", True))
@given(bodies)
def test_own_words_read_again_stay_own(content: tuple[str, bool] | None) -> None:
    """What was left of a mail holds nothing more to set apart, line by line, apart from what only then ends it."""
    [message] = to_messages(None, [content])
    [again] = to_messages(None, [(message.own_words, False)])
    assert again.text == message.own_words or again.secrets
    left, known = (set(to_plain(one.own_words).text.split()) for one in (again, message))  # an unseen letter is no word
    assert left <= known


plain_lines = st.lists(
    st.sampled_from(("we send receipts", "400 a month", "our till and our site choir.example", "key is rotated", "")),
    max_size=12,
).map("\n".join)


@settings(max_examples=60, deadline=None)
@given(plain_lines, st.booleans())
def test_clean_text_is_own_throughout(body: str, quoted_below: bool) -> None:
    below = "\n\nOn Tue, 3 Mar 2026 at 09:14, Support <s@desk.example> wrote:\n> How many?" if quoted_below else ""
    [message] = to_messages(None, [(body + below, False)])
    assert message.own_words[: len(body)] == body


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(LINES), max_size=12).map("\n".join), plain_lines)
def test_answers_below_marked_quotations_are_never_lost(quoted: str, answers: str) -> None:
    marked = "\n".join(f"> {line}" for line in quoted.split("\n"))
    [message] = to_messages(None, [(f"{marked}\n\n{answers}", False)])
    assert to_plain(message.own_words).text.split() == answers.split()


@settings(max_examples=60, deadline=None)
@given(lines, st.text(alphabet="\u200b\u200c\u2060\ufeff\u00ad", min_size=1, max_size=3), st.integers(0, 400))
def test_letters_that_nobody_sees_change_nothing(body: str, unseen: str, place: int) -> None:
    at = min(place, len(body))
    [clean] = to_messages(None, [(body, False)])
    [marked] = to_messages(None, [(body[:at] + unseen + body[at:], False)])
    if not clean.secrets and not marked.secrets and to_plain(body).at is None:
        assert to_plain(marked.own_words).text.split() == clean.own_words.split()
