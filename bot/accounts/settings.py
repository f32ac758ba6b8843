"""Settings of the looks at the account: which platform is asked, and how. Off unless chosen."""

from typing import Literal

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings

from bot.accounts.calls import MAILGUN_EU, MAILGUN_US, is_origin

REGIONS = ("us", "eu")
OFF = "off"


class AccountSettings(BaseSettings):
    """Part of all settings. Where a host is on this machine it may be asked without encryption, for tests and demo."""

    accounts: Literal["none", "mailgun", "http"] = Field(
        "none", description="none, mailgun (its public API) or http (a service of your own)"
    )
    mailgun_key: SecretStr = Field(SecretStr(""), description="API key that may read users, keys and domains")
    mailgun_regions: str = Field("us,eu", description="us, eu or both, comma-separated")
    mailgun_us_url: str = Field(MAILGUN_US, description="https://HOST of the US region")
    mailgun_eu_url: str = Field(MAILGUN_EU, description="https://HOST of the EU region")
    mailgun_subaccounts: bool = Field(
        False, description="true where the key is a parent's and the ticket names the subaccount, else false"
    )
    accounts_url: str = Field("", description="https://HOST of your own service (http only on this machine)")
    accounts_token: SecretStr = Field(SecretStr(""), description="bearer token for your own service")
    field_account: int | None = Field(None, ge=1, description="id of the ticket field that holds the account's id")
    organization_field_account: str = Field(
        "", max_length=100, description="key of the organization field that holds it, at most 100 characters"
    )
    status_url: str = Field(OFF, description="https://HOST of the platform's status page, or off")

    @field_validator("mailgun_us_url", "mailgun_eu_url", "accounts_url", "status_url")
    @classmethod
    def _is_bare_host(cls, url: str) -> str:
        bare = url.strip().rstrip("/")
        if bare in ("", OFF):
            return bare
        if not is_origin(bare):
            raise ValueError("a scheme and a host alone are wanted")
        return bare.lower()

    @field_validator("mailgun_us_url", "mailgun_eu_url")
    @classmethod
    def _is_given(cls, url: str) -> str:
        if url in ("", OFF):
            raise ValueError("a host is wanted")
        return url

    @field_validator("mailgun_regions")
    @classmethod
    def _knows_the_regions(cls, regions: str) -> str:
        named = [region.strip().lower() for region in regions.split(",") if region.strip()]
        if not named or len(set(named)) != len(named) or not set(named) <= set(REGIONS):
            raise ValueError("not a list of regions")
        return ",".join(named)

    @field_validator("mailgun_key", "accounts_token", mode="before")
    @classmethod
    def _may_stand_in_a_header(cls, value: object) -> object:
        text = value.get_secret_value() if isinstance(value, SecretStr) else value
        if not isinstance(text, str):
            return value
        if not (text.strip().isascii() and (text.strip() + "x").isprintable()):
            raise ValueError("holds a character that is not printable ASCII")
        return text.strip()
