"""Zendesk's error answers."""

from typing import Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import HTTPException

from bot.sandbox.desk import ClosedError, ConflictError, MissingError, TooManyCommentsError
from bot.sandbox.faults import FaultError
from bot.sandbox.fields import OptionError
from bot.sandbox.paging import CursorError


class ApiError(Exception):
    """An answer other than success: its status and its body."""

    def __init__(self, status: int, body: dict[str, Any]) -> None:
        super().__init__(status, body)
        self.status = status
        self.body = body


KINDS = (
    ApiError,
    MissingError,
    ClosedError,
    TooManyCommentsError,
    ConflictError,
    CursorError,
    OptionError,
    FaultError,
    HTTPException,
)


def to_invalid(name: str, description: str, code: str | None = None) -> ApiError:
    """A record that does not validate, as Zendesk reports it: by field, with a sentence and, often, a code."""
    details = {name: [{"description": description} | ({"error": code} if code else {})]}
    return ApiError(422, {"error": "RecordInvalid", "description": "Record validation errors", "details": details})


def to_api_error(error: Exception) -> ApiError:
    """What an error of the desk is on the wire."""
    match error:
        case ApiError():
            return error
        case MissingError():
            return ApiError(404, {"error": "RecordNotFound", "description": "Not found"})
        case ClosedError():
            return to_invalid("status", "Status: closed prevents ticket update")
        case TooManyCommentsError():
            return to_invalid("base", "Comments: the ticket has as many as it can have")
        case FaultError():
            return ApiError(422, {"error": "BadFault", "description": str(error)})
        case ConflictError():
            told = "Safe update refused: the ticket has changed since updated_stamp. Read it again, then update."
            return ApiError(409, {"error": "UpdateConflict", "description": told})
        case CursorError():
            problem = {"code": "InvalidPaginationParameter", "title": f"Invalid pagination parameter: {error}"}
            return ApiError(400, {"errors": [problem]})
        case OptionError():
            return to_invalid("base", f"{error}: is invalid")
        case HTTPException():
            return ApiError(error.code or 500, {"error": error.name, "description": error.description})
    raise error


def register_errors(blueprint: Blueprint) -> None:
    """Answer the desk's errors, and nothing else, in Zendesk's way."""

    def answer(error: Exception) -> tuple[Response, int]:
        told = to_api_error(error)
        return jsonify(told.body), told.status

    for kind in KINDS:
        blueprint.register_error_handler(kind, answer)
