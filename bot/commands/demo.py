"""``demo``: the whole loop on screen."""

import signal
import sys
from pathlib import Path

import click


@click.command()
@click.option("--once", is_flag=True, help="Print what happened and exit: 0 if every ticket ended as it should.")
@click.option("--tickets", type=click.Path(path_type=Path, dir_okay=False), help="File these records instead.")
def demo(once: bool, tickets: Path | None) -> None:
    """Show the whole loop: a local Zendesk, the bot, and sample tickets.

    Example: reinstate demo --once
    """
    from bot.demo.show import run_demo

    for number in (
        signal.SIGTERM,
        signal.SIGINT,
    ):  # either ends the bot as well; a shell's background ignores the second
        signal.signal(number, signal.default_int_handler)
    sys.exit(run_demo(once, tickets))
