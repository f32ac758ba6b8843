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


LACKING = {  # Marcus alone has no second factor; what the desk answers; what then closes it, and what does not
    "de": (
        "2FA ist bei allen an außer bei Markus.",
        "Danke. Bitte sagen Sie uns Bescheid, sobald Markus die Zwei-Faktor-Anmeldung hat.",
        ("Markus hat es jetzt auch.", "Er hat es jetzt.", "Jetzt haben es alle.", "Erledigt."),
        ("Ok, sag ich ihm.", "Ich habe es jetzt.", "Der andere hat es jetzt.", "Markus ist im Urlaub.", "Danke!"),
    ),
    "es": (
        "El 2FA está activo para todos menos para Marcos.",
        "Gracias. Avísenos cuando Marcos tenga el 2FA.",
        ("Marcos ya lo tiene.", "Ahora lo tenemos todos.", "Hecho."),
        ("Marcos ya está aquí.", "Eva ya lo tiene.", "Yo ya lo tengo.", "Ya lo sabe.", "Vale, se lo digo."),
    ),
    "fr": (
        "La 2FA est active pour tous sauf Marc.",
        "Merci. Prévenez-nous quand Marc aura la 2FA.",
        ("Marc l'a maintenant.", "C'est fait pour Marc.", "Maintenant tout le monde l'a."),
        ("Ok, je lui dis.", "Marc est là maintenant.", "On l'a.", "Fait pour les autres.", "Il le fait maintenant."),
    ),
    "pt": (
        "O 2FA está ativo para todos menos o Marcos.",
        "Obrigado. Avise-nos quando o Marcos tiver o 2FA.",
        ("O Marcos já tem.", "Agora todos têm.", "Pronto, o Marcos já ativou."),
        ("O Marcos já tem celular.", "Ele já sabe.", "Nós já temos.", "O Marcos faz hoje à noite."),
    ),
    "it": (
        "Il 2FA è attivo per tutti tranne Marco.",
        "Grazie. Fateci sapere quando Marco avrà il 2FA.",
        ("Marco ce l'ha adesso.", "Adesso ce l'hanno tutti.", "Fatto anche per Marco."),
        ("Ok, glielo dico.", "Eva ce l'ha adesso.", "Io ce l'ho.", "Marco ora ha un telefono.", "Lo sa già."),
    ),
}
STEPS_ASKED = {
    "es": "Por favor hagan estos cuatro pasos: 1) restablecer la clave API 2) restablecer las credenciales SMTP de "
    "cada dominio 3) restablecer la contraseña de cada usuario 4) activar el 2FA para cada usuario. ¿Qué está hecho?",
    "fr": "Merci de faire ces quatre étapes : 1) réinitialiser la clé API 2) réinitialiser les identifiants SMTP de "
    "chaque domaine 3) réinitialiser le mot de passe de chaque utilisateur 4) activer la 2FA pour chaque "
    "utilisateur. Lesquelles sont faites ?",
    "it": "Per favore eseguite questi quattro passi: 1) reimpostare la chiave API 2) reimpostare le credenziali SMTP "
    "di ogni dominio 3) reimpostare la password di ogni utente 4) attivare il 2FA per ogni utente. Cosa è stato fatto?",
}
ANSWERS = {  # all of them, and fewer
    "es": (("Los cuatro.", "Del 1 al 4 hecho.", "Todo hecho."), ("Del 1 al 3 hecho.", "Los dos.", "Casi todo.")),
    "fr": (("Les quatre.", "1 à 4 faits.", "Tout est fait."), ("1 à 3 faits.", "Les deux.", "Presque tout.")),
    "it": (("Tutti e quattro.", "Tutto fatto."), ("Da 1 a 3 fatti.", "I due.", "Quasi tutto fatto.")),
}


def is_thread_ready(pipeline: Pipeline, *said: str) -> bool:
    """Whether a report is ready whose customer and desk write in turn."""
    comments = [{"author": "agent" if at % 2 else "customer", "body": body} for at, body in enumerate(said)]
    return bool(assess_record(read_record({"id": "talk", "comments": comments}), pipeline, load_procedures())["ready"])


@pytest.mark.parametrize("language", LACKING)
def test_short_answer_closes_what_was_lacking_only_where_it_says_so(pipeline, language):
    lack, desk, closing, others = LACKING[language]
    first = write(language, TWO_FACTOR, lack)
    assert [a for a in closing if not is_thread_ready(pipeline, first, desk, a)] == []
    assert [a for a in others if is_thread_ready(pipeline, first, desk, a)] == []


@pytest.mark.parametrize("language", ANSWERS)
def test_numbers_and_all_of_a_list_that_was_asked(pipeline, language):
    whole, fewer = ANSWERS[language]
    assert [a for a in whole if not is_thread_ready(pipeline, HACKED[language], STEPS_ASKED[language], a)] == []
    assert [a for a in fewer if is_thread_ready(pipeline, HACKED[language], STEPS_ASKED[language], a)] == []
