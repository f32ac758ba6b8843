"""Assessing tickets from JSON Lines."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from bot.assess import (
    LONGEST_LINE,
    BadLine,
    assess_lines,
    decode_line,
    describe,
    parse_json,
    read_lines,
    read_record,
    run_assess,
)
from bot.core.checklist import Finding, Status
from bot.core.conversation import Author, Conversation
from bot.core.decision import Action, Decision
from bot.core.understanding import IntentLabel, RiskKind, Understanding
from tests.builders import (
    APPEAL,
    COMPROMISE,
    PROCEDURES,
    a_risk,
    an_evidence,
    an_intent,
    an_understanding,
    settled_findings,
)

KEYS = ["id", "intent", "intent_score", "answers", "steps", "ready", "risk", "evidence", "decision"]


class FakeReader:
    """Understands every ticket alike, and keeps what it was given."""

    def __init__(self, understanding: Understanding) -> None:
        self.understanding = understanding
        self.seen: list[Conversation] = []

    def understand(self, conversation: Conversation) -> Understanding:
        self.seen.append(conversation)
        if any("boom" in message.text for message in conversation.messages):
            raise RuntimeError("boom")
        return self.understanding


def an_appeal(*findings: Finding, **fields: Any) -> Understanding:
    return an_understanding(APPEAL, *findings, **fields)


def a_line(**fields: Any) -> str:
    record = {"id": "t-1", "subject": "Limit", "comments": [{"author": "customer", "body": "Please lift it."}]}
    return json.dumps(record | fields)


def assess(*lines: bytes | str, understanding: Understanding | None = None) -> list[dict[str, Any] | BadLine]:
    return list(assess_lines(lines, FakeReader(understanding or an_appeal()), PROCEDURES))


def assess_one(understanding: Understanding, **fields: Any) -> dict[str, Any]:
    [result] = assess(a_line(**fields), understanding=understanding)
    assert isinstance(result, dict)
    return result


def test_a_good_line_gives_every_key_in_order() -> None:
    assert list(assess_one(an_appeal())) == KEYS


def test_an_appeal_has_answers_and_no_steps() -> None:
    result = assess_one(an_appeal(*settled_findings(APPEAL, without=["monthly_volume"])))
    assert result["answers"] == {
        "email_use": {"status": "complete", "types": ["transactional"]},
        "list_source": {"status": "complete", "urls": ["shop.example"], "risk": False},
        "monthly_volume": {"status": "missing", "low": None, "high": None},
    }
    assert result["steps"] is None
    assert result["decision"] == {"action": "ask", "reason": "items_missing", "items": ["monthly_volume"]}


def test_a_report_has_steps_and_no_answers() -> None:
    result = assess_one(an_understanding(COMPROMISE, Finding("api_key", Status.PARTIAL)))
    assert result["answers"] is None
    assert result["steps"] == {
        "api_key": "partial",
        "smtp_credentials": "unstated",
        "user_passwords": "unstated",
        "two_factor": "unstated",
    }


def test_anything_else_has_neither() -> None:
    result = assess_one(Understanding(an_intent(IntentLabel.OTHER)))
    assert (result["intent"], result["answers"], result["steps"], result["ready"]) == ("other", None, None, False)
    assert result["decision"] == {"action": "ignore", "reason": "other", "items": []}


def test_a_complete_appeal_is_ready_whoever_wrote_last() -> None:
    understanding = an_appeal(*settled_findings(APPEAL))
    comments = [{"author": "customer", "body": "All there."}, {"author": "agent", "body": "Thanks."}]
    result = assess_one(understanding, comments=comments)
    assert result["ready"] is True
    assert result["decision"]["reason"] == "not_our_turn"


def test_a_low_score_shows_the_likeliest_intent_but_is_not_ready() -> None:
    understanding = Understanding(an_intent(IntentLabel.APPEAL, 0.45), settled_findings(APPEAL))
    result = assess_one(understanding)
    assert (result["intent"], result["ready"]) == ("probation_appeal", False)
    assert result["decision"]["reason"] == "intent_unclear"


def test_what_readings_disagree_on_is_complete_but_not_ready() -> None:
    doubted = Finding("email_use", Status.COMPLETE, value={"types": ["marketing"]}, agreed=False)
    result = assess_one(an_appeal(doubted, *settled_findings(APPEAL, without=["email_use"])))
    assert result["answers"]["email_use"]["status"] == "complete"
    assert result["ready"] is False


def test_a_bad_list_marks_the_source_and_is_quoted() -> None:
    risk = a_risk(RiskKind.BAD_LIST, evidence=(an_evidence("bought it"),))
    result = assess_one(an_appeal(*settled_findings(APPEAL), risks=(risk,)))
    assert result["answers"]["list_source"]["risk"] is True
    assert result["risk"] == ["bad_list"]
    assert result["evidence"]["bad_list"] == ["bought it"]
    assert result["ready"] is False


def test_values_are_sorted_and_whole() -> None:
    source = Finding("list_source", Status.COMPLETE, value={"urls": ("b.example", "a.example"), "risk": False})
    volume = Finding("monthly_volume", Status.COMPLETE, value={"low": None, "high": 5000.0})
    result = assess_one(an_appeal(source, volume))
    assert result["answers"]["list_source"]["urls"] == ["a.example", "b.example"]
    assert json.dumps(result["answers"]["monthly_volume"]["high"]) == "5000"


def test_evidence_stands_for_every_item_addressed_and_no_other() -> None:
    quotes = tuple(an_evidence(f"quote {at}") for at in range(8))
    partial = Finding("email_use", Status.PARTIAL, evidence=quotes)
    long = Finding("monthly_volume", Status.COMPLETE, evidence=(an_evidence("x" * 400),))
    evidence = assess_one(an_appeal(partial, long))["evidence"]
    assert evidence == {"email_use": [f"quote {at}" for at in range(5)], "monthly_volume": ["x" * 300]}


def test_the_record_is_read_as_a_ticket() -> None:
    reader = FakeReader(an_appeal())
    comments = [{"author": "customer", "body": "<p>Hello <b>you</b></p>"}, {"author": "agent", "body": None}]
    list(
        assess_lines(
            [a_line(comments=comments, html=True, source="web", intent="other", extra=[1])], reader, PROCEDURES
        )
    )
    [conversation] = reader.seen
    assert [(m.id, m.author, m.text.strip()) for m in conversation.messages] == [
        ("subject", Author.REQUESTER, "Limit"),
        ("comment:1", Author.REQUESTER, "Hello you"),
        ("comment:2", Author.AGENT, ""),
    ]


@pytest.mark.parametrize(
    "fields",
    [{"subject": None}, {"comments": []}, {"html": None}, {"source": None}, {"id": 17}, {"id": "\ud800"}],
)
def test_what_may_be_absent_may_be_empty(fields: dict[str, Any]) -> None:
    [result] = assess(a_line(**fields))
    assert isinstance(result, dict)


@pytest.mark.parametrize(
    ("line", "error"),
    [
        ("nonsense", "not JSON"),
        ('{"id": "a", "comments": []', "not JSON"),
        ("[]", "JSON object"),
        ("null", "JSON object"),
        ('{"comments": []}', '"id" is missing'),
        ('{"id": "a"}', '"comments" is missing'),
        ('{"id": null, "comments": []}', '"id" must be'),
        ('{"id": true, "comments": []}', '"id" must be'),
        ('{"id": 1.5, "comments": []}', '"id" must be'),
        ('{"id": "a", "comments": {}}', '"comments" must be'),
        ('{"id": "a", "comments": ["hello"]}', "comment 1 must be"),
        ('{"id": "a", "comments": [{"author": "customer", "body": 7}]}', 'comment 1: "body"'),
        ('{"id": "a", "comments": [{"author": "customer"}]}', 'comment 1: "body"'),
        ('{"id": "a", "comments": [{"author": "bot", "body": ""}]}', 'comment 1: "author"'),
        ('{"id": "a", "comments": [{"author": ["agent"], "body": ""}]}', 'comment 1: "author"'),
        ('{"id": "a", "comments": [], "subject": 3}', '"subject" must be'),
        ('{"id": "a", "comments": [], "html": "yes"}', '"html" must be'),
        ('{"id": "a", "comments": [], "x": NaN}', "NaN"),
        ('{"id": "a", "comments": [], "x": ' + "[" * 100_000 + "]" * 100_000 + "}", "nested"),
        ('{"id": "a", "comments": [], "x": ' + "9" * 5_000 + "}", ""),
        (b'{"id": "\xff"}', "not UTF-8"),
    ],
)
def test_a_bad_line_says_what_is_wrong(line: bytes | str, error: str) -> None:
    [bad] = assess(line)
    assert isinstance(bad, BadLine)
    assert bad.line == 1
    assert error in bad.error
    assert "\n" not in bad.error
    assert len(bad.error) < 200


def test_a_ticket_that_cannot_be_read_does_not_stop_the_rest() -> None:
    boom = a_line(comments=[{"author": "customer", "body": "boom"}])
    first, second = assess(boom, a_line(id="t-2"))
    assert isinstance(first, BadLine)
    assert isinstance(second, dict)
    assert second["id"] == "t-2"


def test_lines_are_counted_with_the_empty_ones() -> None:
    outcomes = assess("\n", "", a_line(), "  \r\n", "bad")
    assert [outcome.line for outcome in outcomes if isinstance(outcome, BadLine)] == [5]
    assert len(outcomes) == 2


@pytest.mark.parametrize("line", [b"\xef\xbb\xbf{}\r\n", "\ufeff{}\n", b"{}", " {} "])
def test_byte_order_mark_and_line_ends_are_dropped(line: bytes | str) -> None:
    assert decode_line(line) == "{}"


def test_results_come_one_by_one() -> None:
    asked: list[int] = []

    def lines() -> Iterator[str]:
        for number in range(3):
            asked.append(number)
            yield a_line(id=f"t-{number}")

    outcomes = assess_lines(lines(), FakeReader(an_appeal()), PROCEDURES)
    next(outcomes)
    assert asked == [0]


def run(
    data: bytes, understanding: Understanding | None = None
) -> tuple[int, list[dict[str, Any]], list[dict[str, Any]]]:
    out, err = io.StringIO(), io.StringIO()
    code = run_assess(io.BytesIO(data), out, err, FakeReader(understanding or an_appeal()), PROCEDURES)
    written = ([json.loads(line) for line in stream.getvalue().splitlines()] for stream in (out, err))
    return code, *written


def test_all_good_exits_with_zero() -> None:
    code, results, errors = run(f"{a_line(id='a')}\n{a_line(id='b')}".encode())
    assert (code, [r["id"] for r in results], errors) == (0, ["a", "b"], [])


def test_a_bad_line_goes_to_the_other_stream_and_exits_with_two() -> None:
    code, results, errors = run(f"{a_line(id='a')}\nbad\n{a_line(id='c')}\n".encode())
    assert (code, [r["id"] for r in results]) == (2, ["a", "c"])
    assert [(e["line"], sorted(e)) for e in errors] == [(2, ["error", "line"])]


def test_nothing_at_all_is_good() -> None:
    assert run(b"") == (0, [], [])


def test_a_line_beyond_the_bound_is_refused_and_the_next_is_read() -> None:
    code, results, errors = run(b'"' + b"x" * (LONGEST_LINE + 10) + b'"\n' + a_line(id="b").encode())
    assert (code, [r["id"] for r in results], [e["line"] for e in errors]) == (2, ["b"], [1])


def test_an_overlong_line_is_not_held_whole() -> None:
    longest = max(len(line) for line in read_lines(io.BytesIO(b"x" * (3 * LONGEST_LINE))))
    assert longest == LONGEST_LINE + 1


def test_lone_surrogates_are_read_and_written() -> None:
    line = '{"id": "\\ud83d", "subject": "\\udc00", "comments": [{"author": "customer", "body": "a\\ud800b"}]}'
    code, [result], _ = run(line.encode())
    assert (code, result["id"]) == (0, "\ud83d")


def test_the_last_of_doubled_keys_counts() -> None:
    assert read_record(parse_json('{"id": "a", "comments": [], "id": "b"}')).id == "b"


def test_the_decision_is_described_in_words() -> None:
    described = describe(an_appeal(), Decision(Action.HAND_OFF, "asks_person"), PROCEDURES)
    assert described["decision"] == {"action": "hand_off", "reason": "asks_person", "items": []}
