"""The answers of an appeal, read from the customer's own words, one message at a time."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.core.checklist import Finding, Status
from bot.core.understanding import Risk, RiskKind
from bot.nlp.answers.additions import adds_to_answer, tells_addition
from bot.nlp.answers.bad_list import may_be_bad
from bot.nlp.answers.doubts import doubt_answers
from bot.nlp.answers.email_use import SAID, find_email_use
from bot.nlp.answers.layout import Layout, Topic, to_layout
from bot.nlp.answers.list_source import find_bad_places, find_list_source
from bot.nlp.answers.monthly_volume import find_monthly_volume
from bot.nlp.answers.plain import to_plain
from bot.nlp.answers.settling import settle_answers
from bot.nlp.answers.statuses import load_answer_reader
from bot.nlp.view import View


def find_all_answers(views: Sequence[View]) -> Iterator[list[Finding]]:
    """What each message of a thread says of the three questions, oldest first. A word in passing is an answer as long
    as the question has none: the desk may have asked in words that are unknown here, or not at all."""
    told: set[str] = set()
    for view in views:
        found = find_answers(view, told)
        told |= {finding.item for finding in found if finding.status is Status.COMPLETE}
        yield found


def find_answers(view: View, told: Collection[str] | None = None) -> list[Finding]:
    """What one message says of the three questions: at most one finding for each, none where it is silent. ``told``:
    the questions that were answered before, which no word in passing answers anew; None where that is not known."""
    layout = to_layout(view)
    settled = settle_answers(layout, find_ruled(layout, told), load_answer_reader(), told)
    return [replace(finding, adds=adds_to_answer(layout, finding)) for finding in doubt_answers(layout, settled)]


def find_ruled(layout: Layout, told: Collection[str] | None = None) -> list[Finding]:
    """The same by the rules alone."""
    source = find_list_source(layout)
    use = find_email_use(layout, source is not None)
    volume = find_monthly_volume(layout, _addresses(use) or source is not None)
    found = [finding for finding in (use, source, volume) if finding is not None]
    return [f for f in found if not _may_pass(layout, f, told) or _is_answer(layout, f, found)]


def find_bad_list(view: View) -> Risk | None:
    """The forbidden list that a message owns to, with its words; None where there is none or it was done away with."""
    if not may_be_bad(to_plain(view.text)):
        return None
    layout = to_layout(view)
    places = list(find_bad_places(layout))
    return Risk(RiskKind.BAD_LIST, tuple(view.evidence(*place) for place in places)) if places else None


def _addresses(finding: Finding | None) -> bool:
    return finding is not None and finding.status is Status.COMPLETE


def _may_pass(layout: Layout, finding: Finding, told: Collection[str] | None) -> bool:
    """Whether what is said of a question may be a word in passing: it was answered before, or, where that is not known,
    the desk asked for something."""
    return bool(layout.view.asked) if told is None else finding.item in told


def _is_answer(layout: Layout, finding: Finding, found: list[Finding]) -> bool:
    """Whether what a later message says is meant as an answer. Where the desk asked for something else, a word in
    passing ("the newsletter should go out on Friday") must not replace what was answered before."""
    if Topic(finding.item) in layout.asked or finding.retracts:
        return True
    if finding.item == Topic.VOLUME:
        return finding.status is Status.COMPLETE
    if any(line.labelled and line.topic == finding.item for line in layout.lines):
        return True
    if finding.item == Topic.SOURCE:
        return bool(finding.parts)
    if finding.score >= SAID and not layout.view.asked:
        return True
    return _addresses(finding) and (tells_addition(layout) or (not layout.asked and len(found) > 1))
