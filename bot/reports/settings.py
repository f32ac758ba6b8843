"""Settings of what is counted, mailed and kept."""

import re
from typing import Self
from zoneinfo import ZoneInfo

from pydantic import Field, SecretStr, field_validator, model_validator
from pydantic_settings import BaseSettings

from bot.reports.gathered import Counting
from bot.reports.hours import to_office_hours

ADDRESS = re.compile(r"[^@\s<>,;\"\\]{1,64}@[^@\s<>,;\"\\]{1,190}")
MOST_RECIPIENTS = 50
LOCAL_HOSTS = ("127.0.0.1", "localhost", "::1")


class ReportSettings(BaseSettings):
    """Part of all settings. No digest is sent without a server, a sender and a recipient."""

    time_zone: str = Field("UTC", description="name of the desk's time zone, such as Europe/Berlin")
    office_hours: str = Field("", description="such as mon-fri 09:00-17:00; empty: round the clock")
    target_hours: int = Field(
        24, ge=1, le=1000, description="office hours from ready to an agent's decision that the desk aims at, 1 to 1000"
    )
    keep_days: int = Field(
        180, ge=1, le=36500, description="days after which customers' words are erased, 1 to 36500; counts stay"
    )
    digest_to: str = Field("", description="mail addresses that get the weekly digest, comma-separated")
    digest_from: str = Field("", description="mail address that the digest comes from")
    smtp_host: str = Field("", max_length=253, description="host of the mail server")
    smtp_port: int = Field(587, ge=1, le=65535, description="port of the mail server, 1 to 65535")
    smtp_security: str = Field(
        "starttls", pattern="^(starttls|tls|none)$", description="starttls, tls or none (on this machine alone)"
    )
    smtp_user: str = Field("", max_length=200, description="user name at the mail server, where it asks for one")
    smtp_password: SecretStr = Field(SecretStr(""), description="password at the mail server")

    @field_validator("time_zone")
    @classmethod
    def _is_a_zone(cls, name: str) -> str:
        try:
            ZoneInfo(name)
        except (ValueError, OSError):  # ZoneInfoNotFoundError is a KeyError, a folder's name an OSError
            raise ValueError("not a time zone") from None
        except KeyError:
            raise ValueError("not a time zone that this machine knows") from None
        return name

    @field_validator("office_hours")
    @classmethod
    def _are_hours(cls, text: str) -> str:
        to_office_hours(text, ZoneInfo("UTC"))
        return text

    @field_validator("smtp_password")
    @classmethod
    def _is_one_line(cls, password: SecretStr) -> SecretStr:
        text = password.get_secret_value()
        if not (text + "x").isprintable():
            raise ValueError("holds a character that is not printable")
        return password

    @field_validator("digest_to", "digest_from")
    @classmethod
    def _are_addresses(cls, text: str) -> str:
        addresses = to_addresses(text)
        if len(addresses) > MOST_RECIPIENTS or not all(map(ADDRESS.fullmatch, addresses)):
            raise ValueError("not a list of mail addresses")
        return ",".join(addresses)

    @model_validator(mode="after")
    def _keeps_passwords_off_the_net(self) -> Self:
        if self.smtp_security == "none" and self.smtp_host not in ("", *LOCAL_HOSTS):
            raise ValueError("REINSTATE_SMTP_SECURITY may be none for a mail server on this machine alone")
        return self

    @property
    def counting(self) -> Counting:
        """How the desk counts."""
        return Counting(to_office_hours(self.office_hours, ZoneInfo(self.time_zone)), self.target_hours)

    @property
    def sends_digest(self) -> bool:
        """Whether all is set that a digest needs."""
        return bool(self.digest_to and self.digest_from and self.smtp_host)


def to_addresses(text: str) -> tuple[str, ...]:
    """The addresses of a comma-separated list."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
