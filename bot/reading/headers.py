"""The lines that mail programs put above a mail that is answered or forwarded, in some twenty languages."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.reading.lines import Line

_JOINED_LINES = 4  # an "On ... wrote:" is wrapped over this many lines at most
_JOINED = 400  # characters
_BLOCK_LINES = 14

_WROTE = (
    r"wrote|writes|schrieb|geschrieben|a écrit|escribió|escreveu|ha scritto|schreef|geschreven|napisał(?:\(a\)|a)?"
    r"|napisana przez"
    r"|pisze|skrev|napsal(?:\(a\)|a)?|napísal(?:\(a\)|a)?|έγραψε|написал(?:\(а\)|а)?|пишет|пише|написав|yazdı|写道|寫道"
    r"|書きました|のメール|menulis"
    r"|kirjoitti|írta|a scris|님이 작성"
)
_ATTRIBUTION = re.compile(rf"(?:^|\W)(?:{_WROTE})(?:\W.{{0,160}})?[:：]$|(?:写道|寫道|書きました|のメール)[:：]$", re.I)
_OPENING = re.compile(
    r"(?:on|am|le|el|em|il|op|w dniu|dnia|den|på|dne|στις|pada|no dia|a|at|vào)\s.{0,60}?\d|"
    r"(?:on|am|le|el|em|il|op|den|dne)\s\w{2,12}[.,]|"
    r"(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun|mar|mer|jeu|ven|sam|dim|mån|tis|ons|tor|fre|lör|sön|tir|"
    r"lør|søn|man|pon|wt|śr|czw|pt|sob|niedz|пн|вт|ср|чт|пт|сб|вс|po|út|st|čt|pá|so|ne|zo|ma|wo|vr|za)\w{0,12}[.,]?\s|"
    r"\d",
    re.I,
)
_ADDRESS = re.compile(r"[^\s@<>]{1,64}@[^\s@<>]{1,190}")
_DATED = re.compile(r"\d{1,4}[./年-]\s?\d|\b(?:19|20)\d\d\b|\d{1,2}:\d\d")
_DATE_AND_ADDRESS = re.compile(r"^.{0,120}\d.{0,160}<[^<>\s]{3,190}>\s?[:：]$")
_SIGNED_AND_DATED = re.compile(
    r"\d{1,2}\.? \S{3,12} \d{4},? \d{1,2}:\d\d (?:by|von|de|da|par|por|av|af|door|od|от) \S{1,64}@\S{3,190}:$"
    r"|\W{0,3}.{1,80}<[^<>\s]{3,190}> \[\d{4}-\d\d-\d\d \d\d:\d\d\]:$",
    re.I,
)
_QUOTING = re.compile(
    r"(?:zitat von|quoting|citando(?: a)?|citat från|citation de|citazione di|cytat|cytowanie)\s.{2,160}:$", re.I
)
_BETWEEN_RULES = re.compile(rf"[-—]{{2,6}}\s.{{6,240}}\b(?:{_WROTE})\s?[-—]{{2,6}}$", re.I)
_MYSELF = re.compile(r"\b(?:I|me)\s+wrote\s?:$|\bschrieb ich\s?:$")
_GROUPWISE = re.compile(r"^>>>\s.{3,200}\s>>>$")

_FROM = (
    "from|von|de|da|van|od|fra|från|fran|от|от кого|差出人|发件人|寄件者|kimden|gönderen|από|dari|lähettäjä|feladó"
    "|de la|보낸 사람|afsender|remetente|mittente|expéditeur|absender|afzender"
)
_SENT = (
    "sent|date|gesendet|datum|envoyé|enviad[oa](?: el| em)?|fecha|data|inviato|verzonden|wysłano|skickat|sendt|dato"
    "|odesláno|дата|отправлено|送信日時|日時|发送时间|日期|gönderildi|tarih|στάλθηκε|ημερομηνία|dikirim|tanggal|lähetetty"
    "|elküldve|dátum|보낸 날짜|날짜"
)
_SUBJECT = (
    "subject|betreff|objet|asunto|assunto|oggetto|onderwerp|temat|ämne|emne|předmět|тема|件名|主题|主旨|konu|θέμα|subjek"
    "|perihal|aihe|tárgy|subiect|제목"
)
_TO = (
    "to|cc|bcc|reply-to|an|kopie|à|a|para|aan|do|dw|till|til|komu|кому|копия|宛先|收件人|抄送|kime|bilgi|προς|kepada"
    "|vastaanottaja|címzett|받는 사람|참조|message-id|importance|attachments|received|replyto"
)


def _to_label(names: str) -> re.Pattern[str]:
    """A label with a capital, as mail programs write it; program code and notes have it small."""
    return re.compile(rf"[\s>*_]{{0,8}}(?-i:(?![a-z]))(?:{names})\s?\*?\s?[:：](?![^\n]*,\s*+$)", re.I)


_FROM_LABEL = _to_label(_FROM)
_SENT_LABEL = _to_label(_SENT)
_SUBJECT_LABEL = _to_label(_SUBJECT)
_TO_LABEL = _to_label(_TO)
_FORM_LABEL = re.compile(
    r"\s{0,4}\*{0,2}(?:message|nachricht|ihre nachricht|mensaje|mensagem|messaggio|bericht|wiadomość|your message|name|"
    r"company|firma|empresa|phone|website)\*{0,2}\s?:",
    re.I,
)
_MESSAGE_LABEL = re.compile(
    r"\s{0,4}\*{0,2}(?:your |ihre )?(?:message(?: body)?|comments?|nachricht|mensaje|mensagem|messaggio|bericht"
    r"|wiadomość"
    r"|description)\*{0,2}\s?:",
    re.I,
)
_ORIGINAL = (
    "your message|ihre nachricht|votre message|su mensaje|sua mensagem|vostro messaggio|uw bericht|origin|oprindelig"
    "|opprinnelig|urspr[uü]ng|původn|pôvodn|oryginaln|oorspronkelijk|alkuperäinen|исходн|原始|元の|orijinal|αρχικό|asli"
)
_FORWARDED = (
    r"forward|\bfwd|weitergeleitet|doorgestuurd|transf[eé]r|réexp|reenviad|encaminhad|inoltrat|przekazan|przesłan"
    "|přeposlan|vidarebefordra|videresend|välitetty|пересыл|переслан|переадрес|转发|轉寄|転送|iletilen|προωθη|diteruskan"
)
_DELIMITER = re.compile(
    r"[\s>*]{0,8}[-_—–‐]{2,80}\s{0,3}[^-_—–‐\n]{0,40}(?:"
    rf"(?P<forwarded>{_FORWARDED})|{_ORIGINAL})[^\n]{{0,60}}?[-_—–‐]{{2,80}}\s{{0,8}}$",
    re.I,
)
_BEGIN_FORWARDED = re.compile(
    r"[\s>]{0,8}(?:begin forwarded message|anfang der weitergeleiteten (?:nachricht|e-mail)|début du message "
    r"(?:réexpédié|transféré)|inicio del mensaje reenviado|início da mensagem (?:encaminhada|reencaminhada)|"
    r"inizio (?:del )?messaggio inoltrato|begin doorgestuurd bericht|początek przekazywanej wiadomości|"
    r"vidarebefordrat brev|(?:start på )?videresendt (?:besked|melding)|začátek přeposílané zprávy|"
    r"転送されたメッセージ|начало (?:переадресованного|пересылаемого) сообщения)\s?:?\s{0,4}$",
    re.I,
)
_PROCESSED = re.compile(r"[\s>]{0,8}original message processed by .{1,40}\s?:?\s{0,4}$", re.I)
_REPLY_ABOVE = re.compile(r"##-.{5,120}-##|[-_=]{2,40}\s?(?:please )?(?:reply|type your reply) above this line", re.I)
_DECORATION = re.compile(r"\s{0,8}[-_=—–~*]{3,400}\s{0,8}$")


@dataclass(frozen=True, slots=True)
class Header:
    """The header of a quoted mail: the lines ``first`` to ``last`` (exclusive), whom it names as sender (as far as it
    was read), and whether the mail was forwarded or merely answered."""

    first: int
    last: int
    sender: str = ""
    forwarded: bool = False
    weak: bool = False  # may as well be a sentence of the writer's: counts only with quote marks below


def find_header(lines: Sequence[Line], at: int) -> Header | None:
    """The header that begins at line ``at``, a ruler above it included; None where there is none."""
    first = at
    while (
        at < len(lines) and at - first < 4 and (_DECORATION.match(lines[at].text) or (at > first and lines[at].blank))
    ):
        at += 1
    if at == len(lines) or (lines[at].marked and not _GROUPWISE.match(lines[at].text.strip())):
        return None
    header = _find_delimiter(lines, at) or _find_block(lines, at) or _find_attribution(lines, at)
    return replace(header, first=first) if header else None


def _find_delimiter(lines: Sequence[Line], at: int) -> Header | None:
    text = lines[at].text
    if _GROUPWISE.match(text.strip()):
        return Header(at, at + 1, text.strip("> "))
    if _BETWEEN_RULES.match(text.strip()[:_JOINED]):
        return Header(at, at + 1, text.strip("- ")[:_JOINED])
    delimiter, begun = _DELIMITER.match(text), _BEGIN_FORWARDED.match(text)
    if not (delimiter or begun or _PROCESSED.match(text) or _REPLY_ABOVE.match(text.strip())):
        return None
    forwarded = bool(begun or (delimiter and delimiter["forwarded"]))
    end = at + 1
    while end < len(lines) and end < at + 3 and lines[end].blank:
        end += 1
    block_end = _end_of_labels(lines, end)
    if block_end == end:
        return Header(at, at + 1, forwarded=forwarded)
    return Header(at, block_end, _to_sender(lines[end:block_end]), forwarded=forwarded)


def _find_block(lines: Sequence[Line], at: int) -> Header | None:
    """An Outlook header: a sender, and below it a date or a subject, each behind its label; or the date before."""
    first = lines[at].text
    dated = bool(_SENT_LABEL.match(first) and _DATED.search(first))
    if not dated and not _FROM_LABEL.match(first):
        return None
    end = _end_of_labels(lines, at)
    labels = [line.text for line in lines[at + 1 : end]]
    sent = dated or any(map(_SENT_LABEL.match, labels))
    subject = any(map(_SUBJECT_LABEL.match, labels))
    on_top = not any(not line.blank for line in lines[:at])
    form = any(_FORM_LABEL.match(line.text) for line in lines[at : end + 4])
    # A contact form's fields look alike; they stand at the top and name no date.
    if not (sent or subject) or (on_top and (form or not sent)):
        return None
    if end < len(lines) and _MESSAGE_LABEL.match(lines[end].text):
        return None
    if dated and not (any(map(_FROM_LABEL.match, labels)) and (subject or any(map(_TO_LABEL.match, labels)))):
        return None
    return Header(at, end, _to_sender(lines[at:end]))


def _end_of_labels(lines: Sequence[Line], at: int) -> int:
    """The line after the last labelled one; a list of addressees may run over one line without a label, and a blank
    line may stand between two labels."""
    last = at
    for number in range(at, min(at + _BLOCK_LINES, len(lines))):
        text = lines[number].text
        if any(label.match(text) for label in (_FROM_LABEL, _SENT_LABEL, _SUBJECT_LABEL, _TO_LABEL)):
            last = number + 1
        elif number == at or number > last or not ("@" in text or lines[number].blank):
            break
    return last


def _to_sender(lines: Sequence[Line]) -> str:
    for line in lines:
        if label := _FROM_LABEL.match(line.text):
            return line.text[label.end() :].strip(" *")[:200]
    return ""


def _find_attribution(lines: Sequence[Line], at: int) -> Header | None:
    """An "On ... wrote:", also wrapped; of two that could begin, the later one is meant."""
    end = _end_of_attribution(lines, at)
    if end is None or any(
        _OPENING.match(lines[later].text.lstrip()) and _end_of_attribution(lines, later) == end
        for later in range(at + 1, end)
    ):
        return None
    joined = _join_wrapped(lines[at:end])
    return Header(at, end, joined, weak=_is_weak(joined))


def _end_of_attribution(lines: Sequence[Line], at: int) -> int | None:
    for end in range(at, min(at + _JOINED_LINES, len(lines))):
        text = lines[end].text[:_JOINED].strip()
        if not text or (end > at and lines[end].marked):
            return None
        if text[-1] in ":：":
            joined = _join_wrapped(lines[at : end + 1])
            if len(joined) <= _JOINED and _is_attribution(joined):
                return end + 1
    return None


def _join_wrapped(lines: Sequence[Line]) -> str:
    """Lines as one, a quoted-printable wrap ("w=" and "rote:") undone as well."""
    joined = " ".join(line.text[: _JOINED + 1].strip() for line in lines)
    return joined.replace("= ", "").strip(" *")


def _is_attribution(text: str) -> bool:
    """Whether a line, joined where it was wrapped, says who wrote the mail below and when."""
    if _DATE_AND_ADDRESS.match(text) or _SIGNED_AND_DATED.match(text) or _QUOTING.match(text):
        return True
    if not _ATTRIBUTION.search(text):
        return False
    return bool(_ADDRESS.search(text) or (_OPENING.match(text) and (_DATED.search(text) or len(text) < 80)))


def _is_weak(header: str) -> bool:
    return bool(_MYSELF.search(header)) or (not _ADDRESS.search(header) and not _DATED.search(header))
