"""The stages of a Containerfile, one after the other in a bare folder that stands for the container's root. What came
before a stage is moved away, so that nothing but what it copies can be found by it."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from tests.deploy.containerfile import Step, split_stages, to_copy

OWN_FOLDERS = re.compile(r"(?<![\w./])/(?=(?:build|opt|var)(?:[/:\s]|$))")  # in words and paths that name the root's
ONLY_ROOT = ("useradd", "chown")  # what an engine does as root: left out here, and told
PIP = ("PIP_", "HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy")  # how this machine reaches packages


class Replay:
    """A folder, and what has been done in it."""

    def __init__(self, project: Path, folder: Path, tell: Callable[[str], object]) -> None:
        self.project, self.folder, self.tell = project, folder, tell
        self.root, self.before = folder / "root", folder / "before"
        self.tools = folder / "tools"
        self.variables: dict[str, str] = {}
        self.workdir = self.root
        self._make_tools()

    def run_all(self, steps: list[Step]) -> None:
        """Every stage; CalledProcessError at the first step that fails."""
        for _name, stage in split_stages(steps):
            shutil.rmtree(self.before, ignore_errors=True)
            if self.root.exists():
                self.root.rename(self.before)
            self.root.mkdir()
            self.variables, self.workdir = {}, self.root
            for step in stage:
                self._take(step)
        shutil.rmtree(self.before, ignore_errors=True)

    def to_environment(self, **more: str) -> dict[str, str]:
        """What a process of the container would find, and how packages are reached; nothing else of ours."""
        packages = {name: value for name, value in os.environ.items() if name.startswith(PIP)}
        own = {name: self.place(value) for name, value in self.variables.items()}
        path = f"{own.get('PATH', '/usr/bin:/bin')}"
        return packages | own | {"PATH": f"{self.tools}:{path}", "HOME": "/nonexistent", "LANG": "C.UTF-8"} | more

    def place(self, text: str) -> str:
        """The text with the container's own folders below ours."""
        return OWN_FOLDERS.sub(f"{self.root}/", text)

    def _take(self, step: Step) -> None:
        if step.name == "ENV":
            self.variables |= step.variables
        elif step.name == "WORKDIR":
            self.workdir = Path(self.place(step.text))
            self.workdir.mkdir(parents=True, exist_ok=True)
        elif step.name == "COPY":
            self._copy(step)
        elif step.name == "RUN":
            self.tell(step.text)
            self._run(["/bin/sh", "-ec", self.place(step.text)])

    def _copy(self, step: Step) -> None:
        copy = to_copy(step)
        for source in copy.sources:
            found = self.before / source.lstrip("/") if copy.stage else self.project / source
            target = self.workdir / self.place(copy.target)
            if found.is_dir():
                shutil.copytree(found, target, symlinks=True, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                target.mkdir(parents=True, exist_ok=True)
                shutil.copy(found, target)

    def _run(self, command: Sequence[str]) -> None:
        subprocess.run(command, cwd=self.workdir, env=self.to_environment(), check=True, timeout=600)

    def _make_tools(self) -> None:
        """The base image's own python, and empty stand-ins for what only root may do."""
        self.tools.mkdir(parents=True)
        base = Path(sys.base_prefix) / "bin" / f"python{sys.version_info.major}.{sys.version_info.minor}"
        for name, line in ({"python": f'exec "{base}" "$@"'} | dict.fromkeys(ONLY_ROOT, "exit 0")).items():
            file = self.tools / name
            file.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
            file.chmod(0o755)
