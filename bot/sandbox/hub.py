"""What the stand-in's routes share: the desk, the deliveries and the faults, wired together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from flask import current_app

from bot.sandbox.deliveries import Deliveries
from bot.sandbox.desk import Desk, Occurrence, now_in_whole_seconds
from bot.sandbox.faults import Faults
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.triggers import find_events

EXTENSION = "sandbox"


@dataclass(frozen=True, slots=True)
class Hub:
    """One running stand-in."""

    settings: SandboxSettings
    desk: Desk
    deliveries: Deliveries
    faults: Faults


def create_hub(settings: SandboxSettings, clock: Callable[[], datetime] = now_in_whole_seconds) -> Hub:
    """An empty desk whose updates run the triggers and post what they say."""
    deliveries = Deliveries(settings)
    faults = Faults(settings.fault_duplicate, settings.fault_lose_response)

    def deliver(occurrence: Occurrence) -> None:
        copies = 2 if faults.duplicate_delivery else 1
        for event in find_events(occurrence):
            deliveries.enqueue(event, occurrence.after.id, occurrence.author.id, copies)

    return Hub(settings, Desk(deliver, clock), deliveries, faults)


def current_hub() -> Hub:
    """The hub of the app that handles this request."""
    hub = current_app.extensions[EXTENSION]
    assert isinstance(hub, Hub)
    return hub
