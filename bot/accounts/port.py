"""The port: whose account is asked about, and what every adapter gives."""

from dataclasses import dataclass
from typing import Protocol

from bot.accounts.facts import AccountFacts, Area


@dataclass(frozen=True, slots=True)
class Identity:
    """Who writes and which account they name, as the desk has it: the requester's address, the account id of a ticket
    or organization field, the organization's name. All three are a stranger's words until the account confirms them."""

    email: str
    account_id: str = ""
    organization: str = ""


class Accounts(Protocol):
    """Where facts of accounts come from. Read only."""

    def to_account(self, identity: Identity) -> str:
        """The name under which the identity's facts may be kept: two identities share it only where they mean one
        account. "" where no account is meant."""

    def fetch_facts(self, identity: Identity, areas: frozenset[Area]) -> AccountFacts:
        """The areas as they are now. Never raises: what cannot be read says why."""
