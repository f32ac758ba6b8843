"""Which of the four steps a clause names."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.lexicon import Hit
from bot.nlp.steps.words import words_of

KEY, SMTP, PASSWORDS, TWO_FACTOR = STEPS = ("api_key", "smtp_credentials", "user_passwords", "two_factor")

PEOPLE = frozenset({PASSWORDS, TWO_FACTOR})

STEP_OF_CUE = {
    "key": KEY, "api": KEY, "smtp": SMTP, "domain": SMTP, "password": PASSWORDS, "user": PASSWORDS,
    "people": PASSWORDS, "two_factor": TWO_FACTOR, "credential": SMTP, "code": TWO_FACTOR,
}  # fmt: skip
STRONG = ("key", "smtp", "password", "two_factor")
_LINKS = words_of(
    "for of to on at in the a an and our my all each every both those these their its that as well with",
    "user users login logins der die das des von fur vom und de del la las los los du des le les d do da",
    "dos das di della dei dell per para van het bij w na dla do 's",
)
_CUSTOMERS = words_of(
    "customer customers client clients student students patient patients buyer buyers guest guests",
    "subscribers",
)
_HAVING = words_of(
    "has have got gets had 's hat haben bekam bekommt tiene tienen a ont tem ha hanno heeft hebben kreeg ma dostala",
)
_PERSONS = words_of("everyone everybody staff team users colleagues us admins who people jeder alle todos tous tutti")
_NOT_BEFORE_API = words_of(
    "by via over through using use uses used an into on only your web rest our",
)
_PREPOSITIONS = words_of(
    "of at on for in to with from inside into over bei im am auf fur von vom de del du des en sur chez a",
    "no na do da nos em di del della dello su nel nella van bij op voor w we",
)


_OF_DOMAINS = words_of(
    "of for on in der aller fur auf von de del des pour para por di dei per van voor dos das do da dla"
)
_CONJUNCTIONS = words_of(
    "till until once when while before after as because if bis sobald wenn hasta cuando quand quando tot",
    "zodra",
)


@dataclass(frozen=True, slots=True)
class Named:
    """The steps that a clause names: outright, or only by a word that could mean something else as well
    (``loose``). ``elsewhere``: what it names belongs to another service."""

    outright: frozenset[str] = frozenset()
    loose: frozenset[str] = frozenset()
    elsewhere: bool = False
    away: frozenset[str] = frozenset()  # what it names of another service

    @property
    def steps(self) -> frozenset[str]:
        """All of them."""
        return self.outright or self.loose


def find_named(clause: Clause) -> Named:
    """The steps that a clause names, work on other services left out."""
    if not clause.has(*STEP_OF_CUE):
        return Named(elsewhere=clause.has("service") and not clause.has("ours"))
    hits = tuple(_own_targets(clause))
    kept = {hit: None for hit in hits if clause.has("ours") or not _belongs_elsewhere(clause, hit)}
    outright = frozenset(_step_of(clause, hit) for hit in kept if hit.cue in STRONG)
    loose = frozenset(STEP_OF_CUE[hit.cue] for hit in kept if hit.cue not in STRONG)
    elsewhere = len(kept) < len(hits) or (not hits and clause.has("service") and not clause.has("ours"))
    away = frozenset(STEP_OF_CUE[hit.cue] for hit in hits if hit not in kept and hit.cue in STRONG)
    return Named(outright, loose - outright, elsewhere and not kept, away)


def _step_of(clause: Clause, hit: Hit) -> str:
    """Spanish says "clave" of keys and of passwords: what is rotated or revoked is a key. The passwords of domains are
    SMTP users'."""
    if hit.cue == "password" and not clause.has("user", "people") and _of_domains(clause, hit):
        return SMTP
    verbs = {word.text[:3] for word in clause.words}
    if (
        hit.cue == "password"
        and clause.text_of(hit).startswith("clave")
        and verbs & {"rot", "rev", "reg", "cre", "gen", "eli", "anu", "inv"}
    ):
        return KEY
    return STEP_OF_CUE[hit.cue]


def _of_domains(clause: Clause, hit: Hit) -> bool:
    if any(_has_password(clause, domain, hit) for domain in clause.find("domain")):
        return True
    ahead = [domain for domain in clause.find("domain") if 0 <= domain.first - hit.last <= 5]
    between = [clause.words[hit.last : domain.first] for domain in ahead]
    return any(words and words[0].text in _OF_DOMAINS for words in between)


def _has_password(clause: Clause, domain: Hit, hit: Hit) -> bool:
    """ "The main domain has a fresh password": an SMTP user's, where no person is its subject."""
    between = [word.text for word in clause.words[domain.last : hit.first]]
    having = between[:1] if between[:1] != ["now"] else between[1:2]
    persons = _PERSONS & {word.text for word in clause.words[: domain.first]}
    return domain.first <= 4 and bool(_HAVING & set(having)) and len(between) <= 6 and not persons


def _own_targets(clause: Clause) -> Iterator[Hit]:
    """The target words that stand for a step of their own: an SMTP user's password is no user's password."""
    smtp = clause.find("smtp")
    for hit in clause.find(*STEP_OF_CUE):
        if hit.cue in ("password", "user", "domain", "people") and any(_linked(clause, hit, other) for other in smtp):
            continue
        if hit.cue == "password" and any(other.first < hit.first for other in smtp):
            continue
        if hit.cue in ("two_factor", "code") and _CUSTOMERS & {word.text for word in clause.words}:
            continue
        if hit.cue in ("user", "people") and clause.has("two_factor", "code", "key", "password"):
            continue
        if hit.cue == "domain" and clause.has(*STRONG, "user", "credential"):
            continue
        if hit.cue == "credential" and (clause.has(*STRONG) or not clause.has("domain")):
            continue
        if hit.cue == "api" and hit.first and clause.words[hit.first - 1].text in _NOT_BEFORE_API:
            continue
        yield hit


def _linked(clause: Clause, one: Hit, other: Hit) -> bool:
    """Whether only small words stand between the two."""
    first, last = sorted(((one.first, one.last), (other.first, other.last)))
    between = clause.words[first[1] : last[0]]
    return len(between) <= 5 and all(word.text in _LINKS or word.is_number or word.text == "<site>" for word in between)


def _belongs_elsewhere(clause: Clause, hit: Hit) -> bool:
    if clause.has("leak") and hit.cue in ("key", "smtp"):
        return any(service.last == hit.first for service in clause.find("service"))
    return any(_owns(clause, service, hit) for service in clause.find("service"))


def _owns(clause: Clause, service: Hit, target: Hit) -> bool:
    if target.first <= service.first < target.last:
        return False
    if service.last <= target.first:
        between = {word.text for word in clause.words[service.last : target.first]}
        return len(between) <= 6 and not between & {"i", "we", "you", "your", "he", "she", "they"}
    before = {word.text for word in clause.words[max(target.last, service.first - 2) : service.first]}
    if before & _CONJUNCTIONS:
        return False
    return service.first - target.last <= 1 or (service.first - target.last <= 6 and bool(before & _PREPOSITIONS))


def is_of_logins(clause: Clause, named: Named) -> bool:
    """ "Both logins have new passwords", where only SMTP was asked after: no persons are meant."""
    logins = clause.has("password") or clause.says("logins", "login", "credentials")
    persons = clause.has("people", "mine", "theirs", "service", "desk") or any(True for _ in clause.list_names())
    return named.steps == {PASSWORDS} and logins and not persons and not clause.says("users", "user", "everyone")
