"""Every request of a session written down as it leaves, on its way to the stand-in."""

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bot.zendesk.bounded import BoundedAdapter
from bot.zendesk.session import StaticToken, ZendeskSession


@dataclass(frozen=True)
class Sent:
    """One request: the path without its query and ending, the names of its parameters, its JSON."""

    method: str
    path: str
    params: frozenset[str]
    body: Any


class RecordingAdapter(BoundedAdapter):
    """Sends, and keeps what was sent."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[Sent] = []

    def send(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        parts = urlsplit(request.url)
        names = frozenset(name for name, _ in parse_qsl(parts.query))
        body = json.loads(request.body) if request.body else None
        self.sent.append(Sent(request.method, parts.path.removesuffix(".json"), names, body))
        return super().send(request, *args, **kwargs)


def make_recording_session(url: str, token: str) -> tuple[ZendeskSession, list[Sent]]:
    """A session of the bot's own kind, and the list of what it sends."""
    session, adapter = ZendeskSession(url, StaticToken(token), 2, 5), RecordingAdapter()
    session.mount("http://", adapter)
    return session, adapter.sent
