"""The commands, a module for each group. ``bot.cli`` imports one when its command is named; what it needs beyond
settings it imports when it runs."""
