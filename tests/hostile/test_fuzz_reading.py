"""Anything at all as delivery, signature, mail or number: judged, read or refused, in bounded time, and never a crash.

``REINSTATE_TEST_EXAMPLES`` raises the number of examples; ``make fuzz`` does."""

import base64
import os
import time
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.core.conversation import Author
from bot.core.understanding import Understanding
from bot.nlp.answers.volume.numbers import MOST, find_numbers
from bot.nlp.pipeline import Pipeline
from bot.reading.messages import Comment, to_conversation
from bot.store.deliveries import count_open
from bot.store.secrets import Secret
from tests.reading.test_properties import LINES, MARKUP
from tests.webhooks.zendesk import SECRET, Clock, a_body, to_headers
from webhooks.payload import BadPayload, parse_payload
from webhooks.signature import judge, sign

EXAMPLES = int(os.environ.get("REINSTATE_TEST_EXAMPLES", "40"))
SECONDS = 3.0  # of the processor, for one conversation; a hundredth is usual
AT = datetime(2026, 3, 1, 12, tzinfo=UTC)
STAMP = AT.isoformat()
many = settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))


def mutate(text: bytes, data: st.DataObject) -> bytes:
    """The bytes with one to three of them changed, left out, doubled or turned in their case."""
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, max(0, len(text) - 1)))
        middle = data.draw(
            st.sampled_from(
                [b"", text[at : at + 1] * 2, text[at : at + 1].swapcase(), bytes([data.draw(st.integers(0, 255))])]
            )
        )
        text = text[:at] + middle + text[at + 1 :]
    return text


def test_ten_thousand_mutated_signatures_are_all_refused() -> None:
    secrets, refused = (Secret(SECRET), Secret("another")), 0
    body = a_body()
    mac = base64.b64decode(sign(SECRET, STAMP, body))
    for number in range(10_000):
        turned = bytearray(mac)
        turned[number % 32] ^= 1 + number // 32 % 255
        forged = base64.b64encode(bytes(turned)).decode()
        changed = body[: number % len(body)] + bytes([number % 256]) + body[number % len(body) + 1 :]
        mutated = [
            (forged, STAMP, body),
            (sign(SECRET, STAMP, body), STAMP, changed + b" "),
            (forged[: number % 44], STAMP, body),
        ]
        signature, stamp, sent = mutated[number % 3]
        refused += judge(secrets, stamp, signature, sent, AT).fault in ("bad_signature", "unsigned")
    assert refused == 10_000


@many
@given(st.data())
def test_any_change_to_a_signed_call_is_refused(data: st.DataObject) -> None:
    signed = [STAMP.encode(), sign(SECRET, STAMP, a_body()).encode(), a_body()]
    part = data.draw(st.integers(0, 2))
    changed = [mutate(text, data) if at == part else text for at, text in enumerate(signed)]
    stamp, signature = (text.decode("latin-1") for text in changed[:2])
    verdict = judge([Secret(SECRET)], stamp, signature, changed[2], AT)
    assert (verdict.fault is None) == (changed == signed)


@pytest.mark.parametrize(("seconds", "status"), [(-301, 401), (-299, 202), (299, 202), (301, 401)])
def test_clock_may_be_299_seconds_off_over_http_and_not_301(
    client: FlaskClient, clock: Clock, seconds: int, status: int
) -> None:
    headers = to_headers(a_body(), clock.now + timedelta(seconds=seconds))
    assert client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code == status


@many
@given(st.data())
def test_no_mutated_call_leaves_a_row(client: FlaskClient, clock: Clock, data: st.DataObject) -> None:
    headers = to_headers(a_body(), clock.now)
    body = mutate(a_body(), data)
    if body != a_body():
        assert client.post("/webhooks/zendesk", data=body, headers=headers).status_code == 401
        assert count_open(client.application.extensions["reinstate_pages"].engine) == 0


CODES = {"wrong_form", "wrong_event", "wrong_ticket_id", "too_deep", "not_json", "double_keys"}
JSON_PIECES = (b"{", b"}", b"[", b"]", b":", b",", b'"', b"\\", b"null", b"NaN", b"1e999", b'"v":1', b'"event"')
bodies = st.binary(max_size=400) | st.builds(
    b"".join,
    st.lists(
        st.sampled_from(JSON_PIECES) | st.binary(max_size=4),
        max_size=40,
    ),
)


@many
@given(bodies, st.data())
def test_any_body_is_a_delivery_of_none_or_is_refused_by_a_code(body: bytes, data: st.DataObject) -> None:
    codes: set[str] = set()
    for sent in (body, mutate(a_body(), data)):
        try:
            payload = parse_payload(sent)
        except BadPayload as error:
            payload = None
            codes.add(str(error))
        assert payload is None or 0 < payload.ticket_id < 2**63
    assert codes <= CODES


pieces = st.sampled_from([*LINES, *MARKUP, "bot: ready", "40,000 a month", "shop.example", "key-", "1e9", "\U000e0041"])
mails = st.lists(pieces | st.text(max_size=30), max_size=40).map("\n".join) | st.text(max_size=300)


def check_evidence(understanding: Understanding, texts: dict[str, str]) -> None:
    for found in (*understanding.findings, *understanding.risks):
        for piece in found.evidence:
            assert texts[piece.message_id][piece.start : piece.end] == piece.quote


@many
@given(st.lists(st.tuples(mails, st.booleans(), st.booleans()), min_size=1, max_size=4), st.text(max_size=40))
def test_any_conversation_is_understood_in_time_and_its_evidence_stands_in_it(
    pipeline: Pipeline, said: list[tuple[str, bool, bool]], subject: str
) -> None:
    comments = [
        Comment(f"comment:{at}", Author.AGENT if agent else Author.REQUESTER, body, html)
        for at, (body, html, agent) in enumerate(said)
    ]
    begin = time.process_time()
    conversation = to_conversation(subject, comments)
    understanding = pipeline.understand(conversation)
    assert time.process_time() - begin < SECONDS
    check_evidence(understanding, {message.id: message.text for message in conversation.messages})
    assert pipeline.understand(conversation) == understanding


GROUPINGS = {
    "plain": str,
    "commas": lambda n: f"{n:,}",
    "dots": lambda n: f"{n:,}".replace(",", "."),
    "spaces": lambda n: f"{n:,}".replace(",", " "),
    "apostrophes": lambda n: f"{n:,}".replace(",", "'"),
}
counts = st.integers(1, 999) | st.integers(10_000, 999_999_999)  # between them stand the years


@many
@given(counts, st.sampled_from(sorted(GROUPINGS)), st.sampled_from(["", " messages", " emails a month"]))
def test_count_in_any_grouping_is_read_as_it_was_written(count: int, grouping: str, after: str) -> None:
    [number] = find_numbers(f"we send {GROUPINGS[grouping](count)}{after}")
    assert number.value == count


@many
@given(st.integers(1, 999), st.sampled_from([("k", 1_000), (" thousand", 1_000), (" million", 1_000_000)]))
def test_count_with_a_scale_is_multiplied(count: int, scale: tuple[str, int]) -> None:
    [number] = find_numbers(f"we send {count}{scale[0]} messages")
    assert number.value == count * scale[1]


@many
@given(st.text("0123456789.,'e k-xm½/ \n", max_size=60))
def test_any_row_of_figures_gives_numbers_in_bounds_at_their_places(text: str) -> None:
    for number in find_numbers(text):
        assert 0 <= number.value <= MOST
        assert 0 <= number.start < number.end <= len(text)
