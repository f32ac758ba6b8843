"""The weekly digest: last week's report by mail, once, whichever worker sends it."""

import smtplib
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta, tzinfo
from email.message import EmailMessage
from typing import Protocol

import structlog
from sqlalchemy import Engine

from bot.procedures import load_procedures
from bot.rendering import render
from bot.reports.exports import align
from bot.reports.gathered import Counting, Question
from bot.reports.period import Period
from bot.reports.report import make_report
from bot.reports.settings import to_addresses
from bot.reports.tables import Kind, Report, show
from bot.settings import Settings
from bot.store.deliveries import now
from bot.store.digests import save_digest_claim, save_digest_sent
from bot.store.reporting import load_gathered

SEND_HOUR = 7  # on Monday, by the desk's clock
ROUND_SECONDS = 300.0
CLAIM_SECONDS = 1800.0  # longer than any sending can take; then another may try
SMTP_SECONDS = 30.0  # time limit of each step with the mail server
TABLES = ("intents", "endings", "times", "burn_down", "missing", "agreement", "abstentions")

log = structlog.get_logger()


class Send(Protocol):
    """How a message goes out; OSError where it did not."""

    def __call__(self, message: EmailMessage) -> None:
        """Hand the message to the mail server."""


def make_digest(
    settings: Settings, engine: Engine, send: Send | None = None, clock: Callable[[], datetime] = now
) -> Callable[[], float]:
    """One look at whether a digest is due; the one worker that claims its week sends it. A failure is tried again when
    the claim has ended: after half an hour."""
    deliver = send or make_send(settings)

    def look() -> float:
        if settings.sends_digest:
            at = clock()
            period = find_week(at, settings.counting.hours.zone)
            week = name_week(period)
            if save_digest_claim(engine, week, at, at + timedelta(seconds=CLAIM_SECONDS)):
                try_to_send(
                    engine, week, make_message(settings, load_week(engine, period, settings.counting, at)), deliver
                )
        return ROUND_SECONDS

    return look


def try_to_send(engine: Engine, week: str, message: EmailMessage, send: Send) -> None:
    """Send the digest and mark it; what the mail server says to that is logged by its kind alone."""
    try:
        send(message)
    except OSError as error:  # smtplib's own errors are among them
        log.error("digest_not_sent", week=week, error=type(error).__name__)
        return
    save_digest_sent(engine, week, now())
    log.info("digest_sent", week=week)


def find_week(at: datetime, zone: tzinfo) -> Period:
    """The last whole week, Monday to Sunday, that a digest is due for."""
    today = (at.astimezone(zone) - timedelta(hours=SEND_HOUR)).date()
    monday = today - timedelta(days=today.weekday() + 7)
    return Period(monday, monday + timedelta(days=6), zone)


def name_week(period: Period) -> str:
    """The week by ISO 8601: 2026-W47."""
    year, week, _ = period.first.isocalendar()
    return f"{year}-W{week:02d}"


def load_week(engine: Engine, period: Period, counting: Counting, at: datetime) -> Report:
    """The week's report."""
    question = Question(period)
    return make_report(load_gathered(engine, question), question, counting, load_procedures(), at)


def make_message(settings: Settings, report: Report) -> EmailMessage:
    """The digest as a mail of two parts that say the same. Its id is the week's: a mail program that gets it twice
    shows it once."""
    first, last = report.asked["from"], report.asked["to"]
    tables = [table for table in report.tables if table.name in TABLES and table.rows]
    address = f"{settings.public_url}/reports?from={first}&to={last}" if settings.public_url else ""
    known = {"report": report, "tables": tables, "address": address, "show": show, "align": align, "words": Kind.WORDS}
    rendered = render("digest", known)
    message = EmailMessage()
    message["Subject"] = f"Reinstate, {first} to {last}: {report.headlines[0][1]} tickets"
    message["From"] = settings.digest_from
    message["To"] = ", ".join(to_addresses(settings.digest_to))
    message["Message-ID"] = f"<digest-{first}@{settings.digest_from.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(rendered.text)
    message.add_alternative(rendered.html, subtype="html")
    return message


def make_send(settings: Settings, trusted: ssl.SSLContext | None = None) -> Send:
    """Sending by the mail server of the settings; ``trusted`` replaces the system's certificates."""

    def send(message: EmailMessage) -> None:
        with connected_mail(settings, trusted) as server:
            server.send_message(message)

    return send


@contextmanager
def connected_mail(settings: Settings, trusted: ssl.SSLContext | None = None) -> Iterator[smtplib.SMTP]:
    """The mail server of the settings, signed in to where it asks for that; OSError where it does not let us."""
    context = trusted or ssl.create_default_context()
    host, port = settings.smtp_host, settings.smtp_port
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(host, port, timeout=SMTP_SECONDS, context=context)
    else:
        server = smtplib.SMTP(host, port, timeout=SMTP_SECONDS)
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
        yield server
