"""The worker's side: jobs a second, from webhook to reply, calls of Zendesk, and what the processes take."""

import re
import time
from collections import defaultdict
from collections.abc import Sequence

from bot.sandbox.calls import MadeCall
from tests.bench.figures import Values, find_mean, find_percentile
from tests.bench.house import House
from tests.bench.load import Sent, prepare_deliveries, send_at_rate
from tests.bench.plan import WARMING, Plan
from tests.bench.processes import can_look, read_cpu_seconds, read_megabytes
from tests.bench.stand_in import Filed

HANDLED_SECONDS = 120.0  # at most, for anything that is waited for
TICKET = re.compile(r"/tickets/([0-9]{1,18})(?:[./]|$)")


def measure_idle(house: House, plan: Plan) -> Values:
    """Processor time of web and worker, in percent of a core, while nothing happens."""
    if not can_look():
        return {}
    parts = {"web_idle": house.web, "worker_idle": house.workers[0]}
    processes = {name: part.process.pid for name, part in parts.items() if part.process}
    before = {name: read_cpu_seconds(process) for name, process in processes.items()}
    begun = time.monotonic()
    time.sleep(plan.idle_seconds)
    seconds = time.monotonic() - begun
    return {name: 100 * (read_cpu_seconds(processes[name]) - before[name]) / seconds for name in processes}


def measure_memory(house: House) -> Values:
    """Resident megabytes of web and worker after all that they did."""
    if not can_look() or not house.web.process or not house.workers[0].process:
        return {}
    return {
        "web_memory": read_megabytes(house.web.process.pid),
        "worker_memory": read_megabytes(house.workers[0].process.pid),
    }


def measure_loop(house: House, plan: Plan) -> Values:
    """Milliseconds from sending a delivery to the customer's reply in the stand-in, at an easy rate, and the calls that
    each kind of ticket took."""
    empty(house, WARMING)
    tickets = house.take_tickets(plan.loop_tickets)
    deliveries = prepare_deliveries(ticket.id for ticket in tickets)
    burst = send_at_rate(house.port, deliveries, plan.loop_per_second)
    house.wait_until_handled(HANDLED_SECONDS)
    calls = group_calls(house.stand_in.fetch_calls())
    return time_replies(tickets, burst.sent, calls) | count_calls(tickets, calls)


def group_calls(calls: Sequence[MadeCall]) -> dict[int, list[MadeCall]]:
    """Calls by the ticket that their path names."""
    grouped = defaultdict(list)
    for call in calls:
        if found := TICKET.search(call.path):
            grouped[int(found.group(1))].append(call)
    return grouped


def time_replies(tickets: Sequence[Filed], sent: Sequence[Sent], calls: dict[int, list[MadeCall]]) -> Values:
    """Of tickets whose customer is answered: the answer stands when the last update has been made."""
    answered = {ticket.id for ticket in tickets if ticket.action != "hand_off"}
    due = {one.delivery.ticket_id: one.due_at for one in sent}
    replies = [
        1000 * (max(call.answered_at for call in calls[ticket_id] if call.method == "PUT") - due[ticket_id])
        for ticket_id in answered
    ]
    return {"reply_p50": find_percentile(replies, 0.5), "reply_p95": find_percentile(replies, 0.95)}


def count_calls(tickets: Sequence[Filed], calls: dict[int, list[MadeCall]]) -> Values:
    """Reads and updates of a ticket, the mean for each action."""
    values = {}
    for action in ("ask", "ready", "hand_off"):
        of_action = [calls[ticket.id] for ticket in tickets if ticket.action == action]
        for name, is_read in (("reads", True), ("updates", False)):
            values[f"{action}_{name}"] = find_mean(
                sum((call.method == "GET") == is_read for call in ticket) for ticket in of_action
            )
    return values


def measure_jobs(house: House, plan: Plan) -> Values:
    """Jobs a second while a queue is emptied by more and more workers. One runs already."""
    values = {}
    for workers in plan.workers:
        house.start_workers(workers - len(house.workers))
        empty(house, WARMING * workers)
        values[f"jobs_{workers}"] = plan.jobs / empty(house, plan.jobs)
    house.stop_workers(left=1)
    return values


def empty(house: House, jobs: int) -> float:
    """Seconds until so many jobs, which come at once, are done."""
    house.enqueue(house.take_tickets(jobs))
    begun = time.monotonic()
    house.wait_until_handled(HANDLED_SECONDS)
    return time.monotonic() - begun
