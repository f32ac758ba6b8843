"""The stored token: one fetches it, the others take it, on both databases."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pytest

from bot.store.tokens import StoredToken, load_token, load_token_expiry, save_lease, save_token, save_token_error


def test_nothing_is_stored_at_first(engine):
    assert load_token(engine) == StoredToken()
    assert load_token_expiry(engine) is None


def test_token_is_stored_under_the_lease_alone(engine):
    assert save_lease(engine, 0, "mine", 60)
    assert load_token_expiry(engine) is None
    assert not save_token(engine, "other", "sealed", 1, 1)
    assert save_token(engine, "mine", "sealed", 1500, 1800)
    stored = load_token(engine)
    assert (stored.version, stored.sealed, stored.error) == (1, "sealed", "")
    assert 1490 < stored.renew_in <= 1500
    assert 1790 < stored.expires_in <= 1800
    assert stored.leased_for <= 0
    assert 1790 < (load_token_expiry(engine) - datetime.now(UTC)).total_seconds() < 1810


def test_lease_is_one_at_a_time(engine):
    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda number: save_lease(engine, 0, str(number), 60), range(8)))
    assert sum(taken) == 1


def test_lease_on_a_version_that_is_gone_is_not_given(engine):
    assert save_lease(engine, 0, "first", 60)
    assert save_token(engine, "first", "sealed", 1, 1)
    assert not save_lease(engine, 0, "late", 60)
    assert save_lease(engine, 1, "next", 60)


def test_lease_that_ran_out_goes_to_another_and_its_token_is_not_kept(engine):
    assert save_lease(engine, 0, "dead", 0)
    assert save_lease(engine, 0, "next", 60)
    assert not save_token(engine, "dead", "late", 1, 1)
    assert save_token(engine, "next", "sealed", 1, 1)
    assert not save_token(engine, "next", "twice", 1, 1)


@pytest.mark.parametrize("error", ["refused: 401 invalid_client", "x" * 200])
def test_error_stands_until_the_next_fetch_and_holds_others_off(engine, error):
    assert save_lease(engine, 0, "mine", 60)
    save_token_error(engine, "mine", error, 10)
    stored = load_token(engine)
    assert stored.error == error[:80]
    assert 5 < stored.leased_for <= 10
    assert not save_lease(engine, 0, "next", 60)


def test_next_fetch_forgets_the_error(engine):
    assert save_lease(engine, 0, "mine", 60)
    save_token_error(engine, "mine", "500", 0)
    assert save_lease(engine, 0, "next", 60)
    assert load_token(engine).error == ""
