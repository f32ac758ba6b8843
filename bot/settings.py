"""Settings: environment variables ``REINSTATE_*`` and a ``.env`` file, one typed class, refused by name at start."""

from functools import cached_property
from typing import Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.core.update import Mode

PREFIX = "REINSTATE_"


class WrongSettings(Exception):
    """One or more settings are wrong; the message names each and what it expects, never its value."""


class Settings(BaseSettings):
    """Everything that can be set; durations are in seconds."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    database_url: str = Field("sqlite:///reinstate.sqlite3", description="SQLAlchemy URL, sqlite or postgresql")
    zendesk_url: str = Field("", description="https://<subdomain>.zendesk.com")
    zendesk_token: SecretStr = Field(SecretStr(""), description="OAuth access token of the bot's own agent")
    webhook_secrets: SecretStr = Field(SecretStr(""), description="signing secrets, comma-separated")
    host: str = Field("127.0.0.1", description="address that the web process listens on")
    port: int = Field(8080, ge=0, le=65535, description="port that the web process listens on")
    mode_appeal: Mode = Field(Mode.SUGGEST, description="observe, suggest or reply")
    mode_compromise: Mode = Field(Mode.SUGGEST, description="observe, suggest or reply")
    field_intent: int | None = Field(None, description="id of the tagger field that shows the intent")
    field_state: int | None = Field(None, description="id of the tagger field that shows the state")
    intent_threshold: float = Field(0.7, ge=0.34, le=1, description="below this probability the bot abstains")
    intent_likely: float = Field(0.35, ge=0, le=1, description="below this no procedure is meant at all")
    connect_seconds: float = Field(3.0, gt=0, description="time limit of a connection to Zendesk")
    read_seconds: float = Field(10.0, gt=0, description="time limit of an answer from Zendesk")
    poll_seconds: float = Field(0.2, gt=0, description="how often the worker looks for jobs")
    retry_seconds: float = Field(5.0, gt=0, description="first wait before a failed job is tried again")
    give_up_seconds: float = Field(86400.0, gt=0, description="how long an unreachable Zendesk is tried")
    concurrency: int = Field(4, ge=1, le=64, description="tickets that a worker handles at once")
    worker_id: str = Field("", description="name of this worker; unique among live ones")
    log_level: str = Field("info", description="debug, info, warning or error")

    @field_validator("database_url")
    @classmethod
    def _knows_the_database(cls, url: str) -> str:
        if not url.startswith(("sqlite:///", "postgresql://", "postgresql+psycopg://")):
            raise ValueError("expects sqlite:///FILE or postgresql://...")
        return url.replace("postgresql://", "postgresql+psycopg://", 1)

    @field_validator("zendesk_url")
    @classmethod
    def _is_an_origin(cls, url: str) -> str:
        if url and not url.startswith(("https://", "http://127.0.0.1", "http://localhost")):
            raise ValueError("expects https://<subdomain>.zendesk.com (http only on this machine)")
        return url.rstrip("/")

    @model_validator(mode="after")
    def _orders_thresholds(self) -> Self:
        if self.intent_likely > self.intent_threshold:
            raise ValueError("intent_likely must not be above intent_threshold")
        return self

    @cached_property
    def secrets(self) -> tuple[str, ...]:
        """The webhook signing secrets, the newest first by convention."""
        return tuple(s.strip() for s in self.webhook_secrets.get_secret_value().split(",") if s.strip())

    def require(self, *names: str) -> Self:
        """These settings with the named ones present; WrongSettings names those that are not."""
        empty = [n for n in names if not _reveal(getattr(self, n))]
        if empty:
            lines = [f"{PREFIX}{n.upper()} is not set: expects {type(self).model_fields[n].description}" for n in empty]
            raise WrongSettings("\n".join(lines))
        return self


def _reveal(value: object) -> object:
    return value.get_secret_value() if isinstance(value, SecretStr) else value


def load_settings(**overrides: object) -> Settings:
    """The settings from the environment and ``.env``; WrongSettings where one is wrong."""
    try:
        return Settings(**overrides)  # type: ignore[arg-type]
    except ValidationError as error:
        lines = [_describe(dict(problem)) for problem in error.errors(include_input=False, include_url=False)]
        raise WrongSettings("\n".join(lines)) from None


def _describe(problem: dict[str, object]) -> str:
    location = problem["loc"]
    name = str(location[0]) if isinstance(location, tuple) and location else ""
    known = Settings.model_fields.get(name)
    expects = f" (expects {known.description})" if known else ""
    return f"{PREFIX}{name.upper()}: {problem['msg']}{expects}" if name else str(problem["msg"])
