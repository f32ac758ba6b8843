"""How an HTML element looks, as far as it tells hidden text, coloured answers and bare indentation."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from types import MappingProxyType

from bot.reading.colours import BLACK, WHITE, Colour, is_merged, is_vivid, to_colour

_UNREADABLE = {"px": 3.0, "pt": 3.0, "": 3.0, "em": 0.2, "rem": 0.2, "%": 20.0}  # sizes up to these cannot be read
_FAINT = 0.1  # opacity up to which nothing is seen
_READ = 1_000  # characters of a style attribute
_FAR_LEFT, _FAR_RIGHT = -100.0, 2_000.0  # pixels, roughly, from which a place lies outside of the page
_PIXELS = {"em": 16.0, "rem": 16.0, "vw": 10.0, "vh": 10.0, "%": 10.0}
# The properties that tell; a style sheet's others are not kept.
TELLING = frozenset(
    [
        "display",
        "visibility",
        "content-visibility",
        "font",
        "font-size",
        "color",
        "background",
        "background-color",
        "background-image",
        "opacity",
        "filter",
        "height",
        "max-height",
        "width",
        "max-width",
        "overflow",
        "left",
        "top",
        "text-indent",
        "margin-left",
        "margin-top",
        "position",
        "clip",
        "clip-path",
        "transform",
        "-webkit-text-fill-color",
    ]
)
_PLACING = frozenset(("left", "top", "text-indent", "margin-left", "margin-top"))
_SIZE = re.compile(r"(-?\d{0,6}(?:\.\d{0,6})?)(px|pt|em|rem|vw|vh|%)?")
_FONT_SIZE = re.compile(r"(?:^|\s)((?:0|\d{0,4}\.?\d{1,4}(?:px|pt|em|rem|%)))(?=[/\s])")
_NO_CLIP_LEFT = re.compile(r"rect\((?:\s{0,4}[01](?:px)?[\s,]{0,4}){4}\)|inset\((?:[5-9]\d|100)(?:\.\d+)?%|circle\(0\D")
_SCALED_AWAY = re.compile(r"scale(?:3d|x|y)?\(\s{0,4}0?(?:\.0\d{0,4})?\s{0,4}[,)]")
_FILTERED_AWAY = re.compile(r"opacity\(\s{0,4}0?(?:\.0\d{0,4})?%?\s{0,4}\)")
_KEEPS_GROUND = re.compile(r"(?:transparent|none|inherit|initial|unset|revert|0 0)\b")

Style = Mapping[str, str]
NO_STYLE: tuple[Style, Style] = (MappingProxyType({}), MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Look:
    """What an element inherits: whether it can be seen, its colours (None: cannot be told) and its place."""

    gone: bool = False  # display:none and the like: nothing inside can be seen
    invisible: bool = False  # visibility:hidden, which an inner element can undo
    unreadable: bool = False  # a font of no size, which an inner element can undo
    faded: bool = False  # letters without opacity, which an inner element can undo
    colour: Colour = BLACK
    ground: Colour | None = WHITE
    coloured: bool = False  # a vivid colour, set inside a quotation or outside of any
    marker: bool = False  # the same of the ground: marked as with a text marker
    preformatted: bool = False
    quotes: int = 0  # depth of quotation
    signature: bool = False

    @property
    def hidden(self) -> bool:
        """Whether a reader cannot see the text."""
        merged = self.ground is not None and is_merged(self.colour, self.ground)
        return self.gone or self.invisible or self.unreadable or self.faded or merged


def to_look(outer: Look, attributes: Mapping[str, str], sheets: tuple[Style, Style] = NO_STYLE) -> Look:
    """The look of an element within ``outer``, from its attributes and from what the style sheets say of it, as plain
    and as important declarations."""
    plain, important = split_declarations(attributes.get("style", "")[:_READ])
    style = {**sheets[0], **plain, **sheets[1], **important}
    if not style and not attributes.keys() & {"color", "bgcolor", "text", "hidden"}:
        return outer
    look = outer
    if "hidden" in attributes or (style and _is_gone(style)):
        look = replace(look, gone=True)
    if "visibility" in style:
        look = replace(look, invisible=style["visibility"] in ("hidden", "collapse"))
    if size := style.get("font-size") or _find_size(style.get("font", "")):
        look = replace(look, unreadable=_is_unreadable(size))
    return _colour(_ground(look, style, attributes), style, attributes)


def is_indentation(attributes: Mapping[str, str]) -> bool:
    """Whether a blockquote only indents the writer's own text, as the indent button of mail programs does."""
    style, _ = split_declarations(attributes.get("style", "")[:_READ])
    plain = style.get("border", "").startswith("none") and "border-left" not in style
    return plain and "type" not in attributes and "cite" not in attributes


@lru_cache(maxsize=1024)
def split_declarations(text: str) -> tuple[Style, Style]:
    """The declarations of a style by their names, the plain ones and the important ones; of two alike the later."""
    plain: dict[str, str] = {}
    important: dict[str, str] = {}
    for declaration in text.lower().split(";"):
        name, colon, value = declaration.partition(":")
        value, mark, _ = value.partition("!")
        if colon:
            (important if mark else plain)[name.strip()] = value.strip()
    return plain, important


def _is_gone(style: Style) -> bool:
    if style.get("display") == "none" or style.get("content-visibility") == "hidden":
        return True
    opacity = style.get("opacity", "1")
    if _to_number(opacity, 1.0) * (0.01 if opacity.endswith("%") else 1.0) < _FAINT:
        return True
    flat = any(
        abs(_to_number(style.get(size, ""), 2.0)) <= 1 for size in ("height", "max-height", "width", "max-width")
    )
    if flat and style.get("overflow", "").startswith(("hidden", "clip")):
        return True
    cut = _NO_CLIP_LEFT.search(f"{style.get('clip', '')} {style.get('clip-path', '')} ")
    scaled = _SCALED_AWAY.search(style.get("transform", "")) or _FILTERED_AWAY.search(style.get("filter", ""))
    return bool(cut or scaled) or _is_far_off(style)


def _is_far_off(style: Style) -> bool:
    for side in _PLACING & style.keys():
        value = style[side]
        found = _SIZE.match(value)
        pixels = _to_number(value, 0.0) * _PIXELS.get(found[2] or "", 1.0) if found else 0.0
        if pixels <= (5 * _FAR_LEFT if side.startswith("margin") else _FAR_LEFT):
            return True
        if pixels >= _FAR_RIGHT and style.get("position") in ("absolute", "fixed"):
            return True
    return False


def _to_number(value: str, otherwise: float) -> float:
    """The number that a value begins with."""
    found = _SIZE.match(value)
    return float(found[1]) if found and found[1].strip("-.") else otherwise


def _find_size(font: str) -> str:
    """The size within a ``font`` that says all at once."""
    found = _FONT_SIZE.search(font)
    return found[1] if found else ""


def _is_unreadable(size: str) -> bool:
    found = _SIZE.fullmatch(size)
    if not found or not found[1].strip("-."):
        return False
    return float(found[1]) <= _UNREADABLE.get(found[2] or "", 0.0)


def _ground(look: Look, style: Style, attributes: Mapping[str, str]) -> Look:
    """With the element's own ground: None where a picture or an unknown word makes it. A vivid one marks a text."""
    written = style.get("background-color") or style.get("background") or attributes.get("bgcolor", "").lower().strip()
    pictured = f"{style.get('background', '')} {style.get('background-image', '')}"
    if "url(" in pictured or "gradient(" in pictured:
        return replace(look, ground=None)
    found = to_colour(written) if written else None
    if found is None:
        return look if not written or _KEEPS_GROUND.match(written) else replace(look, ground=None)
    ground, opacity = found
    if opacity < 0.5:
        return look
    return replace(look, ground=ground, marker=is_vivid(ground))


def _colour(look: Look, style: Style, attributes: Mapping[str, str]) -> Look:
    written = style.get("-webkit-text-fill-color") or style.get("color")
    found = to_colour((written or attributes.get("color") or attributes.get("text", "")).lower().strip())
    if found is None:
        return look
    colour, opacity = found
    if opacity < _FAINT:
        return replace(look, faded=True)
    return replace(look, colour=colour, faded=False, coloured=is_vivid(colour))
