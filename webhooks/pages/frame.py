"""What the frame around every page shows: where one can go, who is signed in; and how times are written."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g, request, url_for
from markupsafe import Markup

from bot.store.users import Role

PLACES = (
    ("tickets.show_list", "Tickets", Role.AGENT),
    ("reports.show_reports", "Reports", Role.MANAGER),
    ("operations.show_operations", "Operations", Role.MANAGER),
)


@dataclass(frozen=True, slots=True)
class Place:
    """A link in the frame; ``here`` where it leads to this very part of the pages."""

    address: str
    label: str
    here: bool


def make_places() -> dict[str, Any]:
    """The frame's own values for every template: ``user`` (None where nobody is signed in), ``signs_out`` (False where
    a proxy would sign them in again at once) and ``places``."""
    user = g.get("user")
    seen = [entry for entry in PLACES if user and user.role.covers(entry[2])]
    here = request.blueprint
    places = [Place(url_for(at), label, at.startswith(f"{here}.")) for at, label, _ in seen]
    return {"user": user, "signs_out": not g.get("by_proxy", False), "places": places}


def to_moment(at: datetime) -> Markup:
    """A time in UTC, to the minute, as people and machines read it."""
    return Markup('<time datetime="{}">{}</time>').format(at.strftime("%Y-%m-%dT%H:%M:%SZ"), f"{at:%Y-%m-%d %H:%M} UTC")
