"""One look at the account behind one ticket: who writes, what the account shows, and what agents should know of it."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Engine

from bot.accounts.baseline import Line, from_record, is_timely, to_baseline, to_record
from bot.accounts.cache import CachedAccounts
from bot.accounts.dates import name_day, to_moment
from bot.accounts.facts import AccountFacts, Area
from bot.accounts.matching import STEPS, find_account_findings, find_areas, find_unknown
from bot.accounts.membership import Membership, find_membership
from bot.accounts.port import Identity
from bot.accounts.status import StatusPage
from bot.accounts.verdicts import name_problem
from bot.core.checklist import Finding, Procedure
from bot.store.baselines import load_baseline, save_baseline

NEVER = "9999-12-31T23:59:59Z"  # nothing that is kept is newer than a word of an unknown time


@dataclass(frozen=True, slots=True)
class Asking:
    """The ticket that asks: when it was opened and when its requester last wrote, ISO 8601 in UTC."""

    ticket_id: int
    identity: Identity
    opened_at: str
    said_at: str


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of it. ``remarks`` are lines for the note; ``status_link`` is set during an incident alone."""

    findings: tuple[Finding, ...] = ()
    requester_is_stranger: bool = False
    remarks: tuple[str, ...] = ()
    status_link: str = ""


class AccountChecks:
    """For all threads of a worker. ``accounts`` is None where no platform is asked: the status page may still be."""

    def __init__(self, accounts: CachedAccounts | None, status: StatusPage, engine: Engine) -> None:
        self._accounts = accounts
        self._status = status
        self._engine = engine

    def look_at_status(self) -> float:
        """Read the status page, if one is set; the seconds until the next look."""
        return self._status.look()

    def check(self, asking: Asking, procedure: Procedure, settled: Mapping[str, Finding]) -> Checked:
        """The findings beside the customer's word. No platform can make this raise, or last for long."""
        incident = self._status.find_incident()
        if incident is not None:
            findings = find_unknown(procedure, "incident") if self._accounts else ()
            said = f" (“{incident.name}”)" if incident.name else ""
            remark = f"The platform's status page reports an incident{said}: nothing was checked."
            return Checked(findings, remarks=(remark,), status_link=self._status.link)
        if self._accounts is None:
            return Checked()
        return self._check_account(self._accounts, asking, procedure, settled)

    def _check_account(
        self, accounts: CachedAccounts, asking: Asking, procedure: Procedure, settled: Mapping[str, Finding]
    ) -> Checked:
        """Users first: a stranger's ticket makes no further call."""
        said_at = to_moment(asking.said_at) or NEVER
        facts = accounts.fetch_facts(asking.identity, frozenset({Area.USERS}), said_at)
        membership = find_membership(facts.users, asking.identity.email)
        if membership is Membership.STRANGER:
            remark = "The writer is not among the account's users. Nothing else of the account was looked at."
            return Checked((), requester_is_stranger=True, remarks=(remark,))
        if not membership.is_inside:
            findings = find_account_findings(procedure, facts, membership, Line(""), settled)
            return Checked(findings, remarks=(describe_unread(facts, "writer_unknown"),))
        facts = accounts.fetch_facts(asking.identity, find_areas(procedure) | {Area.USERS}, said_at)
        if find_membership(facts.users, asking.identity.email) is not membership:
            return Checked(find_unknown(procedure, "contradictory"), remarks=(describe_unread(facts, "contradictory"),))
        line = self._find_line(asking, procedure, facts)
        findings = find_account_findings(procedure, facts, membership, line, settled)
        return Checked(findings, remarks=tuple(_describe(membership, facts, line, procedure)))

    def _find_line(self, asking: Asking, procedure: Procedure, facts: AccountFacts) -> Line:
        """The first reading of this account, where an earlier check took one; else this one is it, if it is timely."""
        opened_at = to_moment(asking.opened_at) or ""
        if not any(item.key in STEPS for item in procedure.items):
            return Line(opened_at)
        stored = load_baseline(self._engine, asking.ticket_id)
        if stored is not None:
            baseline = from_record(*stored)
            return Line(opened_at, baseline if baseline.account == facts.id else None)
        read_at = facts.users.read_at
        first = to_baseline(facts, read_at) if is_timely(opened_at, read_at) else None
        if first is not None:
            save_baseline(self._engine, asking.ticket_id, first.account, read_at, to_record(first))
        return Line(opened_at)


def describe_unread(facts: AccountFacts, otherwise: str) -> str:
    """Why nothing could be checked, as one line of a note."""
    reasons = facts.problems or (otherwise,)
    return f"The account could not be checked: {'; '.join(map(name_problem, reasons))}."


def _describe(membership: Membership, facts: AccountFacts, line: Line, procedure: Procedure) -> list[str]:
    rank = "the account's owner" if membership is Membership.OWNER else "one of the account's users"
    lines = [f"The writer's address is that of {rank}."]
    if facts.problems:
        lines.append(f"Not all of the account could be checked: {'; '.join(map(name_problem, facts.problems))}.")
    if any(item.key in STEPS for item in procedure.items):
        since = (
            f"the first reading of {name_day(line.baseline.taken_at)}" if line.baseline else name_day(line.opened_at)
        )
        lines.append(f"Old and new are told apart by {since}.")
    return lines
