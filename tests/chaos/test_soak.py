"""The short form of the soak: twenty deliveries; ``python -m tests.chaos.soak`` makes five hundred."""

from tests.chaos.house import running_house
from tests.chaos.soak import FAULTS, find_faults, soak

DELIVERIES = 20
PER_SECOND = 25.0
FACTOR = 20.0


def test_soak_with_faults_on_ends_with_the_same_tickets_as_without(make_sqlite_database):
    rounds = []
    for faults in ((), FAULTS):
        with running_house(make_sqlite_database(True), webs=1, workers=1, factor=FACTOR) as house:
            rounds.append(soak(house, DELIVERIES, faults, PER_SECOND))
    assert rounds[1].faulty_calls > DELIVERIES / 10
    assert [r.acknowledged for r in rounds] == [DELIVERIES, DELIVERIES]
    assert find_faults(*rounds) == []
