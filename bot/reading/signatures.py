"""Signatures: below "-- ", below a closing, a name with its contact lines, and what telephones add. In doubt a line
is the writer's word, since a signature must never swallow an answer."""

import re
from collections.abc import Iterator, Sequence

from bot.reading.lines import Line, Span, to_paragraphs

_SIGNED_LINES = 9  # a closing's or a name's
_DELIMITED_LINES = 15  # below "-- "

_DELIMITER = re.compile(r"(?:-- ?|—-|–-)[\s\u00a0]{0,4}$")
_STRICT_DELIMITER = re.compile(r"--[ \u00a0]$")
_DEVICE = (
    r"(?:iphone|ipad|ipod|galaxy|android|blackberry|phone|mobile|cell(?:phone)?|tablet|handset|device|handheld|outlook|"
    r"yahoo mail|gmail|mail|samsung|huawei|pixel|windows|smartphone|handy|telefon|telefoon|móvil|celular|telemóvel|"
    r"cellulare|komórk\w{1,4}|mobil\w{0,4}|tablette|portable|gsm|fairphone|xiaomi|oneplus|nokia|thunderbird|protonmail)"
)
_SENT_FROM = re.compile(
    rf"(?:sent (?:from|via|with|using)|get|gesendet (?:von|mit)|von (?:meinem|unterwegs)|envoyé (?:de|depuis|avec)|"
    rf"enviado (?:desde|do|de|pelo|a partir)|enviada do|inviato (?:da|dal|dallo)|verzonden (?:vanaf|met|via)"
    rf"|verstuurd vanaf|"
    rf"wysłan[oe] z|skickat från|sendt (?:fra|med)|odesláno z|posláno z|отправлено с|gönderildi|dikirim dari"
    rf"|trimis de pe|"
    rf"lähetetty|στάλθηκε από)\b(?: [\w'’.+-]{{1,20}}){{0,5}}? ?\b{_DEVICE}\b['’\w]{{0,4}}"
    rf"(?: (?:for|für|pour|para|per|voor|on|auf|sur|en|su|op|dla|til|för|gesendet|app|mail|5g|4g|lte|\w{{1,12}}))"
    rf"{{0,5}}[.!]?(?:,[^.,]{{1,24}})?",
    re.I,
)
_SENT_FROM_OTHER = re.compile(
    r"(?:iphone|ipad|android)(?:から送信|'?(?:um|ım)?dan gönderildi|sta lähetetty)|发自我的.{1,20}|從我的.{1,20}傳送|"
    r"von meinem .{2,30} gesendet|diese nachricht wurde von meinem .{5,60} gesendet\.?|"
    r"gesendet mit der .{3,30} app|sent from a (?:mobile|phone)",
    re.I,
)
_LINK = re.compile(r"\s?[<(\[]https?://[^\s<>]{1,300}[>)\]]\s{0,4}$")
_CLOSING = re.compile(
    r"(?:(?:with )?(?:best|kind|warm|kindest|warmest|many thanks and|thanks (?:and|&)|thank you and|our best)?\s?"
    r"(?:regards|wishes)|rgds|sincerely(?: yours)?|yours (?:sincerely|faithfully|truly)|respectfully(?: yours)?"
    r"|cheers|best|"
    r"thanks(?: (?:a lot|so much|again|in advance))?|many thanks|thank you(?: (?:very much|so much|in advance))?"
    r"|thx|br|kr|"
    r"(?:mit )?(?:freundliche[nm]?|besten|herzlichen?|schöne[nm]?|liebe[nm]?|viele[nm]?|freundl\.) (?:gr(?:ü"
    r"|ue)(?:ß|ss)en?|gruß)|"
    r"(?:mit )?fr(?:eundl)?\. gr(?:\.|üßen)?|mfg|lg|vg|gr(?:ü|ue)(?:ß|ss)e|gruß|hochachtungsvoll|"
    r"(?:bien )?cordialement|bien à vous|salutations(?: distinguées)?|sincères salutations|"
    r"(?:un )?(?:cordial |atento )?saludos?(?: cordiales)?|atentamente|atenciosamente|att|cumprimentos|"
    r"(?:com os )?melhores cumprimentos|abraços?|(?:cordiali|distinti) saluti|saluti|"
    r"(?:met )?(?:vriendelijke|hartelijke) groet(?:en)?|mvg|groet(?:en|jes)?|(?:z )?(?:poważaniem|pozdrowieniami)"
    r"|pozdrawiam|"
    r"(?:med )?(?:vänlig(?:a)?|bästa) hälsning(?:ar)?|mvh|hälsningar|(?:med )?venlig hilsen|(?:de )?bedste hilsner"
    r"|hilsen|vh|kh|"
    r"s pozdravem|с уважением|saygılarımla|iyi çalışmalar|με εκτίμηση|salam|hormat kami|敬具|此致|"
    r"以上、?よろしくお願い(?:いた|致)します。?"
    r"|warmly|yours|take care|all the best|have a (?:nice|good|great) (?:day|week|weekend|evening)"
    r"|thanks in advance(?: for (?:your|the|all your|any) (?:kind )?(?:help|time|support|reply|attention|understanding"
    r"|consideration|assistance))?"
    r"|(?:thanking you|thank you) in advance(?: for (?:your|the|all your|any) (?:kind )?(?:help|time|support|reply"
    r"|attention|understanding|consideration|assistance))?"
    r"|(?:i |we )?look(?:ing)? forward to (?:hearing (?:back )?from you|your (?:reply|response))(?: soon)?"
    r"|beste gr(?:ü|ue)(?:ß|ss)e|(?:vielen )?dank(?: im voraus)?(?: und (?:viele|beste|liebe) grüße)?|danke"
    r"|schönen tag(?: noch)?"
    r"|cdt|bonne (?:journée|soirée|semaine)|sincèrement|merci(?: d'avance| beaucoup)?|(?:respectueusement|à bientôt)"
    r"|cordialmente|(?:muchas )?gracias(?: de antemano| por adelantado)?|reciba un (?:cordial|atento) saludo|un abrazo"
    r"|abs|grat[oa]|(?:muito )?obrigad[oa](?: desde já)?|desde já,? (?:agradeço|obrigad[oa])"
    r"|un cordiale saluto|(?:mille |molte )?grazie(?: mille| in anticipo)?|buona (?:giornata|serata)"
    r"|alvast (?:hartelijk )?(?:bedankt|dank)|(?:hartelijk )?(?:bedankt|dank)|fijne dag(?: verder)?"
    r"|pozdrawiam serdecznie|serdecznie pozdrawiam|z wyrazami szacunku|z góry dziękuję|dziękuję"
    r"|je vous prie d'agréer.{5,120}|veuillez agréer.{5,120}|in attesa di .{3,60}\bsalut[io]|děkuji"
    r"|tack(?: på förhand)?|tak)"
    r"(?: (?:aus|from|de|da|uit|z) [^\W\d_]{3,20})?(?: ?/ ?[\w ]{3,30})?[,.!]{0,2}",
    re.I,
)
_PHONE = re.compile(r"(?<!\w)(?:\+|\(?0)\d[\d ()/.·-]{6,24}\d|\b\d{3}[ -]\d{4}\b")
_PHONE_LABEL = re.compile(
    r"(?:^|[|·•,]\s?)(?:tel|fon|phone|ph|mobile?|mob|cell|fax|fon|ffôn|t|m|p|büro|direct"
    r"|ligne directe)\b\.?\s?[:.+(]?\s?[+(\d]",
    re.I,
)
_SITE = re.compile(r"(?:https?://|www\.)\S{3,200}|\b[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){0,4}\.[a-z]{2,12}\b", re.I)
_MAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{3,190}")
_PARTICLE = re.compile(
    r"van|von|der|de|den|dei|del|della|di|da|dos|das|du|la|le|el|al|bin|ben|ter|ten|zu|zum|zur|and|und|et|y|e|of"
    r"|the|for|"
    r"i|a|med|vet|dr|mag|dipl|ing|h|c|v|at|alle|per|och|og|z|w|sp|o|\W"
)
_ANSWERING = re.compile(
    r"\b(?:yes|no|done|reset|all|both|none|key|keys|smtp|2fa|mfa|passwords?|transactional|marketing|newsletters?|"
    r"month(?:ly)?|week(?:ly)?|daily|volume|emails?|mails|list|addresses|sign-?ups?|customers|users|enabled|rotated|"
    r"expired|pending|tomorrow|today|yesterday)\b",
    re.I,
)
_PRONOUNS = re.compile(r"\s?\((?:she|he|they|ella|él|elle|il|sie|er|lei|lui|zij|hij|ona|on)(?:/\w{2,8}){0,3}\)", re.I)
_OWN_VOICE = re.compile(r"\b(?:I|I'm|I've|I'll|[Ww]e|[Ww]e've|[Ww]e'll)\b")
_LABELLED = re.compile(r"[^\W\d_]{1,20}(?: [^\W\d_]{1,20})?\s?:\s")
_LISTED = re.compile(r"\s{0,8}(?:[-*•]\s|\(?\d{1,2}[.):]\s|\[|p\.?\s?s\b|[☐☑☒✓✔])", re.I)


def is_sent_from(line: str) -> bool:
    """Whether a line is what a telephone or mail program adds, and nothing more."""
    text = _LINK.sub("", line.strip(" \t\u00a0*_"))
    return len(text) < 90 and bool(_SENT_FROM.fullmatch(text) or _SENT_FROM_OTHER.fullmatch(text))


def find_signatures(own: Sequence[Line], chunks: Sequence[Sequence[Line]]) -> Iterator[Span]:
    """The signatures among the writer's own lines. ``chunks`` are the runs of them between quotations: each can end
    with what stands below "-- ", only the last one with a closing or a name."""
    yield from ((line.start, line.end) for line in own if is_sent_from(line.text))
    for number, chunk in enumerate(chunks):
        rest = [line for line in chunk if not is_sent_from(line.text)]
        delimited = _find_delimited(rest)
        if delimited:
            yield delimited
        elif number == len(chunks) - 1:
            yield from _find_closed(rest)


def _find_delimited(lines: Sequence[Line]) -> Span | None:
    """From "-- " to the end of its paragraph, and over short contact lines below it."""
    at = next((n for n in range(len(lines) - 1, -1, -1) if _DELIMITER.match(lines[n].text)), None)
    if at is None:
        return None
    signed = [line for line in lines[at + 1 : _end_of_delimited(lines, at + 1)] if not line.blank]
    if not _STRICT_DELIMITER.match(lines[at].text) and any(_OWN_VOICE.search(line.text) for line in signed[:2]):
        return None
    return lines[at].start, (signed[-1].end if signed else lines[at].end)


def _end_of_delimited(lines: Sequence[Line], first: int) -> int:
    last = min(first + _DELIMITED_LINES, len(lines))
    for number in range(first, last):
        text = lines[number].text
        new_paragraph = number > first and lines[number - 1].blank and not lines[number].blank
        if _LISTED.match(text) or (new_paragraph and not (_is_contact(text) or _is_title(text))):
            return number
    return last


def _find_closed(lines: Sequence[Line]) -> Iterator[Span]:
    """A closing with the lines that follow it, or without one a last paragraph that is a name with contact lines."""
    at = next((n for n in range(len(lines) - 1, -1, -1) if _is_closing(lines[n].text)), None)
    if at is not None:
        below = [line for line in lines[at + 1 :] if not line.blank]
        count = _count_signed(below, closed=True)
        if count or not below:
            yield lines[at].start, (below[count - 1].end if count else lines[at].end)
            return
    paragraphs = list(to_paragraphs(list(lines)))
    if len(paragraphs) > 1 and _count_signed(paragraphs[-1], closed=False) == len(paragraphs[-1]):
        yield paragraphs[-1][0].start, paragraphs[-1][-1].end


def _is_closing(text: str) -> bool:
    """A closing alone on its line, or with a name behind it ("Cheers, Tamsin")."""
    text = text.strip(" \t\u00a0*_")
    if len(text) > 160:
        return False
    if _CLOSING.fullmatch(text):
        return True
    closing, comma, name = text.partition(",")
    if comma:
        return bool(len(text) <= 70 and _CLOSING.fullmatch(closing) and _is_name(name, words=1))
    words = text.split(" ")
    names = (count for count in (1, 2) if 1 < len(words) - count + 1 <= 5)
    return any(_CLOSING.fullmatch(" ".join(words[:-n])) and _is_name(" ".join(words[-n:]), words=n) for n in names)


def _count_signed(lines: Sequence[Line], closed: bool) -> int:
    """How many of the lines are a signature's: a name, then titles, firm, contact lines. Without a closing above,
    only if there is a contact line. A slogan belongs to it between two lines of another kind."""
    lines = lines[:_SIGNED_LINES]
    if not lines:
        return 0
    if not closed and len(lines) == 1:
        return int(_is_one_line_card(lines[0].text))
    if not _is_name(lines[0].text, words=1 if closed else 2) and not (closed and _is_one_line_card(lines[0].text)):
        return 0
    count, slogan = 1, False
    for number, line in enumerate(lines[1:], start=1):
        if _LISTED.match(line.text):
            break
        if _is_contact(line.text) or _is_title(line.text):
            count = number + 1
        elif number == 1 or slogan or len(line.text) > 90:
            break
        else:
            slogan = True
    contact = any(_is_contact(line.text) for line in lines[:count])
    return count if closed or contact else 0


def _is_name(text: str, words: int) -> bool:
    """A person's or a firm's name: capitals, no digits, no sentence, none of the words that answer us."""
    text = _PRONOUNS.sub("", text.strip(" \t\u00a0*_,"))
    parts = re.findall(r"[^\s,()\"“”]+", text)
    if not words <= len(parts) <= 8 or len(text) > 70 or re.search(r"[\d:?!@]", text) or _ANSWERING.search(text):
        return False
    large = [part for part in parts if part[0].isupper() or not part[0].isalpha() or not part[0].isascii()]
    small = [part for part in parts if part not in large]
    return bool(large) and all(_PARTICLE.fullmatch(part.strip(".")) for part in small)


def _is_title(text: str) -> bool:
    """A title, firm or address: some words with capitals, no sentence."""
    text = text.strip(" \t\u00a0*_()")
    words = re.findall(r"[^\W\d_]{2,}", text)
    if not words or len(text) > 90 or text[-1] in "?!:" or _LABELLED.match(text):
        return False
    if _ANSWERING.search(text) or _OWN_VOICE.search(text):
        return False
    small = [word for word in words if word[0].islower() and not _PARTICLE.fullmatch(word)]
    return 3 * len(small) <= len(words) or (len(words) <= 3 and words[0][0].isupper() and text[-1].isalpha())


def _is_contact(text: str) -> bool:
    """A line with a telephone number, address or site, and little beside it."""
    text = text.strip(" \t\u00a0*_")
    if len(text) > 140 or not text or text[-1] in "?!":
        return False
    if _PHONE_LABEL.search(text):
        return True
    rest = _PHONE.sub(" ", _SITE.sub(" ", _MAIL.sub(" ", text)))
    if rest == text:
        return False
    words = len(re.findall(r"\w{2,}", rest))
    if re.search(r"\s[|·•/]\s", text):
        return words <= 8
    return not _ANSWERING.search(rest) and (words <= 3 or (words <= 6 and _is_title(rest)))


def _is_one_line_card(text: str) -> bool:
    """A whole signature on a line: "Name | Firm | 085 555 01 90"."""
    parts = re.split(r"\s[|·•]\s", text.strip())
    return len(parts) > 1 and _is_contact(text) and _is_name(parts[0], words=1)
