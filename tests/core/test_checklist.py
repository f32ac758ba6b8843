"""Settling: what is known of an item after everything that was said and seen (DESIGN.md, Settling)."""

from collections.abc import Sequence
from itertools import product

import pytest

from bot.core.checklist import (
    SETTLED,
    STATUSES,
    Finding,
    Item,
    Kind,
    Procedure,
    Seen,
    Standing,
    Status,
    Unmet,
    find_advice,
    find_open_items,
    settle,
    settle_all,
)
from bot.core.understanding import Intent, IntentLabel, RiskKind, find_exposed_steps, is_ready, settle_understanding
from tests.builders import (
    APPEAL,
    COMPROMISE,
    PROCEDURES,
    a_complete_understanding,
    a_finding,
    a_risk,
    a_settled_finding,
    an_account_finding,
    an_evidence,
    an_understanding,
    settled_findings,
)

COMPLETE, MISSING, PARTIAL, DONE, NOT_DONE, UNSTATED = Status
CLAIMED, VERIFIED, CONTRADICTED, UNKNOWN = Standing
LIST_SOURCE = APPEAL.item("list_source")
VOLUME = APPEAL.item("monthly_volume")
DOMAIN = APPEAL.item("domain_verified")
TWO_FACTOR = COMPROMISE.item("two_factor")
ITEMS = [item for procedure in PROCEDURES for item in procedure.items]
SAID = [item for item in ITEMS if item.kind is not Kind.PRECONDITION]

origin = a_finding(
    "list_source", PARTIAL, parts=frozenset({"origin"}), value={"urls": [], "risk": False}, evidence=(an_evidence(),)
)
site = a_finding(
    "list_source",
    PARTIAL,
    parts=frozenset({"site"}),
    value={"urls": ["shop.example"], "risk": False},
    evidence=(an_evidence("shop.example", "comment:3"),),
)
both = a_settled_finding(LIST_SOURCE)


def by_key(item: Item) -> str:
    return item.key


# Every combination


def findings_of(procedure: Procedure, statuses: Sequence[Status]) -> list[Finding]:
    account = {DONE: VERIFIED, NOT_DONE: CONTRADICTED, UNSTATED: UNKNOWN}
    return [
        an_account_finding(item.key, account[status], status)
        if item.kind is Kind.PRECONDITION
        else a_finding(item.key, status)
        for item, status in zip(procedure.items, statuses, strict=True)
    ]


def is_expected_open(item: Item, status: Status) -> bool:
    if item.key == "sending_begun":
        return False
    return status is NOT_DONE if item.key == "domain_verified" else status not in (COMPLETE, DONE)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_every_combination_is_ready_just_when_nothing_that_blocks_is_open(procedure: Procedure) -> None:
    for statuses in product(*(STATUSES[item.kind] for item in procedure.items)):
        understanding = an_understanding(procedure, *findings_of(procedure, statuses))
        settled = settle_understanding(procedure, understanding)
        known = zip(procedure.items, statuses, strict=True)
        expected = tuple(item.key for item, status in known if is_expected_open(item, status))
        assert [finding.status for finding in settled.values()] == list(statuses)
        assert find_open_items(procedure, settled) == expected
        assert is_ready(procedure, understanding, 0.7) is (not expected)


@pytest.mark.parametrize("item", SAID, ids=by_key)
@pytest.mark.parametrize(
    "doubt",
    [{"agreed": False}, {"standing": CONTRADICTED}, {"exposed": True}, {"agreed": False, "standing": CONTRADICTED}],
    ids=str,
)
def test_doubted_item_is_open_although_its_status_is_settled(item: Item, doubt: dict[str, object]) -> None:
    finding = a_settled_finding(item, **doubt)
    procedure = next(p for p in PROCEDURES if item in p.items)
    settled = settle_all(procedure, settled_findings(procedure)) | {item.key: finding}
    assert finding.status in SETTLED
    assert not finding.settles
    assert find_open_items(procedure, settled) == (item.key,)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
def test_nothing_said_leaves_every_question_and_step_open(procedure: Procedure) -> None:
    settled = settle_all(procedure, ())
    assert list(settled) == [item.key for item in procedure.items]
    assert find_open_items(procedure, settled) == tuple(
        i.key for i in procedure.items if i.kind is not Kind.PRECONDITION
    )
    assert all(finding.status is procedure.item(key).unknown_status for key, finding in settled.items())


# Preconditions


@pytest.mark.parametrize(
    ("standing", "status", "is_open", "is_advised"),
    [
        (VERIFIED, DONE, False, False),
        (VERIFIED, UNSTATED, False, False),
        (CONTRADICTED, NOT_DONE, True, False),
        (CONTRADICTED, UNSTATED, True, False),
        (CONTRADICTED, DONE, True, False),
        (CLAIMED, NOT_DONE, True, False),
        (UNKNOWN, UNSTATED, False, True),
        (UNKNOWN, DONE, False, True),
        (UNKNOWN, NOT_DONE, False, True),
    ],
)
def test_domain_blocks_when_known_unverified_and_is_advised_when_unknown(
    standing: Standing, status: Status, is_open: bool, is_advised: bool
) -> None:
    fact = an_account_finding("domain_verified", standing, status)
    settled = settle_all(APPEAL, (*settled_findings(APPEAL), fact))
    assert find_open_items(APPEAL, settled) == (("domain_verified",) if is_open else ())
    assert ("domain_verified" in find_advice(APPEAL, settled)) is is_advised


@pytest.mark.parametrize("status", STATUSES[Kind.PRECONDITION])
def test_sending_not_begun_is_advised_and_never_blocks(status: Status) -> None:
    settled = settle_all(APPEAL, (*settled_findings(APPEAL), an_account_finding("sending_begun", CLAIMED, status)))
    assert "sending_begun" not in find_open_items(APPEAL, settled)
    assert ("sending_begun" in find_advice(APPEAL, settled)) is (status is not DONE)


def test_customer_cannot_settle_a_precondition_by_saying_so() -> None:
    assert settle(DOMAIN, [a_finding("domain_verified", DONE)]).status is UNSTATED
    assert settle(
        DOMAIN, [an_account_finding("domain_verified", CONTRADICTED), a_finding("domain_verified", DONE)]
    ) == (an_account_finding("domain_verified", CONTRADICTED, NOT_DONE))


def test_unmet_item_is_either_asked_for_or_advised_never_both() -> None:
    for procedure in PROCEDURES:
        for statuses in product(*(STATUSES[item.kind] for item in procedure.items)):
            settled = settle_all(procedure, findings_of(procedure, statuses))
            asked, advised = set(find_open_items(procedure, settled)), set(find_advice(procedure, settled))
            assert not asked & advised
            assert asked | advised == {key for key, finding in settled.items() if not finding.settles}


def test_item_that_is_only_advised_does_not_hold_up_a_ticket() -> None:
    item = Item("logo", Kind.QUESTION, "Your logo", when_unmet=Unmet.ADVISE)
    sister = Procedure("sister", "sister", "reinstate_sister", (item,))
    settled = settle_all(sister, ())
    assert find_open_items(sister, settled) == ()
    assert find_advice(sister, settled) == ("logo",)


# The newest word


@pytest.mark.parametrize("item", SAID, ids=by_key)
def test_newest_word_replaces_the_earlier_one_also_when_it_says_less(item: Item) -> None:
    lesser = [status for status in STATUSES[item.kind] if status not in (item.unknown_status, item.settled_status)]
    for status in lesser:
        more, less = a_settled_finding(item), a_finding(item.key, status)
        assert settle(item, [more, less]) == less
        assert settle(item, [less, more]) == more


@pytest.mark.parametrize("item", SAID, ids=by_key)
def test_silent_message_changes_nothing(item: Item) -> None:
    said = a_settled_finding(item)
    others = [finding for p in PROCEDURES for finding in settled_findings(p) if finding.item != item.key]
    assert settle(item, [*others, said, *others]) == said
    assert settle(item, [said, a_finding(item.key, item.unknown_status)]) == said
    assert settle(item, others).status is item.unknown_status


def test_non_answer_keeps_its_words_where_nothing_was_known() -> None:
    non_answer = a_finding("monthly_volume", MISSING, evidence=(an_evidence("see above"),))
    assert settle(VOLUME, [non_answer]) == non_answer


def test_message_that_only_one_reading_finds_silent_leaves_the_item_in_doubt() -> None:
    said, doubtful = a_settled_finding(TWO_FACTOR), a_finding("two_factor", UNSTATED, agreed=False)
    settled = settle(TWO_FACTOR, [said, doubtful])
    assert settled.status is DONE
    assert not settled.settles
    assert settle(TWO_FACTOR, [said, doubtful, said]).settles


@pytest.mark.parametrize(
    ("item", "status", "settled"),
    [
        (VOLUME, MISSING, PARTIAL),
        (VOLUME, PARTIAL, PARTIAL),
        (VOLUME, COMPLETE, COMPLETE),
        (TWO_FACTOR, UNSTATED, NOT_DONE),
        (TWO_FACTOR, NOT_DONE, NOT_DONE),
        (TWO_FACTOR, PARTIAL, PARTIAL),
        (TWO_FACTOR, DONE, DONE),
    ],
)
def test_retraction_opens_the_item_unless_it_brings_a_new_value(item: Item, status: Status, settled: Status) -> None:
    retraction = a_finding(item.key, status, retracts=True)
    assert settle(item, [a_settled_finding(item), retraction]).status is settled


def test_retraction_takes_the_parts_with_it() -> None:
    taken_back = a_finding("list_source", MISSING, retracts=True)
    assert settle(LIST_SOURCE, [both, taken_back, site]).status is PARTIAL
    assert settle(LIST_SOURCE, [both, taken_back, site, origin]).status is COMPLETE
    kept_site = a_finding("list_source", PARTIAL, retracts=True, parts=frozenset({"site"}))
    assert settle(LIST_SOURCE, [both, kept_site]).status is PARTIAL
    assert settle(LIST_SOURCE, [both, kept_site, origin]).status is COMPLETE


# Parts of an answer


@pytest.mark.parametrize("parts", [(origin, site), (site, origin)], ids=["origin first", "site first"])
def test_parts_from_two_messages_make_a_complete_answer(parts: tuple[Finding, ...]) -> None:
    settled = settle(LIST_SOURCE, parts)
    assert settled.status is COMPLETE
    assert settled.parts == {"origin", "site"}
    assert settled.value == {"urls": ["shop.example"], "risk": False}
    assert settled.evidence == parts[0].evidence + parts[1].evidence


@pytest.mark.parametrize("part", [origin, site], ids=["origin", "site"])
def test_same_part_twice_stays_partial_and_the_newer_stands(part: Finding) -> None:
    newer = a_finding("list_source", PARTIAL, parts=part.parts, value={"urls": ["new.example"], "risk": False})
    assert settle(LIST_SOURCE, [part, newer]) == newer


@pytest.mark.parametrize(
    "complete", [both, a_settled_finding(LIST_SOURCE, parts=frozenset())], ids=["parts", "no parts"]
)
def test_part_said_again_leaves_a_complete_answer_complete(complete: Finding) -> None:
    second_site = a_finding(
        "list_source", PARTIAL, parts=frozenset({"site"}), value={"urls": ["blog.example"], "risk": False}
    )
    settled = settle(LIST_SOURCE, [complete, second_site])
    assert settled.status is COMPLETE
    assert settled.value["urls"] == ["blog.example", "shop.example"]


def test_two_of_three_parts_are_still_partial() -> None:
    item = Item("plan", Kind.QUESTION, "Plan", needs=frozenset({"who", "what", "when"}))
    parts = [a_finding("plan", PARTIAL, parts=frozenset({part})) for part in ("who", "what", "when")]
    assert settle(item, parts[:2]).status is PARTIAL
    assert settle(item, parts[1:]).status is PARTIAL
    assert settle(item, parts).status is COMPLETE


def test_risk_of_one_part_is_kept_when_the_other_is_added() -> None:
    bought = a_finding("list_source", PARTIAL, parts=frozenset({"origin"}), value={"urls": [], "risk": True})
    assert settle(LIST_SOURCE, [bought, site]).value["risk"] is True
    assert settle(LIST_SOURCE, [site, bought]).value["risk"] is True


def test_value_that_a_newer_part_lacks_is_the_older_ones() -> None:
    item = Item("span", Kind.QUESTION, "Span", needs=frozenset({"from", "to"}))
    start = a_finding("span", PARTIAL, parts=frozenset({"from"}), value={"from": 3, "to": None})
    end = a_finding("span", PARTIAL, parts=frozenset({"to"}), value={"from": None, "to": 5})
    assert settle(item, [start, end]).value == {"from": 3, "to": 5}


def test_merged_parts_are_no_surer_than_the_least_sure_of_them() -> None:
    unsure = a_finding("list_source", PARTIAL, parts=origin.parts, agreed=False, score=0.4, assumed=("own forms",))
    for order in ([unsure, site], [site, unsure]):
        settled = settle(LIST_SOURCE, order)
        assert (settled.status, settled.settles, settled.score) == (COMPLETE, False, 0.4)
        assert settled.assumed == ("own forms",)


def test_parts_do_not_complete_an_item_that_needs_none() -> None:
    some = a_finding("two_factor", PARTIAL, parts=frozenset({"admins"}))
    rest = a_finding("two_factor", PARTIAL, parts=frozenset({"others"}))
    assert settle(TWO_FACTOR, [some, rest]).status is PARTIAL


# The account


@pytest.mark.parametrize("item", SAID, ids=by_key)
def test_account_verified_settles_whatever_was_said(item: Item) -> None:
    fact = an_account_finding(item.key, VERIFIED, evidence=(an_evidence("enabled", "account"),))
    for status in STATUSES[item.kind]:
        said = a_finding(item.key, status, agreed=False, evidence=(an_evidence(),))
        for order in ([said, fact], [fact, said]):
            settled = settle(item, order)
            assert settled.settles
            assert settled.standing is VERIFIED
            assert settled.evidence == said.evidence + fact.evidence


@pytest.mark.parametrize("item", SAID, ids=by_key)
def test_account_contradicted_opens_whatever_was_said(item: Item) -> None:
    fact = an_account_finding(item.key, CONTRADICTED, item.settled_status, evidence=(an_evidence("off", "account"),))
    for status in STATUSES[item.kind]:
        said = a_finding(item.key, status)
        for order in ([said, fact], [fact, said]):
            settled = settle(item, order)
            assert not settled.settles
            assert settled.status is status
            assert settled.evidence == fact.evidence


@pytest.mark.parametrize("item", SAID, ids=by_key)
@pytest.mark.parametrize("standing", [CLAIMED, UNKNOWN])
def test_account_that_cannot_tell_leaves_the_word_as_it_is(item: Item, standing: Standing) -> None:
    for status in STATUSES[item.kind]:
        said = a_finding(item.key, status)
        settled = settle(item, [said, an_account_finding(item.key, standing, item.settled_status)])
        assert settled.status is status
        assert settled.settles is said.settles
        assert settled.standing is standing


def test_newest_account_fact_counts() -> None:
    off, on = an_account_finding("two_factor", CONTRADICTED), an_account_finding("two_factor", VERIFIED)
    assert settle(TWO_FACTOR, [off, on]).settles
    assert not settle(TWO_FACTOR, [on, off]).settles


# Secrets and readiness


@pytest.mark.parametrize(
    ("item", "current", "exposed"),
    [
        ("api_key", True, {"api_key"}),
        ("smtp_credentials", True, {"smtp_credentials"}),
        ("api_key", False, set()),
        (None, False, set()),
        (None, True, {item.key for item in COMPROMISE.items}),
        ("list_source", True, {item.key for item in COMPROMISE.items}),
    ],
)
def test_current_secret_holds_its_step_open_and_an_unplaced_one_all(
    item: str | None, current: bool, exposed: set[str]
) -> None:
    secret = a_risk(RiskKind.SECRET, item=item, current=current)
    understanding = a_complete_understanding(COMPROMISE, risks=(secret,))
    settled = settle_understanding(COMPROMISE, understanding)
    assert find_exposed_steps(COMPROMISE, understanding.risks) == exposed
    assert set(find_open_items(COMPROMISE, settled)) == exposed
    assert is_ready(COMPROMISE, understanding, 0.7) is (not exposed)


@pytest.mark.parametrize("item", [None, "api_key", "list_source"])
def test_secret_never_blocks_an_appeal(item: str | None) -> None:
    secret = a_risk(RiskKind.SECRET, item=item)
    assert is_ready(APPEAL, a_complete_understanding(APPEAL, risks=(secret,)), 0.7)


def test_verified_step_stays_open_while_its_new_secret_stands_in_the_ticket() -> None:
    findings = (*settled_findings(COMPROMISE), an_account_finding("api_key", VERIFIED))
    secret = a_risk(RiskKind.SECRET, item="api_key")
    assert not is_ready(COMPROMISE, an_understanding(COMPROMISE, *findings, risks=(secret,)), 0.7)


@pytest.mark.parametrize("procedure", PROCEDURES, ids=lambda procedure: procedure.name)
@pytest.mark.parametrize("kind", [kind for kind in RiskKind if kind is not RiskKind.SECRET])
def test_other_risk_is_never_ready(procedure: Procedure, kind: RiskKind) -> None:
    assert not is_ready(procedure, a_complete_understanding(procedure, risks=(a_risk(kind),)), 0.7)


@pytest.mark.parametrize(("score", "ready"), [(0.69, False), (0.7, True), (1.0, True), (float("nan"), False)], ids=str)
def test_intent_below_its_threshold_is_never_ready(score: float, ready: bool) -> None:
    intent = Intent({APPEAL.intent: score, IntentLabel.OTHER: 1 - score})
    assert is_ready(APPEAL, a_complete_understanding(APPEAL, intent=intent), 0.7) is ready


@pytest.mark.parametrize(
    ("compromise", "ready"), [(0.0, True), (0.15, True), (0.16, False), (float("nan"), False)], ids=str
)
def test_appeal_that_may_be_a_report_is_not_ready(compromise: float, ready: bool) -> None:
    intent = Intent({APPEAL.intent: 0.8, COMPROMISE.intent: compromise})
    assert is_ready(APPEAL, a_complete_understanding(APPEAL, intent=intent), 0.7) is ready


def test_report_that_may_be_an_appeal_is_ready() -> None:
    intent = Intent({COMPROMISE.intent: 0.75, APPEAL.intent: 0.25})
    assert is_ready(COMPROMISE, a_complete_understanding(COMPROMISE, intent=intent), 0.7)


def test_checklist_of_the_other_intent_is_never_ready() -> None:
    findings = settled_findings(APPEAL) + settled_findings(COMPROMISE)
    assert not is_ready(APPEAL, an_understanding(COMPROMISE, *findings), 0.7)
    assert is_ready(COMPROMISE, an_understanding(COMPROMISE, *findings), 0.7)


def test_unknown_item_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        APPEAL.item("two_factor")


@pytest.mark.parametrize("standing", Standing)
def test_what_the_account_showed_stands_beside_the_word_however_it_stands(standing: Standing) -> None:
    seen = (Seen("one key of March", "One key of March is still active.", "GET /v1/keys", "created_at", "2026-11-22"),)
    item = COMPROMISE.item("api_key")
    for said in (DONE, NOT_DONE, UNSTATED):
        known = settle(item, [a_finding(item.key, said), an_account_finding(item.key, standing, seen=seen)])
        assert (known.seen, known.standing) == (seen, standing)


def test_verified_raises_the_confidence_and_nothing_else_does() -> None:
    word = a_finding("api_key", DONE, score=0.6)
    scores = {s: settle(COMPROMISE.item("api_key"), [word, an_account_finding("api_key", s)]).score for s in Standing}
    assert scores == {s: 1.0 if s is Standing.VERIFIED else 0.6 for s in Standing}
