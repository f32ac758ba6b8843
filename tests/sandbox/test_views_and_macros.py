"""Views and macros: what they hold and what they would do."""

import pytest

UNSOLVED = {"field": "status", "operator": "less_than", "value": "solved"}


def ready(value="reinstate_ready"):
    return {"field": "current_tags", "operator": "includes", "value": value}


def make_view(admin, **asked):
    view = {"title": "Ready", "all": [UNSOLVED, ready()]} | asked
    return admin("POST", "/views", {"view": view}).json()["view"]


def make_macro(admin, *actions, title="Macro"):
    asked = {"title": title, "actions": [{"field": field, "value": value} for field, value in actions]}
    return admin("POST", "/macros", {"macro": asked}).json()["macro"]


def read_ids(http, view):
    return [ticket["id"] for ticket in http("GET", f"/views/{view['id']}/tickets").json()["tickets"]]


def test_view_holds_what_its_conditions_say_newest_first(admin, http, customer):
    view = make_view(admin)
    ids = [customer.file(tags=["reinstate_ready"])["id"] for _ in range(3)]
    customer.file(tags=["reinstate_waiting"])
    customer.change(ids[1], status="solved")
    assert read_ids(http, view) == [ids[2], ids[0]]
    rows = http("GET", f"/views/{view['id']}/execute").json()
    assert [row["ticket"]["id"] for row in rows["rows"]] == [ids[2], ids[0]]
    assert http("GET", f"/views/{view['id']}/count").json()["view_count"]["value"] == 2


@pytest.mark.parametrize(
    ("output", "order"),
    [
        ({"sort_by": "created", "sort_order": "asc"}, [0, 1, 2]),
        ({"sort_by": "subject", "sort_order": "asc"}, [1, 2, 0]),
        ({"sort_by": "priority", "sort_order": "desc"}, [2, 0, 1]),
        ({"group_by": "status", "group_order": "asc", "sort_by": "nice_id", "sort_order": "asc"}, [0, 2, 1]),
    ],
)
def test_view_sorts_and_groups(admin, http, customer, clock, output, order):
    view = make_view(admin, output=output)
    ids = []
    for subject, priority in (("c", "normal"), ("a", None), ("b", "high")):
        ids.append(customer.file(subject=subject, tags=["reinstate_ready"])["id"])
        http("PUT", f"/tickets/{ids[-1]}", {"ticket": {"priority": priority}})
        clock.move(1)
    customer.change(ids[1], status="open")
    assert read_ids(http, view) == [ids[place] for place in order]


@pytest.mark.parametrize(
    "asked",
    [
        {"title": ""},
        {"all": [ready()]},
        {"all": []},
        {"all": [UNSOLVED, {"field": "update_type", "operator": "is", "value": "Create"}]},
        {"all": [UNSOLVED, {"field": "role", "operator": "is", "value": "agent"}]},
        {"all": [], "any": [UNSOLVED]},
    ],
)
def test_view_that_is_wrong_is_invalid(admin, asked):
    answer = admin("POST", "/views", {"view": {"title": "v", "all": [UNSOLVED]} | asked})
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")


def test_view_is_renamed_switched_off_and_deleted(admin, http):
    view = make_view(admin, output={"columns": ["subject", "status"]})
    assert [column["id"] for column in view["execution"]["columns"]] == ["subject", "status"]
    path = f"/views/{view['id']}"
    renamed = admin("PUT", path, {"view": {"title": "New", "active": False}}).json()["view"]
    assert (renamed["title"], renamed["conditions"]) == ("New", view["conditions"])
    assert http("GET", "/views/active").json()["views"] == []
    assert http("GET", "/views/count").json()["count"]["value"] == 1
    assert admin("DELETE", path).status_code == 204
    assert http("GET", path).status_code == 404


def test_macro_shows_what_it_would_do_and_does_nothing(admin, http, customer):
    macro = make_macro(
        admin,
        ("current_tags", "reinstate_off vip"),
        ("remove_tags", "old"),
        ("status", "pending"),
        ("comment_value", "Hello {{ticket.requester.first_name}}, this is {{current_user.name}}."),
        ("comment_mode_is_public", "true"),
    )
    ticket_id = customer.file(name="Dana {{ticket.id}} Doe", tags=["old"])["id"]
    result = http("GET", f"/tickets/{ticket_id}/macros/{macro['id']}/apply").json()["result"]["ticket"]
    assert (result["status"], result["tags"]) == ("pending", ["reinstate_off", "vip"])
    assert (result["comment"]["body"], result["comment"]["public"]) == ("Hello Dana, this is Reinstate bot.", True)
    assert customer.look(ticket_id)["ticket"]["status"] == "new"
    changes = http("GET", f"/macros/{macro['id']}/apply").json()["result"]["ticket"]
    assert changes["status"] == "pending"


def test_macros_html_and_private_note(admin, http, customer):
    macro = make_macro(
        admin, ("comment_value_html", "<p>For {{ticket.requester.email}}</p>"), ("comment_mode_is_public", False)
    )
    ticket_id = customer.file(email="dana@shop.example")["id"]
    comment = http("GET", f"/tickets/{ticket_id}/macros/{macro['id']}/apply").json()["result"]["ticket"]["comment"]
    assert (comment["html_body"], comment["public"]) == ("<p>For dana@shop.example</p>", False)


@pytest.mark.parametrize(
    "asked",
    [
        {"title": ""},
        {"actions": []},
        {"actions": [{"field": "nothing", "value": "x"}]},
        {"actions": [{"field": "notification_webhook", "value": ["x", "y"]}]},
        {"actions": [{"field": "status", "value": "done"}]},
    ],
)
def test_macro_that_is_wrong_is_invalid(admin, asked):
    actions = [{"field": "status", "value": "open"}]
    answer = admin("POST", "/macros", {"macro": {"title": "m", "actions": actions} | asked})
    assert (answer.status_code, answer.json()["error"]) == (422, "RecordInvalid")


def test_macro_is_renamed_without_losing_its_actions(admin):
    macro = make_macro(admin, ("status", "open"))
    changed = admin("PUT", f"/macros/{macro['id']}", {"macro": {"title": "New"}}).json()["macro"]
    assert (changed["title"], changed["actions"]) == ("New", macro["actions"])
