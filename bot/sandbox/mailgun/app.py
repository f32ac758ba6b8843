"""One region of the stand-in as a Flask app: the reading calls of Mailgun's API, and its status page."""

import base64
from typing import Any

from flask import Flask, Response, request

from bot.sandbox.mailgun.faults import answer_json, apply_fault
from bot.sandbox.mailgun.state import Account, Domain, Platform
from bot.sandbox.mailgun.wire import (
    write_domain,
    write_key,
    write_login,
    write_records,
    write_stats,
    write_status,
    write_subaccount,
    write_user,
)

CANARY = "smtp-password-that-nobody-may-keep"
RETRY_SECONDS = 60
LARGEST_PAGE = 1000


def create_region(platform: Platform, region: str) -> Flask:
    """The app of a region; every region of a platform shares its accounts."""
    app = Flask(f"bot.sandbox.mailgun.{region}")
    view = _Region(platform, region)
    routes = {
        "/v5/users": ("users", view.list_users),
        "/v1/keys": ("keys", view.list_keys),
        "/v4/domains": ("domains", view.list_domains),
        "/v4/domains/<name>": ("domain", view.show_domain),
        "/v3/domains/<name>/credentials": ("logins", view.list_logins),
        "/v3/<name>/stats/total": ("sent", view.show_sent),
        "/v5/accounts/subaccounts/<name>": ("subaccount", view.show_subaccount),
    }
    for rule, (call, answer) in routes.items():
        app.add_url_rule(rule, call, view.make_route(call, answer), methods=["GET"])
    app.add_url_rule("/api/v2/summary.json", "status", view.show_status, methods=["GET"])
    return app


class _Unanswered(Exception):
    """A call that is answered with a message instead."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class _Region:
    def __init__(self, platform: Platform, region: str) -> None:
        self._platform = platform
        self._region = region

    def make_route(self, call: str, answer: Any) -> Any:
        """The call with whatever fault is on for it."""

        def route(**names: str) -> Response:
            self._note()
            try:
                account = self._find_account()
                body = answer(account, **names)
            except _Unanswered as error:
                return answer_json({"message": str(error)}, error.status)
            if account.rate_limited:
                return answer_json({"retry-seconds": RETRY_SECONDS}, 429)
            return self._finish(call, body)

        return route

    def show_status(self) -> Response:
        """The status page, which asks for no key."""
        self._note()
        return self._finish("status", write_status(self._platform.incident, self._platform.clock()))

    def _finish(self, call: str, body: Any) -> Response:
        fault = self._platform.find_fault(call, self._region)
        return apply_fault(fault, body, self._platform.hang_seconds) if fault else answer_json(body)

    def _note(self) -> None:
        with self._platform.lock:
            self._platform.calls.append(f"{self._region} {request.method} {request.full_path.rstrip('?')}")

    def _find_account(self) -> Account:
        account = self._platform.find_account(_read_key(), request.headers.get("X-Mailgun-On-Behalf-Of", ""))
        if account is None:
            raise _Unanswered(401, "Invalid private key")
        return account

    def list_users(self, account: Account) -> Any:
        users = [write_user(user, account) for user in account.users]
        return {"users": _page(users), "total": len(users)}

    def list_keys(self, account: Account) -> Any:
        keys = [write_key(key) for key in account.keys]
        return {"items": keys, "total_count": len(keys)}

    def list_domains(self, account: Account) -> Any:
        domains = [write_domain(domain, CANARY) for domain in account.domains if domain.region == self._region]
        return {"items": _page(domains), "total_count": len(domains)}

    def show_domain(self, account: Account, name: str) -> Any:
        domain = self._find_domain(account, name)
        return {"domain": write_domain(domain, CANARY), **write_records(domain)}

    def list_logins(self, account: Account, name: str) -> Any:
        logins = [write_login(login, made) for login, made in self._find_domain(account, name).logins.items()]
        return {"items": _page(logins), "total_count": len(logins)}

    def show_sent(self, account: Account, name: str) -> Any:
        if not request.args.get("event"):
            raise _Unanswered(400, "event is required")
        return write_stats(self._find_domain(account, name), self._platform.clock())

    def show_subaccount(self, account: Account, name: str) -> Any:
        found = self._platform.accounts.get(name)
        if found is None or account is not self._platform.parent:
            raise _Unanswered(404, "Not Found")
        return write_subaccount(found, min(user.made_at for user in found.users))

    def _find_domain(self, account: Account, name: str) -> Domain:
        own = (domain for domain in account.domains if domain.name == name and domain.region == self._region)
        domain = next(own, None)
        if domain is None:
            raise _Unanswered(404, "Domain not found")
        return domain


def _read_key() -> str:
    """The password of user "api"; "" for anything else."""
    kind, _, packed = request.headers.get("Authorization", "").partition(" ")
    try:
        user, _, key = base64.b64decode(packed, validate=True).decode().partition(":")
    except ValueError:
        return ""
    return key if kind == "Basic" and user == "api" else ""


def _page(entries: list[Any]) -> list[Any]:
    skip, limit = request.args.get("skip", 0, int), request.args.get("limit", 100, int)
    return entries[skip : skip + min(limit, LARGEST_PAGE)]
