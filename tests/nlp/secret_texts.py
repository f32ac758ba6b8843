"""Secrets that are said to be dead, and secrets that are live as far as the customer says."""

KEY = "key-0123456789abcdef0123456789abcdef"

DEAD = (
    f"The leaked key was {KEY}, already revoked.",
    f"old key: {KEY} (deleted)",
    f"Old key: {KEY}",
    f"The leaked (now dead) one: {KEY}",
    f"This is the one that leaked: {KEY}. It was deleted an hour ago.",
    f"{KEY} leaked. I have revoked that key.",
    f"The stolen key {KEY} no longer works.",
    f"Der alte Schlüssel {KEY} ist gelöscht.",
    f"La clave vieja era {KEY}, ya está revocada.",
    f"L'ancienne clé {KEY} est supprimée.",
    f"A chave antiga {KEY} foi revogada.",
    f"La vecchia chiave {KEY} è stata cancellata.",
    f"De oude sleutel {KEY} is verwijderd.",
    f"Stary klucz {KEY} został usunięty.",
    "The SMTP password was Tr0ut!brook-77, dead since this morning.",
)

LIVE = (
    f"The new key is {KEY}, the old one is revoked.",
    f"Our key is {KEY}.",
    f"{KEY}",
    f"The leaked key is {KEY}. It is not revoked yet.",
    f"The key {KEY} leaked, please revoke it.",
    f"The leaked key is {KEY} and I cannot delete it.",
    f"How do I get {KEY} revoked?",
    f"I will delete {KEY} tonight.",
    f"Old one deleted, new one is {KEY}",
    f"Key replaced ({KEY}), old key deleted.",
    f"{KEY} is still active, the other one is expired.",
    f"Neuer Schlüssel: {KEY}, der alte ist gelöscht.",
    f"Nueva clave: {KEY}. La vieja está eliminada.",
    f"We deleted the old key and use {KEY} now.",
    "The password is now Tr0ut!brook-77 for everybody.",
)
