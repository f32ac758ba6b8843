"""The job engine (DBOS) behind one module: enqueue with the caller's transaction, run one job at a time per ticket,
retry by delayed rows, take over what a dead worker left. Jobs carry a delivery's id only."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat
from sqlalchemy import Connection, Engine

QUEUE = "tickets"
WORKFLOW = "handle_delivery"
APPLICATION = "reinstate"
APPLICATION_VERSION = "1"  # pinned: jobs in hand survive an upgrade; raise it only when a job's form changes
LIVE = ["ENQUEUED", "DELAYED", "PENDING"]
ENDED = ["SUCCESS", "ERROR", "CANCELLED", "MAX_RECOVERY_ATTEMPTS_EXCEEDED"]
BATCH = 500  # finished jobs deleted in one transaction


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
            queue_name=QUEUE,
            completed_before=before.isoformat(),
            limit=BATCH,
            load_input=False,
            load_output=False,
        )
        return [row.workflow_id for row in rows]

    def close(self) -> None:
        """Let go of the client; the database engine stays the caller's."""
        self._client.destroy()


def name_job(delivery_id: int, attempt: int) -> str:
    """The engine's name of the job: it takes no second one of that name while it knows the first. Padded, because names
    order the jobs of one moment, and a moment is a whole second on SQLite."""
    return f"delivery:{delivery_id:015d}:{attempt}"


def make_engine_tables(url: str) -> None:
    """Make or upgrade the job engine's own tables; a client alone does not, so every start calls this."""
    silence_engine()
    DBOS.migrate(url.replace("postgresql+psycopg://", "postgresql://", 1))


def silence_engine() -> None:
    """Keep the engine's own log off the console: ours says what there is to say."""
    logging.getLogger("dbos").setLevel(logging.CRITICAL)


def start_worker(
    engine: Engine, handle: Callable[[int], None], *, worker_id: str, concurrency: int, poll_seconds: float
) -> None:
    """Start running jobs in background threads; ``handle`` gets a delivery's id and deals with its own errors: what it
    raises all the same ends the job. ``worker_id`` must be unique among live workers; a restart under the same one
    takes up what it left."""
    silence_engine()
    config: DBOSConfig = {
        "name": APPLICATION,
        "system_database_engine": engine,
        "application_version": APPLICATION_VERSION,
        "executor_id": worker_id,
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


def take_over_jobs(worker_ids: Sequence[str]) -> None:
    """Put the jobs that dead workers had in hand back into the queue, each in its ticket's turn. Harmless where
    somebody else did so already. The engine has no public call for it: one reason why its version is pinned."""
    DBOS._recover_pending_workflows(list(worker_ids))


def stop_worker(wait_seconds: int = 10) -> None:
    """Stop running jobs, waiting for those in hand."""
    DBOS.destroy(workflow_completion_timeout_sec=wait_seconds, destroy_registry=True)
