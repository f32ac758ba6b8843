"""Offices, teams and branches: what one of them has and another gets later is done in part."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.targets import PEOPLE, STRONG
from bot.nlp.steps.words import words_of

REACH = 12  # clauses after the word on one group in which another is still spoken of
_GROUPS = words_of(
    "office team department branch shop store warehouse location plant floor shift crew region depot clinic",
    "school studio kitchen factory accounting managers drivers buro filiale abteilung standort",
    "lager schicht werk niederlassung oficina sucursal equipo tienda almacen sede turno departamento bureau agence",
    "equipe magasin entrepot atelier escritorio filial loja ufficio squadra reparto negozio magazzino kantoor",
    "vestiging filiaal afdeling ploeg winkel magazijn biuro oddzial zespol dzial sklep magazyn",
)
_ANOTHER = words_of(
    "other others rest second next andere anderen ubrigen zweite otro otra otros otras demas segundo segunda autre",
    "autres deuxieme outro outra outros outras altro altra altri altre seconda overige tweede inny inna drugi druga",
)
_SCOPE = ("every", "everything", "sole", "each")
_DONE = ("done", "fresh", "yes", "finished", "standing", "gone")


def lessen_groups(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """ "Rolled out to the Ghent office, the Leuven office gets it at the meeting"."""
    clauses = [clause for sentence in sentences if not sentence.question for clause in sentence.clauses]
    lessened = {id(claim) for claim in claims if _is_of_group(claim) and any(_find_others(claim.clause, clauses))}
    return tuple(replace(c, sense=Sense.PARTIAL, distant=False, known=True) if id(c) in lessened else c for c in claims)


def _is_of_group(claim: Claim) -> bool:
    clause = claim.clause
    done = claim.step in PEOPLE and (claim.sense in (Sense.DONE, Sense.ONE) or clause.has("done", "fresh"))
    return done and bool(_GROUPS & clause.texts) and not clause.has(*_SCOPE, "service")


def _find_others(clause: Clause, clauses: Sequence[Clause]) -> Iterator[Clause]:
    """The clauses after one that tell of another group, and of nothing done there."""
    own = _GROUPS & clause.texts
    after = islice((other for other in clauses if other.start > clause.end), REACH)
    for other in after:
        if other.has(*STRONG):
            return
        another = bool(own & other.texts) or bool(_ANOTHER & other.texts) or (_GROUPS & other.texts and len(own) > 0)
        if another and not other.has(*_DONE) and len(other.words) > 2:
            yield other
