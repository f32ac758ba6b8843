"""Brands: a folder each, ``<name>/brand.toml``, with procedures and templates of its own beside it where it has any.
Tickets of every other brand are handled as shipped."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from jinja2 import TemplateError

from bot.core.checklist import Item, Kind, Procedure, settle_all
from bot.core.conversation import Conversation
from bot.core.decision import Action, Decision
from bot.core.understanding import Intent, Understanding
from bot.core.update import Mode, ReplyKind
from bot.procedures import to_procedure
from bot.prompted import find_prompted
from bot.rendering import Voice
from bot.replies import render_reply
from bot.reply_languages import ENGLISH

FILE = "brand.toml"
KNOWN = frozenset({"ids", "procedures", "sign_off", "modes"})
LONGEST_SIGN_OFF = 200  # characters
_KEY = re.compile(r"[a-z][a-z0-9_]{1,39}")  # it becomes a part of a tag


class WrongBrand(Exception):
    """A brand's folder is not as it should be; the message names the file and what is wrong."""


@dataclass(frozen=True, slots=True)
class Brand:
    """One brand: its ids in Zendesk, its procedures, how far the bot goes there (where that is less far than
    elsewhere), and whose words its replies are. ``own`` are the keys of the questions that it alone asks."""

    name: str = ""
    ids: frozenset[int] = frozenset()
    procedures: tuple[Procedure, ...] = ()
    modes: Mapping[str, Mode] = field(default_factory=dict)
    voice: Voice = field(default_factory=Voice)
    own: frozenset[str] = frozenset()


def find_brand(brands: Sequence[Brand], brand_id: int | None, default: Brand) -> Brand:
    """The brand of that id; the default for every other."""
    return next((brand for brand in brands if brand_id in brand.ids), default)


def read_as_brand(brand: Brand, understanding: Understanding, conversation: Conversation) -> Understanding:
    """The same with the answers to the brand's own questions. Those are asked in English alone: a ticket in another
    language goes to a person."""
    procedure = next((p for p in brand.procedures if p.intent == understanding.intent.label), None)
    if not brand.own or procedure is None:
        return understanding
    found = find_prompted(procedure, brand.own, conversation)
    trusted = understanding.language_trusted and understanding.language == ENGLISH
    return replace(understanding, findings=(*understanding.findings, *found), language_trusted=trusted)


def load_brands(folder: Path, shipped: Sequence[Procedure]) -> tuple[Brand, ...]:
    """Every brand of the folder, by name; WrongBrand names the first file that is wrong. Each reply of each procedure
    is rendered once, so that a template that cannot be is found here and not when a customer waits."""
    files = sorted(folder.glob(f"*/{FILE}"))
    bare = sorted(sub for sub in folder.iterdir() if sub.is_dir() and not (sub / FILE).is_file())
    if bare:
        raise WrongBrand(f"{bare[0].name}: {FILE} is missing")
    brands = tuple(load_brand(file.parent, shipped) for file in files)
    for number, brand in enumerate(brands):
        doubled = [other.name for other in brands[:number] if other.ids & brand.ids]
        if doubled:
            raise WrongBrand(f"{brand.name}/{FILE}: ids: also named by {doubled[0]}")
    return brands


def load_brand(folder: Path, shipped: Sequence[Procedure]) -> Brand:
    """One brand; WrongBrand where something of it is wrong."""
    at = f"{folder.name}/{FILE}"
    data = _read(folder / FILE)
    unknown = sorted(data.keys() - KNOWN)
    if unknown:
        raise WrongBrand(f"{at}: unknown: {', '.join(unknown)}")
    own = tuple(load_own_procedure(file, shipped) for file in sorted((folder / "procedures").glob("*.toml")))
    templates = folder / "templates"
    known = {item.key for procedure in shipped for item in procedure.items}
    brand = Brand(
        name=folder.name,
        ids=to_ids(data.get("ids"), at),
        procedures=choose_procedures(data.get("procedures"), own, shipped, at),
        modes=to_modes(data.get("modes", {}), shipped, at),
        voice=Voice(templates if templates.is_dir() else None, to_sign_off(data.get("sign_off", ""), at)),
        own=frozenset(item.key for procedure in own for item in procedure.items) - known,
    )
    check_replies(brand)
    return brand


def _read(file: Path) -> dict[str, Any]:
    at = f"{file.parent.name}/{file.name}"
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise WrongBrand(f"{at}: cannot be read ({error})") from None


def to_ids(ids: object, at: str) -> frozenset[int]:
    """The ids of the brand in Zendesk; there is at least one."""
    if not isinstance(ids, list) or not ids or not all(type(given) is int and given > 0 for given in ids):
        raise WrongBrand(f"{at}: ids: expects the brand's numbers in Zendesk, as in ids = [360001234567]")
    return frozenset(ids)


def to_sign_off(sign_off: object, at: str) -> str:
    """The line under each reply, "" for none."""
    if not isinstance(sign_off, str) or len(sign_off) > LONGEST_SIGN_OFF or "\n" in sign_off:
        raise WrongBrand(f"{at}: sign_off: expects one line of at most {LONGEST_SIGN_OFF} characters")
    return sign_off.strip()


def to_modes(modes: object, shipped: Sequence[Procedure], at: str) -> dict[str, Mode]:
    """How far the bot goes, by procedure; what is not named goes as far as elsewhere."""
    names, ways = {procedure.name for procedure in shipped}, {str(mode) for mode in Mode}
    if not isinstance(modes, dict) or not modes.keys() <= names or not all(str(way) in ways for way in modes.values()):
        raise WrongBrand(f"{at}: modes: expects observe, suggest or reply for {' or '.join(sorted(names))}")
    return {name: Mode(way) for name, way in modes.items()}


def choose_procedures(
    wanted: object, own: Sequence[Procedure], shipped: Sequence[Procedure], at: str
) -> tuple[Procedure, ...]:
    """The procedures that hold for the brand, its own in the place of those that are shipped; all of them where none
    are named."""
    known = {procedure.name: procedure for procedure in (*shipped, *own)}
    names = list(known) if wanted is None else wanted
    if not isinstance(names, list) or not names or not all(isinstance(n, str) and n in known for n in names):
        raise WrongBrand(f"{at}: procedures: expects some of {', '.join(sorted(known))}")
    return tuple(known[name] for name in dict.fromkeys(names))


def load_own_procedure(file: Path, shipped: Sequence[Procedure]) -> Procedure:
    """A procedure that takes the place of a shipped one: same name, intent and tag, other items."""
    at = f"{file.parent.parent.name}/procedures/{file.name}"
    try:
        procedure = to_procedure(tomllib.loads(file.read_text(encoding="utf-8")))
    except (OSError, KeyError, TypeError, ValueError, AttributeError) as error:
        raise WrongBrand(f"{at}: {error!r}") from None
    replaced = next((p for p in shipped if p.name == procedure.name), None)
    if replaced is None or (replaced.intent, replaced.tag) != (procedure.intent, procedure.tag):
        names = "; ".join(f"{p.name}, {p.intent}, {p.tag}" for p in shipped)
        raise WrongBrand(f"{at}: name, intent and tag: expects those of a shipped procedure ({names})")
    read = {item.key for shipped_procedure in shipped for item in shipped_procedure.items}
    for item in procedure.items:
        fault = find_fault(item, read)
        if fault:
            raise WrongBrand(f"{at}: item {item.key!r}: {fault}")
    return procedure


def find_fault(item: Item, read: set[str]) -> str:
    """What is wrong with an item of a brand's own procedure, "" where nothing is. ``read`` are the keys of the items
    that the shipped reading finds in any words; another one is found behind its prompt alone."""
    if not isinstance(item.key, str) or not _KEY.fullmatch(item.key):
        return "key: expects small letters, figures and _"
    if item.key in read or item.kind is Kind.PRECONDITION:
        return ""
    if item.kind is not Kind.QUESTION:
        return "kind: only a question can be added"
    prompt = item.details.get("prompt")
    good = isinstance(prompt, str) and prompt.endswith(":") and prompt.count(":") == 1 and len(prompt) <= 70
    return "" if good else "prompt: expects at most 70 characters with one colon, at the end"


def check_replies(brand: Brand) -> None:
    """WrongBrand where one of the brand's replies cannot be rendered."""
    for procedure in brand.procedures:
        items = tuple(item.key for item in procedure.items)
        understanding = Understanding(Intent({procedure.intent: 1.0}), language=ENGLISH)
        for kind in ReplyKind:
            decision = Decision(Action.ASK, "", () if kind is ReplyKind.READY else items)
            try:
                render_reply(kind, procedure, decision, settle_all(procedure, ()), understanding, voice=brand.voice)
            except (TemplateError, OSError, TypeError, AttributeError, ValueError) as error:
                raise WrongBrand(f"{brand.name}: replies/{procedure.name}/{kind}: {_describe(error)}") from None


def _describe(error: Exception) -> str:
    return f"{getattr(error, 'message', None) or error} ({type(error).__name__})"
