"""What the rules make of one message: its sentences, claims and blankets, and the findings that they come to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.core.checklist import Finding, Status
from bot.core.conversation import SUBJECT_ID
from bot.nlp.steering import find_steering
from bot.nlp.steps.answering import drop_lapses, find_admitted, find_company, find_told_domains
from bot.nlp.steps.asides import is_aside
from bot.nlp.steps.asking import to_numbering
from bot.nlp.steps.blankets import Blanket, Reach, find_blankets
from bot.nlp.steps.claims import read_claims
from bot.nlp.steps.clauses import Sentence
from bot.nlp.steps.closings import complete_last, drop_passed_on, find_closings, lessen_denied
from bot.nlp.steps.completing import drop_other_old, find_completions, keep_old_alive, replace_carried
from bot.nlp.steps.counting import find_full_counts, lessen_fewer
from bot.nlp.steps.counts import Share, find_share
from bot.nlp.steps.cutting import to_sentences
from bot.nlp.steps.domains import lessen_domains
from bot.nlp.steps.echoes import drop_headings, is_echo, lessen_announced, lessen_promised
from bot.nlp.steps.groups import lessen_groups
from bot.nlp.steps.history import FIRST, Memory
from bot.nlp.steps.leavers import find_leavers, is_crowded, lessen_few
from bot.nlp.steps.leftovers import drop_idle
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.numbered import answers_by_number
from bot.nlp.steps.passages import Claim, Passage
from bot.nlp.steps.questioned import find_questioned
from bot.nlp.steps.quotes import find_quoted_topics, find_unticked_steps
from bot.nlp.steps.references import Numbering, follows_list
from bot.nlp.steps.rosters import weigh_names
from bot.nlp.steps.rows import weigh_rows
from bot.nlp.steps.short_answers import clear_blankets, find_short_answers, list_telling
from bot.nlp.steps.small_words import is_foreign
from bot.nlp.steps.spreading import spread
from bot.nlp.steps.status_lists import clear_alone, find_empty, is_list, list_rows, replace_listed
from bot.nlp.steps.tallies import weigh_tallies
from bot.nlp.steps.targets import KEY, SMTP, TWO_FACTOR, find_named
from bot.nlp.steps.transcripts import part_transcript
from bot.nlp.steps.verdicts import decide_findings, retract
from bot.nlp.steps.words import words_of
from bot.nlp.view import View

FEWEST_NUMBERED = 2  # lines with numbers of the desk's list
MOST_REPEATS = 4  # of the same sentence
_TAKING_UP = words_of("it it's its that that's this")


@dataclass(frozen=True, slots=True)
class MessageReading:
    """One message as the rules read it; ``findings`` holds at most one a step; ``empty`` are the steps of a list
    behind whose names nothing stands; ``foreign``: it or one before it is in another language than English."""

    sentences: tuple[Sentence, ...]
    passages: tuple[Passage, ...]
    numbering: Numbering
    claims: tuple[Claim, ...]
    blankets: tuple[Blanket, ...]
    findings: tuple[Finding, ...]
    empty: frozenset[str] = frozenset()
    foreign: bool = False


def read_message(view: View, memory: Memory = FIRST) -> MessageReading:
    """The rules' reading of one message (LABELLING.md, steps). ``memory``: what those before it had said."""
    spoken = _drop_steering(view, to_sentences(view.text))
    spoken = tuple(_set_aside(view, [s for s in spoken if not is_echo(s)]))
    sentences, quoted = part_transcript(_drop_repeats(spoken), find_quoted_topics(view.message))
    numbering = replace(memory.add(to_numbering(view.asked)), marked=follows_list(sentences))
    numbering = replace(numbering, counted=answers_by_number(sentences, numbering.listed, numbering.labels))
    claims, passages = read_claims(sentences, numbering, quoted)
    claims = _weigh_in_message(claims, sentences, numbering, memory)
    claims = _weigh_in_talk(claims, passages, numbering, memory)
    claims = lessen_promised(lessen_groups(claims, sentences), view.text, memory.before)
    claims = lessen_announced(claims, sentences)
    rows = list_rows(view.text, sentences, numbering.labels if numbering.listed else {})
    alone, rows = ([], rows) if is_list(rows) else (rows, [])
    closing = tuple(find_short_answers(sentences, numbering, memory)) if not rows else ()
    claims = closing or replace_listed(clear_alone(claims, alone), rows)
    blankets = tuple(drop_headings(find_blankets(sentences, claims, numbering), claims, sentences))
    numbered = [s for s in sentences if s.mark in numbering.labels] if numbering.listed else []
    own = (*((s.start, s.end) for s in numbered), *((words[0].start, words[-1].end) for _, _, words in rows))
    blankets = tuple(b for b in blankets if not any(start <= b.start < end for start, end in own))  # one step's "done"
    blankets = drop_idle(clear_blankets(blankets, sentences), sentences, view.text, memory.before)
    if not list_telling(sentences):
        claims, blankets = (), ()  # a mere "ok"
    if view.message.id == SUBJECT_ID:
        claims, blankets = _keep_plain(claims, blankets)
    if not claims and not blankets and (taken_back := _find_takeback(sentences)):
        retracted = tuple(retract(view, *taken_back, parts=_find_taken_parts(sentences, memory)))
        return MessageReading(sentences, passages, numbering, claims, blankets, retracted)
    findings = decide_findings(
        view, claims, tuple(spread(blankets, claims, numbering, memory.before)), is_crowded(sentences)
    )
    done = any(blanket.sense is Sense.DONE for blanket in blankets)
    unticked = frozenset() if done else find_unticked_steps(view.message)
    empty = find_empty(rows) | _find_unanswered(numbered, numbering, claims, blankets)
    empty |= unticked - {claim.step for claim in claims if claim.sense is Sense.DONE}
    foreign = memory.foreign or is_foreign([word for sentence in sentences for word in sentence.words])
    return MessageReading(sentences, passages, numbering, claims, blankets, tuple(findings), empty, foreign)


def _find_unanswered(
    numbered: Sequence[Sentence], numbering: Numbering, claims: Sequence[Claim], blankets: Sequence[Blanket]
) -> frozenset[str]:
    """The points of the desk's list that are passed over where others are answered by number."""
    if len(numbered) < FEWEST_NUMBERED or blankets:
        return frozenset()
    told = {numbering.labels[sentence.mark] for sentence in numbered} | {claim.step for claim in claims}
    return frozenset(numbering.labels.values()) - told


def _weigh_in_message(
    claims: tuple[Claim, ...], sentences: Sequence[Sentence], numbering: Numbering, memory: Memory
) -> tuple[Claim, ...]:
    """The claims in the light of the rest of their message: counts, names, former colleagues, questions, domains."""
    claims = weigh_rows(tuple(map(_count_old, claims)), sentences)
    claims += tuple(find_full_counts(claims, sentences))
    claims = weigh_names(lessen_fewer(lessen_few(claims, sentences), sentences), sentences)
    claims = weigh_tallies(claims, sentences)
    claims += tuple(find_leavers(sentences, numbering.leaver_asked, memory.leaver))
    claims = tuple(find_questioned(sentences, claims)) + lessen_domains(claims, sentences)
    if numbering.old_asked:
        claims = tuple(map(_answer_of_old, claims))
    return _reverse(claims) if any(sentence.has("sarcasm") for sentence in sentences) else claims


def _weigh_in_talk(
    claims: tuple[Claim, ...], passages: Sequence[Passage], numbering: Numbering, memory: Memory
) -> tuple[Claim, ...]:
    """The claims in the light of what was asked and said before: what they answer, complete, or leave in doubt."""
    claims = drop_other_old(drop_lapses(drop_passed_on(claims)), memory)
    claims = complete_last(lessen_denied(claims, memory), passages, memory)
    claims += tuple(find_company(passages, claims, numbering, memory))
    claims += tuple(find_told_domains(passages, claims, numbering))
    claims += tuple(find_closings(passages, claims, numbering, memory))
    claims = replace_carried(claims, tuple(find_completions(passages, claims, numbering, memory)))
    claims = keep_old_alive(claims, memory)
    return claims + tuple(find_admitted(passages, claims, numbering, memory))


def _set_aside(view: View, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences, those marked that are side remarks or go on with one: "It was the old plugin. It's been taken
    off"."""
    aside = False
    for sentence in sentences:
        named = any(find_named(clause).steps for clause in sentence.clauses) or sentence.has("user", "people", "domain")
        goes_on = aside and not named and sentence.words[0].text in _TAKING_UP
        aside = _is_aside(view, sentence) or goes_on
        yield replace(sentence, aside=aside)


def _is_aside(view: View, sentence: Sentence) -> bool:
    return is_aside(view.text[sentence.start : sentence.end] + "?" * sentence.question)


def _drop_steering(view: View, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Without what speaks to a bot or plays the desk: it is not the customer's word."""
    spans = [(words.start, words.end) for words in find_steering(view)]
    return tuple(sentence for sentence in sentences if not any(_overlaps(view, sentence, span) for span in spans))


def _drop_repeats(sentences: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Without what was said in the same words later on: endless repetition costs time and tells nothing."""
    if len(sentences) <= MOST_REPEATS:
        return sentences
    seen: Counter[tuple[str, ...]] = Counter()
    kept: list[Sentence] = []
    for sentence in reversed(sentences):
        words = tuple(word.text for word in sentence.words)
        seen[words] += 1
        if seen[words] <= MOST_REPEATS:
            kept.append(sentence)
    return tuple(reversed(kept))


def _overlaps(view: View, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether a sentence of the view touches a span of the message's own text."""
    first, last = view.at[sentence.clauses[0].start], view.at[sentence.clauses[-1].end - 1]
    return span[0] <= last and first < span[1]


def _answer_of_old(claim: Claim) -> Claim:
    """A no to a question after the old key is a word on that key alone; "deleted from our code" is none on it."""
    taken_out = claim.clause.has("thing", "decoy") and claim.clause.says("from") and not claim.clause.has("key")
    lives = claim.step == KEY and (claim.sense is Sense.NOT_DONE or taken_out)
    return replace(claim, sense=Sense.OLD_LIVES) if lives else claim


def _count_old(claim: Claim) -> Claim:
    """ "One of the two old keys is deleted": the other lives."""
    part = claim.sense is Sense.OLD_GONE and find_share(claim.clause) is Share.PART
    return replace(claim, sense=Sense.OLD_LIVES) if part else claim


def _reverse(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """In a mocking message nothing is done."""
    return tuple(replace(c, sense=Sense.NOT_DONE) if c.sense is Sense.DONE else c for c in claims)


def _keep_plain(claims: Sequence[Claim], blankets: Sequence[Blanket]) -> tuple[tuple[Claim, ...], tuple[Blanket, ...]]:
    """What a subject line says outright; subjects are titles, and often the desk's."""
    spoken = ("done", "gone", "not", "fail", "later", "fresh", "yes")
    plain = [c for c in claims if not (c.bare or c.distant) and (c.sense is Sense.DONE or c.clause.has(*spoken))]
    return tuple(plain), tuple(b for b in blankets if b.reach in (Reach.ALL, Reach.REST))


def _find_taken_parts(sentences: Sequence[Sentence], memory: Memory) -> frozenset[str]:
    """The step that a message takes back in part where it goes on about domains, done before, and nothing else: "a
    correction: I only did our main domain". Empty where more may be meant."""
    if any(_tells_rest_stands(sentence) for sentence in sentences):
        named = {step for s in sentences for clause in s.clauses for step in find_named(clause).steps}
        return frozenset(named | ({TWO_FACTOR} if any(s.has("code") for s in sentences) else set()))
    domains = any(sentence.has("domain") for sentence in sentences)
    more = any(s.has("everything", "list", "user", "people", "nothing", "undo") for s in sentences)
    told = memory.before.get(SMTP) in (Status.DONE, Status.PARTIAL)
    return frozenset({SMTP}) if domains and told and not more else frozenset()


def _tells_rest_stands(sentence: Sentence) -> bool:
    """ "The rest is like I said", "all other is true"."""
    stands = sentence.says("said", "wrote", "true", "right", "correct", "stands", "unchanged")
    return stands and sentence.has("rest", "others", "everything", "rest_or_others") and not sentence.has("not")


def _find_takeback(sentences: Sequence[Sentence]) -> tuple[int, int] | None:
    """The first clause that takes an earlier message back."""
    for sentence in sentences:
        for clause in sentence.clauses:
            if clause.has("takeback"):
                return clause.start, clause.end
    return None
