"""The pages at the level of HTTP: what they show, and what they never let through."""

import pytest
import requests
from lxml import html


def read(sandbox, path):
    answer = requests.get(sandbox.url + path, timeout=5)
    answer.raise_for_status()
    return html.fromstring(answer.text)


def texts(page, selector):
    return [" ".join(element.text_content().split()) for element in page.xpath(selector)]


def has_class(name):
    return f"contains(concat(' ', @class, ' '), ' {name} ')"


def post(sandbox, path, **form):
    return requests.post(sandbox.url + path, data=form, timeout=5, allow_redirects=False)


def write_as_bot(http, ticket_id, markup, public=True):
    asked = {"ticket": {"comment": {"html_body": markup, "public": public}}}
    assert http("PUT", f"/tickets/{ticket_id}", asked).status_code == 200


def test_empty_list_offers_to_file_a_ticket(sandbox):
    page = read(sandbox, "/")
    assert "No tickets here." in page.text_content()
    assert page.xpath(f"//*[{has_class('empty')}]//a/@href") == ["/tickets/new"]


def test_list_shows_id_subject_requester_status_and_tags(sandbox, customer):
    filed = customer.file(subject="Probation", email="dana@shop.example", name="Dana", tags=["vip", "reinstate_ready"])
    [row] = read(sandbox, "/").xpath("//tbody/tr")
    cells = texts(row, "./td")
    assert cells == [f"#{filed['id']}", "Probation", "Danadana@shop.example", "New", "reinstate_ready vip"]


def test_newest_ticket_comes_first(sandbox, customer):
    for number in range(3):
        customer.file(subject=f"ticket {number}")
    assert texts(read(sandbox, "/"), "//tbody//a") == ["ticket 2", "ticket 1", "ticket 0"]


def test_filter_shows_what_is_ready_to_unblock(sandbox, customer):
    customer.file(subject="ready", tags=["reinstate_ready"])
    customer.file(subject="waiting", tags=["reinstate_waiting"])
    page = read(sandbox, "/")
    assert texts(page, "//nav/a") == [
        "All tickets 2",
        "Ready to unblock 1",
        "Waiting for the customer 1",
        "For a person 0",
    ]
    [link] = page.xpath("//nav/a[contains(., 'Ready to unblock')]/@href")
    filtered = read(sandbox, link)
    assert texts(filtered, "//tbody//a") == ["ready"]
    assert texts(filtered, "//nav/a[@aria-current='page']") == ["Ready to unblock 1"]


def test_ticket_shows_conversation_fields_tags_and_status(sandbox, customer, http):
    ticket_id = customer.file(subject="Probation", name="Dana", tags=["reinstate_appeal", "reinstate_waiting"])["id"]
    write_as_bot(http, ticket_id, "<p>What is missing?</p>")
    customer.write(ticket_id, "we look into it", **{"as": "agent"})
    page = read(sandbox, f"/tickets/{ticket_id}")
    assert texts(page, "//aside//dd") == [
        "New",
        "reinstate_appeal reinstate_waiting",
        "Probation appeal",
        "Waiting for the customer",
    ]
    assert texts(page, f"//span[{has_class('role')}]") == ["Customer", "Bot", "Agent"]
    assert texts(page, f"//div[{has_class('body')}]") == ["Hello", "What is missing?", "we look into it"]


def test_private_note_is_marked_by_word_and_class(sandbox, customer, http):
    ticket_id = customer.file()["id"]
    write_as_bot(http, ticket_id, "<p>verify this</p>", public=False)
    page = read(sandbox, f"/tickets/{ticket_id}")
    [note] = page.xpath(f"//article[{has_class('private')}]")
    assert "Private note" in note.text_content()
    assert "verify this" in note.text_content()
    assert len(page.xpath("//article")) == 2


def test_automatic_mail_is_marked(sandbox, customer):
    ticket_id = customer.file(flags=[4])["id"]
    assert "Automatic mail" in read(sandbox, f"/tickets/{ticket_id}").text_content()


@pytest.mark.parametrize("as_html", [True, False])
def test_customers_markup_is_never_markup_on_the_page(sandbox, customer, as_html):
    hostile = "<img src=x onerror=alert(1)><script>alert(2)</script><b>bold</b>"
    ticket_id = customer.file(subject=hostile, name=hostile, body=hostile, html=as_html, tags=["<b>"])["id"]
    for path in ("/", f"/tickets/{ticket_id}"):
        page = read(sandbox, path)
        assert page.xpath("//img | //b") == []
        assert page.xpath("//script/@src") == ["/static/live.js"]
        assert page.xpath("//script/text()") == []


def test_desks_markup_is_shown_without_what_could_run(sandbox, customer, http):
    ticket_id = customer.file()["id"]
    write_as_bot(http, ticket_id, "<ul><li onclick=x()>one</li></ul><script>alert(1)</script><iframe></iframe>")
    page = read(sandbox, f"/tickets/{ticket_id}")
    assert texts(page, "//article//li") == ["one"]
    assert page.xpath("//article//@onclick | //article//script | //iframe") == []


def test_policy_forbids_foreign_and_inline_code(sandbox):
    policy = requests.get(sandbox.url, timeout=5).headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_reply_is_written_as_the_customer_and_leads_back(sandbox, customer, webhook):
    ticket_id = customer.file(quiet=True)["id"]
    answer = post(sandbox, f"/tickets/{ticket_id}", body="About 40,000 a month.")
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/tickets/{ticket_id}#newest")
    assert texts(read(sandbox, f"/tickets/{ticket_id}"), "//*[@id='newest']//div") == ["About 40,000 a month."]
    assert sandbox.hub.deliveries.wait_until_idle(5)
    assert len(webhook.postings) == 1


def test_new_ticket_is_filed_from_the_form(sandbox):
    form = {"name": "Dana", "email": "dana@shop.example", "subject": "Probation", "body": "Please"}
    answer = post(sandbox, "/tickets/new", **form)
    page = read(sandbox, answer.headers["Location"])
    assert texts(page, "//h1") == ["Probation"]
    assert "dana@shop.example · via web" in page.text_content()


def test_every_field_has_a_label(sandbox, customer):
    for path in ("/tickets/new", f"/tickets/{customer.file()['id']}"):
        page = read(sandbox, path)
        fields = page.xpath("//input/@id | //textarea/@id")
        assert fields
        assert set(fields) == set(page.xpath("//label/@for"))


@pytest.mark.parametrize("path", ["/tickets/99", "/nothing"])
def test_unknown_page_is_not_found(sandbox, path):
    assert requests.get(sandbox.url + path, timeout=5).status_code == 404
    assert post(sandbox, "/tickets/99", body="x").status_code == 404


def set_up(admin, kind, **asked):
    return admin("POST", f"/{kind}s", {kind: asked}).json()[kind]


def test_view_is_looked_through_and_offered_above_the_list(sandbox, admin, customer):
    conditions = [
        {"field": "status", "operator": "less_than", "value": "solved"},
        {"field": "current_tags", "operator": "includes", "value": "reinstate_ready"},
    ]
    view = set_up(admin, "view", title="Reinstate: ready", all=conditions)
    set_up(admin, "view", title="Off", all=conditions[:1], active=False)
    customer.file(subject="ready", tags=["reinstate_ready"])
    customer.file(subject="waiting", tags=["reinstate_waiting"])
    assert texts(read(sandbox, "/"), "//nav/a")[-1] == "Reinstate: ready 1"
    page = read(sandbox, f"/views/{view['id']}")
    assert texts(page, "//h1") == ["Reinstate: ready"]
    assert texts(page, "//tbody//a") == ["ready"]
    assert texts(page, "//nav/a[@aria-current='page']") == ["Reinstate: ready 1"]
    assert requests.get(f"{sandbox.url}/views/99", timeout=5).status_code == 404


def test_macro_is_applied_as_the_agent_in_one_update(sandbox, admin, customer, webhook):
    ticket_id = customer.file(quiet=True, tags=["reinstate_waiting"])["id"]
    assert read(sandbox, f"/tickets/{ticket_id}").xpath("//select") == []
    actions = [
        {"field": "current_tags", "value": "reinstate_off"},
        {"field": "remove_tags", "value": "reinstate_waiting"},
        {"field": "comment_value", "value": "A person will answer, {{ticket.requester.first_name}}."},
    ]
    macro = set_up(admin, "macro", title="Stop the bot", actions=actions)
    page = read(sandbox, f"/tickets/{ticket_id}")
    assert texts(page, "//option") == ["Stop the bot"]
    assert page.xpath("//select/@id") == page.xpath("//form[.//select]//label/@for")
    answer = post(sandbox, f"/tickets/{ticket_id}/macro", macro=macro["id"])
    assert (answer.status_code, answer.headers["Location"]) == (303, f"/tickets/{ticket_id}#newest")
    page = read(sandbox, f"/tickets/{ticket_id}")
    assert texts(page, f"//article[last()]//div[{has_class('body')}]") == ["A person will answer, customer."]
    assert texts(page, f"//aside//li[{has_class('tag')}]") == ["reinstate_off"]
    assert sandbox.hub.deliveries.wait_until_idle(5)
    assert [posting.body.count(b"overridden") for posting in webhook.postings] == [1]


def test_macro_that_cannot_be_applied_is_refused(sandbox, admin, customer):
    ticket_id = customer.file()["id"]
    macro = set_up(admin, "macro", title="m", actions=[{"field": "status", "value": "open"}])
    assert post(sandbox, f"/tickets/{ticket_id}/macro", macro=99).status_code == 404
    assert post(sandbox, f"/tickets/{ticket_id}/macro", macro="x").status_code == 404
    customer.change(ticket_id, status="closed")
    assert post(sandbox, f"/tickets/{ticket_id}/macro", macro=macro["id"]).status_code == 409


def test_set_up_page_lists_triggers_webhooks_views_macros_and_fields(sandbox, admin):
    title = "<b>Stop</b>"
    set_up(admin, "macro", title=title, actions=[{"field": "status", "value": "open"}], active=False)
    page = read(sandbox, "/setup")
    assert texts(page, "//h2") == ["Triggers 3", "Webhooks 1", "Views 0", "Macros 1", "Ticket fields 2"]
    assert f"{title} switched off" in texts(page, "//h3")
    lines = texts(page, "//li//li")
    assert "if all: current_tags not_includes reinstate_off" in lines
    assert "Ready to unblock: reinstate_ready" in lines
