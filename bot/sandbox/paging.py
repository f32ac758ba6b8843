"""Zendesk's two ways of paging a list: by offset, and by cursor."""

import base64
import binascii
from collections.abc import Mapping, Sequence
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

LARGEST_PAGE = 100


class CursorError(ValueError):
    """A cursor that this server did not give out, or a page size that is no number."""


class Identified(Protocol):
    """Anything with an id of its own."""

    @property
    def id(self) -> int | str:
        """The id."""


Item = TypeVar("Item", bound=Identified)


def wants_cursor(args: Mapping[str, str]) -> bool:
    """Whether the caller pages by cursor."""
    return any(name in args for name in ("page[size]", "page[after]", "page[before]"))


def read_page(items: Sequence[Item], args: Mapping[str, str], url: str) -> tuple[Sequence[Item], dict[str, Any]]:
    """One page of items that stand by id, and what the answer says about paging. ``url`` is the request's own without
    its query. CursorError for paging parameters that cannot be read."""
    if args.get("sort", args.get("sort_order", "")) in ("-created_at", "-id", "desc"):
        items = items[::-1]
    return _read_cursor_page(items, args, url) if wants_cursor(args) else _read_offset_page(items, args, url)


def _read_offset_page(
    items: Sequence[Item], args: Mapping[str, str], url: str
) -> tuple[Sequence[Item], dict[str, Any]]:
    page = max(_read_number(args, "page", 1), 1)
    size = min(max(_read_number(args, "per_page", LARGEST_PAGE), 1), LARGEST_PAGE)
    start, end = (page - 1) * size, page * size
    extra = {
        "next_page": _to_url(url, args, page=page + 1) if end < len(items) else None,
        "previous_page": _to_url(url, args, page=page - 1) if page > 1 else None,
        "count": len(items),
    }
    return items[start:end], extra


def _read_cursor_page(
    items: Sequence[Item], args: Mapping[str, str], url: str
) -> tuple[Sequence[Item], dict[str, Any]]:
    """Links and cursors point on even where nothing follows: only ``has_more`` tells, as with the real one."""
    size = min(max(_read_number(args, "page[size]", LARGEST_PAGE), 1), LARGEST_PAGE)
    ids = [str(item.id) for item in items]
    if "page[before]" in args:
        end = _find_position(ids, args["page[before]"])
        start = max(end - size, 0)
        has_more = start > 0
    else:
        start = _find_position(ids, args["page[after]"]) + 1 if "page[after]" in args else 0
        end = start + size
        has_more = end < len(ids)
    page = items[start:end]
    before = _to_cursor(page[0].id) if page else None
    after = _to_cursor(page[-1].id) if page else None
    rest = {name: value for name, value in args.items() if name not in ("page[after]", "page[before]")}
    extra = {
        "meta": {"has_more": has_more, "after_cursor": after, "before_cursor": before},
        "links": {
            "prev": _to_url(url, rest, **{"page[before]": before}) if before else None,
            "next": _to_url(url, rest, **{"page[after]": after}) if after else None,
        },
    }
    return page, extra


def _to_cursor(item_id: int | str) -> str:
    return base64.urlsafe_b64encode(f"created_at,id:{item_id}".encode()).decode()


def _find_position(ids: Sequence[str], cursor: str) -> int:
    try:
        name, _, number = base64.urlsafe_b64decode(cursor.encode()).decode().rpartition(":")
        if name != "created_at,id":
            raise CursorError(cursor)
        return ids.index(number)
    except (ValueError, binascii.Error) as error:
        raise CursorError(cursor) from error


def _read_number(args: Mapping[str, str], name: str, default: int) -> int:
    try:
        return int(args.get(name, default))
    except ValueError as error:
        raise CursorError(name) from error


def _to_url(url: str, args: Mapping[str, str], **changed: object) -> str:
    return f"{url}?{urlencode(dict(args) | changed)}"
