"""Questions and answers that a customer writes out: "Q: Was the key reset? A: Yes, on Monday." The question is nobody's
claim; the answer is one about what it asks."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.nlp.steps.clauses import Sentence
from bot.nlp.steps.targets import STEPS, find_named
from bot.nlp.steps.words import words_of

_QUESTION = words_of("q question frage fr pregunta pergunta domanda vraag pytanie")
_ANSWER = words_of("a answer ans antwort respuesta reponse resposta risposta antwoord odpowiedz odp")


def part_transcript(
    sentences: Sequence[Sentence], quoted: Mapping[int, tuple[str, ...]]
) -> tuple[tuple[Sentence, ...], Mapping[int, tuple[str, ...]]]:
    """The sentences without the questions of a transcript, and the steps asked after by line of the answers, beside
    those of ``quoted``."""
    if not any(_is_headed(sentence, _QUESTION) for sentence in sentences):
        return tuple(sentences), quoted
    kept: list[Sentence] = []
    topics = dict(quoted)
    asked: tuple[str, ...] | None = None
    line = -1
    for sentence in sentences:
        if _is_headed(sentence, _QUESTION) or (sentence.line == line and sentence.question):
            asked, line = _name(sentence) + (asked or () if sentence.line == line else ()), sentence.line
            continue
        if asked is not None:
            topics[sentence.line] = asked
        asked = None
        kept.append(_strip_label(sentence))
    return tuple(kept), topics


def _is_headed(sentence: Sentence, labels: frozenset[str]) -> bool:
    clauses = sentence.clauses
    alone = len(clauses[0].words) == 1 and clauses[0].words[0].text in labels
    stops = len(clauses) == 1 and sentence.words[0].text in ("q", "a")  # "Q. Was the key reset?"
    return sentence.first and alone and (stops or (len(clauses) > 1 and clauses[1].cut in (":", ")")))


def _strip_label(sentence: Sentence) -> Sentence:
    if _is_headed(sentence, _ANSWER) and len(sentence.clauses) > 1:
        first = replace(sentence.clauses[1], cut="")
        return replace(sentence, clauses=(first, *sentence.clauses[2:]))
    return replace(sentence, mark="", listed=False) if sentence.mark == "a" else sentence


def _name(sentence: Sentence) -> tuple[str, ...]:
    named = {step for clause in sentence.clauses for step in find_named(clause).steps}
    return tuple(step for step in STEPS if step in named)
