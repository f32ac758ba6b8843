"""What is installed: pinned with hashes, from no address of the lock's own, under licences that GPL-3.0 takes."""

import re
from importlib.metadata import Distribution, distributions
from pathlib import Path

import pytest

LOCK = Path(__file__).parents[2] / "requirements.lock"
PIN = re.compile(r"^(?P<name>[a-z0-9][a-z0-9._-]*)(?:\[[a-z0-9,._-]+\])?==(?P<version>[^\s;\\]+)", re.I)
ADDRESS = re.compile(r"(?:--(?:extra-)?index-url|--find-links|--trusted-host|-i )|@ (?:https?|file|git)|https?://")
# Licences that may be combined into a work under GPL-3.0-or-later (gnu.org, license list); as metadata spells them.
COMPATIBLE = re.compile(
    r"\b(?:mit|bsd|isc|apache|psf|python software foundation|python-2\.0|mpl|mozilla public|lgpl|lesser general"
    r"|gpl(?:v?-?3|-?v3)?|gnu general public|zlib|unlicense|public domain|cc0|0bsd|zpl|zope|hpnd|historical permission"
    r"|postgresql|bsl-1\.0|boost|blueoak|cnri|ofl)\b|gplv3",
    re.I,
)
NEVER = re.compile(
    r"proprietary|commercial|\bsspl\b|business source|\bcc-by-nc|gpl-?v?2(?:\.0)?-only|all rights reserved", re.I
)


def read_entries() -> list[str]:
    """The lock's requirements, each with its continued lines."""
    text = "\n".join(
        line for line in LOCK.read_text(encoding="utf-8").splitlines() if not line.lstrip().startswith("#")
    )
    return [entry for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]


def to_key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


ENTRIES = read_entries()
LOCKED = {to_key(found["name"]): found["version"] for entry in ENTRIES if (found := PIN.match(entry))}


def test_every_requirement_is_pinned_and_has_hashes() -> None:
    assert len(ENTRIES) > 50
    assert [entry[:60] for entry in ENTRIES if not PIN.match(entry) or "--hash=sha256:" not in entry] == []
    assert [entry[:60] for entry in ENTRIES if "--hash=" in entry.replace("--hash=sha256:", "")] == []


def test_lock_names_no_address() -> None:
    assert ADDRESS.search(LOCK.read_text(encoding="utf-8")) is None


def read_licence(distribution: Distribution) -> str:
    """All that the metadata says of the licence; of a licence that stands there whole, its beginning."""
    metadata = distribution.metadata
    said: list[str] = [metadata.get("License-Expression") or "", (metadata.get("License") or "")[:300]]
    said += [c for c in metadata.get_all("Classifier") or [] if c.startswith("License ::")]
    files = [file for file in distribution.files or () if "licen" in file.name.lower()] if not any(said) else []
    return " | ".join([*said, *(file.read_text(encoding="utf-8")[:300] for file in files)])


INSTALLED = {to_key(d.metadata["Name"]): d for d in distributions() if to_key(d.metadata["Name"]) in LOCKED}


@pytest.mark.parametrize("name", sorted(INSTALLED))
def test_licence_of_what_is_locked_goes_with_gpl_3(name: str) -> None:
    licence = read_licence(INSTALLED[name])
    assert COMPATIBLE.search(licence), licence or "no licence in the metadata"
    assert not NEVER.search(licence), licence


def test_nearly_all_that_is_locked_was_looked_at() -> None:
    assert len(INSTALLED) > 0.8 * len(LOCKED)  # some are for other systems
