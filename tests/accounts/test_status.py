"""The status page: an incident, calm, or nothing known at all."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.accounts.failures import Unreadable
from bot.accounts.gate import Gate
from bot.accounts.session import PlatformSession
from bot.accounts.status import FRESH_SECONDS, OFF_SECONDS, Incident, StatusPage, find_incident
from bot.core.checklist import Standing
from bot.sandbox.mailgun.faults import NAMES
from tests.accounts.world import APPEAL, COMPROMISE, World, to_standings


def summary(indicator: object = "none", *incidents: Any) -> dict[str, Any]:
    return {"status": {"indicator": indicator, "description": "as it is"}, "incidents": list(incidents)}


OPEN = {"name": "API errors", "status": "identified", "impact": "none"}


@pytest.mark.parametrize(
    ("page", "incident"),
    [
        (summary(), None),
        (summary("maintenance"), None),
        (summary("minor"), Incident("as it is")),
        (summary("critical"), Incident("as it is")),
        (summary("none", OPEN), Incident("API errors")),
        (summary("major", OPEN), Incident("API errors")),
        (summary("none", OPEN | {"status": "monitoring"}), Incident("API errors")),
        (summary("none", OPEN | {"status": "resolved"}), None),
        (summary("none", OPEN | {"status": "postmortem"}), None),
        (summary("none", OPEN | {"name": None}), Incident("")),
        (summary("none", OPEN | {"name": "x" * 20_000}), Incident("x" * 200)),
    ],
)
def test_summary_reports(page: dict[str, Any], incident: Incident | None) -> None:
    assert find_incident(page) == incident


@pytest.mark.parametrize(
    "page",
    [
        *(None, [], {}, {"status": "none", "incidents": []}, summary(None), summary("sunny"), summary(["none"])),
        *({"status": {"indicator": "none"}}, summary("none", "incident"), summary("none", {"name": "x"})),
    ],
)
def test_what_is_no_summary_reports_nothing(page: object) -> None:
    with pytest.raises(Unreadable):
        find_incident(page)


@pytest.mark.parametrize("procedure", [APPEAL, COMPROMISE])
def test_incident_makes_everything_unknown_without_a_call_and_gives_the_link(
    make_world: Callable[..., World], procedure: Any
) -> None:
    world = make_world("incident")
    checks = world.connect(status_url=world.running.status_url)
    assert checks.look_at_status() < 120
    checked = world.check(procedure, checks)
    assert set(to_standings(checked).values()) == {Standing.UNKNOWN}
    assert checked.status_link == world.running.status_url
    assert "(“API errors in all regions”)" in checked.remarks[0]
    assert not [call for call in world.platform.calls if "summary" not in call]
    world.platform.incident = None
    checks.look_at_status()
    assert world.check(procedure, checks).status_link == ""


def test_incident_is_told_also_where_no_account_is_asked(make_world: Callable[..., World]) -> None:
    world = make_world("incident")
    checks = world.connect(accounts="none", status_url=world.running.status_url)
    assert world.check(checks=checks).status_link == ""
    checks.look_at_status()
    checked = world.check(checks=checks)
    assert (checked.findings, checked.status_link) == ((), world.running.status_url)


@pytest.mark.parametrize("fault", [name for name in NAMES if name not in ("no_dates", "miscounted", "contradictory")])
def test_page_that_cannot_be_read_says_nothing(make_world: Callable[..., World], fault: str) -> None:
    world = make_world("incident")
    world.platform.hang_seconds = 0.2
    world.platform.spoil(fault, "status")
    checks = world.connect(status_url=world.running.status_url, connect_seconds=0.1, read_seconds=0.1)
    checks.look_at_status()
    assert world.check(checks=checks).status_link == ""


def test_page_that_is_off_is_never_asked(make_world: Callable[..., World]) -> None:
    world = make_world("incident")
    checks = world.connect(status_url="off")
    assert checks.look_at_status() == OFF_SECONDS
    assert not world.platform.calls


def test_reading_is_forgotten_when_no_newer_one_comes(make_world: Callable[..., World]) -> None:
    world = make_world("incident")
    now = [0.0]
    page = StatusPage(PlatformSession(world.running.status_url, {}, (1.0, 1.0), Gate()), lambda: now[0])
    page.look()
    assert page.find_incident() is not None
    now[0] = FRESH_SECONDS + 1
    assert page.find_incident() is None
