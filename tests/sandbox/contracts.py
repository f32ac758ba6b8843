"""Zendesk's own description and recorded traffic, where they lie next to the checkout."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

CONTRACTS = Path(__file__).parents[3] / "shared" / "contracts" / "zendesk"
DESCRIPTION = CONTRACTS / "openapi" / "zendesk-support-oas.official-2025-06.yaml"
RECORDED = CONTRACTS / "recorded" / "zenpy-recorded.jsonl"
NOT_OURS = {"authenticity_token", "ip_address", "location", "latitude", "longitude", "__truncated__"}
needs_contracts = pytest.mark.skipif(not RECORDED.is_file(), reason="the contracts are not beside this checkout")


@cache
def load_description() -> dict[str, Any]:
    """Zendesk's OpenAPI document; skips where no YAML reader is installed."""
    yaml = pytest.importorskip("yaml", reason="PyYAML is not installed")

    class Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        pass

    Loader.add_constructor("tag:yaml.org,2002:value", lambda loader, node: loader.construct_scalar(node))
    document: dict[str, Any] = yaml.load(DESCRIPTION.read_text(), Loader)
    return document


@cache
def load_recorded() -> list[dict[str, Any]]:
    """The recorded exchanges."""
    return [json.loads(line) for line in RECORDED.read_text().splitlines()]


def find_missing(theirs: Any, ours: Any, place: str = "") -> Iterator[str]:
    """Keys that they have and we do not, and values of another type; nulls and empty lists tell nothing."""
    if isinstance(theirs, dict) and isinstance(ours, dict):
        for name in theirs.keys() - NOT_OURS:
            if name in ours:
                yield from find_missing(theirs[name], ours[name], f"{place}/{name}")
            elif not place.endswith(("/from", "/to")) and not name.startswith("malware"):
                yield f"{place}/{name} is missing"
    elif isinstance(theirs, list) and isinstance(ours, list):
        if theirs and ours and isinstance(theirs[0], dict) and "field_name" not in theirs[0]:
            yield from find_missing(theirs[0], ours[0], f"{place}/0")
    elif theirs is not None and ours is not None and type(theirs) is not type(ours):
        yield f"{place}: {type(theirs).__name__} there, {type(ours).__name__} here"
