"""``reinstate user``: who may see the pages."""

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.passwords import WeakPassword, check_strength, hash_password, is_password
from bot.store.database import open_database
from bot.store.users import Role, load_user

PASSWORD = "correct horse battery"


@pytest.fixture
def engine(make_sqlite_database, monkeypatch, tmp_path):
    url = make_sqlite_database(True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("REINSTATE_DATABASE_URL", url)
    engine = open_database(url)
    yield engine
    engine.dispose()


@pytest.fixture
def run(engine):
    return lambda *arguments, **options: CliRunner().invoke(main, ["user", *arguments], **options)


def test_user_is_added_with_the_password_of_standard_input(engine, run):
    ended = run("add", "Ada", "--role", "agent", input=f"{PASSWORD}\nmore")
    assert (ended.exit_code, ended.stdout) == (0, "User ada added as agent.\n")
    user = load_user(engine, "ada")
    assert user.role is Role.AGENT
    assert is_password(user.password, PASSWORD)
    assert PASSWORD not in ended.output


def test_users_are_listed_without_their_secrets(run):
    run("add", "ada", "--role", "agent", input=PASSWORD)
    run("add", "max", "--role", "manager", "--no-password")
    listed = run("list").stdout.splitlines()
    assert [line.split()[:2] for line in listed] == [["ada", "agent"], ["max", "manager"]]
    assert listed[1].endswith("no password")
    assert "argon2" not in str(listed)


def test_password_is_exchanged(engine, run):
    run("add", "ada", "--role", "agent", input=PASSWORD)
    assert run("password", "ada", input="another long one").exit_code == 0
    assert not is_password(load_user(engine, "ada").password, PASSWORD)


def test_user_is_removed(engine, run):
    run("add", "ada", "--role", "agent", input=PASSWORD)
    assert run("remove", "ADA").exit_code == 0
    assert load_user(engine, "ada") is None


@pytest.mark.parametrize(
    ("arguments", "given", "told"),
    [
        (("add", "ada", "--role", "agent"), "short", "at least 12 characters"),
        (("add", "ada", "--role", "agent"), "", "at least 12 characters"),
        (("add", "a b", "--role", "agent"), PASSWORD, "a name has at most"),
        (("add", "ada", "--role", "boss"), PASSWORD, "'boss' is not one of"),
        (("add", "ada"), PASSWORD, "Missing option '--role'"),
        (("add", "max", "--role", "agent"), PASSWORD, "there is a user max already"),
        (("password", "nobody"), PASSWORD, "there is no user nobody"),
        (("remove", "nobody"), "", "there is no user nobody"),
    ],
)
def test_mistake_ends_in_one_clear_line(run, arguments, given, told):
    run("add", "max", "--role", "manager", "--no-password")
    ended = run(*arguments, input=given)
    assert ended.exit_code != 0
    assert told in ended.output
    assert "Traceback" not in ended.output


@pytest.mark.parametrize(
    "password",
    [
        "",
        "x" * 11,
        "x" * 201,
        "aaaaaaaaaaaaaaaa",
        "ababababababab",
        "long enough\t, yes",
        "long enough \ud800",
        "ada@acme.example",
        "ADA@acme.example",
    ],
)
def test_weak_password_is_refused(password):
    with pytest.raises(WeakPassword):
        check_strength(password, "ada@acme.example")


@pytest.mark.parametrize("password", [PASSWORD, "пароль для бота", "x1!y" * 50])
def test_strong_password_is_hashed_with_its_own_salt(password):
    check_strength(password, "ada")
    first, second = hash_password(password), hash_password(password)
    assert first != second
    assert first.startswith("$argon2id$v=19$m=9216,t=4,p=1$")
    assert is_password(first, password)
    assert not is_password(first, password + "x")


@pytest.mark.parametrize("stored", ["", "no hash", "$argon2id$broken"])
def test_what_is_no_hash_fits_no_password(stored):
    assert not is_password(stored, "")
    assert not is_password(stored, PASSWORD)
