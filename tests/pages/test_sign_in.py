"""Signing in: cookies, limits, and the proxy that signs people in."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store.people_tables import Session, SignInTries, User
from bot.store.users import TRIES_LAST, Role, save_user
from tests.pages.visitor import PASSWORD, Visitor
from webhooks.pages.sign_in import MOST_TRIES_AS_ONE, MOST_TRIES_FROM_ONE

PROXY = {"trusted_proxy": "10.0.0.0/24", "user_header": "X-Forwarded-User"}


def come_from(address: str) -> dict[str, object]:
    return {"environ_overrides": {"REMOTE_ADDR": address}}


@pytest.mark.parametrize(
    ("name", "password"),
    [
        ("ada", "wrong password"),
        ("ada", ""),
        ("nobody", PASSWORD),
        ("", ""),
        ("a" * 500, PASSWORD),
        ("ada\0", PASSWORD),
    ],
)
def test_wrong_name_or_password_is_told_alike(visit, name, password):
    answer = visit().sign_in(name, password)
    assert answer.status_code == 403
    assert "Name or password is wrong." in answer.text
    assert "reinstate_session" not in answer.headers.get("Set-Cookie", "")


def test_user_without_a_password_cannot_sign_in_with_any(visit, engine):
    save_user(engine, "sso", Role.AGENT, "")
    assert visit().sign_in("sso", "").status_code == 403


def test_name_is_taken_however_it_is_written(visit):
    assert visit().sign_in(" ADA ").status_code == 303


def test_password_is_not_tried_more_often_than_allowed(visit, clock):
    visitor = visit()
    for _ in range(MOST_TRIES_AS_ONE):
        assert visitor.sign_in("ada", "wrong password").status_code == 403
    assert visitor.sign_in("ada").status_code == 429
    assert visit().sign_in("Ada ").status_code == 429  # from another browser, written otherwise
    assert visit().sign_in("max").status_code == 303
    clock.now += TRIES_LAST
    assert visitor.sign_in("ada").status_code == 303


def test_address_does_not_try_many_names(visit):
    visitor = visit()
    for number in range(MOST_TRIES_FROM_ONE):
        visitor.get("/sign-in")
        visitor.post("/sign-in", {"name": f"user{number}", "password": ""})
    assert visitor.sign_in("ada").status_code == 429


def test_success_forgets_what_was_mistyped(visit):
    for _ in range(3):
        for _ in range(MOST_TRIES_AS_ONE - 1):
            visit().sign_in("ada", "wrong password")
        assert visit().sign_in("ada").status_code == 303


def test_tries_are_counted_for_the_caller_behind_the_trusted_proxy(make_app):
    visitor = Visitor(make_app(trusted_proxy="10.0.0.1").test_client())

    def try_once(caller: str, peer: str) -> int:
        visitor.get("/sign-in")
        fields = {"name": caller, "password": ""}
        return visitor.post(
            "/sign-in", fields, headers={"X-Forwarded-For": f"6.6.6.6, {caller}"}, **come_from(peer)
        ).status_code

    for _ in range(MOST_TRIES_FROM_ONE):
        try_once("192.0.2.1", "10.0.0.1")
    assert try_once("192.0.2.2", "10.0.0.1") == 403
    for number in range(MOST_TRIES_FROM_ONE):  # a stranger who claims to be many
        try_once(f"198.51.100.{number}", "203.0.113.9")
    assert try_once("198.51.100.99", "203.0.113.9") == 429


def test_nothing_secret_is_stored(visit, engine):
    visitor = visit("ada")
    visit().sign_in("my own password!", "wrong")
    token = visitor.client.get_cookie("reinstate_session").value
    with engine.connect() as connection:
        stored = str([connection.execute(select(*t.__table__.columns)).all() for t in (User, Session, SignInTries)])
    assert PASSWORD not in stored
    assert token not in stored
    assert "my own password" not in stored
    assert "$argon2id$" in stored


@pytest.mark.parametrize(
    ("base", "public_url", "secure"),
    [
        ("http://localhost:8080", "", False),
        ("http://127.0.0.1:8080", "", False),
        ("http://[::1]:8080", "", False),
        ("http://bot.example", "", True),
        ("https://localhost", "", True),
        ("http://127.0.0.1:8080", "https://bot.example", True),
    ],
)
def test_cookies_travel_over_tls_alone_but_on_this_machine(make_app, base, public_url, secure):
    visitor = Visitor(make_app(public_url=public_url).test_client())
    cookies = visitor.get("/sign-in", base_url=base).headers.getlist("Set-Cookie")
    assert len(cookies) == 1
    assert cookies[0].startswith("__Host-" if secure else "reinstate_form")
    assert ("Secure" in cookies[0]) is secure
    assert "HttpOnly" in cookies[0]
    assert "SameSite=Lax" in cookies[0]
    assert "Path=/" in cookies[0]


def test_session_cookie_is_as_guarded(make_app):
    client = make_app().test_client()
    visitor = Visitor(client)
    visitor.get("/sign-in", base_url="https://bot.example")
    fields = {"name": "ada", "password": PASSWORD}
    answer = visitor.post("/sign-in", fields, base_url="https://bot.example")
    [cookie] = answer.headers.getlist("Set-Cookie")
    assert cookie.startswith("__Host-reinstate_session=")
    assert {"Secure", "HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))


def test_trusted_proxy_signs_known_people_in(make_app, engine):
    save_user(engine, "sso@acme.example", Role.AGENT, "")
    visitor = Visitor(make_app(**PROXY).test_client())
    named = {"headers": {"X-Forwarded-User": "SSO@acme.example"}, **come_from("10.0.0.7")}
    page = visitor.read("/tickets", **named)
    assert "sso@acme.example" in page
    assert "Sign out" not in page  # the proxy would sign them in again at once
    assert visitor.get("/operations", **named).status_code == 403
    assert visitor.post("/tickets/1/wishes", {"kind": "stop"}, **named).status_code == 400  # unknown ticket, known form
    assert visitor.post("/tickets/1/wishes", {"kind": "stop", "form_token": ""}, **named).status_code == 400


@pytest.mark.parametrize("address", ["10.0.1.7", "127.0.0.1", "::1", "203.0.113.9", ""])
def test_header_from_anybody_else_is_as_if_it_were_not_there(make_app, address):
    visitor = Visitor(make_app(**PROXY).test_client())
    answer = visitor.get("/tickets", headers={"X-Forwarded-User": "max"}, **come_from(address))
    assert answer.status_code == 303


@pytest.mark.parametrize("access", [{}, {"trusted_proxy": "10.0.0.0/24"}, {"user_header": "X-Forwarded-User"}])
def test_header_is_off_unless_both_settings_are_there(make_app, access):
    visitor = Visitor(make_app(**access).test_client())
    answer = visitor.get("/tickets", headers={"X-Forwarded-User": "max"}, **come_from("10.0.0.7"))
    assert answer.status_code == 303


@pytest.mark.parametrize("named", ["nobody", "max, ada", "max,", "../max", "m" * 300])
def test_proxy_that_names_nobody_known_is_refused(make_app, named):
    visitor = Visitor(make_app(**PROXY).test_client())
    answer = visitor.get("/tickets", headers={"X-Forwarded-User": named}, **come_from("10.0.0.7"))
    assert answer.status_code == 403
    assert "You have no account here" in answer.text


def test_proxy_without_the_header_leaves_people_to_the_form(make_app):
    visitor = Visitor(make_app(**PROXY).test_client())
    assert visitor.get("/tickets", **come_from("10.0.0.7")).status_code == 303


def test_session_of_another_user_does_not_outweigh_the_proxys_word(make_app):
    visitor = Visitor(make_app(**PROXY).test_client())
    visitor.sign_in("max")
    named = {"headers": {"X-Forwarded-User": "ada"}, **come_from("10.0.0.7")}
    assert visitor.get("/operations", **named).status_code == 403


def test_tries_lapse_with_their_quarter_of_an_hour(visit, clock, engine):
    visit().sign_in("ada", "wrong password")
    clock.now += TRIES_LAST + timedelta(seconds=1)
    visit().sign_in("max")
    with engine.connect() as connection:
        assert len(connection.execute(select(SignInTries.scope)).all()) == 1  # of the address alone, counted anew
