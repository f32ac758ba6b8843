"""Web sites and domains that a customer names: registrable domains, however they are spelled."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from publicsuffixlist import PublicSuffixList

from bot.nlp.answers.lexicon.phrases import load_words

_LABEL = r"[^\W_](?:[\w-]{0,61}[^\W_])?"
_WHOLE_LABEL = r"[^\W_][\w-]{0,62}+(?<=[^\W_])"  # the same where a dot follows, without a second try
_MARKED = re.compile(
    rf"(?P<scheme>h(?:tt|xx)ps?://)?(?P<user>[\w.+-]{{1,64}}+@|@)?(?P<host>(?:{_WHOLE_LABEL}(?:\.|\[\.\]|\(\.\)"
    rf"|\[dot\])){{1,5}}{_LABEL})",
    re.IGNORECASE,
)
_DOT = (
    r"(?:\s{0,2}[\[({]\s?(?:dot|punkt|punto|ponto|point|punt|kropka|\.)\s?[\])}]\s{0,2}"
    r"|\s{1,2}(?:dot|punkt|punto|ponto|punt|kropka)\s{1,2}|-dot-|_dot_)"
)
_SPELLED = re.compile(
    rf"(?<![\w.@-])(?P<host>(?:{_LABEL}(?:{_DOT}|\.|\sdash\s)){{0,4}}{_LABEL}{_DOT}[a-z]{{2,24}}(?:(?:{_DOT}"
    rf"|\.)[a-z]{{2,3}})?)(?![\w-])",
    re.IGNORECASE,
)
_RESERVED = frozenset({"example", "test"})
_TABLES = load_words("sites")
_SHARED, _HOSTS, _FILES, _WORDS = (frozenset(_TABLES[name]) for name in ("shared", "hosts", "files", "words"))
_PLACEHOLDER = re.compile(
    r"(?:example[\w-]*|your[\w-]*|my(?:site|domain|company|store|shop|website|app)|placeholder|company|domain|website"
    r"|acme)"
    r"\.(?:com|org|net|edu|de|io|co\.uk)"
)


@dataclass(frozen=True, slots=True)
class Site:
    """A registrable domain and where it is named. ``user`` is what stands before an @, "@" where nothing does."""

    start: int
    end: int
    domain: str
    user: str = ""

    @property
    def is_address(self) -> bool:
        """Whether it was named as a person's address, not as "@shop.example"."""
        return self.user not in ("", "@")


@lru_cache(maxsize=1)
def _suffixes() -> PublicSuffixList:
    return PublicSuffixList(accept_unknown=False)


@lru_cache(maxsize=2048)
def to_registrable(host: str) -> str | None:
    """The registrable domain of a host name, None where its ending is no public suffix or it is a suffix itself."""
    labels = host.lower().strip(".").split(".")
    if labels[-1] in _RESERVED:
        return ".".join(labels[-2:])
    found: str | None = _suffixes().privatesuffix(".".join(labels))
    if found and found in _HOSTS:
        return ".".join(labels[-found.count(".") - 2 :])
    return found


def find_sites(text: str) -> list[Site]:
    """The domains named in a text (with its capitals), in order. Mail providers, social networks, platforms that
    many share, placeholders and file names are left out."""
    found: list[Site] = []
    for site in _find_all(text):
        if not any(site.start < other.end and other.start < site.end for other in found):
            found.append(site)
    return sorted(found, key=lambda site: site.start)


def _find_all(text: str) -> Iterator[Site]:
    for match in _MARKED.finditer(text):
        after = text[match.end() : match.end() + 4]
        broken = _breaks_sentence(match["host"]) and not match["scheme"]
        if not broken and not after.startswith(("(", "@")) and not re.match(r":\d+\)", after):
            user = (match["user"] or "").rstrip("@")
            yield from _to_site(match, user or ("@" if match["user"] else ""))
    for match in _SPELLED.finditer(text):
        yield from _to_site(match, "")


def _to_site(match: re.Match[str], user: str) -> Iterator[Site]:
    host = re.sub(r"\sdash\s", "-", match["host"], flags=re.IGNORECASE)
    host = re.sub(rf"{_DOT}|\[\.\]|\(\.\)", ".", host, flags=re.IGNORECASE)
    domain = to_registrable(re.sub(r"\s", "", host))
    if domain and domain not in _SHARED and not _PLACEHOLDER.fullmatch(domain):
        yield Site(match.start(), match.end("host"), domain, user)


def _breaks_sentence(host: str) -> bool:
    """ "a month.The list", "setup.py", "ok.so": rather two sentences or a file than a site."""
    if host.lower().startswith("www."):
        return False
    before, last = host.rsplit(".", 1)
    if last != last.lower() and host != host.upper() and not (last[0].isupper() and before[0].isupper()):
        return True
    if last.lower() in _FILES:
        return "." not in before
    return last.lower() in _WORDS and "." not in before and len(before) < 3
