"""What all routes of the API share: registering them, reading what is asked, answering pages."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from flask import Blueprint, request

from bot.sandbox.desk import Desk
from bot.sandbox.errors import ApiError
from bot.sandbox.hub import current_hub
from bot.sandbox.paging import read_page

Handler = TypeVar("Handler", bound=Callable[..., Any])


def make_route(blueprint: Blueprint) -> Callable[..., Callable[[Handler], Handler]]:
    """A decorator that registers a view with and without ``.json``; methods follow the path."""

    def route(path: str, *methods: str) -> Callable[[Handler], Handler]:
        def add(view: Handler) -> Handler:
            add_route(blueprint, path, view, view.__name__, methods or ("GET",))
            return view

        return add

    return route


def add_route(
    blueprint: Blueprint, path: str, view: Callable[..., Any], name: str, methods: Sequence[str] = ("GET",)
) -> None:
    """Register one view with and without ``.json``."""
    for ending in ("", ".json"):
        blueprint.add_url_rule(path + ending, endpoint=name + ending[1:], view_func=view, methods=list(methods))


def read_asked(name: str) -> dict[str, Any]:
    """What the body holds under the name of the thing; ApiError where it is not there."""
    asked = read_body().get(name)
    if not isinstance(asked, dict):
        raise ApiError(400, {"error": "BadRequest", "description": f"Parameter {name} is required"})
    return asked


def read_body() -> dict[str, Any]:
    """The body; empty where it is no JSON object."""
    body = request.get_json(silent=True)
    return body if isinstance(body, dict) else {}


def cut_page(items: Sequence[Any]) -> tuple[Sequence[Any], dict[str, Any]]:
    """The page of the items that was asked for, and what the answer says about paging."""
    return read_page(items, request.args, request.base_url)


def current_desk() -> Desk:
    """The desk of the app that handles this request."""
    return current_hub().desk


def to_url(path: str) -> str:
    """A path as a URL on the host that the caller used."""
    return request.host_url.rstrip("/") + path
