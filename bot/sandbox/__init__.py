"""The local stand-in for Zendesk: it speaks the real wire format, so that demo and tests go through the real client."""

from bot.sandbox.app import create_sandbox
from bot.sandbox.server import RunningSandbox, running_sandbox, serve_sandbox
from bot.sandbox.settings import TRIAL, Breaker, Limits, SandboxSettings

__all__ = [
    "TRIAL",
    "Breaker",
    "Limits",
    "RunningSandbox",
    "SandboxSettings",
    "create_sandbox",
    "running_sandbox",
    "serve_sandbox",
]
