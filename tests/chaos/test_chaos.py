"""The short form of the storms: real processes, really killed. ``make chaos`` is the long one."""

from tests.chaos.house import running_house
from tests.chaos.storms import black_out, kill_under_load


def test_kills_under_load_lose_nothing_and_answer_nobody_twice(database_url):
    with running_house(database_url, webs=1) as house:
        outcome = kill_under_load(house, kills=4, tickets=40, seconds_between=1.0)
    assert outcome.is_good, outcome


def test_absent_zendesk_is_not_called_inside_a_wait_and_nothing_is_lost(make_sqlite_database):
    with running_house(make_sqlite_database(True), webs=1, workers=1) as house:
        outcome = black_out(house, seconds=6, tickets=20)
    assert outcome.is_good, outcome
