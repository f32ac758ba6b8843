"""Our tags beside people's: what is exchanged, what is kept, what a person has the last word on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.core.tags import (
    LISTED,
    OFF,
    PEOPLES,
    RISK,
    SECRET,
    STATES,
    Overrides,
    State,
    exchange_tags,
    find_inherited,
    find_overrides,
    own_tags,
)

READY, WAITING, PERSON = State
OURS = sorted(
    {
        *STATES,
        RISK,
        SECRET,
        "reinstate_appeal",
        "reinstate_compromise",
        "reinstate_missing_api_key",
        "reinstate_missing_email_use",
    }
)
OTHERS = sorted({"vip", "billing", "ready", "not_reinstate_ready", *PEOPLES})

own_sets = st.frozensets(st.sampled_from(OURS))
peoples_sets = st.frozensets(st.sampled_from(OTHERS))
overrides_sets = st.builds(Overrides, own_sets, own_sets)
one_state = st.sampled_from(sorted(STATES)).flatmap(
    lambda state: own_sets.map(lambda tags: frozenset(tags - STATES | {state}))
)


@given(own_sets, peoples_sets)
def test_own_tags_are_ours_alone(ours: frozenset[str], peoples: frozenset[str]) -> None:
    assert own_tags(ours | peoples) == ours


@given(own_sets, peoples_sets, one_state, overrides_sets)
def test_exchange_keeps_peoples_tags_and_overrides(
    ours: frozenset[str], peoples: frozenset[str], wanted: frozenset[str], overrides: Overrides
) -> None:
    sent = exchange_tags(ours | peoples, wanted, overrides)
    assert sent - own_tags(sent) == peoples
    assert overrides.added & ours <= sent
    assert not sent & (overrides.removed - (overrides.added & ours))
    assert own_tags(sent) <= wanted | overrides.added


@given(own_sets, peoples_sets, one_state)
def test_exchange_without_overrides_leaves_just_what_is_wanted(
    ours: frozenset[str], peoples: frozenset[str], wanted: frozenset[str]
) -> None:
    sent = exchange_tags(ours | peoples, wanted, Overrides())
    assert sent == peoples | wanted
    assert len(sent & STATES) == 1
    assert exchange_tags(sent, wanted, Overrides()) == sent


@given(own_sets, one_state, overrides_sets)
def test_our_state_never_stands_beside_a_persons(
    ours: frozenset[str], wanted: frozenset[str], overrides: Overrides
) -> None:
    sent = exchange_tags(ours, wanted, overrides)
    if overrides.added & STATES:
        assert sent & STATES == overrides.added & STATES & ours
    else:
        assert sent & STATES == (wanted & STATES) - overrides.removed


@given(own_sets, own_sets, overrides_sets)
def test_overrides_are_what_changed_since_our_last_run_and_before(
    left: frozenset[str], standing: frozenset[str], earlier: Overrides
) -> None:
    found = find_overrides(left, standing, earlier)
    assert found.removed == (left | earlier.removed) - standing
    assert found.added == standing & ((standing - left) | earlier.added)
    assert not found.removed & found.added


@given(own_sets, st.lists(st.tuples(own_sets, one_state), max_size=6))
def test_override_lasts_over_any_number_of_runs(
    first: frozenset[str], rounds: list[tuple[frozenset[str], frozenset[str]]]
) -> None:
    left, overrides = first, Overrides()
    for standing, wanted in rounds:
        overrides = find_overrides(left, standing, overrides)
        sent = exchange_tags(standing, wanted, overrides)
        assert overrides.added <= sent
        assert not overrides.removed & sent
        left = own_tags(sent)
        assert find_overrides(left, left, overrides) == overrides


@pytest.mark.parametrize(
    ("left", "standing", "wanted", "sent"),
    [
        ({WAITING}, {WAITING}, {READY}, {READY}),
        ({READY}, set(), {READY}, set()),
        ({READY}, set(), {WAITING}, {WAITING}),
        ({WAITING}, set(), {READY}, {READY}),
        ({WAITING}, {PERSON}, {READY}, {PERSON}),
        ({WAITING}, {WAITING, PERSON}, {WAITING}, {PERSON}),
        ({WAITING}, {READY}, {WAITING}, {READY}),
        ({READY, RISK}, {READY}, {PERSON, RISK}, {PERSON}),
        ({READY}, {READY}, {PERSON}, {PERSON}),
    ],
)
def test_person_changes_the_state_and_it_stays_so(
    left: set[str], standing: set[str], wanted: set[str], sent: set[str]
) -> None:
    overrides = find_overrides(frozenset(left), frozenset(standing), Overrides())
    assert exchange_tags(frozenset(standing), frozenset(wanted), overrides) == sent


@pytest.mark.parametrize("tag", OURS)
@pytest.mark.parametrize("kind", ["removed", "added"])
def test_overrides_know_whether_a_person_had_a_hand_in_the_state(tag: str, kind: str) -> None:
    assert Overrides(**{kind: frozenset({tag})}).state is (tag in STATES)
    assert not Overrides().state


def test_follow_up_inherits_all_but_what_was_given_to_a_person() -> None:
    assert find_inherited(frozenset({*OURS, *OTHERS}), follow_up=True) == frozenset(OURS) - {PERSON, RISK}


@pytest.mark.parametrize("tag", OURS)
def test_override_of_a_tag_can_be_forgotten(tag: str) -> None:
    both = Overrides(frozenset({tag, "x"}), frozenset({tag, "y"}))
    assert both.without(tag) == Overrides(frozenset({"x"}), frozenset({"y"}))


def test_inherited_tags_are_the_lists_and_what_was_missing() -> None:
    assert find_inherited(frozenset(OURS)) == LISTED | {"reinstate_missing_api_key", "reinstate_missing_email_use"}


def test_tag_names_are_stable() -> None:
    assert {*State, RISK, SECRET, OFF, *PEOPLES} == {
        "reinstate_ready",
        "reinstate_waiting",
        "reinstate_person",
        "reinstate_risk",
        "reinstate_off",
        "reinstate_secret",
        "reinstate_unblocked",
        "reinstate_refused",
        "reinstate_overruled",
        "reinstate_wrong",
        "reinstate_again",
    }
