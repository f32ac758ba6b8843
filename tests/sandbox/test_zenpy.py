"""The stand-in through the real zenpy, over real HTTP."""

import pytest
from zenpy.lib.api_objects import Comment, Macro, Ticket, TicketField, Trigger, User, View, Webhook
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


def test_rules_are_made_listed_changed_and_deleted(admin_zenpy):
    conditions = {"all": [{"field": "status", "operator": "less_than", "value": "solved"}], "any": []}
    actions = [{"field": "current_tags", "value": "reinstate_off"}]
    made = [
        (admin_zenpy.triggers, Trigger(title="new", conditions=conditions, actions=actions)),
        (admin_zenpy.views, View(title="new", all=conditions["all"])),
        (admin_zenpy.macros, Macro(title="new", actions=actions)),
    ]
    for api, asked in made:
        created = api.create(asked)
        assert created.title in [each.title for each in api()]
        created.title = "changed"
        assert api.update(created).title == "changed"
        api.delete(created)
        with pytest.raises(RecordNotFoundException):
            api(id=created.id)


def test_webhook_is_made_patched_read_tried_and_deleted(admin_zenpy, webhook):
    asked = Webhook(
        name="bot",
        status="active",
        endpoint=webhook.url,
        http_method="POST",
        request_format="json",
        subscriptions=["conditional_ticket_events"],
    )
    made = admin_zenpy.webhooks.create(asked)
    assert len(made.id) == 26
    admin_zenpy.webhooks.patch(Webhook(id=made.id, name="changed"))
    assert admin_zenpy.webhooks(id=made.id).name == "changed"
    assert [each.name for each in admin_zenpy.webhooks.list(filter="changed")] == ["changed"]
    secret = admin_zenpy.webhooks.show_secret(made).secret
    assert admin_zenpy.webhooks.reset_secret(made).secret != secret
    assert admin_zenpy.webhooks.test(made).status_code == 202
    admin_zenpy.webhooks.delete(made)
    with pytest.raises(APIException):
        admin_zenpy.webhooks(id=made.id)


def test_ticket_field_is_made_with_options_and_deleted(admin_zenpy, zenpy):
    asked = TicketField(type="tagger", title="F", custom_field_options=[{"name": "A", "value": "my_a"}])
    made = admin_zenpy.ticket_fields.create(asked)
    assert [option.value for option in zenpy.ticket_fields(id=made.id).custom_field_options] == ["my_a"]
    admin_zenpy.ticket_fields.delete(made)
    assert made.id not in [field.id for field in zenpy.ticket_fields()]


def test_agent_may_not_set_up(zenpy):
    with pytest.raises(APIException) as caught:
        zenpy.macros.create(Macro(title="m", actions=[{"field": "status", "value": "open"}]))
    assert caught.value.response.status_code == 403


def test_macro_is_shown_on_a_ticket_and_view_holds_it(admin_zenpy, zenpy, customer):
    ticket_id = customer.file(tags=["reinstate_ready"])["id"]
    conditions = [
        {"field": "status", "operator": "less_than", "value": "solved"},
        {"field": "current_tags", "operator": "includes", "value": "reinstate_ready"},
    ]
    view = admin_zenpy.views.create(View(title="ready", all=conditions))
    assert [ticket.id for ticket in zenpy.views.tickets(view)] == [ticket_id]
    macro = admin_zenpy.macros.create(Macro(title="m", actions=[{"field": "status", "value": "open"}]))
    result = zenpy.tickets.show_macro_effect(Ticket(id=ticket_id), macro)
    assert result.ticket.status == "open"


def test_export_ends(zenpy, customer):
    ids = [customer.file()["id"] for _ in range(3)]
    assert [ticket.id for ticket in zenpy.tickets.incremental(start_time=0, paginate_by_time=False)] == ids
