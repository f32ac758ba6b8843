"""The difference between what is declared and what is there: pure, and it reads like a review."""

import json

import pytest

from bot.core.tags import OFF, State
from bot.desk_setup.review import LONGEST_LINE, Change, Verb, find_changes, find_moves, render_review
from bot.desk_setup.wishes import AGAIN, MESSAGING, Kind, Ref, Wish, declare_wishes, resolve
from bot.procedures import load_procedures

WISHES = declare_wishes(load_procedures(), "https://bot.example", 77)
MACRO = Wish(Kind.MACRO, "macro_x", {"title": "X", "active": True, "actions": [{"field": "status", "value": "open"}]})
THERE = {"id": 5, "title": "X", "active": True, "actions": [{"field": "status", "value": "open"}], "position": 9}
KINDS = {"macro_x": Kind.MACRO, "macro_y": Kind.MACRO}


def trigger(key):
    return Wish(Kind.TRIGGER, key, {"title": key, "active": True, "conditions": {"all": [], "any": []}, "actions": []})


@pytest.mark.parametrize(
    ("there", "verb", "taken", "put"),
    [
        ({}, Verb.CREATE, (), ("title: X", "active: true", "then status: open")),
        ({"macro_x": THERE | {"title": "Y"}}, Verb.UPDATE, ("title: Y",), ("title: X",)),
        ({"macro_x": THERE | {"active": False}}, Verb.UPDATE, ("active: false",), ("active: true",)),
        ({"macro_x": THERE | {"actions": []}}, Verb.UPDATE, (), ("then status: open",)),
        ({"macro_x": {}}, Verb.UPDATE, ("title:", "active:"), ("title: X", "active: true", "then status: open")),
    ],
)
def test_difference_is_one_change_with_the_lines_that_go_and_come(there, verb, taken, put):
    [change] = find_changes([MACRO], there, KINDS)
    assert (change.verb, tuple(line.strip() for line in change.taken), change.put) == (verb, taken, put)


@pytest.mark.parametrize(
    "there",
    [
        THERE,
        THERE | {"raw_title": "X", "url": "x", "updated_at": "y", "description": "z"},
        THERE | {"restriction": None},
    ],
)
def test_what_zendesk_adds_is_no_difference(there):
    assert find_changes([MACRO], {"macro_x": there}, KINDS) == []


def test_what_is_no_longer_declared_goes():
    [change] = find_changes([MACRO], {"macro_x": THERE, "macro_y": {"title": "Old"}}, KINDS)
    assert (change.verb, change.key, change.title) == (Verb.DELETE, "macro_y", "Old")


@pytest.mark.parametrize(
    ("positions", "moves"),
    [
        ([1, 2, 3], {}),
        ([4, 7, 9], {}),
        ([2, 1, 3], {"a": 1, "b": 2}),
        ([9, 4, 7], {"a": 4, "b": 7, "c": 9}),
        ([None, 2, 1], {"b": 1, "c": 2}),
        ([], {}),
    ],
)
def test_triggers_exchange_positions_among_themselves(positions, moves):
    found = {key: {"position": position} for key, position in zip("abc", positions, strict=False)}
    assert find_moves([trigger(key) for key in "abc"], found) == moves


def test_trigger_that_was_put_into_another_category_stays_there():
    found = {"a": {"position": 5, "category_id": "1"}, "b": {"position": 1, "category_id": "2"}}
    assert find_moves([trigger("a"), trigger("b")], found) == {}


def test_review_reads_like_one():
    changes = [
        Change(Verb.CREATE, Kind.FIELD, "f", "New", put=("type: tagger",)),
        Change(Verb.UPDATE, Kind.TRIGGER, "t", "Reply", ("if a is 1",), ("if a is 2",)),
        Change(Verb.DELETE, Kind.VIEW, "v", "Old"),
    ]
    assert render_review(changes).splitlines() == [
        '+ ticket field "New"',
        "    + type: tagger",
        '~ trigger "Reply"',
        "    - if a is 1",
        "    + if a is 2",
        '- view "Old"',
    ]


def test_line_that_somebody_made_long_or_odd_is_shown_on_one_line():
    change = Change(Verb.UPDATE, Kind.VIEW, "v", "x", taken=("title: \x1b[31m\n" + "y" * 1000,))
    [_, line] = render_review([change]).split("\n")
    assert "\x1b" not in line
    assert len(line) <= LONGEST_LINE + 6


def test_references_are_resolved_everywhere_and_named_where_there_is_no_id_yet():
    part = {"a": [Ref("webhook"), {"b": Ref("field_state", "custom_fields_{}")}], "c": 1}
    assert resolve(part, {"webhook": "01H"}) == {"a": ["01H", {"b": "custom_fields_<field_state>"}], "c": 1}


def find_conditions(wish):
    return [(c["field"], c["operator"], c.get("value")) for c in wish.body["conditions"]["all"]]


@pytest.mark.parametrize("wish", [wish for wish in WISHES if wish.kind is Kind.TRIGGER], ids=lambda wish: wish.key)
def test_every_trigger_is_guarded_against_loops_the_off_switch_messaging_and_closed_tickets(wish):
    conditions = find_conditions(wish)
    assert {("role", "is_not", "77"), ("role", "is", "end_user")} & set(conditions)
    assert ("current_tags", "not_includes", OFF) in conditions
    assert ("status", "less_than", "closed") in conditions
    assert {("via_id", "is_not", channel) for channel in MESSAGING} <= set(conditions)


@pytest.mark.parametrize("wish", [wish for wish in WISHES if wish.kind is Kind.TRIGGER], ids=lambda wish: wish.key)
def test_every_trigger_sends_ids_alone(wish):
    body = json.loads(wish.body["actions"][-1]["value"][1])
    assert body.keys() == {"v", "event", "ticket_id", "user_id"}
    assert (body["v"], body["ticket_id"]) == (1, "{{ticket.id}}")


def test_override_and_hand_back_never_answer_the_same_update():
    by_key = {wish.key: find_conditions(wish) for wish in WISHES if wish.kind is Kind.TRIGGER}
    assert ("current_tags", "not_includes", AGAIN) in by_key["trigger_overridden"]
    assert ("current_tags", "includes", AGAIN) in by_key["trigger_again"]


def test_keys_and_options_are_there_once():
    keys = [wish.key for wish in WISHES]
    options = [o["value"] for wish in WISHES for o in wish.body.get("custom_field_options", ())]
    assert len(set(keys)) == len(keys)
    assert len(set(options)) == len(options)
    assert set(State) <= set(options)


def test_what_is_referred_to_is_made_before():
    made = set()
    for wish in WISHES:
        text = json.dumps(resolve(wish.body, {}))
        assert {other.key for other in WISHES if f"<{other.key}>" in text} <= made
        made.add(wish.key)


@pytest.mark.parametrize("wish", [wish for wish in WISHES if wish.kind is Kind.MACRO], ids=lambda wish: wish.key)
def test_macros_say_whole_words_and_take_no_tag_of_the_bots_off(wish):
    taken = [a["value"] for a in wish.body["actions"] if a["field"] in ("remove_tags", "set_tags")]
    assert taken in ([], [OFF])
    text = "".join(str(a["value"]) for a in wish.body["actions"] if a["field"] == "comment_value")
    assert "{%" not in text
    assert "None" not in text
    assert text.count("{{") == text.count("}}")
    assert any(a["field"] == "comment_mode_is_public" for a in wish.body["actions"]) is bool(text)


def test_reported_text_is_private_and_the_others_are_public():
    public = {
        wish.key: a["value"]
        for wish in WISHES
        if wish.kind is Kind.MACRO
        for a in wish.body["actions"]
        if a["field"] == "comment_mode_is_public"
    }
    assert public.pop("macro_wrong") == "false"
    assert set(public.values()) == {"true"}
