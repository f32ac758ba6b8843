"""The chosen adapter from the settings, behind its cache."""

from sqlalchemy import Engine

from bot.accounts.cache import CachedAccounts
from bot.accounts.checks import AccountChecks
from bot.accounts.gate import Gate
from bot.accounts.inhouse import InHouseAccounts
from bot.accounts.mailgun import MailgunAccounts, to_authorization
from bot.accounts.session import PlatformSession
from bot.accounts.settings import OFF, REGIONS
from bot.accounts.status import StatusPage
from bot.settings import Settings


def connect_accounts(settings: Settings, engine: Engine) -> AccountChecks:
    """The looks at accounts as they are set; WrongSettings where the chosen way lacks a setting of its own."""
    gate = Gate()
    accounts = connect_platform(settings, gate)
    status = connect_status_page(settings, gate)
    return AccountChecks(CachedAccounts(accounts) if accounts else None, StatusPage(status), engine)


def connect_status_page(settings: Settings, gate: Gate) -> PlatformSession | None:
    """The platform's status page, None where it is off."""
    if settings.status_url in ("", OFF):
        return None
    return PlatformSession(settings.status_url, {}, _limits(settings), gate)


def connect_platform(settings: Settings, gate: Gate) -> MailgunAccounts | InHouseAccounts | None:
    """The chosen platform, None where there is none; WrongSettings where it lacks a setting of its own."""
    if settings.accounts == "mailgun":
        return _connect_mailgun(settings.require("mailgun_key"), gate)
    if settings.accounts == "http":
        settings.require("accounts_url", "accounts_token")
        bearer = {"Authorization": f"Bearer {settings.accounts_token.get_secret_value()}"}
        return InHouseAccounts(PlatformSession(settings.accounts_url, bearer, _limits(settings), gate))
    return None


def _connect_mailgun(settings: Settings, gate: Gate) -> MailgunAccounts:
    hosts = {"us": settings.mailgun_us_url, "eu": settings.mailgun_eu_url}
    chosen = settings.mailgun_regions.split(",")
    headers = to_authorization(settings.mailgun_key.get_secret_value())
    sessions = tuple(PlatformSession(hosts[region], headers, _limits(settings), gate) for region in chosen)
    return MailgunAccounts(sessions, settings.mailgun_subaccounts, everywhere=set(chosen) == set(REGIONS))


def _limits(settings: Settings) -> tuple[float, float]:
    return settings.connect_seconds, settings.read_seconds
