"""What a later message completes: a count that has become whole, an old key that is gone by now, a user or a domain
that was removed, one person of whom a sentence tells that it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.checklist import Status
from bot.nlp.steps.answering import is_lapse
from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.closings import ONE, ONWARD, is_one, list_names, means_rest
from bot.nlp.steps.counts import Share, find_share
from bot.nlp.steps.frames import Frame
from bot.nlp.steps.history import Memory
from bot.nlp.steps.lexicon import Hit
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim, Passage
from bot.nlp.steps.references import Numbering
from bot.nlp.steps.small_words import THANKS
from bot.nlp.steps.targets import KEY, PEOPLE, SMTP
from bot.nlp.steps.words import words_of

BARE = 3  # words of a clause that needs no subject
LONGEST = 14
_IT = words_of(
    "it that this those these them his hers theirs both es das ihn beide beides lo la los las eso ambos l cela deux",
    "isso ambas esso essa li entrambi het dat die beiden go je ich",
)
_PERSON = words_of(
    "him her he she them they his ihn ihm er sie ella el ellos elle il lui ele ela lei hem haar hij zij ze jego jej",
)
_ALL = words_of("both two those them all beide beiden ambos ambas dos deux dois duas due entrambi twee oba obaj")
_FOLLOWED = words_of(
    "followed complied joined caught nachgezogen gefolgt nachgeholt sumado sumaron suivi seguito gevolgd seguiram",
)
_ACTED = words_of("set put reset")  # of the same form now and then
_AHEAD = words_of("to can could should must let please may shall do does")
_NODS = ("ok", "okay", "good", "fine", "right", "ok so")
_FIXED = words_of(
    "fixed sorted remedied rectified corrected solved resolved mended behoben nachgeholt corregido corrige"
)
_OPENERS = words_of("missing remaining last outstanding other lagging fehlenden letzten restlichen faltaban ultimos")
_PRESENT = words_of("does do gets get makes macht kriegt hace haran fait faz fa doet robi")
_RESERVES = ("not", "fail", "later", "would", "open", "except", "told", "undo", "progress")
_AWAY = ("service", "thing", "desk", "ours", "leak", "intruder", "list", "rest")


def find_completions(
    passages: Sequence[Passage], claims: Sequence[Claim], numbering: Numbering, memory: Memory
) -> Iterator[Claim]:
    """Claims on the steps that stood open before and that the message does not name. Nothing is completed beside a
    reserve or a question."""
    claimed = {claim.step for claim in claims if not claim.distant}
    open_steps = [step for step in memory.list_open() if step not in claimed]
    waiting = [s for s in open_steps if s in numbering.asked] or ([] if numbering.asked else open_steps)
    loose = [p for p in passages if not any(p.steps) and p.frame is Frame.PLAIN]
    if not waiting or any(p.sentence.question or _has_reserve(p) for p in passages):
        return
    if KEY in waiting and memory.before[KEY] is Status.PARTIAL:
        yield from (Claim(KEY, Sense.OLD_GONE, clause, known=True) for clause in _find_key_gone(loose, waiting))
    for step in waiting:
        if step != KEY and (found := _complete(loose, step, len(waiting) == 1, memory)):
            yield found


def _has_reserve(passage: Passage) -> bool:
    plain = (clause for clause in passage.clauses if not (_FOLLOWED & clause.texts or clause.has("leaver")))
    return any(clause.has(*_RESERVES) or _is_present(clause) for clause in plain if not is_lapse(clause))


def _is_present(clause: Clause) -> bool:
    """ "He does it at the evening": a plan in the present tense."""
    return bool(_PRESENT & clause.texts) and bool(_IT & clause.texts) and not clause.has("done", "standing")


def replace_carried(claims: Sequence[Claim], completions: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims with the completions in the place of what was only carried over from the desk's question."""
    completed = {claim.step for claim in completions}
    return (*(c for c in claims if not (c.distant and c.step in completed)), *completions)


def _find_key_gone(loose: Sequence[Passage], waiting: Sequence[str]) -> list[Clause]:
    """ "The old I have deleted an hour ago", "it's gone"."""
    gone = [c for p in loose for c in p.clauses if c.has("dead", "gone") and len(c.words) <= LONGEST]
    of_key = [c for c in gone if not c.has(*_AWAY, "user", "people", "domain", "mine") or c.has("old")]
    named = [c for c in of_key if any(_is_old_key(c, hit) for hit in c.find("old"))]
    pointed = [c for c in of_key if waiting == [KEY] and (len(c.words) <= BARE or c.says("it", "that"))]
    pointed = [c for c in pointed if not c.has("old")]
    return [c for c in named or pointed if not any(True for _ in c.list_names()) and not _PERSON & c.texts][:1]


def drop_other_old(claims: Sequence[Claim], memory: Memory) -> tuple[Claim, ...]:
    """Without what is gone of other old things, which says nothing of a key that was told to be alive: "deleted the old
    mails too"."""
    if memory.before.get(KEY) is not Status.PARTIAL:
        return tuple(claims)
    other = {id(c) for c in claims if c.step == KEY and c.distant and c.clause.has("old") and _is_of_other(c.clause)}
    if any(c.step == KEY and id(c) not in other for c in claims):
        return tuple(c for c in claims if id(c) not in other)
    return tuple(replace(c, sense=Sense.PARTIAL, distant=False, known=True) if id(c) in other else c for c in claims)


def keep_old_alive(claims: Sequence[Claim], memory: Memory) -> tuple[Claim, ...]:
    """A word on the new key alone leaves an old one alive that was told to be: "the new ones come on Friday"."""
    of_key = [claim for claim in claims if claim.step == KEY]
    told = any(c.sense is not Sense.DONE or c.clause.has("done", "gone", "dead", "yes", "finished") for c in of_key)
    if told or memory.before.get(KEY) is not Status.PARTIAL:
        return tuple(claims)
    return tuple(replace(c, sense=Sense.PARTIAL, distant=False, known=True) if c.step == KEY else c for c in claims)


def _is_of_other(clause: Clause) -> bool:
    return clause.has("dead", "gone") and not any(_is_old_key(clause, hit) for hit in clause.find("old"))


def _is_old_key(clause: Clause, old: Hit) -> bool:
    """ "The old I have deleted", "the previous key is gone": not "the old till was removed"."""
    if old.last == len(clause.words) or clause.has("key"):
        return True
    after = {hit.cue for hit in clause.hits if hit.first == old.last}
    return bool(after & {"aux", "gone", "dead", "back", "done", "mine"}) or clause.words[old.last].text in ("i", "we")


def _complete(loose: Sequence[Passage], step: str, alone: bool, memory: Memory) -> Claim | None:
    lacking = memory.lacking.get(step, frozenset()) - {ONE}
    for clause in _find_whole(loose, step) if alone else ():
        return Claim(step, Sense.DONE, clause, whole=True, known=True)
    if memory.before[step] is not Status.PARTIAL:
        return None
    named = {name for p in loose for clause in p.clauses for name in list_names(clause)}
    for passage in loose:
        for clause in (*_find_removed(passage, step), *_find_done_by(passage, lacking), *_find_fixed(passage)):
            every = (
                bool(_ALL & {word.text for word in passage.sentence.words})
                or passage.sentence.has("every")
                or means_rest(clause)
            )
            last = (lacking and lacking <= named) or is_one(lacking) or every
            return Claim(step, Sense.DONE if last else Sense.PARTIAL, clause, whole=True, known=True)
    return None


def _find_whole(loose: Sequence[Passage], step: str) -> list[Clause]:
    """ "31 of 31", "so it's really 15/15": the newest count is whole."""
    other = ("user", "people") if step == SMTP else ("domain",)
    counted = [c for p in loose for c in p.clauses if find_share(c) and not c.has(*other, "service")]
    return counted[-1:] if counted and find_share(counted[-1]) is Share.WHOLE else []


def _find_fixed(passage: Passage) -> Iterator[Clause]:
    """ "Fixed.", "Sorted now" after "I had overlooked that one"."""
    yield from (c for c in passage.clauses if len(c.words) <= BARE and (_FIXED & c.texts))


def _find_removed(passage: Passage, step: str) -> Iterator[Clause]:
    """ "Removed.", "deleted his login", "we threw that domain out"."""
    for clause in passage.clauses:
        if not clause.has("gone") or clause.has("key", "old", "service", "thing") or len(clause.words) > LONGEST:
            continue
        person = bool(_PERSON & clause.texts) or clause.has("user", "people") or any(list_names(clause))
        domain = clause.has("domain") or clause.says("it", "<site>")
        if len(clause.words) <= BARE - 1 or (person if step in PEOPLE else domain):
            yield clause


def _find_done_by(passage: Passage, lacking: frozenset[str]) -> Iterator[Clause]:
    """ "Olaf came back and set it up", "the missing two followed at noon": somebody, and that it is done."""
    pointed = False
    for clause in passage.clauses:
        if clause.has(*_AWAY) or (ONWARD | THANKS) & clause.texts:
            return
        pointed = pointed or any(list_names(clause)) or clause.has("others", "people")
        pointed = pointed or bool((_PERSON | _OPENERS | lacking) & clause.texts)
        done = _is_done(clause) or (not _AHEAD & clause.texts and any(map(_acts, *_pair(clause))))
        if pointed and (done or _FOLLOWED & clause.texts) and len(clause.words) <= LONGEST:
            yield clause


def _pair(clause: Clause) -> tuple[list[str], list[list[str]]]:
    texts = [word.text for word in clause.words]
    return texts, [texts[at + 1 : at + 3] for at in range(len(texts))]


def _acts(word: str, after: list[str]) -> bool:
    """ "Set it up", "put his on": not "set up a meeting for it"."""
    return word in _ACTED and bool(_IT & set(after[:1] if after[:1] != ["up"] else after))


def _is_done(clause: Clause) -> bool:
    """Whether it says that something was done to what it points at, or nothing beside."""
    done = [hit for hit in clause.find("done") if clause.text_of(hit) not in _NODS]
    if clause.has("made"):
        return False
    near = (clause.words[max(0, hit.first - 3) : hit.last + 2] for hit in done)
    return bool(done) and (len(clause.words) <= BARE or any(_IT & {word.text for word in words} for words in near))
