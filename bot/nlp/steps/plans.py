"""Whether a clause tells of what is still to come, and when what looks like it is a thing of the past."""

from bot.nlp.steps.clauses import Clause
from bot.nlp.steps.lexicon import Hit
from bot.nlp.steps.moods import demands
from bot.nlp.steps.words import words_of

_SINCE = frozenset(["since", "desde", "seit", "depuis", "dal", "da", "od", "sinds", "last", "past"])
_HAPPENED = words_of(
    "saw got received noticed heard read found learned learnt realised realized discovered spotted came",
    "told happened did arrived woke wrote asked mailed emailed called rang phoned replied answered said",
    "gesehen bemerkt gemerkt erfahren passiert gehort gelesen bekam geschehen schrieben visto vi vimos supe",
    "supimos paso",
    "ocurrio enteramos entere leimos vu appris arrive recu remarque saputo successo accaduto ricevuto scoperto letto",
    "soube soubemos aconteceu percebi percebemos gezien gehoord gebeurd gemerkt merkte zag hoorde zobaczylem",
    "zobaczylismy dowiedzialem dowiedzielismy zauwazylem stalo",
)


_SHOULD = words_of("should supposed ought recommends recommended suggests suggested advises advised")


def is_planned(clause: Clause) -> bool:
    """Whether it tells of the future or of a wish."""
    if demands(clause) or any(not _looks_back(clause, hit) for hit in clause.find("later")):
        return True
    acts = clause.find("act")
    if any(would.first < act.first for would in clause.find("would") for act in acts) and "could" not in clause.texts:
        return True
    if _SHOULD & clause.texts and clause.has("code", "two_factor") and not clause.has("done"):
        return True  # "he says I should log in with a code"
    if clause.says("gets", "receives") and clause.has("fresh") and not clause.has("done"):
        return True  # "everyone gets a new password at the Monday meeting"
    ahead = [hit for hit in clause.find("soon") if not hit.first or clause.words[hit.first - 1].text not in _SINCE]
    return bool(ahead) and not clause.has("done", "gone", "fresh", "yes")


def _looks_back(clause: Clause, hit: Hit) -> bool:
    """Whether a word of time is part of "as soon as I saw it", "once we had read your mail"."""
    within = any(part.first <= hit.first < part.last for part in clause.find("condition"))
    return within and (bool(_HAPPENED & clause.texts) or _is_past(clause, hit))


def _is_past(clause: Clause, hit: Hit) -> bool:
    """ "Once the workers had picked up the new one", "as soon as it was running"."""
    opens = clause.text_of(hit).startswith(("once", "as soon as", "after", "when"))
    after = {word.text for word in clause.words[hit.last : hit.last + 5]}
    return opens and bool(after & {"had", "was", "were"}) and not clause.has("would", "not")


def happened(clause: Clause) -> bool:
    """Whether what looks like a condition is a thing of the past: "as soon as I saw it"."""
    past = bool(_HAPPENED & clause.texts) or any(_is_past(clause, hit) for hit in clause.find("condition"))
    return past and clause.has("condition") and not clause.has("would")
