"""The stored conversation, on both databases: what is kept, exchanged and left out."""

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from bot.core.conversation import Author, Conversation, Message, Part, Section
from bot.store import tables
from bot.store.messages import MOST_MESSAGES, StoredMessage, load_messages, save_conversation

MAIL = Message(
    "comment:1",
    Author.REQUESTER,
    "Hello\n> quoted",
    sent_at="2026-02-27T09:30:00Z",
    apart=(Section(6, 14, Part.QUOTED),),
    truncated=True,
)


def load_times(engine):
    with engine.connect() as connection:
        return list(connection.execute(select(tables.Message.read_at).order_by(tables.Message.place)).scalars())


def test_conversation_comes_back_as_it_was(engine):
    subject = Message("subject", Author.REQUESTER, "Help \ud800\0")
    save_conversation(engine, 42, Conversation((subject, MAIL)))
    assert load_messages(engine, 42) == [
        StoredMessage("subject", "requester", True, None, "Help \ufffd\ufffd"),
        StoredMessage("comment:1", "requester", True, MAIL.sent_at, MAIL.text, ((6, 14, "quoted"),), True),
    ]
    assert load_messages(engine, 41) == []


def test_bots_own_notes_are_left_out_and_its_replies_are_not(engine):
    note = Message("comment:2", Author.BOT, "note", public=False)
    reply = Message("comment:3", Author.BOT, "reply")
    save_conversation(engine, 42, Conversation((MAIL, note, reply)))
    assert [message.id for message in load_messages(engine, 42)] == ["comment:1", "comment:3"]


def test_what_did_not_change_is_not_written_again(engine):
    save_conversation(engine, 42, Conversation((MAIL,)))
    before = load_times(engine)
    save_conversation(engine, 42, Conversation((MAIL, Message("comment:2", Author.AGENT, "Hm"))))
    assert load_times(engine)[:1] == before
    assert len(load_messages(engine, 42)) == 2


def test_redacted_words_are_exchanged(engine):
    save_conversation(engine, 42, Conversation((MAIL,)))
    save_conversation(engine, 42, Conversation((replace(MAIL, text="▇▇▇", apart=()),)))
    assert [(message.text, message.apart) for message in load_messages(engine, 42)] == [("▇▇▇", ())]


def test_erased_words_come_back_only_with_a_new_reading(engine):
    save_conversation(engine, 42, Conversation((MAIL,)))
    with engine.begin() as connection:
        connection.execute(update(tables.Message).values(text=None, apart=[]))
    assert load_messages(engine, 42)[0].text is None
    save_conversation(engine, 42, Conversation((MAIL,)))
    assert load_messages(engine, 42)[0].text == MAIL.text


@pytest.mark.parametrize("extra", [0, 5])
def test_longest_threads_keep_their_newest_messages(engine, extra):
    messages = tuple(replace(MAIL, id=f"comment:{n}") for n in range(MOST_MESSAGES + extra))
    save_conversation(engine, 42, Conversation(messages))
    kept = load_messages(engine, 42)
    assert (len(kept), kept[-1].id) == (MOST_MESSAGES, messages[-1].id)
