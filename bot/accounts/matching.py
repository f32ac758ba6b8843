"""Facts of the account into findings beside the customer's word. Pure: plain values in, findings out."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.accounts.appeals import judge_domains, judge_sending, judge_source, judge_volume
from bot.accounts.baseline import Line
from bot.accounts.facts import AccountFacts, Area
from bot.accounts.membership import Membership
from bot.accounts.steps import judge_keys, judge_logins, judge_passwords, judge_two_factor
from bot.accounts.verdicts import Verdict, name_problem
from bot.core.checklist import SETTLED, Finding, Item, Kind, Procedure, Seen, Source, Standing

Value = Mapping[str, object]
STEPS: Mapping[str, Callable[[AccountFacts, Line], Verdict]] = {
    "api_key": judge_keys,
    "smtp_credentials": judge_logins,
    "user_passwords": judge_passwords,
    "two_factor": judge_two_factor,
}
# Each with the item whose stated value it is held against.
APPEALS: Mapping[str, tuple[Callable[[AccountFacts, Value], Verdict], str]] = {
    "sending_begun": (judge_sending, "monthly_volume"),
    "domain_verified": (judge_domains, "list_source"),
    "list_source": (judge_source, "list_source"),
    "monthly_volume": (judge_volume, "monthly_volume"),
}
AREAS: Mapping[str, frozenset[Area]] = {
    "api_key": frozenset({Area.KEYS}),
    "smtp_credentials": frozenset({Area.DOMAINS, Area.LOGINS}),
    "user_passwords": frozenset({Area.USERS}),
    "two_factor": frozenset({Area.USERS}),
    "sending_begun": frozenset({Area.DOMAINS, Area.SENT}),
    "domain_verified": frozenset({Area.DOMAINS}),
    "list_source": frozenset({Area.DOMAINS}),
    "monthly_volume": frozenset({Area.DOMAINS, Area.SENT}),
}


def find_areas(procedure: Procedure) -> frozenset[Area]:
    """What has to be read for a procedure; an item that no account can show asks for nothing."""
    return frozenset().union(*(AREAS.get(item.key, frozenset()) for item in procedure.items))


def find_account_findings(
    procedure: Procedure, facts: AccountFacts, membership: Membership, line: Line, said: Mapping[str, Finding]
) -> tuple[Finding, ...]:
    """A finding of every item that an account can show. Where the writer is not known to belong to it, all are unknown:
    a fact, were it only that one contradicts, is for the account's own users."""
    items = [item for item in procedure.items if item.key in AREAS]
    if not membership.is_inside:
        return find_unknown(procedure, facts.users.problem or "writer_unknown", facts.users.read_at)
    return tuple(_to_finding(item, _judge(item, facts, line, said), said) for item in items)


def find_unknown(procedure: Procedure, problem: str, read_at: str = "") -> tuple[Finding, ...]:
    """Every item that an account can show as "could not check"."""
    seen = (Seen(name_problem(problem), read_at=read_at),)
    verdict = Verdict(Standing.UNKNOWN, seen)
    return tuple(_to_finding(item, verdict, {}) for item in procedure.items if item.key in AREAS)


def _judge(item: Item, facts: AccountFacts, line: Line, said: Mapping[str, Finding]) -> Verdict:
    if item.key in STEPS:
        return STEPS[item.key](facts, line)
    judge, stated = APPEALS[item.key]
    return judge(facts, said[stated].value if stated in said else {})


def _to_finding(item: Item, verdict: Verdict, said: Mapping[str, Finding]) -> Finding:
    """Only what was claimed can be contradicted; else the account merely shows that it is still open. Preconditions
    are the account's alone to settle: no claim is needed."""
    finding = Finding(item.key, item.unknown_status, Source.ACCOUNT, standing=verdict.standing, seen=verdict.seen)
    claimed = item.key in said and said[item.key].status in SETTLED
    if verdict.standing is Standing.CONTRADICTED and item.kind is not Kind.PRECONDITION and not claimed:
        return replace(finding, standing=Standing.CLAIMED)
    return finding
