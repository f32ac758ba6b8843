"""The words that answers are read by, as data: TOML files by subject, and their reading into patterns."""
