"""Public replies: what is missing, that it is complete, or that something is open again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.core.checklist import (
    SETTLED,
    Finding,
    Item,
    Kind,
    Procedure,
    Source,
    Standing,
    Status,
    find_advice,
)
from bot.core.decision import Decision
from bot.core.understanding import RiskKind, Understanding
from bot.core.update import ReplyKind
from bot.rendering import Rendered, neutralise, neutralise_html, render
from bot.wording import describe_settled, to_words

__all__ = ["Rendered", "neutralise", "neutralise_html", "render_reply"]


class Asked(StrEnum):
    """Why a reply names an item; each has its words in the item's template."""

    ABSENT = "absent"
    PARTIAL = "partial"
    CONFIRM = "confirm"  # read as settled, but two readings disagree
    CONTRADICTED = "contradicted"  # the account says otherwise
    EXPOSED = "exposed"  # its live secret stands in the ticket
    ADVISED = "advised"  # one line, nothing is asked for


@dataclass(frozen=True, slots=True)
class Request:
    """One item as a reply names it. ``told`` repeats what was understood, ``lacking`` names what is still missing
    of an answer in parts, ``prompt`` is the line to fill in ("" where words cannot settle the item)."""

    key: str
    kind: Kind
    title: str
    asked: Asked
    told: str
    lacking: tuple[str, ...]
    prompt: str
    details: Mapping[str, object]


def render_reply(
    kind: ReplyKind,
    procedure: Procedure,
    decision: Decision,
    settled: Mapping[str, Finding],
    understanding: Understanding,
) -> Rendered:
    """The reply to the customer, in English: a ticket in a language that is not trusted goes to a person."""
    requests = tuple(to_request(procedure.item(key), settled[key]) for key in decision.items)
    advised = (key for key in find_advice(procedure, settled) if key not in decision.items)
    context = {
        "procedure": procedure,
        "requests": requests,
        "prompts": tuple(request.prompt for request in requests if request.prompt),
        "advice": tuple(to_request(procedure.item(key), settled[key], Asked.ADVISED) for key in advised),
        "told": tuple(_describe_known(procedure, decision, settled, from_account=False)),
        "shown": tuple(_describe_known(procedure, decision, settled, from_account=True)),
        "secret": any(risk.kind is RiskKind.SECRET and risk.current for risk in understanding.risks),
    }
    return render(f"replies/{procedure.name}/{kind}", context)


def to_request(item: Item, finding: Finding, asked: Asked | None = None) -> Request:
    """An item as the reply asks for it, by what is known of it."""
    return Request(
        key=item.key,
        kind=item.kind,
        title=str(item.details.get("title", item.label)),
        asked=asked or find_why_asked(finding),
        told=to_words(finding.value),
        lacking=tuple(_find_lacking(item, finding)),
        prompt=str(item.details.get("prompt", "")),
        details=item.details,
    )


def find_why_asked(finding: Finding) -> Asked:
    """Why an open item is asked for; what endangers the account comes first."""
    if finding.exposed:
        return Asked.EXPOSED
    if finding.standing is Standing.CONTRADICTED:
        return Asked.CONTRADICTED
    if finding.status in SETTLED:
        return Asked.CONFIRM
    return Asked.PARTIAL if finding.status is Status.PARTIAL else Asked.ABSENT


def _find_lacking(item: Item, finding: Finding) -> Iterator[str]:
    words = item.details.get("parts")
    if isinstance(words, Mapping):
        yield from (str(words[part]) for part in words if part in item.needs - finding.parts)


def _describe_known(
    procedure: Procedure, decision: Decision, settled: Mapping[str, Finding], from_account: bool
) -> Iterator[str]:
    for item in procedure.items:
        finding = settled[item.key]
        if finding.settles and item.key not in decision.items and is_checked(finding) is from_account:
            yield describe_settled(item, finding)


def is_checked(finding: Finding) -> bool:
    """Whether the account itself confirms a settled item, whatever the customer said."""
    return finding.status in SETTLED and (finding.standing is Standing.VERIFIED or finding.source is Source.ACCOUNT)
