"""The set-up of a Zendesk account: what the bot needs there, how that differs from what is there, and its making."""
