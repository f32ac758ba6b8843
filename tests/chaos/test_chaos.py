"""The short form of the storms: real processes, really killed. ``make chaos`` is the long one."""

from tests.chaos.house import running_house
from tests.chaos.load import Habits
from tests.chaos.storms import (
    Storm,
    change_weather,
    fail_calls,
    fill_disk,
    find_wrong_answers,
    in_turn,
    make_kills,
    run_storm,
)
from tests.chaos.takeover import find_late_recovery, kill_with_tickets_in_hand

FACTOR = 20.0
STORIES = 4
SOME_LOST = Habits(doubled=0.2, late=0.2, dropped=0.2, echoes=1)


def test_kills_of_web_worker_and_database_lose_nothing_and_answer_nobody_twice(postgresql):
    name = postgresql.make(True)
    postgresql.make_durable(name)
    acts = in_turn(make_kills(4), kill_with_tickets_in_hand)
    storm = Storm(acts, 16, 6.0, stories=STORIES, find_wrong=find_late_recovery)
    with running_house(postgresql.to_url(name), webs=1, factor=FACTOR, server=postgresql) as house:
        outcome = run_storm(house, storm)
    assert not outcome.faults, outcome
    assert {"webs killed", "databases killed"} <= outcome.did.keys()


def test_failing_calls_broken_wires_full_disk_and_lost_deliveries_lose_nothing(make_sqlite_database):
    acts = in_turn(fail_calls, change_weather, fill_disk)
    storm = Storm(acts, 24, 12.0, SOME_LOST, STORIES, find_wrong_answers(refused=True))
    with running_house(make_sqlite_database(True), webs=1, workers=1, factor=FACTOR) as house:
        outcome = run_storm(house, storm)
    assert not outcome.faults, outcome
    assert {"calls failed", "pieces hit", "answers 503 while full"} <= outcome.did.keys()
