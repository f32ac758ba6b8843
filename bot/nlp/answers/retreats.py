"""A later message that takes back what was said, or says that it is not so, without an answer in its place: what was
complete before is in doubt (LABELLING.md, answers: an answer taken back and not replaced)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.checklist import Finding, Status
from bot.nlp.answers.doubts import load_doubts
from bot.nlp.answers.kinds import list_hits
from bot.nlp.answers.layout import Line, Topic, to_layout
from bot.nlp.view import View

_NAMES = {Topic.VOLUME: "volume", Topic.SOURCE: "source"}  # in the lexicon
_ALL = (Topic.USE, Topic.SOURCE, Topic.VOLUME)


def doubt_earlier(views: Sequence[View], answers: Sequence[Sequence[Finding]]) -> list[list[Finding]]:
    """The findings of all messages, oldest first; those that a later message retreats from are not agreed."""
    weighed = [list(found) for found in answers]
    for place in range(1, len(views)):
        retreated = set(_find_retreats(views[place], weighed[place])) if any(weighed[:place]) else set()
        if retreated:
            for found in weighed[:place]:
                found[:] = [replace(f, agreed=False) if f.item in retreated else f for f in found]
    return weighed


def _find_retreats(view: View, found: Sequence[Finding]) -> Iterator[str]:
    """The items that a message retreats from: those that its words are about, else the whole message, else all; none
    where it gives an answer in the place of another."""
    words, layout = load_doubts()["retreat"], to_layout(view)
    if not words["words"].search(layout.plain) or any(_replaces(finding) for finding in found):
        return
    for line in layout.own:
        if words["words"].search(line.text) and not words["harmless"].search(line.text):
            yield from _find_topics([line]) or _find_topics(layout.own) or _ALL


def _replaces(finding: Finding) -> bool:
    return finding.status is Status.COMPLETE and (finding.agreed or finding.item == Topic.VOLUME)


def _find_topics(lines: Sequence[Line]) -> list[Topic]:
    """The questions that lines are about."""
    words = load_doubts()["retreat"]
    about = [topic for topic, name in _NAMES.items() if any(words[name].search(line.text) for line in lines)]
    return [*about, Topic.USE] if any(list_hits(line) for line in lines) else about
