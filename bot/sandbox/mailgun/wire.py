"""The stand-in's accounts in Mailgun's wire format: three ways to write a date, and every field that is documented."""

from datetime import datetime, timedelta
from typing import Any

from bot.sandbox.mailgun.state import Account, Domain, Key, User

STATS_DAYS = 30


def write_naive(moment: datetime) -> str:
    """Keys: ISO 8601 without a zone, to the second."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S")


def write_precise(moment: datetime | None) -> str | None:
    """Users: the same with microseconds; null for never."""
    return None if moment is None else moment.strftime("%Y-%m-%dT%H:%M:%S.%f")


def write_mail_date(moment: datetime, zone: str = "GMT") -> str:
    """Domains and statistics: RFC 2822, English whatever the machine speaks."""
    day = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")[moment.weekday()]
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day}, {moment.day:02d} {months[moment.month - 1]} {moment.year} {moment:%H:%M:%S} {zone}"


def write_user(user: User, account: Account) -> dict[str, Any]:
    """One of ``GET /v5/users``."""
    local, _, domain = user.email.partition("@")
    protected = user.tfa_created_at is not None
    return {
        "id": user.id,
        "activated": user.activated,
        "name": local.title(),
        "is_disabled": user.is_disabled,
        "email": user.email,
        "email_details": {
            "address": user.email,
            "is_valid": True,
            "parts": {"local_part": local, "domain": domain},
        },
        "role": "admin" if user.is_master else "basic",
        "account_id": account.id,
        "opened_ip": "192.0.2.1",
        "is_master": user.is_master,
        "metadata": {},
        "tfa_enabled": protected,
        "tfa_active": protected,
        "tfa_created_at": write_precise(user.tfa_created_at),
        "password_updated_at": write_precise(user.password_updated_at),
        "preferences": {"time_zone": "UTC", "time_format": "%H:%M", "programming_language": "python"},
        "auth": {"method": user.method, "prior_method": "", "prior_details": {}},
        "github_user_id": None,
        "salesforce_user_id": None,
        "migration_status": "done" if user.method == "sinch" else "",
    }


def write_key(key: Key) -> dict[str, Any]:
    """One of ``GET /v1/keys``; the end is there only where there is one."""
    written: dict[str, Any] = {
        "id": key.id,
        "description": "api key",
        "kind": key.kind,
        "role": "sending" if key.kind == "domain" else "admin",
        "created_at": write_naive(key.made_at),
        "updated_at": write_naive(key.made_at),
        "domain_name": None,
        "is_disabled": key.is_disabled,
        "requestor": None,
        "user_name": None,
    }
    return written if key.expires_at is None else written | {"expires_at": write_naive(key.expires_at)}


def write_domain(domain: Domain, canary: str) -> dict[str, Any]:
    """One of ``GET /v4/domains``. ``canary`` stands where the platform may put an SMTP password."""
    verified = domain.verified or domain.kind == "sandbox"
    return {
        "id": f"id-{domain.name}",
        "created_at": write_mail_date(domain.made_at),
        "is_disabled": False,
        "name": domain.name,
        "require_tls": False,
        "skip_verification": False,
        "smtp_login": f"postmaster@{domain.name}",
        "smtp_password": canary,
        "spam_action": "disabled",
        "state": "active" if verified else "unverified",
        "type": domain.kind,
        "use_automatic_sender_security": False,
        "web_prefix": "email",
        "web_scheme": "https",
        "wildcard": False,
        "encrypt_incoming_message": False,
        "message_ttl": 259200,
    }


def write_records(domain: Domain) -> dict[str, Any]:
    """The records of ``GET /v4/domains/{name}``."""
    valid = "valid" if domain.verified else "unknown"

    def record(kind: str, name: str, value: str) -> dict[str, Any]:
        cached = [value] if domain.verified else []
        return {
            "is_active": True,
            "cached": cached,
            "name": name,
            "record_type": kind,
            "valid": valid,
            "value": value,
        }

    return {
        "receiving_dns_records": [
            {**record("MX", domain.name, "mxa.mailgun.example"), "priority": "10"},
        ],
        "sending_dns_records": [
            record("TXT", domain.name, "v=spf1 include:mailgun.example ~all"),
            record("TXT", f"mx._domainkey.{domain.name}", "k=rsa; p=MIGf"),
            record("CNAME", f"email.{domain.name}", "mailgun.example"),
        ],
    }


def write_login(login: str, made_at: datetime) -> dict[str, Any]:
    """One of ``GET /v3/domains/{domain}/credentials``."""
    return {"mailbox": login, "login": login, "created_at": write_mail_date(made_at, "+0000"), "size_bytes": None}


def write_stats(domain: Domain, end: datetime) -> dict[str, Any]:
    """``GET /v3/{domain}/stats/total`` of accepted messages, day by day."""
    days = [end - timedelta(days=back) for back in reversed(range(STATS_DAYS))]
    accepted = {"incoming": 0, "outgoing": domain.sent, "total": domain.sent}
    return {
        "description": "",
        "start": write_mail_date(days[0], "UTC"),
        "end": write_mail_date(end, "UTC"),
        "resolution": "day",
        "stats": [{"time": write_mail_date(day, "UTC"), "accepted": accepted} for day in days],
    }


def write_subaccount(account: Account, made_at: datetime) -> dict[str, Any]:
    """``GET /v5/accounts/subaccounts/{id}``."""
    dates = {"created_at": write_mail_date(made_at), "updated_at": write_mail_date(made_at)}
    return {"subaccount": {"id": account.id, "name": account.id.title(), "status": "open", **dates}}


def write_status(incident: str | None, now: datetime) -> dict[str, Any]:
    """The summary of the status page."""
    stamp = now.strftime("%Y-%m-%dT%H:%M:%S.000Z")
    trouble = {
        "id": "i1",
        "name": incident,
        "status": "investigating",
        "impact": "major",
        "shortlink": "https://stspg.example/i1",
        "created_at": stamp,
        "updated_at": stamp,
        "incident_updates": [{"id": "u1", "status": "investigating", "body": "We are looking into it."}],
    }
    calm = {"indicator": "none", "description": "All Systems Operational"}
    return {
        "page": {"id": "p1", "name": "Mailgun", "url": "https://status.mailgun.com", "updated_at": stamp},
        "components": [{"id": "c1", "name": "API", "status": "major_outage" if incident else "operational"}],
        "incidents": [trouble] if incident else [],
        "scheduled_maintenances": [],
        "status": {"indicator": "major", "description": "Partial System Outage"} if incident else calm,
    }
