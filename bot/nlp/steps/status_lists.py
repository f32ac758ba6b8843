"""Status lists: each step with a word or two beside its name, line by line or in a row ("API key - done, 2FA - no").

The commonest shape of all, and the one in which a dash or a missing word decides. An entry counts where all of its
words are known (``status_lists.toml``); of any other the reading of sentences makes what it can."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.entries import Entry, load_phrases, read_entry
from bot.nlp.steps.lexicon import Hit, find_hits
from bot.nlp.steps.negations import ADVERSE, Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.small_words import find_languages
from bot.nlp.steps.targets import STEP_OF_CUE, STEPS, TWO_FACTOR, find_named
from bot.nlp.steps.words import Word, to_words

FEWEST = 3  # steps of a list
LONGEST = 9  # words of a cell
MOST_WORDS = 400  # of a message that is searched for a list
_CUTS = frozenset(":=|,;()-–—>→»?…\t")
_WAITING = frozenset(":=-–—>→»?(…")  # signs behind a name that an entry follows
_BLANK = frozenset(["?", ":"])  # before a name: an entry that says nothing
_AND = frozenset(["und", "and", "oder", "en", "y", "et"])
_TICKS = frozenset("✓✔✅☑✗✘❌✖")
_LABEL_SIGNS = frozenset("/&+")
_GAP = re.compile(r"\t|[ \t]{3}")


@dataclass(frozen=True, slots=True)
class Token:
    """A name (``step``), an entry, or a sign, with its words."""

    words: tuple[Word, ...]
    step: str = ""
    entry: Entry | None = None
    sign: str = ""


Line = Sequence[Token]
Labels = Mapping[str, str]  # the desk's steps by number or letter
Row = tuple[str, Entry, tuple[Word, ...]]


def list_rows(text: str, sentences: Sequence[Sentence], labels: Labels) -> list[Row]:
    """The rows of a message, of a list or alone ("2FA enabled."); none where it names no step or is long. ``labels``:
    the desk's numbers, which stand for names ("4. on for all")."""
    named = labels or any(find_named(c).steps for sentence in sentences for c in sentence.clauses)
    if not named or sum(len(sentence.words) for sentence in sentences) > MOST_WORDS:
        return []
    return list(find_rows(text, labels))


def is_list(rows: Sequence[Row]) -> bool:
    """Whether so many steps have rows that a list was meant."""
    return len({step for step, _, _ in rows}) >= FEWEST


def clear_alone(claims: tuple[Claim, ...], rows: Sequence[Row]) -> tuple[Claim, ...]:
    """The claims, those marked that are a row by themselves and say yes."""
    plain = [(step, words[0].start, words[-1].end) for step, entry, words in rows if entry is Entry.YES]
    return tuple(
        replace(c, known=True, clear=True)
        if c.sense is Sense.DONE and any(c.step == s and a <= c.start and c.end <= b for s, a, b in plain)
        else c
        for c in claims
    )


def replace_listed(claims: tuple[Claim, ...], rows: Sequence[Row]) -> tuple[Claim, ...]:
    """The claims with what the rows say in the place of what was made of their words."""
    for step in STEPS:
        if entries := [(entry, Clause(words, ())) for named, entry, words in rows if named == step]:
            claims = _replace(claims, step, entries)
    return claims


def find_empty(rows: Sequence[Row]) -> frozenset[str]:
    """The steps behind whose names nothing stands: no word of them is said."""
    told = {step for step, entry, _ in rows if entry is not Entry.EMPTY}
    return frozenset(step for step, _, _ in rows if step not in told)


def _replace(claims: tuple[Claim, ...], step: str, entries: Sequence[tuple[Entry, Clause]]) -> tuple[Claim, ...]:
    own = [c for c in claims if c.step == step]
    apart = [c for c in own if not any(clause.start <= c.start and c.end <= clause.end for _, clause in entries)]
    sense = _decide({entry for entry, _ in entries})
    if sense is Sense.DONE and any(c.sense in ADVERSE or c.sense is Sense.ONE for c in apart):
        return claims
    kept = tuple(c for c in claims if c not in own or (c in apart and sense is Sense.DONE))
    return (*kept, Claim(step, sense, entries[-1][1], whole=True, known=True, clear=True)) if sense else kept


def _decide(kinds: set[Entry]) -> Sense | None:
    """What the entries of one step come to; None where nothing stands behind its name."""
    kinds = kinds - {Entry.EMPTY}
    if not kinds:
        return None
    if Entry.YES in kinds:
        return Sense.DONE if kinds <= {Entry.YES, Entry.OWN} else Sense.PARTIAL
    return Sense.PARTIAL if kinds & {Entry.PART, Entry.OWN} else Sense.NOT_DONE


def find_rows(text: str, labels: Labels) -> Iterator[Row]:
    """The steps of a list with their entries; lines with unknown words are left out."""
    words = to_words(text)
    languages = find_languages(words)
    lines = [tuple(_cut_line(line, text, languages, labels)) for line in _split_lines(words, text)]
    stacked = any(_is_name(line) and _is_told(below) for line, below in pairwise(lines))
    for line, below in pairwise([*lines, () if stacked else None]):
        if line and None not in line:
            tokens = [token for token in line if token]
            blank = tokens[0].sign in _BLANK and not any(token.entry for token in tokens)  # "?: passwords"
            if blank:
                yield from _list_empty([token for token in tokens if token.step])
            else:
                yield from _read_turned(tokens) if tokens[0].entry else _read_line(tokens, below)


def _is_name(line: Sequence[Token | None]) -> bool:
    return len(line) == 1 and line[0] is not None and bool(line[0].step)


def _is_told(line: Sequence[Token | None]) -> bool:
    return len(line) == 1 and line[0] is not None and line[0].entry is not None


def _split_lines(words: Sequence[Word], text: str) -> Iterator[list[Word]]:
    line: list[Word] = []
    for word in words:
        if line and ("\n" in text[line[-1].end : word.start] or _ends(line, word)):
            yield line
            line = []
        line.append(word)
    if line:
        yield line


def _ends(line: Sequence[Word], word: Word) -> bool:
    """Whether a sentence ends before a word: dots between a name and its entry end none."""
    stop = line[-1]
    glued = len(line) > 1 and line[-2].end == stop.start and line[-2].text != "."
    return stop.text in ".!" and glued and stop.end < word.start and (word.capital or word.is_number)


def _cut_line(words: Sequence[Word], text: str, languages: frozenset[str], labels: Labels) -> Iterator[Token | None]:
    """The names, entries and signs of a line, list mark taken off; None for words that are neither."""
    marked = len(words) > 2 and len(words[0].text) == 1 and words[0].text.isalnum() and words[1].text in ").:"
    if marked and words[0].text in labels and not _names_step(words[2:], languages):
        yield Token((words[0],), step=labels[words[0].text])
    words = words[2:] if marked else words
    words = words[1:] if words and words[0].text in "-*•·–" else words
    hits = find_hits(words, languages)
    first = 0
    for at, word in enumerate(words):
        if word.text in _TICKS:
            yield from _read_cell(words, hits, first, at)
            yield Token((word,), entry=read_entry([word]))
            first = at + 1
            continue
        gap = bool(at and _GAP.search(text, words[at - 1].end, word.start))
        sign = word.text if _cuts(words, at) else ""
        if gap or sign:
            yield from _read_cell(words, hits, first, at)
            first = at if gap and not sign else at + 1
            yield Token((word,), sign=sign or "|")
            if sign == "?" and at and words[at - 1].text in _WAITING:
                yield Token((word,), entry=Entry.NO)
    yield from _read_cell(words, hits, first, len(words))


def _names_step(words: Sequence[Word], languages: frozenset[str]) -> bool:
    return bool(find_named(Clause(tuple(words), tuple(find_hits(words, languages)))).outright)


def _cuts(words: Sequence[Word], at: int) -> bool:
    """Whether a sign parts two cells: not the slash of "n/a" or the dash of "SMTP- und Postmaster-Kennwörter"."""
    sign, inside = words[at], 0 < at < len(words) - 1
    if sign.text == "/":
        return inside and words[at - 1].end < sign.start and sign.end < words[at + 1].start
    joined = inside and sign.text == "-" and words[at - 1].end == sign.start and words[at + 1].text in _AND
    return (sign.text in _CUTS or sign.text == ".") and not joined


def _read_cell(words: Sequence[Word], hits: Sequence[Hit], first: int, last: int) -> Iterator[Token | None]:
    """A name, an entry, or a name with its entry before or behind it."""
    cell = tuple(words[first:last])
    if not cell:
        return
    inside = [Hit(h.cue, h.first - first, h.last - first) for h in hits if first <= h.first and h.last <= last]
    for label, entry, turned in _part(cell) if len(cell) <= LONGEST else ():
        if read := _read_pair(label, entry, inside, len(entry) if turned else 0):
            yield from reversed(read) if turned else read
            return
    yield None


def _part(cell: tuple[Word, ...]) -> Iterator[tuple[tuple[Word, ...], tuple[Word, ...], bool]]:
    """Each way to part a cell in name and entry, the likeliest first, and whether the entry stands before the name."""
    size = len(cell)
    yield from ((cell[:at], cell[at:], False) for at in range(size + 1))
    yield from ((cell[at:], cell[:at], True) for at in range(1, size))


def _read_pair(label: Sequence[Word], entry: Sequence[Word], hits: Sequence[Hit], shift: int) -> list[Token]:
    """The tokens of a name and an entry, either of which may lack; none where a word is unknown."""
    step = _read_label(label, hits, shift) if label else ""
    kind = read_entry(entry) if entry else None
    if (label and not step) or (entry and not kind) or (step and kind in (Entry.WHOLE, Entry.WHEN)):
        return []
    named = [Token(tuple(label), step=step)] if step else []
    return [*named, *([Token(tuple(entry), entry=kind)] if kind else [])]


def _read_label(words: Sequence[Word], hits: Sequence[Hit], shift: int) -> str:
    """The one step that the words name; empty where they say more, or name the old key."""
    end = shift + len(words)
    inside = tuple(Hit(h.cue, h.first - shift, h.last - shift) for h in hits if shift <= h.first and h.last <= end)
    named = {at for hit in inside if hit.cue in STEP_OF_CUE for at in range(hit.first, hit.last)}
    known = load_phrases().beside | _LABEL_SIGNS
    if any(at not in named and word.text not in known for at, word in enumerate(words)):
        return ""
    steps = find_named(Clause(tuple(words), inside))
    chosen = steps.outright or steps.loose
    return next(iter(chosen)) if len(chosen) == 1 and named else ""


def _read_turned(tokens: Line) -> Iterator[Row]:
    """ "Done: API key, SMTP", "✅ key ✅ SMTP": each name with the entry before it."""
    entry: Token | None = None
    for token in tokens:
        entry = token if token.entry else entry
        if token.step and entry and (kind := _to_kind(entry.entry, token.step)):
            yield token.step, kind, token.words


def _read_line(tokens: Line, below: Sequence[Token | None] | None) -> Iterator[Row]:
    """Each name with what stands behind it; names in a row share an entry. ``below``: the next line, which may be the
    entry of a name that ends its own; empty where a dash stands there alone, None at the end."""
    names: list[Token] = []
    told = awaits = False
    for token in tokens:
        if token.step:
            yield from _list_empty(names if awaits and not told else ())
            names = [token] if told or awaits else [*names, token]
            told = awaits = False
        elif token.entry:
            told = True
            yield from _list_told(names, token)
        elif token.sign in _WAITING:
            awaits = bool(names)
        elif awaits and not told and token.sign != ")":
            yield from _list_empty(names)
            names, awaits = [], False
    if names and not told:
        alone = [token for token in tokens if not token.sign] == names
        yield from _read_below(names, below, awaits, alone)


def _list_empty(names: Sequence[Token]) -> Iterator[Row]:
    yield from ((name.step, Entry.EMPTY, name.words) for name in names)


def _read_below(
    names: Sequence[Token], below: Sequence[Token | None] | None, awaits: bool, alone: bool
) -> Iterator[Row]:
    """``alone``: nothing else stands in their line."""
    entries = [token for token in below or () if token is None or token.entry or token.step]
    dash = below is not None and not any(token is None or token.sign not in "?-–—" for token in below)
    passed = alone and len(names) == 1 and len(entries) > 1 and entries[0] and entries[0].step and entries[1]
    if len(entries) == 1 and entries[0] and entries[0].entry and len(names) == 1:
        yield from _list_told(names, entries[0])
    elif dash or passed or (awaits and (not entries or (entries[0] and entries[0].step))):
        yield from _list_empty(names)


def _list_told(names: Sequence[Token], entry: Token) -> Iterator[Row]:
    for name in names:
        if kind := _to_kind(entry.entry, name.step):
            first, last = sorted((name.words, entry.words), key=lambda words: words[0].start)
            yield name.step, kind, (*first, *last)


def _to_kind(entry: Entry | None, step: str) -> Entry | None:
    """The entry as far as it says anything of that step: "on" or "active" is a second factor, and no new key."""
    if entry is Entry.ON:
        return Entry.YES if step == TWO_FACTOR else Entry.EMPTY
    if entry is Entry.WHOLE:
        return Entry.YES
    return None if entry is Entry.WHEN else entry
