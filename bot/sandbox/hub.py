"""What the stand-in's routes share, wired together: desk, set-up, tokens, deliveries, faults, journal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from bot.sandbox.admin.catalog import Catalog
from bot.sandbox.calls import Calls
from bot.sandbox.deliveries import Deliveries
from bot.sandbox.desk import Desk, now_in_whole_seconds
from bot.sandbox.faults import Faults
from bot.sandbox.furniture import add_category, furnish
from bot.sandbox.limits import Meter
from bot.sandbox.oauth import Tokens
from bot.sandbox.reactions import Reactions
from bot.sandbox.settings import SandboxSettings

EXTENSION = "sandbox"


@dataclass(frozen=True, slots=True)
class Hub:
    """One running stand-in."""

    settings: SandboxSettings
    desk: Desk
    catalog: Catalog
    tokens: Tokens
    deliveries: Deliveries
    faults: Faults
    meter: Meter
    calls: Calls


def create_hub(settings: SandboxSettings, clock: Callable[[], datetime] = now_in_whole_seconds) -> Hub:
    """A desk without tickets, furnished or empty, whose updates run the triggers and post what they say."""
    catalog = Catalog()
    faults = Faults(settings.fault_duplicate, settings.fault_lose_response, settings.fault_seed)
    deliveries = Deliveries(settings, catalog.find_webhook)
    reactions = Reactions(catalog, deliveries, faults, settings.subdomain)
    desk = Desk(reactions.react, catalog.list_fields, clock, settings.bot_role, settings.most_comments)
    reactions.watch(desk)
    add_category(catalog, clock())
    if settings.furnished:
        furnish(catalog, settings, clock())
    return Hub(settings, desk, catalog, Tokens(settings), deliveries, faults, Meter(settings.limits), Calls())


def current_hub() -> Hub:
    """The hub of the app that handles this request."""
    hub = current_app.extensions[EXTENSION]
    assert isinstance(hub, Hub)
    return hub
