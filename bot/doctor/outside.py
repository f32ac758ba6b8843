"""What lies outside: Zendesk's clock, the mail server, the platform of the customers' accounts and its status page."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime

from sqlalchemy import Engine

from bot.accounts.calls import Call
from bot.accounts.connect import connect_platform, connect_status_page
from bot.accounts.failures import NotRead
from bot.accounts.gate import Gate
from bot.accounts.mailgun import MailgunAccounts
from bot.accounts.session import Budget, PlatformSession
from bot.accounts.status import find_incident
from bot.accounts.verdicts import name_problem
from bot.desk_setup.checks import Check, State
from bot.digest import connected_mail
from bot.settings import Settings, WrongSettings
from bot.store.deliveries import now
from bot.zendesk.connect import make_bot_session
from bot.zendesk.failures import ZendeskError

WRONG_SECONDS = 240.0  # deliveries are refused above 300
ODD_SECONDS = 30.0
SET_CLOCK = "set this machine's clock, best by NTP"
NOBODY = {"email": "nobody@reinstate.invalid", "areas": "keys"}  # asked about, to see whether anybody answers
ANSWERED = frozenset({"not_found", "wrong_shape", "wrong_account", "stale"})  # what a service may say of nobody


def check_clock(settings: Settings, engine: Engine) -> Check:
    """How far our clock is from Zendesk's."""
    try:
        answer = make_bot_session(settings, engine).get(f"{settings.zendesk_url}/api/v2/users/me.json")
    except ZendeskError as error:
        return Check("clock", State.WARNING, f"could not be compared ({error})", "reinstate zendesk check")
    return describe_clock(answer.headers.get("Date", ""), now())


def describe_clock(date: str, at: datetime) -> Check:
    """How our time is to the one of an answer's Date header."""
    try:
        seconds = (at - parsedate_to_datetime(date)).total_seconds()
    except (TypeError, ValueError, OverflowError):  # no date, or one without a zone
        return Check("clock", State.WARNING, "Zendesk did not tell the time", "check again")
    told = f"is {abs(seconds):.0f} s {'ahead of' if seconds > 0 else 'behind'} Zendesk's"
    if abs(seconds) > WRONG_SECONDS:
        return Check("clock", State.WRONG, f"{told}: every delivery is refused as stale", SET_CLOCK)
    return (
        Check("clock", State.WARNING, told, SET_CLOCK) if abs(seconds) > ODD_SECONDS else Check("clock", State.OK, told)
    )


def check_mail(settings: Settings) -> Iterator[Check]:
    """Whether the mail server lets us in, if one is set; no mail is sent."""
    if not settings.smtp_host:
        return
    try:
        with connected_mail(settings) as server:
            server.noop()
    except OSError as error:  # smtplib's own errors are among them
        told = f"does not let us in ({type(error).__name__})"
        yield Check("mail server", State.WRONG, told, "look at the REINSTATE_SMTP_ settings")
        return
    yield Check("mail server", State.OK, "lets us in")


def check_platform(settings: Settings) -> Iterator[Check]:
    """Whether the platform answers to our key, if one is set."""
    if settings.accounts == "none":
        return
    part, mend = f"accounts ({settings.accounts})", "look at the key and the hosts in the settings"
    try:
        platform = connect_platform(settings, Gate())
    except WrongSettings as error:
        yield Check(part, State.WRONG, str(error)[:300], "set what is missing")
        return
    if isinstance(platform, MailgunAccounts):
        problems = [find_problem(session, Call.DOMAINS, {"limit": 1}) for session in platform.regions]
    elif platform is not None:
        problems = [find_problem(platform.session, Call.IN_HOUSE, NOBODY, ANSWERED)]
    told = next(filter(None, problems), "")
    yield Check(part, State.WRONG, name_problem(told), mend) if told else Check(part, State.OK, "answers to our key")


def find_problem(
    session: PlatformSession, call: Call, parameters: Mapping[str, str | int], allowed: frozenset[str] = frozenset()
) -> str:
    """Why one call is not answered, as a code; "" where it is."""
    try:
        session.fetch_json(call, Budget(calls=1), parameters)
    except NotRead as error:
        return "" if str(error) in allowed else str(error)
    return ""


def check_status_page(settings: Settings) -> Iterator[Check]:
    """Whether the platform's status page can be read, if one is set."""
    session = connect_status_page(settings, Gate())
    if session is None:
        return
    try:
        incident = find_incident(session.fetch_json(Call.STATUS, Budget(calls=1)))
    except NotRead as error:
        yield Check("status page", State.WARNING, name_problem(str(error)), "look at REINSTATE_STATUS_URL")
        return
    told = f"reports an incident: {incident.name}" if incident else "can be read, and reports no incident"
    yield Check("status page", State.OK, told)
