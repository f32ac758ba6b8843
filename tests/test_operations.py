"""The rules and the pages that operators are given speak of what there is."""

import re
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr

from bot.cli import MODULES
from bot.jobs import Jobs
from bot.settings import PREFIX, Settings
from bot.store.database import open_database
from webhooks import create_app
from webhooks.zendesk import STATUS_OF_REASON

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "docs/operations"
RULES = [rule for group in yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"] for rule in group["rules"]]
RUNBOOK = (FOLDER / "runbook.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## (.+)$", RUNBOOK, re.MULTILINE)
LATER = {"not_stored", "queue_full", "unforeseen"}  # reasons of a 503
FUNCTIONS = {"sum", "max", "min", "increase", "unless", "up", "job", "reason"}


@pytest.fixture(scope="module")
def metrics(make_sqlite_database) -> set[str]:
    """The names of all that ``/metrics`` tells."""
    engine = open_database(make_sqlite_database(True))
    page = create_app(engine, Jobs(engine), ("secret",)).test_client().get("/metrics").text
    engine.dispose()
    return set(re.findall(r"^# TYPE (\S+) ", page, re.MULTILINE))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_alert_is_of_metrics_that_there_are(rule, metrics):
    words = set(re.findall(r"[a-z_]{2,}", re.sub(r'"[^"]*"|\[\w+\]', "", rule["expr"])))
    assert {word for word in words if word.startswith("reinstate_")} <= metrics
    assert {word for word in words if not word.startswith("reinstate_")} <= FUNCTIONS
    assert words & (metrics | {"up"})
    assert rule["labels"]["severity"] in ("page", "ticket")
    assert rule["expr"].count("(") == rule["expr"].count(")")
    assert re.fullmatch(r"(\d+[mhd])?", str(rule.get("for", "")))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_alert_has_its_place_in_the_runbook(rule):
    file, _, anchor = rule["annotations"]["runbook"].partition("#")
    assert (file, anchor) == ("runbook.md", rule["alert"].lower())
    assert rule["alert"] in HEADINGS


def test_runbook_speaks_of_alerts_alone():
    assert [rule["alert"] for rule in RULES] == HEADINGS


def test_reasons_of_the_alerts_are_those_that_are_counted():
    told = {
        reason
        for rule in RULES
        for found in re.findall(r'reason=~?"([^"]+)"', rule["expr"])
        for reason in found.split("|")
    }
    assert told <= STATUS_OF_REASON.keys() | LATER
    sources = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "webhooks").glob("*.py"))
    assert all(f'"{reason}"' in sources for reason in told)


@pytest.mark.parametrize("name", sorted(file.name for file in FOLDER.glob("*.md")))
def test_commands_and_settings_that_are_named_exist(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert set(re.findall(r"`reinstate ([a-z]+)", text)) <= {*MODULES, "sandbox"}
    assert set(re.findall(r"REINSTATE_[A-Z_]+", text)) <= {PREFIX + field.upper() for field in Settings.model_fields}


def test_every_setting_with_a_host_stands_in_the_page_of_the_network_and_no_other():
    text = (FOLDER / "network.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| [^|]+ \| `(REINSTATE_[A-Z_]+)` \|", text, re.MULTILINE)
    hosts = {name for name in Settings.model_fields if name.endswith(("_url", "host"))}
    assert sorted(rows) == sorted(PREFIX + name.upper() for name in hosts)


def test_hosts_that_are_called_unasked_stand_in_the_page_of_the_network():
    text = (FOLDER / "network.md").read_text(encoding="utf-8")
    defaults = [str(field.default) for field in Settings.model_fields.values()]
    hosts = [default.removeprefix("https://") for default in defaults if default.startswith("https://")]
    assert len(hosts) == 2
    assert all(f"| `{host}` |" in text for host in hosts)


def test_places_and_tests_that_the_threats_name_exist():
    named = re.findall(r"`((?:bot|webhooks|tests)/[\w/]+\.py)(?:::(\w+))?`", (FOLDER / "threats.md").read_text("utf-8"))
    assert len(named) > 40
    for file, test in named:
        source = (ROOT / file).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in source, (file, test)


@pytest.mark.parametrize("name", ["rotation.md", "network.md", "scaling.md"])
def test_files_that_a_page_names_exist(name):
    text = (FOLDER / name).read_text(encoding="utf-8")
    files = re.findall(r"`((?:bot|docs|tests|webhooks)/[\w./]+)`", text)
    assert all((ROOT / file).is_file() for file in files)


def test_every_secret_has_its_way_to_be_exchanged():
    text = (FOLDER / "rotation.md").read_text(encoding="utf-8")
    secrets = {name for name, field in Settings.model_fields.items() if field.annotation is SecretStr}
    assert {PREFIX + name.upper() for name in secrets} <= set(re.findall(r"REINSTATE_[A-Z_]+", text))


PLAN = re.compile(r"^\| [\w ,-]+ \| ([\d,]+)[^|]* \| (\d+)[^|]* \| (\d+) \| (\d+) \|$", re.MULTILINE)


def test_tickets_a_minute_follow_from_the_limits():
    """Three calls of which one is an update, or four of which two are (DESIGN.md, figures)."""
    rows = [[int(cell.replace(",", "")) for cell in row] for row in PLAN.findall((FOLDER / "scaling.md").read_text())]
    assert len(rows) == 5
    for calls, updates, one, two in rows:
        assert (one, two) == (min(calls // 3, updates), min(calls // 4, updates // 2))
