"""What the desk asked for: the order and numbers of its list, and the steps that it asked after."""

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.cutting import to_sentences
from bot.nlp.steps.desk_questions import asks_for_company, asks_for_leaver, doubts_one
from bot.nlp.steps.references import Numbering, number_steps
from bot.nlp.steps.small_words import is_english
from bot.nlp.steps.targets import KEY, PEOPLE, SMTP, STEPS, find_named
from bot.nlp.steps.words import fold, words_of

_LABEL = re.compile(r"(?:^|[\s(])(?:#([1-9])[).:]?|([1-9]|[a-h])(?:[).:]|\s[-–]))\s", re.MULTILINE)
_BUTTONS = frozenset({"reset password", "change password", "new password"})  # of the way to the SMTP logins
_REMAINING = ("remain", "still miss", "left to do", "are left", "outstanding", "still open", "which of")
_WHICH = words_of("which what welche welchen cuales cual quelles lesquelles quais quali welke ktore")
_THANKS = words_of(
    "thanks thank noted received confirmed see merci danke gracias obrigado grazie bedankt log",
)


def to_numbering(asked: str) -> Numbering:
    """The numbering that the desk's message sets up; the customary order where it lists nothing."""
    if not asked:
        return Numbering()
    named = tuple(_find_asked(asked)) or _find_all_asked(asked)
    labels = _find_labels(asked)
    order = tuple(dict.fromkeys(labels.values())) or (named if len(named) > 1 else STEPS)
    sentences = to_sentences(asked)
    done_asked = _asks_done(asked)
    return Numbering(
        order=order,
        labels=labels or number_steps(order),
        asked=named,
        pending=named,
        what_remains=not done_asked and any(word in fold(asked) for word in _REMAINING),
        status_asked=_asks_status(asked),
        old_asked=named == (KEY,) and any(sentence.has("old") for sentence in sentences),
        company_asked=any(map(asks_for_company, sentences)),
        leaver_asked=any(map(asks_for_leaver, sentences)),
        doubted=frozenset(step for s in sentences if doubts_one(s) for step in _list_steps(s)),
        listed=bool(labels),
        done_asked=done_asked,
    )


def _find_all_asked(asked: str) -> tuple[str, ...]:
    """ "Have all steps been completed?" asks for each."""
    whole = any(
        s.question and s.has("list") and s.has("finished", "done", "every", "everything") for s in to_sentences(asked)
    )
    return STEPS if whole else ()


def _asks_status(asked: str) -> bool:
    """Whether the desk asked how things stand rather than for something to be done."""
    if "yes / no" in asked:
        return True
    for sentence in to_sentences(asked):
        words = {word.text for word in sentence.words}
        wants = words & {"please", "could", "can", "would"} and not words & {
            "confirm",
            "been",
            "done",
            "whether",
            "tell",
        }
        if (
            sentence.question
            and not wants
            and any(find_named(clause).steps or clause.has("list") for clause in sentence.clauses)
        ):
            return True
    return False


def _asks_done(asked: str) -> bool:
    """Whether it asked which steps are done: "all" is a yes to it, and "none" a no."""
    asking = [s for s in to_sentences(asked) if s.question and (s.says(*_WHICH) or _is_what(s))]
    return any(s.has("done", "finished") and not s.has("not", "open", "left") for s in asking)


def _is_what(sentence: Sentence) -> bool:
    """ "Was ist erledigt?": a word that stands for others in English."""
    return not is_english(sentence.words) and sentence.says("was", "que", "cosa", "quoi", "wat", "co")


def _find_labels(asked: str) -> dict[str, str]:
    """What the desk's own numbers or letters stand for; empty where it did not number two steps."""
    marks = list(_LABEL.finditer(asked))
    labels: dict[str, str] = {}
    ends = [mark.start() for mark in marks[1:]] + [len(asked)]
    for mark, end in zip(marks, ends, strict=False):
        part = asked[mark.end() : min(end, mark.end() + 200)]
        named = [find_named(clause) for sentence in to_sentences(part)[:1] for clause in sentence.clauses]
        steps = [step for found in named for step in found.outright] or [
            step for found in named for step in found.steps
        ]
        if steps:  # "All users: two-factor authentication" is about the second factor
            labels[mark[1] or mark[2]] = steps[0]
    return labels if len(set(labels.values())) > 1 else {}


def _asks_domains(sentence: Sentence) -> bool:
    """ "For all domains and all users?" asks after the SMTP passwords too."""
    return sentence.question and any(c.has("domain") and c.has("every") for c in sentence.clauses)


def _names_smtp(clause: Clause) -> bool:
    return SMTP in find_named(clause).steps


def _is_only_addressed(clause: Clause) -> bool:
    """Whether SMTP is named by a login's address alone: "one user (storage@)"."""
    return all(clause.text_of(hit) == "smtplogin" for hit in clause.find("smtp"))


def _names_people(sentence: Sentence) -> bool:
    return any(PEOPLE & find_named(clause).steps for clause in sentence.clauses)


def _thanks(sentence: Sentence) -> bool:
    """Whether it thanks for something; "merci de réinitialiser" asks for it."""
    texts = [word.text for word in sentence.words]
    return bool(_THANKS.intersection(texts)) and ("merci", "de") not in pairwise(texts)


def _list_steps(sentence: Sentence) -> frozenset[str]:
    named = frozenset(step for clause in sentence.clauses for step in find_named(clause).steps)
    addressed = all(map(_is_only_addressed, filter(_names_smtp, sentence.clauses))) and named & PEOPLE
    return named - {SMTP} if addressed else named


def _find_asked(asked: str) -> Iterator[str]:
    """The steps that the desk asked for, in order; what it thanks for is left out."""
    seen: set[str] = set()
    sentences = to_sentences(asked)
    asking = [s for s in sentences if s.question and (any(find_named(c).steps for c in s.clauses) or _asks_domains(s))]
    asking = [s for s in asking or sentences if s.question or not _thanks(s) or doubts_one(s)]
    outright = {step for s in asking for clause in s.clauses for step in find_named(clause).outright}
    for sentence in asking:
        addressed = all(map(_is_only_addressed, filter(_names_smtp, sentence.clauses))) and _names_people(sentence)
        path = any(SMTP in find_named(clause).steps for clause in sentence.clauses)
        personal = any(PEOPLE & find_named(clause).outright for clause in sentence.clauses)
        for clause in sentence.clauses:
            named = find_named(clause)
            if personal and not named.outright and named.loose <= PEOPLE:
                continue  # "Two-factor is left: is it on for every user?"
            if clause.has("gone", "dead") and not named.outright:
                continue  # "or the user removed"
            if path and " ".join(word.text for word in clause.words) in _BUTTONS:
                continue
            domains = {SMTP} if _asks_domains(sentence) and clause.has("domain") and KEY not in named.steps else set()
            for step in STEPS:
                if (
                    step in named.steps | domains
                    and step not in seen
                    and (step in domains or step in named.outright or step not in outright)
                    and (step in domains or not (addressed and step == SMTP))
                ):
                    seen.add(step)
                    yield step
