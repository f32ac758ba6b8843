"""Plain reports in other languages: one sentence a step, or a list, in which one step decides."""

import pytest

from bot.assess import assess_record, read_record
from bot.nlp.pipeline import Pipeline
from bot.nlp.steps.targets import STEPS
from bot.procedures import load_procedures

HACKED = {
    "de": "Hallo, unser Konto wurde gehackt. ",
    "es": "Hola, han hackeado nuestra cuenta. ",
    "fr": "Bonjour, notre compte a été piraté. ",
    "pt": "Olá, a nossa conta foi invadida. ",
    "it": "Buongiorno, il nostro account è stato violato. ",
    "nl": "Hallo, ons account is gehackt. ",
    "pl": "Dzień dobry, włamano się na nasze konto. ",
}
DONE = {
    "de": (
        "Der API-Schlüssel ist neu, der alte gelöscht.",
        "Die SMTP-Passwörter aller Domains samt postmaster wurden zurückgesetzt.",
        "Alle Benutzer haben neue Passwörter.",
        "Die Zwei-Faktor-Anmeldung ist für alle aktiv.",
    ),
    "es": (
        "La clave de API es nueva y la antigua está borrada.",
        "Las contraseñas SMTP de todos los dominios, incluido postmaster, se han restablecido.",
        "Todos los usuarios tienen contraseñas nuevas.",
        "La verificación en dos pasos está activada para todos.",
    ),
    "fr": (
        "La clé API est neuve et l'ancienne est supprimée.",
        "Les mots de passe SMTP de tous les domaines, postmaster compris, ont été réinitialisés.",
        "Tous les utilisateurs ont de nouveaux mots de passe.",
        "La double authentification est activée pour tout le monde.",
    ),
    "pt": (
        "A chave de API é nova e a antiga foi apagada.",
        "As senhas SMTP de todos os domínios, incluindo postmaster, foram redefinidas.",
        "Todos os usuários têm senhas novas.",
        "A verificação em duas etapas está ativada para todos.",
    ),
    "it": (
        "La chiave API è nuova e quella vecchia è stata eliminata.",
        "Le password SMTP di tutti i domini, postmaster compreso, sono state reimpostate.",
        "Tutti gli utenti hanno nuove password.",
        "L'autenticazione a due fattori è attiva per tutti.",
    ),
}
KEY, SMTP, PASSWORDS, TWO_FACTOR = range(4)
SHORT = [
    ("de", KEY, "Den API-Key tauschen wir morgen."),
    ("de", SMTP, "SMTP-Passwort einer Domain geändert."),
    ("es", SMTP, "Cambiamos la contraseña SMTP de un dominio."),
    ("es", TWO_FACTOR, "Activé el 2FA y lo volví a quitar."),
    ("es", TWO_FACTOR, "2FA (solo admin)."),
    ("fr", SMTP, "Mot de passe SMTP changé pour un domaine."),
    ("fr", TWO_FACTOR, "J'ai activé la 2FA puis je l'ai retirée."),
    ("pt", SMTP, "Mudamos a senha SMTP de um domínio."),
    ("pt", TWO_FACTOR, "Ativei o 2FA e depois desliguei."),
    ("it", SMTP, "Password SMTP cambiata per un dominio."),
    ("it", PASSWORDS, "Solo la password dell'utente colpito è stata cambiata."),
    ("it", PASSWORDS, "Password degli utenti (glop)."),
]
FULL = [
    ("de", KEY, "Habe den privaten API-Key heute Morgen zurückgesetzt."),
    ("de", TWO_FACTOR, "Alle nutzen jetzt 2FA."),
    ("es", KEY, "Se restableció la clave API esta mañana."),
    ("es", TWO_FACTOR, "Todos usamos ya la autenticación de dos factores."),
    ("fr", TWO_FACTOR, "A2F en place chez tout le monde."),
    ("it", TWO_FACTOR, "Ora usiamo tutti il 2FA."),
]
NAMES = {
    "de": ("API-Key", "SMTP-Passwörter", "Benutzerpasswörter", "2FA"),
    "es": ("Clave API", "Contraseñas SMTP", "Contraseñas de usuarios", "2FA"),
    "fr": ("Clé API", "Mots de passe SMTP", "Mots de passe des utilisateurs", "2FA"),
    "pt": ("Chave API", "Senhas SMTP", "Senhas dos usuários", "2FA"),
    "it": ("Chiave API", "Password SMTP", "Password degli utenti", "2FA"),
    "nl": ("API-sleutel", "SMTP-wachtwoorden", "Wachtwoorden van gebruikers", "2FA"),
    "pl": ("Klucz API", "Hasła SMTP", "Hasła użytkowników", "2FA"),
}
YES = {"de": "erledigt", "es": "hecho", "fr": "fait", "pt": "feito", "it": "sì", "nl": "klaar", "pl": "gotowe"}
PARTLY = {
    "de": ("teilweise", "2 von 3", "nur Admin"),
    "es": ("parcial", "2 de 3", "solo admin"),
    "fr": ("partiel", "2 sur 3", "reste"),
    "pt": ("em curso", "quase", "falta"),
    "it": ("parziale", "2 su 3", "manca"),
    "nl": ("bijna", "nog niet", ""),
    "pl": ("prawie", "w trakcie", "2 z 3"),
}


def is_ready(pipeline: Pipeline, body: str) -> bool:
    """Whether a report of these words is ready."""
    record = read_record({"id": "abroad", "comments": [{"author": "customer", "body": body}]})
    return bool(assess_record(record, pipeline, load_procedures())["ready"])


def write(language: str, step: int, sentence: str) -> str:
    """A report with that sentence for one of its steps."""
    said = (*DONE[language][:step], sentence, *DONE[language][step + 1 :])
    return HACKED[language] + " ".join(said)


@pytest.mark.parametrize("language", DONE)
def test_all_steps_in_plain_sentences_are_ready(pipeline, language):
    assert is_ready(pipeline, HACKED[language] + " ".join(DONE[language]))


@pytest.mark.parametrize(("language", "step", "sentence"), SHORT)
def test_one_step_that_falls_short_is_never_ready(pipeline, language, step, sentence):
    assert not is_ready(pipeline, write(language, step, sentence))


@pytest.mark.parametrize(("language", "step", "sentence"), FULL)
def test_step_done_in_other_words_is_ready(pipeline, language, step, sentence):
    assert is_ready(pipeline, write(language, step, sentence))


@pytest.mark.parametrize("row", ["{a}: {b}", "{a} ({b})", "{a}, {b}.", "{a}\n{b}", "{a}\t{b}"])
@pytest.mark.parametrize("language", NAMES)
def test_list_is_ready_where_every_entry_says_yes(pipeline, language, row):
    def listed(*entries: str) -> str:
        return "\n".join(row.format(a=a, b=b) for a, b in zip(NAMES[language], entries, strict=True))

    yes = YES[language]
    assert is_ready(pipeline, f"{HACKED[language]}\n\n{listed(*[yes] * len(STEPS))}")
    for entry in (*PARTLY[language], "?", ""):
        for step in range(len(STEPS)):
            entries = [entry if at == step else yes for at in range(len(STEPS))]
            assert not is_ready(pipeline, f"{HACKED[language]}\n\n{listed(*entries)}"), (entry, step)
