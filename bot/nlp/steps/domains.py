"""Domains beside the one that was spoken of: one whose SMTP passwords were left makes a part of what is done."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.counts import to_number
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.targets import SMTP, STRONG
from bot.nlp.steps.words import words_of

REACH = 2  # sentences after the word on a domain in which another one is still spoken of
NEAR = 6  # words at the head of a clause that tell of what it speaks
LONGEST = 18  # words of a clause that only tells how another domain stands
MOST = 100  # domains
_SITES = words_of(
    "shop shops store stores site sites website websites blog blogs brand brands webshop portal subaccount subaccounts",
    "subdomain subdomains newsletter staging sandbox production live franchise branch branches zone zones <site> dev",
    "domain domains domane domanen domaine domaines dominio dominios domini domein domeinen domena domeny domen laden",
    "seite webseite tienda tiendas sitio web boutique magasin loja lojas negozio negozi sito winkel winkels sklep",
    "sklepu sklepow strona strony marke marken marca marcas marque marques merk merken marka marki",
)
_ORDINALS = words_of(
    "second third fourth last other others rest remaining zweite zweiten dritte dritten andere anderen segundo segunda",
    "tercero otro otra otros otras deuxieme troisieme autre autres segundo terceiro outro outra outros outras secondo",
    "seconda terzo altro altra altri altre tweede derde ander andere drugi druga drugiej trzeci inna innych pozostale",
)
_MORE = words_of("more further additional another weitere weiteren")
_ON = words_of("on for at in of bei fur auf in en para de pour sur per su sul em no na voor op bij w dla na with with")
_ALREADY = words_of("already now schon bereits jetzt nun ya ahora deja maintenant ja agora gia ora al nu juz teraz")
_SPARED = words_of(
    "fine ok okay safe clean secure healthy unaffected untouched unharmed uninvolved harmless sicher sauber unberuhrt",
    "unversehrt bien seguros seguras limpios surs saufs propres bem seguros limpos sicuri puliti veilig schoon",
    "bezpieczne",
)
_NARROWING = words_of("only just merely solely so nur bloss solo solamente seulement apenas soltanto alleen tylko")
_OPEN = ("not", "fail", "open", "left", "later", "would", "progress", "told", "soon")
_WHOLE = ("every", "everything", "sole", "allclear", "benign")


def lessen_domains(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """What is said to be done for some domains only, or to lack for another, is done in part (LABELLING.md, steps)."""
    claims = _join_sites(claims, sentences)
    done = [claim for claim in claims if claim.step == SMTP and claim.sense in (Sense.DONE, Sense.ONE)]
    if not done or any(sentence.question for sentence in sentences if _holds(sentence, done)):
        return tuple(claims)
    of_one = next((claim for claim in done if _is_of_one(claim)), None)
    if of_one and not any(sentence.has("sole") for sentence in sentences):
        return (*claims, replace(of_one, sense=Sense.PARTIAL, distant=False, bare=False))
    crowd = max((count for s in sentences for clause in s.clauses for count in count_domains(clause)), default=0)
    if crowd and any(_is_of_fewer(claim.clause, crowd) for claim in done):
        return (*claims, replace(done[-1], sense=Sense.PARTIAL, distant=False, bare=False))
    after = [claim for claim in claims if claim.step == SMTP and claim.start > done[0].start]
    denied = [claim.clause for claim in after if claim.sense is Sense.NOT_DONE]
    lacking = next(filter(_is_of_another, denied), None)
    if lacking is None and not any(clause.has("undo") for clause in denied):
        others = {(claim.start, claim.end) for claim in claims if claim.step != SMTP}
        lacking = next((c for c in _find_lacking(sentences, done) if (c.start, c.end) not in others), None)
    return (*claims, Claim(SMTP, Sense.PARTIAL, lacking)) if lacking else tuple(claims)


def _join_sites(claims: Sequence[Claim], sentences: Sequence[Sentence]) -> tuple[Claim, ...]:
    """ "Main domain and the shop subdomain": two that are named side by side, as those do who have no more."""
    joined = [sentence for sentence in sentences if _names_several(sentence)]
    return tuple(
        replace(claim, sense=Sense.DONE)
        if claim.step == SMTP and claim.sense is Sense.PARTIAL and any(_holds(s, [claim]) for s in joined)
        else claim
        for claim in claims
    )


def _names_several(sentence: Sentence) -> bool:
    if sentence.question or sentence.has(*_OPEN, "except") or sentence.says(*_NARROWING):
        return False
    pairs = zip(sentence.clauses, sentence.clauses[1:], strict=False)
    return any(
        other.cut in ("join", "/") and bool(_SITES & one.texts) and bool(_SITES & other.texts) for one, other in pairs
    )


def _holds(sentence: Sentence, claims: Sequence[Claim]) -> bool:
    return any(sentence.clauses[0].start <= claim.start <= sentence.clauses[-1].end for claim in claims)


def count_domains(clause: Clause) -> Iterator[int]:
    """How many domains or sites a clause counts: "two domains", "three more shops"."""
    for at, word in enumerate(clause.words):
        if word.text in _SITES and word.text != "<site>":
            for before in clause.words[max(0, at - 3) : at]:
                if 1 < (count := to_number(before) or 0) < MOST:
                    yield count


def _is_of_one(claim: Claim) -> bool:
    """ "The SMTP password of one domain", where nobody says that there is no other."""
    texts = [word.text for word in claim.clause.words]
    return not claim.whole and any(
        on in _ON and one in ("one", "1") and domain in ("domain", "of", "sub") for on, one, domain in _triples(texts)
    )


def _triples(texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    return zip(texts, texts[1:], texts[2:], strict=False)


def _is_of_fewer(clause: Clause, crowd: int) -> bool:
    """Whether it tells of fewer: "is reset on one", "two got new SMTP passwords", "bei 5 sind sie neu"."""
    words = clause.words
    for at, word in enumerate(words):
        count = to_number(word)
        after = words[at + 1].text if at + 1 < len(words) else ""
        alone = (
            after in ("", "of", "got", "have", "has", "are", "is", "sind", "ist", "so", *_ALREADY) or after in _SITES
        )
        if count is None or not 0 < count < crowd or not alone or clause.has("every"):
            continue
        if (at == 0 and after) or (at and words[at - 1].text in _ON):
            return True
    return False


def _find_lacking(sentences: Sequence[Sentence], done: Sequence[Claim]) -> Iterator[Clause]:
    """The clauses that tell of another domain or site, right after what is done for one."""
    near, scoped = 0, False
    for sentence in sentences:
        here = [claim for claim in done if _holds(sentence, [claim])]
        near = REACH if here else near - 1
        scoped = any(_is_of_site(claim.clause) for claim in here) if here else scoped
        named = sentence.has(*(cue for cue in STRONG if cue != "smtp"))
        if near < 0 or sentence.question or (named and not here):
            continue
        start = max((claim.end for claim in here), default=-1)
        for at, clause in enumerate(sentence.clauses):
            if clause.start > start and not clause.has(*(c for c in STRONG if c != "smtp")):
                following = sentence.clauses[at + 1 :]
                if _is_of_another(clause, scoped) and _is_open(clause, following):
                    yield clause


def _is_of_site(clause: Clause) -> bool:
    return (bool(_SITES & clause.texts) or clause.has("domain")) and not clause.has("every", "everything")


def _is_of_another(clause: Clause, scoped: bool = False) -> bool:
    """Whether it begins with another domain: "the other domain", "for <site>", "the blog's", "the third"."""
    if len(clause.words) > LONGEST or clause.has(*_WHOLE, "intruder", "leak", "people"):
        return False
    head = [word.text for word in clause.words[:NEAR]]
    counted = to_number(clause.words[0]) is not None and clause.words[0].text not in ("no", "un", "una", "une")
    if _SITES & set(head):
        return scoped or bool((_ORDINALS | _MORE) & set(head)) or counted
    return scoped and (bool(_ORDINALS & set(head[:3])) or (counted and clause.has("left", "open")))


def _is_open(clause: Clause, following: Sequence[Clause]) -> bool:
    beside = any(len(c.words) <= 4 and c.has("not", "open", "left", "later") for c in following[:1])
    plain = clause.has("done", "fresh", "yes", "gone") and not clause.has("not", "fail", "open", "later")
    return (clause.has(*_OPEN) or beside or _is_spared(clause, following)) and not plain


def _is_spared(clause: Clause, following: Sequence[Clause]) -> bool:
    """ "There are three more domains, but those weren't on that computer": told of to say why they were left."""
    if any(c.has("done", "fresh", "gone") and not c.has("not") for c in following):
        return False
    told = [c for c in following[:2] if len(c.words) <= LONGEST]
    left = any(c.has("back") and c.has("not", "benign") for c in told)
    return left or any(_SPARED & c.texts for c in (clause, *told))
