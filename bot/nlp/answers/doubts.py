"""What puts an answer in doubt though it looks whole: a plan's quota where the volume stands, somebody else's mail, a
list that was handed on. The answer stays as it was read; it only does not count towards ready."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.core.checklist import Finding, Status
from bot.nlp.answers.email_use import GUESSED
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.lexicon.phrases import compile_phrases, find_pairs, load_lexicon
from bot.reading.alternatives import Alternatives

_BARE = 0.8  # score of a figure that has no period and counts only as an answer
_DIGIT = re.compile(r"\d")
_FAR = 70  # letters between two words that belong together


@lru_cache(maxsize=1)
def load_doubts() -> Mapping[str, Mapping[str, Alternatives]]:
    """The lexicon of doubts as patterns, by table and name."""
    tables = load_lexicon("doubts")
    return {table: {name: compile_phrases(forms) for name, forms in names.items()} for table, names in tables.items()}


def doubt_answers(layout: Layout, findings: Sequence[Finding]) -> list[Finding]:
    """The findings of one message, those in doubt not agreed."""
    reserved = _find_reserved(layout, findings)
    return [replace(f, agreed=False) if f in reserved or _is_doubtful(layout, f) else f for f in findings]


def _find_reserved(layout: Layout, findings: Sequence[Finding]) -> list[Finding]:
    """The findings beside a reserve: what is told in a sentence on others' mail; what stands in or next to one that
    leaves something open, else all."""
    words = load_doubts()["reserve"]
    reserved: list[Finding] = []
    for at, line in enumerate(layout.own):
        if words["others"].search(line.text):
            reserved += _list_told(layout, findings, [line])
        if words["undecided"].search(line.text) or words["placeholder"].search(line.text):
            reserved += _list_told(layout, findings, layout.own[max(0, at - 1) : at + 2]) or findings
    return reserved


def _list_told(layout: Layout, findings: Sequence[Finding], lines: Sequence[Line]) -> list[Finding]:
    """The findings whose words stand in one of the lines."""
    return [f for f in findings if any(line in lines for line in _find_lines(layout, f))]


def _is_doubtful(layout: Layout, finding: Finding) -> bool:
    if finding.status is not Status.COMPLETE and finding.item != Topic.SOURCE:
        return False
    return _TESTS[Topic(finding.item)](layout, finding)


def _doubts_volume(layout: Layout, finding: Finding) -> bool:
    """The sentences of the figure are of a plan, a ceiling, visitors, or a question; none is of a month's mails."""
    said = list(_find_lines(layout, finding))
    after = _find_next(layout, said)
    if any(_is_disputed(line.text) for line in [*said, *after]):
        return True
    return bool(said) and all(_is_no_volume(line.text, finding) for line in said)


def _is_disputed(text: str) -> bool:
    """Whether the writer doubts the figure, or what it is a figure of. What "depends" between two figures is told."""
    words = load_doubts()["volume"]
    return bool(words["disputed"].search(text) or (words["depends"].search(text) and not _DIGIT.search(text)))


def _is_no_volume(text: str, finding: Finding) -> bool:
    words = load_doubts()["volume"]
    if words["contract"].search(text) and not words["wishes"].search(text):
        return True
    if words["ceiling"].search(text) and words["daily"].search(text) and not words["month"].search(text):
        return True
    if finding.score <= _BARE and words["peaks"].search(text) and not words["month"].search(text):
        return True
    if finding.score <= _BARE and words["past_sent"].search(text) and words["so_far"].search(text):
        return True
    if not words["sends"].search(text) and (words["counted"].search(text) or words["heads"].search(text)):
        return True
    return text.rstrip().endswith("?") and words["asks"].search(text) is not None


def _doubts_use(layout: Layout, finding: Finding) -> bool:
    """All that tells the kind of mail is said of others' mail, or of mail that goes out elsewhere, or a kind was only
    guessed from words that name none."""
    words, said = load_doubts()["others"], list(_find_lines(layout, finding))
    if finding.score <= GUESSED and any(words["usual"].search(line.text) for line in said):
        return True
    return bool(said) and all(words["mails"].search(ln.text) and not words["own"].search(ln.text) for ln in said)


def _doubts_source(layout: Layout, finding: Finding) -> bool:
    """Some sentence tells of addresses that somebody else handed on, or that nobody knows the origin."""
    if finding.value["risk"]:  # which holds the appeal by itself, for as long as the list is not withdrawn
        return False
    return any(_tells_handed(line.text) or load_doubts()["given"]["unknown"].search(line.text) for line in layout.own)


def _tells_handed(text: str) -> bool:
    words = load_doubts()["given"]
    if words["denied"].search(text) or text.rstrip().endswith("?") or not words["lists"].search(text):
        return False
    third, handed = words["third"], words["handed"]
    return any(next(find_pairs(text, *pair, _FAR), None) for pair in ((third, handed), (handed, third)))


def _find_lines(layout: Layout, finding: Finding) -> Iterator[Line]:
    """The lines that the finding's evidence quotes."""
    at = layout.view.at
    for line in layout.own:
        start, end = at[line.start], at[line.end - 1]
        if any(told.start <= end and start < told.end for told in finding.evidence):
            yield line


def _find_next(layout: Layout, said: Sequence[Line]) -> Sequence[Line]:
    """The two lines behind the last of them, where a figure is taken back at once."""
    if not said:
        return ()
    place = layout.own.index(said[-1])
    return layout.own[place + 1 : place + 3]


_TESTS: Mapping[Topic, Callable[[Layout, Finding], bool]] = {
    Topic.USE: _doubts_use,
    Topic.SOURCE: _doubts_source,
    Topic.VOLUME: _doubts_volume,
}
