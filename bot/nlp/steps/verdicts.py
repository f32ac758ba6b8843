"""From claims to findings: one status a step, with its words and what was counted without being said."""

from collections.abc import Collection, Sequence

from bot.core.checklist import Finding, Status
from bot.nlp.steps.blankets import Blanket, Reach
from bot.nlp.steps.counts import Share, find_share
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.persons import means_the_others
from bot.nlp.steps.spreading import Spread
from bot.nlp.steps.targets import KEY, PASSWORDS, PEOPLE, SMTP, STEPS, TWO_FACTOR
from bot.nlp.steps.words import words_of
from bot.nlp.view import View

MOST_EVIDENCE = 5
UNSAID = {KEY: "old_key", SMTP: "every_domain", PASSWORDS: "every_user", TWO_FACTOR: "every_user"}
CERTAIN, LIKELY = 1.0, 0.7  # a finding's score: said outright, or understood from what stands around it
_FEWEST = 4  # words of a clause that can speak of something else: "not yet", "no", "not looked at" do not
_POINTING = words_of("old theirs others crowd undo unchanged overlap some only except back same people user domain key")
_MINE = ("mi", "meu", "minha", "ma", "mon", "mein", "meine")


def decide_findings(view: View, claims: Sequence[Claim], spread: Sequence[Spread], crowded: bool) -> list[Finding]:
    """A finding for every step that something is said of: by claims of its own, else by a word on the whole list.
    ``crowded``: the message tells of others with access."""
    findings = []
    for step in STEPS:
        own = [claim for claim in claims if claim.step == step]
        wide = [part for part in spread if part.step == step]
        if own:
            findings.append(_to_finding(view, step, own, crowded))
        elif wide:
            findings.append(_to_wide_finding(view, step, wide))
    return findings


def _to_finding(view: View, step: str, claims: Sequence[Claim], crowded: bool) -> Finding:
    status = decide_status(claims, crowded)
    weak = all(claim.distant or claim.bare for claim in claims)
    assumed = (UNSAID[step],) if status is Status.DONE and not any(_is_said(claim) for claim in claims) else ()
    evidence = tuple(view.evidence(claim.start, claim.end) for claim in claims[:MOST_EVIDENCE])
    return Finding(step, status, evidence=evidence, assumed=assumed, score=LIKELY if weak else CERTAIN)


def _is_said(claim: Claim) -> bool:
    """Whether the claim says outright what the step needs beyond itself: no old key, every domain or user."""
    if claim.step == KEY:
        return claim.sense is Sense.OLD_GONE
    return claim.whole or find_share(claim.clause) is Share.WHOLE


def _to_wide_finding(view: View, step: str, spread: Sequence[Spread]) -> Finding:
    senses = {part.sense for part in spread}
    status = Status.NOT_DONE
    if senses & {Sense.DONE, Sense.PARTIAL}:
        status = Status.DONE if senses == {Sense.DONE} else Status.PARTIAL
    blankets: list[Blanket] = [part.blanket for part in spread]
    outright = any(blanket.reach is Reach.ALL for blanket in blankets)
    evidence = tuple(view.evidence(blanket.start, blanket.end) for blanket in blankets[:MOST_EVIDENCE])
    assumed = (UNSAID[step],) if status is Status.DONE and not outright else ()
    return Finding(step, status, evidence=evidence, assumed=assumed, score=CERTAIN if outright else LIKELY)


def retract(view: View, start: int, end: int, parts: Collection[str] = ()) -> list[Finding]:
    """What a message leaves that only takes back an earlier one: every step not done, or those of ``parts`` done in
    part."""
    words = (view.evidence(start, end),)
    status = Status.PARTIAL if parts else Status.NOT_DONE
    return [
        Finding(step, status, evidence=words, retracts=True, score=LIKELY)
        for step in STEPS
        if step in parts or not parts
    ]


def decide_status(claims: Sequence[Claim], crowded: bool) -> Status:
    """The status that one step's claims (one at least) come to, read in their order: a later word on the whole step
    replaces an earlier one, a word on some persons, domains or keys lessens what is done."""
    claims = [claim for at, claim in enumerate(claims) if not _is_stray(claim, claims[:at])]
    verbal = [claim for claim in claims if not claim.bare]
    if all(claim.distant and claim.sense is Sense.NOT_DONE for claim in verbal):
        verbal = list(claims)
    own = any(claim.sense is Sense.DONE and claim.clause.has("mine") for claim in verbal)
    status: Status | None = None
    for claim in verbal:
        if not (own and claim.sense is Sense.ONE):
            status = _take(status, claim)
    olds = [claim.sense for claim in claims if claim.sense in (Sense.OLD_GONE, Sense.OLD_LIVES)]
    selfish = crowded and all(_is_selfish(claim) for claim in verbal)
    if status is Status.DONE and (selfish or olds[-1:] == [Sense.OLD_LIVES]):
        return Status.PARTIAL
    return status or Status.NOT_DONE


def _is_stray(claim: Claim, before: Sequence[Claim]) -> bool:
    """Whether a later sentence that names no step, person or thing that was spoken of denies something else: "2FA is
    on. I don't understand much of this"."""
    if not claim.distant or claim.sense is not Sense.NOT_DONE or len(claim.clause.words) < _FEWEST:
        return False
    done = any(c.sense in (Sense.DONE, Sense.OLD_GONE) and not (c.distant or c.bare) for c in before)
    return done and not (claim.clause.has(*_POINTING) or claim.clause.names_person())


def _take(status: Status | None, claim: Claim) -> Status:
    match claim.sense:
        case Sense.DONE | Sense.OLD_GONE:
            return _take_done(status, claim)
        case Sense.NOT_DONE:
            return _take_not_done(status, claim)
        case Sense.PARTIAL:
            return Status.PARTIAL
        case Sense.ONE:
            return Status.DONE if status is Status.DONE else Status.PARTIAL
        case Sense.OLD_LIVES:
            renewed = claim.clause.has("done", "fresh", "made")
            return Status.NOT_DONE if status is Status.NOT_DONE and not renewed else Status.PARTIAL
        case _:
            return status or Status.NOT_DONE


def _take_done(status: Status | None, claim: Claim) -> Status:
    every = claim.clause.has("every") and not (claim.step in PEOPLE and means_the_others(claim.clause))
    whole = find_share(claim.clause) is Share.WHOLE or (every and not claim.distant)
    if status is Status.PARTIAL and not whole:
        return Status.PARTIAL
    elsewise = claim.step in PEOPLE and means_the_others(claim.clause)
    return Status.PARTIAL if status is Status.NOT_DONE and (elsewise or _is_scoped(claim)) else Status.DONE


def _take_not_done(status: Status | None, claim: Claim) -> Status:
    if status is Status.DONE and claim.clause.has("undo") and not _is_scoped(claim):
        return Status.NOT_DONE
    return Status.PARTIAL if status in (Status.DONE, Status.PARTIAL) else Status.NOT_DONE


def _is_scoped(claim: Claim) -> bool:
    return claim.clause.has("others", "theirs", "mine", "domain", "some", "only") or claim.distant


def _is_selfish(claim: Claim) -> bool:
    """Whether it tells of the writer's own login alone."""
    mine = claim.clause.has("mine") or claim.clause.says(*_MINE)
    return claim.step in PEOPLE and mine and not claim.whole and not claim.clause.has("others")
