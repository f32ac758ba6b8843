"""Keys and SMTP passwords: an old key that lives on, one that is gone, a domain or a postmaster left out."""

import pytest

from bot.core.conversation import Author, Message
from bot.nlp.steps.reserves import has_reserve
from bot.nlp.view import to_view
from tests.nlp.shipped import find_steps


def read(text, step):
    found = {f.item: f.status.value for f in find_steps(to_view(Message("comment:1", Author.REQUESTER, text), ""))}
    return found.get(step)


@pytest.mark.parametrize(
    "text",
    [
        "The private key is new, the former one has an end date, 4 December.",
        "API key replaced. The previous one goes by itself, it is valid 31 hours more.",
        "Key renewed. The old one is on a timer.",
        "Rotated the private key, both work for now.",
        "La clave privada es nueva, la anterior caduca sola el día 30.",
        "La clé privée est changée, l'ancienne s'éteint toute seule dans deux jours.",
        "La chiave API è nuova, la vecchia scade da sola il 30.",
        "Both keys are active, the new one since today.",
    ],
)
def test_an_old_key_that_ends_later_is_a_part(text):
    assert read(text, "api_key") == "partial"


@pytest.mark.parametrize(
    "text",
    [
        "The private key got the chop and its replacement is in use.",
        "API key rotated, old one expired by itself yesterday.",
        "The old private key is no longer valid and a new one is deployed.",
        "Both keys are new, the old ones are deleted.",
    ],
)
def test_an_old_key_that_has_ended_is_done(text):
    assert read(text, "api_key") == "done"


@pytest.mark.parametrize(
    "text",
    [
        "SMTP password reset on the shop domain. The blog's is next.",
        "We have two domains; SMTP is reset on one.",
        "SMTP reset went through for alerts.acme.example. For news.acme.example it failed.",
        "Contraseñas SMTP cambiadas en el dominio de la tienda; el del blog todavía no.",
    ],
)
def test_a_domain_left_as_it_was_makes_a_part(text):
    assert read(text, "smtp_credentials") == "partial"


@pytest.mark.parametrize(
    "text",
    [
        "The leaked one will be dropped at month's end.",
        "It expires on its own.",
        "The earlier key is good for another weekend.",
        "We left the postmaster out of it, postmaster remains.",
        "Der alte läuft am Freitag aus.",
        "De oude vervalt vanzelf.",
        "We took the key out of the code.",
    ],
)
def test_what_lives_on_is_a_reserve(text):
    assert has_reserve(text)


@pytest.mark.parametrize(
    "text",
    [
        "The old one expired yesterday.",
        "Old key deleted, postmaster included.",
        "Took the key out of the repo. Then I rotated the key.",
    ],
)
def test_what_is_over_is_no_reserve(text):
    assert not has_reserve(text)
