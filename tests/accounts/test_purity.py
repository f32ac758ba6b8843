"""What turns facts into findings computes from plain values: no library, no clock, no network."""

import subprocess
import sys
from pathlib import Path

import bot

PURE = (
    *("appeals", "baseline", "calls", "dates", "facts", "failures", "matching", "membership", "merging", "port"),
    *("steps", "verdicts", "wire"),
)
PROGRAM = """
import sys
sys.path.insert(0, sys.argv[1])
import importlib
for name in sys.argv[2:]:
    importlib.import_module(f"bot.accounts.{name}")
print("\\n".join(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_bare_interpreter_reads_facts_into_findings() -> None:
    checkout = str(Path(bot.__file__).parent.parent)
    bare = [sys.executable, "-I", "-S", "-c", PROGRAM, checkout, *PURE]
    run = subprocess.run(bare, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    assert set(run.stdout.split()) <= sys.stdlib_module_names | {"__main__", "bot"}
