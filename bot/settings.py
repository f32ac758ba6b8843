"""Settings: environment variables ``REINSTATE_*`` and a ``.env`` file, one typed class, refused by name at start."""

import base64
import ipaddress
from functools import cached_property
from typing import Literal, Self
from urllib.parse import SplitResult, urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import SettingsConfigDict

from bot.accounts.settings import AccountSettings
from bot.core.decision import Policy
from bot.core.update import Mode
from bot.process_settings import ProcessSettings
from bot.reports.settings import ReportSettings

PREFIX = "REINSTATE_"
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
PUBLIC_TEST_SECRET = "dGhpc19zZWNyZXRfaXNfZm9yX3Rlc3Rpbmdfb25seQ=="  # noqa: S105  # Zendesk's, for unsaved webhooks
LONGEST_NAME = 100
MOST_CALLS = 1_000_000
WAYS_IN = ("zendesk_token", "zendesk_client_id", "zendesk_client_secret", "secret_key")
KEY_BYTES = 32  # of a Fernet key


class WrongSettings(Exception):
    """One or more settings are wrong; the message names each and what it expects, never its value."""


class Settings(AccountSettings, ReportSettings, ProcessSettings):
    """Everything that can be set; durations are in seconds."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, allow_inf_nan=False
    )

    database_url: str = Field(
        "sqlite:///reinstate.sqlite3", repr=False, description="sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME"
    )
    zendesk_url: str = Field("", description="https://<subdomain>.zendesk.com (http only on this machine)")
    zendesk_token: SecretStr = Field(SecretStr(""), description="OAuth access token of the bot's own agent")
    zendesk_admin_token: SecretStr = Field(
        SecretStr(""), description="OAuth access token of an administrator, where the bot's own user is none"
    )
    public_url: str = Field(
        "", description="https://<host> at which Zendesk reaches the bot (http only on this machine)"
    )
    zendesk_client_id: str = Field(
        "",
        max_length=LONGEST_NAME,
        description="identifier of an OAuth client, instead of a token, at most 100 characters",
    )
    zendesk_client_secret: SecretStr = Field(SecretStr(""), description="secret of the OAuth client")
    secret_key: SecretStr = Field(
        SecretStr(""), description="keys of 32 bytes as URL-safe base64, comma-separated, the newest first"
    )
    webhook_secrets: SecretStr = Field(
        SecretStr(""), description="signing secrets, comma-separated, the newest first; older ones hold for a day"
    )
    metrics_token: SecretStr = Field(
        SecretStr(""), description="bearer token that /metrics asks for; without one it answers to this machine alone"
    )
    trusted_proxy: str = Field(
        "", description="address or network of the reverse proxy that is believed, such as 127.0.0.1 or 10.0.0.0/24"
    )
    user_header: str = Field(
        "",
        pattern=r"^([A-Za-z][A-Za-z0-9-]{0,60})?$",
        description="name of the header in which the trusted proxy says who signed in, such as X-Forwarded-User",
    )
    host: str = Field("127.0.0.1", min_length=1, description="address that the web process listens on")
    port: int = Field(8080, ge=0, le=65535, description="port that the web process listens on, 0 to 65535")
    mode_appeal: Mode = Field(Mode.SUGGEST, description="observe, suggest or reply")
    mode_compromise: Mode = Field(Mode.SUGGEST, description="observe, suggest or reply")
    field_intent: int | None = Field(None, ge=1, description="id of the tagger field that shows the intent")
    field_state: int | None = Field(None, ge=1, description="id of the tagger field that shows the state")
    intent_threshold: float = Field(
        Policy().intent_threshold, ge=0.34, le=1, description="probability from 0.34 to 1 below which the bot abstains"
    )
    intent_likely: float = Field(
        Policy().likely,
        ge=0,
        le=1,
        description="probability, at most intent_threshold, below which nothing is meant",
    )
    connect_seconds: float = Field(3.0, gt=0, description="time limit of a connection to Zendesk, above 0")
    read_seconds: float = Field(10.0, gt=0, description="time limit of an answer from Zendesk, above 0")
    calls_per_minute: int = Field(150, ge=4, le=MOST_CALLS, description="calls to Zendesk in any minute, 4 to 1000000")
    updates_per_minute: int = Field(80, ge=4, le=MOST_CALLS, description="updates in any minute, 4 to 1000000")
    ticket_updates: int = Field(
        25, ge=4, le=MOST_CALLS, description="updates of one ticket in any ten minutes, 4 to 1000000"
    )
    breaker_failures: int = Field(
        5, ge=1, le=1000, description="failed calls in a row after which Zendesk is left alone, 1 to 1000"
    )
    probe_seconds: float = Field(
        30.0, gt=0, le=3600, description="how long it is then left alone before one call is tried, above 0, to 3600"
    )
    sweep_seconds: float = Field(
        240.0, gt=0, le=480, description="how often lost deliveries are looked for, above 0, to 480"
    )
    redaction: Literal["off", "mark"] = Field(
        "off", description="off or mark: tickets in which a secret stands are tagged for a person to redact"
    )
    brands: str = Field("", max_length=1000, description="folder of brands, in 1000 characters; else brands/, if there")
    poll_seconds: float = Field(0.2, gt=0, description="how often the worker looks for jobs, above 0")
    retry_seconds: float = Field(5.0, gt=0, description="first wait before a failed job is tried again, above 0")
    give_up_seconds: float = Field(86400.0, gt=0, description="how long an unreachable Zendesk is tried, above 0")
    dead_seconds: float = Field(
        20.0,
        ge=1,
        le=30,
        description="a worker's silence after which others take its jobs over, 1 to 30; tests go under 10",
    )
    concurrency: int = Field(4, ge=1, le=64, description="tickets that a worker handles at once, 1 to 64")
    worker_id: str = Field(
        "", max_length=LONGEST_NAME, description="name of this worker, unique among live ones, at most 100 characters"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="debug, info, warning or error")

    @field_validator("database_url")
    @classmethod
    def _knows_the_database(cls, url: str) -> str:
        _check_database_url(url)
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("trusted_proxy")
    @classmethod
    def _is_a_network(cls, network: str) -> str:
        try:
            return str(ipaddress.ip_network(network, strict=False)) if network else ""
        except ValueError:
            raise ValueError("neither an address nor a network") from None

    @field_validator("zendesk_url", "public_url")
    @classmethod
    def _is_an_origin(cls, url: str) -> str:
        if not url:
            return url
        parts = _split_url(url.rstrip("/"))
        local = parts.scheme == "http" and parts.hostname in LOCAL_HOSTS
        if not parts.hostname or not (local or parts.scheme == "https"):
            raise ValueError("not a web address that may be called")
        if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
            raise ValueError("a scheme and a host alone are wanted")
        return f"{parts.scheme}://{parts.netloc.lower()}"

    @field_validator(
        "zendesk_token",
        "zendesk_admin_token",
        "zendesk_client_id",
        "zendesk_client_secret",
        "secret_key",
        "webhook_secrets",
        "metrics_token",
        mode="before",
    )
    @classmethod
    def _fits_a_header(cls, value: object) -> object:
        """Whatever surrounds it is dropped (files end in a newline); what could not be sent is refused at start."""
        text = _reveal(value)
        if not isinstance(text, str):
            return value
        if not (text.strip().isascii() and (text.strip() + "x").isprintable()):
            raise ValueError("holds a character that is not printable ASCII")
        return text.strip()

    @field_validator("webhook_secrets")
    @classmethod
    def _is_secret(cls, secrets: SecretStr) -> SecretStr:
        if secrets.get_secret_value() and not _split_secrets(secrets):
            raise ValueError("holds no secret")
        if PUBLIC_TEST_SECRET in _split_secrets(secrets):
            raise ValueError("holds Zendesk's test secret, which everybody knows")
        return secrets

    @field_validator("secret_key")
    @classmethod
    def _is_key(cls, keys: SecretStr) -> SecretStr:
        if not all(map(_is_fernet_key, _split_secrets(keys))):
            raise ValueError("holds what is no key")
        return keys

    @field_validator("log_level", mode="before")
    @classmethod
    def _ignores_case(cls, value: object) -> object:
        return value.lower() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _orders_thresholds(self) -> Self:
        if self.intent_likely > self.intent_threshold:
            raise ValueError(f"{PREFIX}INTENT_LIKELY must not be above {PREFIX}INTENT_THRESHOLD")
        return self

    @model_validator(mode="after")
    def _believes_one_proxy(self) -> Self:
        if self.user_header and not self.trusted_proxy:
            raise ValueError(f"{PREFIX}USER_HEADER needs {PREFIX}TRUSTED_PROXY: anybody can send a header")
        return self

    @model_validator(mode="after")
    def _knows_one_way_in(self) -> Self:
        token, client, secret, keys = (bool(_reveal(getattr(self, name))) for name in WAYS_IN)
        if token and (client or secret):
            raise ValueError(f"give either {PREFIX}ZENDESK_TOKEN or {PREFIX}ZENDESK_CLIENT_ID, not both")
        if client != secret:
            raise ValueError(f"{PREFIX}ZENDESK_CLIENT_ID and {PREFIX}ZENDESK_CLIENT_SECRET go together")
        if client and not keys:
            raise ValueError(
                f"{PREFIX}ZENDESK_CLIENT_ID needs {PREFIX}SECRET_KEY, which seals the token that is stored"
            )
        return self

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """The keys that seal what is stored, the newest first: it seals, all of them open."""
        return _split_secrets(self.secret_key)

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """The webhook signing secrets, the newest first by convention."""
        return _split_secrets(self.webhook_secrets)

    def require(self, *names: str) -> Self:
        """These settings with the named ones present; WrongSettings names those that are not."""
        empty = [name for name in names if not self._has(name)]
        if empty:
            raise WrongSettings("\n".join(map(_describe_missing, empty)))
        return self

    def _has(self, name: str) -> bool:
        """Whether it is set; a client takes a token's place."""
        return bool(_reveal(getattr(self, name))) or (name == "zendesk_token" and bool(self.zendesk_client_id))


def _describe_missing(name: str) -> str:
    instead = f", nor {PREFIX}ZENDESK_CLIENT_ID" if name == "zendesk_token" else ""
    return f"{PREFIX}{name.upper()} is not set{instead}: expects {Settings.model_fields[name].description}"


def _split_secrets(secrets: SecretStr) -> tuple[str, ...]:
    return tuple(s.strip() for s in secrets.get_secret_value().split(",") if s.strip())


def _is_fernet_key(text: str) -> bool:
    try:
        return len(base64.b64decode(text, altchars=b"-_", validate=True)) == KEY_BYTES
    except ValueError:
        return False


def _check_database_url(url: str) -> None:
    from sqlalchemy import make_url  # not needed to show a command's help
    from sqlalchemy.exc import ArgumentError

    try:
        parsed = make_url(url)
    except (ArgumentError, ValueError):
        raise ValueError("not a database URL") from None
    if parsed.drivername not in ("sqlite", "postgresql", "postgresql+psycopg"):
        raise ValueError("neither SQLite nor PostgreSQL")
    if parsed.drivername == "sqlite" and (parsed.host or parsed.database in (None, "", ":memory:")):
        raise ValueError("web and worker share a file")
    if not parsed.database:
        raise ValueError("the database's name is missing")


def _split_url(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # refuses what is no port
    except ValueError:
        raise ValueError("not a URL") from None
    return parts


def _reveal(value: object) -> object:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


def load_settings(**overrides: object) -> Settings:
    """The settings from the environment and ``.env``; WrongSettings where one is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [_describe(dict(problem)) for problem in error.errors(include_input=False, include_url=False)]
        raise WrongSettings("\n".join(lines)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise WrongSettings(f".env cannot be read: {type(error).__name__}") from None


def _describe(problem: dict[str, object]) -> str:
    location = problem["loc"]
    name = str(location[0]) if isinstance(location, tuple) and location else ""
    known = Settings.model_fields.get(name)
    expects = f" (expects {known.description})" if known else ""
    message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{PREFIX}{name.upper()}: {message}{expects}" if name else message
