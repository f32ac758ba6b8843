"""Structured logs on stderr: ids and reason codes only, never a customer's words or a secret."""

import logging
import sys
import traceback
from collections.abc import MutableMapping
from contextlib import suppress
from types import TracebackType
from typing import Any, TextIO

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
        logger_factory=structlog.PrintLoggerFactory(UnfailingStream(sys.stderr)),  # type: ignore[arg-type]  # enough of one
    )
    logging.getLogger("zenpy").setLevel(logging.ERROR)
    logging.basicConfig(handlers=[LibraryLines()], level=logging.WARNING)


class UnfailingStream:
    """A stream whose lines are lost where they cannot be written: a full disk under the log, or a reader that went,
    must not end the thread that has something to say."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        """Write as far as that goes."""
        with suppress(OSError):
            self._stream.write(text)

    def flush(self) -> None:
        """Write out what is still held, as far as that goes."""
        with suppress(OSError):
            self._stream.flush()


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
