"""The allowlist: every call that is ever made to a platform, and every host that it may go to. Nothing but GET; names
in a path are taken only in a form that cannot leave its place in it."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from urllib.parse import urlsplit

LONGEST_HOST = 253
LONGEST_LABEL = 63
LONGEST_ID = 64
LOCAL_HOSTS = frozenset({"127.0.0.1", "localhost", "::1"})
MAILGUN_US, MAILGUN_EU = "https://api.mailgun.net", "https://api.eu.mailgun.net"


class Call(StrEnum):
    """A call by the path that it asks for."""

    USERS = "/v5/users"
    KEYS = "/v1/keys"
    DOMAINS = "/v4/domains"
    DOMAIN = "/v4/domains/{domain}"
    LOGINS = "/v3/domains/{domain}/credentials"
    SENT = "/v3/{domain}/stats/total"
    SUBACCOUNT = "/v5/accounts/subaccounts/{account}"
    IN_HOUSE = "/v1/account-facts"
    STATUS = "/api/v2/summary.json"

    @property
    def words(self) -> str:
        """The call as evidence names it."""
        return f"GET {self.value}"


PARAMETERS: Mapping[Call, frozenset[str]] = MappingProxyType(
    {
        Call.USERS: frozenset({"limit", "skip"}),
        Call.DOMAINS: frozenset({"limit", "skip"}),
        Call.LOGINS: frozenset({"limit", "skip"}),
        Call.SENT: frozenset({"event", "start", "end", "resolution"}),
        Call.IN_HOUSE: frozenset({"email", "account_id", "organization", "areas"}),
    }
)


class NotAllowed(ValueError):
    """A call that is not on the allowlist; the message is a reason code."""


def to_path(call: Call, *, domain: str = "", account: str = "") -> str:
    """The call's path with its names filled in; NotAllowed where one is not of its form."""
    if "{domain}" in call.value and not is_domain_name(domain):
        raise NotAllowed("odd_name")
    if "{account}" in call.value and not is_account_id(account):
        raise NotAllowed("odd_account")
    return call.value.format(domain=domain, account=account)


def check_parameters(call: Call, parameters: Mapping[str, object]) -> None:
    """NotAllowed for a parameter that the call is not known by."""
    if not parameters.keys() <= PARAMETERS.get(call, frozenset()):
        raise NotAllowed("odd_parameter")


def is_domain_name(name: str) -> bool:
    """Letters, digits, hyphens and underscores in labels parted by dots: nothing that means anything in a path."""
    labels = name.split(".")
    return len(name) <= LONGEST_HOST and len(labels) > 1 and all(map(_is_label, labels))


def _is_label(label: str) -> bool:
    plain = label.isascii() and all(c.isalnum() or c in "-_" for c in label)
    return plain and 0 < len(label) <= LONGEST_LABEL and label[0] != "-"


def is_account_id(account: str) -> bool:
    """Letters and digits alone: it goes into a path and a header."""
    return account.isascii() and account.isalnum() and len(account) <= LONGEST_ID


def is_origin(url: str) -> bool:
    """A scheme and a host alone, encrypted unless on this machine."""
    try:
        parts = urlsplit(url)
        parts.port  # noqa: B018  # refuses what is no port
    except ValueError:
        return False
    safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOCAL_HOSTS)
    bare = not (parts.path or parts.query or parts.fragment or "@" in parts.netloc)
    return bool(parts.hostname) and safe and bare and url.isascii() and url.isprintable()
