"""Reinstate: a Zendesk bot for probation appeals and compromise reports."""

__version__ = "0.1.0"
