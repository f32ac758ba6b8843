"""Logs are one JSON object a line, and never hold what an exception says."""

import json
import subprocess
import sys
from pathlib import Path

PROGRAM = """
import logging
import structlog
from bot.logs import set_up_logs
set_up_logs("info")
log = structlog.get_logger()
def fail():
    raise ValueError("CANARY")
try:
    fail()
except ValueError as error:
    log.exception("failed", ticket=42, error=type(error).__name__)
log.debug("not shown")
log.info("handled", ticket=42)
logging.getLogger("some.library").warning("CANARY %s", "CANARY")
logging.getLogger("some.library").info("not shown")
"""


def test_lines_are_json_with_places_instead_of_the_exception():
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=True)
    failed, handled, library = (json.loads(line) for line in ended.stderr.splitlines())
    assert (failed["event"], failed["level"], failed["ticket"], failed["error"]) == (
        "failed",
        "error",
        42,
        "ValueError",
    )
    assert [place.rpartition(" ")[2] for place in failed["places"]] == ["<module>", "fail"]
    assert (handled["event"], handled["level"]) == ("handled", "info")
    assert (library["event"], library["level"], library["library"]) == ("library", "warning", "some.library")
    assert library["place"].startswith("<string>:")
    assert "CANARY" not in ended.stderr
    assert ended.stdout == ""


def test_log_that_cannot_be_written_stops_nobody():
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [sys.executable, "-c", PROGRAM + "print('done')"], stdout=subprocess.PIPE, stderr=full, check=False
        )
    assert (ended.returncode, ended.stdout) == (0, b"done\n")
