"""Turns of speech that put a reserve on what a message calls done, wherever in it they stand: one thing skipped, a word
taken back in the same breath, another service, the desk's word for the customer's."""

import re
from collections.abc import Sequence

from bot.nlp.steps.asides import LONGEST, stands_aside
from bot.nlp.steps.bargains import BARGAINS
from bot.nlp.steps.limits import LIMITS
from bot.nlp.steps.portions import NARROWED, PORTIONS, WHOLE
from bot.nlp.steps.presumptions import PRESUMPTIONS
from bot.nlp.steps.presumptions_abroad import PRESUMPTIONS_ABROAD
from bot.nlp.steps.remnants import HIDDEN, REMNANTS, RENEWED
from bot.nlp.steps.repairs import REPAIRS
from bot.nlp.steps.shortfalls import SHORTFALLS
from bot.reading.alternatives import Alternatives

_SERVICES = (
    r"(?:github|gitlab|bitbucket|google(?! auth)|gmail|aws|amazon|azure|wordpress|cloudflare|heroku|slack|"
    r"stripe|paypal)"
)
_LOGINS = r"(?:pass(?:word|wort|wörter)s?|logins?|2fa|mfa|two.factor|codes?|smtp|credentials)"
_THERE = rf"(?:on|at|in|bei|en|sur|su) {_SERVICES}"
_ELSEWHERE = (
    rf"{_LOGINS}[^.;!?\n]{{0,40}} {_THERE}",
    rf"{_THERE}[^.;!?\n]{{0,60}}(?:{_LOGINS}|keys?(?! vault)|tokens?|too|also|as well|auch|aussi|anche)",
)
_COUNTS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|some|most|half|a few|zwei|drei|vier|einige)"
_OF_WHICH = r"(?:of|von) (?:the|our|my|all|these|those|den|unseren|meinen)"
_STAYING = (
    r"(?! (?:(?:had|have|has) )?(?:since |already )?(?:left|gone|retired|quit|resigned|been removed|been deleted))"
)
_PARTS = rf"(?:^|[.;!?\n]\s{{0,2}}){_OF_WHICH} [^.;!?\n]{{1,40}}? {_COUNTS}{_STAYING}"  # "Of our domains two ..."
_RESERVE = Alternatives(
    [
        r"(?<!none )(?<!nothing )(?<!not )(?<!the )(?<!you can )(?<!'s )"
        r"skip(?:s|ped|ping| (?:it|that|this|the|him|her|them|one))",
        r"ausgelassen|übersprungen|omitid[oa]s?|overgeslagen|pulad[oa]s?",
        r"your (?:chat|colleague|agent|hotline)[^.;!?\n]{0,40} (?:said|says|told|confirms|confirmed|assured|did|reset|"
        r"changed|checked|fixed|sees|saw|thinks?|was fine|is fine|was ok)",
        r"(?:the|a) (?:lady|gentleman|man|guy|woman|agent|person|chap)[^.;!?\n]{0,20} (?:told|said|says|confirmed|"
        r"assured)",
        r"(?:ihr|euer) kollege|(?:su|vuestro) compañero|votre collègue",
        r"(?:hm+|oh|wait|err?|actually) no(?<!^oh no)|no wait|scratch that",
        r"(?:follows?|will follow) (?:when|once|as soon|later|next)|folgt (?:noch|sobald|später)",
        r"(?:have not|has not|haven't|hasn't|did not|didn't|do not|don't) "
        r"need(?:ed)?(?! (?:it|access|hers|his|theirs|one|that)? ?(?:any ?more|any longer))",
        r"does (?:it|that) (?:at|in|on|this|tomorrow|tonight|later)|macht (?:es|das) (?:am|heute|morgen)",
        r"users? whose|the others? (?:have|has|had|did)(?:n't| not)|not yet|noch nicht|todavía|pas encore|ainda não",
        r"(?:(?:will |'ll |i )?(?:write|tell|inform)(?: to)? you|let you know|report back|get back to you|ping you)"
        r" (?:when|once|as soon as|after)",
        r"(?:melde mich|sage bescheid),? (?:wenn|sobald)|(?:les|le) aviso cuando",
        r"(?:vous|te) (?:dirai|tiens au courant) quand|in progress|under way|work in progress|bezig met|en curso",
        r"in which case|if (?:i|we)(?:'ve| have)? (?:understood|understand|read it|got it|get it|am not)",
        r"should (?:all |now |both )?be (?:done|changed|reset|rotated|on|fine|ok|okay|enabled|complete|sorted)",
        r"as far as (?:i|we) (?:know|can tell|remember)|afaik",
        r"wait(?:s|ing)? (?:for|on) (?:the |a |an |his |her |their )?(?:sms|text|codes?|reset link)s?",
        r"(?:almost|nearly)(?! (?:stopped|lost|fell|had a|cried|died|fainted|gave|went|cost|missed))|"
        r"casi(?! \d| cae| me)|"
        r"beinahe|presque|apart from|bar one|salvo|sauf|excepto|tranne|completed? reading",
        r"with (?:a (?:pinch|grain) of )?salt",
        r"old (?:password|login|code)s?[^.;!?\n]{0,40}(?:lets? (?:me|us) in|still works?|got (?:me|us) in)",
        *_ELSEWHERE,
        _PARTS,
        *REMNANTS,
        *PRESUMPTIONS,
        *PRESUMPTIONS_ABROAD,
        *LIMITS,
        *REPAIRS,
        *BARGAINS,
        *SHORTFALLS,
        *PORTIONS,
    ],
    before=r"\b",
    after=r"\b",
    flags=re.IGNORECASE,
)

_ENDS = ".;!?\n"
_HIDDEN = Alternatives(HIDDEN, before=r"\b", after=r"\b", flags=re.IGNORECASE)
_RENEWED = Alternatives(RENEWED, before=r"\b", flags=re.IGNORECASE)
_NARROWED = Alternatives(NARROWED, before=r"\b", after=r"\b", flags=re.IGNORECASE)
_WHOLE = Alternatives(WHOLE, before=r"\b", after=r"\b", flags=re.IGNORECASE)


def has_reserve(text: str, told: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether a message says anything that a careful reader would ask about before he takes all of it for done.
    ``told``: stretches that were read as the word on a step that is not done, so that a reserve in them is known."""
    for match in _RESERVE.finditer(text):
        if not (_is_known(match.start(), match.end(), told) or _is_beside(text, match.start(), match.end())):
            return True
    return _says_only(_HIDDEN, _RENEWED, text) or _says_only(_NARROWED, _WHOLE, text)


def _says_only(reserve: Alternatives, settled: Alternatives, text: str) -> bool:
    """Whether a text has a reserve that no word elsewhere in it settles."""
    return bool(reserve.search(text)) and not settled.search(text)


def _is_beside(text: str, start: int, end: int) -> bool:
    """Whether it stands in a side remark."""
    start += len(text[start:end]) - len(text[start:end].lstrip(_ENDS + " "))
    earliest, latest = max(0, start - LONGEST - 1), end + LONGEST + 1
    first = max(earliest - 1, *(text.rfind(sign, earliest, start) for sign in _ENDS)) + 1
    last = min((at for sign in _ENDS if (at := text.find(sign, end, latest)) >= 0), default=min(latest, len(text)))
    return stands_aside(text[first : last + 1], start - first, end - first)


def _is_known(start: int, end: int, told: Sequence[tuple[int, int]]) -> bool:
    return any(first <= start and end <= last for first, last in told)
