"""Secrets that the customer wrote to us: the step each belongs to, and whether the customer says that it is dead."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from bot.core.checklist import Evidence, Finding, Status
from bot.core.conversation import Message, Part, Secret
from bot.core.understanding import Risk, RiskKind
from bot.nlp.answers.plain import to_plain
from bot.nlp.phrases import to_pattern
from bot.nlp.view import View
from bot.reading.alternatives import Alternatives

STEPS = {"api_key": "api_key", "smtp_credential": "smtp_credentials", "password": "user_passwords"}

_BEFORE, _AFTER = 70, 60  # characters of evidence around a secret
_REACH = 220  # characters around a secret in which the customer speaks of it
_SENTENCE = re.compile(r"[.!?](?=\s)|\n\s*\n")
_CLAUSE = re.compile(r"[,;\n]|(?<!\w)(?:and|but|und|aber|y|pero|et|mais|e|ma|en|maar|i|ale|и)(?!\w)")
_SMTP = to_pattern(
    r"smtp", r"postmaster", r"mail[ _-]?(?:user|login|pass|host)", r"port 587", r"auth[- ]user", r"relay"
)
_DEAD = to_pattern(
    r"(?:is |now |long |already )?(?:revoked|expired|deleted|dead|disabled|deactivated|removed|killed"
    r"|invalidated|retired|rotated"
    r"|obsolete|destroyed|nuked|burnt|burned|void)\b",
    r"(?:no longer|not anymore|does not|doesn't) (?:valid|active|works?|in use|exists?)\b",
    r"(?:is|now) (?:invalid|useless|worthless)\b",
    r"(?:answers|returns|gives) (?:a )?401",
    r"gelöscht",
    r"widerrufen",
    r"ungültig",
    r"deaktiviert",
    r"gesperrt",
    r"abgelaufen",
    r"gibt es nicht mehr",
    r"nicht mehr (?:gültig|aktiv)",
    r"(?:revocad|eliminad|borrad|caducad|desactivad|anulad|invalidad|inhabilitad)[ao]",
    r"ya no (?:vale|funciona|sirve|existe)",
    r"(?:révoqué|supprimé|désactivé|expiré|effacé|invalidé)e?\b",
    r"n'est plus (?:valide|active)",
    r"(?:revogad|excluíd|apagad|desativad|cancelad|deletad|expirad)[ao]",
    r"não (?:vale|funciona|existe) mais",
    r"(?:revocat|eliminat|cancellat|scadut|disattivat)[ao]",
    r"non è più (?:valida|attiva)",
    r"ingetrokken",
    r"verwijderd",
    r"verlopen",
    r"gedeactiveerd",
    r"niet meer (?:geldig|actief)",
    r"unieważnion",
    r"usunięt",
    r"wygasł",
    r"skasowan",
    r"nieaktywn",
    r"отозван",
    r"удал[её]н",
    r"недействител",
    r"iptal",
    r"silindi",
    r"återkallad",
    r"raderad",
    r"borttagen",
    r"slettet",
    r"spärrad",
)
_ALIVE = to_pattern(
    r"not (?:yet |been )*(?:revoked|expired|deleted|dead|disabled|removed|killed|rotated)",
    r"still (?:valid|works?|active|alive|live)",
    r"(?:can(?:no|')t|couldn't|could not|haven't|hasn't|have not|has not|will|to|please|should|must|won't|until"
    r"|how) (?:be |you |yet |get )*"
    r"(?:revoked?|expired?|deleted?|disabled?|removed?|killed?|rotated?)\b",
    r"how (?:do|can|should|to)\b",
    r"(?:can|could|would) you\b",
    r"noch (?:gültig|aktiv|nicht)",
    r"noch nicht",
    r"todavía",
    r"aún",
    r"encore (?:valide|active)",
    r"ainda",
    r"ancora",
    r"nog (?:geldig|actief|niet)",
    r"jeszcze",
    r"пока не",
    r"ещ[её]",
)
_NEW = to_pattern(
    r"new\b",
    r"fresh",
    r"current",
    r"successor",
    r"replacement",
    r"now is",
    r"is now",
    r"neue?[rsn]?\b",
    r"aktuell",
    r"nuev[ao]",
    r"nouve(?:au|lle)",
    r"nov[ao]\b",
    r"nuov[ao]",
    r"nieuwe?\b",
    r"now[yea]\b",
    r"нов",
    r"yeni",
    r"\bny[at]?\b",
)
_OLD = to_pattern(
    r"old (?:\w+ ){0,3}(?:was|is|:)",
    r"old (?:one|api key|private key|key|password|pass|pw|login)s?[^a-z0-9]{0,3}$",
    r"alte[rsn]? (?:api-?)?(?:schlüssel|key|passwort|kennwort)",
    r"(?:clave|key|contraseña|llave) (?:vieja|antigua|anterior)",
    r"ancienne? (?:clé|mot de passe)",
    r"(?:chave|senha) (?:antiga|velha|anterior)",
    r"(?:chiave|password) (?:vecchia|precedente)",
    r"vecchia (?:chiave|password)",
    r"oude (?:sleutel|key|wachtwoord)",
    r"star[ey] (?:klucz|hasło)",
    r"стар",
)
_WAS = to_pattern(r"(?:was|had|used|war|hatte|era|tenía|tinha|était|avait|aveva|had|było)[^a-z0-9]{1,3}$")
_CHANGED = to_pattern(
    r"(?:changed|reset|replaced|geändert|cambiad[ao]|changée?|alterad[ao]|trocad[ao]|cambiat[ao]|gewijzigd|zmienion)"
)
_POINTING = (
    r"(?:(?:this|that|the (?:leaked|exposed|stolen|compromised|pasted|posted|above|said)|above) (?:api |private "
    r"|smtp )?"
    r"(?:key|one|password|credential|login|secret)s?|(?:key|password|credential)s? (?:above|below|in question"
    r"|i (?:posted|pasted|sent)))"
)
_BACK = to_pattern(
    r"(?:revoked|expired|deleted|disabled|removed|killed|deactivated|rotated|changed|replaced|reset) " + _POINTING,
    _POINTING
    + r"[^.\n]{0,30}(?:no longer|revoked|expired|deleted|disabled|removed|killed|deactivated|dead|gone|invalid)",
)

_OLD_ONE = to_pattern(
    r"(?:the |an? )?(?:old|previous|former) (?:api |private |smtp )?(?:key|one|password|credential"
    r"|login)s? [^.\n]{0,20}(?:revoked|expired|deleted|disabled|removed|killed|dead|gone)"
)


def find_exposed_secrets(message: Message) -> list[Risk]:
    """A risk for each secret outside quoted text; hidden ones count too."""
    quoted = [section for section in message.apart if section.part is Part.QUOTED]
    own = [s for s in message.secrets if not any(q.start <= s.start < q.end for q in quoted)]
    plain = to_plain(message.text)
    said_dead = _says_dead(plain, _BACK)
    return [
        Risk(
            RiskKind.SECRET,
            (_to_evidence(message, secret),),
            current=not (_is_dead(plain, secret) or (said_dead and not _is_new(plain, secret))),
            item=_find_step(plain, secret),
        )
        for secret in own
    ]


def retire_named_secrets(risks: Iterable[Risk], view: View) -> list[Risk]:
    """The risks of earlier messages after one that says that the secret written before is dead."""
    plain = to_plain(view.text)
    named, old = _says_dead(plain, _BACK), _says_dead(plain, _OLD_ONE)
    return [replace(risk, current=False) if named or (old and not _reads_new(risk)) else risk for risk in risks]


def retire_secrets(risks: Iterable[Risk], findings: Iterable[Finding], message_ids: Sequence[str]) -> tuple[Risk, ...]:
    """The risks, a secret no longer current where its step was done only after it was written: what was pasted once
    the step was done may be the new one. ``message_ids`` are the conversation's, oldest first."""
    place = {name: number for number, name in enumerate(message_ids)}
    done: dict[str, int] = {}
    for finding in findings:
        if finding.status is Status.DONE and finding.evidence:
            done.setdefault(finding.item, place.get(finding.evidence[0].message_id, -1))
    return tuple(replace(risk, current=False) if _is_outdated(risk, place, done) else risk for risk in risks)


def _is_outdated(risk: Risk, place: Mapping[str, int], done: Mapping[str, int]) -> bool:
    if risk.kind is not RiskKind.SECRET or not risk.evidence or _reads_new(risk):
        return False
    return place.get(risk.evidence[0].message_id, len(place)) < done.get(risk.item or "", -1)


def _reads_new(risk: Risk) -> bool:
    return any(_NEW.search(to_plain(piece.quote)) for piece in risk.evidence)


def _says_dead(plain: str, wording: Alternatives) -> bool:
    return any(not _ALIVE.search(plain, max(m.start() - 30, 0), m.end() + 30) for m in wording.finditer(plain))


def _to_evidence(message: Message, secret: Secret) -> Evidence:
    """The secret's mask with the words of its line around it."""
    text = message.text
    start = max(text.rfind("\n", 0, secret.start) + 1, secret.start - _BEFORE)
    line_end = text.find("\n", secret.end)
    end = min(line_end if line_end >= 0 else len(text), secret.end + _AFTER)
    if secret.start - start == _BEFORE and " " in text[start : secret.start]:
        start = text.index(" ", start) + 1
    return Evidence(message.id, start, end, text[start:end])


def _find_step(plain: str, secret: Secret) -> str:
    """A password belongs to SMTP where the words before it, or its own line, say so."""
    if secret.kind == "password":
        line_end = plain.find("\n", secret.end)
        stop = line_end if 0 <= line_end < secret.end + 80 else secret.end + 80
        if _SMTP.search(plain, max(secret.start - 120, 0), stop):
            return STEPS["smtp_credential"]
    return STEPS.get(secret.kind, secret.kind)


def _is_dead(plain: str, secret: Secret) -> bool:
    """Whether the customer says of this very secret that it is over: before it, in its sentence, or in the next."""
    if _is_new(plain, secret):
        return False
    before = plain[_find_sentence_start(plain, secret.start) : secret.start]
    after = _read_after(plain, secret.end)
    if _ALIVE.search(before) or _ALIVE.search(after):
        return False
    if _OLD.search(before[-60:]) or _DEAD.search(_CLAUSE.split(before)[-1]):
        return True
    return bool(_DEAD.search(after) or (_WAS.search(before) and _CHANGED.search(after)))


def _is_new(plain: str, secret: Secret) -> bool:
    return _NEW.search(plain, _find_sentence_start(plain, secret.start), secret.start) is not None


def _find_sentence_start(plain: str, at: int) -> int:
    """Where the sentence begins that leads to a secret; the lead-in may stand on the line before."""
    first = max(at - _REACH, 0)
    return max((match.end() for match in _SENTENCE.finditer(plain, first, max(at - 2, first))), default=first)


def _read_after(plain: str, at: int) -> str:
    """The rest of the secret's sentence and the next one, as long as no other key or secret comes up."""
    stop = min(at + _REACH, len(plain))
    ends = [match.end() for match in _SENTENCE.finditer(plain, at, stop)]
    stop = ends[1] if len(ends) > 1 else stop
    other = _OTHER.search(plain, at, stop)
    return plain[at : other.start() if other else stop]


_OTHER = to_pattern(
    r"\[secret\]",
    r"(?:old|previous|former|new) (?:one|key|api|smtp|password|pw)",
    r"predecessor",
    r"alte[rsn]?\b",
    r"(?:la |clave )?vieja",
    r"l'ancienne",
    r"(?:a )?antiga",
    r"(?:la )?vecchia",
    r"(?:de )?oude",
    r"star[ya]\b",
)
