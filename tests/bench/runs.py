"""One run of everything."""

from collections.abc import Callable, Mapping

from tests.bench.figures import Run, Values, find_mean
from tests.bench.house import House, running_bare, running_house
from tests.bench.plan import Plan
from tests.bench.understanding import measure_understanding
from tests.bench.webhook import measure_bare, measure_busy, measure_stopped
from tests.bench.work import measure_idle, measure_jobs, measure_loop, measure_memory

MakeDatabase = Callable[[], str]
Tell = Callable[[str], None]


def run_once(makers: Mapping[str, MakeDatabase], plan: Plan, tell: Tell) -> tuple[Run, list[str]]:
    """The figures of every side, ratios among them, and notes on what was left out."""
    tell("bare Flask")
    with running_bare() as port:
        bare = measure_bare(port, plan)
    run: dict[str, Values] = {"bare": bare}
    for name, make in makers.items():
        run |= measure_database(name, make, bare, plan, tell)
    tell("understanding")
    sides, notes = measure_understanding(plan.texts, plan.long_texts)
    return run | sides, notes


def measure_database(name: str, make: MakeDatabase, bare: Values, plan: Plan, tell: Tell) -> dict[str, Values]:
    """All that is measured on one kind of database: the webhook alone on one, everything else on another."""
    tell(f"{name}: webhook, worker stopped")
    with running_house(make(), 0) as house:
        stopped, start = measure_stopped(house, bare, plan), house.web_start
    with running_house(make(), plan.tickets) as house:
        house.start_workers(1)
        values = measure_work(name, house, plan, tell)
        tell(f"{name}: webhook, worker busy")
        busy = measure_busy(house, bare, plan)
        values |= measure_memory(house)
        starts = {"web_start": find_mean([start, house.web_start]), "worker_start": house.worker_starts[0]}
    return {name: values | starts, f"{name}_stopped": stopped, f"{name}_busy": busy}


def measure_work(name: str, house: House, plan: Plan, tell: Tell) -> Values:
    """What needs a worker and no load."""
    tell(f"{name}: idle")
    values = measure_idle(house, plan)
    tell(f"{name}: webhook to reply")
    values |= measure_loop(house, plan)
    tell(f"{name}: jobs")
    return values | measure_jobs(house, plan)
