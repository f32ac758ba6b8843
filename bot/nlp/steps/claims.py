"""From sentences to claims: what a message says of single steps, clause by clause."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from bot.nlp.steps.carrying import is_of_domains, opens_anew, read_carried
from bot.nlp.steps.clauses import Clause, Sentence
from bot.nlp.steps.exceptions import is_left_out
from bot.nlp.steps.frames import Frame, find_condition, find_frame, find_question_start, is_of_others
from bot.nlp.steps.naming import name_steps, spread_elsewhere
from bot.nlp.steps.negations import Sense
from bot.nlp.steps.passages import HEADING_CUTS, NOTHING, Claim, Passage, Topic
from bot.nlp.steps.readings import is_old_name, read_named, read_own
from bot.nlp.steps.references import Numbering
from bot.nlp.steps.senses import read_sense
from bot.nlp.steps.targets import KEY, PEOPLE, STEPS, TWO_FACTOR, find_named

MOST_ASKED = 2  # steps that a quoted line may name to be a question of its own


def read_claims(
    sentences: Sequence[Sentence], numbering: Numbering, quoted: Mapping[int, tuple[str, ...]] = MappingProxyType({})
) -> tuple[tuple[Claim, ...], tuple[Passage, ...]]:
    """Every claim that a message makes on single steps, in order, and the passages that they stand in, those left out
    that are not the customer's word. ``quoted``: the steps that the quoted words above or before a line name, by the
    line's number."""
    claims: list[Claim] = []
    passages: list[Passage] = []
    topic = Topic(frozenset(numbering.pending), age=1) if len(numbering.pending) == 1 else Topic()
    answering = -1
    alone = any(sentence.has("sole") for sentence in sentences)
    for sentence in sentences:
        above = max((line for line in quoted if line <= sentence.line), default=-1)
        asked = quoted.get(above, ()) if above != answering and sentence.box is None else ()
        if asked and len(asked) <= MOST_ASKED:
            topic = Topic(frozenset(asked), sentence.line, heading=True, asked=True, last=topic.last)
        answering = above
        topic, found, passage = _read_sentence(sentence, topic, numbering, alone)
        claims.extend(found)
        passages.extend([passage] if passage else [])
    return tuple(claims), tuple(passages)


def _read_sentence(
    sentence: Sentence, topic: Topic, numbering: Numbering, alone: bool
) -> tuple[Topic, list[Claim], Passage | None]:
    frame = find_frame(sentence)
    if sentence.aside:
        return topic, [], None if frame is Frame.IGNORED else _to_passage(sentence, frame, topic, numbering, alone)
    if frame is Frame.IGNORED:
        return Topic(), [], None
    topic = _enter(sentence, topic)
    if topic.elsewhere and sentence.listed and not sentence.has("ours"):
        return replace(topic, line=sentence.line), [], None
    passage = _to_passage(sentence, frame, topic, numbering, alone)
    claims, current = _read_passage(passage)
    claims = _lessen_excepted(passage, claims)
    away = NOTHING.union(*(name.away for name in passage.named)) or topic.away
    return replace(_leave(passage, current), last=_merge_last(claims, topic.last), away=away), claims, passage


def _enter(sentence: Sentence, topic: Topic) -> Topic:
    """The topic as a sentence finds it: a list's next line and the line below a heading begin anew."""
    if sentence.line == topic.line or not (sentence.listed or topic.heading):
        return topic
    follows = sentence.listed or sentence.line == topic.line + 1
    if topic.below and follows and not sentence.listed and not sentence.heading and not sentence.crossed:
        return replace(topic, line=sentence.line, below=False)
    sense = topic.sense if follows else None
    return Topic(sense=sense, last=topic.last, elsewhere=topic.elsewhere and sentence.listed, away=topic.away)


def _to_passage(sentence: Sentence, frame: Frame, topic: Topic, numbering: Numbering, alone: bool) -> Passage:
    by_word = [find_named(clause) for clause in sentence.clauses]
    heads = bool(by_word[0].outright) and len(by_word) > 1 and sentence.clauses[1].cut in HEADING_CUTS
    headed = heads or (topic.heading and topic.line == sentence.line and len(topic.steps) == 1)
    numbered = [numbering.name(sentence, at, name, headed) for at, name in enumerate(by_word)]
    named = spread_elsewhere(sentence, numbered)
    turn = {Frame.LATER: find_condition, Frame.QUESTION: find_question_start}.get(frame, lambda _: 0)(sentence)
    return Passage(sentence, frame, topic, alone, named, name_steps(sentence, named, topic), turn)


def _read_passage(passage: Passage) -> tuple[list[Claim], frozenset[str]]:
    """The claims of a sentence, and the steps that it speaks of at its end."""
    current, last = passage.topic.steps, None
    claims: list[Claim] = []
    theirs = False
    for at, (clause, steps) in enumerate(zip(passage.clauses, passage.steps, strict=True)):
        theirs = is_of_others(clause) or (theirs and clause.joint != "" and clause.begins_with("done", "gone", "act"))
        if theirs:
            current = steps or current
        elif steps:
            current = _join_topic(passage, at, current)
            claims.extend(_claim_named(passage, at))
        elif passage.named[at].elsewhere and not (passage.in_heading or (passage.steps[0] and passage.is_head(0))):
            current = NOTHING
        else:
            carried = read_carried(passage, at, current, last)
            claims.extend(_to_claim(passage, at, step, sense, carried=True) for step, sense in carried)
            ends = opens_anew(passage, at) or (current <= PEOPLE and is_of_domains(clause))
            current = NOTHING if ends and not passage.in_heading else current
        last = claims[-1].sense if claims else last
    return claims, current


def _join_topic(passage: Passage, at: int, current: frozenset[str]) -> frozenset[str]:
    """The steps spoken of after a clause that names some: names in a row stay together."""
    steps, clause = passage.steps[at], passage.clauses[at]
    before = passage.steps[at - 1] if at else NOTHING
    step = next((step for step in STEPS if step in before), None)
    joined = step is not None and clause.cut in (",", "join", "/") and read_own(passage, at - 1, step) is None
    return steps | current if joined else steps


def _claim_named(passage: Passage, at: int) -> Iterator[Claim]:
    for step in STEPS:
        if step in passage.steps[at]:
            sense, bare = read_named(passage, at, step)
            if sense is not None:
                yield replace(_to_claim(passage, at, step, sense), bare=bare)


def _to_claim(passage: Passage, at: int, step: str, sense: Sense, carried: bool = False) -> Claim:
    distant = carried and not passage.in_heading and not passage.named_before(at)
    return Claim(step, sense, passage.clauses[at], distant, passage.sentence.has("every", "sole"))


def _lessen_excepted(passage: Passage, claims: list[Claim]) -> list[Claim]:
    """An exception that names no step of its own lessens what is said to be done beside it."""
    exceptions = [at for at in range(len(passage.clauses)) if _excepts(passage, at)]
    if not exceptions:
        return claims
    personal = any(_is_personal(passage.clauses[at]) for at in exceptions)
    within = {passage.clauses[at].start for at in exceptions}
    first = passage.clauses[exceptions[0]].start if exceptions[0] else None
    before = max((c.end for c in claims if first is not None and c.end <= first), default=-1)
    return [
        replace(c, sense=Sense.PARTIAL)
        if (c.start in within or _is_lessened(c, first, before)) and not (c.step == KEY and personal)
        else c
        for c in claims
    ]


def _excepts(passage: Passage, at: int) -> bool:
    clause = passage.clauses[at]
    if passage.steps[at]:
        return False
    return clause.has("except") or bool(at and is_left_out(passage.clauses[at - 1], clause))


def _is_personal(clause: Clause) -> bool:
    return (
        clause.has("people", "user")
        or clause.names_person()
        or (clause.has("others") and not clause.says("one", "ones"))
    )


def _is_lessened(claim: Claim, first: int | None, before: int) -> bool:
    """Whether an exception at ``first`` (None: at the head of the sentence) is one to this claim."""
    listed = len(claim.clause.words) <= 3 and not claim.clause.has("yes", "done")
    return claim.sense is Sense.DONE and (first is None or claim.end == before or listed)


def _merge_last(claims: Sequence[Claim], before: Sense | None) -> Sense | None:
    """What "same here" would stand for after these claims."""
    if not claims:
        return before
    senses = {claim.sense for claim in claims if claim.step == claims[-1].step}
    senses |= {before} if claims[-1].distant and before else set()
    mixed = Sense.PARTIAL in senses or {Sense.DONE, Sense.NOT_DONE} <= senses
    return Sense.PARTIAL if mixed else claims[-1].sense


def _leave(passage: Passage, current: frozenset[str]) -> Topic:
    """The topic that a sentence leaves to the next."""
    if not any(passage.steps):
        return _leave_unnamed(passage, current)
    sentence, first = passage.sentence, passage.clauses[0]
    alone = len(passage.clauses) == 1 and len(first.words) <= 4 and not first.has("done", "yes", "not")
    numbered = bool(sentence.mark) and len(passage.named[0].outright) == 1
    heads = bool(passage.steps[0]) and sentence.first and (alone or passage.is_head(0) or numbered)
    title = read_title(first) if not passage.steps[0] and passage.is_head(0) else None
    return Topic(
        steps=current,
        line=sentence.line,
        heading=heads or passage.frame is Frame.HEADING,
        sense=passage.topic.sense or title,
        old=heads and is_old_name(first),
        below=heads and alone and sentence.heading,
    )


def _leave_unnamed(passage: Passage, current: frozenset[str]) -> Topic:
    sentence, topic = passage.sentence, passage.topic
    if sentence.heading:
        elsewhere = sentence.has("service") and not sentence.has("ours")
        return Topic(line=sentence.line, sense=read_title(passage.clauses[-1]), elsewhere=elsewhere)
    if topic.line == sentence.line or (not sentence.listed and current):
        return replace(topic, line=sentence.line, age=topic.age + 1)
    if sentence.first and passage.is_head(0) and passage.clauses[1].cut == ":":
        return Topic(line=sentence.line, sense=read_title(passage.clauses[0]))
    follows = sentence.listed or sentence.line <= topic.line + 1
    return Topic(line=sentence.line, sense=topic.sense if follows else None)


def read_title(clause: Clause) -> Sense | None:
    """What a heading says of the lines under it: "Done:", "Still open:"; None for any other."""
    if (
        (clause.has("back") and not clause.has("open"))
        or len(clause.words) > 6
        or not (clause.says("open") or clause.has("finished", "done", "open", "later", "left"))
    ):
        return None
    sense = read_sense(clause, TWO_FACTOR)
    return sense if sense in (Sense.DONE, Sense.NOT_DONE) else None
