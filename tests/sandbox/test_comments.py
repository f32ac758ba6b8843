"""Listing comments: both ways of paging, with Zendesk's quirks."""

from urllib.parse import quote

import pytest
import requests


@pytest.fixture
def long_ticket(customer):
    ticket_id = customer.file(body="comment 0")["id"]
    for number in range(1, 5):
        customer.write(ticket_id, f"comment {number}")
    return ticket_id


def read_all_pages(http, path):
    """Every page of a list by cursor, following the links for as long as there is more."""
    pages = [http("GET", path).json()]
    while pages[-1]["meta"]["has_more"]:
        assert len(pages) < 10
        pages.append(http("GET", pages[-1]["links"]["next"].removeprefix(http.root)).json())
    return pages


@pytest.mark.parametrize("size", [1, 2, 3, 4, 5, 6, 100])
@pytest.mark.parametrize("newest_first", [False, True])
def test_pages_by_cursor_hold_every_comment_once_in_order(http, long_ticket, size, newest_first):
    sort = "-created_at" if newest_first else "created_at"
    pages = read_all_pages(http, f"/tickets/{long_ticket}/comments.json?page[size]={size}&sort={sort}")
    bodies = [comment["body"] for page in pages for comment in page["comments"]]
    expected = [f"comment {number}" for number in range(5)]
    assert bodies == (expected[::-1] if newest_first else expected)
    assert all(len(page["comments"]) <= size for page in pages)


def test_next_link_is_set_even_where_nothing_follows(http, long_ticket):
    page = http("GET", f"/tickets/{long_ticket}/comments?page[size]=100").json()
    assert page["meta"]["has_more"] is False
    after = http("GET", page["links"]["next"].removeprefix(http.root)).json()
    assert (after["comments"], after["meta"]["has_more"]) == ([], False)


def test_previous_link_leads_back(http, long_ticket):
    first = http("GET", f"/tickets/{long_ticket}/comments?page[size]=2").json()
    second = http("GET", first["links"]["next"].removeprefix(http.root)).json()
    back = http("GET", second["links"]["prev"].removeprefix(http.root)).json()
    assert back["comments"] == first["comments"]


def test_pages_by_offset_count_all(http, long_ticket):
    page = http("GET", f"/tickets/{long_ticket}/comments.json?per_page=2&page=2&sort_order=desc").json()
    assert [comment["body"] for comment in page["comments"]] == ["comment 2", "comment 1"]
    assert page["count"] == 5
    assert "page=3" in page["next_page"]
    assert "page=1" in page["previous_page"]


def test_hundred_comments_fill_a_page_of_offset(http, customer):
    ticket_id = customer.file()["id"]
    for number in range(100):
        customer.write(ticket_id, f"reply {number}", quiet=True)
    page = http("GET", f"/tickets/{ticket_id}/comments.json").json()
    assert (len(page["comments"]), page["count"], "page=2" in page["next_page"]) == (100, 101, True)


def test_links_stay_on_the_host_that_was_called(http, sandbox, long_ticket):
    headers = {"Authorization": "Bearer token-of-the-tests", "Host": "sandbox.zendesk.example"}
    url = f"{sandbox.url}/api/v2/tickets/{long_ticket}/comments?page[size]=2"
    page = requests.get(url, headers=headers, timeout=5).json()
    assert page["links"]["next"].startswith("http://sandbox.zendesk.example/api/v2/")


def test_authors_come_along_when_asked_for(http, customer, long_ticket):
    customer.write(long_ticket, "me too", **{"as": "third"})
    customer.write(long_ticket, "we look into it", **{"as": "agent"})
    page = http("GET", f"/tickets/{long_ticket}/comments.json?include=users&page[size]=100").json()
    roles = {user["id"]: user["role"] for user in page["users"]}
    assert {comment["author_id"] for comment in page["comments"]} == set(roles)
    assert sorted(roles.values()) == ["agent", "end-user", "end-user"]


@pytest.mark.parametrize("wrong", ["page[after]=nonsense", "page[size]=many", "page[after]=" + quote("☃"), "page=x"])
def test_unreadable_paging_is_a_bad_request(http, long_ticket, wrong):
    answer = http("GET", f"/tickets/{long_ticket}/comments.json?{wrong}")
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "InvalidPaginationParameter"


def test_automatic_mail_carries_its_flag(http, customer):
    ticket_id = customer.file(flags=[4], channel="email")["id"]
    [comment] = http("GET", f"/tickets/{ticket_id}/comments").json()["comments"]
    assert comment["metadata"]["flags"] == [4]
    assert comment["via"]["channel"] == "email"


def test_html_mail_is_kept_as_given_beside_a_plain_body(http, customer):
    markup = '<p>Hello &amp; <b>bye</b></p><div style="display:none">unseen</div><blockquote>old<br>words</blockquote>'
    ticket_id = customer.file(body=markup, html=True)["id"]
    [comment] = http("GET", f"/tickets/{ticket_id}/comments").json()["comments"]
    assert markup in comment["html_body"]
    assert comment["plain_body"] == comment["body"] == "Hello & bye\n\nunseen\n\nold\nwords"


def test_plain_mail_is_escaped_in_its_html_body(http, customer):
    ticket_id = customer.file(body="1 < 2\nnext line\n\n<script>x</script>")["id"]
    [comment] = http("GET", f"/tickets/{ticket_id}/comments").json()["comments"]
    assert comment["html_body"] == (
        '<div class="zd-comment" dir="auto"><p dir="auto">1 &lt; 2\n<br>next line</p>\n\n'
        '<p dir="auto">&lt;script&gt;x&lt;/script&gt;</p></div>'
    )


@pytest.mark.parametrize("body", [None, "", " "])
def test_empty_mail_is_a_comment_without_words(http, customer, body):
    ticket_id = customer.file(subject="", body=body)["id"]
    [comment] = http("GET", f"/tickets/{ticket_id}/comments").json()["comments"]
    assert comment["body"].strip() == ""


def test_attachments_are_listed_by_name(http, customer):
    ticket_id = customer.file(attachments=["list.csv"])["id"]
    [comment] = http("GET", f"/tickets/{ticket_id}/comments").json()["comments"]
    assert comment["attachments"][0]["file_name"] == "list.csv"
