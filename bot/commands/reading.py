"""``assess``, ``train`` and ``evaluate``: the understanding without Zendesk."""

import sys
from typing import BinaryIO

import click


@click.command()
@click.argument("file", type=click.File("rb"), default="-")
def assess(file: BinaryIO) -> None:
    """Read tickets as JSON Lines (a file, or - for standard input) and write what was understood, a line each.

    Example: reinstate assess tickets.jsonl > results.jsonl
    """
    from bot.assess import run_assess

    sys.exit(run_assess(file, sys.stdout, sys.stderr))


@click.command()
def train() -> None:
    """Train the models from the corpus that the project carries; takes about a minute.

    Example: reinstate train
    """
    from bot.nlp.train import train

    click.echo("Training, about a minute ...", err=True)
    click.echo(train())


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object instead of text.")
def evaluate(as_json: bool) -> None:
    """Measure intent and second reading on corpus tickets that the models have not seen; takes a few minutes.

    Example: reinstate evaluate --json
    """
    import json

    from bot.core.decision import Policy
    from bot.nlp.evaluate import evaluate_intent, evaluate_second
    from bot.nlp.pipeline import DOUBT
    from bot.nlp.samples import load_corpus

    click.echo("Training on one half and reading the other, twice ...", err=True)
    samples = load_corpus()
    figures = {
        "intent": evaluate_intent(samples, Policy().intent_threshold, folds=2),
        "second_reading": evaluate_second(samples, DOUBT, folds=2),
    }
    click.echo(json.dumps(figures, indent=None if as_json else 2))
