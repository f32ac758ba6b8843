"""What the stand-in for Zendesk can be told when it starts."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls that are let through; the rest is answered 429. The figures are those of a professional plan
    (reference: Zendesk's rate limits). ``minute_seconds`` shortens every window, so that tests need not wait."""

    account_per_minute: int = 700
    updates_per_minute: int = 100
    updates_per_ticket: int = 30  # by one user within ten minutes
    webhook_tests_per_minute: int = 20
    incremental_per_minute: int = 10
    plain_text: bool = False  # whether a 429 is plain text, as it is sometimes, instead of JSON
    minute_seconds: float = 60.0


TRIAL = Limits(account_per_minute=200, updates_per_minute=20)


@dataclass(frozen=True, slots=True)
class Breaker:
    """When deliveries to a webhook are cut off: too large a share of errors, or too many of them, within the window.
    What falls into the time that follows is lost. ``least`` and ``open_seconds`` are guesses: Zendesk names neither."""

    error_share: float = 0.7
    most_errors: int = 1000
    least: int = 10
    window_seconds: float = 300.0
    open_seconds: float = 60.0


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """Port 0 takes a free one. Without ``webhook_url`` deliveries are recorded but not sent. Waits are far shorter than
    Zendesk's own, so that tests and the demo need not sit through them. Not ``furnished``: an account without
    triggers, webhook and ticket fields, as a new customer has it. Without ``limits`` there is never a 429, without
    ``breaker`` no webhook is ever cut off."""

    host: str = "127.0.0.1"
    port: int = 0
    token: str = field(default="sandbox-token", repr=False)
    admin_token: str = field(default="sandbox-admin-token", repr=False)
    client_id: str = "sandbox-client"
    client_secret: str = field(default="sandbox-client-secret", repr=False)
    bot_role: str = "agent"
    token_seconds: float = 1800.0
    refresh_seconds: float = 30 * 86_400.0
    shortest_token_seconds: float = 300.0
    longest_token_seconds: float = 172_800.0
    furnished: bool = True
    webhook_url: str | None = None
    webhook_secret: str = field(default="sandbox-webhook-secret", repr=False)
    subdomain: str = "sandbox"
    most_webhooks: int | None = None  # 10 on a trial
    most_comments: int = 5000
    newest_withheld_seconds: float = 0.0  # of the incremental export; Zendesk withholds the last minute
    limits: Limits | None = None
    fault_duplicate: bool = False
    fault_lose_response: bool = False
    fault_seed: int | None = None
    delivery_limit_seconds: float = 12.0
    delivery_threads: int = 4
    conflict_retries: int = 3
    timeout_retries: int = 5
    busy_retries: int = 5
    longest_retry_after_seconds: int = 60  # a Retry-After of this much or more is not honoured
    conflict_wait_seconds: float = 0.2
    timeout_wait_seconds: float = 0.2
    longest_wait_seconds: float = 2.0
    breaker: Breaker | None = None
    invocations_per_minute: int | None = None  # 60 on a trial; what is above is lost
