"""A worker in a process of its own that dies at some tickets: ``python -m tests.jobs.dying_worker URL WORKER_ID``.

Ticket 13 ends the process at once, ticket 99 hangs until it is killed; every other one takes half a second. It says
``handling TICKET`` before each, and ends by itself when its standard input closes."""

import os
import sys
import time

from bot.core.decision import Action, Decision
from bot.jobs import Jobs, start_worker
from bot.store.database import open_database
from bot.upkeep import Heart
from bot.worker import Retrying, Worker

DEADLY, HANGING = 13, 99
SECONDS = 0.5


def handle_ticket(ticket_id: int) -> Decision:
    """What the handling of a ticket would do."""
    os.write(1, f"handling {ticket_id}\n".encode())  # whole lines, also from several threads
    if ticket_id == DEADLY:
        os._exit(9)
    time.sleep(3600 if ticket_id == HANGING else SECONDS)
    return Decision(Action.IGNORE, "other")


def run(url: str, worker_id: str) -> None:
    """Work until the standard input closes."""
    engine = open_database(url)
    worker = Worker(engine, Jobs(engine), handle_ticket, Retrying())
    Heart(engine, worker_id).begin()
    start_worker(engine, worker.handle_delivery, worker_id=worker_id, concurrency=4, poll_seconds=0.02)
    sys.stdin.buffer.read()
    os._exit(0)


if __name__ == "__main__":
    run(*sys.argv[1:])
