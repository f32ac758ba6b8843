"""Zendesk: the session that every call goes through (``session``), and the only code that knows zenpy (``tickets``)."""
