"""The values that a module's log lines carry, read from its source."""

import ast
from collections.abc import Iterator
from pathlib import Path

METHODS = {"debug", "info", "warning", "error", "exception", "critical", "log"}


def find_logged(file: Path) -> Iterator[str]:
    """The name of every value that is given to ``log``; "*" for one without a name after the event."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="log"), attr=method)) if method in METHODS:
                yield from (keyword.arg or "**" for keyword in node.keywords)
                yield from ("*" for _argument in node.args[2 if method == "log" else 1 :])
