"""The demo as its user sees it: a table (or JSON lines), the two addresses, an exit code."""

import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bot.core.tags import MISSING_PREFIX, PREFIX
from bot.demo.play import Ending, play
from bot.demo.samples import BadSample, Sample, load_samples
from bot.demo.stage import USER, Stage, StageFailed, set_up_stage

WIDTH = 132  # columns where the output is no terminal
LIMIT_SECONDS = 50.0
LIMIT_SECONDS_PER_TICKET = 2.0


def run_demo(once: bool, tickets: Path | None) -> int:
    """Play the samples (or the file's tickets) and show what became of them; 0 where all ended as they should."""
    console = Console(stderr=tickets is not None, width=None if sys.stdout.isatty() else WIDTH)
    try:
        samples = load_samples(tickets) if tickets else load_samples()
        with console.status("Starting Zendesk's stand-in and the bot ..."), set_up_stage() as stage:
            return _run_on_stage(stage, samples, once, as_json=tickets is not None, console=console)
    except (BadSample, OSError, StageFailed) as error:
        console.print(f"The demo failed: {error}", style="red", markup=False)
        return 1
    except KeyboardInterrupt:
        return 0


def _run_on_stage(stage: Stage, samples: Sequence[Sample], once: bool, as_json: bool, console: Console) -> int:
    console.print(f"bot: {stage.bot_url}\nzendesk: {stage.sandbox.url}", soft_wrap=True, highlight=False)
    limit = LIMIT_SECONDS + LIMIT_SECONDS_PER_TICKET * len(samples)
    endings = list(play(stage, samples, limit))
    if as_json:
        for ending in endings:
            click.echo(json.dumps(ending.to_json(), ensure_ascii=False))
    else:
        console.print(render_table(endings))
    faulty = [(e, faults) for e in endings if (faults := e.find_faults())]
    for ending, faults in faulty:
        console.print(f"{ending.sample.id} (ticket {ending.ticket}): {'; '.join(faults)}", style="red", markup=False)
    if not as_json:
        console.print(f"{len(endings) - len(faulty)} of {len(endings)} tickets ended as they should.")
    if not once:
        _serve_until_interrupted(stage, console)
    return 1 if faulty else 0


def render_table(endings: Sequence[Ending]) -> Table:
    """What happened to each ticket, a row each."""
    table = Table(title="What became of each ticket", title_justify="left")
    for heading in ("#", "ticket", "decision", "tags", "status", "replies", "notes"):
        table.add_column(heading, overflow="fold")
    for ending in sorted(endings, key=lambda e: e.ticket):
        decision = ending.decision or {"action": "-", "reason": "-"}
        table.add_row(
            str(ending.ticket),
            ending.sample.id,
            f"{decision['action']}: {decision['reason']}",
            describe_tags(ending.tags),
            ending.status,
            str(ending.public_replies),
            str(ending.notes),
        )
    return table


def describe_tags(tags: Sequence[str]) -> str:
    """Tags as a reader wants them: ours without their prefix, the missing items after the rest."""
    missing = [tag.removeprefix(MISSING_PREFIX) for tag in tags if tag.startswith(MISSING_PREFIX)]
    rest = " ".join(tag.removeprefix(PREFIX) for tag in tags if not tag.startswith(MISSING_PREFIX))
    return f"{rest} (missing: {', '.join(missing)})" if missing else rest


def _serve_until_interrupted(stage: Stage, console: Console) -> None:
    console.print(f"Write as the customer at {stage.sandbox.url} and see the bot answer.", soft_wrap=True)
    told = f"See why, and the reports, at {stage.bot_url}/tickets: sign in as {USER}, password {stage.password}"
    console.print(told, soft_wrap=True, highlight=False, markup=False)
    console.print("Ctrl-C ends all.")
    while True:
        time.sleep(3600)
