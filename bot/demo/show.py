"""The demo as its user sees it: a table (or JSON lines), the two addresses, an exit code."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from bot.core.tags import PREFIX
from bot.demo.play import Ending, play
from bot.demo.samples import BadSample, Sample, load_samples
from bot.demo.stage import Stage, StageFailed, set_up_stage

LIMIT_SECONDS = 50.0
LIMIT_SECONDS_PER_TICKET = 2.0


def run_demo(once: bool, tickets: Path | None) -> int:
    """Play the samples (or the file's tickets) and show what became of them; 0 where all ended as they should."""
    console = Console(stderr=tickets is not None)
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
    for ending in endings:
        decision = ending.decision or {"action": "-", "reason": "-"}
        table.add_row(
            str(ending.ticket),
            ending.sample.id,
            f"{decision['action']}: {decision['reason']}",
            " ".join(tag.removeprefix(PREFIX) for tag in ending.tags),
            ending.status,
            str(ending.public_replies),
            str(ending.notes),
        )
    return table


def _serve_until_interrupted(stage: Stage, console: Console) -> None:
    console.print(f"Write as the customer at {stage.sandbox.url} and see the bot answer. Ctrl-C ends all.")
    while True:
        time.sleep(3600)
