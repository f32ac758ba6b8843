"""What the learned reading takes for done where no word says so: it goes by what else a message tells."""

from collections.abc import Sequence

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import find_share, to_number
from bot.nlp.steps.targets import KEY, STEP_OF_CUE
from bot.nlp.steps.traits import Placed
from bot.nlp.steps.words import words_of

LONGEST_NAME = 7  # words of a sentence that may do no more than name a step
_TELLING = words_of("done gone fresh standing yes every finished answer allclear dead act not later open fail")
_PLACES = words_of(
    "code env environment variable variables vault config source history commit bundle hidden moved gitignored"
)  # out of sight, and no less alive


def is_guessed(step: str, about: Sequence[Placed]) -> bool:
    """Whether nothing that speaks of a step says how it stands, or a key was only taken out of sight: "removed it from
    the repository", "moved it to the vault"."""
    return all(_only_names(placed.sentence) for placed in about) or (step == KEY and all(map(_is_put_away, about)))


def tells_anything(about: Sequence[Placed]) -> bool:
    """Whether some clause says how anything stands: a photograph or a thank-you closes nothing."""
    return any(placed.clause.has(*_TELLING) or find_share(placed.clause) for placed in about)


def _is_put_away(placed: Placed) -> bool:
    return placed.clause.has("thing", "service") or bool(_PLACES & placed.clause.texts)


def _only_names(sentence: Sentence) -> bool:
    """ "User passwords (glop)": a step's name with words that say nothing known."""
    said = sentence.box is not None or sentence.has(*_TELLING) or any(map(_counts, sentence.clauses))
    return len(sentence.words) <= LONGEST_NAME and not said


def _counts(clause: Clause) -> bool:
    """Whether it holds a number that is no part of a name: "otp: x 2" does, "2fa" does not."""
    named = {at for hit in clause.hits if hit.cue in STEP_OF_CUE for at in range(hit.first, hit.last)}
    words = (word for at, word in enumerate(clause.words) if at not in named)
    return any(to_number(word) is not None or word.text.removeprefix("x").isdecimal() for word in words)
