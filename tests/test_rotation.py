"""Every secret exchanged as docs/operations/rotation.md says: nothing is lost meanwhile, and the old one ends.

The signing secret of the settings is walked through in tests/webhooks/test_rotation.py."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from click.testing import CliRunner
from cryptography.fernet import Fernet
from sqlalchemy import Engine, update

from bot.cli import main
from bot.jobs import Jobs
from bot.processes import make_stored_secrets
from bot.settings import Settings
from bot.store.secrets import OLDER_HOLD
from bot.store.setup import load_sealed, save_sealed
from bot.store.tables import SealedSecret, Token
from bot.store.tokens import NEVER, load_token
from bot.zendesk.failures import Refused
from bot.zendesk.oauth import Client, OAuthTokens, Seal
from bot.zendesk.session import StaticToken, ZendeskSession
from tests.pages.visitor import Visitor
from tests.webhooks.zendesk import SECRET, Clock, a_body, to_headers
from tests.zendesk.scripted import Answer, Call, Scripted, running_scripted
from webhooks import STORED_HOLD, create_app

OLD, NEW = (Fernet.generate_key().decode() for _ in range(2))
ACCOUNT = "https://acme.zendesk.com"
LONG = ("correct horse battery", "another staple of horses")


class Office:
    """A Zendesk whose client has one secret, or for a while two, as its Admin Center lets it have."""

    def __init__(self, *secrets: str) -> None:
        self.secrets = set(secrets)
        self.granted: list[str] = []

    def __call__(self, call: Call) -> Answer:
        if call.path != "/oauth/tokens":
            return Answer(200 if call.token in self.granted else 401)
        if call.body["client_secret"] not in self.secrets:
            return Answer(401, {"error": "invalid_client"})
        self.granted.append(f"token{len(self.granted)}")
        return Answer(body={"access_token": self.granted[-1], "expires_in": 1800})


def make_tokens(engine: Engine, server: Scripted, secret: str, keys: tuple[str, ...] = (OLD,)) -> OAuthTokens:
    """What a process that starts with these settings takes its tokens from."""
    session = ZendeskSession(server.url, None, 1.0, 5.0)
    return OAuthTokens(engine, Client(server.url, "reinstate", secret), keys, session, 30.0)


def call(server: Scripted, tokens: OAuthTokens | StaticToken) -> bool:
    return ZendeskSession(server.url, tokens, 1.0, 5.0).get(f"{server.url}/api/v2/users/me.json").ok


@pytest.fixture
def reinstate(database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path) -> Callable[..., object]:
    """Runs a command of ours on the database, in an empty folder."""
    monkeypatch.chdir(tmp_path)

    def run(*words: str, keys: str = "", given: str = "") -> object:
        settings = {"REINSTATE_DATABASE_URL": database_url, "REINSTATE_SECRET_KEY": keys}
        return CliRunner().invoke(main, words, env=settings, input=given)

    return run


def make_client(engine: Engine, keys: str, clock: Clock):
    """A web process that starts with these keys and takes the signing secret from the database."""
    settings = Settings(secret_key=keys, _env_file=None)
    app = create_app(engine, Jobs(engine), (), clock, load_stored=make_stored_secrets(settings, engine))
    return app.test_client()


def deliver(client, clock: Clock, secret: str = SECRET) -> int:
    headers = to_headers(a_body(), clock.now, secret=secret)
    return client.post("/webhooks/zendesk", data=a_body(), headers=headers).status_code


def test_key_is_exchanged_without_a_delivery_refused(engine, reinstate):
    clock = Clock()
    save_sealed(engine, ACCOUNT, Seal([OLD]).close_text(SECRET), None)
    running = make_client(engine, f"{OLD},{NEW}", clock)
    assert deliver(running, clock) == 202
    ended = reinstate("db", "reseal", keys=f"{NEW},{OLD}")
    assert (ended.exit_code, ended.stdout) == (0, "Sealed with the newest key: 1.\n")
    clock.now += STORED_HOLD
    assert deliver(running, clock) == 202
    assert deliver(make_client(engine, NEW, clock), clock) == 202
    assert deliver(make_client(engine, OLD, clock), clock) == 401


def test_both_signing_secrets_and_the_token_are_sealed_anew(engine, reinstate):
    save_sealed(engine, ACCOUNT, Seal([OLD]).close_text("newer"), Seal([OLD]).close_text("older"))
    office = Office("secret")
    with running_scripted(office) as server:
        make_tokens(engine, server, "secret").current_token()
        assert reinstate("db", "reseal", keys=f"{NEW},{OLD}").stdout == "Sealed with the newest key: 3.\n"
        assert make_tokens(engine, server, "secret", (NEW,)).current_token() == "token0"
    assert [Seal([NEW]).open_text(stored.sealed) for stored in load_sealed(engine)] == ["newer", "older"]
    assert office.granted == ["token0"]


def test_what_no_key_opens_is_told_and_left(engine, reinstate):
    sealed = Seal([OLD]).close_text(SECRET)
    save_sealed(engine, ACCOUNT, sealed, None)
    ended = reinstate("db", "reseal", keys=NEW)
    assert ended.exit_code == 1
    assert "1 opened with none of the keys" in ended.stderr
    assert load_sealed(engine)[0].sealed == sealed


def test_older_secret_whose_day_is_over_holds_nobody_up(engine, reinstate):
    save_sealed(engine, ACCOUNT, Seal([NEW]).close_text("newer"), Seal([OLD]).close_text("older"))
    with engine.begin() as connection:
        connection.execute(update(SealedSecret).values(changed_at=NEVER))
    assert reinstate("db", "reseal", keys=NEW).exit_code == 0


def test_nothing_sealed_is_nothing_to_do(reinstate):
    assert reinstate("db", "reseal", keys=NEW).stdout == "Sealed with the newest key: 0.\n"
    without = reinstate("db", "reseal")
    assert without.exit_code == 1
    assert "REINSTATE_SECRET_KEY is not set" in without.stderr


def test_clients_secret_is_exchanged_without_a_call_refused(engine):
    office = Office("old")
    with running_scripted(office) as server:
        running = make_tokens(engine, server, "old")
        assert call(server, running)
        office.secrets = {"new"}
        started = make_tokens(engine, server, "new")
        assert call(server, started)
        assert call(server, running)
        with engine.begin() as connection:
            connection.execute(update(Token).values(renew_at=NEVER))
        assert make_tokens(engine, server, "new").current_token() == "token1"
    assert load_token(engine).error == ""


def test_client_whose_old_secret_is_kept_is_told_and_works_once_it_has_the_new_one(engine):
    office = Office("new")
    with running_scripted(office) as server:
        with pytest.raises(Refused):
            make_tokens(engine, server, "old").current_token()
        with engine.begin() as connection:
            connection.execute(update(Token).values(leased_until=NEVER))  # nobody hurries after a refusal
        assert call(server, make_tokens(engine, server, "new"))


def test_token_that_was_revoked_is_refused_and_the_new_one_works():
    office = Office()
    office.granted = ["new"]
    with running_scripted(office) as server:
        with pytest.raises(Refused):
            call(server, StaticToken("old"))
        assert call(server, StaticToken("new"))


def test_metrics_token_is_exchanged_at_the_start(engine):
    for token, other in (("old token", "new token"), ("new token", "old token")):
        client = create_app(engine, Jobs(engine), (SECRET,), metrics_token=token).test_client()
        assert client.get("/metrics", headers={"Authorization": f"Bearer {token}"}).status_code == 200
        assert client.get("/metrics", headers={"Authorization": f"Bearer {other}"}).status_code == 401


@pytest.mark.parametrize("make_database", ["sqlite"], indirect=True)
def test_persons_password_is_exchanged_and_every_session_of_theirs_ends(engine, reinstate):
    old, new = LONG
    assert reinstate("user", "add", "ada", "--role", "agent", given=old).exit_code == 0
    app = create_app(engine, Jobs(engine), (SECRET,))
    ada = Visitor(app.test_client())
    ada.sign_in("ada", old)
    assert ada.get("/tickets").status_code == 200
    assert reinstate("user", "password", "ada", given=new).exit_code == 0
    assert ada.get("/tickets").status_code == 303
    again = Visitor(app.test_client())
    assert again.sign_in("ada", old).status_code != 303
    assert again.sign_in("ada", new).status_code == 303
    assert again.get("/tickets").status_code == 200


def test_new_signing_secret_of_the_set_up_leaves_the_older_one_a_day(engine):
    clock, seal = Clock(), Seal([OLD])
    save_sealed(engine, ACCOUNT, seal.close_text("newer"), seal.close_text("older"))
    with engine.begin() as connection:
        connection.execute(update(SealedSecret).values(changed_at=clock.now))
    client = make_client(engine, OLD, clock)
    assert [deliver(client, clock, secret) for secret in ("newer", "older", "neither")] == [202, 202, 401]
    clock.now += OLDER_HOLD + timedelta(seconds=1)
    assert [deliver(client, clock, secret) for secret in ("newer", "older")] == [202, 401]
