"""What a clause says of a step: done, in part, not done, asked about, or nothing."""

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.counts import Share, find_share
from bot.nlp.steps.endings import LIVELY, list_said
from bot.nlp.steps.moods import is_idle_talk
from bot.nlp.steps.negations import Sense, count_negations
from bot.nlp.steps.persons import NONE, WITHOUT
from bot.nlp.steps.plans import is_planned
from bot.nlp.steps.targets import KEY, PEOPLE, SMTP, TWO_FACTOR
from bot.nlp.steps.words import words_of


def read_sense(clause: Clause, step: str, old: bool = False) -> Sense | None:
    """The clause's sense for a step; None where it says nothing of how things stand. ``old``: it stands under the
    name of the old key."""
    if is_idle_talk(clause):
        return None
    if clause.has("allclear"):
        return Sense.DONE
    if _denies_of_all(clause, step):
        return Sense.DONE
    if clause.has("idle") or (len(clause.words) <= 2 and clause.words[-1].text == "open"):
        return Sense.NOT_DONE
    said = _said(clause)
    if said & {"request", "requested"} and "as" not in said and clause.has("password", "code", "two_factor"):
        return None
    if step == KEY and clause.has("overlap") and not _are_both_new(clause):
        return Sense.OLD_GONE if _are_both_gone(clause) else Sense.OLD_LIVES
    if step == KEY and clause.has("gone") and clause.has("thing") and not clause.has("old") and _is_taken_out(clause):
        return None
    if (clause.has("old") or (old and step == KEY)) and step != TWO_FACTOR:
        lives = _read_old_key(clause) if step == KEY else _read_old_password(clause)
        if lives is not None:
            return lives
    adverse = _read_adverse(clause, step)
    return adverse or (_read_done(clause, step) if count_negations(clause) % 2 == 0 else None)


def _denies_of_all(clause: Clause, step: str) -> bool:
    """ "No SMTP login was left as it was", "nobody gets in without a code": where none is lacking, all is done."""
    words = [word.text for word in clause.words]
    first = next((at for at, word in enumerate(words) if word in NONE), None)
    if first is None or clause.has("later", "would", "ask"):
        return False
    if step == TWO_FACTOR and clause.has("two_factor", "code"):
        return any(word in WITHOUT for word in words[first:])
    return any(hit.first > first for hit in clause.find("unchanged")) and not clause.has("fail")


def _are_both_new(clause: Clause) -> bool:
    """Whether the keys that are good side by side are new ones: "both keys are new", not "both keys are valid"."""
    begins = [hit.first for hit in clause.find("overlap")]
    others = [hit for hit in clause.find("alive") if hit.first not in begins]
    return not others and any(hit.first > begins[0] for hit in clause.find("fresh", "done"))


def _are_both_gone(clause: Clause) -> bool:
    """ "The two keys that were there are both deleted"."""
    begins = clause.find("overlap")[0]
    gone = any(hit.first >= begins.last for hit in clause.find("gone")) and clause.has("every")
    return gone and not clause.has("not", "later", "would", "soon", "some", "fail", "told")


_BINS = words_of("bin trash dustbin rubbish basket shredder wastebasket")  # "put the old key in the bin"


def _is_taken_out(clause: Clause) -> bool:
    """Whether the key was only taken out of a file or page: "gone from the bundle"."""
    said = [word.text for word in clause.words]
    return any(
        {"from", "in", "aus", "de", "du", "dal", "uit", "z"} & set(said[max(0, hit.first - 3) : hit.first])
        for hit in clause.find("thing")
    )


def _read_old_key(clause: Clause) -> Sense | None:
    if clause.has("told"):
        return Sense.NOT_DONE
    worded = any(clause.words[hit.first].text[0].isalpha() for hit in clause.find("not"))
    negated = worded and count_negations(clause) % 2 == 1
    gone = clause.has("dead", "gone")
    if negated:
        return (
            Sense.OLD_LIVES
            if gone or (clause.has("act", "done") and not clause.has("alive", "standing"))
            else Sense.OLD_GONE
        )
    if clause.has("alive") or LIVELY & list_said(clause):
        return _weigh_old(clause)
    if gone:
        put_back = [hit for hit in clause.find("undo") if "off" not in clause.text_of(hit).split()]
        restored = bool(put_back) and not _BINS & clause.texts
        return Sense.OLD_LIVES if clause.has("later") or restored else Sense.OLD_GONE
    if clause.has("fail", "later", "open", "soon") or (clause.has("would") and clause.has("act")):
        return Sense.OLD_LIVES
    return Sense.OLD_GONE if clause.has("done") and not clause.has("fresh") else None


def _weigh_old(clause: Clause) -> Sense | None:
    """Words of life and of death together: "expired on Monday" is gone, "dies in 48 hours" and "left on" are not."""
    said = list_said(clause)
    if clause.has("dead", "gone") and not said & LIVELY and not clause.has("later", "would"):
        return Sense.OLD_GONE
    places = {hit.first for hit in clause.find("alive")}
    done = any(hit.first not in places for hit in clause.find("done"))
    planned = clause.has("later") and clause.has("act")  # "the old one we will delete once the shop is updated"
    if done and not planned and not clause.has("dead", "gone") and not said & LIVELY:
        return Sense.DONE
    return Sense.OLD_LIVES


def _read_old_password(clause: Clause) -> Sense | None:
    if clause.has("dead", "gone") and not clause.has("open", "undo", "not"):
        return None if is_planned(clause) else Sense.DONE
    kept = clause.has("alive", "open", "standing", "undo") or {"still", "are", "is", "on"} & _said(clause)
    if kept and not clause.has("not", "done", "fresh"):
        return Sense.NOT_DONE
    return None


def _said(clause: Clause) -> frozenset[str]:
    return frozenset(word.text for word in clause.words)


def _read_adverse(clause: Clause, step: str) -> Sense | None:
    ticked = any(hit.last == len(clause.words) and hit.last - hit.first > 1 for hit in clause.find("done"))
    if step == TWO_FACTOR and clause.words[-1].text == "off" and not ticked:
        return Sense.NOT_DONE
    ended = step == TWO_FACTOR and clause.has("gone") and [word.text for word in clause.words] != ["closed"]
    if clause.has("undo") or clause.has("told") or ended:
        return Sense.NOT_DONE
    share = find_share(clause)
    if share and clause.words[0].text in ("was", "were", "vorher", "antes", "avant", "prima"):
        return None
    if share is Share.PART or clause.has("progress"):
        return Sense.NOT_DONE if share is None and count_negations(clause) % 2 else Sense.PARTIAL
    if share is Share.NONE:
        return Sense.NOT_DONE
    negations = count_negations(clause)
    doubly = negations > 1 and negations % 2 == 0 and not clause.has("leak")
    if (clause.has("fail") and not doubly) or is_planned(clause):
        return Sense.NOT_DONE if _is_of_action(clause) else None
    return _read_negated(clause, step, share)


def _is_of_action(clause: Clause) -> bool:
    """Whether an obstacle or a plan is one of doing, not a turn of the story that is told."""
    return clause.has("act", "done", "fresh", "yes", "gone", "standing", "not", "back") or len(clause.words) <= 10


def _read_negated(clause: Clause, step: str, share: Share | None) -> Sense | None:
    negations = count_negations(clause)
    if negations % 2:
        if _is_reversed(clause):
            return Sense.DONE
        acted = clause.has("done", "act", "yes", "fresh", "gone", "standing", "open", "every") or len(clause.words) <= 6
        acted = (
            acted
            or (clause.cut == "contrast" and clause.has("others", "theirs"))
            or (step == TWO_FACTOR and _has_factor(clause))
        )
        return Sense.NOT_DONE if acted and not (clause.has("leak") and not clause.has("done", "yes")) else None
    if negations:
        return Sense.DONE if clause.has("done", "act", "fresh", "standing", "two_factor", "open") else None
    acted = clause.has("done", "yes", "fresh") or share is Share.WHOLE
    if (clause.has("open") and not (clause.has("some") and acted)) or (
        clause.has("left") and not (acted or clause.has("leak"))
    ):
        return Sense.NOT_DONE
    if clause.has("some") and (
        acted
        or len(clause.words) <= 2
        or clause.has("standing", "domain", "others", "people", "user", "smtp", "password", "key", "two_factor")
    ):
        return Sense.PARTIAL
    return Sense.DONE if share is Share.WHOLE else None


def _is_reversed(clause: Clause) -> bool:
    """ "None was left as it was", "zero passwords older than this": a negation that undoes the other."""
    older = any(clause.text_of(hit) in ("older", "older than", "keys older") for hit in clause.find("old"))
    near = any(
        clause.words[still.first].text[0].isalpha() and 0 <= still.first - neg.last <= 6
        for still in clause.find("open")
        for neg in clause.find("not")
    )
    return older or (near and not clause.has("done", "act", "gone", "fail"))


def _read_done(clause: Clause, step: str) -> Sense | None:
    standing = step == TWO_FACTOR and (clause.has("standing") or _has_factor(clause))
    last = clause.words[-1].text
    tail = last in ("through", "durch", "klaar") or (step == TWO_FACTOR and last in ("on", "an", "aan", "in", "up"))
    gone = step in (KEY, SMTP, "") and clause.has("gone")
    named = clause.has("key", "api", "smtp", "password", "two_factor")
    answer = clause.has("answer") and len(clause.words) <= 4 and not named
    fresh = clause.has("fresh") and (step != TWO_FACTOR or len(clause.words) <= 4)
    if standing or gone or answer or tail or fresh or _acts_plainly(clause) or clause.has("done", "yes"):
        return narrow(clause, step)
    return None


_BEFORE_PLAN = words_of(
    "to how please pls if when whenever once before after until unless whether not want cant why where",
)


_HAVING = words_of(
    "on with has have had got get gets use uses using taps needs 've mit hat haben habe tiene tienen",
    "tenemos tengo avec a ont ai avons con ha abbiamo ho hanno tem temos tenho com met heeft hebben heb",
    "ma mamy maja mam",
)


def _has_factor(clause: Clause) -> bool:
    """ "Everyone's on authenticator", "all three have the Google thing": the second factor as a thing that
    one has."""
    if clause.has("ask", "howto", "leak"):
        return False
    return any(
        _HAVING & {word.text for word in clause.words[max(0, hit.first - 3) : hit.first]}
        for hit in clause.find("two_factor", "code")
    )


_VAGUE = words_of(
    "nutzen verwenden benutzen einsetzen usar usamos utilizar utiliser utilisons usare usiamo gebruiken",
    "uzywamy start begin put set get do look click see give make follow complete finish close touch sort",
    "handle",
)


def _acts_plainly(clause: Clause) -> bool:
    """A base form for a past one, as those write who learnt the language late: "I delete and make other"."""
    if clause.has("would", "later", "soon", "howto", "open", "told", "leak"):
        return False
    for act in clause.find("act"):
        before = [word.text for word in clause.words[: act.first]]
        if before and not _BEFORE_PLAN & set(before):
            named = any(hit.last == act.first for hit in clause.find("key", "smtp", "password", "two_factor"))
            told = clause.words[act.first - 1].text in ("i", "we", "is", "are", "already", "have", "he", "she")
            if (named or told) and clause.words[act.first].text not in _VAGUE:
                return True
    return False


def narrow(clause: Clause, step: str) -> Sense:
    """Done, or only in part where the clause says for whom or which alone."""
    if clause.has("sole") or step == KEY:
        return Sense.DONE
    if clause.has("only"):
        return Sense.PARTIAL
    one = clause.has("theirs") or (step in PEOPLE and clause.opens_with_name())
    return Sense.ONE if one and not clause.has("every", "mine") else Sense.DONE
