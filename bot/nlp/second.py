"""The second reading: for each item, how likely it is settled, by statistics over the words about it.

It knows none of the finders' rules, so where it doubts what a finder calls settled, the finding does not count
towards ready. Its job is to doubt, not to find."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.core.conversation import SUBJECT_ID, Author, Conversation
from bot.nlp.grams import Names, Tokens, hash_letters, hash_names, list_concepts, list_words, load_lexicon, split_tokens
from bot.nlp.linear import Block, Linear, load_linear, sigmoid
from bot.nlp.view import to_view

STEPS = ("api_key", "smtp_credentials", "user_passwords", "two_factor")
QUESTIONS = ("email_use", "list_source", "monthly_volume")
ABOUT: Mapping[str, frozenset[str]] = {
    "api_key": frozenset({"key"}),
    "smtp_credentials": frozenset({"smtp"}),
    "user_passwords": frozenset({"password", "user", "login"}),
    "two_factor": frozenset({"twofactor", "phonecode"}),
    "email_use": frozenset({"transactional", "marketing", "message"}),
    "list_source": frozenset({"listsource", "domain"}),
    "monthly_volume": frozenset({"volume", "perhour"}),
}
STEP_WORDS = frozenset().union(*(ABOUT[step] for step in STEPS))
BLANKET = frozenset({"blanket", "step", "done"})  # speaks of every step at once
WIDTH = 1 << 16
BLOCKS = tuple(Block(at * WIDTH, WIDTH, scale) for at, scale in enumerate((1.0, 2.0, 2.0, 1.0)))
MAX_LETTERS = 20_000
_SITE = re.compile(r"(?<![\w.-])(?:https?://)?(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}(?![\w])")
_MAILBOX = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,12}(?![\w])")
_SENTENCE_ENDS = frozenset(".!?;\n")

Found = Sequence[tuple[str, ...]]  # the concepts of each token


@dataclass(frozen=True, slots=True)
class Turn:
    """One message of the requester in tokens, sites and mailboxes put as one word each, and what the desk had asked
    before it; ``told`` and ``wanted`` are the concepts of both."""

    text: str
    said: Tokens
    asked: Tokens
    words: tuple[str, ...]
    told: Found
    wanted: Found


def to_turns(conversation: Conversation) -> list[Turn]:
    """The requester's messages, oldest first."""
    turns, asked = [], ""
    for message in conversation.messages:
        if message.author is Author.REQUESTER and message.public:
            text = to_view(message).text[:MAX_LETTERS]
            answering = "" if message.id == SUBJECT_ID else asked
            turns.append(_to_turn(text, _split(text), _split(answering)))
        elif message.author in (Author.AGENT, Author.BOT) and message.public:
            asked = message.text
    return turns


def _to_turn(text: str, said: Tokens, asked: Tokens) -> Turn:
    lexicon = load_lexicon()
    return Turn(text, said, asked, tuple(list_words(said)), lexicon.find_concepts(said), lexicon.find_concepts(asked))


def _split(text: str) -> list[str]:
    plain = _MAILBOX.sub(" mailaddress ", text[:MAX_LETTERS].lower())
    return split_tokens(_SITE.sub(" siteaddress ", plain))


def to_item_buckets(item: str, turns: Sequence[Turn]) -> tuple[Names, ...]:
    """The features of one item for ``BLOCKS``: all words, all concepts, the sentences about the item, and letters.
    All steps share one model: words of the step in question and of its fellows are put alike for each."""
    read = [_find(item, turn.said, turn.told) for turn in turns]
    wanted = _wanted(item)
    newest = max((at for at, found in enumerate(read) if _tells(found, wanted)), default=len(turns) - 1)
    words: list[str] = []
    concepts: list[str] = [item]
    near: list[str] = []
    letters: list[str] = []
    for at, (turn, found) in enumerate(zip(turns, read, strict=True)):
        age = "new " if at >= newest else "old "
        words += _mark(age, turn.words)
        concepts += _mark(age, list_concepts(turn.said, found))
        concepts += ("asked " + name for names in _find(item, turn.asked, turn.wanted) for name in names)
        for sentence, about in _list_sentences(turn.said, found, wanted):
            place = age + ("own " if _tells(about, wanted - BLANKET) else "all ")
            near += _mark(place, [*list_words(sentence), *list_concepts(sentence, about)])
            letters += _hide_names(sentence, about)
    if item in STEPS:
        concepts += _mark(item, {name for name in concepts if ">" not in name and "~" not in name})
    else:
        letters = [turn.text for turn in turns]
    hashed = (hash_names(names, WIDTH) for names in (words, concepts, near))
    return (*hashed, hash_letters(" ".join(letters), WIDTH))


def _mark(mark: str, names: Iterable[str]) -> list[str]:
    return [mark + name for name in names]


def _wanted(item: str) -> frozenset[str]:
    return BLANKET | {"target"} if item in STEPS else ABOUT[item]


def _find(item: str, tokens: Tokens, told: Found) -> Found:
    """The concepts of each token, addresses among them; for a step its own words are the ``target``."""
    found = []
    for token, concepts in zip(tokens, told, strict=True):
        seen = tuple(_disguise(item, concept) for concept in concepts) if concepts and item in STEPS else concepts
        found.append((*seen, token) if token in ("siteaddress", "mailaddress") else seen)
    return found


def _disguise(item: str, concept: str) -> str:
    if concept in ABOUT[item]:
        return "target"
    if concept in STEP_WORDS:
        return "fellow"
    return "number" if concept.startswith("number") else concept


def _tells(found: Found, wanted: frozenset[str]) -> bool:
    return any(wanted.intersection(concepts) for concepts in found)


def _list_sentences(tokens: Tokens, found: Found, wanted: frozenset[str]) -> list[tuple[Tokens, Found]]:
    sentences, start = [], 0
    for at, token in enumerate([*tokens, "."]):
        if token in _SENTENCE_ENDS:
            if _tells(found[start:at], wanted):
                sentences.append((tokens[start:at], found[start:at]))
            start = at + 1
    return sentences


def _hide_names(tokens: Tokens, found: Found) -> list[str]:
    """The words with those for the target and its fellows struck out, so that one step's wording serves all."""
    return [
        "tt" if "target" in concepts else "ff" if "fellow" in concepts else token
        for token, concepts in zip(tokens, found, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class SecondReader:
    """A linear model per question and one for all steps."""

    models: Mapping[str, Linear]

    def predict_settled(self, conversation: Conversation, items: Sequence[str] = STEPS + QUESTIONS) -> dict[str, float]:
        """For each item the probability that a person who reads the conversation would call it settled; 0 where nothing
        is said."""
        turns = to_turns(conversation)
        return {item: self._read(item, turns) if turns else 0.0 for item in items}

    def _read(self, item: str, turns: Sequence[Turn]) -> float:
        model = self.models[to_model_name(item)]
        return float(sigmoid(model.score(to_item_buckets(item, turns)))[0])


def to_model_name(item: str) -> str:
    """The model that reads an item."""
    return "steps" if item in STEPS else item


MODEL_NAMES = ("steps", *QUESTIONS)


def load_second_reader(folder: Path) -> SecondReader:
    """The reader that training left in the folder; OSError where it is not there."""
    return SecondReader({name: load_linear(folder / f"second_{name}.npz") for name in MODEL_NAMES})
