"""What a question of the desk is after beside the steps: who else has access, whether a leaver still has, whether one
user or domain was left out."""

from itertools import pairwise

from bot.nlp.steps.clauses import Sentence
from bot.nlp.steps.targets import find_named
from bot.nlp.steps.words import words_of

_ONLY = words_of("only sole single einzige einziger unico unica seul seule enige jedyna jedynym jedyny")
_ELSE = words_of(
    "else other others another more sonst weitere anderen andere mas otros otras otra alguien autre autres quelqu mais",
    "alguem outros outras altri altro qualcun anders iemand andere jeszcze inni inne ktos many viele cuantos combien",
    "quantos quanti hoeveel ilu",
)
_ACCESS = words_of(
    "access user users login logins person people admin admins account log logs zugriff zugang nutzer benutzer",
    "personen konto acceso usuario usuarios personas cuenta acces utilisateur utilisateurs personnes compte acesso",
    "conta pessoas accesso utente utenti persone toegang gebruiker gebruikers mensen dostep uzytkownik uzytkownicy",
    "osob konta anyone anybody someone somebody",
)
_STILL = words_of("still noch todavia aun sigue encore toujours ainda ancora nog steeds nadal wciaz jeszcze")
_FORMER = words_of(
    "former earlier previous prior ex ehemalige fruhere antiguo anterior ancien ancienne precedente vorige"
)
_HOLDERS = words_of(
    "owner owners employee employees colleague colleagues staff agency bookkeeper manager admin volunteer inhaber",
    "mitarbeiter kollege dueno propietario empleado proprietaire employe collegue dono funcionario proprietario",
    "eigenaar medewerker",
)
_ONE = words_of(
    "one 1 un una une uno ein eine einer eines einen um uma een jednego jednej jeden <site> smtplogin single"
)
_WHICH_ONE = words_of(
    "old new previous former current existing compromised leaked alte neue alten neuen"
)  # "delete the old one" is about no single one of several
_DOUBTING = words_of(
    "unchanged missed forgotten overlooked skipped except old unverandert vergessen sin sans senza oublie olvidado",
)


def asks_for_company(sentence: Sentence) -> bool:
    """ "Are you the only user?", "Does anyone else have access?", "How many people log in?" """
    words = {word.text for word in sentence.words}
    named = any(find_named(clause).outright for clause in sentence.clauses)
    return sentence.question and not named and bool(words & _ACCESS) and bool(words & (_ONLY | _ELSE))


def asks_for_leaver(sentence: Sentence) -> bool:
    """ "Does he still have a user?", "Is anybody in the list from the former owner's time?" """
    words = {word.text for word in sentence.words}
    of_person = sentence.has("leaver", "others", "theirs")
    access = bool(words & (_ACCESS | {"list"}))
    if not sentence.question or not access:
        return False
    former = bool(words & _FORMER) and bool(words & _HOLDERS) and not sentence.has("gone", "dead", "done", "fresh")
    return former or (of_person and bool(words & _STILL))


def doubts_one(sentence: Sentence) -> bool:
    """ "One user's password shows no change", "Was shop.example missed?" """
    words = {word.text for word in sentence.words}
    doubted = bool(words & _DOUBTING)
    denied = sentence.has("not", "open", "fail", "old") or doubted
    texts = ["", *(word.text for word in sentence.words)]
    single = any(word in _ONE and before not in _WHICH_ONE for before, word in pairwise(texts))
    single = single or (doubted and sentence.has("domain", "user"))
    return denied and single and any(find_named(clause).steps for clause in sentence.clauses)
