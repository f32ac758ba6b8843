"""What stood open when a message was written: how the rules read the messages before it. "He has it now too" says
little by itself, and all where one user was lacking."""

from collections.abc import Mapping

from bot.core.checklist import Status

OPEN = frozenset({Status.PARTIAL, Status.NOT_DONE})

Before = Mapping[str, Status]  # the steps that earlier messages spoke of
