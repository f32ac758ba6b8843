"""Secrets are masked wherever they stand; masks, statuses and placeholders are not secrets. All secrets are "
"made up."""

import pytest

from bot.core.conversation import Part
from bot.reading.secrets import mask_secrets
from tests.reading.reading import apart, read

HEX = "7f3ac91be0d245d8a6617c02ef9b8d54"
TAIL = "51afd2db-90c3e77b"

KEYS = {
    "private key": f"key-{HEX}",
    "not only hex": "key-0a9z8y7x6w5v4u3t2s1r0q9p8o7n6m5l",
    "public key": f"pubkey-{HEX}",
    "new form": f"{HEX}-{TAIL}",
    "both forms": f"key-{HEX}-{TAIL}",
    "letters in the tail": f"{HEX}-u81kq0zz-19be44a7",
    "long token": f"{HEX}-{HEX}-abc123",
    "mixed case": "key-7f3Qz0vLxT19bnWm44kPdR2s8Yc",
    "with a space": "key-0fe3b7719ac2486d5be0 61d7",
    "in groups": "key-\nc2f7 01be 9d33\n48aa e6b0 7715 0c9e d842",
    "aws": "AKIAZ7QX3N5LKD2VBM4T",
    "github": "ghp_" + 4 * "a1B2c3D4e",
    "stripe": "sk_live_4eC39HqLyjWDarjtT1zd",
    "sendgrid": "SG." + 2 * "aB3dE5gH7jK9mN1p" + "." + 2 * "qR5tU7wX9zA1cD3f",
    "slack": "xoxb-1234567890-abcdefABCDEF",
}


@pytest.mark.parametrize("key", KEYS.values(), ids=KEYS.keys())
@pytest.mark.parametrize("frame", ["{}", "the key is {}, so there", "curl --user 'api:{}'", "KEY={}\nDEBUG=1", "({})."])
def test_key_is_masked_by_its_form(key: str, frame: str) -> None:
    masked = mask_secrets(frame.format(key))
    assert masked.text == frame.format("[secret]")
    [secret] = masked.secrets
    assert (secret.kind, secret.last_two) == ("api_key", key[-2:])
    assert masked.text[secret.start : secret.end] == "[secret]"


SPELLINGS = {
    "underscore": f"key_{HEX}",
    "blank": f"key {HEX}",
    "colon": f"key: {HEX}",
    "dash": f"key–{HEX}",
    "hyphen that does not break": f"key‑{HEX}",
    "blanks around": f"key - {HEX}",
    "next line": f"key-\n{HEX}",
    "letters apart": "key-" + " ".join(HEX),
    "upper case": f"KEY-{HEX.upper()}",
    "like an identifier": f"key-{HEX[:8]}-{HEX[8:12]}-{HEX[12:16]}-{HEX[16:20]}-{HEX[20:]}",
    "tail apart": f"{HEX} - {TAIL}",
    "letters nobody sees": f"key\u200b-{HEX[:10]}\u200b{HEX[10:]}",
    "variable": f"MAILGUN_KEY {HEX}",
    "one word": f"apikey:{HEX}",
    "bearer": f"Authorization: Bearer {HEX}{HEX}",
    "basic": "Authorization: Basic YXBpOmtleS03ZjNhYzkxYmUwZDI0NWQ4YTY2MTdj",
    "label above": f"webhook signing key\n{HEX}",
    "french": f"clé API : {HEX}",
    "spanish": f"clave API: {HEX}",
    "german": f"API-Schlüssel: {HEX}",
    "portuguese": f"chave de API: {HEX}",
    "italian": f"chiave API: {HEX}",
    "polish": f"klucz API: {HEX}",
    "dutch": f"API-sleutel: {HEX}",
    "json web token": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N",
    "brevo": f"xkeysib-{HEX}-a1B2c3D4e5F6",
    "gitlab": "glpat-a1B2c3D4e5F6g7H8i9J0",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_key_is_masked_however_it_is_spelled(text: str) -> None:
    masked = mask_secrets(f"the old one was {text}, so there")
    assert "[secret]" in masked.text
    assert masked.text.endswith(", so there")
    assert not {HEX[:8], HEX[8:16], HEX[-8:], TAIL[-8:], "dozj", "YXBp"} & set(masked.text.replace("-", " ").split())
    assert not any(part in masked.text for part in (HEX[:12], HEX[12:24], "dozj", "YXBp"))


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("new smtp password:\nXk29!ffPq\nthanks", "new smtp password:\n[secret]\nthanks"),
        ("the password (was Sommer2024!) is gone", "the password (was [secret]) is gone"),
        ("Password\tXk29!ffPq", "Password\t[secret]"),
        ("パスワードはXk29!ffPqです", "パスワードは[secret]です"),
        (
            "the new one for postmaster@mg.elm.example is Xk29!ffPq-elm.",
            "the new one for postmaster@mg.elm.example is [secret].",
        ),
        ("Das neue lautet Xk9#wald-Sonne7", "Das neue lautet [secret]"),
    ],
)
def test_password_is_masked_wherever_its_label_stands(text: str, masked: str) -> None:
    assert mask_secrets(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "password:\nchanged",
        "password:\nAll 3 of them are new",
        "API key: done",
        "api key deleted 2024-03-03",
        "hasło: zmienione",
        "パスワード:2つのドメインで変更しました(postmasterも)",
        "密码:3个域名都已重置(含SMTP和Postmaster)",
        "API-Schlüssel: erneuert",
        f"the key was in commit {HEX}",
        f"api key, sha256 {HEX}{HEX}",
        f"message id {HEX}",
        "key-value store",
        "passwords: rotated-all",
        "Basic information of our account",
        "basic auth",
    ],
)
def test_what_only_stands_beside_a_label_is_no_secret(text: str) -> None:
    assert mask_secrets(text).text == text


@pytest.mark.parametrize("label", ["HTTP webhook signing key: ", "signing key ", "api key = ", "access token: "])
def test_bare_key_is_masked_behind_its_label(label: str) -> None:
    assert mask_secrets(f"{label}{HEX}").text == f"{label}[secret]"


@pytest.mark.parametrize(
    ("text", "masked", "kind"),
    [
        ("password: hunter2", "password: [secret]", "password"),
        ("Password : Blue-Horse77", "Password : [secret]", "password"),
        ("pwd=swordfish", "pwd=[secret]", "password"),
        ("DB_PASSWORD='s3cr-et99'", "DB_PASSWORD='[secret]'", "password"),
        ("pass Jx4!tarumaQ88\nport 25", "pass [secret]\nport 25", "password"),
        (
            "the new SMTP password of the login mailer at our shop: Vw8-lantern-44",
            "the new SMTP password of the login mailer at our shop: [secret]",
            "smtp_credential",
        ),
        ("smtp password is Qu1nce-Vex", "smtp password is [secret]", "smtp_credential"),
        (
            "user postmaster@mg.shop.example\npass: Qu1nce-Vex-8842",
            "user postmaster@mg.shop.example\npass: [secret]",
            "smtp_credential",
        ),
        ("p@mg.shop.example / vR7-quoll-Bast1on", "p@mg.shop.example / [secret]", "smtp_credential"),
        (
            "the postmaster password was 'umbra2019' admittedly",
            "the postmaster password was '[secret]' admittedly",
            "smtp_credential",
        ),
        (
            "--auth-user a@mg.b.example --auth-password Vw8-lantern-44",
            "--auth-user a@mg.b.example --auth-password [secret]",
            "smtp_credential",
        ),
        (
            f"MAIL_USERNAME=postmaster@a.example\nMAIL_PASSWORD={HEX}-{TAIL}",
            "MAIL_USERNAME=postmaster@a.example\nMAIL_PASSWORD=[secret]",
            "smtp_credential",
        ),
        (
            "changed the password, which is now Kestrel!Bay_2291 for us",
            "changed the password, which is now [secret] for us",
            "password",
        ),
        (
            "troquei a senha do postmaster pra Br0a-de-Fuba!77 e",
            "troquei a senha do postmaster pra [secret] e",
            "smtp_credential",
        ),
        ("Passwort: Zahn-2018x", "Passwort: [secret]", "password"),
        ("mot de passe : Fromage!2024", "mot de passe : [secret]", "password"),
        ("contraseña: Sol&Luna7", "contraseña: [secret]", "password"),
        ("пароль: Zima-2024x", "пароль: [secret]", "password"),
        ("smtp://pim:hunter22@smtp.shop.example", "smtp://pim:[secret]@smtp.shop.example", "smtp_credential"),
        ('He had "Printemps2024!" and no second factor', 'He had "[secret]" and no second factor', "password"),
    ],
)
def test_password_is_masked_behind_its_label(text: str, masked: str, kind: str) -> None:
    result = mask_secrets(text)
    assert result.text == masked
    assert [secret.kind for secret in result.secrets] == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "key-****",
        "key-************************3f",
        "key-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx",
        "key-0bfe73***********************d1",
        "key-…77",
        "Key ending ****77c1 replaced",
        "password: ****",
        "password: xxxxxxxx",
        "password is now ●●●●●●●●●●●●",
        "password: <password>",
        "password=YOUR_PASSWORD",
        "password=${SMTP_PASSWORD}",
        "pass: [redacted]",
        "password: changed",
        "password: done",
        "passwords: reset for all users",
        "Passwords: 8/8 new",
        "passwords: 12/12",
        "Passwords: 8 accounts force-reset on the 12th",
        "pw of 2 users",
        "password: mine, and I'm the only one",
        "my password is the one from 2021",
        "a new 24-character password",
        "everyone's password is a new 24-character one",
        "password: 1Password",
        "passwords: SSO",
        "password, 2FA and key done",
        "SMTP password for mg.shop.example and news.shop.example",
        "SMTP pw for mg1.shop.example, incl. postmaster",
        "Accepted password for manut1 from 198.51.100.7",
        "password reset link https://desk.example/r?u=A1b2!c",
        "Password must be at least 5 and less than 32 characters",
        "a list named 'leads_AU_1' and 'DHL_final_v3'",
        f"commit {HEX}",
        "20231107101500.1.ABCDEF@mg.shop.example",
        "bypass the compass 2day",
    ],
)
def test_harmless_text_is_left_alone(text: str) -> None:
    result = mask_secrets(text)
    assert (result.text, result.secrets) == (text, ())


def test_secrets_places_are_those_in_the_masked_text() -> None:
    text = f"old key-{HEX}, new {HEX}-{TAIL}, password: hunter2"
    result = mask_secrets(text)
    assert result.text == "old [secret], new [secret], password: [secret]"
    assert [result.text[s.start : s.end] for s in result.secrets] == 3 * ["[secret]"]
    assert [s.last_two for s in result.secrets] == ["54", "7b", "r2"]


def test_stretches_move_with_the_text() -> None:
    text = f"a key-{HEX} b"
    result = mask_secrets(text)
    start, end = result.move((len(text) - 1, len(text)))
    assert result.text[start:end] == "b"
    assert result.move((0, 1)) == (0, 1)
    assert result.move((5, 10)) == (5, 10)


def test_secret_is_masked_in_quoted_hidden_and_signed_parts() -> None:
    message = read(
        f"<p>hi</p><!-- key-{HEX} --><blockquote>key-{HEX}</blockquote><p>--<br>Pim key-{HEX}</p>", html=True
    )
    assert HEX not in message.text
    assert len(message.secrets) == 3
    assert apart(message, Part.HIDDEN) == ["[secret]"]
    assert apart(message, Part.QUOTED) == ["[secret]"]


def test_secret_split_by_markup_is_masked() -> None:
    assert read(f"<p>key-<b>{HEX[:8]}</b>{HEX[8:20]}<wbr>{HEX[20:]}</p>", html=True).text == "[secret]"
