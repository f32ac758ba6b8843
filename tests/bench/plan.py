"""How long everything is measured."""

from dataclasses import dataclass

SLOW, FAST = 10.0, 100.0  # deliveries a second (DESIGN.md, figures)
WARMING = 4  # jobs for each worker before anything of it is timed: the first ones load what the others find


@dataclass(frozen=True, slots=True)
class Plan:
    """Durations are in seconds, numbers in tickets. ``backlog`` waits when the webhook's load begins, so that the
    worker is busy from its first delivery on."""

    slow_seconds: float = 4.0
    fast_seconds: float = 5.0
    full_seconds: float = 2.0
    most_per_second: int = 1500  # deliveries prepared for a load without a pause
    ailing_seconds: float = 2.0
    idle_seconds: float = 3.0
    loop_tickets: int = 20
    loop_per_second: float = 5.0
    workers: tuple[int, ...] = (1, 2, 4)
    jobs: int = 80
    backlog: int = 150
    fresh: int = 500  # tickets that the webhook's load tells of, over and over
    texts: int = 200
    long_texts: int = 10

    @property
    def tickets(self) -> int:
        """How many tickets are filed for all this."""
        jobs = len(self.workers) * (self.jobs + WARMING * max(self.workers))
        return WARMING + self.loop_tickets + jobs + self.backlog + self.fresh


DEFAULT = Plan()
QUICK = Plan(
    slow_seconds=2.0,
    fast_seconds=2.0,
    full_seconds=1.0,
    ailing_seconds=1.0,
    idle_seconds=2.0,
    loop_tickets=12,
    jobs=30,
    backlog=60,
    fresh=200,
    texts=60,
    long_texts=3,
)
TINY = Plan(
    slow_seconds=0.4,
    fast_seconds=0.3,
    full_seconds=0.2,
    most_per_second=200,
    ailing_seconds=0.2,
    idle_seconds=0.2,
    loop_tickets=6,
    loop_per_second=20.0,
    workers=(1,),
    jobs=4,
    backlog=4,
    fresh=20,
    texts=4,
    long_texts=1,
)
