"""Signatures and footers: set apart where they are sure, and never at the price of an answer."""

import pytest

from bot.core.conversation import Part
from tests.reading.reading import apart, own_lines, read

ANSWER = "Receipts, 400 a month."

SIGNATURES = {
    "delimiter": "-- \nPim Smit\nChoir\nchoir.example",
    "delimiter without its space": "--\npim at the observatory",
    "delimiter, slogan and site": "--\nPim Smit\nManager | Choir Ltd\nNewsletters and receipts on www.choir.example",
    "english": "Best regards,\nPim Smit\nHead of Everything\nTel. +44 1632 960 114",
    "english, one line": "Cheers, Pim",
    "english, contact": "Kind regards\n\nPim Smit\nChoir Ltd\n0555 010 100 | www.choir.example",
    "slogan between": "Thanks & Regards,\nPim Smit\nLead | Choir Ltd\nWe send 4 Mn messages a "
    "month!\nwww.choir.example",
    "german": "Mit freundlichen Grüßen\nGisbert Knopfloch\nKnopfloch e.K.\nTel. +49 30 5550 7721 | knopfloch.example",
    "german, short": "MfG\nFeuerstack",
    "swiss": "Freundliche Grüsse\nReto Zgraggen\nBergkristall AG",
    "french": "Cordialement,\nSolène Kervella\nResponsable informatique\n02 55 50 14 14",
    "spanish": "Saludos,\nIratxe Bengoa",
    "portuguese": "Atenciosamente,\nJuvenal Peixoto\nCerâmica Barro Vivo",
    "italian": "Cordiali saluti\nOrnella Bassanelli",
    "dutch": "Met vriendelijke groet,\nThijs van Dommelen",
    "polish": "Z poważaniem\nZdzisława Krupińska",
    "swedish": "Mvh\nGunborg",
    "danish": "Venlig hilsen\nAsger Thestrup\nCykelsmedie ApS · Tlf. 55 50 12 34",
    "name and contact": "Lottie Marchbanks\nMarchbanks Piano Care\nTel 01632 960 114",
    "name and site": "Buffy Lindgren, REALTOR®\nwww.buffy.example",
    "card": "Thijs van Dommelen | Velomaat | 085 555 01 90",
}


@pytest.mark.parametrize("signature", SIGNATURES.values(), ids=SIGNATURES.keys())
@pytest.mark.parametrize(
    "below", ["", "\n\nOn 3/3/26 09:14, Support wrote:\n> How many?"], ids=["end", "above a quote"]
)
def test_signature_at_the_end_is_set_apart(signature: str, below: str) -> None:
    message = read(f"Hello,\n\n{ANSWER}\n\n{signature}{below}")
    assert own_lines(message) == ["Hello,", ANSWER]
    assert apart(message, Part.SIGNATURE) == [line.strip() for line in signature.split("\n") if line.strip()]


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my iPhone",
        "Sent from my Verizon Wireless BlackBerry",
        "Sent from my phone, probably wet",
        "Sent from Outlook for iOS",
        "Sent from Yahoo Mail on Android (https://go.link.example/yahoo)",
        "Get Outlook for Android<https://aka.example/x>",
        "Sent from Mail for Windows",
        "Von meinem iPhone gesendet",
        "Gesendet von Mail für Windows",
        "Gesendet mit der GMX Mail App",
        "Envoyé de mon iPhone",
        "Enviado desde mi iPhone",
        "Enviado do meu iPhone",
        "Inviato da iPhone",
        "Verstuurd vanaf mijn telefoon",
        "Verzonden vanaf mijn iPhone",
        "Wysłano z iPhone'a",
        "Skickat från min iPhone",
        "Sendt fra min iPhone",
        "Odesláno z mobilu",
        "iPhoneから送信",
        "发自我的iPhone",
    ],
)
def test_line_that_a_telephone_adds_is_set_apart_anywhere(line: str) -> None:
    assert own_lines(read(f"{line}\n\nhow long does it take")) == ["how long does it take"]
    assert apart(read(f"how long does it take\n{line}"), Part.SIGNATURE) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Sent from my desk, is much easier than my mobile phone.",
        "Sent from the checklist you gave us. We hope that suffices.",
        "See attached, all of these came back. Sent from my tablet",
        "Get us off this limit please",
        "And here is a fix -- this is not a signature.",
        "---",
    ],
)
def test_line_that_only_resembles_a_signature_is_own(line: str) -> None:
    assert own_lines(read(f"Hello\n{line}\nbye")) == ["Hello", line, "bye"]


@pytest.mark.parametrize(
    "ending",
    [
        "Thanks,\nall four done",
        "Best,\nboth, 400 a month",
        "Regards\n1. receipts\n2. our till\n3. 400",
        "Thanks,\nAll Done",
        "Best,\nPim\n\nPS 400 a month, I forgot",
        "Best,\nPim\nP.S. 400 a month",
        "Cheers,\nPim\nWe get the addresses at our till\nwww.choir.example",
        "--\n(forwarded by our CTO, I'm the intern)",
        "--\n1. receipts\n2. till",
        "--\nPim\n\nthe volume is 400, as asked before",
        "Newsletter\nwww.choir.example\n5000 per month",
        "receipts\nwww.choir.example",
        "Thanks for the answer, 400",
        "It is choir.example",
    ],
)
def test_answer_at_the_end_is_never_swallowed(ending: str) -> None:
    signed = {"Best,", "Cheers,", "Pim", "--"}
    answers = [line.strip() for line in ending.split("\n") if line.strip() and line.strip() not in signed]
    kept = own_lines(read(f"Hello again.\n\n{ending}"))
    assert [answer for answer in answers if answer not in kept] == []


def test_only_words_of_a_mail_are_no_signature() -> None:
    assert own_lines(read("Pim Smit\nwww.choir.example")) == ["Pim Smit", "www.choir.example"]


def test_name_between_two_quotes_is_an_answer() -> None:
    message = read("> Who?\nClub Members\nwww.choir.example\n> How many?\n400")
    assert own_lines(message) == ["Club Members", "www.choir.example", "400"]


FOOTERS = {
    "english": "This e-mail and any attachment is confidential and intended solely for the addressee.",
    "recipient": "If you are not the intended recipient please delete it.",
    "mistake": "If you got this by mistake, delete it.",
    "disclaimer": "DISCLAIMER: This message, including attachments, is private.",
    "heading": "Disclaimer\nAll of this is ours.",
    "trees": "Please consider the trees before printing.",
    "scanner": "This message has been scanned for viruses by AntiThing.",
    "register": "Registered office: 4 Mill Lane. Company no 00000000",
    "german": "Diese E-Mail kann vertrauliche Informationen enthalten.",
    "german register": "Sitz der Gesellschaft: Rostock, HRB 00000",
    "german environment": "Choir OG · Bitte denken Sie an die Umwelt, bevor Sie diese E-Mail drucken.",
    "french": "Ce message et ses pièces jointes sont confidentiels.",
    "spanish": "AVISO DE PRIVACIDAD: los datos son tratados conforme a la ley.",
    "portuguese": "Esta mensagem pode conter informação confidencial.",
    "italian": "Questo messaggio è riservato al destinatario.",
    "dutch": "Dit bericht is vertrouwelijk.",
    "polish": "Ta wiadomość jest poufna.",
    "russian": "Настоящее сообщение и любые приложения к нему конфиденциальны.",
    "wrapped": "This message may contain information that is\nprivileged. If you are not the addressee,\nplease "
    "delete it.",
    "mailing list": "_______________________________________________\nchoir mailing list\nchoir@lists.example\n"
    "https://lists.example/choir",
}


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS.keys())
def test_legal_footer_is_set_apart(footer: str) -> None:
    message = read(f"{ANSWER}\n\n{footer}")
    assert own_lines(message) == [ANSWER]
    assert apart(message, Part.FOOTER) == footer.split("\n")


def test_banner_above_the_mail_is_set_apart() -> None:
    banner = (
        "CAUTION: This email originated from outside of the company. Do not click links unless you know the sender."
    )
    assert own_lines(read(f"{banner}\n\n{ANSWER}")) == [ANSWER]


@pytest.mark.parametrize(
    "line",
    [
        "3. that's confidential until our funding round closes",
        "unsere USt-ID ist hinterlegt, bitte korrigieren",
        "We have 900 reviews, a shop and a chargeback rate of 0.3 %. Registered office 4 Mill Ln, and 400 mails "
        "a month.",
        "Our mails go to the intended readers only.",
        "We disclaim nothing.",
    ],
)
def test_sentence_with_a_footers_words_is_own(line: str) -> None:
    assert own_lines(read(f"Hello\n\n{line}")) == ["Hello", line]


def test_numbered_answer_below_a_footer_is_own() -> None:
    message = read("This e-mail is confidential.\n1. receipts\n2. our till")
    assert own_lines(message) == ["1. receipts", "2. our till"]
