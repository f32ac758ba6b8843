"""Nothing that comes from a customer is ever expanded, run or read as a line of ours."""

import html as entities
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import UndefinedError

from bot.core.checklist import Evidence, Finding, Status
from bot.core.conversation import Author, Message, Secret
from bot.core.decision import Action, Decision
from bot.core.understanding import Risk, RiskKind
from bot.core.update import ReplyKind
from bot.rendering import Rendered, neutralise, neutralise_html, render, to_line
from tests.replies.scenes import APPEAL, Scene, words

TAGS = re.compile(
    r"</?(?:p|ol|ul|li|strong|br|blockquote|code|table|thead|tbody|tr|th|td)>|<a href=\"https://[^\"<>]*\">|</a>"
)


def assert_inert(rendered: Rendered) -> None:
    assert not re.search(r"\{[{%]", rendered.text)
    assert not re.search(r"\{[{%]", rendered.html)
    assert not re.search(r"\{[{%]", entities.unescape(rendered.html))
    assert "<" not in TAGS.sub("", rendered.html)
    rendered.html.encode()


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ticket.id}}", "{ {ticket.id}}"),
        ("{% if x %}", "{ % if x %}"),
        ("{{{{%", "{ { { { %"),
        ("{ {x}}", "{ {x}}"),
        ("{x}", "{x}"),
        ("", ""),
    ],
)
def test_plain_text_braces_are_parted_by_a_space(text: str, shown: str) -> None:
    assert neutralise(text) == shown
    assert neutralise(shown) == shown


@pytest.mark.parametrize(
    ("html", "kept"),
    [
        ("<p>{{x}}</p>", "<p><code>&#123;</code>{x}}</p>"),
        ("<p>{%x%}</p>", "<p><code>&#123;</code>%x%}</p>"),
        ('<a href="{{x}}">y</a>', '<a href="&#123;&#123;x}}">y</a>'),
        ("<p>{x}</p>", "<p>{x}</p>"),
    ],
)
def test_html_braces_never_touch_and_look_the_same(html: str, kept: str) -> None:
    assert neutralise_html(html) == kept
    assert neutralise_html(kept) == kept


@pytest.mark.parametrize(
    ("text", "limit", "line"),
    [
        ("two\r\nlines\u2028more", 50, "two lines more"),
        ("a\u202eb\x00c\ud800d", 50, "abcd"),
        ("abcdef", 5, "abcd…"),
        ("", 5, ""),
    ],
)
def test_stranger_words_stand_on_one_line(text: str, limit: int, line: str) -> None:
    assert to_line(text, limit) == line


def test_undefined_name_in_a_template_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("notes/note", {})


def ascii_name(said: str) -> str:
    return f"{len(said)} of U+{ord(said[0]):04X}"


def to_hostile_scene(said: str) -> Scene:
    urls = [said, f"{said}.example"]
    findings = (
        Finding("email_use", Status.COMPLETE, value={"types": [said]}, evidence=words(said), agreed=False),
        Finding("list_source", Status.PARTIAL, value={"urls": urls, "risk": True}, evidence=words(said, said)),
        Finding("monthly_volume", Status.PARTIAL, evidence=words(said) * 9, assumed=(said,)),
    )
    message = Message(
        "comment:1",
        Author.REQUESTER,
        said,
        truncated=True,
        attachments=(said,) * 12,
        secrets=(Secret(0, 1, said, said),) * 12,
    )
    return Scene(
        APPEAL,
        ReplyKind.ASK,
        findings,
        tuple(Risk(kind, words(said) * 5) for kind in RiskKind) * 4,
        (message,) * 40,
        suggest=True,
        decision=Decision(Action.ASK, said, ("email_use", "list_source", "monthly_volume")),
        more={"asks_person": Evidence("comment:1", 0, 1, said), "language_trusted": False},
    )


@settings(max_examples=60, deadline=None)
@given(st.text() | st.text(alphabet="{}%<>&\"'/ax\n\u202e"))
def test_any_words_of_a_customer_stay_inert(said: str) -> None:
    scene = to_hostile_scene(said)
    assert_inert(scene.reply())
    assert_inert(scene.note())


@pytest.mark.parametrize("said", ["{" * 20000, "{%" * 5000, "<" * 20000, "\U0001f480" * 20000], ids=ascii_name)
def test_longest_hostile_note_fits_into_a_comment(said: str) -> None:
    note = to_hostile_scene(said).note()
    assert len(note.html.encode()) <= 60_000
    assert "Drafted reply, not sent" in note.html
    assert_inert(note)


def test_placeholder_and_script_in_a_quote_come_out_inert() -> None:
    note = to_hostile_scene("{{ticket.requester.email}} <script>alert(1)</script>").note()
    assert "“{ {ticket.requester.email}} <script>alert(1)</script>”" in note.text
    assert "<code>&#123;</code>{ticket.requester.email}} &lt;script&gt;alert(1)&lt;/script&gt;" in note.html
    assert_inert(note)
