"""The webhook's latency: at two constant rates and without a pause."""

from collections.abc import Iterable
from itertools import cycle, islice

from bot.store.deliveries import count_open
from tests.bench.figures import Values, find_percentile
from tests.bench.house import House
from tests.bench.load import Burst, Prepared, prepare_deliveries, send_at_once, send_at_rate
from tests.bench.plan import FAST, SLOW, Plan

LOADS = ("slow", "fast", "full")


def send_loads(port: int, ticket_ids: Iterable[int], plan: Plan) -> dict[str, Burst]:
    """All three loads, one after the other; the tickets are told of in turn, over and over."""
    turn = cycle(ticket_ids)

    def prepare(number: float) -> list[Prepared]:
        return prepare_deliveries(islice(turn, round(number)))

    return {
        "slow": send_at_rate(port, prepare(SLOW * plan.slow_seconds), SLOW),
        "fast": send_at_rate(port, prepare(FAST * plan.fast_seconds), FAST),
        "full": send_at_once(port, prepare(plan.most_per_second * plan.full_seconds), plan.full_seconds),
    }


def to_values(loads: dict[str, Burst]) -> Values:
    """Milliseconds of each load, how many were answered in a second without a pause, and how many were refused."""
    values = {}
    for name, burst in loads.items():
        latencies = [1000 * seconds for seconds in burst.latencies]
        values[f"{name}_p50"] = find_percentile(latencies, 0.5)
        values[f"{name}_p99"] = find_percentile(latencies, 0.99)
        values[f"{name}_max"] = max(latencies)
    values["full_rate"] = len(loads["full"].acknowledged) / loads["full"].seconds
    values["refused"] = sum(burst.refused for burst in loads.values())
    values["late_p99"] = find_percentile([1000 * sent.late_seconds for sent in loads["fast"].sent], 0.99)
    return values


def count_lost(house: House, loads: dict[str, Burst]) -> int:
    """Deliveries that were answered 202 and are not stored."""
    acknowledged: set[str] = set().union(*(burst.acknowledged for burst in loads.values()))
    return len(acknowledged - house.load_stored())


def compare(values: Values, bare: Values) -> Values:
    """How many times as long as the bare app's, of the same run."""
    return {f"{name}_ratio": values[name] / bare[name] for load in LOADS for name in (f"{load}_p50", f"{load}_p99")} | {
        "full_rate_ratio": values["full_rate"] / bare["full_rate"]
    }


def measure_bare(port: int, plan: Plan) -> Values:
    """The bare app's."""
    return to_values(send_loads(port, range(1, plan.fresh + 1), plan))


def measure_stopped(house: House, bare: Values, plan: Plan) -> Values:
    """The bot's, no worker running."""
    loads = send_loads(house.port, range(1, plan.fresh + 1), plan)
    values = to_values(loads)
    return values | compare(values, bare) | {"lost": count_lost(house, loads)}


def measure_busy(house: House, bare: Values, plan: Plan) -> Values:
    """The bot's with one worker that has work from the first delivery to the last; what waits in the end is told. Then
    once more while Zendesk hardly answers."""
    house.enqueue(house.take_tickets(plan.backlog))
    ticket_ids = [ticket.id for ticket in house.take_tickets(plan.fresh)]
    loads = send_loads(house.port, ticket_ids, plan)
    queue = count_open(house.engine)
    house.stand_in.fail_slowly()
    deliveries = prepare_deliveries(islice(cycle(ticket_ids), round(FAST * plan.ailing_seconds)))
    ailing = send_at_rate(house.port, deliveries, FAST)
    values = to_values(loads)
    return (
        values
        | compare(values, bare)
        | {
            "lost": count_lost(house, loads | {"ailing": ailing}),
            "refused": values["refused"] + ailing.refused,
            "queue": queue,
            "ailing_p99": find_percentile([1000 * seconds for seconds in ailing.latencies], 0.99),
        }
    )
