"""Clients made from the settings: one for each thread, because zenpy's are not made to be shared."""

import threading

from bot.settings import Settings
from bot.zendesk.session import Away, Refused, StaticToken, ZendeskError, ZendeskSession
from bot.zendesk.tickets import FetchedTicket, TicketWrite, ZendeskTickets


class ThreadTickets:
    """The same ``Tickets`` for every thread, with a client of its own behind each."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._local = threading.local()

    def fetch_own_user_id(self) -> int:
        """The id of the user that the token acts as."""
        return self._get().fetch_own_user_id()

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        """See ``ZendeskTickets``."""
        return self._get().fetch_ticket(ticket_id)

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        """See ``ZendeskTickets``."""
        return self._get().apply_write(ticket_id, write)

    def _get(self) -> ZendeskTickets:
        if not hasattr(self._local, "tickets"):
            self._local.tickets = connect(self._settings)
        tickets: ZendeskTickets = self._local.tickets
        return tickets


def connect(settings: Settings) -> ZendeskTickets:
    """A client for one thread."""
    token = StaticToken(settings.zendesk_token.get_secret_value())
    session = ZendeskSession(settings.zendesk_url, token, settings.connect_seconds, settings.read_seconds)
    return ZendeskTickets(session, settings.zendesk_url)


def find_zendesk_state(tickets: ThreadTickets) -> str:
    """How Zendesk receives our token: ok, refused, away or unknown."""
    try:
        tickets.fetch_own_user_id()
    except Away:
        return "away"
    except (Refused, ZendeskError):
        return "refused"
    return "ok"
