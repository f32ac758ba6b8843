"""Which steps each clause of a sentence speaks of, loose and unspoken names among them."""

from collections.abc import Sequence

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import find_share, to_number
from bot.nlp.steps.passages import NOTHING, Topic, is_head
from bot.nlp.steps.plans import is_planned
from bot.nlp.steps.senses import read_sense
from bot.nlp.steps.targets import KEY, PASSWORDS, PEOPLE, SMTP, Named
from bot.nlp.steps.words import words_of

CROWD = 49  # more users than that are the customer's customers
_WHOSE = frozenset(["which", "its", "whose", "dessen", "deren"])
_CHANGING = words_of(
    "change changed changing reset andern geandert wechseln gewechselt cambiar cambiado cambia changer change trocar",
    "mudar trocado mudado cambiare cambiato wijzigen gewijzigd veranderen zmienic zmienil zmienila",
)
_OWN = words_of(
    "hers his theirs ihres ihrs seins seines suya suyas suyo sien sienne siens sua dela dele delas deles suo hare",
    "zijne swoje swojego swoich",
)
_OURS = words_of("ours theirs own his eigenes eigene propia propio propre propria proprio eigen wlasne")
_EACH = ("each", "cada un", "jeder", "jede", "chacun", "ognuno", "ciascun", "ieder", "kazd", "all of us", "both of us")
_DEMONSTRATIVES = words_of(
    "this that these those diese dieses diesen dieser esa esas esos estas estos ces cette cet essa essas esta queste",
    "questa quelle quella deze dit dat te tych tamte",
)
_SCOPING = frozenset(["for", "of", "by", "with", "among", "except"])
_US = frozenset(["us", "staff", "everyone", "everybody", "people", "colleagues"])
_ACTING = frozenset(["i", "we", "i've", "we've", "'ve", "have", "already", "just", "and"])
_KEY_VERBS = frozenset(["revoked", "rotated", "cycled", "rolled", "regenerated"])
_STATING = ("done", "yes", "told", "not", "open", "later", "act", "fail")


def spread_elsewhere(sentence: Sentence, named: Sequence[Named]) -> tuple[Named, ...]:
    """A heading such as "AWS:" holds for its whole sentence; "there" and "its" point back to another service."""
    headed = _is_headed_elsewhere(sentence, named)
    result: list[Named] = []
    for clause, name in zip(sentence.clauses, named, strict=True):
        after = bool(result) and result[-1].elsewhere and (_points_back(clause) or _goes_along(clause))
        away = name.away | name.outright
        result.append(Named(elsewhere=True, away=away) if (headed or after) and not clause.has("ours") else name)
    return tuple(result)


def _is_headed_elsewhere(sentence: Sentence, named: Sequence[Named]) -> bool:
    head = next((at for at, clause in enumerate(sentence.clauses) if clause.cut in (":", "-")), 0)
    words = sum(len(clause.words) for clause in sentence.clauses[:head])
    leading = any(hit.first <= 2 for hit in sentence.clauses[0].find("service"))
    return leading and 0 < words <= 8 and all(name.elsewhere for name in named[:head])


def _points_back(clause: Clause) -> bool:
    return clause.says("there", "its")


def _goes_along(clause: Clause) -> bool:
    """Whether a clause goes on with the one before it: "and a phone code", "and changed to new passwords"."""
    bare = clause.cut in ("join", ",") and not clause.has("aux") and not clause.says("i", "we")
    return bare and (len(clause.words) <= 4 or clause.begins_with("done", "gone"))


def name_steps(sentence: Sentence, named: Sequence[Named], topic: Topic) -> tuple[frozenset[str], ...]:
    """The steps of each clause, in order; a loose name counts only where the clause leaves no other reading."""
    current = topic.steps
    steps: list[frozenset[str]] = []
    for at in range(len(named)):
        steps.append(_name(sentence, named, topic, at, current, any(steps)))
        current = steps[-1] or current
    return tuple(steps)


def _name(
    sentence: Sentence, named: Sequence[Named], topic: Topic, at: int, current: frozenset[str], said: bool
) -> frozenset[str]:
    name, clause = named[at], sentence.clauses[at]
    if name.outright:
        ones = clause.says("ones") and not (clause.has("user") and clause.says("new"))  # "users ... with new ones"
        pointed = ones or clause.says(*_WHOSE) or _points_to_named(clause)
        of_smtp = pointed and name.outright == {PASSWORDS} and SMTP in current and PASSWORDS not in current
        return frozenset({SMTP}) if of_smtp else name.outright
    if topic.heading and topic.line == sentence.line:
        return NOTHING
    if not name.loose:
        return _imply(sentence, named, topic, at)
    if (
        clause.has("rest_or_others", "others")
        and current
        and current <= PEOPLE
        and clause.says("so", "same", "it", "follow")
    ):
        return NOTHING
    if clause.has("rest") and clause.has("list"):
        return NOTHING  # "the other three items are completed for all users"
    if clause.has("user") and not _asks_code(clause) and _is_scope(clause, current, said):
        return NOTHING
    spoken = is_head(sentence, at) or clause.has("done", "fresh") or _asks_code(clause)
    if clause.has("user") and said and current <= PEOPLE and not spoken:
        return NOTHING
    if any((to_number(word) or 0) > CROWD for word in clause.words) and not clause.has("done", "yes", "every"):
        return NOTHING
    return name.loose if _is_meant(sentence, at, name) else _imply(sentence, named, topic, at)


def _asks_code(clause: Clause) -> bool:
    """ "Both logins now ask for a code"."""
    return clause.has("code") and clause.has("standing")


def _points_to_named(clause: Clause) -> bool:
    """ "Should I reset these passwords?", "that login has a new one": those of what was spoken of before."""
    if clause.has("mine", "people", "every", "theirs") and not clause.says("that", "those", "these"):
        return False
    spots = [hit.first for hit in clause.find("password", "user") if hit.first]
    return any(clause.words[at - 1].text in _DEMONSTRATIVES for at in spots)


def _is_meant(sentence: Sentence, at: int, name: Named) -> bool:
    """Whether a word that could mean something else ("users", "codes", "API") means the step here."""
    clause = sentence.clauses[at]
    head = is_head(sentence, at)
    if clause.has("domain") and not clause.has("user", "api", "code", "credential"):
        return head and at == 0 and any(find_share(c) for c in sentence.clauses[at : at + 2])
    if clause.has("people") and not clause.has("user", "api", "code", "credential"):
        return clause.has("same") or (head and at == 0 and len(clause.words) <= 4)
    if sentence.mark and len(sentence.clauses) == 1 and len(clause.words) <= 2:
        return True
    if sentence.question and clause.has("code") and clause.has("howto"):
        return True
    listed = len(sentence.clauses) > 1 and len(clause.words) <= (4 if clause.has("code") else 3)
    named_first = clause.has("api") and at == 0 and len(clause.words) <= 5 and clause.begins_with("api")
    if _is_taken_up(sentence, at):
        return True
    return (head and len(clause.words) <= 6) or listed or named_first or clause.has("same") or _is_stated(clause, name)


def _is_taken_up(sentence: Sentence, at: int) -> bool:
    """ "The six digits that turn on the phone, that's installed": named first, told of with a pronoun."""
    ahead = sentence.clauses[at + 1] if at + 1 < len(sentence.clauses) else None
    named = sentence.clauses[at].has("code") and not sentence.clauses[at].has("ask", "leak", "aux")
    if ahead is None or not named:
        return False
    taken = ahead.cut == "," and ahead.begins_with("back")
    return taken and ahead.has("done", "standing", "not", "open", "later")


def _is_stated(clause: Clause, name: Named) -> bool:
    if not any(read_sense(clause, step) for step in name.loose) or clause.has("leak"):
        return False
    if clause.has("code"):
        return True
    all_new = clause.has("fresh") and clause.has("every")
    return not clause.has("made", "thing") and (all_new or clause.has(*_STATING) or not clause.has("user"))


def _is_scope(clause: Clause, current: frozenset[str], said: bool) -> bool:
    """Whether the users only tell for whom: "2FA is on for all users", "SMTP: two logins left"."""
    first = clause.find("user")[0].first
    behind = _SCOPING & {word.text for word in clause.words[max(0, first - 3) : first]}
    if current and (behind or (clause.has("every") and not clause.has("done", "fresh", "yes"))):
        return True
    counted = current & PEOPLE and find_share(clause) is not None and not clause.has("done")
    return bool(counted) or (SMTP in current and said and len(clause.words) > 3 and not clause.says(*_US))


def _imply(sentence: Sentence, named: Sequence[Named], topic: Topic, at: int) -> frozenset[str]:
    """What is meant without a name: only a site before its answer, one's own password, a key that was "rotated"."""
    clause = sentence.clauses[at]
    if at == 0 and is_head(sentence, at) and [word.text for word in clause.words] == ["<site>"]:
        return frozenset({SMTP})
    if topic.steps <= PEOPLE and topic.steps and _keeps_own(clause):
        return frozenset({PASSWORDS})
    if not topic.steps & PEOPLE and _changes_each(clause):
        return frozenset({PASSWORDS})
    own = clause.says("mine", "hers", "theirs") and _CHANGING & clause.texts and not any(n.steps for n in named[:at])
    if own and clause.has("done") and not topic.steps and not clause.has("service", "smtp", "key"):
        return frozenset({PASSWORDS})  # "Mine's changed, 2FA too"
    known = topic.steps or any(name.outright or name.away for name in named) or named[at].elsewhere
    if known or _names_foreign_key(sentence) or clause.has("service", "decoy", "idle", "list", "everything", "rest"):
        return NOTHING
    if clause.has("done", "told") and clause.says("mine", "hers", "theirs"):
        return frozenset({PASSWORDS})
    if clause.has("told") and clause.has("act") and clause.has("others", "people", "every"):
        return frozenset({PASSWORDS})
    return frozenset({KEY}) if not clause.has("thing") and _implies_key(clause) else NOTHING


def _keeps_own(clause: Clause) -> bool:
    """ "She refuses to change hers", "he hasn't changed his": a password is what one changes."""
    verbs = {clause.text_of(hit).split()[0] for hit in clause.find("act", "done")}
    return clause.has("not", "fail") and bool(_CHANGING & verbs) and bool(_OWN & clause.texts)


def _changes_each(clause: Clause) -> bool:
    """ "Each of us has changed his own", "hemos cambiado cada uno la suya": a password is what each person changes."""
    heads = (" ".join(w.text for w in clause.words[hit.first : hit.first + 3]) for hit in clause.find("every"))
    each = any(head.startswith(_EACH) for head in heads)
    own = bool((_OWN | _OURS) & clause.texts) and bool(_CHANGING & clause.texts)
    return each and own and not clause.has("domain", "leak", "service", "not", "fail", "later", "would", "told")


def _names_foreign_key(sentence: Sentence) -> bool:
    """Whether another service's key is spoken of: "the Stripe secret key"."""
    decoys = (clause.text_of(hit).rsplit(" ", 1)[-1] for clause in sentence.clauses for hit in clause.find("decoy"))
    return any(word.startswith(("key", "secret", "token")) for word in decoys)


def _implies_key(clause: Clause) -> bool:
    words = {word.text for word in clause.words}
    if clause.says("rotated") and len(words) <= 8 and not clause.has("not", "nothing"):
        return True
    if clause.says("rotate", "regenerate", "revoke") and is_planned(clause):
        return True
    if clause.has("old") and clause.has("dead", "gone") and not clause.has("people", "others") and len(words) <= 6:
        return True
    pointing = clause.says("it", "them") or len(words - _ACTING) <= 1
    return pointing and len(words) <= 4 and bool(words & _KEY_VERBS)
