"""The core computes: no library, no clock, no input, no output."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import bot.core

CORE = Path(bot.core.__file__).parent
MODULES = sorted(CORE.rglob("*.py"))
CHECKOUT = CORE.parent.parent
# fmt: off
EFFECTS = frozenset({
    "asyncio", "datetime", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets",
    "shutil", "socket", "sqlite3", "ssl", "subprocess", "tempfile", "threading", "time", "urllib", "uuid",
})
# fmt: on
EFFECTFUL_CALLS = frozenset({"open", "print", "input", "exec", "eval", "__import__", "breakpoint"})

IMPORT_EVERYTHING = """
import sys
sys.path.insert(0, sys.argv[1])
import importlib, pkgutil
import bot.core
for module in pkgutil.walk_packages(bot.core.__path__, "bot.core."):
    importlib.import_module(module.name)
print("\\n".join(sorted(sys.modules)))
"""


def find_imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def is_ours(name: str) -> bool:
    return name in ("bot", "bot.core") or name.startswith("bot.core.")


def test_bare_interpreter_imports_core_and_loads_only_standard_library() -> None:
    bare = [sys.executable, "-I", "-S", "-c", IMPORT_EVERYTHING, str(CHECKOUT)]
    run = subprocess.run(bare, capture_output=True, text=True, timeout=60, check=False)
    assert run.returncode == 0, run.stderr
    loaded = run.stdout.split()
    assert {f"bot.core.{path.stem}" for path in MODULES if path.stem != "__init__"} <= set(loaded)
    standard = sys.stdlib_module_names | {"__main__"}
    assert [name for name in loaded if name.split(".")[0] not in standard and not is_ours(name)] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_module_names_only_standard_library_and_core(path: Path) -> None:
    imports = list(find_imports(ast.parse(path.read_text(encoding="utf-8"))))
    foreign = [name for name in imports if name.split(".")[0] not in sys.stdlib_module_names and not is_ours(name)]
    assert foreign == []
    assert [name for name in imports if name.split(".")[0] in EFFECTS] == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.name)
def test_module_calls_nothing_with_an_effect(path: Path) -> None:
    calls = [node.func for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    assert [call.id for call in calls if isinstance(call, ast.Name) and call.id in EFFECTFUL_CALLS] == []
