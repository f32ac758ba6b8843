"""The direction of the folders: what reads tickets does not know how its models are made or measured."""

import ast
from pathlib import Path

import bot

ROOT = Path(bot.__file__).parent
MAY = ("learning", "commands")


def test_only_the_commands_know_of_learning() -> None:
    paths = [path for path in ROOT.rglob("*.py") if path.relative_to(ROOT).parts[0] not in MAY]

    assert len(paths) > 200
    assert [path.name for path in paths if any(name.startswith("bot.learning") for name in _list_imports(path))] == []


def _list_imports(path: Path) -> list[str]:
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return modules + [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
