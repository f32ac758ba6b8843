"""Users, sessions and tries to sign in, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.store.sessions import IDLE, LASTS, load_session_user, save_session, save_session_ended
from bot.store.users import (
    TRIES_LAST,
    Role,
    load_user,
    load_users,
    save_password,
    save_removed,
    save_tries_forgotten,
    save_try,
    save_user,
    to_name,
)

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ada", "ada"),
        (" Ada@Acme.Example ", "ada@acme.example"),
        ("a" * 80, "a" * 80),
        ("a" * 81, None),
        ("", None),
        ("-a", None),
        ("a b", None),
        ("a,b", None),
        ("a\n", "a"),
        ("ädä", None),
    ],
)
def test_name_is_stored_in_one_form(text, name):
    assert to_name(text) == name


@pytest.mark.parametrize(
    ("role", "needed", "may"),
    [
        (Role.AGENT, Role.AGENT, True),
        (Role.AGENT, Role.MANAGER, False),
        (Role.MANAGER, Role.AGENT, True),
        (Role.MANAGER, Role.MANAGER, True),
    ],
)
def test_manager_may_do_what_agents_may(role, needed, may):
    assert role.covers(needed) is may


def test_user_is_added_once_changed_and_removed(engine):
    assert save_user(engine, "ada", Role.AGENT, "hash")
    assert not save_user(engine, "ada", Role.MANAGER, "other")
    user = load_user(engine, "ada")
    assert (user.role, user.password) == (Role.AGENT, "hash")
    assert "hash" not in repr(user)
    assert save_password(engine, "ada", "new")
    assert [known.password for known in load_users(engine)] == ["new"]
    assert save_removed(engine, "ada")
    assert (load_user(engine, "ada"), save_removed(engine, "ada"), save_password(engine, "ada", "x")) == (
        None,
        False,
        False,
    )


def test_session_lives_until_it_is_ended_idle_or_old(engine):
    save_user(engine, "ada", Role.AGENT, "")
    user_id = load_user(engine, "ada").id
    token = save_session(engine, user_id, NOON)
    assert load_session_user(engine, token, NOON).name == "ada"
    assert load_session_user(engine, token + "x", NOON) is None
    assert load_session_user(engine, token, NOON + IDLE) is None
    at = NOON
    while at < NOON + LASTS - IDLE / 2:
        at += IDLE / 2
        assert load_session_user(engine, token, at)
    assert load_session_user(engine, token, NOON + LASTS) is None
    save_session_ended(engine, token)
    assert load_session_user(engine, token, NOON) is None


def test_new_password_ends_this_users_sessions_alone(engine):
    tokens = {}
    for name in ("ada", "max"):
        save_user(engine, name, Role.AGENT, "")
        tokens[name] = save_session(engine, load_user(engine, name).id, NOON)
    save_password(engine, "ada", "new")
    assert load_session_user(engine, tokens["ada"], NOON) is None
    assert load_session_user(engine, tokens["max"], NOON).name == "max"


def test_tries_count_up_lapse_and_are_forgotten(engine):
    assert [save_try(engine, "name:ada", NOON) for _ in range(3)] == [1, 2, 3]
    assert save_try(engine, "name:max", NOON) == 1
    assert save_try(engine, "name:ada", NOON + TRIES_LAST - timedelta(seconds=1)) == 4
    assert save_try(engine, "name:ada", NOON + TRIES_LAST) == 1
    save_tries_forgotten(engine, "name:ada")
    assert save_try(engine, "name:ada", NOON) == 1


def test_tries_at_once_are_all_counted(engine):
    with ThreadPoolExecutor(8) as threads:
        counts = list(threads.map(lambda _: save_try(engine, "name:ada", NOON), range(16)))
    assert sorted(counts) == list(range(1, 17))
