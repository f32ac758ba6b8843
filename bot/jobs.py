"""The job engine (DBOS) behind one module: enqueue with the caller's transaction, run one job at a time per ticket,
retry by delayed rows, take over what a dead worker left. Jobs carry a delivery's id only."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat
from sqlalchemy import Connection, Engine, func, select

QUEUE = "tickets"
WORKFLOW = "handle_delivery"
APPLICATION = "reinstate"
APPLICATION_VERSION = "1"  # pinned: jobs in hand survive an upgrade; raise it only when a job's form changes
STATES = {"ENQUEUED": "waiting", "DELAYED": "delayed", "PENDING": "running"}
LIVE = list(STATES)
ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
BATCH = 500  # finished jobs deleted in one transaction


@dataclass(frozen=True, slots=True)
class Job:
    """A job that has not ended: waiting, delayed until ``due_at``, or running."""

    state: str
    due_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class JobInHand:
    """A job that was taken from the queue and has not ended; ``life`` is the worker's that took it."""

    name: str
    delivery_id: int
    life: str


class Jobs:
    """The web process's side and the worker's way to enqueue: a client that starts no thread and makes no table."""

    def __init__(self, engine: Engine) -> None:
        self._client = DBOSClient(
            system_database_engine=engine, application_name=APPLICATION, lazy=True, retry_connection_errors=False
        )

    def enqueue(
        self, connection: Connection, delivery_id: int, ticket_id: int, attempt: int = 0, delay_seconds: float = 0.0
    ) -> None:
        """Enqueue a delivery's handling in the caller's transaction; the same delivery and attempt run once."""
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": name_job(delivery_id, attempt),
            "queue_partition_key": str(ticket_id),
            "app_version": APPLICATION_VERSION,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if delay_seconds > 0:
            options["delay_seconds"] = delay_seconds
        self._client.enqueue_in_transaction(connection, options, delivery_id)

    def declare_queue(self, concurrency: int, poll_seconds: float) -> None:
        """Say how the queue is run; its jobs wait until somebody has. One job at a time for each ticket."""
        self._client.register_queue(
            QUEUE, worker_concurrency=concurrency, partition_concurrency=1, polling_interval_sec=poll_seconds
        )

    def is_queue_declared(self) -> bool:
        """Whether a worker has ever declared the queue in this database."""
        return self._client.retrieve_queue(QUEUE) is not None

    def load_live(self) -> frozenset[str]:
        """The names of all jobs that wait or run."""
        rows = self._client.list_workflows(status=LIVE, queue_name=QUEUE, load_input=False, load_output=False)
        return frozenset(row.workflow_id for row in rows)

    def load_in_hand(self) -> list["JobInHand"]:
        """Every job that some worker has in hand, dead ones included."""
        rows = self._client.list_workflows(status="PENDING", queue_name=QUEUE, load_input=False, load_output=False)
        return [JobInHand(row.workflow_id, find_delivery_id(row.workflow_id), row.executor_id or "") for row in rows]

    def cancel(self, names: Sequence[str]) -> None:
        """End jobs that nobody runs; their tickets' turns are free again."""
        self._client.cancel_workflows(list(names))

    def load_jobs(self, names: Sequence[str]) -> dict[str, Job]:
        """Those of the named jobs that wait or run."""
        rows = self._client.list_workflows(
            workflow_ids=list(names), status=LIVE, queue_name=QUEUE, load_input=False, load_output=False
        )
        return {row.workflow_id: to_job(row.status, row.delay_until_epoch_ms) for row in rows}

    def count_jobs(self) -> dict[str, int]:
        """How many jobs are in each state, 0 included. The engine can only list them, which a long queue would make
        slow, so this reads its table: another reason why its version is pinned."""
        table, engine = self._client._sys_db.tables.workflow_status, self._client._sys_db.engine
        counted = select(table.c.status, func.count()).where(table.c.status.in_(LIVE), table.c.queue_name == QUEUE)
        with engine.connect() as connection:
            counts: dict[str, int] = dict(connection.execute(counted.group_by(table.c.status)).all())
        return {state: counts.get(status, 0) for status, state in STATES.items()}

    def bring_forward(self, names: Sequence[str]) -> None:
        """Let those of the named jobs run now that wait for their time."""
        for name in names:
            self._client.set_workflow_delay(name, delay_seconds=0)

    def delete_ended(self, before: datetime) -> int:
        """Delete the engine's rows of jobs that ended before that time, and tell how many. The deliveries are ours and
        stay, so no job of theirs is run a second time."""
        deleted = 0
        while names := self._load_ended(before):
            self._client.delete_workflows(names)
            deleted += len(names)
        return deleted

    def _load_ended(self, before: datetime) -> list[str]:
        rows = self._client.list_workflows(
            status=ENDED,
            name=WORKFLOW,  # a cancelled job has left its queue
            completed_before=before.isoformat(),
            limit=BATCH,
            load_input=False,
            load_output=False,
        )
        return [row.workflow_id for row in rows]

    def close(self) -> None:
        """Let go of the client; the database engine stays the caller's."""
        self._client.destroy()


def to_job(status: str, due_epoch_ms: int | None) -> Job:
    """A job's state in our words."""
    due = None if due_epoch_ms is None else datetime.fromtimestamp(due_epoch_ms / 1000, UTC)
    return Job(STATES[status], due if STATES[status] == "delayed" else None)


def name_job(delivery_id: int, attempt: int) -> str:
    """The engine's name of the job: it takes no second one of that name while it knows the first. Padded, because names
    order the jobs of one moment, and a moment is a whole second on SQLite."""
    return f"delivery:{delivery_id:015d}:{attempt}"


def find_delivery_id(job: str) -> int:
    """The id of the delivery that a job handles, from the job's name."""
    return int(job.split(":")[1])


def make_engine_tables(url: str) -> None:
    """Make or upgrade the job engine's own tables; a client alone does not, so every start calls this."""
    silence_engine()
    DBOS.migrate(url.replace("postgresql+psycopg://", "postgresql://", 1))


def silence_engine() -> None:
    """Keep the engine's own log off the console: ours says what there is to say."""
    logging.getLogger("dbos").setLevel(logging.CRITICAL)


def start_worker(
    engine: Engine, handle: Callable[[int], None], *, life: str, concurrency: int, poll_seconds: float
) -> None:
    """Start running jobs in background threads; ``handle`` gets a delivery's id and deals with its own errors: what it
    raises all the same ends the job. ``life`` is a name that no other process ever had: of two under one name, the
    engine lets either run what the other has in hand."""
    silence_engine()
    config: DBOSConfig = {
        "name": APPLICATION,
        "system_database_engine": engine,
        "application_version": APPLICATION_VERSION,
        "executor_id": life,
        "log_level": "CRITICAL",
        "console_log_level": "CRITICAL",
        "enable_otlp": False,
        "notification_listener_polling_interval_sec": 0.1,  # we send no messages, and a stop waits for it
    }
    DBOS(config=config)

    @DBOS.workflow(name=WORKFLOW, max_recovery_attempts=None)
    def handle_delivery(delivery_id: int) -> None:
        handle(delivery_id)

    # Before the launch: the engine looks for new queues once a second only.
    Jobs(engine).declare_queue(concurrency, poll_seconds)
    DBOS.launch()


def take_over_jobs(lives: Sequence[str]) -> None:
    """Put the jobs that were in hand in those lives back into the queue, each in its ticket's turn. Harmless where
    somebody else did so already. The engine has no public call for it: one reason why its version is pinned."""
    DBOS._recover_pending_workflows(list(lives))


def stop_worker(wait_seconds: float) -> None:
    """Take no more jobs, and wait for those in hand, for so long at most; it looks once a second."""
    DBOS.destroy(workflow_completion_timeout_sec=round(wait_seconds), destroy_registry=True)
