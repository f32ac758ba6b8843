"""Who is writing: the requester's address beside the account's users."""

from enum import StrEnum

from bot.accounts.facts import Read, User

LONGEST_ADDRESS = 320  # characters


class Membership(StrEnum):
    """What the writer is to the account. Facts are spoken of to its owner and users alone."""

    OWNER = "owner"
    USER = "user"
    STRANGER = "stranger"
    UNKNOWN = "unknown"

    @property
    def is_inside(self) -> bool:
        """Whether the writer may be told of the account."""
        return self in (Membership.OWNER, Membership.USER)


def find_membership(users: Read[User], email: str) -> Membership:
    """Owner or user where an active user has just this address; stranger where all users were read and none has it, or
    whoever has it was shut out; unknown in every other case."""
    if not users.entries or not email.strip():
        return Membership.UNKNOWN
    wanted = to_address(email)
    same = [user for user in users.entries if wanted and to_address(user.email or "") == wanted]
    if len(same) == 1 and same[0].active is not False:
        return _find_rank(same[0])
    unsure = len(same) > 1 or users.partial or (not same and any(not to_address(u.email or "") for u in users.entries))
    return Membership.UNKNOWN if unsure else Membership.STRANGER


def _find_rank(user: User) -> Membership:
    if user.active is None:
        return Membership.UNKNOWN
    return Membership.OWNER if user.owner else Membership.USER


def to_address(email: str) -> str:
    """An address as it is compared: ASCII alone, in small letters, "" for anything else. Letters that only look alike,
    or become alike in small letters, are never the same."""
    address = email.strip()
    plain = address.isascii() and address.isprintable() and " " not in address and address.count("@") == 1
    return address.lower() if plain and len(address) <= LONGEST_ADDRESS else ""
