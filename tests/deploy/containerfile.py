"""As much of a Containerfile's grammar as ours uses."""

import json
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

KNOWN = frozenset(
    {"CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "RUN", "STOPSIGNAL", "USER", "VOLUME"}
    | {"WORKDIR"}
)


@dataclass(frozen=True, slots=True)
class Step:
    """One instruction with what stands behind it."""

    name: str
    text: str

    @property
    def words(self) -> list[str]:
        """The text as a shell parts it, or the list where it is one."""
        return json.loads(self.text) if self.text.startswith("[") else shlex.split(self.text)

    @property
    def variables(self) -> dict[str, str]:
        """What an ENV sets."""
        return dict(word.split("=", 1) for word in self.words)


@dataclass(frozen=True, slots=True)
class Copy:
    """What a COPY takes, from the project or from another stage, and where it goes."""

    sources: tuple[str, ...]
    target: str
    stage: str | None


def read_steps(file: Path) -> list[Step]:
    """Every instruction; ValueError for one that we do not know."""
    return list(_read(file.read_text(encoding="utf-8")))


def _read(text: str) -> Iterator[Step]:
    for line in text.splitlines():
        if line and not line.startswith("#"):
            name, _, rest = line.partition(" ")
            if name not in KNOWN or line.endswith("\\"):
                raise ValueError(f"not understood: {line}")
            yield Step(name, rest.strip())


def split_stages(steps: list[Step]) -> list[tuple[str, list[Step]]]:
    """The stages by their names, "" for one without."""
    stages: list[tuple[str, list[Step]]] = []
    for step in steps:
        if step.name == "FROM":
            stages.append((step.words[2] if len(step.words) == 3 else "", []))
        stages[-1][1].append(step)
    return stages


def to_copy(step: Step) -> Copy:
    """A COPY taken apart."""
    stage = next((word.removeprefix("--from=") for word in step.words if word.startswith("--from=")), None)
    *sources, target = [word for word in step.words if not word.startswith("--")]
    return Copy(tuple(sources), target, stage)
