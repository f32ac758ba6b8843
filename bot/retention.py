"""How long customers' words are kept, and a person's request that they be erased."""

from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from sqlalchemy import Engine

from bot.store.deliveries import now
from bot.store.erasing import save_words_erased
from bot.zendesk.session import ZendeskSession

ROUND_SECONDS = 3600.0
LONGEST_ADDRESS = 254  # characters, RFC 5321

log = structlog.get_logger()


def make_retention(engine: Engine, keep_days: int, clock: Callable[[], datetime] = now) -> Callable[[], float]:
    """One round of erasing what is older than that; any number of workers may do it."""

    def erase() -> float:
        at = clock()
        if count := save_words_erased(engine, at - timedelta(days=keep_days), at):
            log.info("words_erased", rows=count, keep_days=keep_days)
        return ROUND_SECONDS

    return erase


def fetch_user_ids(session: ZendeskSession, origin: str, address: str) -> list[int]:
    """The ids of the Zendesk users who have just that mail address; ZendeskError kinds where Zendesk does not tell."""
    wanted = address.strip().lower()
    answer = session.get(f"{origin}/api/v2/users/search.json", params={"query": f'email:"{wanted}"'})
    users = answer.json().get("users") or []
    return [int(user["id"]) for user in users if str(user.get("email") or "").lower() == wanted]


def is_address(text: str) -> bool:
    """Whether it looks like a mail address; a number is an id."""
    return "@" in text and len(text) <= LONGEST_ADDRESS and not any(c.isspace() or c == '"' for c in text)
