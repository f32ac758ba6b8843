"""What a later message completes: a count that has become whole, an old key that is gone by now, a user or a domain
that was removed, one person of whom a sentence tells that it is done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.core.checklist import Status
from bot.nlp.steps.answering import is_lapse
from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.closings import ONE, ONWARD, covers, list_names, means_rest
from bot.nlp.steps.counts import Share, find_share
from bot.nlp.steps.frames import Frame
from bot.nlp.steps.history import Memory
from bot.nlp.steps.lexicon import Hit
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim, Passage
from bot.nlp.steps.references import Numbering
from bot.nlp.steps.small_words import THANKS
from bot.nlp.steps.targets import KEY, PEOPLE, SMTP, TWO_FACTOR
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
_OPENERS = words_of("missing remaining last outstanding other lagging fehlenden letzten restlichen faltaban ultimos")
_RESERVES = ("not", "fail", "later", "would", "open", "except", "told", "undo", "progress")
_RETURNING = words_of(
    "reinvite readd readded reinvited rejoin rejoins invite invited again back new einladen wieder spater neuen",
    "invitar nuevo reinviter inviterons reinviterons nouveau retour convidar novo invitare nuovo uitnodigen opnieuw",
    "terug",
)
_NEEDING = words_of(
    "need needs needed needing brauchen braucht brauchte necesita necesitaba besoin precisa precisava serve serviva",
    "nodig potrzebuje potrzebowal",
)
_CODES = words_of("code codes authenticator totp token passkey yubikey fingerprint codigo codigos codice kod kody app")
_GETTING = words_of(
    "has have gets got receives uses enters sees hat bekommt kriegt recibe tiene recoit a tem recebe ha riceve heeft",
    "krijgt ma dostaje",
)
_PLAINLY = words_of(
    "done did sorted finished completed complete erledigt fertig gemacht hecho listo fait feito pronto fatto gedaan",
    "klaar zrobione gotowe",
)  # not "regenerated", which is of the new key
_AWAY = ("service", "thing", "desk", "ours", "leak", "intruder", "list", "rest")


def find_completions(
    passages: Sequence[Passage], claims: Sequence[Claim], numbering: Numbering, memory: Memory
) -> Iterator[Claim]:
    """Claims on the steps that stood open before and that the message does not name. Nothing is completed beside a
    reserve or a question."""
    claimed = {claim.step for claim in claims if not claim.distant}
    lessened = {claim.step for claim in claims if claim.sense is not Sense.DONE}
    open_steps = [step for step in memory.list_open() if step not in claimed]
    loose = [p for p in passages if not any(p.steps) and p.frame is Frame.PLAIN]
    waiting = [s for s in open_steps if s in numbering.asked] or ([] if numbering.asked else open_steps)
    waiting = waiting or [s for s in open_steps if s in PEOPLE and _removes_last(loose, memory.lacking.get(s))]
    counted = [s for s in memory.list_part() if s in claimed - lessened and not waiting]
    if not (waiting or counted) or any(p.sentence.question or _has_reserve(p) for p in passages):
        return
    for step in counted[:1]:  # "The last two are in. 14 out of 14"
        yield from (Claim(step, Sense.DONE, c, whole=True, known=True) for c in _find_whole(loose, step))
    if KEY in waiting and memory.before[KEY] is Status.PARTIAL:
        yield from (Claim(KEY, Sense.OLD_GONE, clause, known=True) for clause in _find_key_gone(loose, waiting))
    for step in waiting:
        if step != KEY and (found := _complete(loose, step, len(waiting) == 1, memory)):
            yield found


def _removes_last(loose: Sequence[Passage], lacking: frozenset[str] | None) -> bool:
    """Whether all who were lacking by name were removed, whatever the desk asked last."""
    clauses = [clause for p in loose for clause in p.clauses]
    named = {name for clause in clauses for name in list_names(clause)}
    left = (lacking or frozenset()) - {ONE}
    return bool(left) and left <= named and any(_is_removal(clause, person=True) for clause in clauses)


def _has_reserve(passage: Passage) -> bool:
    plain = (clause for clause in passage.clauses if not (_FOLLOWED & clause.texts or clause.has("leaver")))
    plain = (clause for clause in plain if not (is_lapse(clause) or _gets_code(clause)))
    removed = any(_is_removal(clause, person=True) for clause in passage.clauses)
    plain = (clause for clause in plain if not (removed and _is_of_removed(clause)))
    return any(clause.has(*_RESERVES) for clause in plain)


def _is_of_removed(clause: Clause) -> bool:
    """ "He never needed it", "will be invited again when he is back": of somebody who was removed."""
    needless = bool(_NEEDING & clause.texts) and not clause.has("act")
    return needless or (bool(_RETURNING & clause.texts) and clause.has("later", "would"))


def _is_removal(clause: Clause, person: bool) -> bool:
    """ "Removed.", "deleted his login", "took Joan off the account", of a person or else of a domain."""
    if not clause.has("gone", "dead") or clause.has("key", "old", "service", "thing") or len(clause.words) > LONGEST:
        return False
    if clause.has("list") and not clause.has("user"):
        return False  # "removed Ida from the mailing list"
    if clause.has("later", "would", "not", "fail") or (clause.has("dead") and not clause.has("gone", "done")):
        return person and clause.says("took", "taken") and any(True for _ in list_names(clause))
    of_person = bool(_PERSON & clause.texts) or clause.has("user", "people", "theirs") or any(list_names(clause))
    of_person = of_person or (clause.has("others") and not clause.has("domain"))
    of_domain = clause.has("domain") or clause.says("it", "<site>")
    return len(clause.words) <= BARE - 1 or (of_person if person else of_domain)


def _gets_code(clause: Clause) -> bool:
    """ "Bas now gets a code on his tablet": his two-factor authentication works, and no day is set for it."""
    told = bool(_CODES & clause.texts) and bool(_GETTING & clause.texts)
    return told and not clause.has(*_RESERVES, "soon", "act", "desk", "ours") and len(clause.words) <= LONGEST


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
    told = any(c.sense is not Sense.DONE or c.clause.has("gone", "dead", "old", "yes") for c in of_key)
    told = told or any(_PLAINLY & c.clause.texts and not c.clause.has("fresh") for c in of_key)
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
        coded = _find_coded(passage) if step == TWO_FACTOR else ()
        for clause in (*_find_removed(passage, step), *coded, *_find_done_by(passage, lacking)):
            every = (
                bool(_ALL & {word.text for word in passage.sentence.words})
                or passage.sentence.has("every")
                or means_rest(clause)
            )
            last = covers(lacking, named) or every
            return Claim(step, Sense.DONE if last else Sense.PARTIAL, clause, whole=True, known=True)
    return None


def _find_whole(loose: Sequence[Passage], step: str) -> list[Clause]:
    """ "31 of 31", "so it's really 15/15": the newest count is whole."""
    other = ("user", "people") if step == SMTP else ("domain",)
    counted = [c for p in loose for c in p.clauses if find_share(c) and not c.has(*other, "service")]
    return counted[-1:] if counted and find_share(counted[-1]) is Share.WHOLE else []


def _find_removed(passage: Passage, step: str) -> Iterator[Clause]:
    """ "Removed.", "deleted his login", "we threw that domain out"."""
    yield from (clause for clause in passage.clauses if _is_removal(clause, step in PEOPLE))


def _find_coded(passage: Passage) -> Iterator[Clause]:
    yield from (c for c in passage.clauses if _gets_code(c) and (any(list_names(c)) or _PERSON & c.texts))


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
    """ "Set it up", "put his on", "turned his on": not "set up a meeting for it"."""
    turned = word in ("turned", "switched") and "on" in after
    return (word in _ACTED or turned) and bool(_IT & set(after[:1] if after[:1] != ["up"] else after))


def _is_done(clause: Clause) -> bool:
    """Whether it says that something was done to what it points at, or nothing beside."""
    done = [hit for hit in clause.find("done") if clause.text_of(hit) not in _NODS]
    if clause.has("made"):
        return False
    near = (clause.words[max(0, hit.first - 3) : hit.last + 2] for hit in done)
    return bool(done) and (len(clause.words) <= BARE or any(_IT & {word.text for word in words} for words in near))
