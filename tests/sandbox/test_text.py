"""Bodies, sanitising and ids: pure functions, also on what was made to hurt."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from bot.sandbox.fields import FURNISHED_FIELDS, read_field, set_fields
from bot.sandbox.paging import read_page
from bot.sandbox.placeholders import expand_comment
from bot.sandbox.sanitise import sanitise
from bot.sandbox.signing import make_ulid, sign
from bot.sandbox.state import Comment
from bot.sandbox.text import to_html, to_plain

PIECES = (
    "<p>",
    "</p>",
    "<",
    "<a ",
    "<b>",
    "</b>",
    "<!--",
    "{{",
    "}}",
    "\\",
    "ticket.id",
    "&",
    "\n",
    "x",
    "<code>",
    "é",
)


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("", ""),
        ("no markup", "no markup"),
        ("<p>one</p><p>two<br>three</p>", "one\n\ntwo\nthree"),
        ("<ul><li>one</li><li>two</li></ul>", "one\n\ntwo"),
        ("1 &lt; 2 &amp;&amp; 3", "1 < 2 && 3"),
        ("<head><title>t</title><style>p{}</style></head><p>seen</p><script>x()</script>", "seen"),
        ("<!-- a note -->seen", "seen"),
        ("a < b", "a < b"),
    ],
)
def test_html_becomes_simple_text(markup, plain):
    assert to_plain(markup) == plain


@pytest.mark.parametrize(
    ("markup", "safe"),
    [
        ("<p>one <strong>two</strong></p>", "<p>one <strong>two</strong></p>"),
        ("<p onclick='x()'>one</p>", "<p>one</p>"),
        ("<script>alert(1)</script>one", "one"),
        ("<img src=x onerror=alert(1)>one", "one"),
        ("<a href='javascript:alert(1)'>one</a>", "<a>one</a>"),
        ("<a href=' JavaScript:alert(1)'>one</a>", "<a>one</a>"),
        (
            '<a href="https://a.example/?a=1&amp;b=%22">one</a>',
            '<a href="https://a.example/?a=1&amp;b=%22" rel="noreferrer noopener">one</a>',
        ),
        ("<iframe src='https://a.example'></iframe><svg onload=x></svg>one", "one"),
        ("<b>never closed", "<b>never closed</b>"),
        ("</div></main>one", "one"),
        ("1 &lt;script&gt; 2", "1 &lt;script&gt; 2"),
    ],
)
def test_desks_html_is_made_safe(markup, safe):
    assert sanitise(markup) == safe


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
def test_sanitised_html_is_well_formed_and_holds_nothing_unknown(markup):
    tree = etree.fromstring(f"<root>{sanitise(markup)}</root>".replace("<br>", "<br/>"))
    assert {element.tag for element in tree.iter()} <= {"root", "p", "b", "a", "code", "br"}
    assert {name for element in tree.iter() for name in element.attrib} <= {"href", "rel"}


@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("read", [to_plain, to_html, sanitise, lambda text: expand_comment(text, {}, is_html=True)])
def test_no_text_takes_long(read, piece):
    text = (piece * 20_000)[:20_000]
    started = time.process_time()
    read(text)
    assert time.process_time() - started < 0.5


@given(st.text(alphabet="ab <>&\n'\""))
def test_plain_text_survives_its_html(text):
    assert to_plain(to_html(text)).split() == text.split()


def test_ulids_are_of_their_time_and_differ():
    made = [make_ulid() for _ in range(100)]
    assert len(set(made)) == 100
    assert {len(ulid) for ulid in made} == {26}
    assert made[0][:7] == made[-1][:7]


def test_signature_takes_the_secret_as_it_is_written():
    body = b'{"ticket_id":"42"}'
    secret = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="
    assert sign(secret, "2026-01-02T03:04:05Z", body) == "KrgEVnw51bzWRrsaEq7U79hEPmMByOh4A1UoQQ9ZZA0="


@given(st.sets(st.sampled_from([*(tag for field in FURNISHED_FIELDS for tag in sorted(field.tags)), "vip"])), st.data())
def test_setting_a_field_leaves_one_option_and_all_other_tags(tags, data):
    field = data.draw(st.sampled_from(FURNISHED_FIELDS))
    value = data.draw(st.sampled_from([None, *sorted(field.tags)]))
    after, _ = set_fields(FURNISHED_FIELDS, frozenset(tags), {}, [(field.id, value)])
    assert after & field.tags == ({value} if value else set())
    assert after - field.tags == tags - field.tags
    assert read_field(field, after, {}) == value


@given(st.integers(0, 30), st.integers(1, 12), st.booleans())
def test_walk_by_cursor_meets_every_item_once(count, size, newest_first):
    items = [Comment(id=7 * number + 5, author_id=1, html="", plain="", public=True) for number in range(count)]
    args = {"page[size]": str(size)} | ({"sort": "-created_at"} if newest_first else {})
    met: list[int] = []
    has_more = True
    while has_more:
        page, extra = read_page(items, args, "http://x/list")
        met += [item.id for item in page]
        has_more = extra["meta"]["has_more"]
        args["page[after]"] = extra["meta"]["after_cursor"]
    ids = [item.id for item in items]
    assert met == (ids[::-1] if newest_first else ids)
