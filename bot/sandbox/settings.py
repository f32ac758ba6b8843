"""What the stand-in for Zendesk can be told when it starts."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SandboxSettings:
    """Port 0 takes a free one. Without ``webhook_url`` deliveries are recorded but not sent. Waits are far shorter than
    Zendesk's own, so that tests and the demo need not sit through them."""

    host: str = "127.0.0.1"
    port: int = 0
    token: str = field(default="sandbox-token", repr=False)
    webhook_url: str | None = None
    webhook_secret: str = field(default="sandbox-webhook-secret", repr=False)
    subdomain: str = "sandbox"
    fault_duplicate: bool = False
    fault_lose_response: bool = False
    delivery_limit_seconds: float = 12.0
    delivery_threads: int = 4
    conflict_wait_seconds: float = 0.2
    timeout_wait_seconds: float = 0.2
    longest_wait_seconds: float = 2.0
