"""Clients made from the settings: one for each thread, because zenpy's are not made to be shared. Token, pace and gate
are shared by all."""

import threading

from sqlalchemy import Engine

from bot.settings import Settings
from bot.store.pace import Breaker
from bot.zendesk.oauth import Client, OAuthTokens
from bot.zendesk.pace import Pace, Pacing
from bot.zendesk.session import Away, Refused, StaticToken, TokenProvider, ZendeskError, ZendeskSession
from bot.zendesk.tickets import FetchedTicket, TicketWrite, ZendeskTickets

LEASE_SLACK_SECONDS = 5.0  # beyond the two calls that fetching a token can take


class ThreadTickets:
    """The same ``Tickets`` for every thread, with a client of its own behind each."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        self._settings = settings
        self._pace = make_pace(settings, engine)
        self._tokens = make_tokens(settings, engine, self._pace)
        self._local = threading.local()

    def fetch_own_user_id(self) -> int:
        """The id of the user that the token acts as."""
        return self._get().fetch_own_user_id()

    def fetch_ticket(self, ticket_id: int) -> FetchedTicket:
        """See ``ZendeskTickets``."""
        return self._get().fetch_ticket(ticket_id)

    def fetch_organization_field(self, organization_id: int, key: str) -> str:
        """See ``ZendeskTickets``."""
        return self._get().fetch_organization_field(organization_id, key)

    def apply_write(self, ticket_id: int, write: TicketWrite) -> str:
        """See ``ZendeskTickets``."""
        return self._get().apply_write(ticket_id, write)

    def _get(self) -> ZendeskTickets:
        if not hasattr(self._local, "tickets"):
            session = make_session(self._settings, self._tokens, self._pace)
            self._local.tickets = ZendeskTickets(session, self._settings.zendesk_url)
        tickets: ZendeskTickets = self._local.tickets
        return tickets


def make_session(settings: Settings, tokens: TokenProvider | None, pace: Pace) -> ZendeskSession:
    """A session for one thread."""
    return ZendeskSession(settings.zendesk_url, tokens, settings.connect_seconds, settings.read_seconds, pace)


def make_pace(settings: Settings, engine: Engine) -> Pace:
    """The pace of the account."""
    breaker = Breaker(settings.breaker_failures, settings.probe_seconds)
    limits = Pacing(settings.calls_per_minute, settings.updates_per_minute, settings.ticket_updates, breaker)
    return Pace(engine, limits)


def make_tokens(settings: Settings, engine: Engine, pace: Pace) -> TokenProvider:
    """The token from the settings, or the tokens of the OAuth client that they name."""
    if not settings.zendesk_client_id:
        return StaticToken(settings.zendesk_token.get_secret_value())
    secret = settings.zendesk_client_secret.get_secret_value()
    client = Client(settings.zendesk_url, settings.zendesk_client_id, secret)
    lease_seconds = 2 * (settings.connect_seconds + settings.read_seconds) + LEASE_SLACK_SECONDS
    return OAuthTokens(engine, client, settings.keys, make_session(settings, None, pace), lease_seconds)


def find_zendesk_state(tickets: ThreadTickets) -> str:
    """How Zendesk receives our token: ok, refused, away or unknown."""
    try:
        tickets.fetch_own_user_id()
    except Away:
        return "away"
    except (Refused, ZendeskError):
        return "refused"
    return "ok"


def make_bot_session(settings: Settings, engine: Engine) -> ZendeskSession:
    """A session for one thread that acts as the bot's own user."""
    pace = make_pace(settings, engine)
    return make_session(settings, make_tokens(settings, engine, pace), pace)


def make_admin_session(settings: Settings, engine: Engine) -> ZendeskSession:
    """A session for one thread that acts as an administrator: by the token for it where one is set, else as the bot."""
    token = settings.zendesk_admin_token.get_secret_value()
    if not token:
        return make_bot_session(settings, engine)
    return make_session(settings, StaticToken(token), make_pace(settings, engine))
