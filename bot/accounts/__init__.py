"""What the account itself shows beside the customer's word: read-only, never trusted further than it was read."""
