"""Numbers in running text: figures with any grouping, figures with a scale ("2.5 lakh", "45k"), number words."""

import re
from dataclasses import dataclass, replace

from bot.nlp.answers.volume.han import HAN, read_han
from bot.nlp.answers.volume.words import SCALES, find_word_numbers, split_compound

MOST = 10**12
_SCALE_WORDS = "|".join(
    sorted((re.escape(word) for word in SCALES if word not in ("m", "gross", "cent", "cents")), key=len, reverse=True)
)
_FIGURE = re.compile(
    r"(?:(?<![\w.,:#@'&])(?<!(?<!\d)[a-z][/-])|(?<=\dx)|(?<=[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]))"
    r"(?P<digits>\d{1,3}(?=1⁄2)|\d{1,3}(?:[' ]\d{3})+(?:[.,]\d{1,2})?(?!\d)|\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?(?![\d,])"
    r"|\d{1,2}(?:,\d{2})+,\d{3}(?!\d)"
    r"|\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?(?![\d.])|\d+e\d{1,2}(?!\w)|\d+(?:[.,]\d+)?)"
    r"(?P<half>½|1⁄2| ?1/2(?!\d)| and a half\b)?"
    rf"(?:[ \t-]?(?P<scale>(?:{_SCALE_WORDS})(?![^\W_])|m(?![\w]|[ \t]*(?:eur|usd|gbp|€))|[万萬千]"
    rf"|[a-z]{{6,20}}(?:tausend|hundert|duizend)))?\.?"
)
_GLUED = re.compile(r"x\b|x ?\d|p/|ish\b|odd\b|per\b|p\.?[mwa]\b|pcs|e-?mails?|msgs?|mails?|通|封")
_OTHER_USE = re.compile(
    r"[:.]\d|st\b|nd\b|rd\b|th\b|[a-z]?\d|-[a-z]{2,}\d|/\d{1,4}/\d|°|\.? ?uhr\b|-(?:days?|weeks?|months?|years?"
    r"|hours?|min\w*|person|point|part|step|star|bit|click)\b| 0\d{3}\b"
    r"|\.? ?(?:jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|dez|dec)[a-z]* \d"
)
_TIME_OF_DAY = re.compile(r" ?(?:[ap]\.?m\.?\b|o'?clock)")
_NAMED = re.compile(
    r"(?:#|\b(?:no\.?|nr\.?|ticket(?: is| no\.?| number)?|case|ref(?:erence)?\.?|account|acct?\.?|id|error|code|port"
    r"|version|dsn|http|rfc|iso|sdk|ext\.?|vat|iban|ip|reg\.?|zip|postcode|plz|tel\.?|(?:tele)?phone|telefon|fon"
    r"|mob(?:ile)?\.?|fax|node|python|php|laravel|q|h|v))[ \t:]{0,2}$"
)
_NUMBERED = re.compile(
    r"(?<!per )(?<!a )(?<!each )(?<!every )\b(?:art\.?|section|week|phase|chapter|page|point|level|question|step|edit"
    r"|update|nachtrag|part|teil|frage|punkt|pregunta|punto|domanda|vraag|pytanie|attempt|option|round)"
    r"[ \t:]{0,2}$"
)
_WEEKDAY_AT = re.compile(  # "Thursdays from 5": an hour
    r"(?:days?|tags?|mittwochs?|edis?|lunes|martes|miercoles|jueves|viernes|sabados?|domingos?|feiras?|edi|sabato|dag"
    r"|ek|sroda|sobota) (?:ab|um|gegen|von|at|from|after|till|until|by|vers|a|des|desde las|a las|dalle|alle|vanaf|om"
    r"|tot|od|o|as) $"
)
_MOST_NUMBERED = 99  # "week 12", "page 3"; "at this point 4,000" is a count
_OF_A_YEAR = re.compile(
    r"(?:\b(?:in|since|of|from|until|till|by|like|(?<!more )(?<!less )(?<!fewer )than|wie"
    r"|(?<!mehr )(?<!weniger )als|comme|como|come|est|established|founded|year"
    r"|incorporated|seit|depuis|desde|dal|sinds|od"
    r"|spring|summer|autumn|fall|winter|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*"
    r"|dec\w*|copyright)|[©/.-]|\b(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov"
    r"|dec)[a-z]{0,6} \d{1,2},?)\s{0,2}$"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MAILS_FOLLOW = re.compile(r" (?:e-?mails?|mails?|messages|letters?|newsl|per |each )")
_AGE = re.compile(r"\+(?! ?(?:e?-?mail|mail|message|a |per |/|each))")  # "18+ verified"
_TO_YEAR = re.compile(r"\s?[-/]\s?(?:19|20)\d\d\b")
_NOTHING = re.compile(
    r"\b(?:nothing|zero|none|nil|nichts|rien|nada|niente|niets|nic)(?= (?:so far|yet|at the moment|at present"
    r"|right now|now|currently|today|bisher|derzeit|pour l|por ahora|por enquanto|per ora|if ))"
)
_ROMANCE_TWO = re.compile(
    r"\b(?:due|dos|tres)(?= (?:boletines|correos|envios|mensajes|campanas|messaggi|mensagens|e-?mails?|mails?"
    r"|newsletters?"
    r"|comunicazioni|invii|volte|o tre|al (?:mes|mese|dia|giorno)|a(?:lla)? (?:semana|settimana)|per? (?:mese"
    r"|settimana)"
    r"|por (?:mes|semana|dia)|cada (?:mes|semana)|(?!mil |mila |cent)(?:[a-z]{3,14} ){1,3}(?:al (?:mes|mese|giorno"
    r"|dia|ano|trimestre)"
    r"|a(?:lla| la)? (?:settimana|semana)|all'anno|por (?:mes|semana|ano)))\b)"
)
_INSIDE_WORD = re.compile(
    r"[-.][a-z]+[.-][a-z]|\.[a-z]{2}|-(?:days?|weeks?|months?|years?|hours?|person|point|part|step|star|time|off|to"
    r"|fold)\b"
)
_SOME = re.compile(
    r"\b(?:not|few|several|many|some|quelques|plusieurs|einige|mehrere|etliche|wenige|diverse|algunos|algunas|unos"
    r"|unas"
    r"|varios|varias|pocos|alguns|algumas|uns|umas|poucos|qualche|alcune|alcuni|diversi|poche|pochi|enkele|meerdere"
    r"|verschillende|kilka|pare|nekolik|par|birkac|nagra|несколько|paar"
    r"|tens|hundreds|dozens|dziesiatki|setki|desitky|stovky|десятки|tientallen|honderden|dizaines|centaines|decenas"
    r"|cientos|dezenas|centenas|decine|centinaia|zehner) (?:of |de |d'|di |van |von )?$"
)
_FEW = re.compile(r"\b(?:few|several|paar|quelques|einige|mehrere|algunos|qualche|alcune|enkele|kilka|pare|nekolik) $")
_ROUND = frozenset(("10", "100", "1000", "10000", "1,000", "1.000", "10,000", "10.000", "100000"))  # "a few 1000"
_A_ZERO = re.compile(r"(?:eine|einer|a|un|uno|um|een|one|ein) (?:zero|null|cero|nul)\b|(?:zero|null) (?:too|zu) ")
_DIVIDED = (
    "divided by ",
    "geteilt durch ",
    "durch ",
    "divise par ",
    "dividido por ",
    "dividido entre ",
    "diviso ",
    "gedeeld door ",
)
_ON_DAY = re.compile(
    r"\b(?:starts?|ends?|on|since|until|till|from|of|by|before|after) (?:jan|feb|mar|apr|may|june?|july?|aug"
    r"|sept?|oct|nov|dec)"
    r"[a-z]{0,6} $"
)
_DASHED = re.compile(r"(?:^|[^\d\s])\s?-$")
_PHONE = re.compile(
    r"(?:^|[^\d.,])0\d{1,5}(?:[ /-]\d{1,5}){0,4}[ /-]$|\d:$|\+\d{1,4} ?\(?\d{0,4}\)?[ -]?$|\(\d{2,5}\) ?$"
)
_HOUR = re.compile(r"\bat $")
_K_WITHIN = re.compile(r"(?<![\w.,:#@/-])(\d{1,3})k(\d)(?![\w.,-])")  # "1k5" for 1,500
_SCALE_OPENS = re.compile(r"[.!?,(] ?$")
_SCALE_ALONE = re.compile(
    r"s?(?:,? (?:i mean|that is|of course|obviously|naturlich|meine ich|je veux dire|quiero decir|quero dizer"
    r"|voglio dire|bedoel ik)\b|[)!])"
)
_GERMAN = ("zwei", "drei", "vier", "funf", "sechs", "sieben", "acht", "neun")
_HALF_THOUSANDS = re.compile(rf"\b({'|'.join(_GERMAN)})einhalb ?(tausend|hundert|millionen|tsd)?\b")
_GOES_ON = re.compile(r"[ ,]{1,2}(?:and )?")
_COUNTS = re.compile(r" ?(?:(?:to|or|and|-) \d|k|%|e?-?mails|messages|a\b|per\b|each\b)")


@dataclass(frozen=True, slots=True)
class Number:
    """A number and its place. ``bare`` is its value before its ``scale``; ``sized`` says that its size is written
    out (a scale, a group mark, four digits), so that it takes no scale from a neighbour."""

    start: int
    end: int
    value: float
    bare: float
    scale: int
    sized: bool
    word: bool = False


def find_numbers(plain: str) -> list[Number]:
    """Every number of a plain text (``to_plain``), in order, not overlapping. Identifiers, years, dates and times are
    left out; what a number counts is not judged here."""
    figures = [number for match in _FIGURE.finditer(plain) if (number := _to_number(plain, match))]
    words = [
        Number(w.start, w.end, w.value, w.bare, w.scale, w.scale > 1 or w.value >= 100, True)
        for w in find_word_numbers(plain)
        if not any(w.start < figure.end and figure.start < w.end for figure in figures)
        and not (w.bare == 1 and w.scale > 1 and _scales_alone(plain, w.start, w.end))
        and not (w.bare == 1 and _SOME.search(plain[max(0, w.start - 14) : w.start]))
        and not plain.endswith(_DIVIDED, 0, w.start)
        and not (w.value in (0, 1) and _A_ZERO.search(plain, max(0, w.start - 6), w.end + 5))
        and not _INSIDE_WORD.match(plain[w.end : w.end + 8])
        and not re.search(r"[\w@][-./@]$", plain[max(0, w.start - 2) : w.start])
    ]
    words += [_to_few(m) for m in _ROMANCE_TWO.finditer(plain)]
    words += [Number(m.start(), m.end(), 0.0, 0.0, 1, True, True) for m in _NOTHING.finditer(plain)]
    words += [Number(m.start(), m.end(), read_han(m[0]), read_han(m[0]), 1, True, True) for m in HAN.finditer(plain)]
    words += [_to_half_thousands(match) for match in _HALF_THOUSANDS.finditer(plain)]
    words += [_to_thousands(match) for match in _K_WITHIN.finditer(plain)]
    return _join_scales(plain, sorted(figures + words, key=lambda number: number.start))


def _scales_alone(plain: str, start: int, end: int) -> bool:
    """ "About five in summer. Thousand, I mean.": a scale that an earlier number was meant in."""
    return (
        _SCALE_OPENS.search(plain, max(0, start - 3), start) is not None and _SCALE_ALONE.match(plain, end) is not None
    )


def _to_few(match: re.Match[str]) -> Number:
    value = 3.0 if match.group() == "tres" else 2.0
    return Number(match.start(), match.end(), value, value, 1, False, True)


def _to_half_thousands(match: re.Match[str]) -> Number:
    bare = _GERMAN.index(match[1]) + 2.5
    scale = SCALES[match[2]] if match[2] else 1
    return Number(match.start(), match.end(), bare * scale, bare, scale, scale > 1, True)


def _to_thousands(match: re.Match[str]) -> Number:
    bare = int(match[1]) + int(match[2]) / 10
    return Number(match.start(), match.end(), bare * 1000, bare, 1000, True)


def _continues(plain: str, last: Number, number: Number) -> bool:
    smaller = last.scale > number.scale > 1 and number.value < last.scale and last.bare % 1 == 0
    return smaller and _GOES_ON.fullmatch(plain[last.end : number.start]) is not None


def _join_scales(plain: str, numbers: list[Number]) -> list[Number]:
    """ "1 lakh 50 thousand": a number that goes on with a smaller scale."""
    joined: list[Number] = []
    for number in numbers:
        last = joined[-1] if joined else None
        if last and _continues(plain, last, number):
            value = last.value + number.value
            joined[-1] = replace(last, end=number.end, value=value, bare=value / last.scale)
        else:
            joined.append(number)
    return joined


def _to_number(plain: str, match: re.Match[str]) -> Number | None:
    scale = _to_scale(match["scale"])
    if scale == 1 and _is_no_count(plain, match):
        return None
    bare = _read_digits(match["digits"], scale > 1) + (0.5 if match["half"] else 0.0)
    if bare * scale > MOST:
        return None
    grouped = scale == 1 and re.search(r"[.,' ]\d{3}\b", match["digits"]) is not None
    end = match.end() if match["scale"] else match.end("half") if match["half"] else match.end("digits")
    return Number(match.start(), end, bare * scale, bare, scale, scale > 1 or grouped or bare >= 1000)


def _to_scale(word: str | None) -> int:
    if not word:
        return 1
    atoms = split_compound(word)
    return SCALES.get(word) or (int(atoms[-1].value) if atoms else 1)


def _is_no_count(plain: str, match: re.Match[str]) -> bool:
    """Whether a bare figure is part of an identifier, a date, a time or a phone number."""
    digits, end = match["digits"], match.end("half") if match["half"] else match.end("digits")
    before, after = plain[max(0, match.start() - 24) : match.start()], plain[end : end + 12]
    if before.endswith(_DIVIDED) or (digits in _ROUND and _FEW.search(before)):
        return True
    if len(digits) > 1 and digits[0] == "0" and digits[1].isdigit():
        return True
    if _OTHER_USE.match(after) or (re.match(r"[a-z_@]", after) and not _GLUED.match(after)):
        return not re.match(r"x ?\d", after)
    if digits in ("16", "18", "21") and _AGE.match(after):
        return True
    if after.startswith(")") and len(digits) == 1 and "(" not in before:
        return True  # "1) 20k 2) no peaks"
    if re.search(r"\d[:/]$", before) and after.startswith("/"):
        return True
    if _PHONE.search(before) or _NAMED.search(before) or (before.endswith("+") and re.match(r"[ (-]{1,2}\d", after)):
        return True
    if _NUMBERED.search(before) and digits.isdecimal() and int(digits) <= _MOST_NUMBERED:
        return True
    if _ON_DAY.search(before) and len(digits) <= 2:
        return True
    return _DASHED.search(before) is not None or _is_time(before, digits, after) or _is_year(before, digits, after)


def _is_time(before: str, digits: str, after: str) -> bool:
    """ "9 am", "at 10"; not "at 20 a day"."""
    if not digits.isdecimal() or int(digits) > 24:
        return False
    if int(digits) <= 12 and _TIME_OF_DAY.match(after):
        return True
    return bool(_HOUR.search(before) or _WEEKDAY_AT.search(before)) and not _COUNTS.match(after)


def _is_year(before: str, digits: str, after: str) -> bool:
    if not _YEAR.fullmatch(digits) or _MAILS_FOLLOW.match(after):
        return False
    return _OF_A_YEAR.search(before) is not None or _TO_YEAR.match(after) is not None


def _read_digits(digits: str, scaled: bool) -> float:
    if "e" in digits:
        return float(digits)
    bare = re.sub(r"[ ']", "", digits)
    if re.fullmatch(r"0[.,]\d+", bare) or (scaled and re.fullmatch(r"\d{1,3}[.,]\d{1,2}", bare)):
        return float(bare.replace(",", "."))
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}", bare):
        return float(re.sub(r"[.,]", "", bare))
    mark = max(bare.rfind("."), bare.rfind(","))
    if mark < 0:
        return float(bare)
    return float(re.sub(r"[.,]", "", bare[:mark]) + "." + bare[mark + 1 :])
