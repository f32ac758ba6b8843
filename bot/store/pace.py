"""How fast Zendesk is called: a bucket of permits and a gate for each scope, shared by all processes and kept on the
database's clock. Every change happens under the lock of the scope's row, the account's first."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import ceil

from sqlalchemy import Connection, Engine, bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.clock import find_clock
from bot.store.tables import Pace

ACCOUNT = "account"
UPDATES = "updates"
TICKET = "ticket:"
BURST_SHARE = 4  # a quarter of the calls may come at once, the rest in even steps
LONGEST_CLOSED = timedelta(hours=1)
BREAKER = "breaker"
PROBE_SHARE = 10  # of the wait between two tries is what the others wait for the one that tries
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most ``calls``, four or more, in any span of ``seconds``. ``spare`` is how much of the burst, from 0 to 1, is
    left to others that need it more."""

    scope: str
    calls: int
    seconds: float
    spare: float = 0.0

    @property
    def burst(self) -> int:
        """How many calls may come at once."""
        return max(1, self.calls // BURST_SHARE)

    @property
    def step(self) -> timedelta:
        """The time after which one more call may be made; with the burst it fills the span exactly."""
        return timedelta(microseconds=ceil(self.seconds * 1e6 / (self.calls - self.burst)))


@dataclass(frozen=True, slots=True)
class Breaker:
    """After so many failures in a row nobody calls; then one call is tried every ``probe_seconds``."""

    failures: int = 5
    probe_seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Standing:
    """How a scope stands."""

    full_at: datetime
    closed_until: datetime
    closed_by: str = ""
    failures: int = 0


@dataclass(frozen=True, slots=True)
class Permit:
    """Whether a call may be made: ``wait_seconds`` is 0 if so. ``reason`` is what closed the gate, or the scope whose
    bucket is empty; ``failures`` is how many calls failed in a row before."""

    wait_seconds: float
    reason: str = ""
    failures: int = 0


@dataclass(frozen=True, slots=True)
class PaceView:
    """How fast Zendesk may be called now. ``closed_until`` is None where the gate is open, ``closed_by`` then empty;
    ``rooms`` has the calls that could be made at once by scope, those alone that were called in before."""

    closed_until: datetime | None = None
    closed_by: str = ""
    failures: int = 0
    rooms: Mapping[str, int] = field(default_factory=dict)
    closed_tickets: int = 0


def decide_permit(standing: Standing, limit: Limit, at: datetime) -> tuple[Permit, Standing]:
    """Whether one more call fits, and how the scope stands after it. A clock that was put back closes nothing for
    longer than a gate or a bucket could have."""
    if (closed := min(standing.closed_until, at + LONGEST_CLOSED) - at) > timedelta():
        return Permit(closed.total_seconds(), standing.closed_by, standing.failures), standing
    most = at + limit.burst * limit.step
    full_at = max(at, min(standing.full_at, most)) + limit.step
    over = full_at + int(limit.burst * limit.spare) * limit.step - most
    if over > timedelta():
        return Permit(over.total_seconds(), limit.scope, standing.failures), standing
    return Permit(0.0, "", standing.failures), replace(standing, full_at=full_at)


def decide_probe(standing: Standing, breaker: Breaker, at: datetime) -> Standing:
    """Who gets a permit while the breaker has tripped is the one that tries; the others wait a moment for what it
    finds, and try themselves if nothing is heard of it."""
    if standing.failures < breaker.failures:
        return standing
    return replace(
        standing, closed_until=at + timedelta(seconds=breaker.probe_seconds / PROBE_SHARE), closed_by=BREAKER
    )


def decide_closed(standing: Standing, seconds: float, by: str, at: datetime) -> Standing:
    """The gate closed for at least so long, at most an hour; never opened sooner than it was to be."""
    until = at + min(timedelta(seconds=seconds), LONGEST_CLOSED)
    return standing if standing.closed_until >= until else replace(standing, closed_until=until, closed_by=by)


def decide_failed(standing: Standing, breaker: Breaker, at: datetime) -> Standing:
    """One more failure; the breaker trips where it is one too many."""
    failed = replace(standing, failures=min(standing.failures + 1, 1_000_000))
    if failed.failures < breaker.failures:
        return failed
    return decide_closed(failed, breaker.probe_seconds, BREAKER, at)


def decide_answered(standing: Standing, at: datetime) -> Standing:
    """Zendesk answers again: what the breaker closed is open, what Zendesk asked for still holds."""
    until = at if standing.closed_by == BREAKER else standing.closed_until
    return replace(standing, failures=0, closed_until=until)


def save_permit(engine: Engine, limits: Sequence[Limit], breaker: Breaker) -> Permit:
    """Take a permit from every limit, or from none of them. The account's comes first."""
    with _locked(engine, limits) as (connection, at, standings):
        taken = {limit.scope: decide_permit(standings[limit.scope], limit, at) for limit in limits}
        longest = max((permit for permit, _ in taken.values()), key=lambda permit: permit.wait_seconds)
        if longest.wait_seconds > 0:
            connection.rollback()
            return longest
        changed = {scope: standing for scope, (_, standing) in taken.items()}
        account = limits[0].scope
        _save(connection, changed | {account: decide_probe(changed[account], breaker, at)})
        if any(scope.startswith(TICKET) for scope in changed):
            _delete_rested(connection, at)
        return taken[account][0]


def save_closed(engine: Engine, limit: Limit, seconds: float, by: str) -> None:
    """Close a scope's gate for all processes; ``by`` is a short code, such as the status."""
    with _locked(engine, [limit]) as (connection, at, standings):
        _save(connection, {limit.scope: decide_closed(standings[limit.scope], seconds, by, at)})


def save_failed(engine: Engine, limit: Limit, breaker: Breaker) -> None:
    """Count a call that failed or was not answered."""
    with _locked(engine, [limit]) as (connection, at, standings):
        _save(connection, {limit.scope: decide_failed(standings[limit.scope], breaker, at)})


def save_answered(engine: Engine, limit: Limit) -> None:
    """Note that Zendesk answered, which ends a row of failures."""
    with _locked(engine, [limit]) as (connection, at, standings):
        _save(connection, {limit.scope: decide_answered(standings[limit.scope], at)})


def load_pace(engine: Engine) -> PaceView:
    """What stands between us and Zendesk now, for those who watch."""
    with engine.connect() as connection:
        rows = connection.execute(select(Pace.__table__, find_clock(engine).label("at"))).all()
    shared = {row.scope: row for row in rows if not row.scope.startswith(TICKET)}
    tickets = [row for row in rows if row.scope.startswith(TICKET)]
    rooms = {
        scope: find_room(row.full_at, Limit(scope, row.calls, row.seconds), row.at) for scope, row in shared.items()
    }
    view = PaceView(rooms=rooms, closed_tickets=sum(row.closed_until > row.at for row in tickets))
    if (account := shared.get(ACCOUNT)) is None:
        return view
    if account.closed_until <= account.at:
        return replace(view, failures=account.failures)
    return replace(view, failures=account.failures, closed_until=account.closed_until, closed_by=account.closed_by)


def find_room(full_at: datetime, limit: Limit, at: datetime) -> int:
    """How many calls could be made at once."""
    return max(0, int((at + limit.burst * limit.step - max(at, full_at)) / limit.step))


@contextmanager
def _locked(engine: Engine, limits: Sequence[Limit]) -> Iterator[tuple[Connection, datetime, dict[str, Standing]]]:
    """The scopes' rows, made where there are none and ours alone until the end, and the time then. One statement makes,
    locks and reads them: no other can come in between."""
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    rows = [
        {
            "scope": limit.scope,
            "calls": limit.calls,
            "seconds": limit.seconds,
            "full_at": NEVER,
            "closed_until": NEVER,
            "closed_by": "",
            "failures": 0,
        }
        for limit in limits
    ]
    made = dialect.insert(Pace).values(rows)
    kept = made.on_conflict_do_update(
        index_elements=["scope"], set_={"calls": made.excluded.calls, "seconds": made.excluded.seconds}
    )
    with engine.begin() as connection:
        found = connection.execute(kept.returning(Pace.__table__, find_clock(engine).label("at"))).all()
        standings = {row.scope: Standing(row.full_at, row.closed_until, row.closed_by, row.failures) for row in found}
        yield connection, max(row.at for row in found), standings


def _save(connection: Connection, standings: Mapping[str, Standing]) -> None:
    connection.execute(
        update(Pace).where(Pace.scope == bindparam("of")),
        [
            {
                "of": scope,
                "full_at": standing.full_at,
                "closed_until": standing.closed_until,
                "closed_by": standing.closed_by,
                "failures": standing.failures,
            }
            for scope, standing in standings.items()
        ],
    )


def _delete_rested(connection: Connection, at: datetime) -> None:
    """Forget tickets whose bucket is full and whose gate is open: a new row would say the same."""
    rested = (Pace.full_at < at, Pace.closed_until < at)
    connection.execute(delete(Pace).where(Pace.scope.startswith(TICKET), *rested))
