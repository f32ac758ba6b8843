"""The job engine (DBOS) behind one module: enqueue with the caller's transaction, run one job at a time per ticket,
retry by delayed rows. Jobs carry a delivery's id only."""

import logging
from collections.abc import Callable

from dbos import DBOS, DBOSClient, DBOSConfig, EnqueueOptions, WorkflowSerializationFormat
from sqlalchemy import Connection, Engine

QUEUE = "tickets"
WORKFLOW = "handle_delivery"
APPLICATION = "reinstate"
APPLICATION_VERSION = "1"  # pinned: jobs in hand survive an upgrade; raise it only when a job's form changes


class Jobs:
    """The web process's side and the worker's way to enqueue: a client that starts no thread and makes no table."""

    def __init__(self, engine: Engine) -> None:
        self._client = DBOSClient(system_database_engine=engine, application_name=APPLICATION, lazy=True)

    def enqueue(
        self, connection: Connection, delivery_id: int, ticket_id: int, attempt: int = 0, delay_seconds: float = 0.0
    ) -> None:
        """Enqueue a delivery's handling in the caller's transaction; the same delivery and attempt run once."""
        options: EnqueueOptions = {
            "workflow_name": WORKFLOW,
            "queue_name": QUEUE,
            "workflow_id": f"delivery:{delivery_id}:{attempt}",
            "queue_partition_key": str(ticket_id),
            "app_version": APPLICATION_VERSION,
            "serialization_type": WorkflowSerializationFormat.PORTABLE,
        }
        if delay_seconds > 0:
            options["delay_seconds"] = delay_seconds
        self._client.enqueue_in_transaction(connection, options, delivery_id)

    def close(self) -> None:
        """Let go of the client; the database engine stays the caller's."""
        self._client.destroy()


def make_engine_tables(url: str) -> None:
    """Make or upgrade the job engine's own tables; a client alone does not, so every start calls this."""
    silence_engine()
    DBOS.migrate(url.replace("postgresql+psycopg://", "postgresql://", 1))


def silence_engine() -> None:
    """Keep the engine's own log off the console: ours says what there is to say."""
    logging.getLogger("dbos").setLevel(logging.ERROR)


def start_worker(
    engine: Engine, handle: Callable[[int], None], *, worker_id: str, concurrency: int, poll_seconds: float
) -> None:
    """Start running jobs in background threads; ``handle`` gets a delivery's id and deals with its own errors.
    ``worker_id`` must be unique among live workers; a restart under the same one takes up what it left."""
    silence_engine()
    config: DBOSConfig = {
        "name": APPLICATION,
        "system_database_engine": engine,
        "application_version": APPLICATION_VERSION,
        "executor_id": worker_id,
        "log_level": "ERROR",
        "console_log_level": "ERROR",
        "enable_otlp": False,
    }
    DBOS(config=config)

    @DBOS.workflow(name=WORKFLOW)
    def handle_delivery(delivery_id: int) -> None:
        handle(delivery_id)

    DBOS.launch()
    DBOS.register_queue(
        QUEUE,
        worker_concurrency=concurrency,
        partition_concurrency=1,
        polling_interval_sec=poll_seconds,
        on_conflict="always_update",
    )


def stop_worker(wait_seconds: int = 10) -> None:
    """Stop running jobs, waiting for those in hand."""
    DBOS.destroy(workflow_completion_timeout_sec=wait_seconds, destroy_registry=True)
