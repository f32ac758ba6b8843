"""Whether a clause that names no step goes on about the one named before it, and what it then says."""

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.counts import find_share
from bot.nlp.steps.moods import lacks_subject
from bot.nlp.steps.negations import ADVERSE, Sense
from bot.nlp.steps.passages import NOTHING, Passage
from bot.nlp.steps.readings import REQUESTS, read_own
from bot.nlp.steps.targets import KEY, PEOPLE, STEPS
from bot.nlp.steps.words import words_of

_NEGATIONS = frozenset(["not", "no", "nope", "never", "nicht", "nein", "pas", "non", "nao", "niet", "nie", "ne"])
_ELLIPTIC = words_of(
    "hasn't haven't didn't doesn't don't isn't aren't neither none not hasnt havent didnt dont nicht pas",
    "no nao niet",
)
_POINTING = words_of(
    "it them that those this one ones both mine lo la las los es sie ihn l le les ela",
)
_OUTSIDERS = words_of(
    "customer customers client clients guest guests subscribers recipients police kunde kunden gaste polizei empfanger",
    "cliente clientes policia destinatarios police destinataires clienti polizia destinatari klant klanten politie",
    "klienci klientow policja policje odbiorcy",
)  # who have no login here
_SINCE = frozenset(["since", "seit", "desde", "depuis", "dal", "da", "sinds", "od"])
_SCOPED = ("others", "theirs", "mine", "rest_or_others", "some", "domain", "except", "leaver", "sole")
_CONTRASTED = ("act", "old", "done", "others", "fail", "domain", "undo")
LONGEST_TITLE = 20  # words; a longer sentence before a colon tells something
OLDEST = 2  # sentences that a topic lives on without being named


def read_carried(
    passage: Passage, at: int, current: frozenset[str], last: Sense | None
) -> tuple[tuple[str, Sense], ...]:
    """What the clause says of the steps spoken of before it, step by step; empty where it is about something else."""
    if not _attaches(passage, at, current, last):
        return ()
    touched = current | _find_fellows(passage, at, current)
    read = [(step, _read(passage, at, step, last)) for step in STEPS if step in touched]
    of_key = any(step == KEY and sense in (Sense.OLD_GONE, Sense.OLD_LIVES) for step, sense in read)
    return tuple((step, sense) for step, sense in read if sense is not None and (step == KEY or not of_key))


def _find_fellows(passage: Passage, at: int, current: frozenset[str]) -> frozenset[str]:
    """ "New password and authenticator for me, my boss has neither": a word on persons is about both."""
    clause = passage.clauses[at]
    personal = current <= PEOPLE and (clause.has("others") or clause.names_person())
    return PEOPLE & NOTHING.union(*passage.steps) if personal and current else NOTHING


def _read(passage: Passage, at: int, step: str, last: Sense | None) -> Sense | None:
    """An idle question, a mere weekday and a mere yes say nothing of a step that stands in another clause."""
    sense, clause = read_own(passage, at, step), passage.clauses[at]
    if sense is None:
        return _read_silent(passage, at, step, last if passage.named_before(at) else passage.topic.last)
    if sense is Sense.DONE and _is_mute(passage, at):
        return None
    if sense is Sense.ASKED and not (passage.in_heading or (clause.has("act") and clause.has("back"))):
        return None
    dated = clause.has("soon") and not clause.has(
        "later", "not", "fail", "open", "would", "told", "others", "theirs", "mine"
    )
    dated = dated and not clause.says("'s")
    return None if sense is Sense.NOT_DONE and dated else sense


def _read_silent(passage: Passage, at: int, step: str, last: Sense | None) -> Sense | None:
    clause = passage.clauses[at]
    if clause.has("same") and len(clause.words) <= 4:
        return Sense.DONE if last is Sense.OLD_GONE and step != KEY else last
    if passage.topic.asked and passage.in_heading and _covers_all(clause):
        return Sense.DONE
    limited = clause.has("only") and not clause.has("sole")
    scoped = clause.has("domain", "mine", "others", "theirs", "people") or clause.says("<site>")
    return Sense.PARTIAL if limited and scoped and step != KEY else None


def _covers_all(clause: Clause) -> bool:
    """ "Both.", "for each", "all three of us", "since yesterday": enough where the question stands above."""
    if len(clause.words) > 8 or clause.has("not", "later", "soon", "fail", "open", "some", "only", "act", "except"):
        return False
    return clause.has("every") or clause.words[0].text in _SINCE


def _is_mute(passage: Passage, at: int) -> bool:
    clause = passage.clauses[at]
    nodding = clause.has("yes", "answer") and not clause.has("done", "gone", "fresh", "standing", "old", "every")
    return nodding and not passage.in_heading and not passage.is_head(at - 1)


def opens_anew(passage: Passage, at: int) -> bool:
    """Whether the clause is a heading of its own that ends the topic before it: "What we have done: ..."."""
    clause = passage.clauses[at]
    titled = passage.sentence.heading and len(passage.sentence.words) <= LONGEST_TITLE
    heads = at == 0 and (titled or (passage.is_head(0) and passage.clauses[1].cut == ":"))
    return heads and not clause.has("old")


def _attaches(passage: Passage, at: int, current: frozenset[str], last: Sense | None) -> bool:
    clause = passage.clauses[at]
    old_key = KEY in current and clause.begins_with("old", "overlap") and clause.has("alive", "overlap")
    other_matter = clause.has("desk", "service", "rest") or (clause.has("thing") and not clause.has("old"))
    outsiders = clause.says(*_OUTSIDERS) and clause.has("told") and not clause.says("'", "admins")
    other_matter = (other_matter or outsiders) and not old_key
    reason = clause.cut == "reason" and not (current == {KEY} and clause.has("alive"))
    blanket = clause.has("list") and clause.has("every", "everything") and not clause.has("old")
    users = clause.has("user", "people") and find_share(clause) is not None and not current & PEOPLE
    if users and not passage.in_heading and not clause.has("smtp", "domain"):
        return False  # "Of our five users two had left", after the SMTP passwords
    removed = clause.has("gone") and clause.says("who") and not clause.has("old", "domain")
    if removed and not passage.in_heading:
        return False  # "I removed two who don't use it"
    if other_matter or blanket or reason or clause.says(*REQUESTS) or opens_anew(passage, at):
        return False
    if current and current <= PEOPLE and is_of_domains(clause):
        return False
    if clause.has("rest_or_others") and not clause.has("told") and not _means_others(passage, at, current, last):
        return False
    if passage.in_heading:
        return True
    adverse = any(read_own(passage, at, step) in ADVERSE for step in current)
    if passage.named_before(at):
        return not adverse or _goes_on(passage, at, current)
    return _attaches_across(passage, at, current, adverse)


def _attaches_across(passage: Passage, at: int, current: frozenset[str], adverse: bool) -> bool:
    """The same over the end of a sentence, where a story soon goes on to other things."""
    sentence, topic = passage.sentence, passage.topic
    if (sentence.line != topic.line and sentence.listed) or topic.age > OLDEST:
        return False
    if not adverse:
        return _refers(passage, at)
    return not passage.clauses[at].has("ours") and _goes_on_apart(passage, at, current)


def is_of_domains(clause: Clause) -> bool:
    """ "The other eighteen domains weren't hit": no word on persons."""
    persons = clause.has("user", "people", "password", "two_factor", "mine") or clause.names_person()
    return clause.has("domain") and not persons


def _means_others(passage: Passage, at: int, current: frozenset[str], last: Sense | None) -> bool:
    """Whether "the rest" are the other users, domains or keys rather than the other steps."""
    if passage.clauses[at].has("domain", "people", "user") and KEY not in current:
        return True
    scoped = at > 0 and passage.clauses[at - 1].has("some", "only", "mine", "others", "theirs", "domain")
    if not passage.in_heading and last is Sense.DONE and not scoped:
        return False
    if KEY in current:
        return last in (Sense.OLD_LIVES, Sense.PARTIAL)
    return passage.in_heading or passage.named_before(at)


def _refers(passage: Passage, at: int) -> bool:
    """ "Changed it.", "All of them are new"."""
    clause = passage.clauses[at]
    if len(clause.words) > (18 if clause.begins_with("back") else 12) or not clause.has(
        "done", "gone", "fresh", "old", "standing", "every"
    ):
        return False
    if clause.says("either", "whether"):
        return False
    opening = clause.begins_with("done", "gone", "fresh", "old", "every", "same")
    return opening or clause.has("old", "every") or clause.says(*_POINTING)


def _is_scoped(passage: Passage, at: int) -> bool:
    """Whether it tells of other persons or domains, or ends in an ellipsis: "his boss hasn't"."""
    clause = passage.clauses[at]
    scoped = clause.has(*_SCOPED) or clause.names_person()
    return scoped or clause.words[-1].text in _ELLIPTIC or clause.has("told")


def _goes_on(passage: Passage, at: int, current: frozenset[str]) -> bool:
    """Whether an adverse clause is still about the step that its sentence named."""
    clause = passage.clauses[at]
    if clause.cut == "contrast" and clause.has(*_CONTRASTED):
        return True
    if current == {KEY}:
        return clause.has("old", "back") or len(clause.words) <= 6
    if clause.words[0].text in _NEGATIONS or (clause.has("back") and clause.has("act")):
        return len(clause.words) <= 12
    if clause.has("howto") and clause.has("fail", "not") and passage.is_head(at - 1):
        return len(clause.words) <= 12  # "Postmaster: can't find where that is"
    if _is_scoped(passage, at):
        return len(clause.words) <= 14
    telling = clause.has("done", "act", "fail", "open", "left", "later", "gone", "soon") or len(clause.words) <= 3
    return telling and len(clause.words) <= 6


def _goes_on_apart(passage: Passage, at: int, current: frozenset[str]) -> bool:
    """The same for a clause of another sentence."""
    clause = passage.clauses[at]
    if clause.cut == "contrast" and clause.has(*_CONTRASTED):
        return True
    if current == {KEY}:
        return clause.has("old", "overlap") or (clause.has("back") and clause.has("act"))
    if len(clause.words) <= 3 and clause.has("open", "fail"):
        return True
    if lacks_subject(clause) and clause.has("back"):
        return len(clause.words) <= 10  # "Joan, who writes our news, hasn't switched it on"
    if _is_scoped(passage, at):
        return len(clause.words) <= 14
    return len(clause.words) <= 4 and clause.words[0].text in _NEGATIONS
