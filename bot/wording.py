"""Values and codes in plain words."""

from collections.abc import Mapping

from bot.core.checklist import Finding, Item, Kind
from bot.rendering import to_line

MOST_DOMAINS = 3
LONGEST_NAME = 60  # characters of a domain or type that a reply repeats
LARGEST_FIGURE = 10**12  # beyond that it is no volume that anybody meant


def to_words(value: Mapping[str, object]) -> str:
    """A finding's value (LABELLING.md, answers) in words; "" where there is nothing to say."""
    if "types" in value:
        types = join_words(_to_names(value["types"]))
        return f"{types} e-mail" if types else ""
    if "urls" in value:
        return _to_domain_words(value["urls"])
    return to_volume_words(value.get("low"), value.get("high"))


def to_volume_words(low: object, high: object) -> str:
    """Messages a month as a closed range, either end of which may be open; "" without a figure."""
    least, most = _to_figure(low), _to_figure(high)
    if least and most:
        return f"about {least} a month" if least == most else f"{least} to {most} a month"
    if most:
        return f"up to {most} a month"
    return f"at least {least} a month" if least else ""


def describe_settled(item: Item, finding: Finding) -> str:
    """A settled item in a few words, as in "You told us: …"; a step has no value, its words are enough."""
    prefix = str(item.details.get("told", ""))
    words = to_words(finding.value)
    if not words and item.kind is Kind.QUESTION:
        return item.label[:1].lower() + item.label[1:]
    return f"{prefix} {words}".strip() or item.label


def join_words(words: tuple[str, ...]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def name_code(code: str) -> str:
    """A code that no table has words for, legible all the same."""
    return to_line(code.replace("_", " "), LONGEST_NAME)


def _to_domain_words(urls: object) -> str:
    names = tuple(name for name in _to_names(urls) if _is_domain(name))
    shown = names[:MOST_DOMAINS]
    more = len(names) - len(shown)
    return join_words((*shown, f"{more} more") if more else shown)


def _is_domain(name: str) -> bool:
    """Whether it looks like a domain: what does not is no answer worth repeating to whoever reads the mail."""
    return "." in name and all(c.isalnum() or c in ".-" for c in name)


def _to_names(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, (list, tuple, set, frozenset)) else ()
    return tuple(to_line(str(name), LONGEST_NAME) for name in names)


def _to_figure(number: object) -> str:
    known = isinstance(number, (int, float)) and 0 <= number <= LARGEST_FIGURE
    return f"{number:,.0f}" if known else ""
