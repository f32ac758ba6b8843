"""The stand-in, asked as anybody would ask the real one."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import requests

from bot.sandbox.mailgun import Platform, RunningPlatform, make_platform, running_platform

Ask = Callable[..., requests.Response]


@dataclass
class Desk:
    """A running platform, and calls to it with the parent's key on behalf of "acme" unless told."""

    running: RunningPlatform

    @property
    def platform(self) -> Platform:
        return self.running.platform

    def get(self, path: str, key: str | None = None, account: str = "acme", eu: bool = False, **more: Any) -> Any:
        origin = self.running.eu_url if eu else self.running.us_url
        headers = {"X-Mailgun-On-Behalf-Of": account} if account else {}
        auth = ("api", self.platform.parent_key if key is None else key)
        return requests.get(origin + path, auth=auth, headers=headers, timeout=5, allow_redirects=False, **more)


@pytest.fixture
def desk() -> Iterator[Desk]:
    with running_platform(make_platform()) as running:
        yield Desk(running)
