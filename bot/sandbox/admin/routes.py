"""The whole API: importing this registers what administrators use beside tickets and users."""

from bot.sandbox.admin import account, categories, fields, invocations, macros, rules, views, webhooks
from bot.sandbox.api import api

__all__ = ["account", "api", "categories", "fields", "invocations", "macros", "rules", "views", "webhooks"]
