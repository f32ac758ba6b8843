"""As much of OpenAPI's schemas as the contract test needs. Null is let through everywhere: the real Zendesk sends it
where its own description does not say so."""

from collections.abc import Iterator
from typing import Any

TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "object": (dict,),
    "array": (list,),
}


def find_errors(value: Any, schema: dict[str, Any], document: dict[str, Any], place: str = "") -> Iterator[str]:
    """Where the value is not what the schema says."""
    if value is None:
        return
    if "$ref" in schema:
        yield from find_errors(value, resolve(schema["$ref"], document), document, place)
        return
    if not has_type(value, schema.get("type")):
        yield f"{place}: {schema['type']} expected, {type(value).__name__} found"
        return
    if "enum" in schema and value not in schema["enum"]:
        yield f"{place}: {value!r} is none of {schema['enum']}"
    yield from find_errors_below(value, schema, document, place)


def find_errors_below(value: Any, schema: dict[str, Any], document: dict[str, Any], place: str) -> Iterator[str]:
    """The errors of alternatives, properties and items."""
    for part in schema.get("allOf", []):
        yield from find_errors(value, part, document, place)
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices and all(list(find_errors(value, choice, document, place)) for choice in choices):
        yield f"{place}: fits none of the alternatives"
    if isinstance(value, dict):
        for name, inner in schema.get("properties", {}).items():
            if name in value:
                yield from find_errors(value[name], inner, document, f"{place}/{name}")
    if isinstance(value, list) and "items" in schema:
        for number, item in enumerate(value):
            yield from find_errors(item, schema["items"], document, f"{place}/{number}")


def has_type(value: Any, name: str | None) -> bool:
    """Whether a value is of a schema's type; a boolean is no number."""
    if name is None:
        return True
    return isinstance(value, TYPES[name]) and (name == "boolean" or not isinstance(value, bool))


def resolve(reference: str, document: dict[str, Any]) -> dict[str, Any]:
    """The part of the document that a local reference names."""
    found: Any = document
    for name in reference.removeprefix("#/").split("/"):
        found = found[name]
    resolved: dict[str, Any] = found
    return resolved
