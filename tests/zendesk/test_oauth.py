"""Tokens of an OAuth client with real sessions over real HTTP, shared by threads and processes on both databases."""

import json
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text, update
from structlog.testing import capture_logs

from bot.store.tables import Token
from bot.store.tokens import NEVER, load_token, save_lease
from bot.zendesk.oauth import Client, Grant, OAuthTokens
from bot.zendesk.session import Away, Refused, ZendeskSession
from tests.zendesk.scripted import Answer, Call, running_scripted

SECRET = "secret-4711"
KEY = Fernet.generate_key().decode()
OTHER_KEY = Fernet.generate_key().decode()


@dataclass
class Office:
    """Hands out tokens as Zendesk does: a refresh makes both old tokens void."""

    life: object = 1800
    refreshes: bool = True
    seconds: float = 0.0
    status: int = 200
    valid: set = field(default_factory=set)
    refresh: set = field(default_factory=set)
    kinds: list = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, call: Call) -> Answer:
        if call.path != "/oauth/tokens":
            known = call.token in self.valid
            return Answer() if known else Answer(401, {"error": "invalid_token"})
        time.sleep(self.seconds)
        with self.lock:
            return self.grant(call.body)

    def grant(self, body: dict) -> Answer:
        self.kinds.append(body["grant_type"])
        if self.status != 200:
            return Answer(self.status, {"error": "invalid_client"})
        if body["client_secret"] != SECRET:
            return Answer(401, {"error": "invalid_client"})
        if body["grant_type"] == "refresh_token":
            if body["refresh_token"] not in self.refresh:
                return Answer(400, {"error": "invalid_grant"})
            self.valid.clear()
            self.refresh.clear()
        number = len(self.kinds)
        self.valid.add(f"access{number}")
        self.refresh.add(f"refresh{number}")
        given = {"refresh_token": f"refresh{number}"} if self.refreshes else {}
        return Answer(body={"access_token": f"access{number}", "token_type": "bearer", "expires_in": self.life} | given)


@pytest.fixture
def office():
    return Office()


@pytest.fixture
def server(office):
    with running_scripted(office) as running:
        yield running


def make_tokens(engine, server, *, secret=SECRET, keys=(KEY,), name="reinstate", pause=time.sleep):
    session = ZendeskSession(server.url, None, 1.0, 5.0)
    return OAuthTokens(engine, Client(server.url, name, secret), keys, session, 30.0, pause)


def call(server, tokens):
    return ZendeskSession(server.url, tokens, 1.0, 5.0).get(server.url + "/api/v2/users/me.json")


def age(engine, *columns):
    """Put the stored times into the past."""
    with engine.begin() as connection:
        connection.execute(update(Token).values(dict.fromkeys(columns, NEVER)))


def test_token_is_fetched_once_and_used_by_all_who_come_later(engine, server, office):
    assert call(server, make_tokens(engine, server)).ok
    assert call(server, make_tokens(engine, server)).ok
    assert office.kinds == ["client_credentials"]
    assert server.calls[0].token is None


def test_token_near_its_end_is_renewed_with_the_refresh_token(engine, server, office):
    make_tokens(engine, server).current_token()
    age(engine, "renew_at")
    assert make_tokens(engine, server).current_token() == "access2"
    assert office.kinds == ["client_credentials", "refresh_token"]


def test_without_a_refresh_token_the_client_asks_anew(engine, server, office):
    office.refreshes = False
    make_tokens(engine, server).current_token()
    age(engine, "renew_at")
    assert make_tokens(engine, server).current_token() == "access2"
    assert office.kinds == ["client_credentials"] * 2


def test_refused_refresh_falls_back_to_the_client(engine, server, office):
    make_tokens(engine, server).current_token()
    office.refresh.clear()
    age(engine, "renew_at")
    assert make_tokens(engine, server).current_token() == "access3"
    assert office.kinds == ["client_credentials", "refresh_token", "client_credentials"]


def test_refused_token_is_renewed_and_the_call_made_again_once(engine, server, office):
    tokens = make_tokens(engine, server)
    tokens.current_token()
    office.valid.clear()
    assert call(server, tokens).ok
    assert [made.token for made in server.find_calls("/api")] == ["access1", "access2"]


def test_token_that_is_refused_again_and_again_is_told(engine, server, office):
    tokens = make_tokens(engine, server)
    server.answer = lambda made: office(made) if made.path == "/oauth/tokens" else Answer(401, {"error": "no"})
    with pytest.raises(Refused):
        call(server, tokens)
    assert len(server.find_calls("/api")) == 2


def test_token_that_another_process_renewed_is_taken_after_a_refusal(engine, server, office):
    ours, other = make_tokens(engine, server), make_tokens(engine, server)
    ours.current_token()
    age(engine, "renew_at")
    other.current_token()
    assert call(server, ours).ok
    assert office.kinds == ["client_credentials", "refresh_token"]


def test_threads_that_need_a_token_at_once_fetch_one(engine, server, office):
    office.seconds = 0.2
    tokens = make_tokens(engine, server)
    with ThreadPoolExecutor(8) as pool:
        assert {answer.ok for answer in pool.map(lambda _: call(server, tokens), range(8))} == {True}
    assert office.kinds == ["client_credentials"]


def test_threads_that_were_all_refused_renew_once(engine, server, office):
    tokens = make_tokens(engine, server)
    tokens.current_token()
    office.valid.clear()
    office.seconds = 0.2
    with ThreadPoolExecutor(8) as pool:
        assert {answer.ok for answer in pool.map(lambda _: call(server, tokens), range(8))} == {True}
    assert office.kinds == ["client_credentials", "refresh_token"]


def test_processes_that_need_a_token_at_once_fetch_one(engine, database_url, server, office):
    office.seconds = 0.3
    program = """
import sys
from bot.store.database import open_database
from bot.zendesk.oauth import Client, OAuthTokens
from bot.zendesk.session import ZendeskSession
url, database, secret, key = sys.argv[1:]
session = ZendeskSession(url, None, 1.0, 5.0)
tokens = OAuthTokens(open_database(database), Client(url, "reinstate", secret), [key], session, 30.0)
print("ready", flush=True)
sys.stdin.readline()
print(ZendeskSession(url, tokens, 1.0, 5.0).get(url + "/api/v2/users/me.json").status_code)
"""
    command = [sys.executable, "-c", program, server.url, database_url, SECRET, KEY]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    running = [subprocess.Popen(command, **pipes) for _ in range(2)]
    assert {process.stdout.readline() for process in running} == {"ready\n"}
    for process in running:
        process.stdin.write("\n")
        process.stdin.flush()
    assert [process.communicate(timeout=90)[0].splitlines()[-1] for process in running] == ["200", "200"]
    assert office.kinds == ["client_credentials"]


def test_who_waits_for_another_that_never_comes_back_gives_up(engine, server, office):
    assert save_lease(engine, 0, "dead", 60)
    pauses = []
    with pytest.raises(Away) as raised:
        make_tokens(engine, server, pause=pauses.append).current_token()
    assert raised.value.wait_seconds > 0
    assert sum(pauses) <= 5
    assert office.kinds == []


def test_while_another_renews_the_old_token_is_used_to_its_end(engine, server, office):
    make_tokens(engine, server).current_token()
    age(engine, "renew_at")
    assert save_lease(engine, 1, "other", 60)
    assert make_tokens(engine, server).current_token() == "access1"


@pytest.mark.parametrize("status", [429, 500, 401])
def test_token_that_cannot_be_renewed_is_used_to_its_end_and_nobody_hurries(engine, server, office, status):
    make_tokens(engine, server).current_token()
    age(engine, "renew_at")
    office.status = status
    tokens = make_tokens(engine, server)
    assert [tokens.current_token() for _ in range(5)] == ["access1"] * 5
    assert len(office.kinds) <= 3
    age(engine, "expires_at")
    with pytest.raises(Refused if status == 401 else Away) as raised:
        make_tokens(engine, server).current_token()
    assert len(office.kinds) <= 3
    assert status == 401 or raised.value.wait_seconds > 0


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_client_that_zendesk_does_not_know_is_refused(engine, server, office, status):
    office.status = status
    with pytest.raises(Refused, match=f"{status} invalid_client"):
        make_tokens(engine, server).current_token()


DAMAGE = [None, "", "x" * 500, "gAAAAA", "\u20ac", "0"]


@pytest.mark.parametrize("damage", DAMAGE, ids=range(len(DAMAGE)))
def test_damaged_row_or_another_key_is_as_no_token(engine, server, office, damage):
    make_tokens(engine, server).current_token()
    keys = (KEY,) if damage is not None else (OTHER_KEY,)
    if damage is not None:
        with engine.begin() as connection:
            connection.execute(update(Token).values(sealed=damage))
    assert call(server, make_tokens(engine, server, keys=keys)).ok
    assert office.kinds == ["client_credentials"] * 2


def test_new_key_takes_over_while_the_old_one_still_opens(engine, server, office):
    make_tokens(engine, server).current_token()
    assert make_tokens(engine, server, keys=(OTHER_KEY, KEY)).current_token() == "access1"
    age(engine, "renew_at")
    assert make_tokens(engine, server, keys=(OTHER_KEY, KEY)).current_token() == "access2"
    assert make_tokens(engine, server, keys=(OTHER_KEY,)).current_token() == "access2"
    assert office.kinds == ["client_credentials", "refresh_token"]


def test_another_clients_token_is_not_used(engine, server, office):
    make_tokens(engine, server).current_token()
    assert make_tokens(engine, server, name="another").current_token() == "access2"
    assert office.kinds == ["client_credentials"] * 2


@pytest.mark.parametrize("name", ["NotThere", None, 7, "", "a b", "a\nb: c", "é", "x" * 5000, ["x"]])
def test_answer_without_a_token_that_fits_a_header_is_away(engine, server, name):
    server.answer = lambda made: Answer(body={} if name == "NotThere" else {"access_token": name, "expires_in": 60})
    with pytest.raises(Away):
        make_tokens(engine, server).current_token()


@pytest.mark.parametrize(
    ("life", "seconds"),
    [(600, 600), (2.5, 2.5), (0, 1800), (-5, 1800), (None, 1800), ("60", 1800), (True, 1800), (10**30, 172800)],
)
def test_life_of_a_token_is_bounded(engine, server, office, life, seconds):
    office.life = life
    make_tokens(engine, server).current_token()
    stored = load_token(engine)
    assert seconds - 2 < stored.expires_in <= seconds
    assert stored.expires_in - stored.renew_in == pytest.approx(min(300, seconds / 5), abs=0.01)


def test_no_secret_is_shown_or_stored(engine, server, office):
    with capture_logs() as logs:
        tokens = make_tokens(engine, server)
        call(server, tokens)
        with pytest.raises(Refused) as refused:
            make_tokens(engine, server, secret="wrong-4711", name="another").current_token()
    with engine.connect() as connection:
        rows = connection.execute(select(Token.__table__)).all()
        assert connection.execute(text("SELECT count(*) FROM tokens")).scalar() == 1
    grant = Grant("o", "c", "access-4711", "refresh-4711")
    client = Client("o", "c", SECRET)
    shown = [
        repr(tokens),
        repr(grant),
        repr(client),
        repr(load_token(engine)),
        str(refused.value),
        repr(logs),
        repr(rows),
    ]
    hidden = ["4711", "access1", "refresh1", KEY]
    assert [word for word in hidden for text_ in shown if word in text_] == []
    assert logs
    assert "4711" in json.dumps(asdict(grant))
