"""Kinds of mail told by a turn of speech rather than by a name: whom one tells what ("we tell parents when the bus is
late", "we write to old guests about our winter rates"), and messages quoted as examples."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from bot.nlp.answers.lexicon.phrases import compile_phrases, find_pairs, load_lexicon
from bot.reading.alternatives import Alternatives

Framed = tuple[str, str, int, int]  # the kind, how surely it is told, and where

_QUOTED = re.compile(r"[\"“„«]\s?([^\"“”„«»\n]{12,120})[\"”“»]|(?<!\w)['‘‚]([^'‘’\n]{12,120})['’](?!\w)")

_VERB_FAR = 40  # letters before a quoted message in which it is said to be sent
_SENT = re.compile(
    r"\b(?:(?:we|it|app|system(?<!your system)|which) (?:\w+ ){0,2}(?:sends?|mails?|e-?mails?|texts?|issues?)"
    r"|(?:wir|man) (?:(?:ver)?senden|(?:ver)?schicken|mailen)|(?:on|nous) envo\w+|enviamos|mandamos|inviamo|mandiamo"
    r"|(?:we|wij) (?:ver)?sturen|wysylamy)"
    r"(?: (?:out|them|people|every(?:body|one)|an?|the|one|mails?|messages?|eine?|un|une|uma?|een)){0,3}[ :,]{0,3}$"
)  # then it is the customer's mail, though a notice is spoken of beside it


@dataclass(frozen=True, slots=True)
class _Frame:
    kind: str
    first: Alternatives
    then: Alternatives
    gap: int
    unless: Alternatives | None


@lru_cache(maxsize=1)
def _frames() -> tuple[_Frame, ...]:
    data = load_lexicon("frames")
    classes = data["classes"]
    return tuple(
        _Frame(
            frame["kind"],
            compile_phrases(classes[frame["first"]], classes),
            compile_phrases(classes[frame["then"]], classes),
            frame["gap"],
            compile_phrases(classes[frame["unless"]], classes) if "unless" in frame else None,
        )
        for frame in data["frames"]
    )


@lru_cache(maxsize=1)
def _quotes() -> Mapping[str, Alternatives]:
    data = load_lexicon("frames")
    return {name: compile_phrases(forms, data["classes"]) for name, forms in data["quotes"].items()}


def find_framed(text: str) -> Iterator[Framed]:
    """The kinds of mail that a plain sentence tells by its turn of speech."""
    for frame in _frames():
        for start, end in find_pairs(text, frame.first, frame.then, frame.gap):
            if not (frame.unless and frame.unless.search(text, start, end + 60)):
                yield frame.kind, "loose", start, end
    yield from _find_quoted(text)


def _find_quoted(text: str) -> Iterator[Framed]:
    """Messages quoted as examples: about an affair of the reader's they are transactional, with an offer marketing."""
    patterns = _quotes()
    noticed = patterns["notices"].search(_QUOTED.sub(" ", text)) is not None
    for match in _QUOTED.finditer(text):
        if noticed and not _SENT.search(text, max(0, match.start() - _VERB_FAR), match.start()):
            continue
        said = match[1] or match[2]
        if patterns["offers"].search(said):
            yield "marketing", "loose", *match.span()
        elif patterns["affairs"].search(said) and not patterns["account"].search(said):
            yield "transactional", "loose", *match.span()
