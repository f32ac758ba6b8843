"""The learned reading of what stands beside the steps: which remarks leave one open after all (LABELLING.md, ready).

People have more ways to say so than any list of phrases holds ("my husband keeps forgetting his"). What it finds
probable is not called a status; it keeps a ticket from being ready, as a reserve does."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.nlp.linear import load_linear
from bot.nlp.sentences import SentenceReader, Suspect
from bot.nlp.steps.asides import is_aside
from bot.nlp.view import View

NAME = "remarks.npz"
OPEN = 0.6  # chosen on authors that training had not seen
_LETTERS = re.compile(r"[^\W\d_]")
_FIELD = re.compile(  # of a web form, about who writes
    r"\W{0,3}(?:company|firm|organi[sz]ation|account|customer|client|category|name|contact|e-?mail|phone|date|subject|"
    r"ticket|reference|plan|country|domain|firma|empresa|entreprise|société|azienda|bedrijf|konto|cuenta|compte)"
    r"(?: [\w-]{1,20}){0,2}:",
    re.IGNORECASE,
)

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RemarkReader:
    """A reader of sentences."""

    sentences: SentenceReader

    def find_open(self, view: View, told: Sequence[Span]) -> Suspect | None:
        """The first remark of a message that probably leaves a step open. ``told``: stretches of the message that were
        read as the word on a step, so that what they leave open is known."""
        for suspect in self.sentences.list_suspects(view, OPEN):
            start, end = view.at[suspect.span.start], view.at[suspect.span.end - 1] + 1
            if not any(first < end and start < last for first, last in told) and _may_be_remark(suspect):
                return suspect
        return None


def _may_be_remark(suspect: Suspect) -> bool:
    words = suspect.view.text[suspect.span.start : suspect.span.end]
    return _LETTERS.search(words) is not None and not (_FIELD.match(words) or is_aside(words))


def load_remark_reader(folder: Path) -> RemarkReader:
    """The reader that training left in the folder; OSError where it is not there."""
    return RemarkReader(SentenceReader(load_linear(folder / NAME)))
