"""What customers write after everything was called done: a question after their ticket leaves it ready, a person or
thing left over does not."""

import pytest

from bot.assess import assess_record, read_record
from bot.nlp.pipeline import Pipeline
from bot.procedures import load_procedures

TALK = (
    ("customer", "Our account was hacked and spam went out. What do we have to do?"),
    (
        "agent",
        """Please do the following:
1. Reset the private API key and delete the old one.
2. Reset the SMTP and postmaster passwords on every domain.
3. Reset the password of every user.
4. Turn on two-factor authentication for every user.""",
    ),
)
DONE = (
    "Done, all four, for every domain and every user.",
    "1. new key, old one deleted\n2. reset, postmaster too\n3. changed for all users\n4. on for all users",
)


def is_ready(pipeline: Pipeline, done: str, later: str) -> bool:
    """Whether the report is ready after the later mail, with none of the desk's between."""
    comments = [{"author": author, "body": body} for author, body in (*TALK, ("customer", done), ("customer", later))]
    read = assess_record(read_record({"id": "1", "comments": comments}), pipeline, load_procedures())
    return bool(read["ready"])


@pytest.mark.parametrize("done", DONE)
@pytest.mark.parametrize(
    "later",
    [
        "Any news?",
        "Please is there any news? Clients are waiting for e-tickets.",
        "Our customers are waiting.",
        "I hope this is all, we have a newsletter going out tomorrow.",
        "Still blocked... please hurry, our shop is losing money.",
        "I'm leaving at five, please answer before.",
        "We really need this today, we have 300 guests waiting for their tickets.",
        "We will be more careful in future.",
        "I will upgrade the plan next week if this works.",
        "our shop can't send order confirmations",
        "Customers don't get their tickets.",
    ],
)
def test_a_question_after_the_ticket_leaves_it_ready(pipeline: Pipeline, done: str, later: str) -> None:
    assert is_ready(pipeline, done, later)


@pytest.mark.parametrize("done", DONE)
@pytest.mark.parametrize(
    "later",
    [
        "Sorry, Marcus still hasn't.",
        "He can't log in with the code.",
        "There is one more.",
        "one person is left",
        "2 of 5 only.",
        "Only me, that is.",
        "Well, except Tom.",
        "we're waiting for the sms",
        "I can still log in with my old one.",
        "Just noticed our intern still logs in without a code.",
        "the app doesn't work on his phone",
        "hopefully all did",
        "not quite",
    ],
)
def test_what_is_left_over_takes_ready_back(pipeline: Pipeline, done: str, later: str) -> None:
    assert not is_ready(pipeline, done, later)


ABROAD = {
    "de": (
        "Alles erledigt: neuer API-Schlüssel, der alte ist gelöscht, SMTP- und Postmaster-Passwörter sind auf beiden "
        "Domains neu, alle fünf Benutzer haben neue Passwörter und die Zwei-Faktor-Authentifizierung ist bei allen "
        "fünf aktiv.",
        ["Gibt es schon etwas Neues?", "Unsere Kunden warten.", "Wir sind immer noch gesperrt."],
        ["Eine Person fehlt.", "Wir mussten 2FA bei Anna wieder ausschalten.", "4 von 5", "hoffentlich haben es alle"],
    ),
    "es": (
        "Todo hecho: nueva clave de API y la antigua eliminada, contraseñas SMTP y postmaster cambiadas en los dos "
        "dominios, los cinco usuarios tienen contraseña nueva y los cinco tienen la autenticación de dos factores "
        "activada.",
        ["¿Hay novedades?", "Nuestros clientes están esperando.", "Es urgente, mañana sale el boletín."],
        ["Encontramos otro dominio.", "Falta una persona.", "Menos Tomás.", "ojalá lo hayan hecho todos"],
    ),
    "fr": (
        "Tout est fait : nouvelle clé API, l'ancienne est supprimée, mots de passe SMTP et postmaster changés sur les "
        "deux domaines, les cinq utilisateurs ont un nouveau mot de passe et la double authentification est active "
        "pour les cinq.",
        ["Avez-vous des nouvelles ?", "Nos clients attendent.", "Nous sommes toujours bloqués."],
        ["On a trouvé un autre domaine.", "Il manque une personne.", "Sauf Thomas.", "4 sur 5"],
    ),
}


@pytest.mark.parametrize("language", ABROAD)
def test_the_same_in_other_languages(pipeline: Pipeline, language: str) -> None:
    done, asking, left = ABROAD[language]

    assert [later for later in asking if not is_ready(pipeline, done, later)] == []
    assert [later for later in left if is_ready(pipeline, done, later)] == []
