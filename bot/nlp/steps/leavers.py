"""Others with access: a former colleague who still has it, partners and colleagues beside the writer."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counting import count_users
from bot.nlp.steps.moods import lacks_subject
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.persons import is_of_few_persons, names_company
from bot.nlp.steps.plans import is_planned
from bot.nlp.steps.targets import PASSWORDS, PEOPLE, TWO_FACTOR
from bot.nlp.steps.words import words_of

REACH = 8  # sentences in which a leaver is still the one spoken of
_ACCESS = (
    "user",
    "login",
    "logins",
    "access",
    "account",
    "seat",
    "list",
    "owner",
    "remove",
    "delete",
    "rid",
    "him",
    "her",
    "admin",
    "name",
    *(
        "gebruiker",
        "benutzer",
        "nutzer",
        "zugang",
        "konto",
        "utilisateur",
        "acces",
        "compte",
        "usuario",
        "acceso",
        "cuenta",
    ),
    *("acesso", "conta", "utente", "accesso", "uzytkownik", "konta", "dostep"),
)
_SEAT = ("user", "login", "access", "account", "seat")
_KEPT = (
    "still",
    "keep",
    "keeps",
    "kept",
    "nog",
    "noch",
    "encore",
    "aun",
    "todavia",
    "ainda",
    "ancora",
    "nadal",
    "wciaz",
)
_EXISTING = words_of(
    "still exists exist existing remains lives stays sits nog noch besteht existiert steht sigue siguen existe existen",
    "existiendo aun todavia toujours encore reste demeure ainda continua ancora esiste rimane resta bestaat staat",
    "nadal wciaz istnieje",
)
_SEATS = words_of(
    "user users login logins access account accounts seat profile benutzer nutzer zugang konto gebruiker gebruikers",
    "toegang utilisateur utilisatrice acces compte usuario usuaria acceso cuenta acesso conta utente accesso",
    "uzytkownik konto dostep",
)
_BARRED = (
    "mustn't",
    "must",
    "cannot",
    "can't",
    "allowed",
    "refuse",
    "rather",
    "until",
    "till",
    "not",
    "darf",
    "kann",
    "nicht",
)
_REMOVING = (
    *("remove", "delete", "kick", "drop", "deactivate", "disable", "lock", "block", "entfernen", "loschen", "sperren"),
    *("eliminar", "borrar", "quitar", "supprimer", "retirer", "enlever", "remover", "excluir", "rimuovere", "togliere"),
    *("eliminare", "verwijderen", "usunac"),
)
_HIM = ("him", "her", "ihn", "ihm", "hem", "haar", "jego")
_HE = ("he", "she", "they", "er", "sie", "il", "elle", "el", "ella", "hij", "zij", "ze", "on", "ona")
ASIDE = 3  # clauses in which the answer comes: "funny you ask, yes, ..."
MOST = 50  # users; more are the customer's customers


def find_leavers(sentences: Sequence[Sentence], asked: bool = False, known: bool = False) -> Iterator[Claim]:
    """A former colleague who still has access leaves passwords and two-factor done in part (LABELLING.md, steps).
    ``asked``: the desk asked after one; ``known``: one was told of before."""
    near = REACH if asked else 0
    if asked and sentences and _admits_access(sentences):
        first = sentences[0].clauses[0]
        yield from (Claim(step, Sense.PARTIAL, first, known=True) for step in (PASSWORDS, TWO_FACTOR))
        return
    for sentence in sentences:
        near = REACH if sentence.has("leaver") else near - 1
        for clause in sentence.clauses if not sentence.question else ():
            told = _still_has_access(clause, near > 0) or (near == REACH and _lives_on(sentence, clause))
            if told or (known and _keeps_access(clause)):
                yield Claim(PASSWORDS, Sense.PARTIAL, clause, known=asked or known)
                yield Claim(TWO_FACTOR, Sense.PARTIAL, clause, known=asked or known)
                return


def _keeps_access(clause: Clause) -> bool:
    """ "He's still in there", of somebody who has left."""
    now = not clause.says("had", "'d", "was", "were") and not clause.has("gone", "leak", "done")
    return now and clause.says(*_KEPT) and clause.says(*_HIM, *_HE)


def _admits_access(sentences: Sequence[Sentence]) -> bool:
    """ "Yes, for the handover", "He does": to whether somebody who has left still has access."""
    clauses = sentences[0].clauses
    first = next((c for c in clauses[:ASIDE] if c.begins_with("yes") and len(c.words) <= 3), clauses[0])
    words = [word.text for word in first.words]
    yes = (first.begins_with("yes") and len(words) <= 3) or (
        len(words) == 2 and words[1] in ("does", "is", "has", "do")
    )
    return yes and not any(sentence.has("gone", "dead") for sentence in sentences)


def _still_has_access(clause: Clause, of_leaver: bool) -> bool:
    if (
        clause.has("gone", "leak", "done")
        or clause.says("sent", "used")
        or (clause.says("never") and clause.says("had"))
    ):
        return False
    barred = clause.has("fail", "not") or clause.says(*_BARRED)
    if barred and clause.says(*_REMOVING) and clause.says(*_HIM):
        return True
    if of_leaver and _keeps_access(clause):
        return True
    if clause.says("his", "her", "their") and clause.says("still") and clause.says(*_SEAT):
        return True
    kept = clause.has("fail", "not", "open") or clause.says(*_KEPT)
    return of_leaver and kept and clause.says(*_ACCESS)


def _lives_on(sentence: Sentence, clause: Clause) -> bool:
    """ "The login of Mr Dietl, who left in June, still exists": told of in several clauses."""
    kept = _EXISTING & clause.texts or (clause.has("left") and clause.says("is", "are", "one"))
    named = sentence.says(*_SEATS) and not sentence.has("done", "fresh", "gone")
    return bool(kept) and named and not clause.has("leak") and clause.cut != "reason"


def lessen_few(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """What only a few persons are told to lack is done in part."""
    single = {clause.start for sentence in sentences for clause in _find_single(sentence)}
    return tuple(
        replace(c, sense=Sense.PARTIAL) if _is_of_few(c) or (c.start in single and _lacks_one(c)) else c for c in claims
    )


def _lacks_one(claim: Claim) -> bool:
    return claim.step in PEOPLE and claim.sense is Sense.NOT_DONE and not claim.clause.has("every", "told")


def _find_single(sentence: Sentence) -> Iterator[Clause]:
    """The clauses that go on about one person: "Joan, who writes our news, hasn't switched it on"."""
    for at, clause in enumerate(sentence.clauses):
        before = sentence.clauses[max(0, at - 2) : at]
        if clause.cut == "," and lacks_subject(clause) and any(_names_one(c) for c in before):
            yield clause


def _names_one(clause: Clause) -> bool:
    return clause.names_person() and not clause.has("key", "smtp", "password", "two_factor")


def _is_of_few(claim: Claim) -> bool:
    """ "Two people still have the old one": what some persons lack, the others have."""
    lacking = claim.step in PEOPLE and claim.sense is Sense.NOT_DONE and not (claim.whole or claim.distant)
    return lacking and not is_planned(claim.clause) and is_of_few_persons(claim.clause)


def is_crowded(sentences: Sequence[Sentence]) -> bool:
    """Whether a message tells of others with access: "my partner", "3 more people"."""
    return any(_names_crowd(clause) for sentence in sentences for clause in sentence.clauses)


def is_of_everyone(clause: Clause) -> bool:
    """ "2FA is on for everyone": there are others than the writer."""
    everyone = clause.says("everyone", "everybody") and not clause.has("mine")
    return everyone and clause.has("two_factor", "password")


def _names_crowd(clause: Clause) -> bool:
    thing = clause.has("thing") and not clause.says("log", "logs")  # "my partner logs in" is no server's log
    if is_of_everyone(clause):
        return True
    if clause.has("crowd") and not thing and not clause.has("leak", "ours"):
        return True
    return names_company(clause) or _has_login(clause) or any(True for _ in count_users(clause))


def _has_login(clause: Clause) -> bool:
    """ "Lisa also has a login"."""
    access = clause.says("login", "access", "account", "log-in") and clause.says("has", "have")
    return access and clause.has("same") and not clause.has("mine", "done", "fresh", "not", "leak")
