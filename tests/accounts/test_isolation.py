"""Nothing of one account ever appears in another's ticket, whoever writes, whichever account they name."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine

from bot.core.conversation import Author, Conversation, Message
from bot.core.decision import Action, Decision
from bot.core.understanding import Intent, Understanding, settle_understanding
from bot.core.update import ReplyKind
from bot.notes import render_note
from bot.replies import render_reply
from bot.sandbox.mailgun import SCENARIOS, make_platform
from bot.sandbox.mailgun.scenarios import add_account
from tests.accounts.world import PROCEDURES, World, claim_all, running_world

ACCOUNTS = [f"account{n}" for n in range(6)]
ROUNDS = 60


@pytest.fixture(scope="module")
def world(quick_engine: Engine) -> Iterator[World]:
    platform = make_platform()
    quiet = sorted(SCENARIOS.keys() - {"incident", "rate_limited"})
    for number, account in enumerate(ACCOUNTS):
        add_account(platform, account, quiet[number % len(quiet)], f"owner@{account}.example")
    with running_world(platform, quick_engine) as running:
        yield running


def render_everything(world: World, checks: object, account_id: str, email: str, ticket_id: int, name: str) -> str:
    """All that a customer or an agent would read, and what is stored of it."""
    procedure = PROCEDURES[name]
    checked = world.check(procedure, checks, email=email, account_id=account_id, ticket_id=ticket_id)  # type: ignore[arg-type]
    understanding = Understanding(Intent({procedure.intent: 0.97}), (*claim_all(procedure).values(), *checked.findings))
    settled = settle_understanding(procedure, understanding)
    decision = Decision(Action.ASK, "items_missing", tuple(settled))
    reply = render_reply(ReplyKind.ASK, procedure, decision, settled, understanding, checked.status_link)
    conversation = Conversation((Message("comment:1", Author.REQUESTER, "All done."),))
    note = render_note(procedure, decision, settled, understanding, conversation, reply, checked.remarks)
    return reply.text + reply.html + note.text + note.html + repr(checked)


def find_marks(world: World, account_id: str) -> set[str]:
    """Whatever names an account: its id stands in every name of it, and no other's does."""
    account = world.platform.accounts[account_id]
    return {account_id, account.api_key, *(user.email for user in account.users), *(d.name for d in account.domains)}


def test_random_tickets_of_many_accounts_never_show_another_accounts_facts(world: World) -> None:
    chance = random.Random(20261122)
    checks = world.connect()
    for ticket_id in range(1, ROUNDS):
        account, writer = chance.choice(ACCOUNTS), chance.choice([*ACCOUNTS, "nobody"])
        name = chance.choice(sorted(PROCEDURES))
        shown = render_everything(world, checks, account, f"owner@{writer}.example", ticket_id, name)
        others = [mark for other in ACCOUNTS if other != account for mark in find_marks(world, other)]
        assert not [mark for mark in others if mark in shown]
        if writer != account:
            assert not [mark for mark in find_marks(world, account) if mark in shown]
            assert "is still active" not in shown
            assert "12 March 2026" not in shown


def test_users_of_one_account_see_their_own(world: World) -> None:
    now = datetime.now(UTC)
    world.platform.accounts["account0"].secure(now)
    shown = render_everything(world, world.connect(), "account0", "owner@account0.example", 900, "appeal")
    assert "mg.account0.example" in shown
