"""How people speak of their logins: nobody gets in without a code, all but one have it, one is still on the old one."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.counts import to_number
from bot.nlp.steps.lexicon import Hit
from bot.nlp.steps.words import words_of

NONE = words_of(
    "no none nobody neither isn't aren't aucun aucune personne kein keine keiner keines niemand ningun ninguna nadie",
    "nessun nessuno nessuna nenhum nenhuma ninguem geen zaden zadne zadna zadnego nikt",
)
WITHOUT = words_of("without w/o ohne sans sin sem senza zonder bez")
_ENTERING = words_of(
    "in into enter enters entering past through access login logon logging log logs sign signs signing open opens",
    "kommt kommen komme ins rein hinein herein reinkommen einloggen anmelden einwahlen vorbei durch",
    "entra entrar entran entro entramos accede acceder pasa pasar conectar conectarse",
    "entre entrer entrent rentre rentrer connecte connecter passe passer accede acceder",
    "acessa acessar passa passar loga logar entrare entriamo accedere accediamo",
    "inloggen binnen binnenkomen erin inlogt",
    "wejsc wejdzie wchodzi zaloguje zalogowac loguje dostanie",
)
_WILL = words_of("will 'll tomorrow from ab desde dal vanaf od")
_SINCE = words_of("since seit desde depuis dal da od sinds")
_THE_WHOLE = words_of("all both the our every each alle beide todos todas los las les tous tutti i alle wszyscy")
_ELSE = words_of(
    "else other others rest remaining anderen ubrigen ubrige restlichen autres reste demas otros otras resto",
    "outros outras demais altri altre anderen overige pozostali pozostale reszta inni",
)
_OWN = words_of("his her hers ihr sein seins ihres su sus son sa ses seu sua suo sua zijn haar jego jej swoje swoj")
_UNSAID = ("not", "fail", "would", "later", "open", "except")
FEW_WORDS = 8
FEW = 20  # persons whom one would tell by their number


def state_plainly(clauses: Iterator[Clause]) -> Iterator[Clause]:
    """The clauses with what two negations say as plain words: nobody in without a code."""
    for clause in clauses:
        if bars_entry(clause):
            cut = "" if clause.cut == "except" else clause.cut
            kept = tuple(hit for hit in clause.hits if hit.cue not in _UNSAID)
            yield replace(clause, cut=cut, hits=(Hit("standing", 0, len(clause.words)), *kept))
        else:
            yield clause


def bars_entry(clause: Clause) -> bool:
    """ "It won't let any of us in without the six digits", "kommt keiner drumrum": the second factor is asked of
    everybody."""
    words = [word.text for word in clause.words]
    if clause.has("ask", "condition") or _is_dated(clause) or _WILL & set(words[:2]):
        return False
    if len(words) <= FEW_WORDS and words[-1] in WITHOUT and (NONE | {"zero", "0"}) & set(words):
        return True  # "so zero people without"
    return _denies_entry(clause, words)


def _is_dated(clause: Clause) -> bool:
    """Whether a day stands in it that is not the one since which it holds: "seit heute Mittag"."""
    return any(
        not _SINCE & {w.text for w in clause.words[max(0, hit.first - 2) : hit.first]} for hit in clause.find("soon")
    )


def _denies_entry(clause: Clause, words: list[str]) -> bool:
    place = next((at for at, word in enumerate(words) if word in WITHOUT), None)
    if place is None or not _ENTERING & set(words):
        return False
    denied = any(hit.first != place for hit in clause.find("not", "fail"))
    return denied and (clause.has("two_factor", "code") or len(words) - place <= 2)


def means_the_others(clause: Clause) -> bool:
    """ "Everyone else has it": all but those told of before."""
    return clause.says(*_ELSE)


def excepts_person(clause: Clause) -> bool:
    """ "Everyone but our driver has 2FA": the exception is a person, and what follows is what the others have."""
    first = next((hit.last for hit in clause.find("except")), 0)
    target = next((hit.first for hit in clause.find("two_factor", "code", "password") if hit.first >= first), 0)
    having = any(first < hit.first < target for hit in clause.find("aux", "done", "standing"))
    return having or is_person_between(clause, max(1, first), len(clause.words))


def is_person_between(clause: Clause, first: int, last: int) -> bool:
    """Whether one of the words is a person: "all but Joan have two-factor"."""
    persons = ("user", "users", "domain", "domains")
    told = [hit for hit in clause.find("others", "leaver") if clause.text_of(hit) not in persons]
    if any(first <= hit.first < last for hit in told):
        return True
    return any(
        clause.words[at].capital and len(clause.words[at].text) > 2 and not _is_known(clause, at)
        for at in range(first, last)
    )


def _is_known(clause: Clause, at: int) -> bool:
    return any(hit.first <= at < hit.last for hit in clause.hits)


def is_of_few_persons(clause: Clause) -> bool:
    """ "Two people still have the old one", "her password is still the old one", not "the two users"."""
    if clause.has("every", "told"):
        return False
    if any(_is_few(clause, hit) for hit in clause.find("people", "user", "others")):
        return True
    lacking = clause.has("old", "open", "unchanged", "not", "fail")
    return lacking and clause.says(*_OWN) and (clause.has("others", "theirs") or clause.names_person())


def _is_few(clause: Clause, hit: Hit) -> bool:
    """Whether a small number without an article stands right before a word for persons."""
    before = clause.words[max(0, hit.first - 2) : hit.first]
    count = next((at for at, word in enumerate(before) if 0 < (to_number(word) or 0) < FEW), None)
    if count is None or (before[count].text == "dos" and hit.first > 1):  # "senhas dos usuários": of the users
        return False
    return not (count and before[count - 1].text in _THE_WHOLE)


def names_company(clause: Clause) -> bool:
    """ "Just me and Barbara", "Jules and I": the writer with somebody by name."""
    texts = [word.text for word in clause.words]
    for at, (one, other) in enumerate(pairwise(clause.words)):
        after = clause.words[at + 2] if at + 2 < len(texts) else None
        if other.text in ("and", "&") and after and _is_pair(one.text, after.text, one.capital, after.capital):
            return True
    return False


def _is_pair(one: str, other: str, capital: bool, also: bool) -> bool:
    me = ("me", "i", "myself")
    return (one in me and also and other not in me) or (other in me and capital and one not in me)
