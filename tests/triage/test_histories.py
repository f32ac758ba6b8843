"""Randomised histories: deliveries doubled, dropped, delayed and reordered, workers that crash, are suspended or never
hear an answer, customers and agents who write in between. Each ends as the same history does in order and without a
fault, and on the way no customer message is answered twice."""

import os
from collections.abc import Callable
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import Engine, event

from bot.core.conversation import Author
from bot.core.decision import Policy
from bot.core.tags import own_tags
from bot.core.update import Mode
from bot.procedures import load_procedures
from bot.store.database import open_database, upgrade_database
from bot.triage import Triage
from bot.zendesk.session import Away, Conflict
from tests.fakes import Crash, FakeTickets, understand_by_words

HISTORIES = int(os.environ.get("REINSTATE_TEST_HISTORIES", "75"))
STEPS = 25
TICKET_IDS = count(1)
MOST_REPEATS = 20
WORDS = ("appeal", "appeal use source", "use", "source", "volume", "no volume", "use source volume", "thanks", "person")
FAULTS = ("none", "none", "crash_before", "crash_after", "lost", "refused_meanwhile", "customer", "agent", "suspended")
MODES = (Mode.REPLY, Mode.REPLY, Mode.SUGGEST)


class Desk:
    """One ticket on a Zendesk of its own, and workers that handle it."""

    def __init__(self, engine, mode: Mode) -> None:
        self.tickets = FakeTickets()
        self.ticket_id = next(TICKET_IDS)
        self._engine, self._mode = engine, mode
        self.tickets.file("appeal", self.ticket_id)

    def handle(self) -> None:
        """One handling; what goes wrong is raised."""
        modes = {"appeal": self._mode, "compromise": self._mode}
        policy = Policy(most_rounds=99)  # how often a customer was asked depends on when we looked
        triage = Triage(self.tickets, understand_by_words, self._engine, load_procedures(), modes, policy)
        triage.handle_ticket(self.ticket_id)

    def handle_until_done(self) -> None:
        """As the worker repeats what went wrong."""
        for _ in range(MOST_REPEATS):
            try:
                return self.handle()
            except (Crash, Away, Conflict):
                continue
        raise AssertionError("never done")

    def write(self, author: Author, text: str, public: bool = True) -> None:
        self.tickets.write_as(author, text, self.ticket_id, public)

    @property
    def messages(self):
        return self.tickets.messages[self.ticket_id]

    @property
    def end(self) -> tuple[object, ...]:
        """What an agent would see."""
        ticket = self.tickets.tickets[self.ticket_id]
        return own_tags(ticket.tags), "vip" in ticket.tags, ticket.status


class Histories(RuleBasedStateMachine):
    """``twin`` sees the same people write and handles each customer message at once, undisturbed.
    ``engine``: the database, which ``make_machine`` sets."""

    engine: Engine

    @initialize(mode=st.sampled_from(MODES))
    def first_message_arrives(self, mode: Mode) -> None:
        self.desk, self.twin = Desk(self.engine, mode), Desk(self.engine, mode)
        self.waiting = 1
        self.twin.handle()

    @rule(words=st.sampled_from(WORDS))
    def customer_writes(self, words: str) -> None:
        self._both(Author.REQUESTER, words)
        self.twin.handle()
        self.waiting += 1

    @rule(public=st.booleans())
    def agent_writes(self, public: bool) -> None:
        self._both(Author.AGENT, "Let me see.", public)

    @rule()
    def agent_tags(self) -> None:
        for desk in (self.desk, self.twin):
            desk.tickets.retag(desk.ticket_id, add={"vip"})

    @precondition(lambda self: self.waiting)
    @rule(fault=st.sampled_from(FAULTS), ending=st.sampled_from(["note", "reply"]), doubled=st.booleans())
    def delivery_is_run(self, fault: str, ending: str, doubled: bool) -> None:
        self.waiting -= not doubled
        self._set_fault(fault, ending)
        try:
            self.desk.handle()
        except (Crash, Away, Conflict):
            self.waiting += doubled  # the job is put back
        self._clear_faults()

    @precondition(lambda self: self.waiting)
    @rule()
    def delivery_is_dropped(self) -> None:
        self.waiting -= 1

    @invariant()
    def no_message_is_answered_twice(self) -> None:
        spoken = [m.author for m in self.desk.messages if m.public and m.author in (Author.REQUESTER, Author.BOT)]
        assert (Author.BOT, Author.BOT) not in set(pairwise(spoken))

    @invariant()
    def no_note_is_written_twice(self) -> None:
        keys = self.desk.tickets.keys[self.desk.ticket_id]
        assert len(set(keys)) == len(keys)
        notes = self.desk.tickets.notes(self.desk.ticket_id)
        assert all(before != after for before, after in pairwise(notes))

    def teardown(self) -> None:
        """Everything comes to rest: a last message, whose delivery arrives, and no fault."""
        self.customer_writes("thanks")
        self.desk.handle_until_done()
        self.twin.handle_until_done()
        assert self.desk.end == self.twin.end

    def _both(self, author: Author, text: str, public: bool = True) -> None:
        self.desk.write(author, text, public)
        self.twin.write(author, text, public)

    def _set_fault(self, fault: str, ending: str) -> None:
        tickets = self.desk.tickets
        happenings: dict[str, Callable[[], object]] = {
            "refused_meanwhile": lambda: tickets.touch(self.desk.ticket_id),
            "customer": lambda: self.customer_writes("volume"),
            "agent": lambda: self.agent_writes(True),
            "suspended": self.desk.handle_until_done,
        }
        if fault in ("crash_before", "crash_after"):
            setattr(tickets, fault, ending)
        elif fault == "lost":
            tickets.error_after = (ending, Away("ReadTimeout"))
        tickets.meanwhile = happenings.get(fault)

    def _clear_faults(self) -> None:
        tickets = self.desk.tickets
        tickets.crash_before = tickets.crash_after = tickets.error_after = tickets.meanwhile = None


def make_machine(engine: Engine) -> type[Histories]:
    """The machine on a database."""
    return type("HistoriesOnDatabase", (Histories,), {"engine": engine})


@pytest.fixture(scope="module")
def fast_engine(tmp_path_factory):
    """A database that is not made to outlive a power cut."""
    url = f"sqlite:///{tmp_path_factory.mktemp('histories') / 'test.sqlite3'}"
    upgrade_database(url)
    engine = open_database(url)
    event.listen(engine, "connect", lambda connection, _: connection.execute("PRAGMA synchronous=OFF"))
    yield engine
    engine.dispose()


def test_every_history_ends_as_in_order_and_answers_nobody_twice(fast_engine):
    run_state_machine_as_test(
        make_machine(fast_engine),
        settings=settings(
            max_examples=HISTORIES,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
