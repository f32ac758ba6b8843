"""The language that the customer writes, and whether findings in it may be acted on."""

import re
from dataclasses import dataclass

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.core.conversation import SUBJECT_ID, Conversation

TRUSTED = frozenset(
    {"de", "en", "es", "fr", "it", "nl", "pl", "pt"}
)  # nine in ten statuses right, nothing falsely ready
LANGUAGES = (
    "ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "no", "pl",
    "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
ENOUGH = 4_000  # letters tell a language as well as twenty thousand
FEW = 24  # letters of a Latin script: too few to tell a language by
SURE = 0.9
_TECHNICAL = re.compile(r"[\d@/\\<>{}=_]|\w\.\w")
_FOREIGN_SCRIPT = re.compile(r"[^\x00-\u024f\u1e00-\u20cf]")


@dataclass(frozen=True, slots=True)
class LanguageReader:
    """The statistics of the languages, loaded once."""

    identifier: LanguageIdentifier

    def predict(self, text: str) -> str:
        """The ISO 639-1 code of a text's language; "en" where there is too little to tell another by."""
        words = " ".join(word for word in text[:ENOUGH].split() if not _is_technical(word))
        letters = sum(letter.isalpha() for letter in words)
        if not letters:
            return "en"
        language, probability = self.identifier.classify(words)
        if _is_foreign(words, letters):
            return str(language)
        return str(language) if letters >= FEW and probability >= SURE else "en"

    def predict_language(self, conversation: Conversation) -> str:
        """The language of the requester's own words; the subject's only where he wrote nothing else."""
        said = list(conversation.said_by_requester())
        bodies = "\n".join(message.own_words for message in said if message.id != SUBJECT_ID)
        return self.predict(bodies if bodies.strip() else "\n".join(message.own_words for message in said))


def _is_technical(word: str) -> bool:
    return word.isascii() and _TECHNICAL.search(word) is not None


def _is_foreign(words: str, letters: int) -> bool:
    """Whether most of it stands in a script that English is not written in: then two letters are enough."""
    return 2 * sum(1 for _ in _FOREIGN_SCRIPT.finditer(words)) > letters


def load_language_reader() -> LanguageReader:
    """The reader, limited to the languages that customers write, or else short texts turn out Zulu."""
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(LANGUAGES))
    return LanguageReader(identifier)


def is_trusted(language: str) -> bool:
    """Whether the rules read that language well enough to act on it, as measured on tickets not trained on."""
    return language in TRUSTED
