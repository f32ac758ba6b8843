"""Who may see what: every route for every kind of caller, and what cannot be forged."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.jobs import Jobs
from bot.store.database import open_database
from bot.store.people_tables import Session
from bot.store.sessions import IDLE, LASTS
from bot.store.users import save_password, save_removed
from tests.pages.desk import save_appeal
from tests.pages.visitor import PASSWORD, Visitor
from webhooks import create_app

AGENTS, MANAGERS, ANYBODY, MACHINES = "agents", "managers", "anybody", "machines"
ROUTES = {
    ("GET", "/"): AGENTS,
    ("GET", "/operations"): MANAGERS,
    ("GET", "/reports"): MANAGERS,
    ("GET", "/reports.csv"): MANAGERS,
    ("GET", "/reports.json"): MANAGERS,
    ("GET", "/reports/intents.csv"): MANAGERS,
    ("GET", "/reports/tickets"): MANAGERS,
    ("POST", "/operations/retry"): MANAGERS,
    ("GET", "/sign-in"): ANYBODY,
    ("POST", "/sign-in"): ANYBODY,
    ("POST", "/sign-out"): AGENTS,
    ("GET", "/static/pages.css"): ANYBODY,
    ("GET", "/tickets"): AGENTS,
    ("GET", "/tickets/42"): AGENTS,
    ("POST", "/tickets/42/corrections"): AGENTS,
    ("POST", "/tickets/42/wishes"): AGENTS,
    ("GET", "/healthz"): MACHINES,
    ("GET", "/readyz"): MACHINES,
    ("GET", "/metrics"): MACHINES,
    ("POST", "/webhooks/zendesk"): MACHINES,
}
PAGES = {route: who for route, who in ROUTES.items() if who in (AGENTS, MANAGERS)}


@pytest.fixture(autouse=True)
def _ticket(engine):
    save_appeal(engine)


def ask(visitor: Visitor, method: str, path: str):
    return visitor.get(path) if method == "GET" else visitor.post(path)


def test_every_route_is_in_the_table(make_app):
    adapter = make_app().url_map.bind("localhost")
    covered = {adapter.match(path, method=method)[0] for method, path in ROUTES}
    assert {rule.endpoint for rule in make_app().url_map.iter_rules()} == covered


@pytest.mark.parametrize(("method", "path"), PAGES)
def test_nobody_sees_a_page_without_signing_in(visit, method, path):
    visitor = visit()
    visitor.get("/sign-in")  # whose form token is of no use elsewhere either
    answer = ask(visitor, method, path)
    if method == "GET":
        assert answer.status_code == 303
        assert answer.location.startswith("/sign-in")
    else:
        assert answer.status_code == 401
    assert "shop.example" not in answer.text


@pytest.mark.parametrize(("method", "path"), PAGES)
@pytest.mark.parametrize("name", ["ada", "max"])
def test_pages_answer_to_their_role_alone(visit, name, method, path):
    answer = ask(visit(name), method, path)
    refused = PAGES[method, path] == MANAGERS and name == "ada"
    assert (answer.status_code == 403) == refused


@pytest.mark.parametrize(("method", "path"), [route for route, who in ROUTES.items() if who in (ANYBODY, MACHINES)])
def test_open_addresses_never_ask_for_a_sign_in(visit, method, path):
    with visit().client.open(path, method=method) as answer:
        assert answer.status_code in (200, 400, 401, 503)
        assert "Location" not in answer.headers


@pytest.mark.parametrize(("method", "path"), [route for route in PAGES if route[0] == "POST"])
@pytest.mark.parametrize("token", ["", "0" * 64, "é"])
def test_form_without_this_sessions_token_is_refused(visit, method, path, token):
    manager = visit("max")
    answer = manager.post(path, {"form_token": token, "ticket": "42", "kind": "stop"})
    assert answer.status_code == 400
    assert "This form is too old" in answer.text
    assert manager.get("/tickets").status_code == 200  # not even signed out


def test_form_of_another_session_is_refused(visit):
    ada, other = visit("ada"), visit("ada")
    assert ada.form_token != other.form_token
    other.form_token = ada.form_token
    assert other.post("/sign-out").status_code == 400


def test_sign_in_form_without_its_own_cookie_is_refused(visit):
    visitor = visit()
    visitor.get("/sign-in")
    stranger = visit()
    stranger.form_token = visitor.form_token
    assert stranger.post("/sign-in", {"name": "ada", "password": PASSWORD}).status_code == 400


def test_sign_out_ends_the_session_in_the_database(visit, engine):
    ada = visit("ada")
    stolen = {key[2]: cookie.value for key, cookie in ada.client._cookies.items()}
    assert ada.post("/sign-out").location == "/sign-in"
    thief = visit()
    for name, value in stolen.items():
        thief.client.set_cookie(name, value)
    assert thief.get("/tickets").status_code == 303
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(Session)).scalar_one() == 0


def test_signing_in_makes_a_new_session_and_ends_the_one_before(visit):
    ada = visit("ada")
    before = ada.client.get_cookie("reinstate_session").value
    ada.sign_in("ada")
    assert ada.client.get_cookie("reinstate_session").value != before
    old = visit()
    old.client.set_cookie("reinstate_session", before)
    assert old.get("/tickets").status_code == 303


def test_session_ends_when_idle(agent, clock):
    clock.now += IDLE - timedelta(minutes=1)
    assert agent.get("/tickets").status_code == 200
    clock.now += IDLE - timedelta(minutes=1)
    assert agent.get("/tickets").status_code == 200
    clock.now += IDLE
    assert agent.get("/tickets").status_code == 303


def test_session_ends_after_its_day_however_busy(agent, clock):
    end = clock.now + LASTS
    while clock.now < end - timedelta(hours=1):
        clock.now += timedelta(hours=1)
        assert agent.get("/tickets").status_code == 200
    clock.now = end
    assert agent.get("/tickets").status_code == 303


@pytest.mark.parametrize("end", [lambda engine: save_password(engine, "ada", "x"), lambda e: save_removed(e, "ada")])
def test_new_password_or_removal_ends_sessions_at_once(agent, engine, end):
    assert end(engine)
    assert agent.get("/tickets").status_code == 303


@pytest.mark.parametrize("path", ["/tickets/42?run=1", "/operations"])
def test_page_that_was_wanted_comes_after_signing_in(visit, path):
    visitor = visit()
    wanted = visitor.get(path).location
    page = visitor.get(wanted)
    assert page.status_code == 200
    to = page.text.partition('name="to" value="')[2].partition('"')[0]
    assert visitor.sign_in("max", to=to).location == path


@pytest.mark.parametrize(
    "to",
    ["//evil.example/", "https://evil.example/", "\\\\evil.example", "/\\evil.example", "javascript:x", "/\n/evil", ""],
)
def test_signing_in_never_leads_elsewhere(visit, to):
    assert visit().sign_in("ada", to=to).location == "/"


@pytest.mark.parametrize("path", ["/sign-in", "/tickets", "/nowhere"])
def test_every_page_tells_browsers_to_run_nothing_foreign(agent, path):
    headers = agent.get(path, headers={"Accept": "text/html"}).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["Cache-Control"] == "no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_pages_hold_no_inline_script_or_style(manager):
    for path in ("/sign-in", "/tickets", "/tickets/42", "/operations"):
        page = manager.get(path).text
        assert "<script" not in page
        assert "<style" not in page
        assert " style=" not in page


def test_unknown_address_is_told_to_people_and_machines_in_their_way(visit):
    assert visit().get("/nowhere").json == {"error": "Not Found"}
    assert "There is no such page" in visit().get("/nowhere", headers={"Accept": "text/html"}).text


def test_view_that_says_nothing_of_itself_is_a_managers(make_app):
    app = make_app()
    app.add_url_rule("/forgotten", "forgotten", lambda: "shop.example")
    for name, status in (("ada", 403), ("max", 200)):
        visitor = Visitor(app.test_client())
        visitor.sign_in(name)
        assert visitor.get("/forgotten").status_code == status
    assert Visitor(app.test_client()).get("/forgotten").status_code == 303


def test_database_that_is_away_is_told_plainly(tmp_path, clock):
    absent = open_database(f"sqlite:///{tmp_path / 'none' / 'absent.sqlite3'}")
    visitor = Visitor(create_app(absent, Jobs(absent), ("secret",), clock).test_client())
    visitor.client.set_cookie("reinstate_session", "x")
    answer = visitor.get("/tickets")
    assert answer.status_code == 503
    assert "The database does not answer." in answer.text
    assert "absent" not in answer.text
