"""Pairs of texts that differ by a word or two, of which one settles an item and the other falls short: how many of the
short ones are taken for settled. ``python -m tests.nlp.contrasts`` prints the figures of each hand."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from bot.assess import read_record, to_ticket_conversation
from bot.core.checklist import Procedure
from bot.core.understanding import Intent, IntentLabel, RiskKind, settle_understanding
from bot.learning.samples import ITEM_OF_KIND
from bot.nlp.pipeline import Pipeline, load_pipeline
from bot.procedures import load_procedures

FILE = Path(__file__).with_name("contrasts.jsonl")
SETTLED = ("done", "complete")
SILENT = "unstated"

Record = Mapping[str, Any]
Counts = Counter[str]  # of items told: short, short_settled, whole, whole_settled, right


def load_contrasts() -> list[Record]:
    """All texts, pair by pair; ``author`` names the hand."""
    return [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]


def measure_contrasts(
    records: Iterable[Record], pipeline: Pipeline, procedures: Iterable[Procedure]
) -> dict[str, Counts]:
    """The counts of every hand; an item that is neither told nor found is not counted."""
    known = {procedure.intent: procedure for procedure in procedures}
    counts: dict[str, Counts] = {}
    for record in records:
        mine = counts.setdefault(record["author"], Counter())
        for told, found, settles in _read(record, pipeline, known):
            if told == found == SILENT:
                continue
            kind = "whole" if told in SETTLED else "short"
            mine.update({kind: 1, f"{kind}_settled": settles, "right": told == found})
    return counts


def _read(record: Record, pipeline: Pipeline, known: Mapping[str, Procedure]) -> Iterator[tuple[str, str, bool]]:
    steps = record["kind"] == "steps"
    label = IntentLabel.COMPROMISE if steps else IntentLabel.APPEAL
    intent = Intent({one: float(one == label) for one in IntentLabel})
    ticket = {"id": record["id"], "comments": [{"author": "customer", "body": record["text"]}]}
    read = pipeline.read(to_ticket_conversation(read_record(ticket)), intent)
    settled = settle_understanding(known[label], read)
    risky = any(risk.kind is not RiskKind.SECRET for risk in read.risks)
    told = record["steps"] if steps else {ITEM_OF_KIND[record["kind"]]: record["status"]}
    for item, status in told.items():
        yield status, str(settled[item].status), settled[item].settles and not risky


def main() -> None:
    """Print a line for every hand."""
    for hand, counts in measure_contrasts(load_contrasts(), load_pipeline(), load_procedures()).items():
        items = counts["short"] + counts["whole"]
        print(
            f"{hand}: status {counts['right'] / items:.3f} of {items}; "
            f"short and taken for settled {counts['short_settled']} of {counts['short']}; "
            f"whole and settled {counts['whole_settled']} of {counts['whole']}"
        )


if __name__ == "__main__":
    main()
