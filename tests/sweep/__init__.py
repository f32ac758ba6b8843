"""The sweep and the backfill."""
