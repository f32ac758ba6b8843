"""Structured logs on stderr: ids and reason codes only, never a customer's words or a secret."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from types import TracebackType
from typing import Any

import structlog

MOST_FRAMES = 8

log = structlog.get_logger()


def set_up_logs(level: str) -> None:
    """One JSON object a line on stderr, from the given level up."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            to_places,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    logging.getLogger("zenpy").setLevel(logging.ERROR)
    logging.basicConfig(handlers=[LibraryLines()], level=logging.WARNING)


class LibraryLines(logging.Handler):
    """What libraries log, as lines of ours: which one, and where in it. Their messages may hold anything, zenpy's whole
    answers for one."""

    def emit(self, record: logging.LogRecord) -> None:
        """Say where the record came from, and nothing of what it says."""
        place = f"{record.filename}:{record.lineno}"
        log.log(record.levelno, "library", library=record.name, place=place)


def to_places(_logger: object, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Instead of an exception, the places it passed, innermost last: its message could hold a customer's words."""
    if event.pop("exc_info", None):
        event["places"] = find_places(sys.exc_info()[2])
    return event


def find_places(trace: TracebackType | None) -> list[str]:
    """File, line and function of each frame, the innermost ones."""
    frames = traceback.extract_tb(trace)[-MOST_FRAMES:]
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
