"""Passwords of the pages' users: hashed with argon2id, one at a time, and never kept."""

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 200  # characters
# OWASP's password storage cheat sheet: argon2id with 19 MiB, two passes, one lane. More memory would show in a web
# process that stays below 120 MB.
_HASHER = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
_ONE_AT_A_TIME = threading.Lock()
_NOBODYS = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Wa1k4dNSn/m/JCxoRjfrVELO1QFGbtsKMRLM1jvoKV8"


class WeakPassword(Exception):
    """The password is not to be used; the message says why."""


def check_strength(password: str, name: str) -> None:
    """Whether the password may be used for that user; WeakPassword otherwise."""
    if len(password) < LEAST:
        raise WeakPassword(f"a password has at least {LEAST} characters")
    if len(password) > MOST:
        raise WeakPassword(f"a password has at most {MOST} characters")
    if password.casefold() == name.casefold() or len(set(password)) < 4:
        raise WeakPassword("the password is too easy to guess")


def hash_password(password: str) -> str:
    """The password as it is stored, with its salt and costs."""
    with _ONE_AT_A_TIME:
        return _HASHER.hash(password)


def is_password(stored: str, password: str) -> bool:
    """Whether it is the password behind what is stored; takes as long where nothing is stored, so that nobody learns
    from the time which users there are."""
    with _ONE_AT_A_TIME:
        try:
            return _HASHER.verify(stored or _NOBODYS, password[: MOST + 1]) and bool(stored)
        except (VerificationError, InvalidHashError):
            return False
