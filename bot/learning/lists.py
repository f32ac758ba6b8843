"""Training of the learned reading of lists, from snippets on sources and from whole appeals."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.core.understanding import RiskKind
from bot.learning.samples import Sample
from bot.learning.sentences import SentenceCase, fit_sentences, to_sentence_cases
from bot.nlp.answers.list_reader import NAME
from bot.nlp.pipeline import to_views
from bot.nlp.sentences import to_sentence_buckets


def to_list_cases(samples: Sequence[Sample]) -> list[SentenceCase]:
    """Every sentence of the appeals, and every snippet on sources as one."""
    return [case for sample in samples for case in _to_cases(sample)]


def _to_cases(sample: Sample) -> Iterator[SentenceCase]:
    record = sample.record
    if record.get("kind") == "source":
        yield SentenceCase(sample.id, to_sentence_buckets(record["text"]), bool(record.get("risk")))
    elif sample.whole and record.get("answers"):
        guilty = RiskKind.BAD_LIST in (record.get("risk") or ())
        yield from to_sentence_cases(sample.id, list(to_views(sample.conversation)), guilty)


def train_lists(samples: Sequence[Sample], out: Path) -> None:
    """Trains on the samples and writes the model into the folder."""
    fit_sentences(to_list_cases(samples)).save(out / NAME)
