"""Which amounts of a passage count: corrections and side remarks go, what one figure leaves out its neighbour lends."""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.nlp.answers.volume.contradictions import reckons_otherwise
from bot.nlp.answers.volume.corrections import drop_corrected
from bot.nlp.answers.volume.figures import Figure, Noun, is_result, patterns
from bot.nlp.answers.volume.groups import Amount
from bot.nlp.answers.volume.heads import may_be_heads
from bot.nlp.answers.volume.lending import lacks_scale, lend_period, lend_scale
from bot.nlp.answers.volume.parts import drop_parts

_LIST_TALK = re.compile(
    r"\b(?:addresses|contacts|subscribers|leads|kontakte|adress\w+|adresses|contactos|contatti|contatos"
    r"|indirizzi|direcciones"
    r"|enderecos|adresow)\b"
)
_JOINED = re.compile(
    r"\b(?:and|plus|und|dazu|et|y|mas|e|mais|piu|en|oraz|i)(?: also| another| about| around| some| roughly"
    r"| approximately| maybe| ca\.?"
    r"| etwa| rund| noch| circa| environ| a peu pres| quelque| une?| unos| unas| uns| umas| cerca de| cerca di"
    r"| aproximadamente"
    r"| ongeveer| zo'n| okolo"
    r"| jakies){0,2}(?: (?:each|every|per|a) (?:day|week|month|year))?(?: about| around| some)? $|\+ ?~?$"
)
_ROW = re.compile(r"(?:^|\n)[^\n\d:]{2,30}:[^\n]*$")  # "Receipts: 100" on a line of its own
_JOINED_FAR = 48  # letters between two kinds of mail
_INCREMENT = re.compile(r"\b(?:another|additional|further|extra|weitere) $")
_PEAK = re.compile(r"\b(?:peak|burst|spike|worst|busiest)\b[^.;\n]*$")
_DAYS_OF_MONTH = re.compile(r"days? ?\((?:about |ca\.? )?$")
_MONTH_HAS = re.compile(r"(?:month has|there are|we have|that has) (?:about )?$")  # "a month has 22 of those"
_ANOTHER_ONE = re.compile(r" (?:on|in|for|during) an? [a-z]+ (?:ones?|days?|weeks?|months?)\b")
_SENTENCE_END = re.compile(r"(?<!/mo)(?<!/wk)(?<!/yr)[.!?]\s|\n\s*\n")
_AT_TIMES = re.compile(
    r"\b(?:sometimes|at times|some (?:days|weeks|months)|occasionally|(?:good|bad|busy|slow|quiet) (?:one|day|week"
    r"|month)s?"
    r"|at (?:peak|best|most)|maybe|perhaps|nearer|closer to|more like|manchmal|parfois|a veces|as vezes|a volte|soms"
    r"|czasem)\b"
)
_MOST_UNLIKE = 6  # a figure in its neighbour's measure is no more than so many times its size
_CALLED = re.compile(
    r"\b(?:let(?:'?s| us) (?:say|call it)|call it|make it"
    r"|so (?:write|put|note|take)|put it at|sagen wir|disons|mettons|digamos|diciamo"
    r"|vamos dizer|laten we zeggen|powiedzmy) (?:about |around |etwa |rund |unos |uns |circa )?$"
)
_TWO = 2  # of which the second may grow the first
_ROUNDED = 0.12  # of a reckoning by which its writer rounds it
_SAME_RATE = 0.05
_SAME = 0.01  # of a product that its writer works out himself
_MOST_EACH = 31  # as many mails in a month are what each of a list gets


def counts_days(plain: str, figure: Figure) -> bool:
    """ "each school day (22 a month)": how many days, not how many mails."""
    before = plain[max(0, figure.start - 12) : figure.start]
    days = 20 <= figure.quantity.size <= 31 and figure.period is not None
    if days and _MONTH_HAS.search(before) and plain.startswith((" of those", " of these", " of them"), figure.end):
        return True
    return days and _DAYS_OF_MONTH.search(before) is not None


def select(plain: str, amounts: Sequence[Amount], answering: bool) -> list[Amount]:
    """The amounts that are meant, with the scale and the period that their neighbours lend them."""
    told = drop_parts(plain, _drop_repeated(plain, _join_worked_out(drop_corrected(plain, amounts))))
    meant = _drop_side_remarks(plain, told, answering)
    return lend_period(plain, lend_scale(meant))


def _join_worked_out(amounts: Sequence[Amount]) -> list[Amount]:
    """ "640 parents times four is 2,560": the product and what its writer makes of it are one amount."""
    joined: list[Amount] = []
    for amount in amounts:
        bare = not amount.monthly and amount.last.noun in (Noun.NONE, Noun.MAIL)
        product = joined[-1] if joined and joined[-1].monthly and len(joined[-1].figures) > 1 else None
        if bare and product and abs(amount.size - product.size) <= _SAME * product.size:
            joined[-1] = replace(product, end=amount.end)
        else:
            joined.append(amount)
    return joined


def _drop_repeated(plain: str, amounts: Sequence[Amount]) -> list[Amount]:
    """Drops a figure that is only taken up again: "18,000 + 4,000, the four thousand being the newsletter"."""
    return [
        amount
        for place, amount in enumerate(amounts)
        if not (
            plain.endswith("the ", 0, amount.start) and any(amount.size == earlier.size for earlier in amounts[:place])
        )
        and not any(_repeats(earlier, amount) for earlier in amounts[:place])
        and not any(_anticipates(plain, amount, later) for later in amounts[place + 1 : place + 2])
    ]


def _repeats(earlier: Amount, amount: Amount) -> bool:
    """ "400 orders a week, so 400 mails": the same count again, without its period; "fortnightly to 5,000, 26 issues a
    year": its rate again, in another measure."""
    rate = earlier.last.period
    single = len(amount.figures) == 1 and amount.monthly and rate is not None and rate.counted
    if single and rate is not None and abs(amount.size - rate.factor) <= _SAME_RATE * rate.factor:
        return True
    bare = not amount.monthly and amount.last.noun in (Noun.NONE, Noun.MAIL)
    if (
        bare
        and earlier.monthly
        and len(earlier.figures) > 1
        and abs(amount.size - earlier.size) <= _SAME * earlier.size
    ):
        return True  # "640 parents times four is 2,560"
    alike = len(earlier.figures) == 1 and earlier.last.quantity.size == amount.size
    return alike and earlier.monthly and not amount.monthly and earlier.size != amount.size


def _anticipates(plain: str, amount: Amount, later: Amount) -> bool:
    """ "There are 410 of us, so 410 letters a month": the count that the next figure takes up."""
    bare = not amount.monthly and len(amount.figures) == len(later.figures) == 1
    alike = amount.last.quantity.size == later.last.quantity.size and later.monthly
    return bare and alike and is_result(plain[amount.end : later.start])


def _drop_side_remarks(plain: str, amounts: Sequence[Amount], answering: bool) -> list[Amount]:
    """Beside a monthly figure, head counts, other things, and bare numbers in another sentence say something else."""
    monthly = [amount for amount in amounts if amount.monthly]
    if not monthly:
        return _drop_trifles(amounts)
    monthly = [amount for amount in monthly if not _is_daily_peak(plain, amount)] or monthly
    mail = [a for a in monthly if _may_be_mail(a, answering) or (not a.last.period and may_be_heads(plain, a.last))]
    if mail:
        mail = [a for a in monthly if a in mail or _is_joined(plain, a, mail)]
    stated = [a for a in amounts if _is_stated(a) and all(a.size > other.size for other in monthly)]
    if answering and stated and not mail:
        return stated
    if answering and len(amounts) == _TWO and _is_explained(*amounts):
        return [amounts[0]]
    if answering and not amounts[0].monthly and reckons_otherwise(plain, [amounts[0], monthly[0]]):
        return [amounts[0], monthly[0]]
    grows = len(monthly) > 1 and patterns()["later"].search(plain) is not None
    told = mail or monthly
    kept = [amount for amount in told if not (grows and len(told) > _TWO and _INCREMENT.search(plain[: amount.start]))]
    bare = [amount for amount in amounts if not amount.monthly and _goes_with(plain, amount, amounts)]
    return sorted(kept + bare, key=lambda amount: amount.start)


def _is_explained(stated: Amount, reckoned: Amount) -> bool:
    """ "About 2,800 (700 people, weekly)": the figure as its writer rounds it."""
    near = abs(stated.size - reckoned.size) <= _ROUNDED * reckoned.size
    heads = reckoned.monthly and reckoned.figures[0].noun in (Noun.PEOPLE, Noun.OTHER)
    return near and heads and _is_stated(stated) and stated.start < reckoned.start


def _is_stated(amount: Amount) -> bool:
    """A sized figure of nothing else: "13 moons a year ... say 5.5k"."""
    return not amount.monthly and amount.last.noun in (Noun.NONE, Noun.MAIL) and amount.last.quantity.sized


def _drop_trifles(amounts: Sequence[Amount]) -> list[Amount]:
    """Leaves out single digits beside a large figure: "2 of us, 4,000"."""
    if not any(a.size >= 100 and a.last.quantity.sized for a in amounts):
        return list(amounts)
    return [a for a in amounts if not 0 < a.size < 10 or a.last.noun is not Noun.NONE or lacks_scale(a, amounts)]


def _may_be_mail(amount: Amount, answering: bool) -> bool:
    return amount.last.noun is not Noun.OTHER or len(amount.figures) > 1 or (answering and amount.size >= 100)


def _is_joined(plain: str, amount: Amount, mail: Sequence[Amount]) -> bool:
    """ "two newsletters a month to 1,800 readers, and about 15 collection slips a day": another kind of mail."""
    before = [other for other in mail if other.end <= amount.start]
    gap = plain[before[-1].end : amount.start] if before else ""
    return len(gap) <= _JOINED_FAR and _JOINED.search(gap) is not None


def _is_daily_peak(plain: str, amount: Amount) -> bool:
    """ "Peak: 4,000 a day": the worst day makes no month (LABELLING.md, monthly_volume)."""
    period = amount.last.period
    if period is None or period.unit != "day":
        return False
    return _PEAK.search(plain[max(0, amount.start - 30) : amount.start]) is not None


def _goes_with(plain: str, amount: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether a number without a period belongs to the monthly figures around it."""
    if amount.size == 0:
        return True
    if amount.people or amount.last.noun is Noun.OTHER:
        return amount.last.noun is Noun.OTHER and _is_joined(
            plain, amount, [a for a in amounts if a.last.noun is Noun.MAIL]
        )
    same = _shares_sentence(plain, amount, amounts)
    if all(_ROW.search(plain[: other.start]) for other in (amounts[0], amount)):
        return True
    if _CALLED.search(plain[max(0, amount.start - 40) : amount.start]) and amount.last.quantity.sized:
        return True
    if _ANOTHER_ONE.match(plain[amount.end : amount.end + 24]) or (same and _is_alike(plain, amount, amounts)):
        return True
    if not same and _is_bound(amount):
        return True
    if not same and _speaks_of_people(plain, amount):
        return False
    if amount.size <= _MOST_EACH and not (same and lacks_scale(amount, amounts)):
        return False
    around = plain[max(0, amount.start - 40) : amount.end + 40]
    return same or any(patterns()[name].search(around) for name in ("season", "later", "expected", "plus"))


def _speaks_of_people(plain: str, amount: Amount) -> bool:
    """ "Most addresses are our own, and some 2,000 came with a shop": a sentence about the list."""
    before = _SENTENCE_END.split(plain[max(0, amount.start - 160) : amount.start])[-1]
    return _LIST_TALK.search(before) is not None


def _is_alike(plain: str, amount: Amount, amounts: Sequence[Amount]) -> bool:
    """ "20 a day, sometimes 30": a number in another's measure, for other days or months."""
    if amount.last.noun is not Noun.NONE or not _AT_TIMES.search(plain[max(0, amount.start - 40) : amount.end + 40]):
        return False
    sizes = [other.last.quantity.size for other in amounts if other.monthly and len(other.figures) == 1]
    return any(size / _MOST_UNLIKE <= amount.size <= size * _MOST_UNLIKE for size in sizes)


def _is_bound(amount: Amount) -> bool:
    """ "60 a month? 80 tops." """
    return amount.last.noun is Noun.NONE and (amount.low is None or amount.high is None)


def _shares_sentence(plain: str, amount: Amount, amounts: Sequence[Amount]) -> bool:
    place = amounts.index(amount)
    gaps = [plain[amounts[place - 1].end : amount.start]] if place else []
    gaps += [plain[amount.end : following.start] for following in amounts[place + 1 : place + 2]]
    return any(not _SENTENCE_END.search(gap) for gap in gaps)
