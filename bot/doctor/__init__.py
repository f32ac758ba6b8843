"""What an operator can get wrong, looked at part by part: one finding each, with what mends it."""
