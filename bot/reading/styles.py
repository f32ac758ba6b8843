"""How an HTML element looks, as far as it tells hidden text, coloured answers and bare indentation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

Colour = tuple[int, int, int]

WHITE: Colour = (255, 255, 255)
_BLACK: Colour = (0, 0, 0)
_NEAR = 40  # sum of the channels' differences below which two colours cannot be told apart
_VIVID = 70  # difference between the strongest and the weakest channel from which a colour stands out
_UNREADABLE = 1.0  # pixels or points
_READ = 1_000  # characters of a style attribute
# Colours that mail programs themselves give to replies and links: no sign of an answer.
_MAIL_PROGRAMS = {(31, 73, 125), (31, 56, 100), (5, 99, 193), (0, 0, 238), (17, 85, 204), (149, 79, 114), (0, 0, 255)}
_NAMED: dict[str, Colour] = {
    "black": _BLACK,
    "white": WHITE,
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "whitesmoke": (245, 245, 245),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "red": (255, 0, 0),
    "darkred": (139, 0, 0),
    "crimson": (220, 20, 60),
    "green": (0, 128, 0),
    "darkgreen": (0, 100, 0),
    "blue": (0, 0, 254),
    "darkblue": (0, 0, 139),
    "navy": (0, 0, 128),
    "orange": (255, 165, 0),
    "purple": (128, 0, 128),
    "magenta": (255, 0, 255),
    "teal": (0, 128, 128),
    "brown": (165, 42, 42),
    "yellow": (255, 255, 0),
}
_HEX = re.compile(r"#([0-9a-f]{6}|[0-9a-f]{3})(?![0-9a-f])")
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*(?:,\s*([\d.]{1,6})\s*)?\)")
_NUMBER = re.compile(r"-?\d{0,6}(?:\.\d{1,6})?")
_NOTHING = re.compile(r"0(?:\.0{1,6})?(?:px|pt|em|rem|%)?$")
_FAR_OFF = re.compile(r"-\d{3,}")


@dataclass(frozen=True, slots=True)
class Look:
    """What an element inherits: whether it can be seen, its colours (None: cannot be told) and its place."""

    gone: bool = False  # display:none and the like: nothing inside can be seen
    invisible: bool = False  # visibility:hidden, which an inner element can undo
    unreadable: bool = False  # a font of no size, which an inner element can undo
    colour: Colour = _BLACK
    ground: Colour | None = WHITE
    coloured: bool = False  # a vivid colour, set inside a quotation or outside of any
    preformatted: bool = False
    quotes: int = 0  # depth of quotation
    signature: bool = False

    @property
    def hidden(self) -> bool:
        """Whether a reader cannot see the text."""
        merged = self.ground is not None and _distance(self.colour, self.ground) <= _NEAR
        return self.gone or self.invisible or self.unreadable or merged


def to_look(outer: Look, attributes: Mapping[str, str]) -> Look:
    """The look of an element within ``outer``, from its style, ``color``, ``bgcolor`` and ``hidden`` attributes."""
    style = _to_style(attributes.get("style", "")[:_READ])
    if not style and not attributes.keys() & {"color", "bgcolor", "hidden"}:
        return outer
    look = outer
    if "hidden" in attributes or _is_gone(style):
        look = replace(look, gone=True)
    if "visibility" in style:
        look = replace(look, invisible=style["visibility"] in ("hidden", "collapse"))
    if "font-size" in style:
        look = replace(look, unreadable=_is_unreadable(style["font-size"]))
    return _colour(look, style, attributes)


def is_indentation(attributes: Mapping[str, str]) -> bool:
    """Whether a blockquote only indents the writer's own text, as the indent button of mail programs does."""
    style = _to_style(attributes.get("style", "")[:_READ])
    plain = style.get("border", "").startswith("none") and "border-left" not in style
    return plain and "type" not in attributes and "cite" not in attributes


@lru_cache(maxsize=512)
def _to_style(text: str) -> Mapping[str, str]:
    pairs = (declaration.partition(":") for declaration in text.lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, colon, value in pairs if colon}


def _is_gone(style: Mapping[str, str]) -> bool:
    if style.get("display") == "none" or _NOTHING.match(style.get("opacity", "1")):
        return True
    flat = any(_NOTHING.match(style.get(size, "1")) for size in ("height", "max-height", "width", "max-width"))
    if flat and style.get("overflow", "").startswith(("hidden", "clip")):
        return True
    return any(_FAR_OFF.match(style.get(side, "")) for side in ("left", "top", "text-indent"))


def _is_unreadable(size: str) -> bool:
    number = _NUMBER.match(size)
    if not number or not number[0].strip("-."):
        return False
    return float(number[0]) <= (_UNREADABLE if size.endswith(("px", "pt")) else 0.0)


def _colour(look: Look, style: Mapping[str, str], attributes: Mapping[str, str]) -> Look:
    ground = style.get("background-color") or style.get("background") or attributes.get("bgcolor", "").lower()
    if ground and not ground.startswith(("transparent", "none", "inherit", "initial")):
        look = replace(look, ground=_to_colour(ground))
    name = style.get("color") or attributes.get("color", "").lower().strip()
    if name == "transparent" or re.match(r"rgba\([^)]{1,30},\s*0(?:\.0{1,4})?\s*\)", name):
        return replace(look, gone=True)
    colour = _to_colour(name) if name else None
    if colour is None:
        return look
    vivid = max(colour) - min(colour) >= _VIVID and colour not in _MAIL_PROGRAMS
    return replace(look, colour=colour, coloured=vivid)


def _to_colour(text: str) -> Colour | None:
    if found := _HEX.search(text):
        digits = found[1] if len(found[1]) == 6 else "".join(2 * digit for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := _RGB.search(text):
        return int(found[1]), int(found[2]), int(found[3])
    return next((_NAMED[word] for word in text.split() if word in _NAMED), None)


def _distance(one: Colour, other: Colour) -> int:
    return sum(abs(a - b) for a, b in zip(one, other, strict=True))
