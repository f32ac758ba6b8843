"""What ``reinstate evaluate`` measures and how it is told: files of labelled tickets, and the corpus by its authors."""

from collections.abc import Iterator, Mapping
from typing import IO, Any

from bot.assess import decode_line, parse_json
from bot.core.decision import Policy, find_procedure
from bot.core.understanding import IntentLabel
from bot.learning.evaluate import evaluate_folds, evaluate_mixed, evaluate_records, evaluate_second, evaluate_steps
from bot.learning.samples import load_corpus
from bot.learning.train import Tell, say_nothing
from bot.nlp.pipeline import DOUBT, load_pipeline
from bot.procedures import load_procedures

Figures = Mapping[str, Any]


def evaluate_file(lines: IO[bytes]) -> dict[str, Any]:
    """The figures of one file; ValueError where a line is not JSON."""
    records: list[Any] = [parse_json(text) for text in map(decode_line, lines) if text]
    return evaluate_records(records, load_pipeline(), load_procedures(), Policy().intent_threshold)


def evaluate_corpus(tell: Tell = say_nothing) -> dict[str, Any]:
    """The figures of the corpus, from models that have not seen what they read."""
    samples, threshold = load_corpus(), Policy().intent_threshold
    tell("halves of every author")
    halves = evaluate_folds(samples, threshold, tell)
    tell("mixed authors left out whole")
    mixed = evaluate_mixed(samples, threshold, tell)
    tell("second reading, by halves")
    second = evaluate_second(samples, DOUBT)
    tell("steps, by authors left out")
    reports = find_procedure(load_procedures(), IntentLabel.COMPROMISE)
    steps = evaluate_steps(samples, load_pipeline(), reports, tell) if reports else {}
    return {"halves": halves, "mixed_authors": mixed, "second_reading": second, "steps": steps}


def render_report(figures: Figures) -> str:
    """The figures as indented text, tables as rows; every miss in a line of its own."""
    return "\n".join(_render(figures, 0))


def _render(value: object, depth: int) -> Iterator[str]:
    blank = "  " * depth
    if isinstance(value, Mapping):
        for name, inner in value.items():
            if _is_row(inner):
                yield f"{blank}{name}: {_to_row(inner)}"
            else:
                yield f"{blank}{name}"
                yield from _render(inner, depth + 1)
    elif isinstance(value, list):
        yield from (f"{blank}{_to_row(row)}" for row in value)
    else:
        yield f"{blank}{value}"


def _is_row(value: object) -> bool:
    """Whether a line holds it: a plain value, or names of plain values."""
    if isinstance(value, Mapping):
        return not any(isinstance(inner, Mapping | list) for inner in value.values())
    return not isinstance(value, list)


def _to_row(value: object) -> str:
    if isinstance(value, Mapping):
        return "  ".join(f"{name} {_to_cell(inner)}" for name, inner in value.items())
    return _to_cell(value)


def _to_cell(value: object) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
