"""What is stored is sealed."""

from cryptography.fernet import Fernet

from bot.zendesk.oauth import Grant, Seal

KEY, OTHER_KEY = Fernet.generate_key().decode(), Fernet.generate_key().decode()


def test_seal_opens_what_it_closed_and_nothing_else():
    grant = Grant("o", "c", "access", None)
    assert Seal([KEY]).open(Seal([KEY]).close(grant)) == grant
    assert Seal([OTHER_KEY]).open(Seal([KEY]).close(grant)) is None
    assert Seal([KEY]).open(Fernet(KEY).encrypt(b'{"a": 1}').decode()) is None
