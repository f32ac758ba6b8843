"""A Zendesk that sends us elsewhere: nobody goes, and the token is shown to nobody."""

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import Engine

from bot.zendesk.failures import ZendeskError
from bot.zendesk.oauth import Client, OAuthTokens
from bot.zendesk.session import Rejected, StaticToken, ZendeskSession
from tests.zendesk.scripted import Answer, running_scripted

STATUSES = (301, 302, 303, 307, 308)


@pytest.mark.parametrize("method", ["GET", "PUT", "POST"])
@pytest.mark.parametrize("status", STATUSES)
def test_redirect_is_rejected_and_never_followed(status: int, method: str) -> None:
    with running_scripted(lambda _: Answer()) as elsewhere:
        sent_away = Answer(status, headers={"Location": f"{elsewhere.url}/latest/meta-data"})
        with running_scripted(lambda _: sent_away) as zendesk:
            session = ZendeskSession(zendesk.url, StaticToken("token-4711"), 1.0, 5.0)
            with pytest.raises(Rejected):
                session.request(method, f"{zendesk.url}/api/v2/tickets/1.json", json={}, allow_redirects=True)
        assert len(zendesk.calls) == 1
        assert elsewhere.calls == []


@pytest.mark.parametrize("make_database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("status", STATUSES)
def test_clients_secret_is_not_sent_where_a_redirect_points(engine: Engine, status: int) -> None:
    with running_scripted(lambda _: Answer(body={"access_token": "given"})) as elsewhere:
        sent_away = Answer(status, headers={"Location": f"{elsewhere.url}/oauth/tokens"})
        with running_scripted(lambda _: sent_away) as zendesk:
            session = ZendeskSession(zendesk.url, None, 1.0, 5.0)
            client = Client(zendesk.url, "reinstate", "secret-4711")
            with pytest.raises(ZendeskError):
                OAuthTokens(engine, client, (Fernet.generate_key().decode(),), session, 30.0).current_token()
        assert zendesk.calls
        assert elsewhere.calls == []
