"""The fixed triggers: which events an update gives rise to. They look at every create and update, the API's too."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.sandbox.desk import BOT_ID, Occurrence

OFF_TAG = "reinstate_off"
OWN_PREFIX = "reinstate_"


@dataclass(frozen=True, slots=True)
class Trigger:
    """One trigger: the event it posts, and when it fits."""

    title: str
    event: str
    fits: Callable[[Occurrence], bool]


def find_events(occurrence: Occurrence) -> list[str]:
    """The events to deliver, in the triggers' order. No trigger runs on a ticket that is closed or beyond."""
    if occurrence.after.status in ("closed", "deleted", "suspended"):
        return []
    return [trigger.event for trigger in TRIGGERS if trigger.fits(occurrence)]


def _is_created_by_customer(occurrence: Occurrence) -> bool:
    return occurrence.before is None and occurrence.author.is_end_user and OFF_TAG not in occurrence.after.tags


def _is_public_reply_by_customer(occurrence: Occurrence) -> bool:
    comment = occurrence.audit.comment
    return (
        occurrence.before is not None
        and occurrence.author.is_end_user
        and comment is not None
        and comment.public
        and OFF_TAG not in occurrence.after.tags
    )


def _is_overridden_by_agent(occurrence: Occurrence) -> bool:
    before, author = occurrence.before, occurrence.author
    if before is None or author.is_end_user or author.id == BOT_ID:
        return False
    return any(tag.startswith(OWN_PREFIX) for tag in before.tags ^ occurrence.after.tags)


TRIGGERS = (
    Trigger("Reinstate: new ticket", "created", _is_created_by_customer),
    Trigger("Reinstate: customer reply", "replied", _is_public_reply_by_customer),
    Trigger("Reinstate: tags changed by an agent", "overridden", _is_overridden_by_agent),
)
