"""What each clause of a passage says of a step: of its own, by a neighbour, or as a bare name."""

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.frames import Frame, is_of_others
from bot.nlp.steps.moods import is_idle_talk
from bot.nlp.steps.negations import ADVERSE, Sense, count_negations
from bot.nlp.steps.passages import HEADING_CUTS, Passage
from bot.nlp.steps.persons import excepts_person
from bot.nlp.steps.plans import is_planned
from bot.nlp.steps.senses import narrow, read_sense
from bot.nlp.steps.targets import KEY, PEOPLE, STEPS, TWO_FACTOR

REQUESTS = frozenset(["please", "pls", "plz", "kindly", "bitte", "porfa", "favor", "svp", "prosze"])
FARTHEST = 12  # clauses that a sense is borrowed over
HARD_CUTS = frozenset({"contrast", "reason", "except", "instead"})
_STRANGERS = frozenset(["they", "he", "she", "attacker", "someone"])
_SHORT = 5  # words of a name without a verb
_PARTS = frozenset(["'s", "of", "for", "on", "one", "1", "postmaster", "<site>", "de", "von"])


def read_own(passage: Passage, at: int, step: str) -> Sense | None:
    """What the clause itself says of the step, in its sentence's frame."""
    clause = passage.clauses[at]
    if clause.cut == "instead":
        return None
    if passage.sentence.box:
        return Sense.PARTIAL if clause.has("not", "fail", "progress", "except", "some") else Sense.DONE
    if passage.frame is Frame.HEADING:
        return None
    if (
        passage.sentence.box is False
        and at == 0
        and len(passage.clauses) > 1
        and not clause.has("not", "fail", "later")
    ):
        return None  # the desk's words, before the customer's note on the line
    if clause.says(*REQUESTS) and clause.has("act") and not clause.has("aux"):
        return Sense.ASKED
    if step == KEY and _lives_likewise(passage, at):
        return Sense.OLD_LIVES
    sense = read_sense(clause, step, _speaks_of_old(passage, at))
    if passage.frame is Frame.QUESTION and at >= passage.turn:
        asked = _read_question(passage, clause, step)
        return Sense.NOT_DONE if asked is Sense.ASKED and passage.sentence.box is False else asked
    if passage.frame is Frame.LATER and sense is not None:
        return _read_condition(passage, at, sense)
    if sense is Sense.ONE and (passage.alone or _takes_in_writer(passage, at)):
        return Sense.DONE
    return Sense.NOT_DONE if _inherits_plan(passage, at) or _inherits_denial(passage, at) else sense


def _takes_in_writer(passage: Passage, at: int) -> bool:
    """ "On for her and for me": not the one alone."""
    after = passage.clauses[at + 1] if at + 1 < len(passage.clauses) else None
    joined = after is not None and after.cut == "join" and len(after.words) <= 3 and after.has("mine")
    return joined and passage.clauses[at].has("theirs") and not passage.steps[at + 1]


def _speaks_of_old(passage: Passage, at: int) -> bool:
    """Whether the clause stands under the name of the old key: "Old API key - active until ..."."""
    clause = passage.clauses[at]
    named = at > 0 and clause.cut in HEADING_CUTS and is_old_name(passage.clauses[at - 1])
    told = clause.has("alive") or (
        clause.has("gone") and clause.cut == "," and len(clause.words) <= 5 and not clause.has("soon", "later", "would")
    )
    kept = at > 0 and told and passage.clauses[at - 1].has("old") and clause.says("one", "it", "that")
    return not clause.has("fresh") and (named or kept or (passage.in_heading and passage.topic.old))


def _lives_likewise(passage: Passage, at: int) -> bool:
    """ "The new key works, the old one too": what holds of the new one holds of it."""
    clause = passage.clauses[at]
    if not at or not clause.has("old") or not clause.has("same") or clause.has("dead", "gone", "done", "act", "fresh"):
        return False
    before = passage.clauses[at - 1]
    lives = before.has("aux", "alive", "standing") and before.has("fresh")
    return lives and not before.has("dead", "gone", "act", "not") and len(clause.words) <= 5


def is_old_name(clause: Clause) -> bool:
    """Whether it only names the old key, for what follows."""
    return clause.has("old") and len(clause.words) <= 4 and not clause.has("dead", "gone", "done", "alive")


def _read_question(passage: Passage, clause: Clause, step: str) -> Sense | None:
    if step == KEY and clause.has("old", "overlap"):
        return Sense.OLD_LIVES
    if (clause.says(*_STRANGERS) and not clause.says("i", "we", "you")) or (
        clause.words[0].text == "you" and clause.has("done")
    ):
        return None
    return Sense.ASKED if passage.sentence.has("howto") or clause.has("act") else None


def _read_condition(passage: Passage, at: int, sense: Sense) -> Sense:
    clause = passage.clauses[at]
    planned = clause.has("later", "would")
    stands = clause.has("aux", "standing") and at != passage.turn and not planned and not clause.has("act")
    return Sense.NOT_DONE if not stands and (at >= passage.turn or planned) else sense


def _inherits_plan(passage: Passage, at: int) -> bool:
    """A base form goes on with the modal verb of the clause before: "we will change A, rotate B"."""
    clause = passage.clauses[at]
    acts = clause.find("act")
    if not at or not acts or any(aux.first < acts[0].first for aux in clause.find("aux")):
        return False
    told = clause.words[0].text not in ("i", "we") and any(c.has("told") for c in passage.clauses[:at])
    return told or is_planned(passage.clauses[at - 1])


def _inherits_denial(passage: Passage, at: int) -> bool:
    """ "Has not changed her password or enabled 2FA"."""
    clause = passage.clauses[at]
    joined = at > 0 and clause.joint in ("or", "oder", "ou", "of", "lub") and clause.begins_with("done", "act", "gone")
    return joined and count_negations(passage.clauses[at - 1]) % 2 == 1 and count_negations(clause) == 0


def read_named(passage: Passage, at: int, step: str) -> tuple[Sense | None, bool]:
    """What a clause that names the step says of it, and whether it is a bare name without a verb."""
    clause = passage.clauses[at]
    if _is_exception(passage, at) or (at == 0 and clause.has("except") and not passage.topic.heading):
        return _read_exception(passage, at, step), False
    sense = _read_spoken(passage, at, step)
    if sense is not None:
        return (None if clause.cut == "reason" and sense is Sense.DONE else sense), False
    bare = read_bare(passage, at, step) if passage.named[at].outright or passage.is_head(at) else None
    return bare or (Sense.NOT_DONE if passage.frame is Frame.LATER else None), True


def _read_spoken(passage: Passage, at: int, step: str) -> Sense | None:
    if passage.sentence.crossed:
        return Sense.NOT_DONE
    sense = _read_heading(passage, at, step) or _borrow_narrowed(passage, at, step)
    if sense is None and passage.sentence.box:
        return Sense.DONE
    if sense is None and passage.topic.sense is not None and not is_idle_talk(passage.clauses[at]):
        return passage.topic.sense
    if passage.clauses[at].has("same") and any(name.elsewhere for name in passage.named[at + 1 : at + 2]):
        return None  # "Same with the 2FA, that's Google's"
    if passage.clauses[at].has("same") and passage.clauses[at].has("user") and passage.clauses[at].says("has", "have"):
        return None  # "Lisa also has a login"
    if sense is None and any(clause.has("same") for clause in passage.clauses[at : at + 2]):
        last = passage.topic.last
        return Sense.DONE if step != KEY and last is Sense.OLD_GONE else last
    return sense


def _read_heading(passage: Passage, at: int, step: str) -> Sense | None:
    """The clause's own sense; what follows a heading outweighs "reset" and "new" in its name, and a heading such as
    "Plan:" a mere "new"."""
    clause = passage.clauses[at]
    own = read_own(passage, at, step)
    if own is not Sense.DONE:
        return own
    numbered = at == 1 and passage.clauses[0].words[0].is_number and clause.cut == "gap"
    if passage.is_head(at) and (at == 0 or numbered):
        ahead = _look(passage, at, step, 1)
        own = ahead if ahead in ADVERSE else own
    planned = passage.topic.sense is Sense.NOT_DONE and not clause.has("done", "gone", "yes")
    return Sense.NOT_DONE if planned and own is Sense.DONE else own


def _borrow_narrowed(passage: Passage, at: int, step: str) -> Sense | None:
    clause = passage.clauses[at]
    if clause.has("leak") and (not passage.is_head(at) or passage.clauses[at + 1].cut == "("):
        return None
    sense = _borrow(passage, at, step)
    if sense is Sense.DONE and count_negations(clause) % 2:
        return Sense.NOT_DONE
    if sense is not Sense.DONE or passage.sentence.has("sole"):
        return sense
    aside = clause.cut == "(" and passage.clauses[at - 1].has("only")
    return Sense.PARTIAL if aside and step != KEY else narrow(clause, step)


def _borrow(passage: Passage, at: int, step: str) -> Sense | None:
    """The sense of the clauses beside one that has none: "the key, SMTP and passwords are changed". Where the two
    sides differ, the lesser."""
    ahead, behind = _look(passage, at, step, 1), _look(passage, at, step, -1)
    if ahead is None or behind is None or ahead == behind:
        return ahead or behind
    if passage.clauses[at].has("same"):
        return behind
    return ahead if ahead in ADVERSE else behind


def _look(passage: Passage, at: int, step: str, way: int) -> Sense | None:
    other = at + way
    while 0 <= other < len(passage.clauses) and abs(other - at) <= FARTHEST:
        if passage.clauses[other if way > 0 else other + 1].cut in HARD_CUTS:
            return None
        sense = read_own(passage, other, step)
        if sense is None and step == TWO_FACTOR and passage.clauses[other].has("fresh"):
            sense = next((read_own(passage, other, own) for own in STEPS if own in passage.steps[other]), None)
        away = passage.named[other].elsewhere and not (sense in ADVERSE and other == at + 1 and passage.is_head(at))
        if away and sense is Sense.DONE and other == at + 1 and passage.is_head(at):
            return None  # "The two-factor: on for our bank, which is very good"
        if sense is Sense.DONE and passage.clauses[at].has("made") and passage.clauses[other].has("thing"):
            return None  # "found the key in a repository and removed the repository"
        if sense is not None and not away and not is_of_others(passage.clauses[other]):
            return sense
        other += way
    return None


def _is_exception(passage: Passage, at: int) -> bool:
    """ "All except the passwords", "every item but the passwords"."""
    clause = passage.clauses[at]
    if clause.cut == "except":
        return True
    if not at or clause.cut != "contrast" or clause.words[0].text != "but" or passage.steps[at - 1]:
        return False
    before = passage.clauses[at - 1]
    return before.has("every", "everything") and not before.has("done", "yes", "finished")


def _read_exception(passage: Passage, at: int, step: str) -> Sense:
    """What is excepted is not done, in part where only a part of the step is excepted; done where nothing else is."""
    clause = passage.clauses[at]
    if step in PEOPLE and excepts_person(clause):
        return Sense.PARTIAL
    untouched = passage.sentence.has("nothing", "idle") and not passage.sentence.has("open", "left")
    if untouched or any(c.has("rest") and c.has("not") for c in passage.clauses):
        return Sense.DONE
    if (
        at == 1
        and passage.clauses[0].has("every")
        and clause.has("done", "fresh", "standing")
        and not clause.has("not")
    ):
        return Sense.PARTIAL  # "everyone except Tom has a new password"
    part = clause.has("some", "only", "theirs", "mine", "others", "old", "domain", "people", "leaver")
    inside = {at for hit in clause.find("key", "smtp", "password", "two_factor") for at in range(hit.first, hit.last)}
    scoped = any(word.text in _PARTS for at, word in enumerate(clause.words) if at not in inside)
    return Sense.PARTIAL if part or scoped else Sense.NOT_DONE


def read_bare(passage: Passage, at: int, step: str) -> Sense | None:
    """ "2FA: all hands", "me and Cosmo: passwords": a name and whom it covers, no verb."""
    clause = passage.clauses[at]
    if passage.frame is not Frame.PLAIN or clause.has("act", "ask", "leak", "howto"):
        return None
    if step != KEY and any(hit.last == len(clause.words) for hit in clause.find("old")):
        return Sense.NOT_DONE  # "user passwords all old"
    if step in PEOPLE and _lists_persons(passage, at):
        return Sense.DONE if passage.alone else Sense.PARTIAL
    for covering in _beside(passage, at, ahead=1, behind=2):
        short = len(covering.words) <= (8 if covering.has("every") else 5)
        if (
            short
            and covering.has("every", "sole", "mine", "only", "others")
            and not covering.has("act", "ask", "leak", "aux")
        ):
            return narrow(covering, step)
    if len(clause.words) <= _SHORT and any(map(_leaves_one_out, passage.clauses[at + 1 : at + 2])):
        return Sense.PARTIAL
    whole = clause.has("every") and len(clause.words) <= 8 and not clause.has("aux", "leak", "thing")
    return narrow(clause, step) if whole else None


def _leaves_one_out(clause: Clause) -> bool:
    """ "Everyone but Marcus", behind "2FA for"."""
    whole = any(hit.first == 0 and hit.last - hit.first > 1 for hit in clause.find("except"))
    return clause.cut == "except" and whole and clause.has("every", "everything")


def _beside(passage: Passage, at: int, ahead: int, behind: int) -> tuple[Clause, ...]:
    """The clause, those that it heads, and those that head it."""
    after = passage.clauses[at + 1 : at + 1 + ahead] if passage.is_head(at) else ()
    before = passage.clauses[max(0, at - behind) : at] if passage.clauses[at].cut == ":" else ()
    return (passage.clauses[at], *after, *before)


def _lists_persons(passage: Passage, at: int) -> bool:
    """ "2FA: Fenna and me": some persons by name, nobody said to be all."""
    beside = _beside(passage, at, ahead=3, behind=3)
    listed = [c for c in beside if len(c.words) <= 5 and not c.has("act", "done", "leak", "fresh", "yes")]
    if any(c.has("every", "sole") for c in listed):
        return False
    return any(c.has("mine", "others") or c.names_person() for c in listed)
