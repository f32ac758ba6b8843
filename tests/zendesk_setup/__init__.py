"""The set-up of a Zendesk account against the stand-in."""
