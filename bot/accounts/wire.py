"""Mailgun's answers into facts, field by field. Tolerant of what is absent (unknown), strict with what is of the wrong
form (``Unreadable``): a list with one entry that cannot be read is no list. Secrets that an answer may hold (a domain's
``smtp_password``) are never looked at, so never kept."""

from collections.abc import Mapping
from typing import Any

from bot.accounts.calls import is_domain_name
from bot.accounts.dates import SECONDS_A_DAY, find_seconds_between, to_moment
from bot.accounts.facts import SENT_DAYS, Domain, Key, Login, Sent, User
from bot.accounts.failures import NotRead, Unreadable

LONGEST_TEXT = 320  # characters of any name, id or address
LARGEST_COUNT = 10**12
ROUNDED_DAYS = 2
# The platform does not publish its names for the ways to log in, "sinch" apart. Only these are taken for its own.
LOCAL_METHODS = frozenset({"mailgun", "native", "password"})


def to_entries(body: object, name: str) -> list[Any]:
    """The list under that name."""
    entries = body.get(name) if isinstance(body, dict) else None
    if not isinstance(entries, list):
        raise Unreadable(name)
    return entries


def to_total(body: Mapping[str, Any], name: str) -> int:
    """How many entries there are in all; Unreadable where that is absent, for then nothing says that all are here."""
    total = body.get(name)
    if isinstance(total, bool) or not isinstance(total, int) or total < 0:
        raise Unreadable(name)
    return total


def to_user(entry: object) -> User:
    """One of ``GET /v5/users``."""
    fields = _to_fields(entry)
    activated, disabled = _flag(fields, "activated"), _flag(fields, "is_disabled")
    return User(
        id=_name(fields, "id"),
        email=_text(fields, "email"),
        owner=_flag(fields, "is_master"),
        active=_find_active(activated, disabled),
        local_login=_find_local_login(fields),
        password_changed_at=_moment_or_never(fields, "password_updated_at"),
        two_factor=_find_two_factor(fields),
    )


def _find_active(activated: bool | None, disabled: bool | None) -> bool | None:
    if activated is False or disabled is True:
        return False
    return True if activated is True and disabled is False else None


def _find_local_login(fields: Mapping[str, Any]) -> bool | None:
    """False for a partner's or a single sign-on's users; None for a way to log in that is not known to be either."""
    if any(fields.get(partner) is not None for partner in ("github_user_id", "salesforce_user_id")):
        return False
    auth = fields.get("auth")
    if auth is not None and not isinstance(auth, dict):
        raise Unreadable("auth")
    method = _text(auth or {}, "method")
    return None if not method else method.lower() in LOCAL_METHODS


def _find_two_factor(fields: Mapping[str, Any]) -> bool | None:
    """On where it is both enabled and active, off where either is not; fields that contradict each other say nothing.
    A ``tfa_created_at`` of null means off."""
    enabled, active = _flag(fields, "tfa_enabled"), _flag(fields, "tfa_active")
    since = _moment_or_never(fields, "tfa_created_at")
    if enabled is True and active is True:
        return None if since == "" else True
    off = (enabled is False and active is not True) or (enabled is True and active is False)
    return None if not off or (enabled is False and since) else False


def to_key(entry: object) -> Key:
    """One of ``GET /v1/keys``. Without ``expires_at`` a key has no end: the field is documented as optional."""
    fields = _to_fields(entry)
    return Key(
        id=_name(fields, "id"),
        kind=_text(fields, "kind"),
        created_at=_moment(fields, "created_at"),
        expires_at="" if fields.get("expires_at") is None else _moment(fields, "expires_at"),
        disabled=_flag(fields, "is_disabled"),
    )


def to_login(entry: object, domain: str) -> Login:
    """One of ``GET /v3/domains/{domain}/credentials``."""
    fields = _to_fields(entry)
    return Login(_name(fields, "login").lower(), domain, _moment(fields, "created_at"))


def to_domain(entry: object) -> Domain:
    """One of ``GET /v4/domains``, its records not looked at yet."""
    fields = _to_fields(entry)
    kind, login = _text(fields, "type"), _text(fields, "smtp_login")
    disabled = True if fields.get("disabled") is not None else _flag(fields, "is_disabled")
    return Domain(
        name=to_domain_name(_name(fields, "name")),
        sandbox={"custom": False, "sandbox": True}.get(kind or ""),
        disabled=disabled,
        state=_text(fields, "state"),
        main_login=login.lower() if login else None,
    )


def to_domain_name(name: str) -> str:
    """The name in small letters; NotRead for one with characters that no domain has: it will be asked for and told."""
    if not is_domain_name(name):
        raise NotRead("odd_name")
    return name.lower()


def to_records_valid(body: object) -> bool | None:
    """Whether SPF and DKIM stand in the DNS (``sending_dns_records`` of ``GET /v4/domains/{name}``): True where there
    is some of each and all are valid, False where none of either is, None in between. MX is for receiving alone."""
    records = [_to_fields(record) for record in to_entries(body, "sending_dns_records")]
    spf = [_flag_valid(record) for record in records if _is_spf(record)]
    dkim = [_flag_valid(record) for record in records if _is_dkim(record) and record.get("is_active") is not False]
    if spf and dkim and all(spf) and all(dkim):
        return True
    return False if (spf or dkim) and not any(spf) and not any(dkim) and None not in (*spf, *dkim) else None


def _is_spf(record: Mapping[str, Any]) -> bool:
    return _text(record, "record_type") == "TXT" and (_text(record, "value") or "").lower().startswith("v=spf1")


def _is_dkim(record: Mapping[str, Any]) -> bool:
    """TXT, or CNAME where the platform keeps the key itself."""
    return _text(record, "record_type") in ("TXT", "CNAME") and "._domainkey." in (_text(record, "name") or "").lower()


def _flag_valid(record: Mapping[str, Any]) -> bool | None:
    valid = (_text(record, "valid") or "").lower()
    return {"valid": True, "invalid": False}.get(valid)


def to_sent(body: object, domain: str, now: str) -> Sent:
    """``GET /v3/{domain}/stats/total`` of accepted messages: outgoing ones, summed over its periods. No period at all
    is no zero; NotRead where the window is another one than the last ``SENT_DAYS`` days, give or take a day's round."""
    periods = to_entries(body, "stats")
    window = _to_fields(body)
    ages = [find_seconds_between(str(window.get(name)), now) for name in ("start", "end")]
    if not periods or None in ages:
        raise Unreadable("stats")
    began, ended = (age / SECONDS_A_DAY for age in ages if age is not None)
    if abs(began - SENT_DAYS) > ROUNDED_DAYS or abs(ended) > ROUNDED_DAYS:
        raise NotRead("stale")
    total = 0
    for entry in periods:
        accepted = _to_fields(_to_fields(entry).get("accepted"))
        outgoing = accepted.get("outgoing")
        if isinstance(outgoing, bool) or not isinstance(outgoing, int) or not 0 <= outgoing <= LARGEST_COUNT:
            raise Unreadable("outgoing")
        total += outgoing
    return Sent(domain, total)


def _to_fields(entry: object) -> Mapping[str, Any]:
    if not isinstance(entry, dict):
        raise Unreadable("entry")
    return entry


def _name(fields: Mapping[str, Any], name: str) -> str:
    text = _text(fields, name)
    if not text:
        raise Unreadable(name)
    return text


def _text(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _longest(name):
        raise Unreadable(name)
    return value


def _longest(name: str) -> int:
    return 5_000 if name == "value" else LONGEST_TEXT  # a DNS record's value holds a whole public key


def _flag(fields: Mapping[str, Any], name: str) -> bool | None:
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise Unreadable(name)
    return value


def _moment(fields: Mapping[str, Any], name: str) -> str | None:
    value = fields.get(name)
    moment = to_moment(value)
    if value is not None and moment is None:
        raise Unreadable(name)
    return moment


def _moment_or_never(fields: Mapping[str, Any], name: str) -> str | None:
    """The time; "" where the field is there and null (never), None where it is absent or no time."""
    return "" if name in fields and fields[name] is None else _moment(fields, name)
