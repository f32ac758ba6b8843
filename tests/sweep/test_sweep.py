"""The sweep finds what no delivery told of, once, whoever sweeps and wherever it is broken off."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.jobs import Jobs
from bot.store.deliveries import NewDelivery, load_unparked_open, now, save_closed, save_delivery, save_start
from bot.store.tables import Delivery, Walk
from bot.store.walks import Seen, load_seen, save_seen
from bot.sweep import MOST_PAGES, Sweep, find_unseen
from bot.zendesk.failures import Away, Rejected
from bot.zendesk.incremental import ChangedTicket, Page

AT = now().replace(microsecond=0) - timedelta(minutes=2)
ACCOUNT = "https://acme.zendesk.com"
SECOND = timedelta(seconds=1)


def changed(ticket_id: int = 1, at: datetime = AT, status: str = "open", channel: str = "email", tags=()):
    return ChangedTicket(ticket_id, at, status, channel, frozenset(tags))


@dataclass
class FakeExport:
    """Pages by their cursor; the last one again and again. An error that stands instead of a page is raised once."""

    pages: list = field(default_factory=list)
    asked: list = field(default_factory=list)

    def fetch_page(self, cursor, start, size):
        self.asked.append((cursor, start))
        at = int(cursor.removeprefix("c") or 0) if cursor else 0
        if at >= len(self.pages):
            return Page((), cursor, False)
        page = self.pages[at]
        if isinstance(page, Exception):
            self.pages[at] = []
            raise page
        return Page(tuple(page), f"c{at + 1}", at + 1 < len(self.pages))


def make_sweep(engine, *pages, every_seconds=1e-6):
    return Sweep(engine, Jobs(engine), FakeExport(list(pages)), ACCOUNT, every_seconds)


def load_swept(engine):
    return sorted(d.ticket_id for d in load_unparked_open(engine) if d.kind == "swept")


@pytest.mark.parametrize(
    ("ticket", "seen", "waiting", "swept"),
    [
        (changed(), None, (), True),
        (changed(), Seen(AT, False), (), False),
        (changed(), Seen(AT, True), (), True),
        (changed(), Seen(AT + SECOND, True), (), False),
        (changed(), Seen(AT - SECOND, False), (), True),
        (changed(), None, (1,), False),
        (changed(), None, (2,), True),
        (changed(status="new"), None, (), True),
        (changed(status="solved"), None, (), True),
        (changed(status="deleted"), None, (), False),
        (changed(status="closed"), None, (), False),
        (changed(channel="native_messaging"), None, (), False),
        (changed(channel="chat"), None, (), False),
        (changed(channel="web"), None, (), True),
        (changed(tags=["reinstate_off"]), None, (), False),
        (changed(tags=["reinstate_waiting"]), None, (), True),
    ],
)
def test_ticket_is_swept_only_for_a_change_that_we_neither_read_nor_made(ticket, seen, waiting, swept):
    known = {} if seen is None else {1: seen}
    assert find_unseen([ticket], known, frozenset(waiting)) == ([ticket] if swept else [])


def test_lost_change_is_enqueued_with_a_job_once(engine):
    sweep = make_sweep(engine, [changed(1), changed(2)], [changed(3)])
    assert sweep.run_round() == 3
    assert load_swept(engine) == [1, 2, 3]
    assert len(Jobs(engine).load_live()) == 3
    assert sweep.run_round() == 0
    assert load_swept(engine) == [1, 2, 3]


def test_change_that_was_read_or_made_or_waits_is_left(engine):
    save_seen(engine, 1, AT, False)
    with engine.begin() as connection:
        save_delivery(connection, NewDelivery("x", 2, "replied"), now())
    sweep = make_sweep(engine, [changed(1), changed(2), changed(3)])
    assert sweep.run_round() == 1
    assert load_swept(engine) == [3]


def test_change_during_a_run_that_may_have_read_before_it_is_swept(engine):
    with engine.begin() as connection:
        for ticket_id in (1, 2):
            save_delivery(connection, NewDelivery(f"x{ticket_id}", ticket_id, "replied"), now())
    save_start(engine, 1)
    assert make_sweep(engine, [changed(1), changed(2)]).run_round() == 1
    assert load_swept(engine) == [1]


def test_next_change_of_a_swept_ticket_is_swept_again(engine):
    make_sweep(engine, [changed(1)]).run_round()
    save_seen(engine, 1, AT, False)
    save_closed(engine, 1, 2**31, "wait:not_our_turn")
    again = make_sweep(engine, [], [changed(1), changed(1, AT + SECOND)])
    assert again.run_round() == 1
    assert load_swept(engine) == [1]


def test_round_is_begun_by_one_of_two_workers(engine):
    first, second = (make_sweep(engine, [changed(1)], every_seconds=60) for _ in range(2))
    assert [first.run_round(), second.run_round(), first.run_round()] == [1, None, None]


def test_two_that_sweep_the_same_page_enqueue_it_once(engine):
    """One was held up longer than a round takes; the cursor lets only one of them go on."""
    slow = make_sweep(engine, [changed(1)], [changed(2)])

    class Overtaken(FakeExport):
        def fetch_page(self, cursor, start, size):
            page = FakeExport.fetch_page(self, cursor, start, size)
            if len(self.asked) == 1:
                assert slow.run_round() == 2
            return page

    overtaken = Sweep(engine, Jobs(engine), Overtaken([[changed(1)], [changed(2)]]), ACCOUNT, 1e-6)
    assert overtaken.run_round() == 0
    assert load_swept(engine) == [1, 2]


def test_sweep_that_was_broken_off_goes_on_from_its_cursor(engine):
    sweep = make_sweep(engine, [changed(1)], Away("503"), [changed(3)])
    with pytest.raises(Away):
        sweep.run_round()
    assert load_swept(engine) == [1]
    sweep.run_round()
    assert load_swept(engine) == [1, 3]
    assert [cursor for cursor, _ in sweep.export.asked] == ["", "c1", "c1", "c2"]


def test_cursor_that_zendesk_no_longer_knows_is_replaced_by_a_time_before_the_newest_change(engine):
    make_sweep(engine, [changed(1)]).run_round()
    lost = make_sweep(engine, [changed(1)], Rejected("400"))
    assert lost.run_round() == 0
    assert lost.export.asked[1] == ("", AT - timedelta(minutes=5))
    assert load_swept(engine) == [1]


def test_first_sweep_of_an_account_looks_back_a_quarter_of_an_hour(engine):
    sweep = make_sweep(engine)
    sweep.run_round()
    [(cursor, start)] = sweep.export.asked
    assert cursor == ""
    assert timedelta(minutes=14) < now() - start < timedelta(minutes=16)


def test_round_ends_before_the_limit_of_calls_and_the_next_goes_on(engine):
    sweep = make_sweep(engine, *([changed(number)] for number in range(1, MOST_PAGES + 3)))
    assert sweep.run_round() == MOST_PAGES
    assert sweep.run_round() == 2


def test_large_page_is_swept_whole(engine):
    assert make_sweep(engine, [changed(number) for number in range(1, 1001)]).run_round() == 1000


def test_two_accounts_have_places_of_their_own(engine):
    make_sweep(engine, [changed(1)]).run_round()
    other = Sweep(engine, Jobs(engine), FakeExport([[changed(2)]]), "https://other.zendesk.com", 1e-6)
    assert other.run_round() == 1
    with engine.connect() as connection:
        assert len(connection.execute(select(Walk.name)).all()) == 2


def test_seen_change_only_moves_forward_and_a_later_reading_is_surer(engine):
    save_seen(engine, 1, AT, True)
    save_seen(engine, 1, AT - SECOND, False)
    assert load_seen(engine, [1]) == {1: Seen(AT, True)}
    save_seen(engine, 1, AT, False)
    save_seen(engine, 1, AT, True)
    assert load_seen(engine, [1, 2]) == {1: Seen(AT, False)}


def test_deliveries_of_a_change_have_one_name(engine):
    make_sweep(engine, [changed(1)]).run_round()
    with engine.begin() as connection:
        assert connection.execute(select(Delivery.invocation)).scalar_one() == f"swept:1:{int(AT.timestamp())}"
        connection.execute(update(Walk).values(cursor=""))
    assert make_sweep(engine, [changed(1)]).run_round() == 0
    assert load_swept(engine) == [1]
