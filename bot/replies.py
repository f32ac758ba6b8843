"""Public replies: what is missing, that it is complete, or that something is open again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.account_sentences import translate_fact
from bot.core.checklist import (
    SETTLED,
    Finding,
    Item,
    Kind,
    Procedure,
    Seen,
    Source,
    Standing,
    Status,
    find_advice,
)
from bot.core.decision import Decision
from bot.core.understanding import RiskKind, Understanding
from bot.core.update import ReplyKind
from bot.rendering import Rendered, Voice, neutralise, neutralise_html, render_both, to_line
from bot.reply_languages import Words, find_template, load_words, localise
from bot.wording import ValueWords, describe_settled, to_words

__all__ = ["Rendered", "neutralise", "neutralise_html", "render_reply"]

LONGEST_SENTENCE = 300  # characters, of what an account shows


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
    of an answer in parts, ``prompt`` is the line to fill in ("" where words cannot settle the item), ``template`` the
    name of the item's template. ``seen`` are sentences of what the account shows against it."""

    key: str
    kind: Kind
    title: str
    asked: Asked
    told: str
    lacking: tuple[str, ...]
    prompt: str
    template: str
    details: Mapping[str, object]
    seen: tuple[str, ...] = ()


def render_reply(
    kind: ReplyKind,
    procedure: Procedure,
    decision: Decision,
    settled: Mapping[str, Finding],
    understanding: Understanding,
    status_link: str = "",
    voice: Voice = Voice(),
) -> Rendered:
    """The reply to the customer in the language that they write. NoSuchLanguage where none is written in it: such a
    ticket goes to a person, and never gets a reply in another language. ``status_link`` is given during an incident
    of the platform: the reply opens with it. ``voice`` is the brand's."""
    words = load_words(understanding.language)
    procedure = localise(procedure, words)
    requests = tuple(to_request(procedure, key, settled[key], words) for key in decision.items)
    advised = (key for key in find_advice(procedure, settled) if key not in decision.items)
    values = words.values
    context = {
        "frame": words.frame,
        "lead_template": f"replies/{words.language}/lead.j2",
        "closing_template": find_template(words.language, procedure.name, "closing"),
        "procedure": procedure,
        "requests": requests,
        "prompts": tuple(request.prompt for request in requests if request.prompt),
        "advice": tuple(to_request(procedure, key, settled[key], words, Asked.ADVISED) for key in advised),
        "told": tuple(_describe_known(procedure, decision, settled, values, from_account=False)),
        "shown": tuple(_describe_known(procedure, decision, settled, values, from_account=True)),
        "status_link": status_link,
        "sign_off": voice.sign_off,
        "secret": any(risk.kind is RiskKind.SECRET and risk.current for risk in understanding.risks),
    }
    template = find_template(words.language, procedure.name, kind)
    return render_both(template, template, context, voice.templates)


def to_request(procedure: Procedure, key: str, finding: Finding, words: Words, asked: Asked | None = None) -> Request:
    """An item as the reply asks for it, by what is known of it."""
    item = procedure.item(key)
    return Request(
        key=key,
        kind=item.kind,
        title=str(item.details.get("title", item.label)),
        asked=asked or find_why_asked(finding),
        told=to_words(finding.value, words.values),
        lacking=tuple(_find_lacking(item, finding)),
        prompt=str(item.details.get("prompt", "")),
        template=find_template(words.language, procedure.name, f"items/{key}"),
        details=item.details,
        seen=tuple(filter(None, (_tell(seen, words) for seen in finding.seen if seen.told))),
    )


def _tell(seen: Seen, words: Words) -> str:
    return translate_fact(to_line(seen.told, LONGEST_SENTENCE), words)


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
    procedure: Procedure,
    decision: Decision,
    settled: Mapping[str, Finding],
    words: ValueWords,
    from_account: bool,
) -> Iterator[str]:
    for item in procedure.items:
        finding = settled[item.key]
        if finding.settles and item.key not in decision.items and is_checked(finding) is from_account:
            yield describe_settled(item, finding, words)


def is_checked(finding: Finding) -> bool:
    """Whether the account itself confirms a settled item, whatever the customer said."""
    return finding.status in SETTLED and (finding.standing is Standing.VERIFIED or finding.source is Source.ACCOUNT)
