"""What a later message closes without naming it: "Joan too now", where Joan alone was lacking."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, pairwise

from bot.core.checklist import Status
from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.counts import count_lacking, find_share, to_number
from bot.nlp.steps.frames import Frame
from bot.nlp.steps.history import Before, Memory
from bot.nlp.steps.negations import ADVERSE, Sense
from bot.nlp.steps.passages import Claim, Passage
from bot.nlp.steps.references import Numbering
from bot.nlp.steps.small_words import THANKS, list_common_words
from bot.nlp.steps.targets import KEY, PEOPLE
from bot.nlp.steps.words import words_of

ONE, MORE = "1", "+"  # how many are lacking
BRIEF = 4
LONGEST = 10  # words of a clause that closes something
_MANY = words_of(
    "two three four five six seven eight several others both rest some half many most few zwei drei vier einige",
    "beide",
    "dos tres varios ambos deux trois plusieurs autres dois duas varios alguns due tre alcuni altri twee drie",
    "anderen dwa",
)
_NOW = words_of(
    "now meanwhile finally today nun jetzt inzwischen mittlerweile heute ahora ya hoy maintenant desormais enfin",
    "agora ja",
    "hoje adesso ora ormai oggi nu inmiddels vandaag teraz juz dzis",
)
_AT_WORK = re.compile(r"\b(?:is|are|am|'s|'re|'m) on it\b")
_HAVING = words_of(
    "has have got does did is are hat habe haben ist tiene tienen tengo ont est tem ha heeft doet ma",
)
_OBJECTS = words_of(
    "it one that this both theirs his hers them on too also es das ihn sie lo la ambos l' le deux o isso dia het die",
    "either well auch tambien aussi tambem anche ook tez",
)
_THAT = words_of(
    "it them he she they that this those him her one er sie es ihn ella el ellos elle il ils le ele ela eles lui",
    "lei loro",
    "hij zij ze ie het ona on oni",
)
_PASSED_ON = words_of(
    "forwarded passed sent send asked told informed mailed emailed texted called rang phoned reminded written wrote",
    "tried weitergeleitet geschickt gefragt angerufen erinnert versucht reenviado enviado avisado llamado transmis",
    "envoye appele relance encaminhado enviei liguei inoltrato mandato chiamato doorgestuurd gestuurd gebeld",
    "przekazane wyslane",
)
_MEETINGS = words_of(
    "meeting meetings appointment call session training slot ticket order visit reminder deadline termin besprechung",
    "schulung reunion cita formacion rendez reuniao treinamento appuntamento riunione afspraak vergadering spotkanie",
)
_MET = (Sense.DONE, Sense.ONE)
ONWARD = _PASSED_ON | _MEETINGS
_RESERVES = ("not", "fail", "later", "would", "open", "left", "except", "told", "undo", "progress", "some", "only")
_AFTER_NAME = words_of(
    "too also now has have got did does is 's and as done yes auch hat jetzt aussi a maintenant tambien ya ha",
    "anche ora ook",
    "heeft nu tambem tem ja tez ma juz :",
)
_DOING = ("do", "does", "machen", "tun", "erledigen")
_MINE = words_of("mine my mein meins meines mio mia mi mon ma mijn mijne meu minha moje moj")
_SCOPES = ("only", "others", "theirs", "some", "except", "domain")


def find_closings(
    passages: Sequence[Passage], claims: Sequence[Claim], numbering: Numbering, memory: Memory
) -> Iterator[Claim]:
    """What short words on the person or domain that was lacking say of the steps that stood open for it. Only a message
    without any reserve closes anything; where several were lacking, one of them closes a part."""
    claimed = {claim.step for claim in claims}
    alone = numbering.asked if len(numbering.asked) == 1 else ()
    waiting = [
        s for s in memory.list_open() if s not in claimed and s != KEY and (s in alone or _is_of_some(memory, s))
    ]
    asked = [step for step in waiting if step in numbering.asked]
    loose = [p for p in passages if not any(p.steps)]
    reserved = any(p.sentence.question or p.sentence.has(*_RESERVES) for p in loose)
    if not waiting or (numbering.asked and not asked) or reserved:
        return
    taken = {(claim.start, claim.end) for claim in claims}
    plain = (pair for p in loose if p.frame is Frame.PLAIN for pair in zip(p.clauses, p.steps, strict=True))
    closing = [c for c, steps in plain if not steps and (c.start, c.end) not in taken and _closes(c)]
    named = {name for p in passages for clause in p.clauses for name in list_names(clause)}
    whole = any(clause.has("every") or means_rest(clause) for clause in closing)
    whole = whole or any(p.sentence.has("every") for p in loose if set(p.clauses) & set(closing))
    for clause in closing[:1]:
        for step in asked or waiting:
            left = memory.lacking[step] - {ONE}
            yield Claim(
                step,
                Sense.DONE if whole or covers(left, named) else Sense.PARTIAL,
                clause,
                whole=True,
                known=True,
            )


def _is_of_some(memory: Memory, step: str) -> bool:
    """Whether some persons or domains were lacking, and not the step as a whole for a reason that nobody told."""
    lacking = memory.lacking.get(step)
    return bool(lacking) and (memory.before[step] is Status.PARTIAL or lacking != frozenset({MORE}))


def means_rest(clause: Clause) -> bool:
    """ "The other two", "the remaining four domains": all that were lacking, not "one of the other two"."""
    first = [word.text for word in clause.words[:2]]
    return clause.has("rest_or_others", "rest") and not clause.has("some") and first not in (["one", "of"], ["1", "of"])


def is_one(lacking: frozenset[str]) -> bool:
    """Whether one person or domain alone was lacking."""
    return len(lacking) <= 1 and MORE not in lacking


def covers(lacking: frozenset[str], named: set[str]) -> bool:
    """Whether those named are all that were lacking; where one was lacking by name, nobody else stands for her."""
    names = lacking - {ONE, MORE}
    if names and named and not names & named:
        return False
    return lacking - {ONE} <= named or is_one(lacking)


def find_lacking(passages: Sequence[Passage], claims: Sequence[Claim], step: str) -> frozenset[str]:
    """Who or what a message tells to be lacking of a step: the names, ``MORE`` where it speaks of several, ``ONE``
    where of one or of nobody by name; empty where nothing is."""
    lacking = {(c.start, c.end) for c in claims if c.step == step and c.sense in ADVERSE}
    beside = [p for p in passages if any((clause.start, clause.end) in lacking for clause in p.clauses)]
    if not beside:
        return frozenset()
    clauses = [clause for p in beside for clause in dropwhile(lambda c: not _tells_lack(c, lacking), p.clauses)]
    names = {name for clause in (*clauses, *_list_joined(beside, lacking)) for name in list_names(clause)}
    missing = max(map(count_lacking, clauses))
    many = missing > 1 if missing else any(map(_tells_many, clauses))
    return frozenset({*names, MORE if many else ONE})


def _list_joined(beside: Sequence[Passage], told: set[tuple[int, int]]) -> Iterator[Clause]:
    """The names right before the one that a clause tells of: "Bas and Tom haven't"."""
    for passage in beside:
        for one, other in pairwise(passage.clauses):
            if (other.start, other.end) in told and other.cut == "join" and len(one.words) <= BRIEF:
                yield from (one,) if not one.has("done", "mine", "every", "yes", "fresh", "standing") else ()


def _tells_many(clause: Clause) -> bool:
    """Whether it numbers persons or domains, not steps ("has to do both")."""
    named = {at for hit in clause.find("two_factor", "code") for at in range(hit.first, hit.last)}
    steps = {"both", "two", "beides", "beide"} if clause.says(*_DOING) else set()
    return any(word.text in _MANY - steps for at, word in enumerate(clause.words) if at not in named)


def _tells_lack(clause: Clause, lacking: set[tuple[int, int]]) -> bool:
    return (clause.start, clause.end) in lacking or clause.cut == "except" or clause.has("except")


def list_names(clause: Clause) -> list[str]:
    """The names, one at the head of the clause among them."""
    first = clause.words[0]
    follows = len(clause.words) == 1 or clause.words[1].text in _AFTER_NAME
    opens = follows and first.capital and len(first.text) > 2 and first.text not in list_common_words()
    return [*clause.list_names(), *((first.text,) if opens and not any(hit.first == 0 for hit in clause.hits) else ())]


def complete_last(claims: Sequence[Claim], passages: Sequence[Passage], memory: Memory) -> tuple[Claim, ...]:
    """What is done for one person is done as a whole where that person alone was lacking."""
    met = {(claim.start, claim.end) for claim in claims if claim.sense in _MET}
    spoken = (*(claim.clause for claim in claims), *_list_joined(passages, met), *_list_before(passages, claims))
    named = {name for clause in spoken for name in list_names(clause)}
    left = {step: memory.lacking.get(step, frozenset()) for step in memory.list_part()}
    last = {step for step, lacking in left.items() if lacking and covers(lacking, named)}
    several = {step for step, lacking in left.items() if step not in last and _are_several(lacking)}
    undone = {c for p in passages if p.sentence.has("not", "fail", "later") for c in p.clauses}
    completed = (
        replace(c, sense=Sense.DONE, known=True)
        if c.sense is Sense.ONE and c.step in last and c.clause not in undone
        else replace(c, sense=Sense.PARTIAL, distant=False, known=True)
        if _is_of_another(c, left.get(c.step, frozenset()))
        else c
        for c in claims
    )
    return tuple(
        replace(c, sense=Sense.PARTIAL, distant=False, known=c.sense is Sense.ONE)
        if c.step in several and (_is_of_one(c) or (c.sense is Sense.ONE and any(list_names(c.clause))))
        else c
        for c in completed
    )


def _list_before(passages: Sequence[Passage], claims: Sequence[Claim]) -> Iterator[Clause]:
    """What stands before "she's done hers" in its sentence, which tells who she is: "Nadia is back"."""
    ones = {claim.start for claim in claims if claim.sense is Sense.ONE and not any(list_names(claim.clause))}
    for passage in passages:
        ends = [clause.start for clause in passage.clauses if clause.start in ones]
        yield from (clause for clause in passage.clauses if ends and clause.start < ends[0])


def _is_of_another(claim: Claim, lacking: frozenset[str]) -> bool:
    """ "Mine is done", "I have it now", "Eva has it", where others were lacking by name; "one more is done"."""
    clause, missing = claim.clause, lacking - {ONE, MORE}
    if not claim.distant or claim.sense is not Sense.DONE or clause.has("every", "sole"):
        return False
    if lacking and clause.says("more") and to_number(clause.words[0]) is not None:
        return True
    named = set(list_names(clause))
    mine = clause.has("mine") or (clause.words[0].text == "i" and bool(_HAVING & clause.texts))
    did = clause.has("done", "finished", "fresh") and not clause.has("mine")
    alone = mine and not clause.has("others", "theirs") and not named and not did
    return bool(missing) and (alone or bool(named and not named & missing))


def _are_several(lacking: frozenset[str]) -> bool:
    return MORE in lacking or len(lacking - {ONE}) > 1


def _is_of_one(claim: Claim) -> bool:
    """ "Kwabena now has it too", where several were lacking."""
    clause = claim.clause
    many = clause.has("every", "rest_or_others") or _tells_many(clause) or " " in clause.joint
    single = any(list_names(clause)) or clause.says("one", "her", "him", "hers", "his", "she", "he")
    return claim.distant and claim.sense is Sense.DONE and single and not many


def drop_passed_on(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Without what only tells that the matter went on to somebody else or to a day: "I have forwarded this to the
    clerk", "he set up a meeting for it"."""
    return tuple(c for c in claims if not (c.distant and c.sense in _MET and _goes_onward(c.clause)))


def _goes_onward(clause: Clause) -> bool:
    listed = clause.has("list") and clause.says("his", "her", "their", "my", "our") and not clause.has("done")
    return listed or bool(ONWARD & clause.texts)


def lessen_denied(claims: Sequence[Claim], memory: Memory) -> tuple[Claim, ...]:
    """What is lacking of one person or domain is a part where the step had been told to be done; and a part it stays
    where it had been told to be done in part and nothing was undone."""
    whole = {c.step for c in claims if c.clause.has("idle", "nothing")}
    return tuple(
        replace(c, sense=Sense.PARTIAL) if c.step not in whole and _is_of_part(c, memory.before) else c for c in claims
    )


def _is_of_part(claim: Claim, before: Before) -> bool:
    known, clause = before.get(claim.step), claim.clause
    if claim.sense is not Sense.NOT_DONE or known not in (Status.DONE, Status.PARTIAL):
        return False
    every = any(clause.text_of(hit) != "all" for hit in clause.find("every")) or not clause.says("after")
    if (clause.has("every") and every) or (clause.has("undo") and known is Status.PARTIAL):
        return False
    counted = claim.step in PEOPLE and _tells_many(clause)
    return (
        counted
        or known is Status.PARTIAL
        or clause.names_person()
        or clause.has(*_SCOPES)
        or clause.says("postmaster", *_MINE)
    )


def _closes(clause: Clause) -> bool:
    """ "Joan too now", "he has it as well", "Bjarke: yes", "that one is done now"."""
    if (
        len(clause.words) > LONGEST
        or clause.says(*THANKS, "greetings", *_PASSED_ON)
        or clause.has("service", "thing", "desk", "ours", "rest", "list", "progress")
        or ("does" in clause.texts and _THAT & clause.texts)  # "he does it today"
        or _AT_WORK.search(" ".join(word.text for word in clause.words))
    ):
        return False
    pointed = (
        any(list_names(clause)) or clause.has("others", "theirs", "people", "domain", "user") or clause.says(*_THAT)
    )
    got = clause.says(*_HAVING) and (clause.says(*_OBJECTS) or clause.words[-1].text in _HAVING)
    standing = clause.has("done", "yes", "finished", "standing") or got or find_share(clause) is not None
    if clause.has("same"):
        return clause.says(*_NOW) or clause.has("done", "yes", "finished", "fresh") or (pointed and standing)
    brief = len(clause.words) <= BRIEF and clause.has("done", "yes", "finished")
    return pointed and ((standing and clause.says(*_NOW)) or brief)
