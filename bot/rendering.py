"""Templates into mail: a plain text and its HTML twin, in which nothing is left that Zendesk would expand."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from bot.shipped import templates_folder

_OPENING = re.compile(r"\{(?=[{%])")
_TAG_OR_OPENING = re.compile(r"<[^<>]*>|\{(?=[{%])")
_BLANK_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True, slots=True)
class Rendered:
    """One message in both forms; they say the same words."""

    text: str
    html: str


@dataclass(frozen=True, slots=True)
class Voice:
    """Whose words they are: a brand's templates, which come before the shipped ones, and the line under its replies."""

    templates: Path | None = None
    sign_off: str = ""


@cache
def load_environment(html: bool = False, templates: Path | None = None) -> Environment:
    """The environment of the shipped templates, behind those of the folder, for plain text or for HTML, where every
    value is escaped; a name that is not defined is an error, never an empty place. One template serves both forms by
    the filters ``strong``, ``link`` and ``fill``, and tells them apart by ``form`` ("txt" or "html")."""
    environment = Environment(
        loader=FileSystemLoader([*filter(None, [templates]), templates_folder()]),
        undefined=StrictUndefined,
        autoescape=html,  # noqa: S701 - plain text is no markup; neutralise and to_line keep it inert
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["form"] = "html" if html else "txt"
    environment.filters.update(HTML_FILTERS if html else TEXT_FILTERS)
    return environment


TEXT_FILTERS: Mapping[str, Callable[..., str]] = {
    "strong": str,
    "link": str,
    "fill": lambda text, **values: text.format(**values),
}
HTML_FILTERS: Mapping[str, Callable[..., str]] = {
    "strong": lambda text: Markup("<strong>{}</strong>").format(text),
    "link": lambda url: Markup('<a href="{0}">{0}</a>').format(url),
    "fill": lambda text, **values: escape(text).format(**values),
}


def render(template: str, context: Mapping[str, object]) -> Rendered:
    """Both forms of a template, named without its endings; nothing in the context is ever read as a template."""
    return render_both(f"{template}.txt.j2", f"{template}.html.j2", context)


def render_both(
    text_name: str, html_name: str, context: Mapping[str, object], templates: Path | None = None
) -> Rendered:
    """Both forms, from a template for each or from one that serves both; ``templates`` is a brand's own folder."""
    text = load_environment(False, templates).get_template(text_name).render(context)
    html = load_environment(True, templates).get_template(html_name).render(context)
    return Rendered(neutralise(_tidy(text)), neutralise_html(_tidy(html)))


def neutralise(text: str) -> str:
    """Plain text in which Zendesk can expand nothing: a space parts ``{`` from the ``{`` or ``%`` behind it."""
    return _OPENING.sub("{ ", text)


def neutralise_html(html: str) -> str:
    """HTML in which Zendesk can expand nothing, with the same characters on screen. The brace stands in a code
    element of its own, so the two never touch, also where entities are decoded before placeholders are looked for."""
    return _TAG_OR_OPENING.sub(lambda found: _part_braces(found.group()), html)


def _part_braces(found: str) -> str:
    return found.replace("{", "&#123;") if found.startswith("<") else "<code>&#123;</code>"


def to_line(text: str, limit: int) -> str:
    """A stranger's words on one line of at most ``limit`` characters: no line breaks to forge a line of ours with,
    no control characters, nothing invisible that turns the direction of writing."""
    shown = "".join(" " if c.isspace() else c for c in text[: 4 * limit] if c.isspace() or _is_visible(c))
    line = " ".join(shown.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"


def _is_visible(character: str) -> bool:
    return not unicodedata.category(character).startswith("C")


def _tidy(rendered: str) -> str:
    lines = "\n".join(line.rstrip() for line in rendered.splitlines())
    return _BLANK_LINES.sub("\n\n", lines).strip() + "\n"
