"""Understanding: intent, findings and risks with their words. Everything that needs spaCy lives here."""
