"""How many times in a period: "three times", "twice", "a few times"."""

import re

_TIMES = re.compile(
    r"(?<!\w)(?:(once|one time|einmal|une fois|una vez|uma vez|una volta|een keer|raz)|(twice|zweimal|deux fois"
    r"|dos veces|duas vezes|due volte|twee keer|dwa razy)"
    r"|(thrice|three times?|dreimal|trois fois|tres veces|tres vezes|tre volte|drie keer|trzy razy)|(four times?"
    r"|viermal|quatre fois|cuatro veces|vier keer)"
    r"|(five times|funfmal)|(\d{1,2}|six|seven|eight|nine|ten|eleven|twelve|cinq|dix|onze|douze|cinco|seis|diez"
    r"|doce|dez|doze"
    r"|cinque|sei|dieci|dodici|vijf|zes|tien|twaalf|piec|szesc|dziesiec|dwanascie|sechs|acht|zehn|zwolf)"
    r" ?(?:x|times|mal|fois|veces|vezes|volte|keer|razy))\s{1,2}(?:in |every |on )?$"
)
_SOME_TIMES = re.compile(
    r"\b(?:(?:few|several|some|many|multiple|plusieurs|algun[ao]s|varias|algumas|alcune|diverse|enkele|kilka) (?:times"
    r"|fois|veces|vezes|volte|keer|razy)|mehrmals|einige male) $"
)  # nobody says how many
_SPOKEN_TIMES = {
    **dict.fromkeys(("cinq", "cinco", "cinque", "vijf", "piec"), 5),
    **dict.fromkeys(("six", "seis", "sei", "zes", "szesc", "sechs"), 6),
    **dict.fromkeys(("seven",), 7),
    **dict.fromkeys(("eight", "acht"), 8),
    **dict.fromkeys(("nine",), 9),
    **dict.fromkeys(("ten", "dix", "diez", "dez", "dieci", "tien", "dziesiec", "zehn"), 10),
    **dict.fromkeys(("eleven", "onze"), 11),
    **dict.fromkeys(("twelve", "douze", "doce", "doze", "dodici", "twaalf", "dwanascie", "zwolf"), 12),
}


def find_times(before: str) -> tuple[int, int] | None:
    """Where the times begin that end a text, and how many they are."""
    match = _TIMES.search(before)
    if match is None:
        return None
    times = next((count for count, group in enumerate(match.groups()[:5], 1) if group), 0)
    return match.start(), times or _SPOKEN_TIMES.get(match[6], 0) or int(match[6])


def tells_some_times(before: str) -> bool:
    """Whether a text ends with times that nobody counts."""
    return _SOME_TIMES.search(before) is not None
