"""A worker in a process of its own that dies at some tickets: ``python -m tests.jobs.dying_worker URL NAME [changed]``.

Ticket 13 ends the process at once, ticket 99 hangs until it is killed, ticket 50 takes until a line comes in on its
input; every other one takes half a second. It says ``handling TICKET`` before each and, having checked that nobody took
over from it, ``wrote TICKET`` after. It ends by itself when its standard input closes. ``changed`` is the same worker
after a change of the code: the engine would not know its jobs by itself."""

import os
import sys
import threading
import time

import structlog
from dbos import DBOS

from bot.core.decision import Action, Decision
from bot.jobs import Jobs, start_worker
from bot.store.database import open_database
from bot.upkeep import Heart, Repeating, make_beating, make_upkeep
from bot.worker import Retrying, Worker

DEADLY, HANGING, HELD = 13, 99, 50
SECONDS = 0.5
DEAD_SECONDS = 1.0


class Handling:
    """The handling of a ticket, with a write at its end."""

    def __init__(self, heart: Heart, released: threading.Event) -> None:
        self._heart = heart
        self._released = released

    def __call__(self, ticket_id: int) -> Decision:
        say(f"handling {ticket_id}")
        if ticket_id == DEADLY:
            os._exit(9)
        if ticket_id == HELD:
            self._released.wait()
        else:
            time.sleep(3600 if ticket_id == HANGING else SECONDS)
        self._heart.beat()
        say(f"wrote {ticket_id}")
        return Decision(Action.IGNORE, "other")


def say(line: str) -> None:
    """One whole line, also from several threads."""
    os.write(1, f"{line}\n".encode())


def run(url: str, worker_id: str, changed: str = "") -> None:
    """Work until the standard input closes."""
    if changed:
        DBOS.workflow(name="added_since")(lambda: None)
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    engine = open_database(url)
    heart, released, jobs = Heart(engine, worker_id, DEAD_SECONDS), threading.Event(), Jobs(engine)
    worker = Worker(engine, jobs, Handling(heart, released), Retrying(first_seconds=0.1))
    heart.begin()
    start_worker(engine, worker.handle_delivery, life=heart.life, concurrency=4, poll_seconds=0.02)
    Repeating("heart", make_beating(heart)).start()
    Repeating("upkeep", make_upkeep(engine, jobs, worker_id, worker, heart)).start()
    while sys.stdin.readline():
        released.set()
    os._exit(0)


if __name__ == "__main__":
    run(*sys.argv[1:])
