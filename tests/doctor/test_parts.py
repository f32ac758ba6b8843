"""Each part that the doctor looks at: how it is told, and what mends it."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text

from bot.desk_setup.checks import State
from bot.doctor.database import (
    check_database,
    check_file,
    check_work,
    describe_beat,
    describe_mode,
    describe_revision,
    describe_room,
    find_file_system,
)
from bot.doctor.outside import check_mail, check_platform, check_status_page, describe_clock
from bot.doctor.secrets import check_env_file, check_public_url, check_sealed, check_secrets, find_weak
from bot.jobs import Jobs
from bot.settings import load_settings
from bot.store.beats import save_beat, save_first_beat
from bot.store.database import open_database, upgrade_database
from bot.store.deliveries import now, save_parked
from bot.zendesk.oauth import Seal
from tests.jobs.workers import file_delivery

AT = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
GOOD = "dGhpcyBpcyBhIHNlY3JldCBvZiB0aGUgdGVzdHM="
KEYS = {name: Fernet.generate_key().decode() for name in ("older", "newer", "newest")}
MOUNTS = """\
proc /proc proc rw 0 0
/dev/sda1 / ext4 rw 0 0
server:/export /srv nfs4 rw 0 0
tmpfs /srv/local tmpfs rw 0 0
odd
"""


def states(checks) -> dict[str, State]:
    return {check.part: check.state for check in checks}


@pytest.mark.parametrize(
    ("secret", "weak"), [(GOOD, False), ("short", True), ("a" * 64, True), ("abcabc" * 10, True), ("", None)]
)
def test_secret_that_is_easy_to_guess_is_found(secret, weak):
    assert find_weak({"name": (secret,)}) == ({} if weak is None else {"name": weak})


def test_secrets_are_judged_and_never_told():
    settings = load_settings(webhook_secrets=f"{GOOD},hush4711", metrics_token=GOOD)
    checks = list(check_secrets(settings))
    assert states(checks) == {"REINSTATE_WEBHOOK_SECRETS": State.WARNING, "REINSTATE_METRICS_TOKEN": State.OK}
    assert "hush" not in str(checks)
    assert GOOD not in str(checks)


@pytest.mark.parametrize(
    ("keys", "state", "told"),
    [
        (("newer",), State.OK, "2 open with the newest key"),
        (("newer", "older"), State.OK, "2 open with the newest key"),
        (("newest", "newer"), State.WARNING, "2 of 2 need an older key"),
        (("older",), State.WRONG, "2 of 2 open with none of the keys"),
        ((), State.WRONG, "2 of 2 open with none of the keys"),
    ],
)
def test_secrets_that_need_an_older_key_are_found(keys, state, told):
    sealed = [Seal([KEYS["newer"]]).close_text(text) for text in ("one", "two")]
    check = check_sealed(sealed, tuple(KEYS[name] for name in keys))
    assert (check.state, check.told) == (state, told)


@pytest.mark.parametrize(("mode", "state"), [(0o600, State.OK), (0o640, State.WARNING), (0o604, State.WARNING)])
def test_files_that_others_may_read_are_found(tmp_path, mode, state):
    file = tmp_path / ".env"
    file.write_text("")
    file.chmod(mode)
    assert [check.state for check in check_env_file(file)] == [state]
    assert describe_mode(file.stat().st_mode, "reinstate.sqlite3").state is state
    assert list(check_env_file(tmp_path / "absent")) == []


@pytest.mark.parametrize(
    ("url", "state"),
    [("https://bot.example", State.OK), ("", State.WARNING), ("http://127.0.0.1:8080", State.WARNING)],
)
def test_address_that_zendesk_cannot_call_is_found(url, state):
    assert check_public_url(url).state is state


@pytest.mark.parametrize(
    ("file", "kind"),
    [
        ("/srv/bot/a.sqlite3", "nfs4"),
        ("/srv/local/a.sqlite3", "tmpfs"),
        ("/srvother/a.sqlite3", "ext4"),
        ("/home/a.sqlite3", "ext4"),
    ],
)
def test_file_system_is_the_one_that_is_mounted_nearest(file, kind):
    assert find_file_system(Path(file), MOUNTS) == kind
    assert find_file_system(Path(file), "") == ""


@pytest.mark.parametrize(
    ("found", "state", "mend"),
    [
        (["0002"], State.OK, ""),
        (["0001"], State.WRONG, "reinstate db upgrade"),
        ([], State.WRONG, "reinstate db upgrade"),
        (["0003"], State.WARNING, "nothing, while you mean to stay: newer tables only add"),
    ],
)
def test_tables_of_another_version_are_found(found, state, mend):
    check = describe_revision(found, ["0002", "0001"])
    assert (check.state, check.mend) == (state, mend)


def test_database_that_is_up_to_date_answers_and_is_written(engine):
    assert [(check.part, check.state) for check in check_database(engine)] == [
        ("database", State.OK),
        ("writing", State.OK),
    ]


def test_database_of_before_is_told_to_be_upgraded(empty_database_url):
    upgrade_database(empty_database_url, "0003")
    engine = open_database(empty_database_url)
    [check] = check_database(engine)
    assert (check.state, check.mend) == (State.WRONG, "reinstate db upgrade")
    engine.dispose()


@pytest.mark.parametrize("url", ["sqlite:///{}/absent.sqlite3", "postgresql+psycopg://nobody@/none?host={}"])
def test_absent_database_is_told_and_not_made(url, tmp_path):
    engine = open_database(url.format(tmp_path))
    assert [check.state for check in check_database(engine)] == [State.WRONG]
    assert list(tmp_path.iterdir()) == []
    engine.dispose()


@pytest.mark.parametrize("make_database", ["postgresql"], indirect=True)
def test_database_that_may_only_be_read_is_found(engine):
    with engine.begin() as connection:
        connection.execute(text("SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY"))
    assert states(check_database(engine))["writing"] is State.WRONG
    engine.dispose()


def test_file_of_sqlite_is_looked_at_and_a_server_is_not(make_sqlite_database):
    assert set(states(check_file(make_sqlite_database(True)))) == {"database file", "disk"}
    assert list(check_file("postgresql+psycopg://user@host/name")) == []


@pytest.mark.parametrize(("free", "state"), [(2**20, State.WRONG), (2**29, State.WARNING), (2**40, State.OK)])
def test_disk_that_is_nearly_full_is_found(free, state):
    assert describe_room(free).state is state


@pytest.mark.parametrize(
    ("beat", "state"),
    [
        (None, State.WRONG),
        ((AT - timedelta(seconds=31), "ok"), State.WRONG),
        ((AT - timedelta(seconds=2), "refused"), State.WARNING),
        ((AT, "ok"), State.OK),
    ],
)
def test_worker_that_is_silent_is_found(beat, state):
    assert describe_beat(beat, AT).state is state


def test_work_that_waits_is_counted(engine):
    jobs = Jobs(engine)
    jobs.declare_queue(1, 1.0)
    save_first_beat(engine, "worker", "life")
    save_beat(engine, "worker", "life", "ok")
    well = {"job engine": State.OK, "worker": State.OK, "queue": State.OK, "parked": State.OK}
    assert states(check_work(engine, jobs, 100, now())) == well
    for ticket in (1, 2, 3, 4):
        file_delivery(engine, ticket)
    save_parked(engine, 4, "worker_died")
    late = now() + timedelta(hours=1)
    assert states(check_work(engine, jobs, 100, late))["queue"] is State.WARNING
    assert states(check_work(engine, jobs, 100, late))["parked"] is State.WARNING
    assert states(check_work(engine, jobs, 6, now()))["queue"] is State.WARNING
    assert states(check_work(engine, jobs, 3, now()))["queue"] is State.WRONG


def test_missing_tables_of_the_job_engine_are_found(empty_database_url):
    upgrade_database(empty_database_url)
    engine = open_database(empty_database_url)
    assert states(check_work(engine, Jobs(engine), 100, now())) == {"job engine": State.WRONG}
    engine.dispose()


@pytest.mark.parametrize(
    ("date", "state"),
    [
        ("Sun, 22 Nov 2026 09:00:02 GMT", State.OK),
        ("Sun, 22 Nov 2026 08:59:00 GMT", State.WARNING),
        ("Sun, 22 Nov 2026 09:05:00 GMT", State.WRONG),
        ("", State.WARNING),
        ("yesterday", State.WARNING),
        ("Sun, 22 Nov 2026 09:00:02", State.WARNING),
        ("Sun, 22 Nov 99999999999 09:00:02 GMT", State.WARNING),
    ],
)
def test_clock_that_is_off_is_found(date, state):
    assert describe_clock(date, AT).state is state


def test_what_is_not_set_is_not_looked_at():
    settings = load_settings()
    assert [*check_mail(settings), *check_platform(settings), *check_status_page(settings)] == []


def test_what_does_not_answer_outside_is_told():
    away = "http://127.0.0.1:9"
    settings = load_settings(
        smtp_host="127.0.0.1",
        smtp_port=9,
        smtp_security="none",
        accounts="http",
        accounts_url=away,
        accounts_token=GOOD,
        status_url=away,
    )
    checks = [*check_mail(settings), *check_platform(settings), *check_status_page(settings)]
    assert states(checks) == {
        "mail server": State.WRONG,
        "accounts (http)": State.WRONG,
        "status page": State.WARNING,
    }


def test_platform_that_lacks_a_setting_is_told():
    [check] = check_platform(load_settings(accounts="mailgun"))
    assert (check.state, "REINSTATE_MAILGUN_KEY" in check.told) == (State.WRONG, True)
