"""Who is writing: owner, user, stranger, or not known."""

from typing import Any

import pytest

from bot.accounts.facts import Read, User
from bot.accounts.membership import Membership, find_membership

OWNER, USER, STRANGER, UNKNOWN = Membership


def a_user(email: str | None, name: str = "1", **more: Any) -> User:
    return User(name, email, **{"owner": False, "active": True} | more)


ANNA, OLGA = a_user("anna@acme.example"), a_user("olga@acme.example", "2", owner=True)


@pytest.mark.parametrize(
    ("users", "email", "expected"),
    [
        ([ANNA, OLGA], "anna@acme.example", USER),
        ([ANNA, OLGA], " Anna@ACME.example ", USER),
        ([ANNA, OLGA], "olga@acme.example", OWNER),
        ([ANNA, OLGA], "eve@acme.example", STRANGER),
        ([ANNA, OLGA], "anna@acme.example.evil.example", STRANGER),
        ([ANNA, OLGA], "anna+x@acme.example", STRANGER),
        ([ANNA, OLGA], "аnna@acme.example", STRANGER),  # a Cyrillic a
        ([a_user("kim@acme.example")], "\u212aim@acme.example", STRANGER),  # the Kelvin sign, k in small letters
        ([a_user("anna@acme.example,eve@evil.example")], "anna@acme.example,eve@evil.example", UNKNOWN),
        ([ANNA], "anna@acme.example\x00", STRANGER),
        ([ANNA], "", UNKNOWN),
        ([ANNA], "   ", UNKNOWN),
        ([], "anna@acme.example", UNKNOWN),
        ([a_user("anna@acme.example", active=False)], "anna@acme.example", STRANGER),
        ([a_user("anna@acme.example", active=None)], "anna@acme.example", UNKNOWN),
        ([a_user("anna@acme.example", owner=None)], "anna@acme.example", USER),
        ([ANNA, a_user("anna@acme.example", "3")], "anna@acme.example", UNKNOWN),
        ([ANNA, a_user(None, "3")], "eve@acme.example", UNKNOWN),
        ([ANNA, a_user("оlga@acme.example", "3")], "eve@acme.example", UNKNOWN),
    ],
)
def test_writer_is(users: list[User], email: str, expected: Membership) -> None:
    assert find_membership(Read(tuple(users), ""), email) is expected


def test_nobody_is_a_stranger_to_users_that_were_not_all_read() -> None:
    assert find_membership(Read(problem="timeout"), "eve@acme.example") is UNKNOWN
    assert find_membership(Read((ANNA,), "", partial=True), "eve@acme.example") is UNKNOWN
    assert find_membership(Read((ANNA,), "", partial=True), "anna@acme.example") is USER


def test_owner_and_user_alone_may_be_told() -> None:
    assert [membership for membership in Membership if membership.is_inside] == [OWNER, USER]
