"""Conditions as pure rules: a table of what holds on an update and what does not."""

from datetime import UTC, datetime

import pytest

from bot.sandbox.conditions import Scene, holds
from bot.sandbox.fields import FURNISHED_FIELDS, STATE_FIELD, Field, Option
from bot.sandbox.rules import Condition
from bot.sandbox.state import Audit, Comment, Ticket, User

AT = datetime(2026, 3, 1, tzinfo=UTC)
CUSTOMER = User(1, "Dana", "dana@shop.example", "end-user", AT)
AGENT = User(2, "Robin", "robin@desk.example", "agent", AT)
ADMIN = User(3, "Alex", "alex@desk.example", "admin", AT)
NUMBER = Field(7, "Confidence", type="decimal")
MANY = Field(8, "Missing", type="multiselect", options=(Option(1, "m_a", "A"), Option(2, "m_b", "B")))
FIELDS = (*FURNISHED_FIELDS, NUMBER, MANY)
STATE = f"custom_fields_{STATE_FIELD.id}"


def make_ticket(**attributes):
    first = Audit(1, 1, CUSTOMER.id, AT, "email", comment=Comment(5, CUSTOMER.id, "<p>Hello</p>", "Hello", True))
    return Ticket(1, CUSTOMER.id, CUSTOMER.id, AT, AT, audits=(first,), **attributes)


def make_scene(user=CUSTOMER, before=None, comment=None, channel="web", **attributes):
    return Scene(make_ticket(**attributes), FIELDS, user, before, comment, channel, is_update=True)


PUBLIC = Comment(6, 1, "<p>Please help now</p>", "Please help now", True)
PRIVATE = Comment(6, 2, "<p>x</p>", "x", False)
READY = frozenset({"reinstate_ready"})
WAITING = frozenset({"reinstate_waiting", "vip"})


@pytest.mark.parametrize(
    ("condition", "scene", "expected"),
    [
        (("update_type", "is", "Create"), make_scene(), True),
        (("update_type", "is", "Create"), make_scene(before=make_ticket()), False),
        (("update_type", "is", "Change"), make_scene(before=make_ticket()), True),
        (("role", "is", "end_user"), make_scene(), True),
        (("role", "is", "end_user"), make_scene(user=AGENT), False),
        (("role", "is", "agent"), make_scene(user=ADMIN), True),
        (("role", "is", "admin"), make_scene(user=AGENT), False),
        (("role", "is_not", "2"), make_scene(user=AGENT), False),
        (("role", "is_not", "2"), make_scene(user=ADMIN), True),
        (("role", "is", "requester_id"), make_scene(), True),
        (("comment_is_public", "is", True), make_scene(comment=PUBLIC), True),
        (("comment_is_public", "is", "true"), make_scene(comment=PRIVATE), False),
        (("comment_is_public", "is", True), make_scene(), False),
        (("comment_is_public", "is", "false"), make_scene(comment=PRIVATE), True),
        (("comment_is_public", "is", "not_relevant"), make_scene(comment=PRIVATE), True),
        (("comment_is_public", "is", "not_relevant"), make_scene(), False),
        (("comment_is_public", "is", "requester_can_see_comment"), make_scene(comment=PUBLIC), True),
        (("ticket_is_public", "is", "public"), make_scene(), True),
        (("ticket_is_public", "is", "private"), make_scene(), False),
        (("status", "less_than", "closed"), make_scene(status="solved"), True),
        (("status", "less_than", "solved"), make_scene(status="solved"), False),
        (("status", "greater_than", "open"), make_scene(status="pending"), True),
        (("status", "changed", None), make_scene(before=make_ticket(), status="open"), True),
        (("status", "changed", None), make_scene(before=make_ticket()), False),
        (("status", "not_changed", None), make_scene(before=make_ticket()), True),
        (("status", "value", "open"), make_scene(before=make_ticket(), status="open"), True),
        (("status", "value", "open"), make_scene(before=make_ticket(status="open"), status="open"), False),
        (("status", "value_previous", "new"), make_scene(before=make_ticket(), status="open"), True),
        (("status", "not_value_previous", "new"), make_scene(before=make_ticket(), status="open"), False),
        (("priority", "is", ""), make_scene(), True),
        (("priority", "greater_than", "normal"), make_scene(priority="urgent"), True),
        (("priority", "greater_than", "normal"), make_scene(), False),
        (("current_tags", "includes", "vip gold"), make_scene(tags=WAITING), True),
        (("current_tags", "includes", "gold"), make_scene(tags=WAITING), False),
        (("current_tags", "not_includes", "reinstate_off"), make_scene(tags=WAITING), True),
        (("current_tags", "not_includes", "VIP"), make_scene(tags=WAITING), False),
        (("assignee_id", "is", ""), make_scene(), True),
        (("assignee_id", "is", "current_user"), make_scene(user=AGENT, assignee_id=2), True),
        (("assignee_id", "is_not", "current_user"), make_scene(user=AGENT, assignee_id=3), True),
        (("assignee_id", "changed", None), make_scene(before=make_ticket(), assignee_id=3), True),
        (("requester_id", "is", "1"), make_scene(), True),
        (("requester_id", "is", "current_user"), make_scene(user=AGENT), False),
        (("via_id", "is", "4"), make_scene(), True),
        (("via_id", "is_not", 4), make_scene(), False),
        (("current_via_id", "is", "0"), make_scene(channel="web"), True),
        (("current_via_id", "is", "5"), make_scene(channel="web"), False),
        ((STATE, "is", "reinstate_ready"), make_scene(tags=READY), True),
        ((STATE, "is", ""), make_scene(tags=READY), False),
        ((STATE, "changed", None), make_scene(before=make_ticket(tags=WAITING), tags=READY), True),
        ((STATE, "changed", None), make_scene(before=make_ticket(tags=READY), tags=READY | {"x"}), False),
        ((STATE, "value", "reinstate_ready"), make_scene(before=make_ticket(), tags=READY), True),
        ((STATE, "present", None), make_scene(tags=READY), True),
        ((STATE, "not_present", None), make_scene(), True),
        (("custom_fields_7", "less_than", "0.6"), make_scene(values={7: "0.45"}), True),
        (("custom_fields_7", "less_than", "0.6"), make_scene(), False),
        (("custom_fields_8", "includes", "m_b"), make_scene(tags=frozenset({"m_b"})), True),
        (("custom_fields_8", "not_includes", "m_b"), make_scene(), True),
        (("custom_fields_99", "is", "x"), make_scene(), False),
        (("subject_includes_word", "includes", "help lift"), make_scene(subject="Please Lift it"), True),
        (("subject_includes_word", "is", "lift it"), make_scene(subject="Please Lift it"), True),
        (("subject_includes_word", "not_includes", "lift"), make_scene(subject="Please Lift it"), False),
        (("comment_includes_word", "includes", "HELP"), make_scene(comment=PUBLIC), True),
        (("comment_includes_word", "includes", "hel"), make_scene(comment=PUBLIC), False),
    ],
)
def test_condition_holds_where_zendesk_says_so(condition, scene, expected):
    assert holds([Condition(*condition)], [], scene) is expected


YES, NO = Condition("status", "is", "new"), Condition("status", "is", "open")


@pytest.mark.parametrize(
    ("all_of", "any_of", "expected"),
    [
        ([], [], True),
        ([YES, YES], [], True),
        ([YES, NO], [], False),
        ([YES], [NO], False),
        ([YES], [NO, YES], True),
        ([NO], [YES], False),
        ([], [YES], True),
    ],
)
def test_all_must_hold_and_one_of_any(all_of, any_of, expected):
    assert holds(all_of, any_of, make_scene()) is expected
