"""The language that the customer writes, and whether findings in it may be acted on."""

import re
from dataclasses import dataclass
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from bot.core.conversation import SUBJECT_ID, Conversation
from bot.shipped import templates_folder

MEASURED = frozenset(
    {"de", "en", "es", "fr", "it", "nl", "pl", "pt"}
)  # nine in ten statuses right, nothing falsely ready
LANGUAGES = (
    "ar", "cs", "da", "de", "el", "en", "es", "fi", "fr", "he", "hi", "hu", "id", "it", "ja", "ko", "nl", "no", "pl",
    "pt", "ro", "ru", "sv", "th", "tr", "uk", "vi", "zh",
)  # fmt: skip
ENOUGH = 4_000  # letters tell a language as well as twenty thousand
FEW = 24  # letters of a Latin script: too few to tell a language by
MANY = 40  # letters of a Latin script: enough to believe that somebody goes on in another language
SURE = 0.9
_TECHNICAL = re.compile(r"[\d@/\\<>{}=_]|\w\.\w")
_FOREIGN_SCRIPT = re.compile(r"[^\x00-\u024f\u1e00-\u20cf]")


@dataclass(frozen=True, slots=True)
class LanguageReader:
    """The statistics of the languages, loaded once."""

    identifier: LanguageIdentifier

    def predict(self, text: str) -> str:
        """The ISO 639-1 code of a text's language; "en" where there is too little to tell another by."""
        return self.tell(text, FEW) or "en"

    def tell(self, text: str, fewest: int) -> str:
        """The language of a text that is surely of one and has at least so many letters; "" of any other."""
        words = " ".join(word for word in text[:ENOUGH].split() if not _is_technical(word))
        letters = sum(map(str.isalpha, words))
        if not letters:
            return ""
        language, probability = self.identifier.classify(words)
        sure = _is_foreign(words, letters) or (letters >= fewest and probability >= SURE)
        return str(language) if sure else ""

    def predict_language(self, conversation: Conversation) -> str:
        """The language that the requester writes now: that of the newest message that is long enough to tell by, for
        a short one goes on in what was written before. The subject tells only where nothing else was written."""
        said = list(conversation.said_by_requester())
        bodies = [message.own_words for message in said if message.id != SUBJECT_ID and message.own_words.strip()]
        written = ""
        for body in bodies:
            written = self.tell(body, MANY if written else FEW) or written
        return written or self.predict("\n".join(bodies or [message.own_words for message in said]))


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
    """Whether the bot may act on that language: the rules read it well enough, as measured on tickets not trained on,
    and replies are written in it. Any other goes to a person."""
    return language in MEASURED and language in find_answered()


@cache
def find_answered() -> frozenset[str]:
    """The languages that replies are written in: each is a folder with a file of its words."""
    return frozenset(words.parent.name for words in (templates_folder() / "replies").glob("*/words.toml"))
