"""Clauses that open with a number of the desk's list: "two I did on every domain, three nothing yet"."""

from collections.abc import Mapping, Sequence

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import NUMERALS
from bot.nlp.steps.words import Word, words_of

ARTICLES = frozenset(["one", "uno", "un", "um", "een", "jeden"])
_LABELS = frozenset("123456")
_POINTING = words_of("it its it's 's is that's es c'est")
_COUNTED = (
    "domain",
    "user",
    "people",
    "others",
    "thing",
    "two_factor",
    "code",
    "password",
    "key",
    "smtp",
    "credential",
)
_MEASURING = words_of(
    "of out more days hours weeks minutes years months times weeks von de sur su di van z / % . stunden tage wochen",
    "uur dagen heures jours horas dias ore giorni godzin dni",
)


def answers_by_number(sentences: Sequence[Sentence], listed: bool, labels: Mapping[str, str]) -> bool:
    """Whether a message goes on with the numbers of the desk's list: several of its clauses open with one.
    ``labels``: the desk's steps by number or letter."""
    if not listed:
        return False
    opened = [find_label(clause) for sentence in sentences for clause in sentence.clauses]
    return len({label for label in opened if label in labels}) > 1


def find_label(clause: Clause) -> str:
    """The number that a clause opens with and tells of: "drei noch nix", "4's been on for ages", "it's 3 that's
    missing"; empty for any other clause, "2 domains" among them."""
    words = clause.words
    at = next((at for at, word in enumerate(words[:3]) if word.text not in _POINTING), 3)
    after = words[at + 1 :]
    after = after[1:] if after and after[0].text in ".)" else after  # "2. done"
    label = to_label(words[at]) if at < len(words) and after else ""
    counts = any(hit.first == at + 1 and hit.cue in _COUNTED for hit in clause.hits)
    if label not in _LABELS or words[at].text in ARTICLES or counts:
        return ""
    return "" if after[0].is_number or after[0].text in _MEASURING else label


def to_label(word: Word) -> str:
    """The label that a word stands for: "two" for "2"."""
    if word.text in NUMERALS and len(word.text) > 1:
        return str(NUMERALS[word.text])
    return word.text


def counts_things(clause: Clause) -> bool:
    """ "Two of the names left in spring", "three of us": so many of something, no number of the list."""
    of_list = clause.has("list") or clause.says("four", "4", "list", "points", "steps", "items")
    lettered = len(clause.words[0].text) == 1 and clause.words[0].text.isalpha()
    return clause.words[1].text == "of" and len(clause.words) > 2 and not (of_list or lettered or clause.says("your"))
