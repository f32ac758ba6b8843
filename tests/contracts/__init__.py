"""What we ask of Zendesk beside its own description, and what it once answered."""
