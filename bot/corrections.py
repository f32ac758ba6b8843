"""Corrected tickets as labelled data in LABELLING.md's form: what people said is right, the rest as the bot read it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Engine

from bot.core.checklist import Kind, Procedure, Status
from bot.core.conversation import SUBJECT_ID, Author
from bot.core.decision import find_procedure
from bot.core.understanding import IntentLabel, RiskKind
from bot.procedures import load_procedures
from bot.store.corrections import INTENT, SavedCorrection, load_corrected_tickets, load_corrections
from bot.store.messages import StoredMessage, load_messages
from bot.store.runs import load_runs

AUTHORS = {Author.REQUESTER: "customer", Author.AGENT: "agent", Author.BOT: "agent"}
EMPTY_VALUES: Mapping[str, Mapping[str, object]] = {
    "email_use": {"types": []},
    "list_source": {"urls": [], "risk": False},
    "monthly_volume": {"low": None, "high": None},
}


def load_labelled(engine: Engine) -> Iterator[tuple[int, dict[str, Any] | None]]:
    """Every corrected ticket with its labelled record; None for one whose words were erased meanwhile."""
    procedures = load_procedures()
    for ticket_id in load_corrected_tickets(engine):
        corrections = load_corrections(engine, ticket_id)
        runs = {run["id"]: run for run in load_runs(engine, ticket_id)}
        run, messages = runs.get(corrections[-1].run_id), load_messages(engine, ticket_id)
        whole = run is not None and messages and all(message.text is not None for message in messages)
        yield ticket_id, to_labelled(run, messages, corrections, procedures) if run and whole else None


def to_labelled(
    run: Mapping[str, Any],
    messages: Sequence[StoredMessage],
    corrections: Sequence[SavedCorrection],
    procedures: Sequence[Procedure],
) -> dict[str, Any]:
    """One record. Of several corrections of an item the newest counts; third parties' words and private notes are left
    out. Where the intent itself was wrong, nothing was read for the right one: answers and steps stay null."""
    right = {correction.item: correction.right for correction in corrections}
    intent = right.get(INTENT, run["intent"])
    procedure = find_procedure(procedures, intent) if intent == run["intent"] else None
    answers = to_labels(procedure, run, right) if procedure and intent == IntentLabel.APPEAL else None
    steps = to_labels(procedure, run, right) if procedure and intent == IntentLabel.COMPROMISE else None
    risks = sorted({str(risk["kind"]) for risk in run["risks"]})
    return {
        "id": f"ticket-{run['ticket_id']}",
        "source": "corrections",
        "subject": next((m.text for m in messages if m.id == SUBJECT_ID), ""),
        "comments": [to_comment(m) for m in messages if m.public and m.author in AUTHORS and m.id != SUBJECT_ID],
        "html": False,
        "intent": intent,
        "answers": answers,
        "steps": steps,
        "ready": is_labelled_ready(answers, steps, risks),
        "risk": risks,
        "notes": describe(corrections),
    }


def to_comment(message: StoredMessage) -> dict[str, str]:
    """A message as a comment of a labelled ticket."""
    return {"author": AUTHORS[Author(message.author)], "body": message.text or ""}


def to_labels(procedure: Procedure, run: Mapping[str, Any], right: Mapping[str, str]) -> dict[str, Any]:
    """The label of every question or step, corrected where somebody did."""
    found = {finding["item"]: finding for finding in run["findings"]}
    labels: dict[str, Any] = {}
    for item in procedure.items:
        if item.kind is Kind.PRECONDITION:
            continue
        finding = found.get(item.key, {})
        status = right.get(item.key) or str(finding.get("status", item.unknown_status.value))
        value = {**EMPTY_VALUES.get(item.key, {}), **(finding.get("value") or {})}
        labels[item.key] = {"status": status, **value} if item.kind is Kind.QUESTION else status
    return labels


def is_labelled_ready(answers: Mapping[str, Any] | None, steps: Mapping[str, str] | None, risks: Sequence[str]) -> bool:
    """Whether the labels make a ready ticket (LABELLING.md, ready). Whether a secret is a current one is not stored, so
    any holds a compromise report."""
    if answers is not None:
        return not set(risks) - {RiskKind.SECRET} and all(a["status"] == Status.COMPLETE for a in answers.values())
    return steps is not None and not risks and all(status == Status.DONE for status in steps.values())


def describe(corrections: Sequence[SavedCorrection]) -> str:
    """What was corrected and why, in one line."""
    said = (
        f"{each.item}: {each.read_as} -> {each.right} {' '.join(each.note.split())}".rstrip() for each in corrections
    )
    return f"corrected {'; '.join(said)}; all else as the bot read it"
