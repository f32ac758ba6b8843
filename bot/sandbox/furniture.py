"""What an account that is not empty starts with: the bot's fields, its webhook, and the triggers that call it."""

import json
from datetime import datetime

from bot.sandbox.admin.catalog import Catalog
from bot.sandbox.desk import ADMIN_ID, BOT_ID
from bot.sandbox.fields import FURNISHED_FIELDS, INTENT_FIELD, STATE_FIELD, stamp_field
from bot.sandbox.rules import Action, Category, Condition, Rule
from bot.sandbox.settings import SandboxSettings
from bot.sandbox.signing import make_ulid
from bot.sandbox.webhooks import Webhook

WEBHOOK_NAME = "Reinstate"
NOT_OFF = Condition("current_tags", "not_includes", "reinstate_off")
BY_CUSTOMER = Condition("role", "is", "end_user")


def furnish(catalog: Catalog, settings: SandboxSettings, now: datetime) -> None:
    """Set the account up as for a desk that uses the bot already."""
    for field in FURNISHED_FIELDS:
        catalog.fields.put(stamp_field(field, now))
    webhook = catalog.webhooks.put(
        Webhook(make_ulid(), WEBHOOK_NAME, settings.webhook_url, settings.webhook_secret, now, ADMIN_ID)
    )
    created, changed = Condition("update_type", "is", "Create"), Condition("update_type", "is", "Change")
    public = Condition("comment_is_public", "is", True)
    by_person = (Condition("role", "is", "agent"), Condition("role", "is_not", str(BOT_ID)))
    fields = tuple(Condition(f"custom_fields_{field.id}", "changed") for field in (STATE_FIELD, INTENT_FIELD))
    _add_trigger(catalog, now, webhook, "Reinstate: new ticket", "created", (created, BY_CUSTOMER, NOT_OFF))
    _add_trigger(catalog, now, webhook, "Reinstate: customer reply", "replied", (changed, public, BY_CUSTOMER, NOT_OFF))
    _add_trigger(catalog, now, webhook, "Reinstate: changed by an agent", "overridden", (changed, *by_person), fields)


def add_category(catalog: Catalog, now: datetime) -> Category:
    """The folder of triggers that every account has."""
    return catalog.categories.put(Category(catalog.next_id(), "Notifications", 1, now, now))


def _add_trigger(
    catalog: Catalog,
    now: datetime,
    webhook: Webhook,
    title: str,
    event: str,
    all_of: tuple[Condition, ...],
    any_of: tuple[Condition, ...] = (),
) -> None:
    values = {"v": 1, "event": event, "ticket_id": "{{ticket.id}}", "user_id": "{{current_user.id}}"}
    body = json.dumps(values, indent=3) + "\n"
    rule = Rule(
        id=catalog.next_id(),
        title=title,
        created_at=now,
        updated_at=now,
        all=all_of,
        any=any_of,
        actions=(Action("notification_webhook", [webhook.id, body]),),
        position=catalog.find_next_position(catalog.triggers.list()),
        category_id=str(catalog.categories.list()[0].id),
    )
    catalog.triggers.put(rule)
