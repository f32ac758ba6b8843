"""Tickets as the worker leaves them in the database, for the pages to show."""

from sqlalchemy import Engine

from bot.core.conversation import Author, Conversation, Message, Part, Section
from bot.store.deliveries import now
from bot.store.messages import save_conversation
from bot.store.runs import PlannedRun, save_observed, save_planned, save_sent

HOSTILE = "<script>document.title='run'</script><img src=x onerror=\"document.title='run'\">{{ 7*7 }}"
SOURCE = "They signed up on shop.example."


def save_appeal(engine: Engine, ticket_id: int = 42, **changed: object) -> None:
    """An appeal with all that the page can show: two items read, one in part, a quotation, a hidden text, a note of an
    agent, a script in the customer's words, the account's word, and a reply that was sent."""
    save_conversation(engine, ticket_id, a_conversation())
    run = a_run(ticket_id, **changed)
    assert save_planned(engine, run)
    save_sent(engine, run.key, replied=True)


def a_conversation() -> Conversation:
    """The customer's mail with a quotation and hidden text, an agent's note, and a third party."""
    words = f"{SOURCE} {HOSTILE}\n> What do you send?\nSecret text"
    quoted, hidden = words.index("> What"), words.index("Secret text")
    apart = (Section(quoted, hidden - 1, Part.QUOTED), Section(hidden, len(words), Part.HIDDEN))
    mail = Message("comment:1", Author.REQUESTER, words, sent_at="2026-02-27T09:30:00Z", apart=apart)
    note = Message("comment:2", Author.AGENT, "Looks fine to me.", public=False)
    third = Message("comment:3", Author.THIRD_PARTY, "Me too!")
    return Conversation((Message("subject", Author.REQUESTER, "Lift our limit"), mail, note, third))


def a_run(ticket_id: int = 42, **changed: object) -> PlannedRun:
    """A reading that asks for the volume."""
    values: dict[str, object] = {
        "key": f"key-{ticket_id}-{now().timestamp()}",
        "ticket_id": ticket_id,
        "message_id": "comment:1",
        "mode": "reply",
        "intent": "probation_appeal",
        "intent_score": 0.94,
        "action": "ask",
        "reason": "items_missing",
        "items": ["monthly_volume"],
        "findings": [a_found("email_use", "partial"), a_found("list_source", "complete"), a_found("monthly_volume")],
        "risks": [{"kind": "bad_list", "quotes": ["<b>bought</b> list"]}],
        "known": "",
        "ticket_state": "reinstate_waiting",
        "tags_left": ["reinstate_appeal", "reinstate_waiting"],
        "tags_removed": [],
        "tags_added": [],
        "reply": "<p>Hello,</p><ul><li>Messages a month &amp; more</li></ul>",
        "note": None,
        "remarks": [],
        "versions": {"rules": "7"},
    }
    return PlannedRun(**values | changed)  # type: ignore[arg-type]


def a_found(item: str, status: str = "missing", **changed: object) -> dict[str, object]:
    """A finding as it is stored; what is settled has the first sentence as its evidence."""
    evidence = [] if status == "missing" else [["comment:1", 0, len(SOURCE), SOURCE]]
    value = {"urls": ["shop.example"], "risk": False} if item == "list_source" else {}
    return {
        "item": item,
        "status": status,
        "source": "customer",
        "value": value,
        "evidence": evidence,
        "assumed": [],
        "score": 0.8,
        "agreed": status != "partial",
        "exposed": False,
        "standing": "contradicted" if item == "list_source" else "claimed",
        "seen": [{"words": "no such domain <i>there</i>"}] if item == "list_source" else [],
    } | changed


def save_dry_run(engine: Engine, ticket_id: int = 42) -> None:
    """A later reading that was recorded only."""
    run = a_run(ticket_id, mode="observe", action="ready", reason="complete", items=[], reply=None)
    assert save_planned(engine, run)
    save_observed(engine, run.key)
