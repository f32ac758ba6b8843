"""Check finds each broken thing, says in one line what is wrong and how to mend it, and lets pass what works."""

import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from werkzeug.serving import make_server

from bot.desk_setup.checks import (
    Check,
    State,
    check_all,
    describe_answer,
    is_all_well,
    looks_like_a_machine,
    render_check,
)
from bot.desk_setup.wishes import Kind
from bot.jobs import Jobs
from bot.processes import make_stored_secrets
from bot.sandbox.desk import BOT_ID
from bot.settings import load_settings
from bot.store.deliveries import now
from bot.store.setup import load_made, load_sealed
from tests.zendesk_setup.conftest import KEY, Desk
from webhooks import STORED_HOLD, create_app

KEYS = {"field_state", "field_intent", "webhook", "trigger_replied", "view_ready", "macro_stop"}


class Clock:
    """The time, some of it ahead."""

    def __init__(self) -> None:
        self.ahead = timedelta()

    def __call__(self) -> datetime:
        return now() + self.ahead


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def bot_url(store, clock) -> Iterator[str]:
    """Our own web process, with the secrets that the set-up has stored and no others."""
    load_stored = make_stored_secrets(load_settings(secret_key=KEY), store)
    server = make_server("127.0.0.1", 0, create_app(store, Jobs(store), (), clock, load_stored=load_stored))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def ready(run_sandbox, store, bot_url) -> Desk:
    """A desk that is set up, with the bot's web process behind it."""
    desk = Desk(run_sandbox(), store, bot_url)
    desk.wishes = tuple(wish for wish in desk.wishes if wish.key in KEYS)
    desk.setup = desk.make_setup()
    list(desk.setup.apply())
    return desk


def check(desk: Desk) -> list[Check]:
    return list(check_all(desk.setup, desk.bot, desk.admin))


def find_bad(desk: Desk) -> list[Check]:
    return [each for each in check(desk) if each.state is not State.OK]


def find_id(desk: Desk, key: str) -> str:
    return load_made(desk.engine, desk.sandbox.url)[key].zendesk_id


def test_set_up_account_is_well_from_the_token_to_a_delivery_that_arrives(ready):
    checks = check(ready)
    assert find_bad(ready) == []
    assert is_all_well(checks)
    parts = [each.part for each in checks]
    assert parts[:4] == ["token", "user", "rights", "sweep"]
    assert parts[-2:] == ["signing secret", "delivery"]
    assert len(parts) == len(KEYS) + 6
    assert ready.control("GET", "/deliveries")["deliveries"] == []


def revoke(desk):
    desk.control("POST", "/tokens/revoke")


def forget_bot(desk):
    desk.control("PUT", f"/users/{BOT_ID}", {"role": "end-user"})


def delete_field(desk):
    desk.admin.delete(Kind.FIELD, find_id(desk, "field_state"))


def delete_option(desk):
    options = desk.admin.fetch(Kind.FIELD, find_id(desk, "field_state"))["custom_field_options"][1:]
    desk.admin.update(Kind.FIELD, find_id(desk, "field_state"), {"custom_field_options": options})


def edit_trigger(desk):
    trigger = desk.admin.fetch(Kind.TRIGGER, find_id(desk, "trigger_replied"))
    conditions = {"all": trigger["conditions"]["all"][1:], "any": []}
    body = {"conditions": conditions, "actions": trigger["actions"]}
    desk.admin.update(Kind.TRIGGER, find_id(desk, "trigger_replied"), body)


def switch_trigger_off(desk):
    desk.admin.update(Kind.TRIGGER, find_id(desk, "trigger_replied"), {"active": False})


def switch_webhook_off(desk):
    desk.admin.update(Kind.WEBHOOK, find_id(desk, "webhook"), {"status": "inactive"})


def move_webhook(desk):
    desk.admin.update(Kind.WEBHOOK, find_id(desk, "webhook"), {"endpoint": f"{desk.sandbox.url}/elsewhere"})


def shut_webhook(desk):
    desk.admin.update(Kind.WEBHOOK, find_id(desk, "webhook"), {"endpoint": "http://127.0.0.1:9/x"})


def reset_secret(desk):
    desk.call("POST", f"/webhooks/{find_id(desk, 'webhook')}/signing_secret")


def change_key(desk):
    desk.setup = desk.make_setup(key="j" * 43 + "=")


def edit_view(desk):
    desk.admin.update(Kind.VIEW, find_id(desk, "view_ready"), {"title": "x"})


def delete_macro(desk):
    desk.admin.delete(Kind.MACRO, find_id(desk, "macro_stop"))


def show_html(desk):
    desk.break_(kind="html", path="/users/me*")


def cut_json(desk):
    desk.break_(kind="half", path="/triggers/*")


def forbid_updates(desk):
    desk.break_(kind="status", status=403, path="/tickets/*")


def forbid_export(desk):
    desk.break_(kind="status", status=403, path="/incremental/*")


APPLY = "reinstate zendesk apply"
BROKEN = [
    (revoke, "token", "refuses it", "give another"),
    (show_html, "token", "does not answer", "REINSTATE_ZENDESK_URL"),
    (forget_bot, "user", "end-user", "role"),
    (forbid_updates, "rights", "may not write tags and fields", "scopes"),
    (forbid_export, "sweep", "is refused", "REINSTATE_ZENDESK_ADMIN_TOKEN"),
    (cut_json, "set-up", "could not be read", "check again"),
    (delete_field, 'ticket field "Reinstate state"', "is not there", APPLY),
    (delete_option, 'ticket field "Reinstate state"', "+option reinstate_ready", APPLY),
    (edit_trigger, 'trigger "Reinstate: customer\'s reply"', "changed by hand: +if update_type", APPLY),
    (switch_trigger_off, 'trigger "Reinstate: customer\'s reply"', "-active: false", APPLY),
    (switch_webhook_off, 'webhook "Reinstate"', "inactive", APPLY),
    (move_webhook, "delivery", "something else than the bot", "REINSTATE_PUBLIC_URL"),
    (shut_webhook, "delivery", "could not deliver", "reinstate serve"),
    (reset_secret, "signing secret", "reset in Zendesk", APPLY),
    (reset_secret, "delivery", "its signature is refused", APPLY),
    (change_key, "signing secret", "another key", APPLY),
    (edit_view, 'view "Reinstate: ready to unblock"', "changed by hand", APPLY),
    (delete_macro, 'macro "Reinstate::Stop the bot on this ticket"', "is not there", APPLY),
]


@pytest.mark.parametrize(
    ("break_it", "part", "told", "mend"), BROKEN, ids=[f"{b.__name__}-{p[:9]}" for b, p, _, _ in BROKEN]
)
def test_each_broken_thing_is_named_with_what_mends_it(ready, break_it, part, told, mend):
    break_it(ready)
    bad = find_bad(ready)
    found = [each for each in bad if each.part == part]
    assert len(found) == 1, bad
    assert told in found[0].told
    assert mend in found[0].mend
    assert "\n" not in render_check(found[0])
    assert is_all_well(bad) is (break_it in (forbid_export, edit_view))


def test_agents_token_for_the_set_up_names_the_setting_that_is_missing(ready):
    checks = list(check_all(ready.make_setup(account=ready.bot), ready.bot, ready.bot))
    assert [(each.part, each.mend) for each in checks if each.state is State.WRONG] == [
        ("set-up", "set REINSTATE_ZENDESK_ADMIN_TOKEN to an administrator's token")
    ]


def test_persons_own_user_is_warned_of(ready):
    ready.bot = ready.admin  # Alex Admin's token
    [warned] = [each for each in find_bad(ready) if each.part == "user"]
    assert warned.state is State.WARNING
    assert "Alex Admin" in warned.told


@pytest.mark.parametrize(
    ("name", "email", "machine"),
    [
        ("Reinstate bot", "a@desk.example", True),
        ("Support", "no-reply-bot@desk.example", True),
        ("Robin Agent", "robin@botany.example", False),
        ("Alex Admin", "alex@desk.example", False),
        (None, None, False),
    ],
)
def test_user_of_a_machine_is_told_from_a_persons(name, email, machine):
    assert looks_like_a_machine({"name": name, "email": email}) is machine


@pytest.mark.parametrize(
    ("status", "payload", "told"),
    [
        (202, '{"stored":false}', "arrives"),
        (202, "<html>", "something else"),
        (200, '{"stored":false}', "something else"),
        (401, '{"error":"stale"}', "its time is off"),
        (401, '{"error":"bad_signature"}', "signature is refused"),
        (503, '{"error":"not_stored"}', "database"),
        (404, "[" * 100_000, "something else"),
        (None, "", "something else"),
    ],
)
def test_answer_to_a_test_delivery_is_understood(status, payload, told):
    check = describe_answer(status, payload)
    assert told in check.told
    assert (check.state is State.OK) is (check.mend == "")


def test_secret_that_was_reset_is_accepted_after_the_next_apply_without_a_restart(ready, clock):
    assert is_all_well(check(ready))
    reset_secret(ready)
    assert [change.key for change in ready.setup.apply()] == ["webhook_secret"]
    assert not is_all_well(check(ready))
    clock.ahead += STORED_HOLD
    assert is_all_well(check(ready))


def test_secret_that_was_replaced_is_accepted_for_a_day(ready, store):
    reset_secret(ready)
    list(ready.setup.apply())
    newest, older = load_sealed(store)
    assert newest.until is None
    assert timedelta(hours=23) < older.until - now() <= timedelta(days=1)
