"""A process that reads hostile texts of a million characters grows by a bounded amount."""

import subprocess
import sys
from pathlib import Path

import pytest

MOST_MEGABYTES = 200  # reliability anchors, row 17
PROGRAM = """
from pathlib import Path

from bot.core.conversation import Author
from bot.nlp.pipeline import load_pipeline
from bot.reading.messages import Comment, to_conversation

MILLION = 1_000_000
PIECES = ("a", "we send newsletters ", "\\U0001f600", "a\\u200b", "<div>")


def read(body, html):
    comments = [Comment(f"comment:{number}", Author.REQUESTER, body, html) for number in (1, 2)]
    pipeline.understand(to_conversation("hello", comments))


def find_megabytes(name):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) / 1024


pipeline = load_pipeline()
read("The key was reset. We send 5,000 newsletters a month to people who signed up.", False)
before = find_megabytes("VmRSS")
for html in (False, True):
    for piece in PIECES:
        read(piece * (MILLION // len(piece)), html)
print(round(find_megabytes("VmHWM") - before))
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="memory is read from /proc")
def test_million_characters_of_anything_take_a_bounded_amount_of_memory() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, timeout=60, check=True)
    assert int(ended.stdout) <= MOST_MEGABYTES, ended.stdout
