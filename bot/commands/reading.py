"""``assess``, ``train`` and ``evaluate``: the understanding without Zendesk."""

import gc
import sys
from typing import BinaryIO

import click


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
def assess(file: BinaryIO) -> None:
    """Read tickets as JSON Lines (a file, or - for standard input) and write what was understood, a line each.

    Example: reinstate assess tickets.jsonl > results.jsonl
    """
    gc.set_threshold(50_000)  # word lists and models stay: looking for garbage among them took a twentieth of the time
    from bot.assess import run_assess

    sys.exit(run_assess(file, sys.stdout, sys.stderr))


@click.command()
def train() -> None:
    """Train the models from the corpus that the project carries; takes a minute or two.

    Example: reinstate train
    """
    import json

    from bot.learning.train import train

    click.echo(json.dumps(train(tell=_tell), indent=2))


@click.command()
@click.argument("files", nargs=-1, type=click.File("rb"))
@click.option("--folds", is_flag=True, help="The corpus' figures too; without FILES always.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def evaluate(files: tuple[BinaryIO, ...], folds: bool, as_json: bool) -> None:
    """Measure what is read of labelled tickets: of each of the FILES by the shipped models, with every miss; of the
    corpus by models that have not seen it, each trained on a part of every author's tickets (about two minutes).

    Example: reinstate evaluate tickets.jsonl --json
    """
    import json

    from bot.learning.report import evaluate_corpus, evaluate_file, render_report

    figures = {file.name: evaluate_file(file) for file in files}
    if folds or not files:
        figures["corpus"] = evaluate_corpus(_tell)
    click.echo(json.dumps(figures) if as_json else render_report(figures))


def _tell(line: str) -> None:
    click.echo(line, err=True)
