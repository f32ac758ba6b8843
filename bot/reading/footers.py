"""Legal footers and banners that mail servers add: confidentiality, the environment, registers, scanners."""

import re
from collections.abc import Iterator, Sequence

from bot.reading.alternatives import Alternatives
from bot.reading.lines import Line, Span, to_paragraphs

_READ = 4_000  # characters of a paragraph
_EARLY = 60  # characters of a line before which a footer begins; further on the words stand in somebody's sentence
_FOOTER = Alternatives(
    (
        r"\b(?:this|the (?:contents?|information)(?: contained)?(?: in"
        r"| of)?(?: this)?)\b(?: \w{1,12}){0,2} (?:e-?mail|message|communication"
        r"|transmission)\b.{0,160}\b(?:confidential|privileged|intended (?:solely|only|for)"
        r"|intended recipient|scanned|checked for viruses|not an offer|monitored|originated from outside)",
        r"\bif you (?:are|were) not (?:the|an) (?:intended|named) (?:recipient|addressee)",
        r"\bif you(?: have|'ve)? (?:received|got) this (?:e-?mail|message"
        r"|communication)?.{0,20}\b(?:in error|by mistake)",
        r"\bintended (?:solely|only) for the (?:use|addressee|recipient|person|individual)",
        r"\b(?:consider|think (?:of|about)) the (?:environment|trees|planet) before print",
        r"\bexternal (?:message|e-?mail|sender)?(?: warning)?\s?:.{0,80}(?:originated|outside|sender)",
        r"\bdo not click (?:on )?(?:any )?links\b.{0,60}\bunless you",
        r"\b(?:e-?mail|message|mail) (?:has been|is|was) (?:automatically )?(?:scanned|checked"
        r"|archived) (?:for|by)\b",
        r"\bno virus(?:es)? found in this",
        r"\bregistered (?:office|in england|in scotland)\b",
        r"\bcompany (?:registration )?(?:no|number|reg)\b.{0,12}\d",
        r"\b(?:sitz der gesellschaft|registergericht|amtsgericht .{0,30}\bhr[ab]|hr[ab] ?\d{4,6}"
        r"|gesch[äa]ftsf[üu]hrer\s?:|ust\.?-?id\W{0,3}[a-z]{2}\d)",
        r"\bdiese (?:e-?mail|nachricht)\b.{0,120}\bvertraulich",
        r"\bdenken sie (?:bitte )?an die umwelt",
        r"\bfalls sie nicht der (?:richtige|beabsichtigte) (?:adressat|empf[äa]nger)",
        r"\b(?:bevor|ehe) sie diese e-?mail (?:aus)?drucken",
        r"\bce (?:message|courriel|mail)\b.{0,120}\bconfidentiel",
        r"\bpens(?:ez|ons) à l'environnement",
        r"\beste (?:mensaje|correo|e-?mail)\b.{0,120}\bconfidencial",
        r"\baviso (?:de privacidad|legal|de confidencialidad)",
        r"\besta (?:mensagem|comunicação)\b.{0,120}\bconfidencia",
        r"\baviso de confidencialidade",
        r"\bquest[oa] (?:messaggio|e-?mail|comunicazione)\b.{0,120}\b(?:riservat|confidenzial)",
        r"\brispetta l'ambiente",
        r"\b(?:dit bericht|deze e-?mail)\b.{0,120}\bvertrouwelijk",
        r"\b(?:ta|niniejsza) wiadomość\b.{0,120}\bpoufn",
        r"\bdetta (?:meddelande|mejl)\b.{0,120}\bkonfidentiell",
        r"\bdenne (?:e-?mail|mail|besked)\b.{0,120}\bfortrolig",
        r"\b(?:настоящее|это) (?:сообщение|письмо)\b.{0,120}\bконфиденциальн",
        r"\bbu e-?posta\b.{0,120}\bgizli",
        r"\b(?:any )?(?:views|opinions) (?:expressed|contained) in this (?:e-?mail|message)",
        r"\bvirus-free\.? ",
        r"^\W{0,3}(?:external (?:sender|e-?mail|message)|caution: external)\b(?=.{0,80}\b(?:links?"
        r"|attachments?|careful|verify))",
        r"\byou don't often get e-?mail from\b",
        r"\bwe process personal data (?:as|in)\b.{0,60}\bprivacy",
        r"\binhalt dieser (?:e-?mail|nachricht)\b.{0,60}\bvertraulich",
        r"\bvertraulichkeitshinweis\s?:",
        r"\bwenn sie nicht der (?:richtige|beabsichtigte|vorgesehene) (?:adressat|empf[äa]nger)",
        r"\bhandelsregister\s?:",
        r"\b(?:informationen|hinweise) zum datenschutz\b",
        r"\bsi vous (?:avez reçu|recevez) ce (?:message|courriel|mail).{0,20}\bpar erreur",
        r"\bn'imprimez ce (?:message|courriel|mail)",
        r"\b(?:sarl|sas|sa|eurl) au capital (?:social )?de\b",
        r"\bpens(?:ez|ons) à l'environnement",
        r"\bsi (?:ha|usted ha) recibido este (?:mensaje|correo|e-?mail)\b.{0,30}\berror",
        r"\bantes de imprimir\b.{0,40}\bmedio ambiente",
        r"\ben cumplimiento d(?:el rgpd|e lo dispuesto|e la ley|el reglamento)\b",
        r"\binformación contenida en este\b.{0,60}\bconfidencial",
        r"\bse (?:você )?recebeu est[ae] (?:mensagem|e-?mail)\b.{0,30}\b(?:engano|erro)",
        r"\bantes de imprimir\b.{0,40}\bmeio ambiente",
        r"\binformações contidas nest[ae]\b.{0,60}\bconfidencia",
        r"\binformazioni contenute in quest[oa]\b.{0,60}\briservat",
        r"\bse (?:avete|ha|hai) ricevuto quest[oa] (?:messaggio|e-?mail)\b.{0,20}\berrore",
        r"\bprima di stampare\b.{0,40}\bambiente",
        r"\bai sensi del (?:d\.? ?lgs|regolamento|gdpr)",
        r"\bp\. ?iva \d{6}",
        r"\bin(?:formatie|houd)? (?:in|van) (?:deze e-?mail|dit bericht)\b.{0,60}\bvertrouwelijk",
        r"\bindien u dit bericht ten onrechte",
        r"\bdenk aan het milieu\b",
        r"\bkvk[ :-]{1,3}\d{6}",
        r"\binformacje zawarte w t(?:ej|ym)\b.{0,60}\bpoufn",
        r"\bjeśli otrzyma(?:li|ł)\b.{0,40}\bprzez pomyłkę",
        r"\bpomyśl o środowisku\b",
        r"\b(?:krs|regon)[ :]{1,3}\d{6}",
        r"\badministratorem .{0,20}danych osobowych jest\b",
        r"\btento e-?mail\b.{0,120}\bdůvěrn",
        r"本メール.{0,60}(?:機密|秘密)",
        r"本邮件.{0,60}(?:保密|机密)",
    ),
    flags=re.I,
    alone=True,
)
_HEADING = re.compile(
    r"[\s*_=-]{0,12}(?:(?:legal )?disclaimer|confidentiality(?: notice)?|privacy notice|haftungsausschluss|"
    r"avis de confidentialité|vertraulichkeitshinweis)\b[\s*_:=-]{0,12}$",
    re.I,
)
_LABEL = re.compile(r"[\s*_=-]{0,12}(?:(?:legal )?disclaimer|confidentiality notice)\s?[:—-]", re.I)
_MAILING_LIST = re.compile(r"_{20,200}\s{0,4}$")
_SOMEBODY = re.compile(r"\b(?:I|I'm|[Ww]e|[Oo]ur|[Mm]y)\b")
_ANSWER = re.compile(r"\s{0,8}(?:\d{1,2}[.)]\s|p\.?\s?s\b|\[[ x]\])", re.I)


def find_footers(lines: Sequence[Line]) -> Iterator[Span]:
    """The legal footers among the lines given, each from its first line to the end of its paragraph. A numbered
    answer or a postscript ends one."""
    below_another = False
    for paragraph in to_paragraphs(list(lines)):
        begin = _find_beginning(paragraph, len(paragraph[0].text) if below_another else _EARLY)
        if begin is None:
            continue
        below_another = True
        end = begin + 1
        while end < len(paragraph) and not _ANSWER.match(paragraph[end].text):
            end += 1
        yield paragraph[begin].start, paragraph[end - 1].end


def _find_beginning(paragraph: Sequence[Line], early: int) -> int | None:
    """The line of a paragraph on which its footer begins; ``early`` is how far into a line it may."""
    joined = " ".join(line.text for line in paragraph)[:_READ]
    offsets = [found.start() for found in _FOOTER.finditer(joined)]
    at = 0
    for number, line in enumerate(paragraph):
        if _HEADING.match(line.text) or _LABEL.match(line.text) or _is_list_footer(paragraph, number):
            return number
        begins = [offset - at for offset in offsets if at <= offset <= at + min(early, len(line.text))]
        if begins and not _SOMEBODY.search(line.text, 0, begins[0]):
            return number
        at += len(line.text) + 1
    return None


def _is_list_footer(paragraph: Sequence[Line], number: int) -> bool:
    """The three lines that mailing list software adds below a ruler: name, address, archive."""
    if not _MAILING_LIST.match(paragraph[number].text) or not 2 <= len(paragraph) - number - 1 <= 4:
        return False
    return "@" in paragraph[number + 2].text or "://" in paragraph[-1].text
