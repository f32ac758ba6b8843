"""Codes in the words of the desk."""

from bot.wording import name_code

INTENTS = {
    "probation_appeal": "appeal against a limit",
    "compromise_report": "compromised account",
    "other": "anything else",
}
ENDINGS = {
    "ready": "ready for a person",
    "waiting": "waiting for the customer",
    "handed_off": "handed to a person",
    "overruled": "overruled by an agent",
    "left_alone": "left alone",
    "unread": "not decided yet",
}
REASONS = {
    "intent_unclear": "not sure what is meant",
    "asks_person": "the customer asks for a person",
    "prompt_injection": "text that tries to steer the bot",
    "bad_list": "bought or borrowed addresses",
    "prohibited_content": "prohibited content",
    "secret_in_ticket": "a secret stands in the ticket",
    "language_not_trusted": "language not trusted",
    "not_of_account": "the writer does not belong to the account",
    "rounds_asked": "asked three times",
    "other": "no procedure is meant",
    "off": "switched off by an agent",
    "not_found": "the ticket was gone",
    "automatic_mail": "automatic mail",
    "messaging": "messaging or chat",
}
DECISIONS = {"ready": "ready", "waiting": "something is missing", "handed_off": "a person is needed"}
MEASURES = {
    "answer": "to the first answer",
    "ready": "to ready",
    "us": "of that: waiting for us",
    "customer": "of that: waiting for the customer",
    "decided": "from ready to the agent's decision (office hours)",
}
SUBJECTS = {"state": "where it stands", "intent": "what is meant", "risk": "the risk", "bot": "the bot was stopped"}


def to_words(code: str, *tables: dict[str, str]) -> str:
    """A code's words by the first table that has them; legible all the same where none has."""
    return next((table[code] for table in tables if code in table), name_code(code))
