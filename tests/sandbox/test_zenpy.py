"""The stand-in through the real zenpy, over real HTTP."""

import pytest
from zenpy.lib.api_objects import Comment, Ticket, User
from zenpy.lib.exception import APIException, RecordNotFoundException

from bot.sandbox.desk import AGENT_ID, BOT_ID
from bot.sandbox.fields import INTENT_FIELD, STATE_FIELD


def test_token_acts_as_the_bot(zenpy):
    me = zenpy.users.me()
    assert (me.id, me.role) == (BOT_ID, "agent")


def test_ticket_filed_by_a_customer_is_read_with_its_requester(zenpy, customer):
    filed = customer.file(
        subject="Probation", body="Please lift it", email="dana@shop.example", name="Dana", tags=["VIP"]
    )
    ticket = zenpy.tickets(id=filed["id"])
    assert (ticket.subject, ticket.description, ticket.status, ticket.tags) == (
        "Probation",
        "Please lift it",
        "new",
        ["vip"],
    )
    requester = zenpy.users(id=ticket.requester_id)
    assert (requester.name, requester.email, requester.role) == ("Dana", "dana@shop.example", "end-user")


def test_same_address_is_the_same_customer(customer):
    first, second = customer.file(email="dana@shop.example"), customer.file(email="Dana@Shop.example")
    assert first["requester_id"] == second["requester_id"]


def test_several_users_and_tickets_are_shown_at_once(zenpy, customer):
    ids = [customer.file(subject=f"ticket {number}")["id"] for number in range(3)]
    assert [ticket.subject for ticket in zenpy.tickets(ids=ids[1:])] == ["ticket 1", "ticket 2"]
    assert {user.id for user in zenpy.users(ids=[BOT_ID, AGENT_ID, 9])} == {BOT_ID, AGENT_ID}


def test_tickets_are_listed_by_cursor_without_the_deleted(zenpy, customer):
    ids = [customer.file()["id"] for _ in range(3)]
    zenpy.tickets.delete(Ticket(id=ids[1]))
    assert [ticket.id for ticket in zenpy.tickets()] == [ids[0], ids[2]]


def test_deleted_ticket_is_not_found(zenpy, customer):
    ticket_id = customer.file()["id"]
    customer.change(ticket_id, status="deleted")
    with pytest.raises(RecordNotFoundException):
        zenpy.tickets(id=ticket_id)


def test_unknown_ticket_and_user_are_not_found(zenpy):
    with pytest.raises(RecordNotFoundException):
        zenpy.tickets(id=404)
    with pytest.raises(RecordNotFoundException):
        zenpy.users(id=404)


def test_update_writes_comment_tags_status_and_metadata_in_one_audit(zenpy, customer, clock):
    filed = customer.file()
    clock.move(5)
    asked = Ticket(
        id=filed["id"],
        comment=Comment(html_body="<p>What is <b>missing</b>?</p>", public=True),
        status="pending",
        tags=["reinstate_appeal", "reinstate_waiting"],
        metadata={"reinstate": "run:7"},
        safe_update=True,
        updated_stamp=filed["updated_at"],
    )
    answer = zenpy.tickets.update(asked)
    assert (answer.ticket.status, answer.ticket.updated_at) == ("pending", "2026-03-01T12:00:05Z")
    assert answer.audit.to_dict()["metadata"]["custom"] == {"reinstate": "run:7"}
    events = {event.get("field_name", event["type"]): event for event in answer.audit.events}
    assert events["Comment"]["public"] is True
    assert events["status"]["previous_value"] == "new"
    assert events["tags"]["value"] == ["reinstate_appeal", "reinstate_waiting"]
    assert events[str(INTENT_FIELD.id)]["value"] == "reinstate_appeal"
    assert answer.ticket.custom_fields[1]["value"] == "reinstate_waiting"


def test_metadata_stands_on_the_listed_comment_and_its_audit(zenpy, customer):
    ticket_id = customer.file()["id"]
    zenpy.tickets.update(Ticket(id=ticket_id, comment=Comment(body="a note", public=False), metadata={"key": "1:note"}))
    comment = list(zenpy.tickets.comments(ticket_id))[-1]
    audit = list(zenpy.tickets.audits(ticket_id))[-1]
    assert (comment.public, comment.author_id, comment.audit_id) == (False, BOT_ID, audit.id)
    assert comment.to_dict()["metadata"]["custom"] == audit.to_dict()["metadata"]["custom"] == {"key": "1:note"}


def test_stamp_older_than_the_ticket_is_a_conflict_that_writes_nothing(zenpy, customer, clock):
    filed = customer.file()
    clock.move(1)
    customer.write(filed["id"], "one more thing")
    asked = Ticket(id=filed["id"], comment=Comment(body="late"), safe_update=True, updated_stamp=filed["updated_at"])
    with pytest.raises(APIException) as caught:
        zenpy.tickets.update(asked)
    assert caught.value.response.status_code == 409
    assert caught.value.response.json()["error"] == "UpdateConflict"
    assert len(customer.look(filed["id"])["comments"]) == 2


def test_change_within_the_same_second_is_not_noticed(zenpy, customer):
    filed = customer.file()
    customer.write(filed["id"], "at once")
    asked = Ticket(id=filed["id"], comment=Comment(body="x"), safe_update=True, updated_stamp=filed["updated_at"])
    assert zenpy.tickets.update(asked).ticket.status == "new"


def test_stamp_of_the_note_carries_the_reply(zenpy, customer, clock):
    filed = customer.file()
    clock.move(1)
    note = Ticket(
        id=filed["id"],
        comment=Comment(body="note", public=False),
        safe_update=True,
        updated_stamp=filed["updated_at"],
    )
    stamp = zenpy.tickets.update(note).ticket.updated_at
    clock.move(1)
    reply = Ticket(id=filed["id"], comment=Comment(body="reply"), safe_update=True, updated_stamp=stamp)
    assert zenpy.tickets.update(reply).ticket.updated_at == "2026-03-01T12:00:02Z"


def test_closed_ticket_refuses_every_update(zenpy, customer):
    ticket_id = customer.file()["id"]
    customer.change(ticket_id, status="closed")
    for update in (
        lambda: zenpy.tickets.update(Ticket(id=ticket_id, comment=Comment(body="x"))),
        lambda: zenpy.tickets.add_tags(ticket_id, ["x"]),
    ):
        with pytest.raises(APIException) as caught:
            update()
        assert caught.value.response.status_code == 422
        details = caught.value.response.json()["details"]
        assert details["status"][0]["description"] == "Status: closed prevents ticket update"


def test_tags_are_added_replaced_and_removed(zenpy, customer):
    ticket_id = customer.file(tags=["a"])["id"]
    zenpy.tickets.add_tags(ticket_id, ["b", "c"])
    assert customer.look(ticket_id)["ticket"]["tags"] == ["a", "b", "c"]
    zenpy.tickets.delete_tags(ticket_id, ["a"])
    assert customer.look(ticket_id)["ticket"]["tags"] == ["b", "c"]
    zenpy.tickets.set_tags(ticket_id, ["d"])
    assert customer.look(ticket_id)["ticket"]["tags"] == ["d"]


def test_tags_of_an_update_replace_the_set(zenpy, customer):
    ticket_id = customer.file(tags=["a", "b"])["id"]
    assert zenpy.tickets.update(Ticket(id=ticket_id, tags=["b", "c"])).ticket.tags == ["b", "c"]


def test_ticket_fields_list_the_taggers_with_their_options(zenpy):
    found = {field.title: [option.value for option in field.custom_field_options] for field in zenpy.ticket_fields()}
    assert found == {
        INTENT_FIELD.title: ["reinstate_appeal", "reinstate_compromise"],
        STATE_FIELD.title: ["reinstate_ready", "reinstate_waiting", "reinstate_person"],
    }


def test_ticket_created_by_the_bot_for_a_customer_has_that_requester(zenpy):
    asked = Ticket(subject="s", comment=Comment(body="b"), requester=User(name="Kim", email="kim@shop.example"))
    created = zenpy.tickets.create(asked).ticket
    assert (created.submitter_id, zenpy.users(id=created.requester_id).email) == (BOT_ID, "kim@shop.example")
