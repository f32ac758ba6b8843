"""A message in pieces: nothing is lost, nothing is added, and evidence is marked where it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.store.messages import StoredMessage
from webhooks.pages.conversation import MOST_SHOWN, Mark, Piece, to_pieces, to_shown, to_when
from webhooks.pages.plain import to_plain

TEXT = "We sell shoes. Ten a day.\n> What do you sell?"
SHOES, TEN = TEXT.index("shoes"), TEXT.index("Ten")
QUOTE = TEXT.index(">")


def a_mark(start: int, end: int, label: str = "email use", tone: int = 1, text: str = TEXT) -> Mark:
    return Mark("comment:1", start, end, text[start:end], label, tone)


def test_evidence_and_quotation_are_cut_out():
    marks = [a_mark(SHOES, SHOES + 5), a_mark(TEN, TEN + 10, "monthly volume", 3)]
    assert list(to_pieces(TEXT, [(QUOTE, len(TEXT), "quoted")], marks)) == [
        Piece("We sell "),
        Piece("shoes", tone=1, labels=(("email use", 1),)),
        Piece(". "),
        Piece("Ten a day.", tone=3, labels=(("monthly volume", 3),)),
        Piece("\n"),
        Piece("> What do you sell?", apart="quoted", apart_begins=True),
    ]


def test_words_that_two_items_share_name_both():
    pieces = list(to_pieces(TEXT, [], [a_mark(0, 14), a_mark(SHOES, 14, "list source", 2)]))
    assert [(piece.text, piece.labels) for piece in pieces[:2]] == [
        ("We sell ", ()),
        ("shoes.", (("email use", 1), ("list source", 2))),
    ]


spans = st.lists(st.tuples(st.integers(-5, 60), st.integers(-5, 60)), max_size=8)


@given(st.text(max_size=50), spans, spans)
def test_pieces_together_are_the_text(text, apart, marks):
    sections = [(start, end, "hidden") for start, end in apart]
    pieces = to_pieces(text, sections, [Mark("comment:1", start, end, "", "x", 1) for start, end in marks])
    assert "".join(piece.text for piece in pieces) == text


@pytest.mark.parametrize("quote", ["", "other words", TEXT])
def test_evidence_whose_words_stand_there_no_more_is_not_marked(quote):
    [shown] = to_shown(
        [StoredMessage("comment:1", "requester", True, None, TEXT)], [Mark("comment:1", 0, 7, quote, "x", 1)]
    )
    assert [piece.tone for piece in shown.pieces] == [0]


def test_erased_words_are_said_to_be_erased():
    [shown] = to_shown([StoredMessage("comment:1", "requester", True, None, None)], [a_mark(0, 7)])
    assert (shown.erased, shown.pieces) == (True, ())


def test_rest_of_a_text_with_absurdly_many_sections_is_apart_as_a_whole():
    text = "> q\nw\n" * 3_300
    apart = [(at, at + 4, "quoted") for at in range(0, len(text), 6)]
    pieces = list(to_pieces(text, apart, [a_mark(at, at + 1, text=text) for at in range(200)]))
    assert "".join(piece.text for piece in pieces) == text
    assert len(pieces) < 1_000
    assert pieces[-1].apart == "no more told apart"


def test_long_conversation_shows_its_newest_messages_and_those_with_evidence():
    messages = [StoredMessage(f"comment:{n}", "requester", True, None, TEXT) for n in range(1, 201)]
    shown = to_shown(messages, [a_mark(0, 7)])
    assert len(shown) == MOST_SHOWN + 1
    assert [piece.text for piece in shown[0].pieces if piece.tone] == ["We sell"]


@pytest.mark.parametrize(
    ("sent_at", "told"),
    [("2026-02-27T09:30:59Z", "2026-02-27 09:30 UTC"), ("yesterday", ""), ("", ""), (None, "")],
)
def test_time_that_is_none_is_left_out(sent_at, told):
    assert to_when(sent_at) == told


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Hello,</p><ul><li>One &amp; two</li>\n<li>Three</li></ul>", "Hello,\n- One & two\n- Three"),
        ("a<br>b", "a\nb"),
        ("<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", "<script>alert(1)</script>"),
        ("", ""),
        ("<p unclosed", "<p unclosed"),
    ],
)
def test_our_own_html_becomes_its_words(html, text):
    assert to_plain(html) == text
