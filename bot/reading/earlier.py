"""What was said before in a conversation, to tell text that is pasted or quoted back from new words."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from bot.core.conversation import Author, Message
from bot.reading.lines import find_words

_MESSAGES = 6  # the newest of the desk's, and of the others', that are compared
_LINES = 300  # lines of a message that are compared
_SENTENCE_END = re.compile(r"(?<=[?:!.;])\s+|\s(?=\d[.)]\s)")
_SENTENCES = 12  # of a line
_MIN_WORDS = 3
_MAX_WORDS = 60


@dataclass(frozen=True, slots=True)
class Earlier:
    """The newest messages of the desk and of everybody else, each as its words alone, and the desk's lines and
    sentences one by one, each with whether it asks."""

    desk: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    lines: tuple[Mapping[str, bool], ...] = ()

    def followed_by(self, message: Message) -> "Earlier":
        """What was said up to and with a message; a private one is not told to the customer."""
        if not message.public:
            return self
        words = _join(message.text)
        if message.author not in (Author.AGENT, Author.BOT):
            return replace(self, others=(*self.others, words)[-_MESSAGES:])
        desk, lines = (*self.desk, words), (*self.lines, dict(_split(message.text)))
        return replace(self, desk=desk[-_MESSAGES:], lines=lines[-_MESSAGES:])

    def is_of_desk(self, line: str) -> bool:
        """Whether all words of a line stand in a row in what the desk wrote; short lines are not told apart."""
        return _is_within(to_key(line), self.desk)

    def is_known(self, line: str) -> bool:
        """Whether anybody said the line before."""
        return _is_within(to_key(line), (*self.desk, *self.others))

    def is_pasted(self, line: str) -> bool:
        """Whether a line is a whole line or sentence of the desk's. An answer may have the words of a question, but
        not its mark."""
        words = to_key(line)
        asks = self._find_line(words) if _is_telling(words) else None
        return asks is not None and (not asks or "?" in line or "？" in line)

    def find_appended(self, line: str) -> int | None:
        """Where an answer begins that was typed behind a line or sentence of the desk's; None where nothing was."""
        if not self.lines:
            return None
        found = list(find_words(line))[:_MAX_WORDS]
        words: list[str] = []
        end = None
        for number, word in enumerate(found[:-1]):
            words.append(word[0].casefold())
            asks = self._find_line(" ".join(words)) if number + 1 >= _MIN_WORDS else None
            if asks is not None and (not asks or "?" in line[word.end() : word.end() + 3]):
                end = word.end()
        return end

    def _find_line(self, words: str) -> bool | None:
        """Whether the desk's line of these words asks; None where there is no such line."""
        return next((lines[words] for lines in self.lines if words in lines), None)


def _join(text: str) -> str:
    return "".join(f" {to_key(line)} " for line in text.split("\n")[:_LINES])


def _split(text: str) -> Iterator[tuple[str, bool]]:
    """Each line, each of its sentences, and each run of sentences from the line's beginning."""
    for line in text.split("\n")[:_LINES]:
        run: list[str] = []
        for sentence in _SENTENCE_END.split(line)[:_SENTENCES]:
            words, asks = to_key(sentence), sentence.rstrip(" )\"'").endswith("?")
            run.append(words)
            yield words, asks
            yield " ".join(run), asks


def _is_within(words: str, texts: Iterable[str]) -> bool:
    sought = f" {words} "
    return _is_telling(words) and any(sought in text for text in texts)


def to_key(line: str) -> str:
    """Its words in lower case with single blanks, without punctuation."""
    return " ".join(word[0].casefold() for word in find_words(line))


def _is_telling(words: str) -> bool:
    return words.count(" ") + 1 >= _MIN_WORDS or len(words) >= 14
