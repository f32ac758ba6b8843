"""The whole loop on screen: the stand-in for Zendesk, the bot beside it, and tickets filed as customers would."""
