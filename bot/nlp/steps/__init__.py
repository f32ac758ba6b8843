"""Reading the steps of the compromise procedure from the customer's words."""

from collections.abc import Sequence
from dataclasses import replace

from bot.core.checklist import Finding
from bot.core.conversation import SUBJECT_ID
from bot.nlp.steering import find_steering
from bot.nlp.steps.blankets import Blanket, Reach, find_blankets, spread
from bot.nlp.steps.claims import find_claims
from bot.nlp.steps.clauses import Sentence, to_sentences
from bot.nlp.steps.frames import drop_pasted
from bot.nlp.steps.leavers import find_leavers, is_crowded, lessen_counted
from bot.nlp.steps.passages import Claim
from bot.nlp.steps.quotes import find_quoted_topics
from bot.nlp.steps.references import follows_list, to_numbering
from bot.nlp.steps.senses import Sense
from bot.nlp.steps.verdicts import decide_findings, retract
from bot.nlp.view import View


def find_steps(view: View) -> list[Finding]:
    """The steps that this message says something of, at most one finding each (LABELLING.md, steps)."""
    sentences = drop_pasted(_drop_steering(view, to_sentences(view.text)))
    numbering = replace(to_numbering(view.asked), marked=follows_list(sentences))
    claims = find_claims(sentences, numbering, find_quoted_topics(view.message))
    claims = lessen_counted(claims, sentences) + tuple(find_leavers(sentences))
    if any(sentence.has("sarcasm") for sentence in sentences):
        claims = _reverse(claims)
    blankets = find_blankets(sentences, claims, numbering)
    if view.message.id == SUBJECT_ID:
        claims, blankets = _keep_plain(claims, blankets)
    if not claims and not blankets and (taken_back := _find_takeback(sentences)):
        return retract(view, *taken_back)
    return decide_findings(view, claims, tuple(spread(blankets, claims, numbering)), is_crowded(sentences))


def _drop_steering(view: View, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Without what speaks to a bot or plays the desk: it is not the customer's word."""
    spans = [(words.start, words.end) for words in find_steering(view)]
    return tuple(sentence for sentence in sentences if not any(_overlaps(view, sentence, span) for span in spans))


def _overlaps(view: View, sentence: Sentence, span: tuple[int, int]) -> bool:
    """Whether a sentence of the view touches a span of the message's own text."""
    first, last = view.at[sentence.clauses[0].start], view.at[sentence.clauses[-1].end - 1]
    return span[0] <= last and first < span[1]


def _reverse(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """In a mocking message nothing is done."""
    return tuple(replace(c, sense=Sense.NOT_DONE) if c.sense is Sense.DONE else c for c in claims)


def _keep_plain(claims: Sequence[Claim], blankets: Sequence[Blanket]) -> tuple[tuple[Claim, ...], tuple[Blanket, ...]]:
    """What a subject line says outright; subjects are titles, and often the desk's."""
    spoken = ("done", "gone", "not", "fail", "later", "fresh", "yes")
    plain = [c for c in claims if not (c.bare or c.distant) and (c.sense is Sense.DONE or c.clause.has(*spoken))]
    return tuple(plain), tuple(b for b in blankets if b.reach in (Reach.ALL, Reach.REST))


def _find_takeback(sentences: Sequence[Sentence]) -> tuple[int, int] | None:
    """The first clause that takes an earlier message back."""
    for sentence in sentences:
        for clause in sentence.clauses:
            if clause.has("takeback"):
                return clause.start, clause.end
    return None
