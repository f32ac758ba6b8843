"""The learned reading of where a list comes from: which sentences own to a forbidden one (LABELLING.md, list_source).

People have more ways to say so than any word list holds ("the booth next to ours kindly gave us his file"). What it
finds probable keeps a ticket from being ready; only what it finds all but certain is called a risk."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlp.answers.bad_list import is_denied, is_withdrawn
from bot.nlp.answers.plain import to_plain
from bot.nlp.linear import load_linear
from bot.nlp.sentences import SentenceReader, Suspect
from bot.nlp.view import View

NAME = "lists.npz"
_INVITES = re.compile(
    r"\W*(?:do |please |so |and )?(?:come|visit|stop by|drop by|swing by|pop (?:in|by)|say hi|meet us|join us)\b"
)  # "come say hi at the trade show": said to the reader, of no list
DOUBTFUL = 0.1  # two trainings differ by some hundredths: on the careful side of what authors left out told (.12)
CERTAIN = 0.9  # chosen on authors that training had not seen


@dataclass(frozen=True, slots=True)
class ListReader:
    """A reader of sentences, beside what the rules know of denials and withdrawals."""

    sentences: SentenceReader

    def find_suspect(self, views: Sequence[View]) -> Suspect | None:
        """The likeliest sentence of all messages, oldest first; None where the same message or a later one withdraws
        a list, or no sentence is suspicious at all. What the rules read as denied is not counted."""
        found: Suspect | None = None
        for view in views:
            if is_withdrawn(to_plain(view.text)):
                found = None
                continue
            for suspect in self._list_suspects(view):
                found = suspect if found is None or suspect.likely > found.likely else found
        return found

    def _list_suspects(self, view: View) -> Iterator[Suspect]:
        for suspect in self.sentences.list_suspects(view, DOUBTFUL):
            if (
                not _INVITES.match(suspect.span.text)
                and not is_denied(suspect.span.text)
                and not is_withdrawn(suspect.span.text)
            ):
                yield suspect


def load_list_reader(folder: Path) -> ListReader:
    """The reader that training left in the folder; OSError where it is not there."""
    return ListReader(SentenceReader(load_linear(folder / NAME)))
