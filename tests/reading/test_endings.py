"""Signatures and legal footers in the languages whose answers count; and answers that resemble them."""

import pytest

from tests.reading.reading import own_lines, read

ANSWER = "Receipts, 400 a month."

SIGNATURES = {
    "english 1": "Kindest regards,\n\nPim Smit\nHead of Song\n\nChoir Ltd\n4 Mill Lane, London W1\nT: +44 20 7946 "
    "0000\nE: pim@choir.example\nW: www.choir.example",
    "english 2": "Thank you,\nPim Smit (she/her)\nChoir Ltd | choir.example",
    "english 3": "Thanks in advance for your help,\nPim",
    "english 4": "Warmly,\nPim",
    "english 5": "Looking forward to hearing from you,\nPim Smit",
    "english 6": "Yours,\nPim",
    "english 7": "Many thanks!\nPim Smit",
    "english 8": "Regards, Pim Smit",
    "english 9": "Take care,\nPim\nCEO @ Choir",
    "english 13": "Sincerely,\n\nPim Smit, CTO\nChoir Ltd.\nBook a call: https://cal.example/pim",
    "english 14": "Have a nice day,\nPim",
    "english 15": "Pim Smit\nFounder, Choir\npim@choir.example | +1 (555) 010-0100",
    "german 1": "Viele Grüße aus Hamburg\nPim Smit",
    "german 2": "Herzliche Grüße,\nPim Smit\nGeschäftsführerin\nChor GmbH\nHauptstraße 1\n20095 Hamburg\nTel.: 040 "
    "5550100",
    "german 3": "Mit freundlichen Grüßen / Best regards\n\ni. A. Pim Smit",
    "german 4": "Beste Grüße\nPim",
    "german 5": "Liebe Grüße Pim",
    "german 6": "Freundliche Grüße\n\nPim Smit\nIT-Leitung",
    "french 1": "Bien cordialement,\nPim Smit\n06 55 50 10 10",
    "french 2": "Bonne journée,\nPim",
    "french 3": "Je vous prie d'agréer, Madame, Monsieur, l'expression de mes salutations distinguées.\nPim Smit",
    "french 4": "Cdt,\nPim",
    "french 5": "Merci d'avance,\nPim Smit",
    "french 6": "Sincèrement,\nPim",
    "spanish 1": "Un saludo,\nPim Smit",
    "spanish 2": "Muchas gracias,\nPim Smit\nDirectora",
    "spanish 3": "Reciba un cordial saludo,\nPim Smit",
    "spanish 5": "Cordialmente,\nPim",
    "spanish 6": "Gracias de antemano,\nPim",
    "portuguese 1": "Cordialmente,\nPim Smit",
    "portuguese 2": "Att.,\nPim Smit\nCoral Ltda.",
    "portuguese 3": "Abs,\nPim",
    "portuguese 4": "Obrigada,\nPim Smit",
    "portuguese 5": "Com os melhores cumprimentos,\nPim Smit",
    "portuguese 6": "Grato,\nPim",
    "italian 1": "Cordialmente,\nPim Smit",
    "italian 2": "Un cordiale saluto\nPim Smit\nCell. 333 555 0100",
    "italian 3": "Grazie,\nPim Smit",
    "italian 4": "In attesa di riscontro, porgo cordiali saluti.\nPim Smit",
    "italian 5": "Buona giornata,\nPim",
    "dutch 1": "Met vriendelijke groet / Kind regards,\n\nPim Smit\n06 5550 1010",
    "dutch 2": "Hartelijke groeten,\nPim",
    "dutch 3": "Mvg,\nPim Smit",
    "dutch 4": "Alvast bedankt,\nPim",
    "dutch 5": "Groetjes Pim",
    "polish 1": "Pozdrawiam serdecznie,\nPim Smit",
    "polish 2": "Z wyrazami szacunku\nPim Smit\ntel. 555 010 010",
    "polish 3": "Serdecznie pozdrawiam\nPim Smit",
    "polish 4": "Z góry dziękuję,\nPim",
}

FOOTERS = {
    "english 1": "NOTICE: This communication may contain privileged or other confidential information. If you have "
    "received it in error, please advise the sender.",
    "english 2": "Choir Ltd is registered in England and Wales No. 01234567. Registered office: 4 Mill Lane.",
    "english 3": "Any views expressed in this message are those of the individual sender.",
    "english 4": "The contents of this email are confidential to the ordinary user of the e-mail address to which it "
    "was addressed.",
    "english 5": "This email may be legally privileged. Unauthorised use, copying or disclosure is prohibited.",
    "english 6": "We process personal data as described in our privacy policy: https://choir.example/privacy",
    "english 7": "[EXTERNAL EMAIL] Do not click links or open attachments unless you recognise the sender.",
    "english 8": "You don't often get email from s@desk.example. Learn why this is important<https://aka.example/x>",
    "english 9": "Virus-free. www.avast.com",
    "english 10": "Please consider the environment before printing this e-mail.",
    "english 11": "EXTERNAL SENDER – be careful with links.",
    "german 1": "Der Inhalt dieser E-Mail ist vertraulich und nur für den Empfänger bestimmt.",
    "german 2": "Wenn Sie nicht der richtige Adressat sind, informieren Sie bitte den Absender und vernichten Sie "
    "diese Mail.",
    "german 4": "Informationen zum Datenschutz finden Sie unter https://chor.example/datenschutz",
    "german 5": "Vertraulichkeitshinweis: Diese Nachricht ist nur für den Adressaten.",
    "french 1": "Ce courriel et les documents joints sont confidentiels et destinés exclusivement au destinataire.",
    "french 2": "Si vous avez reçu ce message par erreur, merci de le supprimer.",
    "french 3": "N'imprimez ce message que si nécessaire.",
    "french 4": "SARL au capital de 10 000 € - RCS Paris 123 456 789",
    "spanish 1": "Este mensaje y sus adjuntos son confidenciales y van dirigidos exclusivamente a su destinatario.",
    "spanish 2": "Si ha recibido este correo por error, le rogamos lo elimine.",
    "spanish 3": "Antes de imprimir este correo piense en el medio ambiente.",
    "spanish 4": "En cumplimiento del RGPD le informamos de que sus datos son tratados por Coro S.L.",
    "spanish 5": "La información contenida en este correo es confidencial.",
    "portuguese 1": "Esta mensagem e seus anexos são confidenciais.",
    "portuguese 2": "Se você recebeu esta mensagem por engano, por favor apague-a.",
    "portuguese 3": "Antes de imprimir, pense no meio ambiente.",
    "portuguese 4": "As informações contidas neste e-mail são confidenciais.",
    "italian 1": "Le informazioni contenute in questo messaggio sono riservate.",
    "italian 2": "Se avete ricevuto questa e-mail per errore, vi preghiamo di eliminarla.",
    "italian 3": "Ai sensi del D.Lgs. 196/2003 e del GDPR si precisa che le informazioni sono riservate.",
    "italian 4": "Prima di stampare pensa all'ambiente.",
    "italian 5": "Coro S.r.l. - P.IVA 01234567890",
    "dutch 1": "De informatie in deze e-mail is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
    "dutch 2": "Indien u dit bericht ten onrechte heeft ontvangen, verzoeken wij u het te verwijderen.",
    "dutch 3": "Denk aan het milieu voordat u deze e-mail print.",
    "dutch 4": "KvK 12345678 | BTW NL001234567B01",
    "polish 1": "Informacje zawarte w tej wiadomości są poufne i przeznaczone wyłącznie dla adresata.",
    "polish 2": "Jeśli otrzymali Państwo tę wiadomość przez pomyłkę, prosimy o jej usunięcie.",
    "polish 3": "Pomyśl o środowisku, zanim wydrukujesz tę wiadomość.",
    "polish 4": "Chór Sp. z o.o., KRS 0000123456, NIP 1234567890, REGON 123456789",
    "polish 5": "Administratorem Państwa danych osobowych jest Chór Sp. z o.o.",
}


@pytest.mark.parametrize("ending", [*SIGNATURES.values(), *FOOTERS.values()], ids=[*SIGNATURES.keys(), *FOOTERS.keys()])
def test_signature_or_footer_below_the_answer_is_set_apart(ending: str) -> None:
    assert own_lines(read(f"Hello,\n\n{ANSWER}\n\n{ending}")) == ["Hello,", ANSWER]


@pytest.mark.parametrize("footer", FOOTERS.values(), ids=FOOTERS.keys())
def test_footer_below_a_signature_is_set_apart(footer: str) -> None:
    assert own_lines(read(f"{ANSWER}\n\nBest regards,\nPim Smit\n\n{footer}")) == [ANSWER]


@pytest.mark.parametrize(
    "line",
    [
        "Gracias por la respuesta, son 400 al mes",
        "Danke, alles erledigt",
        "Merci, les quatre points sont faits",
        "Obrigado, fizemos tudo",
        "Grazie, tutto fatto",
        "Bedankt, alles is gedaan",
        "Dziękuję, wszystko zrobione",
        "Thanks both",
        "Thank you in advance, it is 400 a month",
        "Cordialmente le informo que son 400",
        "We process personal data of 400 members",
        "Nuestra lista es confidencial",
        "La lista está en nuestro registro, KRS no tenemos",
        "Ich habe den Inhalt dieser Liste geprüft",
        "Antes de imprimir las entradas enviamos un correo",
        "External senders use our SMTP login",
        "Take care of the limit please",
        "Abs control newsletters",
        "We look forward to hearing from you about the 400 mails",
    ],
)
@pytest.mark.parametrize("above", ["Hello.", "Hello.\n"], ids=["same paragraph", "own paragraph"])
def test_answer_that_resembles_an_ending_is_own(line: str, above: str) -> None:
    assert own_lines(read(f"{above}\n{line}")) == ["Hello.", line]
