"""A stand-in for Mailgun's read-only API and its status page: the real wire format, with faults, on this machine."""

from bot.sandbox.mailgun.scenarios import SCENARIOS, add_account, make_platform
from bot.sandbox.mailgun.server import RunningPlatform, running_platform
from bot.sandbox.mailgun.state import Platform

__all__ = ["SCENARIOS", "Platform", "RunningPlatform", "add_account", "make_platform", "running_platform"]
