"""Understanding: intent, findings and risks with their words."""
