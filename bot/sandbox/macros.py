"""A macro on a ticket: the edit that it is, for whoever applies it."""

from dataclasses import replace

from bot.sandbox.actions import find_comment, to_edit
from bot.sandbox.fields import Fields
from bot.sandbox.placeholders import find_values
from bot.sandbox.rules import Rule
from bot.sandbox.state import Edit, Ticket, User


def to_macro_edit(macro: Rule, ticket: Ticket, requester: User, user: User, fields: Fields) -> Edit:
    """What applying the macro writes, its placeholders filled in."""
    edit = to_edit(macro.actions, ticket, user, "web")
    return replace(edit, draft=find_comment(macro.actions, find_values(ticket, requester, user, fields)))
