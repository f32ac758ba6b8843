"""Passwords of the pages' users: hashed with argon2id and never kept."""

from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 12, 200  # characters
# OWASP's password storage cheat sheet, one of its equally strong settings: argon2id with 9 MiB, four passes, one lane.
# All hashing is done in one thread: the allocator keeps each thread's memory, and a web process stays below 120 MB.
_HASHER = PasswordHasher(time_cost=4, memory_cost=9216, parallelism=1)
_THREAD = ThreadPoolExecutor(1, "passwords")
_NOBODYS = "$argon2id$v=19$m=9216,t=4,p=1$bm9ib2R5c25vYm9keXMhIQ$etvkJSQDkIuJXi1SmFPpSEbbQjhlD5y3s3nSf5qI3sg"


class WeakPassword(Exception):
    """The password is not to be used; the message says why."""


def check_strength(password: str, name: str) -> None:
    """Whether the password may be used for that user; WeakPassword otherwise."""
    if len(password) < LEAST:
        raise WeakPassword(f"a password has at least {LEAST} characters")
    if not password.isprintable():
        raise WeakPassword("the password holds a character that cannot be typed")
    if len(password) > MOST:
        raise WeakPassword(f"a password has at most {MOST} characters")
    if password.casefold() == name.casefold() or len(set(password)) < 4:
        raise WeakPassword("the password is too easy to guess")


def hash_password(password: str) -> str:
    """The password as it is stored, with its salt and costs."""
    return _THREAD.submit(_HASHER.hash, password).result()


def is_password(stored: str, password: str) -> bool:
    """Whether it is the password behind what is stored; takes as long where nothing is stored, so that nobody learns
    from the time which users there are."""
    try:
        return _THREAD.submit(_HASHER.verify, stored or _NOBODYS, password[: MOST + 1]).result() and bool(stored)
    except (VerificationError, InvalidHashError):
        return False
