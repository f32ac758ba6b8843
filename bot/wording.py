"""Values and codes in plain words."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.core.checklist import Finding, Item, Kind
from bot.rendering import to_line

MOST_DOMAINS = 3
LONGEST_NAME = 60  # characters of a domain or type that a reply repeats
LARGEST_FIGURE = 10**12  # beyond that it is no volume that anybody meant


@dataclass(frozen=True, slots=True)
class ValueWords:
    """How a language says values; the defaults are English, which notes are written in. ``thousands`` parts the
    digits of a number by threes; ``types`` has a word for each type of e-mail in LABELLING.md."""

    joined: str = "and"
    more: str = "{count} more"
    thousands: str = ","
    email: str = "{types} e-mail"
    types: Mapping[str, str] = field(default_factory=dict)
    about: str = "about {figure} a month"
    between: str = "{least} to {most} a month"
    at_most: str = "up to {figure} a month"
    at_least: str = "at least {figure} a month"


ENGLISH = ValueWords()


def to_words(value: Mapping[str, object], words: ValueWords = ENGLISH) -> str:
    """A finding's value (LABELLING.md, answers) in words; "" where there is nothing to say."""
    if "types" in value:
        types = tuple(words.types.get(name, name) for name in _to_names(value["types"]))
        return words.email.format(types=join_words(types, words.joined)) if any(types) else ""
    if "urls" in value:
        return _to_domain_words(value["urls"], words)
    return to_volume_words(value.get("low"), value.get("high"), words)


def to_volume_words(low: object, high: object, words: ValueWords = ENGLISH) -> str:
    """Messages a month as a closed range, either end of which may be open; "" without a figure."""
    least, most = _to_figure(low, words), _to_figure(high, words)
    if least and most:
        form = words.about if least == most else words.between
        return form.format(figure=least, least=least, most=most)
    if most:
        return words.at_most.format(figure=most)
    return words.at_least.format(figure=least) if least else ""


def describe_settled(item: Item, finding: Finding, words: ValueWords = ENGLISH) -> str:
    """A settled item in a few words, as in "You told us: …"; a step has no value, its words are enough."""
    prefix = str(item.details.get("told", ""))
    said = to_words(finding.value, words)
    if not said and item.kind is Kind.QUESTION:
        return item.label[:1].lower() + item.label[1:]
    return f"{prefix} {said}".strip() or item.label


def join_words(words: tuple[str, ...], joined: str = ENGLISH.joined) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return f" {joined} ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def join_domains(names: tuple[str, ...], more: int, words: ValueWords = ENGLISH) -> str:
    """Some names and how many more there are: ``a, b and 2 more``."""
    return join_words((*names, words.more.format(count=more)) if more else names, words.joined)


def name_code(code: str) -> str:
    """A code that no table has words for, legible all the same."""
    return to_line(code.replace("_", " "), LONGEST_NAME)


def _to_domain_words(urls: object, words: ValueWords) -> str:
    names = tuple(name for name in _to_names(urls) if _is_domain(name))
    shown = names[:MOST_DOMAINS]
    return join_domains(shown, len(names) - len(shown), words)


def _is_domain(name: str) -> bool:
    """Whether it looks like a domain: what does not is no answer worth repeating to whoever reads the mail."""
    return "." in name and all(c.isalnum() or c in ".-" for c in name)


def _to_names(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, (list, tuple, set, frozenset)) else ()
    return tuple(to_line(str(name), LONGEST_NAME) for name in names)


def _to_figure(number: object, words: ValueWords) -> str:
    known = isinstance(number, (int, float)) and 0 <= number <= LARGEST_FIGURE
    return f"{number:,.0f}".replace(",", words.thousands) if known else ""
