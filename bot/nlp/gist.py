"""What a conversation is about, as text and as features for statistical readers: the customer's words, and what
stands around them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from bot.core.conversation import SUBJECT_ID, Author, Conversation, Message, Part
from bot.nlp.grams import Names, Tokens, hash_letters, hash_names, list_concepts, list_words, load_lexicon, split_tokens
from bot.nlp.linear import Block
from bot.nlp.view import to_view

MAX_LETTERS = 20_000
PAIRS = 2  # the longest run of words: triples crowd the table and are seldom met again
BARE = 25  # letters: with fewer words of his own, what the customer passes on is what he means
WORDS, LETTERS, CONCEPTS, TURNS, SHAPES = 1 << 16, 1 << 17, 1 << 16, 1 << 16, 1 << 8
BLOCKS = (
    Block(0, WORDS),
    Block(WORDS, LETTERS),
    Block(WORDS + LETTERS, CONCEPTS, 1.5),
    Block(WORDS + LETTERS + CONCEPTS, TURNS, 0.7),
    Block(WORDS + LETTERS + CONCEPTS + TURNS, SHAPES, 0.5),
)


@dataclass(frozen=True, slots=True)
class Gist:
    """``own``: subject and the requester's own words; ``around``: what he quotes and what the desk wrote; ``comments``:
    how many he has written."""

    subject: str = ""
    own: str = ""
    around: str = ""
    automatic: bool = False
    comments: int = 1


def to_gist(conversation: Conversation) -> Gist:
    """The gist of a conversation, oldest words first, each part at most 20,000 characters."""
    said = list(conversation.said_by_requester())
    comments = [message for message in said if message.id != SUBJECT_ID]
    subject = "\n".join(to_view(message).text for message in said if message.id == SUBJECT_ID)
    written = "\n".join(_squeeze(to_view(message).text) for message in comments)
    quoted = "\n".join(text for message in comments for text in _list_quoted(message))
    desk = "\n".join(m.text for m in conversation.messages if m.public and m.author in (Author.AGENT, Author.BOT))
    bare = sum(map(str.isalnum, written)) < BARE
    return Gist(
        subject[:MAX_LETTERS],
        _join(subject, written, quoted if bare else ""),
        _join("" if bare else quoted, desk),
        bool(comments) and all(message.automatic for message in comments),
        len(comments),
    )


def _squeeze(text: str) -> str:
    """Without the blanks that stand for what was set apart."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _join(*parts: str) -> str:
    return "\n".join(part for part in parts if part)[:MAX_LETTERS]


def _list_quoted(message: Message) -> list[str]:
    return [message.text[s.start : s.end] for s in message.apart if s.part is Part.QUOTED]


def to_buckets(gist: Gist) -> tuple[Names, ...]:
    """The gist's features for ``BLOCKS``; words around the customer's, and those of the subject, are told apart."""
    lexicon = load_lexicon()
    own, around, subject = (split_tokens(text) for text in (gist.own, gist.around, gist.subject))
    found = lexicon.find_concepts(own)
    words = [*list_words(own, PAIRS), *_mark("(", list_words(around, PAIRS))]
    concepts = [*list_concepts(own, found), *_mark("(", list_concepts(around, lexicon.find_concepts(around)))]
    turns = [*_list_pairs(found), *_list_subject(subject), *(["automatic"] if gist.automatic else [])]
    return (
        hash_names(words, WORDS),
        hash_letters(gist.own, LETTERS, shortest=3),
        hash_names(concepts, CONCEPTS),
        hash_names(turns, TURNS),
        hash_names(_list_shapes(gist), SHAPES),
    )


def _list_shapes(gist: Gist) -> Iterator[str]:
    """How much is said, in how many comments, and how much of it is asked."""
    yield f"length{min(len(gist.own).bit_length(), 12)}"
    yield f"comments{min(gist.comments, 3)}"
    yield f"questions{min(gist.own.count('?'), 3)}"


def _list_pairs(found: Sequence[tuple[str, ...]]) -> Iterator[str]:
    """Which concepts stand in one ticket, wherever."""
    standing = sorted({concept for concepts in found for concept in concepts})
    return (f"{one}&{other}" for one, other in combinations(standing, 2))


def _list_subject(tokens: Tokens) -> Iterator[str]:
    yield from _mark("s:", tokens)
    yield from _mark("s:", list_concepts(tokens, load_lexicon().find_concepts(tokens)))


def _mark(mark: str, names: Iterable[str]) -> Iterator[str]:
    return (mark + name for name in names)
