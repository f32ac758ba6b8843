"""A desk beside a running stand-in: checks through the real adapter over real HTTP."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine

from bot.accounts.checks import AccountChecks, Asking, Checked
from bot.accounts.connect import connect_accounts
from bot.accounts.dates import format_moment
from bot.accounts.port import Identity
from bot.core.checklist import Finding, Procedure, Standing, settle
from bot.procedures import load_procedures
from bot.sandbox.mailgun import Platform, RunningPlatform, running_platform
from bot.sandbox.mailgun.scenarios import OWNER
from bot.settings import Settings

PROCEDURES = {procedure.name: procedure for procedure in load_procedures()}
APPEAL, COMPROMISE = PROCEDURES["appeal"], PROCEDURES["compromise"]
HOUR = timedelta(hours=1)


def claim_all(procedure: Procedure) -> dict[str, Finding]:
    """The customer says that everything is done."""
    values: dict[str, dict[str, object]] = {
        "monthly_volume": {"low": 1_000, "high": 2_000},
        "list_source": {"urls": ["acme.example"]},
    }
    return {i.key: Finding(i.key, i.settled_status, value=values.get(i.key, {})) for i in procedure.items}


@dataclass
class World:
    """One platform and one desk's settings for it."""

    running: RunningPlatform
    engine: Engine
    settings: dict[str, Any]

    @property
    def platform(self) -> Platform:
        """The stand-in's state."""
        return self.running.platform

    def connect(self, **settings: Any) -> AccountChecks:
        """Checks with an empty cache and an open gate."""
        chosen = {
            "accounts": "mailgun",
            "mailgun_key": self.platform.parent_key,
            "mailgun_subaccounts": True,
            "mailgun_us_url": self.running.us_url,
            "mailgun_eu_url": self.running.eu_url,
            "connect_seconds": 1.0,
            "read_seconds": 1.0,
        }
        return connect_accounts(Settings(_env_file=None, **chosen | self.settings | settings), self.engine)  # type: ignore[call-arg]

    def check(
        self,
        procedure: Procedure = COMPROMISE,
        checks: AccountChecks | None = None,
        email: str = OWNER,
        account_id: str = "acme",
        ticket_id: int = 1,
        opened: timedelta = HOUR,
        said: dict[str, Finding] | None = None,
    ) -> Checked:
        """One check of a ticket that was opened so long ago, by a customer who claims everything unless told."""
        now = datetime.now(UTC)
        times = format_moment(now - opened), format_moment(now - timedelta(seconds=2))
        asking = Asking(ticket_id, Identity(email, account_id), *times)
        return (checks or self.connect()).check(asking, procedure, claim_all(procedure) if said is None else said)


@contextmanager
def running_world(platform: Platform, engine: Engine, **settings: Any) -> Iterator[World]:
    """The platform served, and a desk beside it."""
    with running_platform(platform) as running:
        yield World(running, engine, settings)


def to_standings(checked: Checked) -> dict[str, Standing]:
    """How each item stands."""
    return {finding.item: finding.standing for finding in checked.findings}


def settle_with(procedure: Procedure, checked: Checked, said: dict[str, Finding] | None = None) -> dict[str, Finding]:
    """Word and account together, as the core settles them."""
    words = claim_all(procedure) if said is None else said
    return {i.key: settle(i, [words[i.key], *checked.findings]) for i in procedure.items}
