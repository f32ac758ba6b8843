"""Plan, apply and remove on the stand-in: whatever happens on the way, the account ends as declared, or as it was."""

import pytest

from bot.desk_setup.applying import Setup, SetupFailed
from bot.desk_setup.review import Verb
from bot.desk_setup.wishes import Kind, Wish
from bot.sandbox.settings import TRIAL
from bot.store.setup import load_field_ids, load_made
from tests.zendesk_setup.conftest import Desk

OURS = 21
FEW = ("field_intent", "field_state", "webhook", "view_person", "view_ready", "macro_stop", "macro_wrong")


@pytest.fixture
def few(desk: Desk) -> Desk:
    """A desk that wishes for less: enough of each kind."""
    desk.wishes = tuple(wish for wish in desk.wishes if wish.key in FEW or wish.kind is Kind.TRIGGER)
    desk.setup = desk.make_setup(desk.wishes)
    return desk


def apply(setup: Setup) -> list[str]:
    return [change.key for change in setup.apply()]


def find(desk: Desk, key: str) -> dict:
    made = load_made(desk.engine, desk.sandbox.url)[key]
    thing = desk.admin.fetch(Kind(made.kind), made.zendesk_id)
    assert thing is not None
    return thing


def edit(desk: Desk, key: str, **body: object) -> None:
    made = load_made(desk.engine, desk.sandbox.url)[key]
    desk.admin.update(Kind(made.kind), made.zendesk_id, body)


def add_foreign_trigger(desk: Desk, title: str = "Theirs") -> dict:
    conditions = {"all": [{"field": "status", "operator": "is", "value": "new"}], "any": []}
    actions = [{"field": "priority", "value": "normal"}]
    asked = {"trigger": {"title": title, "conditions": conditions, "actions": actions}}
    return desk.call("POST", "/triggers", asked)["trigger"]


def test_plan_on_an_empty_account_lists_everything_and_changes_nothing(desk):
    before = desk.snapshot()
    changes = desk.setup.plan()
    assert [change.key for change in changes] == [*(wish.key for wish in desk.wishes), "webhook_secret"]
    assert {change.verb for change in changes} == {Verb.CREATE, Verb.STORE}
    assert desk.snapshot() == before


def test_apply_makes_it_a_second_apply_changes_nothing(run_sandbox, engine):
    desk = Desk(run_sandbox(), engine)
    assert len(apply(desk.setup)) == OURS + 1
    snapshot = desk.snapshot()
    assert desk.setup.plan() == []
    assert apply(desk.setup) == []
    assert desk.snapshot() == snapshot
    assert set(load_field_ids(engine, desk.sandbox.url)) == {
        "field_intent",
        "field_state",
        "field_missing",
        "field_confidence",
    }


def test_remove_leaves_the_account_as_it_was(desk):
    add_foreign_trigger(desk)
    before = desk.snapshot()
    apply(desk.setup)
    assert len(list(desk.setup.remove())) == OURS
    assert desk.snapshot() == before
    assert load_made(desk.engine, desk.sandbox.url) == {}
    assert list(desk.setup.remove()) == []


def test_what_it_did_not_make_is_never_touched_also_under_the_same_names(desk):
    for wish in desk.wishes:
        if wish.kind in (Kind.VIEW, Kind.MACRO):
            desk.call("POST", f"/{wish.kind}s", {wish.kind: dict(wish.body)})
    theirs = desk.snapshot()
    apply(desk.setup)
    edit(desk, "macro_stop", title="Another")
    apply(desk.setup)
    list(desk.setup.remove())
    assert desk.snapshot() == theirs


@pytest.mark.parametrize(
    ("key", "body", "taken", "put"),
    [
        ("field_state", {"title": "Status"}, "title: Status", "title: Reinstate state"),
        ("field_intent", {"active": False}, "active: false", "active: true"),
        ("webhook", {"status": "inactive"}, "status: inactive", "status: active"),
        ("webhook", {"endpoint": "https://x.example/y"}, "endpoint: https://x.example/y", "endpoint: https://bot"),
        ("trigger_replied", {"active": False}, "active: false", "active: true"),
        ("view_ready", {"title": "Ready!"}, "title: Ready!", "title: Reinstate: ready to unblock"),
        ("macro_stop", {"actions": [{"field": "status", "value": "open"}]}, "then status: open", "then current_tags"),
    ],
)
def test_hand_edit_shows_in_the_plan_and_apply_mends_it(few, key, body, taken, put):
    apply(few.setup)
    snapshot = few.snapshot()
    edit(few, key, **body)
    [change] = few.setup.plan()
    assert (change.verb, change.key) == (Verb.UPDATE, key)
    assert taken in change.taken
    assert any(line.startswith(put) for line in change.put)
    assert apply(few.setup) == [key]
    assert few.setup.plan() == []
    assert strip_times(few.snapshot()) == strip_times(snapshot)


def strip_times(snapshot: dict) -> dict:
    return {
        kind: [{name: v for name, v in thing.items() if not name.startswith("updated")} for thing in things]
        for kind, things in snapshot.items()
    }


def test_guard_taken_out_of_a_trigger_shows_as_a_review_does(few):
    apply(few.setup)
    trigger = find(few, "trigger_replied")
    conditions = {"all": [c for c in trigger["conditions"]["all"] if c["field"] != "role"], "any": []}
    edit(few, "trigger_replied", conditions=conditions, actions=trigger["actions"])
    [change] = few.setup.plan()
    assert (change.taken, change.put) == ((), ("if role is end_user",))


def test_option_added_and_one_renamed_by_hand_show_and_options_keep_their_ids(few):
    apply(few.setup)
    options = find(few, "field_state")["custom_field_options"]
    ids = {option["value"]: option["id"] for option in options}
    renamed = [options[0] | {"name": "Go"}, *options[1:], {"name": "New", "value": "desk_new"}]
    edit(few, "field_state", custom_field_options=renamed)
    [change] = few.setup.plan()
    assert change.taken == ("option reinstate_ready: Go", "option desk_new: New")
    apply(few.setup)
    assert {option["value"]: option["id"] for option in find(few, "field_state")["custom_field_options"]} == ids


@pytest.mark.parametrize("key", ["field_state", "webhook", "trigger_created", "view_person", "macro_wrong"])
def test_thing_deleted_by_hand_is_made_again_with_what_refers_to_it(few, key):
    apply(few.setup)
    made = load_made(few.engine, few.sandbox.url)[key]
    if key == "webhook":
        for trigger in few.call("GET", "/triggers")["triggers"]:
            few.call("DELETE", f"/triggers/{trigger['id']}")
    few.admin.delete(Kind(made.kind), made.zendesk_id)
    assert key in [change.key for change in few.setup.plan()]
    apply(few.setup)
    assert few.setup.plan() == []
    assert len(few.snapshot()["triggers"]) == 4


@pytest.mark.parametrize(
    ("after", "kind"), [(1, "reset"), (1, "lost"), (4, "lost"), (4, "half"), (6, "html"), (8, "lost")]
)
def test_failure_half_way_is_told_and_the_next_apply_ends_it_without_doubles(few, after, kind):
    before = [len(things) for things in few.snapshot().values()]
    begun = few.setup.apply()
    made = [next(begun).key for _ in range(after)]
    few.break_(kind=kind, method="POST", count=1)
    with pytest.raises(SetupFailed, match="goes on where it stopped"):
        list(begun)
    assert not {*made} & {*apply(few.setup)}
    assert few.setup.plan() == []
    after_all = [len(things) for things in few.snapshot().values()]
    assert sum(after_all) - sum(before) == len(few.wishes)


def test_secret_lost_in_the_answer_is_fetched_by_the_next_apply(few):
    few.break_(kind="html", path="/webhooks/*/signing_secret", count=1)
    with pytest.raises(SetupFailed):
        apply(few.setup)
    assert apply(few.setup) == ["webhook_secret"]


def test_our_triggers_out_of_order_are_put_in_order_and_nobody_elses_moves(few):
    theirs = add_foreign_trigger(few)
    apply(few.setup)
    last = add_foreign_trigger(few, "Last")
    first, second = find(few, "trigger_created"), find(few, "trigger_replied")
    edit(few, "trigger_created", position=second["position"])
    edit(few, "trigger_replied", position=first["position"])
    assert {change.key for change in few.setup.plan()} == {"trigger_created", "trigger_replied"}
    apply(few.setup)
    titles = [trigger["title"] for trigger in few.call("GET", "/triggers")["triggers"]]
    ours = [wish.title for wish in few.wishes if wish.kind is Kind.TRIGGER]
    assert titles == [theirs["title"], *ours, last["title"]]
    assert find(few, "trigger_created")["conditions"] == first["conditions"]


def test_what_is_no_longer_declared_goes(desk):
    apply(desk.setup)
    fewer = [wish for wish in desk.wishes if wish.key != "macro_refused"]
    smaller = desk.make_setup(fewer)
    assert [(change.verb, change.key) for change in smaller.plan()] == [(Verb.DELETE, "macro_refused")]
    apply(smaller)
    assert smaller.plan() == []
    assert "macro_refused" not in load_made(desk.engine, desk.sandbox.url)


def test_new_address_is_an_update_of_the_webhook_alone(desk):
    apply(desk.setup)
    moved = Desk(desk.sandbox, desk.engine, "https://other.example").setup
    assert [change.key for change in moved.plan()] == ["webhook"]


def test_limit_of_calls_is_waited_for(few):
    waits = []
    account = few.connect(few.settings.admin_token, waits.append)
    few.break_(kind="status", status=429, retry_after="7", method="POST", count=3)
    apply(few.make_setup(account=account))
    assert waits == [7, 7, 7]
    assert few.setup.plan() == []


def test_long_wait_is_not_sat_through(few):
    few.break_(kind="status", status=429, retry_after="900", method="POST", count=1)
    with pytest.raises(SetupFailed, match="429"):
        apply(few.setup)


def test_set_up_fits_into_one_minute_of_a_trial(run_sandbox, store):
    desk = Desk(run_sandbox(limits=TRIAL, most_webhooks=10), store)
    apply(desk.setup)
    assert desk.setup.plan() == []


@pytest.mark.parametrize(
    ("settings", "told"),
    [({"most_webhooks": 0}, "no webhook left"), ({"admin_token": "a", "token": "b"}, "no administrator's")],
)
def test_refusal_names_the_thing_and_what_may_be_behind_it(run_sandbox, store, settings, told):
    desk = Desk(run_sandbox(**settings), store)
    setup = desk.setup if "most_webhooks" in settings else desk.make_setup(account=desk.bot)
    with pytest.raises(SetupFailed, match=told):
        apply(setup)


def test_value_that_another_field_has_is_named(desk):
    options = [{"name": "Theirs", "value": "reinstate_ready"}]
    desk.call(
        "POST", "/ticket_fields", {"ticket_field": {"type": "tagger", "title": "T", "custom_field_options": options}}
    )
    with pytest.raises(SetupFailed, match=r"Reinstate state.*reinstate_ready"):
        apply(desk.setup)


def test_every_wish_is_described_fully(desk):
    apply(desk.setup)
    strange = Wish(Kind.MACRO, "macro_stop", {"title": "x", "active": True, "actions": []})
    [change] = [c for c in desk.make_setup([*desk.wishes[:-2], strange]).plan() if c.key == "macro_stop"]
    assert "title: x" in change.put
