"""The corpus: labelled tickets by many hands, and snippets, read as the pipeline reads a ticket.

A line with ``kind`` is a snippet: ``steps``, ``volume``, ``source`` and ``use`` are labelled for items, ``intent``
for the intent alone. Any other line is a whole ticket in the labelling guide's form."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from zlib import crc32

from bot.assess import read_record, to_ticket_conversation
from bot.core.conversation import Conversation
from bot.nlp.grams import LEXICON

CORPUS = Path(__file__).with_name("corpus")
ITEM_OF_KIND = {"use": "email_use", "source": "list_source", "volume": "monthly_volume"}
SETTLED = ("complete", "done")


@dataclass(frozen=True, slots=True)
class Sample:
    """A labelled text: ``settled`` holds 1.0 or 0.0 for the items that it is labelled for."""

    id: str
    author: str
    conversation: Conversation
    intent: str | None
    settled: Mapping[str, float]
    record: Mapping[str, Any]

    @property
    def whole(self) -> bool:
        """A ticket, not a snippet."""
        return "kind" not in self.record


def load_corpus(folder: Path = CORPUS) -> list[Sample]:
    """Every sample of the folder, by file and line; ValueError names a wrong line."""
    return [sample for path in sorted(folder.glob("*.jsonl")) for sample in read_samples(path)]


def read_samples(path: Path) -> Iterator[Sample]:
    """The samples of one file."""
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            try:
                yield to_sample(json.loads(line))
            except (KeyError, TypeError, ValueError) as error:
                raise ValueError(f"{path.name}, line {number}: {error!r}") from error


def to_sample(record: Mapping[str, Any]) -> Sample:
    """A sample from its record; KeyError or ValueError where a field is missing or wrong."""
    ticket = record if "kind" not in record else _to_ticket(record)
    conversation = to_ticket_conversation(read_record(ticket))
    author = record.get("author", "snippets")
    return Sample(record["id"], author, conversation, record.get("intent"), dict(_list_settled(record)), record)


def _to_ticket(snippet: Mapping[str, Any]) -> dict[str, Any]:
    comment = {"author": "customer", "body": snippet["text"]}
    return {"id": snippet["id"], "subject": snippet.get("subject"), "comments": [comment]}


def _list_settled(record: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    if record.get("kind") in ITEM_OF_KIND:
        yield ITEM_OF_KIND[record["kind"]], float(record["status"] in SETTLED)
    for item, status in (record.get("steps") or {}).items():
        yield item, float(status in SETTLED)
    for item, answer in (record.get("answers") or {}).items():
        yield item, float(answer["status"] in SETTLED)


def hash_corpus(folder: Path = CORPUS) -> str:
    """Twelve hexadecimal digits that name the corpus and the thesaurus, with which a model stands and falls."""
    read = (*sorted(folder.glob("*.jsonl")), LEXICON)
    return sha256(b"".join(path.read_bytes() for path in read)).hexdigest()[:12]


def choose_fold(sample: Sample, folds: int) -> int:
    """The fold of a sample, by author and number; neighbours, who may be near pairs, go together."""
    number = int(sample.id.rsplit("-", 1)[1])
    return crc32(f"{sample.author}:{(number - 1) // 2}".encode()) % folds


def choose_folds(samples: Sequence[Sample], folds: int) -> list[int]:
    """The fold of every sample."""
    return [choose_fold(sample, folds) for sample in samples]
