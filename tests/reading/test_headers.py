"""The lines that mail programs put above a mail that is answered or forwarded, program by program and language by
language."""

import pytest

from tests.reading.reading import own_lines, read

ATTRIBUTIONS = {
    "yahoo": "On Tuesday, March 3, 2026 at 09:14:22 AM GMT+1, Support <support@desk.example> wrote:",
    "yahoo, german": "Am Dienstag, 3. März 2026 um 09:14:22 MEZ hat Support <s@desk.example> Folgendes geschrieben:",
    "yahoo, french": "Le mardi 3 mars 2026 à 09:14:22 UTC+1, Support <support@desk.example> a écrit :",
    "yahoo, italian": "Il martedì 3 marzo 2026 alle ore 09:14:22 CET, Support <support@desk.example> ha scritto:",
    "yahoo, spanish": "El martes, 3 de marzo de 2026, 09:14:22 CET, Support <support@desk.example> escribió:",
    "yahoo, portuguese": "Em terça-feira, 3 de março de 2026 09:14:22 BRT, Support <s@desk.example> escreveu:",
    "proton": "On Tuesday, March 3rd, 2026 at 9:14 AM, Support <support@desk.example> wrote:",
    "tutanota": "3 Mar 2026, 09:14 by support@desk.example:",
    "tutanota, german": "3. März 2026, 09:14 von support@desk.example:",
    "fastmail": "On Tue, 3 Mar 2026, at 9:14 AM, Support wrote:",
    "hey": "On March 3, 2026, Support <support@desk.example> wrote:",
    "spark": "On 3 Mar 2026 at 09:14 +0100, Support <support@desk.example>, wrote:",
    "zoho": "---- On Tue, 03 Mar 2026 09:14:22 +0100 Support <support@desk.example> wrote ---",
    "zoho, german": "---- Am Di., 03 März 2026 09:14:22 +0100 Support <support@desk.example> schrieb ----",
    "roundcube": "On 2026-03-03 09:14, Support wrote:",
    "roundcube, german": "Am 2026-03-03 09:14, schrieb Support:",
    "mutt": "On Tue, Mar 03, 2026 at 09:14:22AM +0100, Support wrote:",
    "mutt, star": "* Support <support@desk.example> [2026-03-03 09:14]:",
    "gnus": "Support <support@desk.example> writes:",
    "freshdesk": "On Tue, 3 Mar at 9:14 AM , Support <support@desk.example> wrote:",
    "name in quotes": 'On Tue, Mar 3, 2026 at 9:14 AM "Support, Desk" <support@desk.example> wrote:',
    "no name": "On Tue, Mar 3, 2026 at 9:14 AM <support@desk.example> wrote:",
    "via": "On Tue, Mar 3, 2026 at 9:14 AM Wes via Desk <support@desk.example> wrote:",
    "link in text": "On Tue, Mar 3, 2026 at 9:14 AM Support <support@desk.example<mailto:support@desk.example>> wrote:",
    "narrow space": "On Tue, Mar 3, 2026 at 9:14\u202fAM Support <support@desk.example> wrote:",
    "right-to-left marks": "\u200eOn Tue, Mar 3, 2026 at 9:14 AM \u202aSupport\u202c \u200e<s@desk.example> "
    "wrote:\u200e",
    "american date": "On 3/3/2026 9:14 AM, Support wrote:",
    "apple, german": "Am 03.03.2026 um 09:14 schrieb Support <support@desk.example>:",
    "apple, french": "Le 3 mars 2026 à 09:14, Support <support@desk.example> a écrit :",
    "apple, spanish": "El 3 mar 2026, a las 9:14, Support <support@desk.example> escribió:",
    "apple, italian": "Il giorno 3 mar 2026, alle ore 09:14, Support <support@desk.example> ha scritto:",
    "apple, portuguese": "No dia 03/03/2026, às 09:14, Support <support@desk.example> escreveu:",
    "apple, brazilian": "Em 3 de mar. de 2026, à(s) 09:14, Support <support@desk.example> escreveu:",
    "apple, dutch": "Op 3 mrt. 2026 om 09:14 heeft Support <support@desk.example> het volgende geschreven:",
    "apple, polish": "Wiadomość napisana przez Support <support@desk.example> w dniu 3 mar 2026, o godz. 09:14:",
    "apple, czech": "3. 3. 2026 v 9:14, Support <support@desk.example>:",
    "gmail, czech": "út 3. 3. 2026 v 9:14 odesílatel Support <support@desk.example> napsal:",
    "gmail, slovak": "ut 3. 3. 2026 o 9:14 Support <support@desk.example> napísal(a):",
    "gmail, danish": "tirs. 3. mar. 2026 kl. 09.14 skrev Support <support@desk.example>:",
    "gmail, norwegian": "tir. 3. mars 2026 kl. 09:14 skrev Support <support@desk.example>:",
    "gmail, finnish": "ti 3. maalisk. 2026 klo 9.14 Support (support@desk.example) kirjoitti:",
    "gmail, hungarian": "Support <support@desk.example> ezt írta (időpont: 2026. márc. 3., K, 9:14):",
    "gmail, romanian": "mar., 3 mar. 2026 la 09:14, Support <support@desk.example> a scris:",
    "gmail, japanese": "2026年3月3日(火) 9:14 Support <support@desk.example>:",
    "apple, japanese": "2026/03/03 9:14、Support <support@desk.example>のメール:",
    "outlook, japanese": "2026年3月3日(火) 9:14 Support さんは書きました:",
    "apple, russian": "3 марта 2026 г., в 9:14, Support <support@desk.example> написал(а):",
    "yandex": "03.03.2026, 09:14, «Support» <support@desk.example>:",
    "mail.ru": "Вторник, 3 марта 2026, 9:14 +03:00 от Support <support@desk.example>:",
    "gmail, ukrainian": "вт, 3 бер. 2026 р. о 09:14 Support <support@desk.example> пише:",
    "gmail, korean": "2026년 3월 3일 (화) 오전 9:14, Support <support@desk.example>님이 작성:",
    "apple, chinese": "2026年3月3日 09:14，Support <support@desk.example> 写道：",
    "apple, turkish": "Support <support@desk.example> şunları yazdı (3 Mar 2026 09:14):",
    "german, wrapped": "Am Dienstag, dem 3. März 2026 um 09:14 Uhr schrieb\nSupport <support@desk.example>:",
    "spanish, wrapped": "El mar, 3 mar 2026 a las 9:14, Support de la Plataforma (<\nsupport@desk.example>) escribió:",
    "polish, wrapped": "wt., 3 mar 2026 o 09:14 Support Bardzo Długiej Nazwy <support@desk.example>\nnapisał(a):",
}

BLOCKS = {
    "outlook for mac": "From: Support <s@desk.example>\nDate: Tuesday, 3 March 2026 at 09:14\nTo: Pim\nSubject: Re: "
    "limit",
    "outlook for mac, german": "Von: Support <s@desk.example>\nDatum: Dienstag, 3. März 2026 um 09:14\nAn: Pim\n"
    "Betreff: Re: Limit",
    "outlook mobile": "Get Outlook for Android<https://aka.example/x>\n________________________________\n"
    "From: Support <s@desk.example>\nSent: Tuesday, March 3, 2026 9:14:22 AM\nTo: Pim\nSubject: Re: limit",
    "thunderbird, forwarded": "-------- Forwarded Message --------\nSubject: \tlimit\nDate: \tTue, 3 Mar 2026 09:14:22 "
    "+0100\nFrom: \tSupport <s@desk.example>\nTo: \tPim <pim@choir.example>",
    "thunderbird, forwarded, german": "-------- Weitergeleitete Nachricht --------\nBetreff: \tLimit\nDatum: \tTue, 3 "
    "Mar 2026\nVon: \tSupport <s@desk.example>\nAn: \tPim <pim@choir.example>",
    "apple, forwarded": "Begin forwarded message:\n\nFrom: Support <s@desk.example>\nSubject: limit\nDate: 3 March "
    "2026 "
    "at 09:14:22 CET\nTo: Pim <pim@choir.example>",
    "samsung": "-------- Original message --------\nFrom: Support <s@desk.example>\nDate: 3/3/26 9:14 AM "
    "(GMT+01:00)\nTo: Pim\nSubject: limit",
    "samsung, german": "-------- Ursprüngliche Nachricht --------\nVon: Support <s@desk.example>\nDatum: 03.03.26 "
    "09:14 "
    "(GMT+01:00)\nAn: Pim\nBetreff: Limit",
    "samsung, spanish": "-------- Mensaje original --------\nDe: Support <s@desk.example>\nFecha: 3/3/26 9:14 "
    "(GMT+01:00)\nA: Pim\nAsunto: límite",
    "samsung, french": "-------- Message d'origine --------\nDe : Support <s@desk.example>\nDate : 03/03/2026 09:14 "
    "(GMT+01:00)\nÀ : Pim\nObjet : limite",
    "samsung, dutch": "-------- Oorspronkelijk bericht --------\nVan: Support <s@desk.example>\nDatum: 03-03-2026 "
    "09:14 "
    "(GMT+01:00)\nAan: Pim\nOnderwerp: limiet",
    "samsung, italian": "-------- Messaggio originale --------\nDa: Support <s@desk.example>\nData: 03/03/26 09:14 "
    "(GMT+01:00)\nA: Pim\nOggetto: limite",
    "blackberry": "From: Support <s@desk.example>\nDate: Tue, 3 Mar 2026 09:14:22 +0000\nTo: Pim\nReplyTo: "
    "s@desk.example\n"
    "Subject: limit",
    "notes": "From:\tSupport/Desk\nTo:\tPim/Choir@CHOIR\nDate:\t03/03/2026 09:14\nSubject:\tlimit",
    "proton": "------- Original Message -------\nOn Tuesday, March 3rd, 2026 at 9:14 AM, Support <s@desk.example> "
    "wrote:",
    "proton, bar": "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐\nOn Tuesday, March 3, 2026 9:14 AM, Support <s@desk.example> "
    "wrote:",
    "zimbra": 'From: "Support" <s@desk.example>\nTo: "pim" <pim@choir.example>\nSent: Tuesday, March 3, 2026 9:14:22 '
    "AM\n"
    "Subject: Re: limit",
    "zimbra, french": 'De: "Support" <s@desk.example>\nÀ: "pim" <pim@choir.example>\nEnvoyé: Mardi 3 Mars 2026 '
    "09:14:22\n"
    "Objet: Re: limite",
    "web.de": "Gesendet: Dienstag, 3. März 2026 um 09:14 Uhr\nVon: Support <s@desk.example>\nAn: pim@choir.example\n"
    "Betreff: Re: Limit",
    "gmx": "Sent: Tuesday, March 03, 2026 at 9:14 AM\nFrom: Support <s@desk.example>\nTo: pim@choir.example\n"
    "Subject: Re: limit",
    "qq": "------------------ 原始邮件 ------------------\n发件人: Support <s@desk.example>\n"
    "发送时间: 2026年3月3日 09:14\n"
    "收件人: pim <pim@choir.example>\n主题: limit",
    "outlook, japanese": "差出人: Support <s@desk.example>\n送信日時: 2026年3月3日 9:14\n宛先: Pim\n件名: RE: limit",
    "outlook, russian": "От: Support <s@desk.example>\nОтправлено: 3 марта 2026 г. 9:14\nКому: Pim\nТема: RE: limit",
    "outlook, norwegian": "Fra: Support <s@desk.example>\nSendt: tirsdag 3. mars 2026 09:14\nTil: Pim\nEmne: SV: "
    "grense",
    "outlook, czech": "Od: Support <s@desk.example>\nOdesláno: úterý 3. března 2026 9:14\nKomu: Pim\nPředmět: RE: "
    "limit",
    "seznam": "---------- Původní e-mail ----------\nOd: Support <s@desk.example>\nKomu: pim@choir.example\n"
    "Datum: 3. 3. 2026 9:14:22\nPředmět: Re: limit",
    "outlook, turkish": "Kimden: Support <s@desk.example>\nGönderildi: 3 Mart 2026 Salı 09:14\nKime: Pim\nKonu: RE: "
    "limit",
    "outlook, portuguese": "De: Support <s@desk.example>\nEnviado: 3 de março de 2026 09:14\nPara: Pim\nAssunto: Re: "
    "limite",
    "outlook, hungarian": "Feladó: Support <s@desk.example>\nElküldve: 2026. március 3., kedd 9:14\nCímzett: Pim\n"
    "Tárgy: RE: limit",
    "outlook, korean": "보낸 사람: Support <s@desk.example>\n보낸 날짜: 2026년 3월 3일 화요일 오전 9:14\n"
    "받는 사람: Pim\n제목: RE: limit",
    "gmail, forwarded, german": "---------- Weitergeleitete Nachricht ---------\nVon: Support <s@desk.example>\nDate: "
    "Di., "
    "3. März 2026 um 09:14 Uhr\nSubject: Limit\nTo: <pim@choir.example>",
    "gmail, forwarded, spanish": "---------- Forwarded message ---------\nDe: Support <s@desk.example>\nDate: mar, 3 "
    "mar "
    "2026 a las 9:14\nSubject: límite\nTo: <pim@choir.example>",
    "gmail, forwarded, dutch": "---------- Doorgestuurd bericht ---------\nVan: Support <s@desk.example>\nDate: di 3 "
    "mrt "
    "2026 om 09:14\nSubject: limiet\nTo: <pim@choir.example>",
    "gmail, forwarded, polish": "---------- Przekazana wiadomość ---------\nOd: Support <s@desk.example>\nDate: wt., 3 "
    "mar "
    "2026 o 09:14\nSubject: limit\nTo: <pim@choir.example>",
    "gmail, forwarded, swedish": "---------- Vidarebefordrat meddelande ---------\nFrån: Support <s@desk.example>"
    "\nDate: "
    "tis 3 mars 2026\nSubject: gräns\nTo: <pim@choir.example>",
    "apple, forwarded, dutch": "Begin doorgestuurd bericht:\n\nVan: Support <s@desk.example>\nOnderwerp: "
    "limiet\nDatum: 3 "
    "maart 2026 om 09:14:22 CET\nAan: Pim",
    "apple, forwarded, polish": "Początek przekazywanej wiadomości:\n\nOd: Support <s@desk.example>\nTemat: "
    "limit\nData: 3 "
    "marca 2026\nDo: Pim",
    "apple, forwarded, czech": "Začátek přeposílané zprávy:\n\nOd: Support <s@desk.example>\nPředmět: limit\nDatum: 3. "
    "března 2026\nKomu: Pim",
    "apple, forwarded, russian": "Начало переадресованного сообщения:\n\nОт: Support <s@desk.example>\nТема: "
    "limit\nДата: 3 "
    "марта 2026 г.\nКому: Pim",
    "zendesk": "##- Please type your reply above this line -##\n\nYour request (4711) has been updated. To add "
    "additional "
    "comments, reply to this email.\n\nSupport, Mar 3, 2026, 09:14 GMT+1",
    "zendesk, german": "##- Bitte geben Sie Ihre Antwort über dieser Zeile ein -##\n\nIhre Anfrage (4711) wurde "
    "aktualisiert.",
    "zendesk, french": "##- Veuillez saisir votre réponse au-dessus de cette ligne -##\n\nVotre demande (4711) a été "
    "mise à "
    "jour.",
    "ticket system": "--- Please reply above this line ---\n\nTicket #4711: limit",
    "ticket system, wrote above": "-- REPLY ABOVE THIS LINE --\n\nTicket #4711: limit",
    "dashes around": "--- original message follows ---\nFrom: Support\nSent: 3 March 2026\nSubject: limit",
    "blank lines between": "From: Support <s@desk.example>\n\nSent: Tuesday, March 3, 2026 9:14 AM\n\nTo: "
    "Pim\n\nSubject: RE: limit",
    "wrapped address list": "From: Support <s@desk.example>\nSent: Tuesday, March 3, 2026 9:14 AM\nTo: Pim "
    "<pim@choir.example>;\n"
    "  Bo <bo@choir.example>\nCc: Cy <cy@choir.example>\nSubject: RE: limit\nImportance: High",
}


@pytest.mark.parametrize("header", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
@pytest.mark.parametrize("mark", ["> ", ""], ids=["marked", "unmarked"])
def test_mail_below_an_attribution_is_quoted(header: str, mark: str) -> None:
    message = read(f"Parcels only, 400 a month.\n\n{header}\n\n{mark}What do you send?\n{mark}And how many?")
    assert own_lines(message) == ["Parcels only, 400 a month."]


@pytest.mark.parametrize("header", ATTRIBUTIONS.values(), ids=ATTRIBUTIONS.keys())
def test_words_between_the_quotes_below_an_attribution_are_own(header: str) -> None:
    message = read(f"{header}\n> What do you send?\n\nParcels only.\n\n> And how many?\n400 a month")
    assert own_lines(message) == ["Parcels only.", "400 a month"]


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS.keys())
def test_mail_below_a_header_block_is_quoted(block: str) -> None:
    message = read(f"Parcels only, 400 a month.\n\n{block}\n\nHello Pim,\nwhat do you send?")
    assert own_lines(message) == ["Parcels only, 400 a month."]


@pytest.mark.parametrize(
    "words",
    [
        "On 3 March 2026 we wrote: please lift it.",
        "On Tuesday we wrote to them:\nplease stop",
        "Am Dienstag schrieb uns der Kunde:\nbitte aufhören",
        "Le client nous a écrit :\nmerci",
        "From: customers who order\nTo: the same customers",
        "From: our shop\nTo: buyers\nVolume: 400 a month",
        "Date: since 2019\nVolume: 400",
        "Subject: our limit\nplease lift it",
        "Sent: 400 a month\nFrom: our shop at choir.example",
        "We send from: news@choir.example\nSubject: Your order\nTo: buyers",
        "to: 400 customers, from: choir.example",
        "Von: Montag bis Freitag\nMenge: 400",
        "De: lunes a viernes\nVolumen: 400",
        "12.03.2026, 400 Stück:\nalles Rechnungen",
        "---- transactional ----\nreceipts, 400\n---- marketing ----\nnone",
        "--- message volume ---\n400 a month",
        "=== E-mail use ===\nreceipts",
        "2026: 400 a month <pim@choir.example>",
        "by 3 Mar 2026 pim@choir.example has it",
    ],
)
def test_words_that_resemble_a_header_are_own(words: str) -> None:
    assert own_lines(read(f"Hello\n\n{words}\nbye now then")) == ["Hello", *words.split("\n"), "bye now then"]
