"""Short answers that close what the desk had asked for, or what stood open: "Marcus has it now", "both done".

They name no step, so that everything hangs on small words. One is read only where every word of the message is known
(``short_answers.toml``): then nothing can hide in it, no plan, no doubt, no other person."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from bot.core.checklist import Status
from bot.nlp.steps.blankets import Blanket
from bot.nlp.steps.clauses import Sentence
from bot.nlp.steps.closings import MORE, ONE, is_one
from bot.nlp.steps.counts import to_number
from bot.nlp.steps.history import Memory
from bot.nlp.steps.lexicon import FOLDER
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.references import Numbering
from bot.nlp.steps.targets import KEY, PEOPLE, STEPS, TWO_FACTOR, find_named
from bot.nlp.steps.words import Word, words_of

LONGEST = 16  # words of an answer, without thanks and greetings
LONGEST_NAME = 4  # words of a line that may be a signature
_SIGNS = frozenset(".,!:;-–—()&+/'\"✅✔☑👍🙏🙂😊\ufe0f")
_SINGLE = words_of("he she him her his hers er sie ihn ihm il elle el ella ele ela lui lei hij zij ze")
_WRITER = words_of("i we ich wir yo je j' nous eu io ik wij we")
_POINTS = words_of(
    "the other others last remaining those these all second both andere anderen letzten otros otras alle allen",
    "les los os e tutti tutte die",
)
_ONES = words_of("other second last that this the zweite andere")
_REST = words_of("rest remaining everything rest restlichen resto reste")
_FOUR = words_of("4 four vier cuatro quatre quattro quatro cztery")
_THROUGH = frozenset(["to", "-", "–", "through", "thru", "bis", "a", "al"])
_ASKING = words_of("is are was were has have did ist sind hat")
_PRONOUNS = words_of("it that this he she they those i we es er sie")
_HAVING = words_of(
    "has have on hat haben an tiene tienen tenemos ont avons a tem temos ha hanno abbiamo heeft hebben aan ma maja",
    "mamy",
)  # with a name or a whole beside it: "Marc l'a maintenant"
_NOW = words_of("now jetzt nun ya ahora maintenant ja agora ora adesso nu juz teraz")  # with a whole: "ahora todos"
_TODAY = words_of("today heute hoy hoje oggi vandaag dzis hui")
_BOTH = words_of("both beide beiden beides ambos ambas entrambi entrambe oba two zwei dos deux dois due")
_NONE = words_of(
    "none nothing nil keine keiner nichts ninguno ninguna nada aucune aucun rien nenhum nenhuma nessuno niente"
)
_LEFT = words_of("of them is are left open remains remain more")
PAIR = 2
_OTHERS = words_of("others anderen otros otras autres outros outras altri altre")
_DECEIVING = frozenset([("on", "it"), ("le", "fait"), ("her", "list"), ("his", "list")])  # "il le fait maintenant"
_TARGETS = frozenset({"key", "api", "smtp", "password", "user", "two_factor", "domain", "people"})


@lru_cache(maxsize=1)
def load_words() -> Mapping[str, frozenset[str]]:
    """The word lists, by name."""
    data = tomllib.loads((FOLDER / "short_answers.toml").read_text(encoding="utf-8"))
    return {name: words_of(words) for name, words in data.items()}


_NEWCOMERS = words_of("users user accounts account people colleagues employees ones logins staff members joiners hires")


def find_short_answers(sentences: Sequence[Sentence], numbering: Numbering, memory: Memory) -> Iterator[Claim]:
    """Done, for every step that the desk asked for last or that stood open, where the message is a short answer."""
    telling = list_telling(sentences)
    left = memory.list_open() if any(sentence.says(*_REST) for sentence in telling) else ()
    steps = [step for step in STEPS if step in {*(numbering.pending or memory.list_open()), *left}]
    lacking = {step: memory.lacking.get(step, frozenset()) for step in steps}
    if not steps or not telling or any(s.mark or s.box is not None for s in telling):
        return  # rows of a list have an answer each
    if _is_of_writer(telling, numbering):
        yield Claim(numbering.asked[0], Sense.PARTIAL, telling[0].clauses[0], known=True)
        return
    plain = is_plain(telling, lacking) or (names_all(telling, numbering) and set(steps) == set(STEPS))
    if not plain or any(map(_is_of_new, telling)):
        return
    words = [word.text for sentence in telling for word in sentence.words if not word.is_sign]
    named = frozenset(step for s in telling for clause in s.clauses for step in find_named(clause).outright)
    if named and named != set(steps):
        return
    if all(_closes(step, words, lacking[step], numbering, memory) for step in steps):
        clause = telling[0].clauses[0]
        for step in steps:
            gone = step == KEY and memory.before.get(KEY) is Status.PARTIAL
            yield Claim(step, Sense.OLD_GONE if gone else Sense.DONE, clause, whole=True, known=True, clear=True)


def _is_of_writer(telling: Sequence[Sentence], numbering: Numbering) -> bool:
    """A mere "I did" to the question whether every user did."""
    words = [word.text for sentence in telling for word in sentence.words if not word.is_sign]
    of_users = len(numbering.asked) == 1 and numbering.asked[0] in PEOPLE and numbering.status_asked
    return of_users and words in (["i", "did"], ["i", "have"], ["yes", "i", "did"], ["yes", "i", "have"], ["i", "do"])


def _is_of_new(sentence: Sentence) -> bool:
    """ "It's on for all new users": not for those who are there."""
    return any(one.text == "new" and other.text in _NEWCOMERS for one, other in pairwise(sentence.words))


def clear_blankets(blankets: Sequence[Blanket], sentences: Sequence[Sentence]) -> tuple[Blanket, ...]:
    """The blankets, those marked that stand in a sentence of known words: "All four steps are done"."""
    known = [
        (s.start, s.end)
        for s in sentences
        if not s.question and len(s.words) - len(_find_targets(s)) <= LONGEST and (_tells_all(s) or _tells_none(s))
    ]
    return tuple(replace(b, clear=True) if any(start <= b.start < end for start, end in known) else b for b in blankets)


def _tells_all(sentence: Sentence) -> bool:
    words = [word for word in sentence.words if not word.is_sign]
    lists = load_words()
    named = _find_targets(sentence)
    known = all(_is_word(w.text) or w.text in lists["list"] | _FOUR or w.start in named for w in words)
    said = {word.text for word in words}
    return known and bool(said & (lists["whole"] | _FOUR)) and bool(said & lists["done"])


def _tells_none(sentence: Sentence) -> bool:
    """ "None.", "nothing left": a yes where the desk asked what is open."""
    words = {word.text for word in sentence.words if not word.is_sign}
    return bool(words & _NONE) and words <= _NONE | _LEFT


def names_all(telling: Sequence[Sentence], numbering: Numbering) -> bool:
    """ "We did 1, 2, 3 and 4", "steps 1 to 4: done": each number of the desk's list, and known words beside."""
    words = [word for sentence in telling for word in sentence.words]
    numbers = [word.text for word in words if word.is_number]
    labels = [label for label in numbering.labels if label.isdecimal()]
    run = numbers == [labels[0], labels[-1]] and any(word.text in _THROUGH for word in words) if labels else False
    known = all(word.is_number or word.is_sign or _is_word(word.text) for word in words)
    return numbering.listed and known and len(words) <= LONGEST and (run or numbers == labels)


def list_telling(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences that are more than thanks, a greeting, a wish to be unblocked, or a name at the end."""
    polite = load_words()["polite"]
    told = [s for s in sentences if not all(w.is_sign or w.text in polite for w in s.words)]
    return told[:-1] if len(told) > 1 and _is_signature(told[-1]) else told


def _is_signature(sentence: Sentence) -> bool:
    words = [word for word in sentence.words if not word.is_sign]
    return len(words) <= LONGEST_NAME and all(w.capital and not _is_known(w.text) for w in words)


def _is_known(text: str) -> bool:
    return any(text in words for words in load_words().values())


def is_plain(telling: Sequence[Sentence], lacking: Mapping[str, frozenset[str]]) -> bool:
    """Whether the sentences hold known words alone, and the names of those who were lacking."""
    if sum(len(s.words) for s in telling) > LONGEST or any(s.question for s in telling):
        return False
    names = frozenset[str]().union(*lacking.values()) - {ONE, MORE}
    return all(_is_plain(sentence, names) for sentence in telling)


def _is_plain(sentence: Sentence, names: frozenset[str]) -> bool:
    words = [word for word in sentence.words if not word.is_sign]
    texts = [word.text for word in words]
    if any(word.text not in _SIGNS for word in sentence.words if word.is_sign) or not words:
        return False
    asks = len(texts) > 1 and texts[0] in _ASKING and texts[1] in _PRONOUNS | names
    if asks or not _DECEIVING.isdisjoint(pairwise(texts)):
        return False
    targets = _find_targets(sentence)
    return all(
        word.text in names or word.start in targets or (_counts(words, at) if _is_count(word) else _is_word(word.text))
        for at, word in enumerate(words)
    )


def _find_targets(sentence: Sentence) -> set[int]:
    """Where the words stand that name steps, persons or domains."""
    hits = [(clause, hit) for clause in sentence.clauses for hit in clause.hits if hit.cue in _TARGETS]
    return {word.start for clause, hit in hits for word in clause.words[hit.first : hit.last]}


def _is_word(text: str) -> bool:
    lists = load_words()
    return any(text in lists[name] for name in ("done", "gone", "whole", "joined", "having", "small"))


def _is_count(word: Word) -> bool:
    return to_number(word) is not None or word.is_number


def _counts(words: Sequence[Word], at: int) -> bool:
    """Whether a number counts the whole: "the other two", "all six", "6 of 6", "that one", "5 minutes ago"."""
    texts = [word.text for word in words]
    before, after = texts[at - 1] if at else "", texts[at + 1] if at + 1 < len(texts) else ""
    if after in ("minutes", "hours", "minute", "hour"):
        return True
    number = to_number(words[at])
    if number == 1:
        return before in _ONES
    fraction = [to_number(words[n]) for n in (at - 2, at + 2) if 0 <= n < len(words)]
    if "of" in (before, after):
        return number in fraction
    return before in _POINTS or (before in ("for", "on") and after in ("users", "domains", ""))


def _closes(step: str, words: Sequence[str], lacking: frozenset[str], numbering: Numbering, memory: Memory) -> bool:
    lists = load_words()
    said = frozenset(words)
    counted = bool(said & _FOUR) and set(numbering.asked) == set(STEPS)
    whole, gone = counted or bool(said & lists["whole"]), bool(said & lists["gone"])
    done = gone or bool(said & lists["done"])
    names = lacking - {ONE, MORE}
    if step == KEY and (memory.before.get(KEY) is Status.PARTIAL or numbering.old_asked):
        return gone or (done and not said & lists["small"] & {"new", "fresh"})
    if names and said & names and not (names <= said and MORE not in lacking):
        return False
    if (said & _SINGLE or said & {"one", "second"}) and not is_one(lacking - {ONE}):
        return False
    if not (whole or said & names) and said & _WRITER and not done:
        return False
    if (names and said & _OTHERS and not names & said) or (said & _BOTH and len(numbering.asked) > PAIR):
        return False
    pointed = whole or bool(said & (names | _SINGLE)) or said & {"they", "it", "that", "those", "these", "one"}
    having = bool(said & _HAVING) and not said & _TODAY
    stands = bool(said & lists["joined"]) or having or (whole and bool(said & _NOW))
    if len(numbering.asked) == 1 and numbering.status_asked and not numbering.what_remains:
        confirmed = "yes" in said or {"it", "is"} <= said or {"they", "are"} <= said  # "is it on for every user?"
        stands = stands or confirmed or (whole and step == TWO_FACTOR and "on" in said)
    return done or (whole and numbering.done_asked) or (bool(pointed) and stands and not numbering.what_remains)
