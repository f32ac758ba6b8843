"""Training of the learned reading of remarks, from single remarks, from snippets on steps, and from whole reports.

In a report that is ready nothing of the last message leaves a step open; of one that is not, only the sentences are
learnt that the evidence marks."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.learning.samples import Sample
from bot.learning.sentences import SentenceCase, fit_sentences
from bot.nlp.linear import Linear
from bot.nlp.pipeline import to_views
from bot.nlp.sentences import list_sentences, to_sentence_buckets
from bot.nlp.steps.remarks import NAME

LACKING = frozenset({"partial", "not_done"})
DONE = "done"
WEIGHT = 3.0  # of a sentence that leaves a step open: one in five does
FEWEST = 8  # letters of a sentence that is known by standing in a quote
_GAP = re.compile(r"[\W_]+")


def to_remark_cases(samples: Sequence[Sample]) -> list[SentenceCase]:
    """Every sentence of which it is known whether it leaves a step open."""
    return [case for sample in samples for case in _to_cases(sample)]


def _to_cases(sample: Sample) -> Iterator[SentenceCase]:
    record = sample.record
    if record.get("kind") == "remark":
        yield SentenceCase(sample.id, to_sentence_buckets(record["text"]), record["open"])
    elif record.get("kind") == "steps":
        lacks = not LACKING.isdisjoint(record["steps"].values())
        yield SentenceCase(sample.id, to_sentence_buckets(record["text"]), lacks)
    elif sample.whole and record.get("steps"):
        yield from _to_ticket_cases(sample)


def _to_ticket_cases(sample: Sample) -> Iterator[SentenceCase]:
    ready = set(sample.record["steps"].values()) == {DONE}
    lacking, done = _list_quotes(sample, LACKING), _list_quotes(sample, {DONE})
    views = list(to_views(sample.conversation))
    for view in views:
        for span in list_sentences(view):
            words = view.text[span.start : span.end]
            flat = _flatten(words)
            known = _tell(flat, lacking, done)
            if known is None and ready and view is views[-1]:
                known = False
            if known is not None and flat:
                yield SentenceCase(sample.id, to_sentence_buckets(words), known)


def _list_quotes(sample: Sample, statuses: frozenset[str] | set[str]) -> list[str]:
    """What the evidence quotes of the steps with such a status."""
    steps = sample.record["steps"]
    evidence = (sample.record.get("evidence") or {}).items()
    quotes = [quote for step, told in evidence if steps.get(step) in statuses for quote in _to_list(told)]
    return [flat for quote in quotes if (flat := _flatten(quote))]


def _to_list(told: str | list[str]) -> list[str]:
    return [told] if isinstance(told, str) else told


def _tell(sentence: str, lacking: Sequence[str], done: Sequence[str]) -> bool | None:
    """Whether the sentence leaves a step open, as far as the quotes tell."""
    if any(quote in sentence or (len(sentence) > FEWEST and sentence in quote) for quote in lacking):
        return True
    return False if any(quote in sentence for quote in done) else None


def _flatten(text: str) -> str:
    """Without marks and case: quotes are compared by their letters."""
    return _GAP.sub("", text).lower()


def fit_remarks(samples: Sequence[Sample]) -> Linear:
    """The model of those samples."""
    return fit_sentences(to_remark_cases(samples), WEIGHT)


def train_remarks(samples: Sequence[Sample], out: Path) -> None:
    """Trains on the samples and writes the model into the folder."""
    fit_remarks(samples).save(out / NAME)
