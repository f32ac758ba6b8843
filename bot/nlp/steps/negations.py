"""The senses that a clause can have, and its negations."""

from enum import StrEnum

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.lexicon import Hit
from bot.nlp.steps.words import words_of

# In the languages of these words a second negation strengthens the first.
_QUANTIFIERS = words_of(
    "nobody none no noone nothing zero neither niemand keiner kein keine niemand geen",
) | {"no one"}
_CONCORD = words_of(
    "ne n pas jamais aucun aucune rien personne ni nunca nada ningun ninguna ninguno nadie tampoco nao",
    "nenhum nenhuma ninguem nem non niente nulla nessuno nessun nessuna mai neanche nemmeno nie nic nigdy",
    "nikt zaden zadnego zadna ani",
)


class Sense(StrEnum):
    """The reading of one clause for one step."""

    DONE = "done"
    PARTIAL = "partial"
    ONE = "one"  # done for one person or login
    NOT_DONE = "not_done"
    ASKED = "asked"
    OLD_GONE = "old_gone"  # the old key no longer works
    OLD_LIVES = "old_lives"  # the old key still works


ADVERSE = frozenset({Sense.NOT_DONE, Sense.PARTIAL, Sense.OLD_LIVES})


def count_negations(clause: Clause) -> int:
    """The words of negation, those left out that are part of a set phrase ("not touched", "can't open")."""
    phrases = [
        hit
        for hit in clause.find("open", "fail", "dead", "idle", "except", "progress", "fresh")
        if hit.last - hit.first > 1
    ]
    if any(clause.text_of(hit) in _CONCORD for hit in clause.find("not")):
        return (
            0
            if phrases
            and any(p.first <= hit.first and hit.last <= p.last for p in phrases for hit in clause.find("not"))
            else 1
        )
    found = [hit for hit in clause.find("not") if not any(p.first <= hit.first and hit.last <= p.last for p in phrases)]
    doubly = len(found) < 2 or clause.text_of(found[0]) in _QUANTIFIERS or _denies_any(clause, found[0], found[1])
    return len(found) if doubly else 1


def _denies_any(clause: Clause, first: Hit, second: Hit) -> bool:
    """ "There isn't a user whose password hasn't been replaced", "it isn't true that nothing was done": the second
    negation is of someone or something that the first denies."""
    between = {word.text for word in clause.words[first.last : second.last]}
    if between & {"say", "claim", "true", "think", "mean"}:
        return True
    return bool(between & {"who", "whose", "that", "which", "without"}) and bool(
        between & {"a", "any", "anyone", "anybody", "single", "one"}
    )
