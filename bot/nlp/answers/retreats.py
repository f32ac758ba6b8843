"""A later message that takes back what was said, or says that it is not so, without an answer in its place: what was
complete before is in doubt (LABELLING.md, answers: an answer taken back and not replaced)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.checklist import Finding, Status
from bot.nlp.answers.bad_list import is_denied
from bot.nlp.answers.doubts import load_doubts
from bot.nlp.answers.kinds import list_hits
from bot.nlp.answers.layout import Layout, Line, Topic, to_layout
from bot.nlp.answers.origins import line_states_origin, words_state_origin
from bot.nlp.answers.sites import find_sites
from bot.nlp.view import View

_INSTEAD = re.compile(r"\b(?:but|rather|instead|sondern|mais|sino|mas|bensi|maar|lecz)\b")
_NAMES = {Topic.VOLUME: "volume", Topic.SOURCE: "source"}  # in the lexicon
_ALL = (Topic.USE, Topic.SOURCE, Topic.VOLUME)


def doubt_earlier(views: Sequence[View], answers: Sequence[Sequence[Finding]]) -> list[list[Finding]]:
    """The findings of all messages, oldest first; those that a later message retreats from are not agreed."""
    weighed = [list(found) for found in answers]
    for place in range(1, len(views)):
        told = [finding for found in weighed[:place] for finding in found]
        repeated = [finding for finding in weighed[place] if _repeats(finding, told)]
        news = [finding for finding in weighed[place] if finding not in repeated]
        retreated = set(_find_retreats(views[place], news)) if told else set()
        for at in range(place + 1) if retreated else ():
            doubted = repeated if at == place else weighed[at]
            weighed[at] = [replace(f, agreed=False) if f.item in retreated and f in doubted else f for f in weighed[at]]
    return weighed


def _repeats(finding: Finding, told: Sequence[Finding]) -> bool:
    """Whether it is a volume that was told before: "12,000 is wrong" puts none in its place."""
    return finding.item == Topic.VOLUME and any(f.item == finding.item and f.value == finding.value for f in told)


def _find_retreats(view: View, found: Sequence[Finding]) -> Iterator[str]:
    """The items that a message retreats from: those that its words are about, else the whole message, else all; none
    where it gives an answer in the place of another."""
    words, layout = load_doubts()["retreat"], to_layout(view)
    if _unsettles_source(layout, found):
        yield Topic.SOURCE
    if not words["words"].search(layout.plain) or any(_replaces(finding) for finding in found):
        return
    for line in layout.own:
        told = words["words"].search(line.text) and not words["harmless"].search(line.text)
        if told and not _is_moved(line, found):
            yield from _find_topics([line]) or _find_topics(layout.own) or _ALL


def _unsettles_source(layout: Layout, found: Sequence[Finding]) -> bool:
    """Whether a line says of the addresses that they are not whence it was said, or that this is yet to be found out,
    and the message tells no origin in its place."""
    words = load_doubts()["retreat"]
    if not (words["of_source"].may_match(layout.plain) and words["unsure"].may_match(layout.plain)):
        return False
    if any(finding.item == Topic.SOURCE and _replaces(finding) for finding in found):
        return False
    unsure = [line for line in layout.own if _is_unsure(line.text)]
    rest = [line for line in layout.own if line not in unsure]
    return bool(unsure) and not any(line_states_origin(layout, line, ()) for line in rest)


def _is_unsure(text: str) -> bool:
    """Of the addresses, and that they are not whence it was said; "not from the shop but from our form" is told."""
    words = load_doubts()["retreat"]
    if not (words["of_source"].search(text) and words["unsure"].search(text)) or is_denied(text):
        return False
    instead = _INSTEAD.search(text)
    return instead is None or not words_state_origin(text[instead.end() :])


def _is_moved(line: Line, found: Sequence[Finding]) -> bool:
    """ "Forget one.example, we send from other.example": only a site is taken back, and another given for it."""
    dropped = {site.domain for site in find_sites(line.text)}
    given = {url for f in found if f.item == Topic.SOURCE for url in _list_urls(f)}
    return bool(dropped) and bool(given - dropped)


def _list_urls(finding: Finding) -> Sequence[str]:
    urls = finding.value.get("urls")
    return urls if isinstance(urls, list) else ()


def _replaces(finding: Finding) -> bool:
    return finding.status is Status.COMPLETE and (finding.agreed or finding.item == Topic.VOLUME)


def _find_topics(lines: Sequence[Line]) -> list[Topic]:
    """The questions that lines are about."""
    words = load_doubts()["retreat"]
    about = [topic for topic, name in _NAMES.items() if any(words[name].search(line.text) for line in lines)]
    return [*about, Topic.USE] if any(list_hits(line) for line in lines) else about
