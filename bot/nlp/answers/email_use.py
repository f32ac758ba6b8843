"""How the business uses e-mail: transactional, marketing or both, said outright or plain from the examples."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from bot.core.checklist import Finding, Status
from bot.nlp.answers.kinds import KINDS, MARKETING, TRANSACTIONAL, Hit, list_hits, read_over
from bot.nlp.answers.layout import Layout, Line, Topic
from bot.nlp.answers.lexicon.phrases import compile_phrases, load_lexicon
from bot.nlp.answers.origins import words_state_origin
from bot.reading.alternatives import Alternatives

ITEM = "email_use"
MOST_QUOTED = 4
SAID = 1.0  # the score of a finding that names a kind outright
VAGUE = 0.7  # the score of a finding that rests on vague words alone
GUESSED = 0.6  # the highest score of one that guesses a kind from things named in unknown words
_SHORT = 8  # words of a line that is an answer by being so short
_WORD = re.compile(r"[^\W\d_]{3,}")
_SENDS = re.compile(
    r"\b(?:we|i|it|they|system|app|software|shop|site|portal)(?:'ll|'d)?"
    r" (?:only |just |also |automatically |will |would )?(?:(?:sends?|mails?|e-?mails?|notif\w+|issues?)\b"
    r"|(?:writes?|tells?|reminds?|invites?)\b(?! (?:to )?(?:you|us|me)\b))"
)
_RECEIVES = re.compile(
    r"\b(?!we |i |you )\w+ (?:gets?|receives?) (?:an?|the|their|his|her|one|only|our|my)\b"
    r"(?! (?:address|e-?mails?|list))|\b(?!wir )\w+ (?:recoi\w+|recib\w+|receb\w+|ricev\w+|erhalt\w*|bekomm\w*|kriegt"
    r"|krijg\w*|otrzymuj\w*|dostaj\w*)\b(?! wir)"
)
_DODGES = re.compile(
    r"[\W_]{0,6}(?:(?:yes|yep|yeah|sure|ok(?:ay)?|no|nope|n/?a|none|nothing|tbd|idk|correct|true|right|exactly"
    r"|of course|indeed|si|ja|oui|sim|tak|nein"
    r"|non|nao|nee|nie|same|ditto|dunno|unknown|please|pls|thanks|sir|see (?:above|below|site|website|web ?site"
    r"|our site)|not applicable"
    r"|as (?:above|before|discussed|said)|already (?:answered|told|said)|it does|we do|i do|siehe oben|ver arriba"
    r"|voir ci-dessus)[\W_]{0,6}){1,4}"
)
_GETS = re.compile(
    r"(?:\b(?!we |i |you )[\w-]{2,24} (?:gets?|receives?|(?:is|are) sent)|\s(?:→|->|=>))"
    r"(?:[ ,+&:]{1,3}[\w'-]{1,20}){0,7}[ ,+&:]{1,3}$"
)  # behind it stands what somebody else is sent
_GOES_TO = re.compile(
    r"(?:,? only|,? just|[^.;:!?\n,]{0,40}? (?:are|is|get|being)(?: being)? sent(?: out)?(?: by (?:us|e?-?mail))?)?"
    r",? (?:to|for) (?!us\b|you\b|me\b|be\b|the (?:limit|account)\b)\w"
)  # before it stands what is sent to somebody, whatever is told of him: "reminders to patients who book with us"
_GOES_OUT = re.compile(r"\b(?:send|sends|sending|go|goes|blast|also|weekly|monthly|both)\b")
_ORIGINATES = re.compile(
    r"\b(?:addresses|adresses|list|lists|contacts|e-?mails|data|they|it)\b[^.;]{0,30}\b(?:comes? from|came from"
    r"|are from"
    r"|is from|collected|stem from|taken from|gathered)\b|^\W*from\b"
)
_WEIGHS = re.compile(
    r"\b(?:couldn'?t|can'?t|cannot|hard to) (?:really |honestly )?(?:say|tell)\b|\bnot sure\b|\b(?:don'?t"
    r"|do not) know (?:which|what|if|whether)\b"
    r"|\bno idea\b|\bnot (?:yet )?decided\b|\bundecided\b|\bdecides? (?:on|next)\b|\bweiss (?:ich )?nicht\b"
    r"|\bje ne sais pas\b|\bnao sei\b|\bweet ik niet\b|\bnie wiem\b"
)
_BOTH_ENDS = re.compile(
    r"\s{0,2}(?:$|[.,;:!|()/-]|of (?:them|it|these)|sir|kinds|types|transact|market|pls|please|i guess|then)"
)
_BOTH_BEGINS = re.compile(
    r"(?:\bso|(?:\buse|using|mails?|used)(?: (?:it|e-?mails?|mails?|you))? for|that'?s|it'?s|is|do|does|send|say"
    r"|call (?:it|them|that|this)|[:=,;-])\s{0,2}$"
)


@lru_cache(maxsize=1)
def _context() -> Mapping[str, Alternatives]:
    data = load_lexicon("use")
    classes = {**data["classes"], "business": data["business"]["nouns"]}
    return {
        "both": compile_phrases(data["both"]["all"]),
        "only": compile_phrases(data["neither"]["only"]),
        "vague": compile_phrases(data["vague"]["use"]),
        "business": compile_phrases(data["vague"]["business"], classes),
        **{name: compile_phrases(data["context"][name]) for name in ("sends", "apart", "foreign")},
    }


@lru_cache(maxsize=1)
def _empty_words() -> frozenset[str]:
    return frozenset(load_lexicon("use")["concrete"]["empty"].split())


def find_email_use(layout: Layout, addressed: bool) -> Finding | None:
    """What the message says of its sender's use of e-mail; None where it says nothing of it. ``addressed``: it
    answers another of the questions too."""
    lines = [line for line in layout.own if line.topic is not Topic.OTHER]
    hits = _keep_telling([hit for line in lines for hit in list_hits(line) if _counts(layout, hit, addressed)])
    hits += _find_both(layout)
    given = [hit for hit in hits if not hit.denied]
    if any(hit.said for hit in given):
        given = [hit for hit in given if not hit.loose]
    if given:
        open_ = _contradicts(hits) or _is_undecided(given)
        return _to_finding(layout, Status.PARTIAL if open_ else Status.COMPLETE, given)
    return _find_concrete(layout, hits) or (addressed and _find_sent(layout, hits)) or _find_vague(layout)


def _counts(layout: Layout, hit: Hit, addressed: bool) -> bool:
    """Whether a word for a kind of mail stands where kinds of mail are told, and not in talk of the account."""
    line, context = hit.line, _context()
    if line.topic is Topic.USE and (line.labelled or layout.is_sorted):
        return True
    if context["apart"].search(line.answer):
        return False
    if not hit.weak or line.topic is Topic.USE:
        return True
    if context["foreign"].search(line.answer) and not _SENDS.search(line.answer):
        return False
    if addressed or Topic.USE in layout.asked or len(line.answer.split()) <= _SHORT:
        return True
    return context["sends"].search(line.answer) is not None


def _keep_telling(hits: Sequence[Hit]) -> list[Hit]:
    """The hits outside of what the message says of its list and its volume, as far as there are any."""
    telling = [hit for hit in hits if _tells_use(hit.line) or _is_received(hit) or _is_addressed(hit)]
    if any(not hit.denied for hit in telling):
        return telling
    return [hit for hit in hits if hit in telling or not (hit.weak or _ORIGINATES.search(hit.line.answer))]


def _tells_use(line: Line) -> bool:
    if line.topic is Topic.USE:
        return True
    if line.topic in (Topic.SOURCE, Topic.VOLUME):
        return False
    told = _SENDS.search(line.answer) or _RECEIVES.search(line.answer)
    return told is not None or not words_state_origin(line.answer)


def _is_received(hit: Hit) -> bool:
    """ "Customer gets order confirmation": named as what somebody else is sent, whatever else the line tells."""
    return hit.line.topic is None and _GETS.search(hit.line.text, 0, hit.start - hit.line.start) is not None


def _is_addressed(hit: Hit) -> bool:
    """ "Load alerts only, to carriers that registered with us": named as what goes to somebody."""
    return hit.line.topic is None and _GOES_TO.match(hit.line.text, hit.end - hit.line.start) is not None


def _find_both(layout: Layout) -> Iterator[Hit]:
    for line in layout.own:
        if line.topic in (Topic.SOURCE, Topic.VOLUME, Topic.OTHER):
            continue
        text = read_over(line)
        for match in _context()["both"].finditer(text):
            meant = line.topic is Topic.USE or _stands_alone(text, match)
            if meant:
                for kind in KINDS:
                    yield Hit(kind, line.start + match.start(), line.start + match.end(), line, said=True)


def _stands_alone(text: str, match: re.Match[str]) -> bool:
    """ "Both." and "so both": not "both offices"."""
    before = text[: match.start()]
    begins = not before.strip(" -*>\"'") or _BOTH_BEGINS.search(before.rstrip() + " ") is not None
    return begins and _BOTH_ENDS.match(text, match.end()) is not None


def _contradicts(hits: Sequence[Hit]) -> bool:
    """One message that says "only transactional" and names marketing of its own elsewhere."""
    only = [hit for hit in hits if hit.kind == TRANSACTIONAL and hit.said and not hit.denied and _is_only(hit)]
    return any(
        hit.kind == MARKETING
        and not hit.denied
        and _GOES_OUT.search(hit.line.text) is not None
        and any(other.line is not hit.line for other in only)
        for hit in hits
    )


def _is_undecided(hits: Sequence[Hit]) -> bool:
    """Kinds that are only weighed: "marketing or transactional, I couldn't say"."""
    return all(_WEIGHS.search(hit.line.text) is not None for hit in hits)


def _is_only(hit: Hit) -> bool:
    around = hit.line.text[max(0, hit.start - hit.line.start - 16) : hit.end - hit.line.start + 10]
    return _context()["only"].search(around) is not None


def _to_finding(layout: Layout, status: Status, hits: Sequence[Hit]) -> Finding:
    kinds = [kind for kind in KINDS if any(hit.kind == kind for hit in hits)]
    telling = [next(hit for hit in hits if hit.kind == kind) for kind in kinds]
    spans = sorted({(hit.line.start, hit.line.end) for hit in [*telling, *hits[:MOST_QUOTED]]})[:MOST_QUOTED]
    score = SAID if any(hit.said for hit in hits) else 0.9
    return _found(layout, kinds if status is Status.COMPLETE else [], spans, score)


def _found(layout: Layout, kinds: Sequence[str], spans: Iterable[tuple[int, int]], score: float) -> Finding:
    """Complete where there is a kind, else partial."""
    return Finding(
        ITEM,
        Status.COMPLETE if kinds else Status.PARTIAL,
        value={"types": list(kinds)},
        evidence=tuple(layout.view.evidence(*span) for span in spans),
        parts=frozenset({"type"}) if kinds else frozenset(),
        score=score,
    )


def _find_concrete(layout: Layout, hits: Sequence[Hit]) -> Finding | None:
    """An answer set out as such that names things in words unknown here: what a business writes to single people about
    its own affairs with them is transactional, unless it is vague or only describes the business."""
    for line in layout.find_lines(Topic.USE):
        if line.labelled and not any(hit.line is line for hit in hits) and _names_things(line):
            return replace(_found(layout, [TRANSACTIONAL], [(line.start, line.end)], GUESSED), agreed=False)
    return None


def _find_sent(layout: Layout, hits: Sequence[Hit]) -> Finding | None:
    """As above, for a plain sentence of a message that answers other questions: "we send the crew its call times"."""
    for line in layout.own:
        sends = _SENDS.search(line.answer)
        if not sends or any(hit.line is line for hit in hits) or not _tells_use(line):
            continue
        if _names_things(line, sends.end()) and not _context()["foreign"].search(line.answer):
            return replace(_found(layout, [TRANSACTIONAL], [(line.start, line.end)], 0.5), agreed=False)
    return None


def is_dodged(layout: Layout) -> bool:
    """Whether all that stands where the use of e-mail is to be told is no answer: "yes", "n/a", "see above"."""
    lines = layout.find_lines(Topic.USE)
    return bool(lines) and all(_DODGES.fullmatch(line.answer) for line in lines)


def _names_things(line: Line, start: int = 0) -> bool:
    vague = any(_context()[name].search(line.answer) for name in ("vague", "business"))
    if vague or line.text.rstrip().endswith("?"):
        return False
    text = read_over(line)[line.content - line.start :]
    return sum(1 for word in _WORD.findall(text, start) if word not in _empty_words()) >= 2


def _find_vague(layout: Layout) -> Finding | None:
    """The business or its mail described without a kind. Where the desk asked for something else, a passing remark
    is no new answer."""
    if layout.asked and Topic.USE not in layout.asked:
        return None
    lines = [line for line in layout.own if line.topic not in (Topic.SOURCE, Topic.VOLUME, Topic.OTHER)]
    for name in ("vague", "business"):
        for line in lines:
            if _context()[name].search(read_over(line)):
                return _found(layout, [], [(line.start, line.end)], VAGUE)
    return None
