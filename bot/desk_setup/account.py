"""Calls to the API for administrators: things made, read, changed and deleted, one call each."""

import time
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from bot.desk_setup.wishes import Kind
from bot.zendesk.failures import Away, NotFound, Paced
from bot.zendesk.session import ZendeskSession

PATHS = {
    Kind.FIELD: "ticket_fields",
    Kind.WEBHOOK: "webhooks",
    Kind.TRIGGER: "triggers",
    Kind.VIEW: "views",
    Kind.MACRO: "macros",
}
MARKED = {Kind.FIELD: "agent_description"}  # where a thing carries our mark; the others have a description
DESCRIPTION = "description"
PAGE_SIZE, MOST_PAGES = 100, 200
LONGEST_WAIT_SECONDS = 120.0  # that a person is let wait for, then the command gives up
MOST_WAITS = 20
Answer = TypeVar("Answer")


class Account:
    """One Zendesk account, by an administrator's token. A call that Zendesk or our own pace puts off is waited for:
    nothing was done yet. ``tell`` hears of the wait."""

    def __init__(
        self,
        session: ZendeskSession,
        origin: str,
        tell: Callable[[str], object] = lambda line: None,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self.origin = origin
        self._session = session
        self._tell = tell
        self._pause = pause

    def fetch_user(self) -> dict[str, Any]:
        """The user that the token acts as."""
        return _to_object(self._get("/users/me.json").get("user"))

    def fetch(self, kind: Kind, thing_id: str) -> dict[str, Any] | None:
        """A thing, or None where it is gone."""
        try:
            thing = _to_object(self._get(f"/{PATHS[kind]}/{thing_id}").get(kind))
        except NotFound:
            return None
        if not thing.get("id"):
            raise Away(f"no {kind} in the answer")
        return thing

    def find_marked(self, kind: Kind, mark: str) -> dict[str, Any] | None:
        """The thing that carries the mark, or None where there is none."""
        params: dict[str, str | int] = {"page[size]": PAGE_SIZE}
        for _ in range(MOST_PAGES):
            page = self._get(f"/{PATHS[kind]}", params=params)
            for thing in page.get(PATHS[kind]) or ():
                if isinstance(thing, dict) and mark in str(thing.get(MARKED.get(kind, DESCRIPTION)) or ""):
                    return thing
            meta = page.get("meta") or {}
            if not (meta.get("has_more") and meta.get("after_cursor")):
                return None
            params["page[after]"] = meta["after_cursor"]
        return None

    def create(self, kind: Kind, body: Mapping[str, Any], mark: str) -> str:
        """Make a thing that carries the mark; its id."""
        marked = {**body, MARKED.get(kind, DESCRIPTION): f"Made and kept up by Reinstate ({mark})."}
        made = _to_object(self._change("POST", f"/{PATHS[kind]}", {kind: marked}).get(kind))
        if not made.get("id"):
            raise Away("no id in the answer")
        return str(made["id"])

    def update(self, kind: Kind, thing_id: str, body: Mapping[str, Any]) -> None:
        """Change a thing."""
        method = "PATCH" if kind is Kind.WEBHOOK else "PUT"
        self._change(method, f"/{PATHS[kind]}/{thing_id}", {kind: body})

    def delete(self, kind: Kind, thing_id: str) -> None:
        """Delete a thing; one that is gone is no error."""
        try:
            self._change("DELETE", f"/{PATHS[kind]}/{thing_id}", None)
        except NotFound:
            return

    def fetch_secret(self, webhook_id: str) -> str:
        """The webhook's signing secret."""
        secret = _to_object(self._get(f"/webhooks/{webhook_id}/signing_secret").get("signing_secret")).get("secret")
        if not isinstance(secret, str) or not secret:
            raise Away("no signing secret in the answer")
        return secret

    def try_webhook(self, webhook_id: str, payload: str) -> dict[str, Any]:
        """Let Zendesk deliver a payload now; what came back: ``status_code`` and ``payload``."""
        path, body = f"/webhooks/test?webhook_id={webhook_id}", {"request": {"payload": payload}}
        return _to_object(self._change("POST", path, body).get("response"))

    def try_update(self, ticket_id: int) -> None:
        """Ask for an update of a ticket that may not be there: NotFound where the token might do it, Refused where it
        might not."""
        self._change("PUT", f"/tickets/{ticket_id}.json", {"ticket": {}})

    def try_export(self, start: int) -> None:
        """Read a little of the export of changes that the sweep reads; Refused where the token may not."""
        self._get("/incremental/tickets/cursor.json", params={"start_time": start, "per_page": 1})

    def _get(self, path: str, params: Mapping[str, str | int] | None = None) -> dict[str, Any]:
        return self._waiting(lambda: self._session.get(self._to_url(path), params=params).json())

    def _change(self, method: str, path: str, body: Mapping[str, Any] | None) -> dict[str, Any]:
        def call() -> dict[str, Any]:
            answer = self._session.request(method, self._to_url(path), json=body)
            return _to_object(answer.json()) if answer.content else {}

        return self._waiting(call)

    def _to_url(self, path: str) -> str:
        return f"{self.origin}/api/v2{path}"

    def _waiting(self, call: Callable[[], Answer]) -> Answer:
        for _ in range(MOST_WAITS):
            try:
                return call()
            except Away as error:
                if not _is_put_off(error) or (error.wait_seconds or 1.0) > LONGEST_WAIT_SECONDS:
                    raise
                seconds = error.wait_seconds or 1.0
                if seconds >= 1:
                    self._tell(f"Zendesk is to be called again in {seconds:.0f} s ({error}) ...")
                self._pause(seconds)
        return call()


def _is_put_off(error: Away) -> bool:
    """Whether nothing was done: our own pace, or Zendesk's limit."""
    return isinstance(error, Paced) or str(error).startswith("429")


def _to_object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
