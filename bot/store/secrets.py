"""The webhook's signing secrets during a rotation: when each was first seen here, and until when the older ones hold.
Kept by a fingerprint, so that the time outlives restarts and the secret is never stored."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise

from sqlalchemy import Engine, select
from sqlalchemy.dialects import postgresql, sqlite

from bot.store.tables import SeenSecret

OLDER_HOLD = timedelta(days=1)  # after a newer one was first seen; Zendesk's longest schedule of retries is far shorter
SALT = b"reinstate: seen webhook secrets"
ROUNDS = 100_000


@dataclass(frozen=True, slots=True)
class Secret:
    """A signing secret and the time from which it is refused; the newest one has none."""

    value: str = field(repr=False)
    until: datetime | None = None


def save_seen_secrets(engine: Engine, secrets: Sequence[str], at: datetime) -> tuple[Secret, ...]:
    """Remember those that are seen for the first time, and tell until when each holds, the newest first."""
    names = {to_fingerprint(secret): secret for secret in secrets}
    dialect = sqlite if engine.dialect.name == "sqlite" else postgresql
    rows = [{"fingerprint": name, "seen_at": at} for name in names]
    with engine.begin() as connection:
        connection.execute(dialect.insert(SeenSecret).on_conflict_do_nothing(index_elements=["fingerprint"]), rows)
        columns = (SeenSecret.fingerprint, SeenSecret.seen_at)
        seen = connection.execute(select(*columns).where(SeenSecret.fingerprint.in_(names)))
        return decide_ends({names[row.fingerprint]: row.seen_at for row in seen}, secrets)


def decide_ends(seen: Mapping[str, datetime], secrets: Sequence[str]) -> tuple[Secret, ...]:
    """A secret holds for a day after the next newer one was first seen. Of those seen at once, the one listed first is
    the newest."""
    newest_first = sorted(dict.fromkeys(secrets), key=lambda secret: seen[secret], reverse=True)
    older = [Secret(old, seen[newer] + OLDER_HOLD) for newer, old in pairwise(newest_first)]
    return (*map(Secret, newest_first[:1]), *older)


def to_fingerprint(secret: str) -> str:
    """A slow hash of the secret under a salt of ours; the same in every process, and no way back."""
    return hashlib.pbkdf2_hmac("sha256", secret.encode(), SALT, ROUNDS).hex()
