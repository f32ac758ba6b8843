"""The files for deploying name what there is, and the Containerfile's own files are enough to build from."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path
from zipfile import ZipFile

import click
import pytest
import yaml

from bot.cli import main
from bot.gunicorn_app import KILL_SECONDS
from bot.settings import PREFIX, Settings
from tests.deploy.containerfile import Step, read_steps, split_stages, to_copy
from tests.deploy.replay import Replay
from webhooks.zendesk import MAX_BODY

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/deploy"
STEPS = read_steps(FOLDER / "Containerfile")
COMPOSE = yaml.safe_load((FOLDER / "compose.yaml").read_text(encoding="utf-8"))
SERVICES = COMPOSE["services"]
OURS = {name: service for name, service in SERVICES.items() if service.get("image") == "reinstate"}
UNITS = sorted(FOLDER.glob("*.service"))
SETTINGS = {PREFIX + name.upper(): field for name, field in Settings.model_fields.items()}
PORT, STOP_SECONDS = SETTINGS["REINSTATE_PORT"].default, SETTINGS["REINSTATE_STOP_SECONDS"].default
SPARE_SECONDS = 10  # upgrading.md: beyond the time to finish, before anybody kills
HEALTH = f"from urllib.request import urlopen; urlopen('http://127.0.0.1:{PORT}/healthz', timeout=4)"


def find_steps(name: str) -> list[Step]:
    return [step for step in STEPS if step.name == name]


def read_unit(file: Path) -> dict[str, dict[str, str]]:
    """A unit's sections; of a key that stands there twice the last."""
    parser = RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read_string(file.read_text(encoding="utf-8"))
    return {name: dict(parser[name]) for name in parser.sections()}


def check_command(arguments: list[str]) -> None:
    """The command line is one of ours, options and all."""
    command, context = main, click.Context(main)
    while isinstance(command, click.Group):
        name, *arguments = arguments
        command = command.get_command(context, name)  # type: ignore[assignment]
        assert command is not None, name
    command.make_context(str(command.name), list(arguments))


def to_seconds(text: str) -> float:
    """A length of time as compose writes it."""
    return float(text.removesuffix("s"))


@pytest.mark.parametrize("file", sorted(FOLDER.iterdir()), ids=lambda file: file.name)
def test_settings_that_a_file_names_exist(file):
    named = set(re.findall(r"REINSTATE_[A-Z_]+", file.read_text(encoding="utf-8")))
    assert named <= SETTINGS.keys()


@pytest.mark.parametrize("name", ["run.lock", "build.lock"])
def test_locks_of_the_image_are_part_of_the_projects(name):
    blocks = re.split(r"^(?=[a-z])", (FOLDER / name).read_text(encoding="utf-8"), flags=re.MULTILINE)
    locked = re.split(r"^(?=[a-z])", (ROOT / "requirements.lock").read_text(encoding="utf-8"), flags=re.MULTILINE)
    projects = {block.split()[0]: set(re.findall(r"sha256:\w{64}", block)) for block in locked if block}
    for block in filter(None, blocks):
        hashes = set(re.findall(r"sha256:\w{64}", block))
        assert hashes
        assert hashes <= projects[block.split()[0]]


def test_lock_of_the_image_holds_what_the_program_needs_and_no_tool():
    packages = set(re.findall(r"^([a-z0-9-]+)==", (FOLDER / "run.lock").read_text(encoding="utf-8"), re.MULTILINE))
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed, tools = (
        set(re.findall(r'^    "([a-z0-9-]+)', text.partition(f"\n{name} = [")[2].partition("]\n")[0], re.MULTILINE))
        for name in ("dependencies", "dev")
    )
    assert len(needed) > 15
    assert needed <= packages
    assert not packages & tools


def test_image_runs_as_nobody_in_particular_and_is_healthy_where_it_listens():
    stages = split_stages(STEPS)
    assert [name for name, _ in stages] == ["build", ""]
    _, last = stages[-1]
    assert all(re.fullmatch(r"docker\.io/library/python:3\.11-slim-\w+", step.words[0]) for step in find_steps("FROM"))
    [user] = [step.text for step in last if step.name == "USER"]
    assert re.fullmatch(r"[1-9]\d{4}:[1-9]\d{4}", user)
    assert find_steps("EXPOSE")[0].text == str(PORT)
    assert find_steps("HEALTHCHECK")[0].text.endswith(f'CMD ["python", "-c", "{HEALTH}"]')
    assert find_steps("ENTRYPOINT")[0].words == ["reinstate"]
    check_command(find_steps("CMD")[0].words)


def test_health_check_asks_for_a_page_that_there_is():
    described = yaml.safe_load((ROOT / "webhooks/openapi.yaml").read_text(encoding="utf-8"))
    assert "get" in described["paths"]["/healthz"]


def test_every_package_is_installed_with_its_hash():
    installs = [step.text for step in find_steps("RUN") if " install " in step.text]
    assert len(installs) == 3
    assert all("--require-hashes" in text or "--no-index" in text for text in installs)


@pytest.mark.parametrize("copy", [to_copy(step) for step in STEPS if step.name == "COPY"], ids=str)
def test_what_is_copied_exists_and_is_not_kept_from_the_builder(copy):
    sent = {line.removeprefix("!") for line in (FOLDER / "Containerfile.dockerignore").read_text().splitlines()}
    for source in copy.sources if copy.stage is None else ():
        assert (ROOT / source).exists()
        assert source in sent


def test_wheel_builds_from_the_copied_files_alone(tmp_path):
    """The stage's own steps but those that fetch packages: its tools are this interpreter's."""
    name, steps = split_stages(STEPS)[0]
    assert name == "build"
    replay = Replay(ROOT, tmp_path, lambda line: None)
    replay.run_all([step for step in steps if step.name != "RUN"])
    [build] = [step.text for step in steps if step.text.startswith("/build/tools/bin/hatchling ")]
    hatchling, *arguments = shlex.split(build)
    command = [sys.executable, "-m", Path(hatchling).name, *map(replay.place, arguments)]
    subprocess.run(command, cwd=replay.workdir, check=True, capture_output=True, timeout=60)
    [wheel] = (replay.root / "build/wheels").glob("*.whl")
    names = ZipFile(wheel).namelist()
    for folder in ("bot/_shipped/templates", "bot/_shipped/migrations", "bot", "webhooks"):
        assert any(entry.startswith(f"{folder}/") for entry in names)


def test_replay_leaves_nothing_of_an_earlier_stage_but_what_is_copied(tmp_path):
    project, file = tmp_path / "project", tmp_path / "Containerfile"
    project.mkdir()
    file.write_text(
        "FROM base AS build\nWORKDIR /build\nENV KEPT=/build/x\nRUN echo 1 > kept && echo 2 > gone\n"
        'FROM base\nCOPY --from=build /build/kept /opt/\nRUN cat /opt/kept && test ! -e /build && test -z "$KEPT"\n'
    )
    replay = Replay(project, tmp_path / "folder", lambda line: None)
    replay.run_all(read_steps(file))
    assert (replay.root / "opt/kept").read_text() == "1\n"
    with pytest.raises(subprocess.CalledProcessError):
        replay.run_all([Step("FROM", "base"), Step("RUN", "test -e /opt/kept")])


@pytest.mark.parametrize("line", ["ADD x /", "RUN a && \\", "SHELL x"])
def test_instruction_that_is_not_replayed_is_refused(line, tmp_path):
    file = tmp_path / "Containerfile"
    file.write_text(f"FROM base\n{line}\n")
    with pytest.raises(ValueError, match="not understood"):
        read_steps(file)


@pytest.mark.parametrize("name", sorted(OURS))
def test_service_is_a_command_of_ours_with_time_to_end(name):
    service = OURS[name]
    check_command(service["command"])
    assert to_seconds(service["stop_grace_period"]) >= STOP_SECONDS + max(SPARE_SECONDS, KILL_SECONDS)
    assert service["env_file"] == ["reinstate.env"]
    assert service["init"] is service["read_only"] is True
    assert set(service["networks"]) <= COMPOSE["networks"].keys()
    assert service["depends_on"].keys() <= SERVICES.keys()


def test_services_wait_for_the_tables_and_those_for_the_database():
    assert OURS.keys() == {"upgrade", "web", "worker"}
    assert OURS["upgrade"]["command"] == ["db", "upgrade"]
    assert OURS["upgrade"]["depends_on"] == {"database": {"condition": "service_healthy"}}
    for name in ("web", "worker"):
        assert OURS[name]["depends_on"] == {"upgrade": {"condition": "service_completed_successfully"}}
    assert "healthcheck" in SERVICES["database"]


def test_port_is_this_machines_alone_and_the_check_is_the_images():
    assert OURS["web"]["ports"] == [f"127.0.0.1:{PORT}:{PORT}"]
    assert OURS["web"]["healthcheck"]["test"] == ["CMD", "python", "-c", HEALTH]
    assert not any("ports" in service for name, service in SERVICES.items() if name != "web")


def test_build_of_compose_finds_its_file():
    build = OURS["upgrade"]["build"]
    assert (FOLDER / build["context"] / build["dockerfile"]).resolve() == (FOLDER / "Containerfile").resolve()


def test_database_keeps_its_files_and_knows_no_secret_of_ours():
    database = SERVICES["database"]
    assert database["volumes"] == ["database:/var/lib/postgresql/data"]
    assert "database" in COMPOSE["volumes"]
    assert database["env_file"] == ["database.env"]
    assert COMPOSE["networks"]["inner"]["internal"] is True
    for file in ("database.env", "reinstate.env"):
        assert (FOLDER / f"{file}.example").is_file()


def read_example() -> Iterator[tuple[str, str]]:
    for line in (FOLDER / "reinstate.env.example").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, _, value = line.partition("=")
            yield name, value


def test_example_of_the_settings_is_right_once_it_is_filled_in():
    filled = {"REINSTATE_SECRET_KEY": "k" * 43 + "=", "REINSTATE_ZENDESK_CLIENT_SECRET": "secret"}
    given = {name: value or filled.get(name, "") for name, value in read_example()}
    assert filled.keys() <= given.keys()
    settings = Settings(_env_file=None, **{name.removeprefix(PREFIX).lower(): value for name, value in given.items()})
    assert settings.stop_seconds == STOP_SECONDS
    assert settings.database_url.endswith("@database/reinstate")


@pytest.mark.parametrize("unit", UNITS, ids=lambda file: file.name)
def test_unit_runs_a_command_of_ours_hardened_and_with_time_to_end(unit):
    service = read_unit(unit)["Service"]
    program, *arguments = shlex.split(service["ExecStart"])
    assert program == "/opt/reinstate/bin/reinstate"
    check_command(arguments)
    assert float(service["TimeoutStopSec"]) >= STOP_SECONDS + max(SPARE_SECONDS, KILL_SECONDS)
    assert (service["NoNewPrivileges"], service["ProtectSystem"], service["UMask"]) == ("yes", "strict", "0077")
    assert service["WorkingDirectory"] == f"/var/lib/{service['StateDirectory']}"
    assert service["User"] == "reinstate"
    assert service["KillMode"] == "mixed"
    assert read_unit(unit)["Install"]["WantedBy"] == "multi-user.target"


def test_there_is_a_unit_for_each_kind_of_process():
    commands = {shlex.split(read_unit(unit)["Service"]["ExecStart"])[1] for unit in UNITS}
    assert commands == {"serve", "web", "worker"}
    worker = read_unit(FOLDER / "reinstate-worker@.service")["Service"]
    assert worker["Environment"] == "REINSTATE_WORKER_ID=%H-%i"


@pytest.mark.parametrize("name", ["nginx.conf", "Caddyfile"])
def test_proxy_passes_on_to_our_port_and_lets_through_what_zendesk_may_send(name):
    text = re.sub(r"#.*", "", (FOLDER / name).read_text(encoding="utf-8"))
    assert set(re.findall(r"127\.0\.0\.1:(\d+)", text)) == {str(PORT)}
    assert text.count("{") == text.count("}")
    assert re.search(rf"{MAX_BODY // 1024}K", text, re.IGNORECASE)
    zendesks, peoples = re.split(r"pages\.acme\.example(?:;| )\s*(?:\{|ssl_)", text, maxsplit=1)
    assert "/webhooks/zendesk" in zendesks
    assert "/metrics" in peoples
    assert "Retry-After 30" in zendesks


def test_page_names_every_file_and_commands_that_there_are():
    text = (FOLDER / "README.md").read_text(encoding="utf-8")
    for file in FOLDER.iterdir():
        assert file.name in text or file.suffix in (".lock", ".example") or file.name == "README.md", file.name
    for words in re.findall(
        r"^(?:reinstate|docker compose run --rm worker) ([a-z][a-z ]*[a-z])\s*(?:#.*)?$", text, re.M
    ):
        check_command(words.split())
    assert "No engine ran the container files" in text
