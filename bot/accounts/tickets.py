"""What a ticket tells of the account that it is about."""

from collections.abc import Callable, Mapping

from bot.accounts.checks import AccountChecks, Asking, Checked
from bot.accounts.port import Identity
from bot.core.checklist import Finding, Procedure
from bot.core.conversation import Author
from bot.settings import Settings
from bot.zendesk.tickets import FetchedTicket

FetchField = Callable[[int, str], str]
CheckAccount = Callable[[FetchedTicket, Procedure, Mapping[str, Finding]], Checked]


def make_account_check(settings: Settings, checks: AccountChecks, fetch_organization_field: FetchField) -> CheckAccount:
    """The look at the account behind a ticket, as the settings say where its id stands."""

    def check(fetched: FetchedTicket, procedure: Procedure, settled: Mapping[str, Finding]) -> Checked:
        account_id = fetched.field_values.get(settings.field_account or 0, "")
        if not account_id and settings.organization_field_account and fetched.organization_id:
            account_id = fetch_organization_field(fetched.organization_id, settings.organization_field_account)
        return checks.check(to_asking(fetched, account_id), procedure, settled)

    return check


def to_asking(fetched: FetchedTicket, account_id: str) -> Asking:
    """Who asks, about which account, since when."""
    said = [m.sent_at for m in fetched.conversation.messages if m.author is Author.REQUESTER and m.public and m.sent_at]
    return Asking(
        ticket_id=fetched.ticket.id,
        identity=Identity(fetched.requester_email, account_id),
        opened_at=fetched.opened_at,
        said_at=said[-1] if said else "",
    )
