"""The pages behind the server that ``serve`` and ``web`` ship: which headers of a proxy get through to us."""

import threading
from collections.abc import Iterator

import pytest
import requests

from bot.processes import make_threaded_server
from bot.serving import Channels, find_port, run_server
from bot.settings import load_settings
from bot.store.database import open_database
from bot.store.users import Role, save_user


@pytest.fixture
def start(make_sqlite_database) -> Iterator:
    """Starts the server with further settings; a user "ada" is known. Its address."""
    url = make_sqlite_database(True)
    engine = open_database(url)
    save_user(engine, "ada", Role.AGENT, "")
    engine.dispose()
    over, threads = threading.Event(), []

    def start(**further: str) -> str:
        channels: Channels = {}
        settings = load_settings(database_url=url, webhook_secrets="s", port=0, **further)
        server = make_threaded_server(settings, channels)
        threads.append(threading.Thread(target=run_server, args=(server, channels, over.is_set, 1.0), daemon=True))
        threads[-1].start()
        return f"http://127.0.0.1:{find_port(server)}"

    yield start
    over.set()
    for thread in threads:
        thread.join(timeout=10)


def ask(address: str, path: str = "/tickets", **headers: str) -> int:
    return requests.get(address + path, headers=headers, allow_redirects=False, timeout=5).status_code


def test_header_of_the_trusted_proxy_arrives_and_a_look_alike_does_not(start):
    address = start(trusted_proxy="127.0.0.1", user_header="X-Forwarded-User")
    assert ask(address, **{"X-Forwarded-User": "ada"}) == 200
    assert ask(address, **{"X_Forwarded_User": "ada"}) == 303  # the same name to WSGI: no proxy would strip it


def test_header_of_anybody_is_worth_nothing(start):
    assert ask(start(), **{"X-Forwarded-User": "ada"}) == 303


def test_metrics_know_that_a_proxy_stands_between(start):
    address = start()
    assert ask(address, "/metrics") == 200
    assert ask(address, "/metrics", **{"X-Forwarded-For": "192.0.2.1"}) == 401
