"""What was understood of a conversation: intent, findings, risks, and whether a person is wanted."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.core.checklist import Evidence, Finding, Kind, Procedure, find_open_items, settle_all


class IntentLabel(StrEnum):
    """The three intents of the labelling guide."""

    APPEAL = "probation_appeal"
    COMPROMISE = "compromise_report"
    OTHER = "other"


SAFEST_FIRST = (IntentLabel.COMPROMISE, IntentLabel.APPEAL, IntentLabel.OTHER)
MOST_SAFER = 0.15  # of a safer reading in a ready ticket; on unseen tickets it holds back one ready appeal in 35


@dataclass(frozen=True, slots=True)
class Intent:
    """The likeliest intent and the probability of each (calibrated, 0 to 1, summing to 1)."""

    scores: Mapping[str, float]

    @property
    def label(self) -> str:
        """The likeliest label; a tie goes to the safer reading: compromise, then appeal."""
        return max(SAFEST_FIRST, key=lambda label: self.scores.get(label, 0.0))

    @property
    def safer_score(self) -> float:
        """The probability of the readings that are safer than the likeliest: a compromise behind an appeal."""
        safer = SAFEST_FIRST[: SAFEST_FIRST.index(IntentLabel(self.label))]
        return sum(self.scores.get(label, 0.0) for label in safer)

    @property
    def score(self) -> float:
        """The probability of the likeliest label."""
        return self.scores.get(self.label, 0.0)

    @property
    def procedure_score(self) -> float:
        """The probability that any procedure is meant at all."""
        return 1.0 - self.scores.get(IntentLabel.OTHER, 0.0)

    def clears(self, threshold: float) -> bool:
        """Whether the likeliest label may be trusted; a score that is no number never clears."""
        return self.score >= threshold


class RiskKind(StrEnum):
    """The risks of the labelling guide."""

    BAD_LIST = "bad_list"
    SECRET = "secret_in_ticket"  # noqa: S105 - a label
    PROHIBITED = "prohibited_content"
    STEERING = "prompt_injection"


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk with its words. ``current`` counts for secrets alone: live, as far as the customer says; ``item`` is
    then the step that the secret belongs to."""

    kind: RiskKind
    evidence: tuple[Evidence, ...]
    current: bool = True
    item: str | None = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """All that was read from a conversation; findings are oldest first, one per item and message at most."""

    intent: Intent
    findings: tuple[Finding, ...] = ()
    risks: tuple[Risk, ...] = ()
    asks_person: Evidence | None = None
    language: str = "en"
    language_trusted: bool = True
    versions: Mapping[str, str] = field(default_factory=dict)

    def has_risk(self, kind: RiskKind) -> bool:
        """Whether a risk of that kind was found."""
        return any(risk.kind is kind for risk in self.risks)


def settle_understanding(procedure: Procedure, understanding: Understanding) -> dict[str, Finding]:
    """The settled findings of a procedure's items. A step whose live secret stands in the ticket is held open:
    what was written to us has to be replaced first (LABELLING.md, ready)."""
    exposed = find_exposed_steps(procedure, understanding.risks)
    settled = settle_all(procedure, understanding.findings)
    return {
        key: finding if finding.exposed == (key in exposed) else replace(finding, exposed=key in exposed)
        for key, finding in settled.items()
    }


def find_exposed_steps(procedure: Procedure, risks: Iterable[Risk]) -> frozenset[str]:
    """Keys of the steps whose live secret stands in the ticket. One that belongs to no step of the procedure may
    belong to any: it holds them all open. Secrets never hold a question (LABELLING.md, ready)."""
    steps = frozenset(item.key for item in procedure.items if item.kind is Kind.STEP)
    exposed = {risk.item for risk in risks if risk.kind is RiskKind.SECRET and risk.current}
    return steps if exposed - steps else steps & exposed


def is_ready(procedure: Procedure, understanding: Understanding, threshold: float) -> bool:
    """Whether a person could unblock now, as far as words and account go (LABELLING.md, ready); False below the
    intent threshold, where a safer reading is likely too, and where two readings disagree. It does not depend on whose
    turn it is."""
    intent = understanding.intent
    if intent.label != procedure.intent or not intent.clears(threshold) or not intent.safer_score <= MOST_SAFER:
        return False
    if any(risk.kind is not RiskKind.SECRET for risk in understanding.risks):
        return False
    return not find_open_items(procedure, settle_understanding(procedure, understanding))
