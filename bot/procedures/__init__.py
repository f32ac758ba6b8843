"""The procedures as data: one TOML file each, read into the core's values."""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from bot.core.checklist import Item, Kind, Procedure, Unmet

FOLDER = Path(__file__).parent


def load_procedures(folder: Path = FOLDER) -> tuple[Procedure, ...]:
    """Every procedure of the folder, by name; ValueError names the file that is wrong."""
    procedures = []
    for path in sorted(folder.glob("*.toml")):
        try:
            procedures.append(to_procedure(tomllib.loads(path.read_text(encoding="utf-8"))))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}: {error!r}") from error
    return tuple(procedures)


def to_procedure(data: Mapping[str, Any]) -> Procedure:
    """One procedure from a parsed file; KeyError or ValueError where it is not of the form."""
    items = tuple(to_item(item) for item in data["items"])
    return Procedure(data["name"], data["intent"], data["tag"], items, data.get("details", {}))


def to_item(data: Mapping[str, Any]) -> Item:
    """One item from its table; an unknown field is an error, so that a misspelt one is not silently dropped."""
    unknown = data.keys() - {"key", "kind", "label", "when_unmet", "needs", "details"}
    if unknown:
        raise ValueError(f"unknown fields {sorted(unknown)}")
    return Item(
        key=data["key"],
        kind=Kind(data["kind"]),
        label=data["label"],
        when_unmet=Unmet(data.get("when_unmet", "ask")),
        needs=frozenset(data.get("needs", ())),
        details=data.get("details", {}),
    )
