"""Numbers written in words, in eight languages: "two and a half thousand", "fünfzehntausend", "mil quinientos"."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise

from bot.nlp.answers.lexicon.phrases import load_words

_TABLES = load_words("numbers")
_WORD = re.compile(r"(?<!\d)[^\W\d_]+")
_SPACE = re.compile(r"[ \t\u00a0-]{1,3}")
_MOST_WORDS = 14
_LONGEST_COMPOUND = 48


class Kind(Enum):
    """What a word does in a number."""

    ADD = auto()
    SCALE = auto()
    HALF = auto()
    ARTICLE = auto()
    JOIN = auto()  # "and"
    FILL = auto()  # "of", "cool": inside "a quarter of a million", "a cool million"


@dataclass(frozen=True, slots=True)
class Atom:
    """One number word."""

    kind: Kind
    value: float = 0.0
    word: str = ""


@dataclass(frozen=True, slots=True)
class WordNumber:
    """A number in words: its place, its value, its value before the largest scale, and that scale."""

    start: int
    end: int
    value: float
    bare: float
    scale: int


def _read_tables() -> dict[str, Atom]:
    atoms: dict[str, Atom] = {}
    for name, first, step in (("hundreds", 100, 100), ("tens", 20, 10), ("adding", 0, 1)):
        for words in _TABLES[name].values():
            atoms.update({word: Atom(Kind.ADD, first + step * place, word) for place, word in enumerate(words)})
    for value, words in _TABLES["variants"].items():
        atoms.update({word: Atom(Kind.ADD, float(value), word) for word in words})
    for value, words in _TABLES["scales"].items():
        atoms.update({word: Atom(Kind.SCALE, float(value), word) for word in words})
    for value, words in _TABLES["halves"].items():
        atoms.update({word: Atom(Kind.HALF, float(value), word) for word in words})
    atoms.update({word: Atom(Kind.JOIN, 0.0, word) for word in _TABLES["joining"] if word not in atoms})
    atoms.update({word: Atom(Kind.FILL, 0.0, word) for word in ("of", "cool", "good", "full")})
    return atoms | {"a": Atom(Kind.ARTICLE, 1.0, "a"), "an": Atom(Kind.ARTICLE, 1.0, "an")}


ATOMS = _read_tables()
SCALES = {word: int(atom.value) for word, atom in ATOMS.items() if atom.kind is Kind.SCALE}
_DOUBTFUL = frozenset(_TABLES["doubtful"])
_ARTICLES = frozenset(_TABLES["articles"])
_MORPHEMES = frozenset(
    word for word, atom in ATOMS.items() if len(word) > 2 and atom.kind in (Kind.ADD, Kind.SCALE) and word.isascii()
) | {"und", "en"}


@lru_cache(maxsize=4096)
def split_compound(word: str) -> tuple[Atom, ...]:
    """The atoms of a number written as one word ("fünfzehntausend", "ventimila"); () where it is none."""
    if not 6 <= len(word) <= _LONGEST_COMPOUND:
        return ()
    for length in range(min(len(word) - 2, 14), 1, -1):
        head, rest = word[:length], word[length:]
        if head not in _MORPHEMES and head not in _ARTICLES:
            continue
        following = (ATOMS[rest],) if rest in _MORPHEMES and rest in ATOMS else split_compound(rest)
        if following:
            return (Atom(Kind.JOIN, 0.0, head) if head in ("und", "en") else ATOMS[head], *following)
    return ()


def find_word_numbers(plain: str) -> list[WordNumber]:
    """Every number in words, in order. An article alone, or a word that is no number in another language, needs a
    second number word beside it."""
    tokens = list(_WORD.finditer(plain))
    found = []
    place = 0
    while place < len(tokens):
        taken, number = _read_at(plain, tokens, place)
        if number is not None:
            found.append(number)
        place += max(taken, 1)
    return found


def _read_at(plain: str, tokens: list[re.Match[str]], first: int) -> tuple[int, WordNumber | None]:
    run: list[Atom] = []
    ends: list[tuple[int, int]] = []  # tokens and atoms after which the number may end
    for place in range(first, min(len(tokens), first + _MOST_WORDS)):
        if place > first and not _SPACE.fullmatch(plain[tokens[place - 1].end() : tokens[place].start()]):
            break
        atoms = _to_atoms(tokens[place].group())
        if not atoms or not _can_follow(run, atoms[0]):
            break
        if atoms[0].kind is Kind.SCALE and _scales_again(run, atoms[0]):
            ends = [end for end in ends if run[end[1] - 1].kind is Kind.SCALE]
            break
        run.extend(atoms)
        if atoms[-1].kind in (Kind.ADD, Kind.SCALE, Kind.HALF):
            ends.append((place - first + 1, len(run)))
    taken, length = ends[-1] if ends else (0, 0)
    kept = _trim(run[:length])
    if not taken or not _is_number(kept):
        return taken, None
    value, scale = _sum_up(kept)
    return taken, WordNumber(tokens[first].start(), tokens[first + taken - 1].end(), value, value / scale, scale)


def _scales_again(run: list[Atom], atom: Atom) -> bool:
    """ "mil y dos mil": a scale that has been used belongs to another number."""
    used = [place for place, earlier in enumerate(run) if earlier.kind is Kind.SCALE and earlier.value == atom.value]
    return atom.value >= 1000 and bool(used) and used[-1] < len(run) - 1


def _to_atoms(word: str) -> tuple[Atom, ...]:
    atom = ATOMS.get(word)
    return (atom,) if atom else split_compound(word)


def _trim(run: list[Atom]) -> list[Atom]:
    end = len(run)
    while end and run[end - 1].kind in (Kind.JOIN, Kind.FILL, Kind.ARTICLE):
        end -= 1
    return run[:end]


def _is_number(run: list[Atom]) -> bool:
    if not run or run[0].kind in (Kind.JOIN, Kind.FILL):
        return False
    if len(run) == 2 and run[0].kind is Kind.ARTICLE and run[1].word == "mill":
        return False  # "the guest book of a mill"
    sure = [atom for atom in run if atom.word not in _DOUBTFUL and atom.kind in (Kind.ADD, Kind.SCALE)]
    if len(run) == 1:
        return bool(sure) and not (run[0].kind is Kind.SCALE and run[0].word.endswith("s"))
    scaled = any(atom.kind is Kind.SCALE for atom in run[1:])
    return bool(sure) or scaled


def _can_follow(run: list[Atom], atom: Atom) -> bool:
    """Whether a number word goes on with the number: "three four" are two numbers, "three fifty" is one."""
    if not run:
        return atom.kind is not Kind.JOIN and atom.kind is not Kind.FILL
    last = run[-1]
    match atom.kind:
        case Kind.SCALE:
            return True
        case Kind.HALF:
            several = atom.word == "quarters" and last.kind is Kind.ADD
            return several or last.kind in (Kind.JOIN, Kind.ARTICLE) or last.word in _ARTICLES
        case Kind.JOIN:
            return last.kind in (Kind.ADD, Kind.SCALE)
        case Kind.FILL:
            return last.kind in (Kind.HALF, Kind.ARTICLE) or last.word in ("couple", "dozen") or last.word in _ARTICLES
        case Kind.ARTICLE:
            return last.kind in (Kind.JOIN, Kind.FILL, Kind.HALF)
    if last.kind is Kind.JOIN:
        return _adds_after_and(run[-2], last, atom)
    return _adds_to(last, atom)


def _adds_after_and(before: Atom, join: Atom, atom: Atom) -> bool:
    """ "two hundred and ten", "treinta y cinco"; but "eleven and thirteen" are two numbers."""
    if before.kind is Kind.SCALE or before.value >= 100:
        return True
    return join.word != "and" and before.value >= 20 and 0 < atom.value < 10


def _adds_to(last: Atom, atom: Atom) -> bool:
    if last.kind is Kind.SCALE or (last.kind is Kind.ARTICLE and atom.word == "couple"):
        return True
    if last.kind is not Kind.ADD:
        return last.word in _ARTICLES and atom.value == 2
    if last.value >= 100:
        return atom.value < 100
    tens_then_unit = last.value >= 20 and 0 < atom.value < (20 if last.value in (60, 80) else 10)
    return tens_then_unit or (0 < last.value < 10 and atom.value >= 20 and atom.value % 10 == 0 and atom.value < 100)


def _sum_up(run: list[Atom]) -> tuple[float, int]:
    """The value of a run and its largest scale."""
    total = group = 0.0
    scale = largest = 1
    for before, atom in pairwise([Atom(Kind.FILL), *run]):
        if atom.kind is Kind.SCALE:
            scale = int(atom.value)
            largest = max(largest, scale)
            group = (group or 1) * scale
            if scale >= 1000:
                total, group = total + group, 0.0
        elif atom.kind is Kind.HALF:
            if atom.word == "quarters":
                group *= atom.value
                continue
            group += atom.value * (scale if before.kind is not Kind.FILL and not group and total else 1)
        elif atom.kind is Kind.ADD:
            group = _add_up(group, before, atom)
        elif atom.kind is Kind.ARTICLE and not group and before.kind is Kind.FILL and before.word == "":
            continue
    return total + group, largest


def _add_up(group: float, before: Atom, atom: Atom) -> float:
    if before.word == "quatre" and atom.word.startswith("vingt"):
        return group - 4 + 80
    if before.word in _ARTICLES and atom.word == "couple":
        return atom.value
    spoken_hundreds = before.kind is Kind.ADD and 0 < before.value < 10 and atom.value >= 20
    return group * 100 + atom.value if spoken_hundreds else group + atom.value
