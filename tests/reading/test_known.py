"""The platform's words where they are pasted without a mark, in other words, another order or another language; and the
customer's own that only resemble them."""

import pytest

from tests.reading.reading import own_lines, read

ASK = """Hello,

Thank you for writing about the sending limitation. A person can look at it when the points below are complete.

What to do next: answer this e-mail and fill in what is missing below.

1. How you use e-mail
   Tell us what you send: transactional e-mail (receipts, password resets, alerts), marketing e-mail \
(newsletters, offers), or both. One example is enough.

2. Where your addresses come from
   Tell us how people come onto your list (a sign-up form, orders, event registrations, ...) and which web sites or \
domains belong to it.

3. How many messages a month
   Tell us how many messages you expect to send in one month. A rough number is enough.

Your answers (write after each colon, or use your own words)

What we send, with an example:

Where our addresses come from, and the web site or domain:

Messages we expect to send a month, as a number:

This is an automatic message.
A person decides on unblocking your account.
To reach a person, answer with the word "person"."""

STEPS = """Hello,

Thank you for telling us. These points help to make your account safe again.

1. Replace the private API key and delete the old one
   Press the refresh icon beside the private key: this makes a new key.
   Reload the page, then press the trash-can icon beside the old key. A key that is only reset can work for \
up to 48 hours more.

2. Reset the password of every user
   Each user with access asks for a reset e-mail on the login page and sets a new password.

Your answers (write after each colon, or use your own words)

API key reset and old keys deleted, yes or no:

Password of every user reset, yes or no:

Two-factor authentication on for every user, yes or no:"""


def wrap(text: str, width: int) -> str:
    """The text with its long lines broken, as plain-text mail programs do."""
    broken = []
    for line in text.split("\n"):
        words = line.split(" ")
        while len(" ".join(words)) > width:
            taken = 1
            while len(" ".join(words[: taken + 1])) <= width:
                taken += 1
            broken.append(" ".join(words[:taken]))
            words = words[taken:]
        broken.append(" ".join(words))
    return "\n".join(broken)


PASTES = {
    "as it was": lambda text: text,
    "upper case": str.upper,
    "bulleted": lambda text: "\n".join(f"• {line.strip()}" for line in text.split("\n")),
    "spaced": lambda text: text.replace(" ", "  "),
    "without blank lines": lambda text: text.replace("\n\n", "\n"),
    "without punctuation": lambda text: text.replace(",", "").replace(".", "").replace(":", ""),
    "wrapped": lambda text: wrap(text, 72),
    "wrapped narrowly": lambda text: wrap(text, 48),
}


@pytest.mark.parametrize("paste", PASTES.values(), ids=PASTES.keys())
@pytest.mark.parametrize("desk", [ASK, STEPS], ids=["questions", "steps"])
def test_desks_mail_pasted_back_leaves_no_answer(desk: str, paste) -> None:  # type: ignore[no-untyped-def]
    message = read(f"{paste(desk)}\n\nwill answer on Monday", desk=desk)
    left = " ".join(own_lines(message)).casefold()
    assert left.endswith("will answer on monday")
    assert not {"newsletters", "receipts", "transactional", "orders", "deleted", "reset", "authentication", "48"} & set(
        left.replace(",", " ").replace("(", " ").split()
    )


@pytest.mark.parametrize("paste", PASTES.values(), ids=PASTES.keys())
def test_answers_below_pasted_questions_are_own(paste) -> None:  # type: ignore[no-untyped-def]
    first, second = ASK.split("2. Where", 1)
    body = f"{paste(first)}\nreceipts for tickets\n{paste('2. Where' + second)}\nthe box office, 400 a month"
    left = own_lines(read(body, desk=ASK))
    assert "receipts for tickets" in left
    assert "the box office, 400 a month" in left


FOREIGN = {
    "german": (
        "Wie nutzt Ihr Unternehmen E-Mail? Transaktional, Marketing oder beides?\n"
        "Woher stammt Ihre Adressliste? Bitte URLs angeben.\n"
        "Wie hoch ist Ihr erwartetes monatliches Nachrichtenvolumen?",
        "Quittungen, etwa 400.",
    ),
    "german, our mail": (
        "Teilen Sie uns mit, was Sie versenden: Transaktions-E-Mails (Belege, Passwort-Zurücksetzungen, Warnungen), "
        "Marketing-E-Mails (Newsletter, Angebote) oder beides. Ein Beispiel genügt.\n"
        "Teilen Sie uns mit, wie viele Nachrichten Sie in einem Monat voraussichtlich senden.",
        "nur Rechnungen, 400",
    ),
    "german, steps": (
        "Setzen Sie Ihren privaten API-Schlüssel zurück und löschen Sie die alten Schlüssel.\n"
        "Setzen Sie die SMTP-Zugangsdaten für jede Ihrer Domains zurück.\n"
        "Aktivieren Sie für jeden Benutzer die Zwei-Faktor-Authentifizierung.",
        "1 und 3 habe ich gemacht",
    ),
    "spanish": (
        "¿Cómo usa su empresa el correo electrónico? ¿Transaccional, de marketing o ambos?\n"
        "¿De dónde obtiene usted la lista de direcciones de correo? Incluya las URL.\n"
        "¿Cuál es el volumen mensual de mensajes que espera?",
        "recibos, unos 400",
    ),
    "spanish, steps": (
        "Restablezca su clave privada de la API y elimine las claves antiguas.\n"
        "Restablezca las credenciales SMTP y postmaster de cada uno de sus dominios.",
        "la primera ya la hice",
    ),
    "french": (
        "Comment votre entreprise utilise-t-elle les e-mails ? Transactionnels, marketing ou les deux ?\n"
        "D'où vient votre liste d'adresses e-mail ? Merci d'indiquer les URL.\n"
        "Quel volume mensuel de messages est prévu ?",
        "des factures, 400",
    ),
    "french, steps": (
        "Réinitialisez votre clé API privée et supprimez les anciennes clés.\n"
        "Réinitialisez le mot de passe de chaque utilisateur qui a accès à votre compte.",
        "la première est faite",
    ),
    "portuguese": (
        "Como a sua empresa usa o e-mail? Transacional, marketing ou ambos?\n"
        "De onde vem a lista de endereços de e-mail da sua empresa? Inclua as URLs.\n"
        "Qual é o volume mensal de mensagens esperado?",
        "recibos, 400",
    ),
    "italian": (
        "In che modo la sua azienda utilizza l'e-mail? Transazionale, marketing o entrambi?\n"
        "Da dove proviene il suo elenco di indirizzi e-mail?\n"
        "Qual è il volume mensile di messaggi previsto?",
        "ricevute, 400",
    ),
    "italian, our mail": (
        "Ci dica che cosa invia: e-mail transazionali (ricevute, reimpostazioni della password, avvisi), e-mail di "
        "marketing (newsletter, offerte) o entrambe. Basta un esempio.\n"
        "Ci dica quanti messaggi prevede di inviare in un mese.",
        "solo fatture, 400",
    ),
    "italian, our steps": (
        "Apra il menu accanto al suo nome, in alto a destra › API Keys.\n"
        "Ricarichi la pagina, poi faccia clic sull'icona del cestino accanto alla vecchia chiave.\n"
        "Lo faccia per ogni chiave della pagina, anche se non invia mai tramite l'API.",
        "la prima l'ho fatta",
    ),
    "dutch": (
        "Hoe gebruikt uw bedrijf e-mail? Transactioneel, marketing of beide?\n"
        "Waar komt uw lijst met e-mailadressen vandaan?\n"
        "Wat is het verwachte maandelijkse volume aan berichten?",
        "bonnen, 400",
    ),
    "dutch, steps": (
        "Laad de pagina opnieuw en klik op het prullenbakpictogram naast de oude sleutel.\n"
        "Doe dit voor elke sleutel op de pagina, ook als u nooit via de API verstuurt.",
        "de eerste is klaar",
    ),
    "polish": (
        "W jaki sposób Państwa firma używa poczty e-mail? Transakcyjnie, marketingowo czy jedno i drugie?\n"
        "Skąd pochodzi lista adresów e-mail Państwa?\n"
        "Jaka jest oczekiwana miesięczna liczba wiadomości?",
        "paragony, 400",
    ),
    "polish, our mail": (
        "Prosimy napisać, co Państwo wysyłają: wiadomości transakcyjne (rachunki, resetowanie haseł, alerty), "
        "marketingowe (newslettery, oferty) czy jedne i drugie. Wystarczy jeden przykład.\n"
        "Prosimy napisać, ile wiadomości zamierzają Państwo wysyłać w ciągu miesiąca. Wystarczy przybliżona liczba.",
        "tylko faktury, 400",
    ),
    "polish, steps": (
        "Następnie prosimy odświeżyć stronę i kliknąć ikonę kosza obok starego klucza.\n"
        "Prosimy zrobić to dla każdej domeny, a także dla loginu postmaster.\n"
        "Nowe hasło pojawi się tylko raz, w zielonym polu w prawym górnym rogu.",
        "pierwsze już zrobiłam",
    ),
}


@pytest.mark.parametrize(("pasted", "answer"), FOREIGN.values(), ids=FOREIGN.keys())
def test_platforms_words_in_another_language_are_set_apart(pasted: str, answer: str) -> None:
    assert own_lines(read(f"{pasted}\n\n{answer}")) == [answer]
    assert own_lines(read(f"- {pasted.replace(chr(10), chr(10) + '- ')}\n{answer}")) == [answer]


@pytest.mark.parametrize(
    "sentence",
    [
        "Which web sites or domains will you use for sending?",
        "What volume of messages do you expect to send monthly?",
        "How many emails do you expect to send per month?",
        "In your business, how is email used: transactional, marketing or both?",
        "Where do you obtain the addresses of your list, and which URLs go with it?",
        "How does your business use email - is it transactional, marketing, or both?",
        "Click the refresh icon next to your private API key to generate a new one, then reload the page and click the "
        "trash can "
        "icon to delete the old one.",
        "Go to Sending, select the domain, Domain Settings, SMTP Credentials, then click Reset Password and confirm.",
        "Please save the new SMTP password: it is shown only once, in a green box, and you cannot see it again.",
        "Each user must enable two-factor authentication in their security settings.",
        "Let us know by replying to this ticket when you have completed all these steps so we can re-enable your "
        "account.",
        "Please contact your hosting provider and search public repositories for exposed keys to be sure only your "
        "account is "
        "affected.",
        "API key reset and old keys deleted, yes or no:",
        "2FA for all users (yes/no)",
        "Passwörter aller Benutzer zurückgesetzt, ja oder nein:",
    ],
)
def test_platforms_sentence_in_other_words_is_set_apart(sentence: str) -> None:
    message = read(f"Hello.\n\n{sentence}\n\nyes I know, will do")
    assert own_lines(message) == ["Hello.", "yes I know, will do"]


@pytest.mark.parametrize(
    ("line", "own"),
    [
        ("How does your business use email - receipts and alerts", "- receipts and alerts"),
        ("How does your business use email: receipts and alerts", "receipts and alerts"),
        ("How does your business use email? receipts and alerts", "receipts and alerts"),
        ("How does your business use email? Transactional, marketing, or both? Both.", "Both."),
        ("How does your business use email, transactional, marketing or both - both", "- both"),
        ("1) What is your expected monthly volume => 400", "=> 400"),
        ("Q: What is your expected monthly volume? A: 400", "A: 400"),
        ("¿Cuál es su volumen mensual esperado de mensajes? 400", "400"),
        ("Wie hoch ist Ihr erwartetes monatliches Volumen? Etwa 400.", "Etwa 400."),
        ("Quel est votre volume mensuel de messages prévu ? 400", "400"),
    ],
)
def test_answer_on_the_line_of_a_pasted_question_is_own(line: str, own: str) -> None:
    assert own_lines(read(line)) == [own]


@pytest.mark.parametrize(
    "line",
    [
        "Reset your private API key and expire the old ones - done",
        "Reset your private API key and expire the old ones: done",
        "1. Reset your API key: DONE",
        "Reset your SMTP credentials: yes, all 3 domains",
        "Reset your SMTP credentials (done)",
        "Reset your SMTP credentials ... done",
        "Please reset the password of each user --> ok",
        "Enable two-factor authentication for each user -> 4/5",
        "Enable two-factor authentication for each of your users = not yet",
        "[done] Reset your private API key",
        "DONE: reset your private API key",
        "Done - Reset your private API key and expire the old ones",
        "✅ Reset your private API key",
        "✔ Please reset your SMTP credentials",
        "Reset your private API key ✓",
        "[x] Reset your private API key and expire the old one",
        "☑️ Reset your private API key",
        "Setzen Sie Ihren privaten API-Schlüssel zurück - erledigt",
        "Restablezca su clave API privada: hecho",
        "Réinitialisez votre clé API privée : fait",
        "Redefina a sua chave de API privada - feito",
        "Reimpostate la vostra chiave API privata: fatto",
        "Stel uw persoonlijke API-sleutel opnieuw in - gedaan",
        "Prosimy zresetować swój prywatny klucz API - zrobione",
        "Reset your private API key\tdone",
        "API key reset and old keys deleted, yes or no: yes",
        "API key reset and old keys deleted, yes or no - YES",
        "API key reset and old keys deleted, yes or no yes",
        "2FA on for every user (yes/no): no",
    ],
)
def test_line_with_what_was_done_is_own(line: str) -> None:
    assert (
        " ".join(own_lines(read(f"Hello.\n{line}\nBye bye."))).split()
        == f"Hello. {line} Bye bye.".replace("\ufe0f", "").split()
    )


@pytest.mark.parametrize(
    "line",
    [
        "I clicked the refresh icon next to the private API key and deleted the old one with the trash can icon.",
        "Went to Sending, Domain Settings, SMTP credentials and reset the password of each domain.",
        "Each user has now two-factor authentication enabled.",
        "Each user reset their own password, the link expired for two of them.",
        "Reset the SMTP and postmaster credentials of each domain.",
        "Private API key regenerated and the old key deleted.",
        "Enabled two-factor authentication for every user, please check.",
        "You can send your newsletter to us.",
        "Is your probation automatic?",
        "How long does your review take?",
        "What do you need from us to lift the limit?",
        "Where do you see those messages?",
        "How do I reset the SMTP credentials for each domain?",
        "Where do I click to reset the private API key?",
        "Transactional emails (receipts, password resets, alerts)",
        "Newsletters and offers",
        "A sign-up form, orders and event registrations on choir.example",
        "People come onto the list by a sign-up form, orders and event registrations",
        "400 messages in one month",
        "Both transactional and marketing",
        "The account is on probation and limited to 100 messages per hour.",
        "Please lift the restriction of the account.",
        "Wir haben den API-Schlüssel zurückgesetzt und die alten Schlüssel gelöscht.",
        "API-Schlüssel zurückgesetzt, alte Schlüssel gelöscht, SMTP-Zugangsdaten jeder Domain zurückgesetzt.",
        "Hemos restablecido la clave API privada y eliminado las claves antiguas.",
        "Nous avons réinitialisé la clé API privée et supprimé les anciennes clés.",
        "Os nossos usuários ativaram a autenticação de dois fatores.",
        "Abbiamo reimpostato le credenziali SMTP di ciascuno dei domini.",
        "Ogni utente ha cambiato la sua password.",
        "Ho fatto clic sull'icona del cestino accanto alla vecchia chiave.",
        "Wij hebben de API-sleutel opnieuw ingesteld en de oude sleutels verwijderd.",
        "Zresetowaliśmy prywatny klucz API i usunęliśmy stare klucze.",
        "Correo transaccional: recibos, restablecimientos de contraseña y alertas",
        "E-mails transactionnels (reçus, alertes) et newsletters",
        "Nachrichten pro Monat: etwa 400",
        "Anmeldeformular und Bestellungen auf choir.example",
    ],
)
def test_customers_line_that_resembles_the_platforms_is_own(line: str) -> None:
    assert own_lines(read(f"Hello.\n{line}\nBye bye.")) == ["Hello.", line, "Bye bye."]
