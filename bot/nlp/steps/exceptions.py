"""Who or what a mere "but" leaves out of a whole: "all passwords but Ida's", "all domains but the shop's"."""

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.words import words_of

_TOLD = ("done", "fresh", "standing", "aux", "yes", "dead", "gone")  # the whole is said to be done before the "but"
_GOES_ON = words_of(
    "it it's we i i'm they he she you that this there these those not still only now then also please can could why",
    "what how when if as since because all any none nobody nothing no our mail mails e-mail e-mails sending account",
)
_SHORT = 5  # words of a clause without a verb
_NEAR = 3  # words between the whole and the "but"


def is_left_out(before: Clause, clause: Clause) -> bool:
    """Whether a clause names what the whole at the end of the one before it lacks; a "but" that goes on with a sentence
    of its own leaves nothing out."""
    if clause.words[0].text != "but" or len(clause.words) < 2 or clause.words[1].text in _GOES_ON:
        return False
    whole = max((hit.last for hit in before.find("every", "everything")), default=None)
    if whole is None:
        return False
    if clause.words[-1].text in ("one", "ones"):  # "all keys are new but the reporting one"
        return len(clause.words) <= _SHORT
    told = any(hit.first >= whole for hit in before.find(*_TOLD))
    return len(before.words) - whole <= _NEAR and not told
