"""Structured logs on stderr: ids and reason codes only, never a customer's words or a secret."""

import logging
import sys

import structlog


def set_up_logs(level: str) -> None:
    """One JSON object a line on stderr, from the given level up."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.getLogger("zenpy").setLevel(logging.ERROR)
