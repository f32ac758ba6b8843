"""Colours as style sheets write them, and whether two of them can be told apart."""

import colorsys
import re
from collections.abc import Sequence
from functools import lru_cache

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
BLACK: Colour = (0, 0, 0)
_NEAR = 40  # sum of the channels' differences below which two colours cannot be told apart
_VIVID = 70  # difference between the strongest and the weakest channel from which a colour stands out
# Colours that mail programs themselves give to replies and links: no sign of an answer.
_MAIL_PROGRAMS = {(31, 73, 125), (31, 56, 100), (5, 99, 193), (0, 0, 238), (17, 85, 204), (149, 79, 114), (0, 0, 255)}
_NAMED: dict[str, Colour] = {
    "black": BLACK,
    "white": WHITE,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "ghostwhite": (248, 248, 255),
    "floralwhite": (255, 250, 240),
    "azure": (240, 255, 255),
    "mintcream": (245, 255, 250),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "darkred": (139, 0, 0),
    "crimson": (220, 20, 60),
    "green": (0, 128, 0),
    "darkgreen": (0, 100, 0),
    "lime": (0, 255, 0),
    "blue": (0, 0, 254),
    "darkblue": (0, 0, 139),
    "navy": (0, 0, 128),
    "aqua": (0, 255, 255),
    "cyan": (0, 255, 255),
    "orange": (255, 165, 0),
    "purple": (128, 0, 128),
    "magenta": (255, 0, 255),
    "fuchsia": (255, 0, 255),
    "teal": (0, 128, 128),
    "brown": (165, 42, 42),
    "yellow": (255, 255, 0),
}
_HEX = re.compile(r"#([0-9a-f]{8}|[0-9a-f]{6}|[0-9a-f]{3,4})(?![0-9a-f])")
_FUNCTION = re.compile(r"(rgb|hsl)a?\(([^()]{1,80})\)")
_APART = re.compile(r"[\s,/]{1,20}")
_PART = re.compile(r"-?\d{0,4}(?:\.\d{0,6})?(?=%|deg|$)")


@lru_cache(maxsize=1024)
def to_colour(text: str) -> tuple[Colour, float] | None:
    """The first colour named in lower-case ``text`` with its opacity (0 to 1); None where none can be told."""
    if found := _HEX.search(text):
        digits = found[1] if len(found[1]) > 4 else "".join(2 * digit for digit in found[1])
        channels = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
        return (channels[0], channels[1], channels[2]), (channels[3] / 255 if len(channels) == 4 else 1.0)
    if found := _FUNCTION.search(text):
        return _to_computed(found[1], _APART.split(found[2].strip()))
    words = re.findall(r"[a-z]{2,30}", text)
    if "transparent" in words:
        return BLACK, 0.0
    return next(((_NAMED[word], 1.0) for word in words if word in _NAMED), None)


def _to_computed(function: str, parts: Sequence[str]) -> tuple[Colour, float] | None:
    if len(parts) not in (3, 4) or not all(_PART.match(part) and _PART.match(part)[0].strip("-.") for part in parts):  # type: ignore[index]
        return None
    alpha = _to_number(parts[3], 1.0) if len(parts) == 4 else 1.0
    if function == "rgb":
        red, green, blue = (round(min(_to_number(part, 255.0), 255)) for part in parts[:3])
        return (red, green, blue), alpha
    hue, saturation, light = _to_number(parts[0], 1.0) / 360, _to_number(parts[1], 1.0), _to_number(parts[2], 1.0)
    red, green, blue = (round(255 * channel) for channel in colorsys.hls_to_rgb(hue % 1, light, saturation))
    return (red, green, blue), alpha


def _to_number(part: str, whole: float) -> float:
    """The number of a part, at least 0; a percentage is that of ``whole``."""
    number = max(float(part.rstrip("%deg") or 0), 0.0)
    return number * whole / 100 if part.endswith("%") else number


@lru_cache(maxsize=1024)
def is_merged(colour: Colour, ground: Colour) -> bool:
    """Whether letters of a colour cannot be seen on their ground."""
    return sum(abs(one - other) for one, other in zip(colour, ground, strict=True)) <= _NEAR


def is_vivid(colour: Colour) -> bool:
    """Whether a colour stands out and is not one that mail programs give to replies and links."""
    return max(colour) - min(colour) >= _VIVID and colour not in _MAIL_PROGRAMS
