"""Whether an old key is still good, by the words of time and of life beside it."""

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.words import words_of

LIVELY = words_of(
    "alive valid active still until till til keeps keep kept works expires hours live lives running use",
    "uses noch bis aktiv hasta sigue encore ainda ancora nog jeszcze nadal left fallback grace 24 48 72",
)


_NO_LONGER = frozenset(["longer", "mehr", "meer", "plus", "mais", "piu", "juz"])
_SAME_DAY = frozenset(["am", "in", "vor", "gestern", "heute", "vom", "bevor", "tego", "de"])


def list_said(clause: Clause) -> frozenset[str]:
    """The words, without a "still" that only tells how soon ("noch am selben Tag", "nog dezelfde dag") and without
    what is no longer so ("no longer valid")."""
    words = [word.text for word in clause.words]
    after = [*words[1:], ""]
    early = {"noch", "nog", "jeszcze"}
    return frozenset(
        w
        for at, (w, b) in enumerate(zip(words, after, strict=True))
        if not (w in early and (b in _SAME_DAY or b.startswith(("selb", "dezelf"))))
        and not (at and words[at - 1] in _NO_LONGER and w not in ("hours", "24", "48", "72"))
    )
