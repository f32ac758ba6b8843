"""The checklist: items, what is known of each (a finding with its evidence), and how findings settle an item."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from types import MappingProxyType


class Kind(StrEnum):
    """What an item is. Preconditions are settled by the account alone."""

    PRECONDITION = "precondition"
    QUESTION = "question"
    STEP = "step"


class Status(StrEnum):
    """Item statuses of the labelling guide; a precondition uses those of a step, ``unstated`` meaning not known."""

    COMPLETE = "complete"
    MISSING = "missing"
    PARTIAL = "partial"
    DONE = "done"
    NOT_DONE = "not_done"
    UNSTATED = "unstated"


SETTLED = frozenset({Status.COMPLETE, Status.DONE})
STATUSES: Mapping[Kind, tuple[Status, ...]] = MappingProxyType(
    {
        Kind.PRECONDITION: (Status.DONE, Status.NOT_DONE, Status.UNSTATED),
        Kind.QUESTION: (Status.COMPLETE, Status.PARTIAL, Status.MISSING),
        Kind.STEP: (Status.DONE, Status.PARTIAL, Status.NOT_DONE, Status.UNSTATED),
    }
)


class Source(StrEnum):
    """Where a finding comes from."""

    CUSTOMER = "customer"
    ACCOUNT = "account"


class Standing(StrEnum):
    """How the account stands to the customer's word on an item."""

    CLAIMED = "claimed"
    VERIFIED = "verified"
    CONTRADICTED = "contradicted"
    UNKNOWN = "unknown"


class Unmet(StrEnum):
    """What an unmet item leads to: it is asked for and blocks, or it is only advised."""

    ASK = "ask"
    ADVISE = "advise"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words behind a finding: ``message.text[start:end] == quote``."""

    message_id: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What the account showed of an item: in words for agents, and in one sentence for the account's own users (""
    where nothing is to be told). ``call`` and ``field`` say where it was read, ``read_at`` when (ISO 8601, UTC)."""

    words: str
    told: str = ""
    call: str = ""
    field: str = ""
    read_at: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that a procedure needs. ``needs`` names the parts of an answer that may come in separate messages."""

    key: str
    kind: Kind
    label: str
    when_unmet: Unmet = Unmet.ASK
    needs: frozenset[str] = frozenset()
    details: Mapping[str, object] = field(default_factory=dict)  # console paths and links, for templates alone

    @property
    def unknown_status(self) -> Status:
        """The status of an item that nobody has said anything about."""
        return Status.MISSING if self.kind is Kind.QUESTION else Status.UNSTATED

    @property
    def settled_status(self) -> Status:
        """The status of an item of which nothing is lacking."""
        return Status.COMPLETE if self.kind is Kind.QUESTION else Status.DONE

    @property
    def retracted_status(self) -> Status:
        """The status of an item whose word was taken back and not replaced."""
        return Status.PARTIAL if self.kind is Kind.QUESTION else Status.NOT_DONE


@dataclass(frozen=True, slots=True)
class Procedure:
    """A checklist under a name, with the intent that leads to it and the tag that marks it."""

    name: str
    intent: str
    tag: str
    items: tuple[Item, ...]
    details: Mapping[str, object] = field(default_factory=dict)

    def item(self, key: str) -> Item:
        """The item of that key; KeyError where there is none."""
        for item in self.items:
            if item.key == key:
                return item
        raise KeyError(key)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one message (or the account) says of one item, or, once settled, what is known of it.

    ``value`` holds the item's value in the labelling guide's form (``types``; ``urls`` and ``risk``; ``low`` and
    ``high``). ``parts`` are those of ``Item.needs`` that were given, none where the message contradicts itself.
    ``adds``: the word is meant beside what was said before, not in its place.
    ``assumed`` names what was counted without being said outright. ``agreed``: a second, independent reading comes
    to the same. ``exposed``: the item's live secret stands in the ticket. ``seen``: what the account showed, if it was
    looked at.
    """

    item: str
    status: Status
    source: Source = Source.CUSTOMER
    value: Mapping[str, object] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    parts: frozenset[str] = frozenset()
    assumed: tuple[str, ...] = ()
    score: float = 1.0
    agreed: bool = True
    retracts: bool = False
    adds: bool = False
    exposed: bool = False
    standing: Standing = Standing.CLAIMED
    seen: tuple[Seen, ...] = ()

    @property
    def settles(self) -> bool:
        """Whether this counts towards ready: settled, agreed, not exposed, not contradicted by the account."""
        doubted = self.exposed or not self.agreed or self.standing is Standing.CONTRADICTED
        return self.status in SETTLED and not doubted


# Unknown is never yes: what the account could not tell leaves a precondition unknown, whatever its finding says.
_PRECONDITION_STATUS = {
    Standing.VERIFIED: Status.DONE,
    Standing.CONTRADICTED: Status.NOT_DONE,
    Standing.UNKNOWN: Status.UNSTATED,
}


def settle(item: Item, findings: Iterable[Finding]) -> Finding:
    """What is known of an item after its findings, oldest first: the newest word replaces what was said before, also
    when it says less; one that adds to what was said joins it; one that gives a part of an answer leaves the other
    parts standing; one that says nothing changes nothing. An account fact that contradicts or verifies beats any
    word."""
    known = Finding(item.key, item.unknown_status)
    account: Finding | None = None
    for finding in findings:
        if finding.item != item.key:
            continue
        if finding.source is Source.ACCOUNT:
            account = finding
        elif item.kind is not Kind.PRECONDITION:
            known = _take_newer(item, known, finding)
    return _weigh_account(item, known, account) if account else known


def _take_newer(item: Item, known: Finding, newer: Finding) -> Finding:
    if newer.status is item.unknown_status:
        return _take_empty(item, known, newer)
    if newer.status is Status.PARTIAL and not newer.retracts and newer.parts & item.needs:
        return _add_part(item, known, newer)
    if newer.adds and known.agreed and newer.status is known.status is item.settled_status:
        return replace(newer, value=_merge_values(known.value, newer.value), evidence=known.evidence + newer.evidence)
    return newer


def _take_empty(item: Item, known: Finding, newer: Finding) -> Finding:
    """A word without a value: a retraction leaves the item open, a non-answer ("as I said") leaves it as it is. Where
    the other reading found a value after all, what was known is in doubt."""
    if newer.retracts:
        return replace(newer, status=item.retracted_status)
    if known.status is item.unknown_status:
        return newer
    return replace(known, agreed=known.agreed and newer.agreed)


def _add_part(item: Item, known: Finding, newer: Finding) -> Finding:
    given = item.needs if known.status is item.settled_status else known.parts
    if given <= newer.parts:
        return newer
    parts = given | newer.parts
    return replace(
        newer,
        status=item.settled_status if item.needs <= parts else Status.PARTIAL,
        parts=parts,
        value=_merge_values(known.value, newer.value),
        evidence=known.evidence + newer.evidence,
        assumed=tuple(dict.fromkeys(known.assumed + newer.assumed)),
        score=min(known.score, newer.score),
        agreed=known.agreed and newer.agreed,
    )


def _merge_values(old: Mapping[str, object], new: Mapping[str, object]) -> dict[str, object]:
    """Lists are joined, flags are kept once raised, anything else is the newer one's where it has one."""
    merged = dict(old)
    for key, value in new.items():
        before = merged.get(key)
        if isinstance(before, (list, tuple)) and isinstance(value, (list, tuple)):
            merged[key] = sorted({*before, *value})
        elif isinstance(before, bool) and isinstance(value, bool):
            merged[key] = before or value
        elif value is not None or key not in merged:
            merged[key] = value
    return merged


def _weigh_account(item: Item, known: Finding, account: Finding) -> Finding:
    if item.kind is Kind.PRECONDITION:
        return replace(account, status=_PRECONDITION_STATUS.get(account.standing, account.status))
    weighed = replace(known, standing=account.standing, seen=account.seen)
    if account.standing in (Standing.VERIFIED, Standing.CONTRADICTED):
        weighed = replace(weighed, evidence=known.evidence + account.evidence)
    if account.standing is Standing.VERIFIED:
        weighed = replace(weighed, status=item.settled_status, agreed=True, score=max(known.score, account.score))
    return weighed


def settle_all(procedure: Procedure, findings: Iterable[Finding]) -> dict[str, Finding]:
    """The settled finding of every item, in the procedure's order."""
    gathered = tuple(findings)
    return {item.key: settle(item, gathered) for item in procedure.items}


def find_open_items(procedure: Procedure, settled: Mapping[str, Finding]) -> tuple[str, ...]:
    """Keys of the items that block and have to be asked for, in the procedure's order."""
    return tuple(item.key for item in procedure.items if _is_open(item, settled[item.key]))


def find_advice(procedure: Procedure, settled: Mapping[str, Finding]) -> tuple[str, ...]:
    """Keys of the items that are neither met nor asked for: one line of advice each."""
    return tuple(
        item.key for item in procedure.items if not settled[item.key].settles and not _is_open(item, settled[item.key])
    )


def _is_open(item: Item, finding: Finding) -> bool:
    if finding.settles or item.when_unmet is Unmet.ADVISE:
        return False
    return not (item.kind is Kind.PRECONDITION and finding.status is Status.UNSTATED)
