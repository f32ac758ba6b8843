"""Secrets in a text: found by their form or behind a label, and masked so that nothing stores or shows them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from bot.core.conversation import Secret
from bot.reading.keys import LOOSE_KEYS, OTHER_KEYS, PLATFORM_KEYS
from bot.reading.letters import to_plain
from bot.reading.lines import Span

MASK = "[secret]"
API_KEY, PASSWORD, SMTP_CREDENTIAL = "api_key", "password", "smtp_credential"

_CONTEXT = 120  # characters before a password that tell whether it belongs to SMTP
_WINDOW = 90  # characters behind a label in which its password can stand
_FILLERS = 8  # words between a label and its password

_ADDRESS_WITH_PASSWORD = re.compile(r"\b[a-z][a-z0-9+]{1,9}://[^\s:/@]{1,80}:(?P<secret>[^\s:/@]{3,100})@", re.I)
_LOGIN_AND_PASSWORD = re.compile(
    r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}\s{0,3}[/:|,;]\s{0,3}(?P<secret>[^\s/|,;]{8,100})"
)
_QUOTED_TOKEN = re.compile(r"[\"'“‘«](?P<secret>[^\s\"'“”‘’«»]{8,60})[\"'”’»]")
_SAID = re.compile(  # "the new one for postmaster@... is ...", with no word for a password
    r"\b(?:one|neues?|nuev[ao]|nouve(?:au|lle)|nov[ao]|nuov[ao]|nieuwe?)\b[^;!?\n]{0,80}?\b(?:is|ist|lautet|es|est|é|è)\b:?"
    r"\s{1,2}(?P<secret>\S{10,60})"
)
_LABEL = re.compile(
    r"(?<![A-Za-z])(?:smtp|mail|user|auth|login)?(?:pass(?:word|wort|phrase|code|wd)?|pwd?|kennwort|senha"
    r"|contraseña|contrasena|clave|mot de passe|mdp|hasło|heslo|"
    r"lösenord|adgangskode|wachtwoord|parola|şifre|пароль|密码|密碼|パスワード|kata sandi|sandi)"
    r"(?P<many>s|wörter|en|es|d)?(?![A-Za-z])",
    re.I,
)
_BEHIND_LABEL = re.compile(rf"{_LABEL.pattern}\W{{0,4}}$", re.I)
_ASSIGNED = re.compile(r"[\"']?(?:=|\s?=>\s?|\s?:=\s?)[\"']?(?P<secret>[^\s\"'&;,)]{4,100})")
_TOKEN = re.compile(r"[^\s\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{1,200}")  # scripts without spaces end a word
_SEPARATORS = frozenset((":", "=", "->", "-->", "→", "=>", "-", "–", "/", "|"))
_STATING = re.compile(r"(?:is|was|now):?|ist|war|lautet|es|era|é|est|jest|je|var|är|er|è", re.I)
_FILLING = re.compile(r"it|its|it's|which|that|to|as|new|the|a|set|changed|jetzt|está|ahora|agora|pra|till", re.I)
_SMTP = re.compile(r"smtp|postmaster|auth-user|mail_?username|mailgun\.org|\bport 587|[\w.+-]@mg\.", re.I)
_STRONG = frozenset("!#$%^&*+=?~€£§")
_NO_SECRETS = re.compile(
    r".{0,3}(?:2fa|mfa|o365|m365|oauth2?|1password|lastpass|bitwarden|keepass\w{0,3}|sso|totp|sha\d{1,3}|md5|base64"
    r"|utf-?8)\W{0,3}"
    r"|\W{0,2}\d{1,4}-[a-z]{2,20}"
    r"|\W{0,2}\d[\d.,:/x-]{0,20}(?:st|nd|rd|th|am|pm|h|k|x|of|users?|domains?|people|/\d{1,4})?\W{0,3}"
    r"|.{0,40}(?:your|mein|ihr)?[_-]?(?:password|passwort|api_?key|secret|redacted|hidden|example|changeme"
    r"|masked)\W{0,3}",
    re.I,
)
_DOMAIN = re.compile(r"\W{0,2}(?:[\w-]{1,63}\.){1,5}[a-z]{2,12}\W{0,2}", re.I)
_ADDRESS = re.compile(r"[^@\s]{1,100}@[^@\s]{1,100}\.\w{2,20}")
_MASKED = re.compile(r"\*{2}|[•●…]|\.{3}|x{4}|<[^>]{0,40}>|\[[^\]]{0,40}\]|\{\{?|\$\{", re.I)


@dataclass(frozen=True, slots=True)
class Masked:
    """A text with its secrets masked, their places, and the way from the old offsets to the new ones."""

    text: str
    secrets: tuple[Secret, ...]
    ends: tuple[int, ...]  # of the secrets in the old text
    shifts: tuple[int, ...]  # how far the text behind each moved

    def move(self, span: Span) -> Span:
        """A stretch of the old text in the new one; a border within a secret moves to the mask's."""
        return self._move(span[0]), max(self._move(span[0]), self._move(span[1]))

    def _move(self, offset: int) -> int:
        passed = bisect_right(self.ends, offset)
        moved = offset + (self.shifts[passed - 1] if passed else 0)
        if passed < len(self.secrets) and self.secrets[passed].start < moved:
            return min(moved, self.secrets[passed].end)
        return moved


def mask_secrets(text: str) -> Masked:
    """The text with each secret replaced by ``[secret]``: keys by their form, passwords behind their label. What is
    itself a mask (``key-****``), a status ("password: changed") or a placeholder stays."""
    pieces: list[str] = []
    secrets: list[Secret] = []
    ends: list[int] = []
    shifts: list[int] = []
    at = length = 0
    for start, end, kind in _find_secrets(text):
        pieces.append(text[at:start])
        length += start - at
        secrets.append(Secret(length, length + len(MASK), kind, text[start:end][-2:]))
        pieces.append(MASK)
        length, at = length + len(MASK), end
        ends.append(end)
        shifts.append(length - end)
    return Masked("".join((*pieces, text[at:])), tuple(secrets), tuple(ends), tuple(shifts))


def _find_secrets(text: str) -> list[tuple[int, int, str]]:
    """The secrets' places, sorted; of two that overlap the one that begins first, or is longer."""
    plain = to_plain(text)
    found = sorted((*_find_keys(plain.text), *_find_passwords(plain.text)), key=lambda place: (place[0], -place[1]))
    apart: list[tuple[int, int, str]] = []
    for first, last, kind in found:
        start, end = plain.to_whole((first, last))
        if apart and start < apart[-1][1]:
            before = apart[-1]
            apart[-1] = (before[0], max(before[1], end), before[2])
        else:
            apart.append((start, end, kind))
    return apart


def _find_keys(text: str) -> Iterator[tuple[int, int, str]]:
    for forms, is_key in ((PLATFORM_KEYS, _is_platform_key), (LOOSE_KEYS, _is_loose_key), (OTHER_KEYS, _is_key)):
        for form in forms:
            for match in form.finditer(text):
                start, end = match.span("secret" if "secret" in form.groupindex else 0)
                if is_key(text[start:end]):
                    yield start, end, _to_kind(text, start, API_KEY)


def _is_key(token: str) -> bool:
    return len(set(token)) > 2


def _is_platform_key(token: str) -> bool:
    """Not a mask of one letter; the long token, of letters and digits mixed."""
    if len(token) == 72 and not token.lower().startswith(("key-", "pubkey-")):
        return sum(map(str.isdigit, token)) >= 8 and sum(map(str.isalpha, token)) >= 8
    return len(set(token.lower().rpartition("key-")[2])) > 2


def _is_loose_key(token: str) -> bool:
    letters = re.sub(r"\s", "", token.lower().rpartition("key-")[2])
    return len(letters) >= 20 and sum(map(str.isdigit, letters)) >= 3 and len(set(letters)) > 4


def _find_passwords(text: str) -> Iterator[tuple[int, int, str]]:
    passed = 0
    for label in _LABEL.finditer(text):
        place = _find_behind_label(text, label) if label.start() >= passed else None
        if place:
            passed = place[1]
            yield *place, _to_kind(text, place[0], PASSWORD)
    for form in (_ADDRESS_WITH_PASSWORD, _LOGIN_AND_PASSWORD, _QUOTED_TOKEN, _SAID):
        for match in form.finditer(text):
            start, end = _trim(text, *match.span("secret"))
            token = text[start:end]
            if _fits(token, form):
                yield start, end, _to_kind(text, start, PASSWORD)


def _fits(token: str, form: re.Pattern[str]) -> bool:
    """Whether what stands at a password's place is one: within an address anything, elsewhere what looks like one."""
    if form is _ADDRESS_WITH_PASSWORD:
        return not _is_harmless(token)
    return _looks_random(token) and (form is _LOGIN_AND_PASSWORD or bool(_STRONG & set(token[1:])))


def _find_behind_label(text: str, label: re.Match[str]) -> Span | None:
    """The password behind a label: at once, behind a sign or "is", or, if it looks like nothing else, some words on."""
    assigned = _ASSIGNED.match(text, label.end())
    if assigned and not label["many"]:
        return None if _is_harmless(assigned["secret"]) else assigned.span("secret")
    line_end = text.find("\n", label.end())
    stop = min(label.end() + _WINDOW, len(text) if line_end < 0 else line_end)
    direct = stated = announced = False
    if not text[label.end() : stop].strip(" :=\t*"):
        return _find_below(text, label.end(), line_end)
    for number, match in enumerate(_TOKEN.finditer(text, label.end(), label.end() + 2 * _WINDOW)):
        if match.start() >= stop or number > _FILLERS:
            return None
        word = match[0]
        direct = number == 0 or direct or announced
        announced = word[-1] == ":"
        if number == 0 and word[0] in ":='\"”" and match.start() == label.end():
            stated = True
            word = word.lstrip(":='\"”")
        if not word or word in _SEPARATORS or _STATING.fullmatch(word.lstrip("(")) or _FILLING.fullmatch(word):
            stated = stated or not _FILLING.fullmatch(word)
            continue
        start, end = _trim(text, match.end() - len(word), match.end())
        if _is_password(text[start:end], direct, stated, quoted=start > 0 and text[start - 1] in "\"'“‘«"):
            return start, end
        direct = False
        if word[-1] in ".;":
            return None
    return None


def _find_below(text: str, start: int, line_end: int) -> Span | None:
    """The password alone on the line below its label."""
    end = text.find("\n", line_end + 1)
    below = text[line_end + 1 : len(text) if end < 0 else end][:_WINDOW] if line_end >= 0 else ""
    if ":" not in text[start:line_end] or not _looks_random(below.strip()) or " " in below.strip():
        return None
    first = line_end + 1 + len(below) - len(below.lstrip())
    return _trim(text, first, first + len(below.strip()))


def _trim(text: str, start: int, end: int) -> Span:
    """A token without the quotation marks and the punctuation of the sentence around it."""
    while start < end and text[start] in "\"'“‘«(<":
        start += 1
    while end > start and text[end - 1] in "\"'”’».,;:)>":
        end -= 1
    return start, end


def _is_password(token: str, direct: bool, stated: bool, quoted: bool) -> bool:
    if _is_harmless(token) or not re.search(r"[^\W\d_]", token):
        return False
    if not direct:
        return _looks_random(token) and bool(_STRONG & set(token[1:-1]))
    mixed = any(map(str.isdigit, token)) or bool(_STRONG & set(token[1:-1]))
    return _looks_random(token) or (mixed and len(token) >= 6 and (stated or quoted))


def _looks_random(token: str) -> bool:
    """Letters and a digit, of three kinds at least: what people call a password, and seldom a word."""
    if len(token) < 7 or _is_harmless(token) or not any(map(str.isdigit, token)):
        return False
    kinds = (str.islower, str.isupper, str.isdigit, lambda letter: not letter.isalnum())
    return sum(any(map(kind, token)) for kind in kinds) >= 3


def _is_harmless(token: str) -> bool:
    """A mask, a placeholder, a site or address, a number with its unit, the name of a method."""
    if len(set(token)) <= 2 or "://" in token or _MASKED.search(token):
        return True
    return bool(
        _NO_SECRETS.fullmatch(token)
        or _DOMAIN.fullmatch(token)
        or re.fullmatch(r"[^@\s]{1,200}@[^@\s]{1,200}\.\w{1,200}", token)
    )


def _to_kind(text: str, at: int, otherwise: str) -> str:
    """An SMTP password where a login or the word says so before it; a key form behind a password's label is one too."""
    before = text[max(at - _CONTEXT, 0) : at]
    if otherwise is API_KEY and not _BEHIND_LABEL.search(before):
        return API_KEY
    return SMTP_CREDENTIAL if _SMTP.search(before) else PASSWORD
