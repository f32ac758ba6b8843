"""The Containerfile's steps, replayed without an engine."""
