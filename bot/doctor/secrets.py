"""Secrets, the file that they lie in, and the address that Zendesk calls. Nothing of a secret is ever told."""

import stat
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from bot.desk_setup.checks import Check, State
from bot.settings import LOCAL_HOSTS, PREFIX, Settings
from bot.zendesk.oauth import Seal

SHORTEST_SECRET = 20  # characters; Zendesk's own signing secrets have 44
FEWEST_CHARACTERS = 8  # different ones
OTHERS = stat.S_IRWXG | stat.S_IRWXO
MAKE_ONE = 'python3 -c "import secrets; print(secrets.token_urlsafe(32))"'


def check_secrets(settings: Settings) -> Iterator[Check]:
    """How hard each secret that people choose is to guess."""
    given = {
        "WEBHOOK_SECRETS": settings.secrets,
        "SECRET_KEY": settings.keys,
        "METRICS_TOKEN": (settings.metrics_token.get_secret_value(),),
    }
    for name, weak in find_weak(given).items():
        mend = "take the secret that Zendesk shows" if name == "WEBHOOK_SECRETS" else f"make another: {MAKE_ONE}"
        state = State.WARNING if weak else State.OK
        told = "is easy to guess" if weak else "is long enough"
        yield Check(f"{PREFIX}{name}", state, told, mend if weak else "")


def find_weak(given: Mapping[str, tuple[str, ...]]) -> dict[str, bool]:
    """Which of the secrets that are set are weak, by their settings."""
    values = {name: [value for value in values if value] for name, values in given.items()}
    return {name: any(map(is_weak, found)) for name, found in values.items() if found}


def is_weak(secret: str) -> bool:
    """Whether it is short, or repeats a few characters."""
    return len(secret) < SHORTEST_SECRET or len(set(secret)) < FEWEST_CHARACTERS


def check_sealed(sealed: Sequence[str], keys: tuple[str, ...]) -> Check:
    """Whether what is stored sealed opens with the newest key alone, so that older ones can be taken out."""
    part, every = "sealed secrets", len(sealed)
    if shut := count_shut(sealed, keys):
        told = f"{shut} of {every} open with none of the keys"
        return Check(part, State.WRONG, told, "set the older key too, or run `reinstate zendesk apply`")
    if shut := count_shut(sealed, keys[:1]):
        return Check(part, State.WARNING, f"{shut} of {every} need an older key", "reinstate db reseal")
    return Check(part, State.OK, f"{every} open with the newest key")


def count_shut(sealed: Sequence[str], keys: Sequence[str]) -> int:
    """How many of them none of the keys opens."""
    if not keys:
        return len(sealed)
    seal = Seal(keys)
    return sum(seal.open_text(text) is None for text in sealed)


def check_env_file(path: Path = Path(".env")) -> Iterator[Check]:
    """Whether others on this machine may read the settings' file, if there is one."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return
    if mode & OTHERS:
        yield Check(".env", State.WARNING, "others on this machine may read it", "chmod 600 .env")
    else:
        yield Check(".env", State.OK, "is its owner's alone")


def check_public_url(public_url: str) -> Check:
    """Whether Zendesk can call the address at which we say we are."""
    part = f"{PREFIX}PUBLIC_URL"
    if not public_url:
        told = "is not set: the webhook cannot be made, and sign-ins are not kept to TLS"
        return Check(part, State.WARNING, told, "set it to https://<host> of your reverse proxy")
    if urlsplit(public_url).hostname in LOCAL_HOSTS:
        return Check(part, State.WARNING, "is this machine: a real Zendesk cannot reach it", "give it a public name")
    return Check(part, State.OK, "is reached over TLS")
