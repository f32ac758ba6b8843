"""Whether the whole way works, from the token to a delivery that arrives: one finding for each part, each with what
mends it."""

import json
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.desk_setup.account import Account
from bot.desk_setup.applying import Setup, load_found
from bot.desk_setup.review import KIND_NAMES, Change, Verb
from bot.desk_setup.wishes import Kind
from bot.zendesk.failures import Away, NotFound, Refused, ZendeskError

TEST_PAYLOAD = json.dumps({"v": 1, "event": "test"})
NO_TICKET = 2**53 - 1  # a ticket that no account has: an update of it tells whether the token may update at all
MACHINE_WORDS = ("bot", "reinstate", "automat", "robot", "service", "integration", "api", "system", "noreply")
APPLY = "reinstate zendesk apply"
NEEDED = frozenset({Kind.FIELD, Kind.WEBHOOK, Kind.TRIGGER})
HOUR = 3600
BETWEEN_TESTS_SECONDS = 4.0  # twenty test deliveries a minute are let through


class State(StrEnum):
    """How a part is: ``warning`` works, and should still be looked at."""

    OK = "ok"
    WARNING = "warning"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Check:
    """One part of the way: how it is, in words, and what mends it ("" where nothing must)."""

    part: str
    state: State
    told: str
    mend: str = ""


def check_all(setup: Setup | None, bot: Account, admin: Account, wait_seconds: float = 0.0) -> Iterator[Check]:
    """Every part, in the order in which a ticket meets them. Without ``setup`` nothing can be said of what was made.
    A web process that is only starting is given ``wait_seconds``."""
    user = yield from check_token(bot)
    if user is None:
        return
    yield from check_user(user)
    yield check_rights(bot)
    yield check_export(admin)
    if setup is None:
        return
    reached = yield from check_things(setup)
    if reached is not None:
        yield check_secret(setup, reached)
        yield wait_for_delivery(admin, reached, wait_seconds)


def check_token(bot: Account) -> Generator[Check, None, Mapping[str, Any] | None]:
    """Whether Zendesk takes the bot's token; the user that it acts as, or None."""
    try:
        user = bot.fetch_user()
    except Refused as error:
        yield Check("token", State.WRONG, f"Zendesk refuses it ({error})", "give another in the settings")
        return None
    except ZendeskError as error:
        yield Check("token", State.WRONG, f"Zendesk does not answer ({error})", "look at REINSTATE_ZENDESK_URL")
        return None
    if not user.get("id"):
        yield Check("token", State.WRONG, "it acts as nobody", "give a token of the bot's own user")
        return None
    yield Check("token", State.OK, "Zendesk takes it")
    return user


def check_user(user: Mapping[str, Any]) -> Iterator[Check]:
    """Who the token acts as, and whether that user may do what the bot does."""
    who = f"acts as {user.get('name')} <{user.get('email')}>, {user.get('role')}"
    own = "make a user of the bot's own and a token or OAuth client that acts as it"
    if user.get("role") not in ("agent", "admin"):
        yield Check("user", State.WRONG, who, "give that user the role of an agent or administrator")
    elif user.get("suspended"):
        yield Check("user", State.WRONG, f"{who}, suspended", "lift the suspension in Zendesk")
    elif user.get("only_private_comments"):
        yield Check("user", State.WRONG, f"{who}, and may only comment privately", "give it a full agent's seat")
    elif not looks_like_a_machine(user):
        told = f"{who}: this looks like a person's own user, whose own changes the bot would take for its own"
        yield Check("user", State.WARNING, told, own)
    else:
        yield Check("user", State.OK, who)
    if user.get("ticket_restriction"):
        told = f"sees only some tickets ({user.get('ticket_restriction')})"
        yield Check("tickets", State.WARNING, told, "let the bot's user see all tickets")


def looks_like_a_machine(user: Mapping[str, Any]) -> bool:
    """Whether the user's name or address names no person, as far as words can tell."""
    named = f"{user.get('name')} {user.get('email')}".lower()
    local = named.rpartition("@")[0]
    return any(word in local for word in MACHINE_WORDS)


def check_rights(bot: Account) -> Check:
    """Whether the token may write tags and fields: a ticket that is not there is to be updated."""
    part = "rights"
    try:
        bot.try_update(NO_TICKET)
    except NotFound:
        return Check(part, State.OK, "it may write tags and fields")
    except Refused as error:
        mend = "give it the scopes read and write, and its user the right to edit tickets"
        return Check(part, State.WRONG, f"it may not write tags and fields ({error})", mend)
    except ZendeskError as error:
        return Check(part, State.WRONG, f"an update could not be tried ({error})", "check again")
    return Check(part, State.OK, "it may write tags and fields")


def check_export(admin: Account, clock: Callable[[], float] = time.time) -> Check:
    """Whether the sweep can read what changed."""
    try:
        admin.try_export(int(clock()) - HOUR)
    except Refused as error:
        told = f"the export of changes is refused ({error}): what webhooks lose is not found"
        mend = "make the bot's user an administrator, or set REINSTATE_ZENDESK_ADMIN_TOKEN"
        return Check("sweep", State.WARNING, told, mend)
    except ZendeskError as error:
        return Check("sweep", State.WARNING, f"the export of changes could not be read ({error})", "check again")
    return Check("sweep", State.OK, "it may read what changed")


def check_things(setup: Setup) -> Generator[Check, None, str | None]:
    """Whether everything that was made stands unedited; the webhook's id where it can be called."""
    try:
        found = load_found(setup.engine, setup.account)
        changes = {change.key: change for change in setup.find_differences(found)}
    except Refused as error:
        told = f"the token may not read it ({error})"
        yield Check("set-up", State.WRONG, told, "set REINSTATE_ZENDESK_ADMIN_TOKEN to an administrator's token")
        return None
    except ZendeskError as error:
        yield Check("set-up", State.WRONG, f"it could not be read ({error})", "check again")
        return None
    for wish in setup.wishes:
        part = f'{KIND_NAMES.get(wish.kind, wish.kind)} "{wish.title}"'
        yield describe_thing(part, wish.kind, changes.get(wish.key))
    for change in changes.values():
        if change.verb is Verb.DELETE:
            yield Check(f'{change.kind} "{change.title}"', State.WARNING, "is not needed any more", APPLY)
    return found.ids.get("webhook")


def describe_thing(part: str, kind: Kind, change: Change | None) -> Check:
    """How one thing stands."""
    if change is None:
        return Check(part, State.OK, "as it should be")
    if change.verb is Verb.CREATE:
        return Check(part, State.WRONG, "is not there", APPLY)
    if "status: inactive" in change.taken:
        told = "is inactive: switched off by hand, or by Zendesk after too many errors"
        return Check(part, State.WRONG, told, APPLY)
    state = State.WRONG if kind in NEEDED else State.WARNING
    lost, put = [f"-{line}" for line in change.taken], [f"+{line}" for line in change.put]
    return Check(part, state, f"was changed by hand: {'; '.join([*lost, *put])[:300]}", APPLY)


def check_secret(setup: Setup, webhook_id: str) -> Check:
    """Whether we know what the webhook signs with."""
    try:
        known = setup.is_secret_known(webhook_id)
    except ZendeskError as error:
        return Check("signing secret", State.WRONG, f"it cannot be read ({error})", "check again")
    if known:
        return Check("signing secret", State.OK, "is stored, sealed")
    told = "is not stored, was reset in Zendesk, or was sealed with another key"
    return Check("signing secret", State.WRONG, told, APPLY)


def wait_for_delivery(
    admin: Account, webhook_id: str, wait_seconds: float, pause: Callable[[float], None] = time.sleep
) -> Check:
    """The check of the delivery, again and again until one arrives or the time is over."""
    deadline = time.monotonic() + wait_seconds
    check = check_delivery(admin, webhook_id)
    while check.state is not State.OK and time.monotonic() < deadline:
        pause(BETWEEN_TESTS_SECONDS)
        check = check_delivery(admin, webhook_id)
    return check


def check_delivery(admin: Account, webhook_id: str) -> Check:
    """Whether a signed delivery arrives at our own web process."""
    part = "delivery"
    try:
        answer = admin.try_webhook(webhook_id, TEST_PAYLOAD)
    except Away as error:
        return Check(part, State.WRONG, f"it could not be tried ({error})", "check again in a minute")
    except ZendeskError as error:
        told = f"Zendesk could not deliver ({error})"
        return Check(part, State.WRONG, told, "start `reinstate serve`, and look at REINSTATE_PUBLIC_URL")
    return describe_answer(answer.get("status_code"), str(answer.get("payload") or ""))


def describe_answer(status: object, payload: str) -> Check:
    """What the answer to a test delivery tells; our web process answers in JSON of a few known forms."""
    part, answer = "delivery", _parse(payload)
    if status == 202 and answer.get("stored") is False:
        return Check(part, State.OK, "a signed test delivery arrives")
    reason = answer.get("error")
    if reason == "stale":
        return Check(part, State.WRONG, "it arrives, but its time is off", "set this machine's clock")
    if status == 401:
        told = "it arrives, but its signature is refused"
        return Check(part, State.WRONG, told, f"{APPLY}; then wait ten seconds, or start the web process again")
    if status == 503:
        return Check(part, State.WRONG, "it arrives, but the database does not answer", "look at the database")
    told = f"something else than the bot answers there ({status})"
    return Check(part, State.WRONG, told, "look at REINSTATE_PUBLIC_URL and at what stands in front of the bot")


def _parse(payload: str) -> dict[str, Any]:
    try:
        answer = json.loads(payload)
    except (ValueError, RecursionError):
        return {}
    return answer if isinstance(answer, dict) else {}


def is_all_well(checks: Iterable[Check]) -> bool:
    """Whether nothing is wrong; warnings are let pass."""
    return all(check.state is not State.WRONG for check in checks)


def render_check(check: Check) -> str:
    """One line."""
    mend = f"  Mend: {check.mend}" if check.mend else ""
    return f"{check.state:<8}{check.part}: {check.told}.{mend}"
