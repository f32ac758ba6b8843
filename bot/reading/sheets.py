"""The style sheets of a mail, as far as they tell hidden text: plain selectors of elements, classes and names."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from bot.reading.styles import NO_STYLE, TELLING, Style, split_declarations

_READ = 60_000  # characters of style sheets
_RULES = 400
_SELECTORS = 60  # of a rule
_STEPS = 6  # of a selector
LEVELS = 60  # above an element that are compared
_COMPARISONS = 60_000  # per mail; a mail that needs more is cut there

_COMMENT = re.compile(r"/\*[^*]*\*+(?:[^/*][^*]*\*+)*/|/\*.*|<!--|-->", re.S)
_BRACE = re.compile(r"[{}]")
_COMPOUND = re.compile(r"(\*|[a-z][\w-]{0,40})?((?:[.#][\w-]{1,80}){0,6})")
_PLAIN_MEDIA = re.compile(r"@media\s{1,20}(?:only )?(?:all|screen)(?:\s{0,4},\s{0,4}\w{1,20}){0,4}\s{0,20}")


@dataclass(frozen=True, slots=True)
class Element:
    """An element, or one step of a selector: what it must be, must be called and must belong to."""

    tag: str = ""  # "" in a selector: any
    names: frozenset[str] = frozenset()  # ".class" and "#name"

    def fits(self, element: "Element") -> bool:
        """Whether an element is one that this step of a selector means."""
        return self.names <= element.names and self.tag in ("", element.tag)


@dataclass(frozen=True, slots=True)
class _Rule:
    """``steps`` from the outermost to the element itself; of two rules the one of more ``weight`` holds."""

    steps: tuple[Element, ...]
    weight: tuple[int, int, int, int]  # names, classes, tags, place in the sheets
    plain: Style
    important: Style


@dataclass(slots=True)
class Sheet:
    """The rules of a mail that tell of hiding, by what their last step asks for."""

    rules: Mapping[str, Sequence[_Rule]] = field(default_factory=dict)
    compared: int = 0

    @property
    def spent(self) -> bool:
        """Whether the mail asks for more comparisons than one mail is given."""
        return self.compared > _COMPARISONS

    def find_style(self, path: Sequence[Element]) -> tuple[Style, Style]:
        """What the rules say of the last element of a path, as plain and as important declarations."""
        if not self.rules:
            return NO_STYLE
        element = path[-1]
        asked = [rule for key in (*element.names, element.tag, "") for rule in self.rules.get(key, ())]
        self.compared += len(asked)
        fitting = sorted((rule for rule in asked if self._fits(rule, path)), key=lambda rule: rule.weight)
        plain: dict[str, str] = {}
        important: dict[str, str] = {}
        for rule in fitting:
            plain.update(rule.plain)
            important.update(rule.important)
        return plain, important

    def _fits(self, rule: _Rule, path: Sequence[Element]) -> bool:
        if not rule.steps[-1].fits(path[-1]):
            return False
        open_steps = list(rule.steps[:-1])
        for element in reversed(path[:-1]):
            if not open_steps:
                break
            self.compared += 1
            if open_steps[-1].fits(element):
                open_steps.pop()
        return not open_steps


def to_element(tag: str, attributes: Mapping[str, str]) -> Element:
    """An element as selectors see it; mail is shown in quirks mode, where case does not matter."""
    names = [f".{name}" for name in attributes.get("class", "")[:400].lower().split()]
    if name := attributes.get("id", "").strip().lower():
        names.append(f"#{name}")
    return Element(tag, frozenset(names))


def to_sheet(texts: Iterator[str]) -> Sheet:
    """The sheet of a mail's ``style`` elements, in their order. What is no plain rule is passed over."""
    css = _COMMENT.sub(" ", "\n".join(texts)[:_READ]).lower()
    found: defaultdict[str, list[_Rule]] = defaultdict(list)
    count = 0
    for selectors, declarations in _find_rules(css):
        plain, important = (
            {name: value for name, value in style.items() if name in TELLING}
            for style in split_declarations(declarations[:2_000])
        )
        if not plain and not important:
            continue
        for steps in _find_selectors(selectors):
            count += 1
            if count > _RULES:
                return Sheet(found)
            found[_to_key(steps[-1])].append(_Rule(steps, _weigh(steps, count), plain, important))
    return Sheet(found)


def _find_rules(css: str) -> Iterator[tuple[str, str]]:
    """The rules with their selectors, those for every screen included; other conditions and fonts left out."""
    for head, body in _find_blocks(css):
        before = head.rpartition(";")[2].strip()
        if not before.startswith("@"):
            yield before, body
        elif _PLAIN_MEDIA.fullmatch(before):
            yield from ((inner.strip(), block) for inner, block in _find_blocks(body) if "@" not in inner)


def _find_blocks(css: str) -> Iterator[tuple[str, str]]:
    """What stands before and between each outer pair of braces; the last may be open."""
    depth = start = opened = 0
    for brace in _BRACE.finditer(css):
        if brace[0] == "{":
            if not depth:
                opened = brace.end()
            depth += 1
        else:
            if depth == 1:
                yield css[start : opened - 1], css[opened : brace.start()]
            depth = max(depth - 1, 0)
            if not depth:
                start = brace.end()
    if depth:
        yield css[start : opened - 1], css[opened:]


def _find_selectors(text: str) -> Iterator[tuple[Element, ...]]:
    for selector in text.split(",")[:_SELECTORS]:
        found = [_COMPOUND.fullmatch(part) for part in selector.replace(">", " ").split()[: _STEPS + 1]]
        if 0 < len(found) <= _STEPS and all(found):
            yield tuple(_to_step(part[1] or "", part[2]) for part in found if part)


def _to_step(tag: str, names: str) -> Element:
    return Element("" if tag == "*" else tag, frozenset(re.findall(r"[.#][\w-]+", names)))


def _to_key(step: Element) -> str:
    return next(iter(sorted(step.names)), step.tag)


def _weigh(steps: Sequence[Element], place: int) -> tuple[int, int, int, int]:
    names = [name for step in steps for name in step.names]
    ids = sum(name.startswith("#") for name in names)
    return ids, len(names) - ids, sum(bool(step.tag) for step in steps), place
