"""Settings: a wrong one is refused by its name with what it expects, and no secret is ever shown."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.core.update import Mode
from bot.settings import PUBLIC_TEST_SECRET, Settings, WrongSettings, load_settings

HUSH = "HUSH4711"
KEY = "k" * 43 + "="  # 32 bytes


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the machine's own, and an empty folder without a ``.env``."""
    for name in [name for name in os.environ if name.startswith("REINSTATE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


def refuse(**wrong: object) -> str:
    """Why the settings are refused."""
    with pytest.raises(WrongSettings) as refused:
        load_settings(**wrong)
    return str(refused.value)


def test_defaults_are_careful():
    settings = load_settings()
    assert (settings.mode_appeal, settings.mode_compromise) == (Mode.SUGGEST, Mode.SUGGEST)
    assert settings.host == "127.0.0.1"
    assert settings.secrets == ()


WRONG = [
    ("database_url", f"mysql://{HUSH}@host/name"),
    ("database_url", HUSH),
    ("database_url", "sqlite://"),
    ("database_url", "sqlite:///:memory:"),
    ("database_url", f"sqlite+aiosqlite:///{HUSH}"),
    ("database_url", f"postgresql://user:{HUSH}@host"),
    ("database_url", f"postgresql://user:{HUSH}@host:port/name"),
    ("database_url", f"postgres://user:{HUSH}@host/name"),
    ("zendesk_url", f"{HUSH}.zendesk.com"),
    ("zendesk_url", f"http://{HUSH}.zendesk.com"),
    ("zendesk_url", f"http://127.0.0.1.{HUSH}.example"),
    ("zendesk_url", f"https://agent:{HUSH}@acme.zendesk.com"),
    ("zendesk_url", f"https://acme.zendesk.com/{HUSH}"),
    ("zendesk_url", f"https://acme.zendesk.com?{HUSH}"),
    ("zendesk_url", f"ftp://{HUSH}"),
    ("zendesk_url", "https://acme:99999"),
    ("zendesk_url", "https://[::1"),
    ("zendesk_token", f"{HUSH}\nX: y"),
    ("zendesk_token", f"{HUSH}é"),
    ("zendesk_admin_token", f"{HUSH}\nX: y"),
    ("public_url", f"https://bot.example/{HUSH}"),
    ("public_url", f"http://{HUSH}.example"),
    ("zendesk_client_id", HUSH * 20),
    ("zendesk_client_id", f"{HUSH}é"),
    ("zendesk_client_secret", f"{HUSH}\nX: y"),
    ("secret_key", HUSH),
    ("secret_key", f"{KEY},{HUSH}"),
    ("secret_key", f"{KEY[:-1]}"),
    ("calls_per_minute", "3"),
    ("updates_per_minute", HUSH),
    ("ticket_updates", "1000001"),
    ("breaker_failures", "0"),
    ("probe_seconds", "3601"),
    ("webhook_secrets", f"one,{HUSH}\x00"),
    ("webhook_secrets", " , ,"),
    ("webhook_secrets", f"{HUSH},{PUBLIC_TEST_SECRET}"),
    ("metrics_token", f"{HUSH}\nX: y"),
    ("trusted_proxy", HUSH),
    ("user_header", f"{HUSH}_X"),
    ("host", ""),
    ("port", HUSH),
    ("port", "65536"),
    ("port", "-1"),
    ("mode_appeal", HUSH),
    ("mode_compromise", "Reply!"),
    ("field_intent", HUSH),
    ("field_state", "0"),
    ("intent_threshold", "0.1"),
    ("intent_threshold", "nan"),
    ("intent_likely", "2"),
    ("connect_seconds", "0"),
    ("read_seconds", "inf"),
    ("sweep_seconds", "481"),
    ("poll_seconds", "-1"),
    ("retry_seconds", HUSH),
    ("give_up_seconds", "0"),
    ("dead_seconds", "31"),
    ("stop_seconds", "0"),
    ("most_open", "99"),
    ("concurrency", "0"),
    ("concurrency", "65"),
    ("worker_id", HUSH * 20),
    ("redaction", HUSH),
    ("brands", HUSH * 200),
    ("log_level", HUSH),
    ("time_zone", HUSH),
    ("time_zone", "../zone"),
    ("office_hours", HUSH),
    ("office_hours", "fri-mon 09:00-17:00"),
    ("office_hours", "mon-fri 17:00-09:00"),
    ("target_hours", "0"),
    ("keep_days", "0"),
    ("digest_to", HUSH),
    ("digest_to", f"{HUSH}@host\nBcc: other@host"),
    ("digest_from", f"<{HUSH}@host>"),
    ("smtp_host", HUSH * 50),
    ("smtp_port", "0"),
    ("smtp_security", HUSH),
    ("smtp_user", HUSH * 50),
    ("smtp_password", f"{HUSH}\n"),
    ("accounts", HUSH),
    ("mailgun_key", f"{HUSH}\nX: y"),
    ("mailgun_regions", HUSH),
    ("mailgun_regions", "us,us"),
    ("mailgun_regions", ","),
    ("mailgun_us_url", f"http://{HUSH}.example"),
    ("mailgun_us_url", "off"),
    ("mailgun_eu_url", f"https://key:{HUSH}@api.example"),
    ("mailgun_subaccounts", HUSH),
    ("accounts_url", f"https://admin.example/{HUSH}"),
    ("accounts_token", f"{HUSH}é"),
    ("field_account", "0"),
    ("organization_field_account", HUSH * 20),
    ("status_url", f"https://status.example?{HUSH}"),
    ("status_url", "https://status.example:99999"),
]


@pytest.mark.parametrize(("name", "value"), WRONG, ids=[f"{name}-{at}" for at, (name, _) in enumerate(WRONG)])
def test_wrong_setting_is_refused_by_name_with_what_it_expects_and_not_its_value(name, value):
    told = refuse(**{name: value})
    assert told.startswith(f"REINSTATE_{name.upper()}: ")
    assert str(Settings.model_fields[name].description) in told
    assert "\n" not in told
    assert HUSH not in told


def test_every_setting_that_can_be_wrong_is_tried_and_says_what_it_expects():
    assert {name for name, _ in WRONG} == set(Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())


def test_all_wrong_settings_are_told_at_once():
    told = refuse(port="x", mode_appeal="y", log_level="z").splitlines()
    assert [line.split(":")[0] for line in told] == ["REINSTATE_PORT", "REINSTATE_MODE_APPEAL", "REINSTATE_LOG_LEVEL"]


def test_thresholds_out_of_order_are_refused_by_both_names():
    told = refuse(intent_threshold=0.5, intent_likely=0.6)
    assert "REINSTATE_INTENT_LIKELY" in told
    assert "REINSTATE_INTENT_THRESHOLD" in told


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("sqlite:///here.sqlite3", "sqlite:///here.sqlite3"),
        ("postgresql://u:p@host/name", "postgresql+psycopg://u:p@host/name"),
        ("postgresql+psycopg://host/name", "postgresql+psycopg://host/name"),
        ("postgresql://postgres:@/name?host=/tmp/x", "postgresql+psycopg://postgres:@/name?host=/tmp/x"),
    ],
)
def test_both_databases_are_known(given, used):
    assert load_settings(database_url=given).database_url == used


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("https://acme.zendesk.com", "https://acme.zendesk.com"),
        ("https://Acme.zendesk.com/", "https://acme.zendesk.com"),
        ("http://127.0.0.1:8090", "http://127.0.0.1:8090"),
        ("http://localhost:8090/", "http://localhost:8090"),
        ("http://[::1]:8090", "http://[::1]:8090"),
    ],
)
def test_zendesk_is_an_origin_alone(given, used):
    assert load_settings(zendesk_url=given).zendesk_url == used


def test_secrets_are_split_and_trimmed():
    settings = load_settings(webhook_secrets=" new ,old,,\n", zendesk_token=" token\n")
    assert settings.secrets == ("new", "old")
    assert settings.zendesk_token.get_secret_value() == "token"


def test_no_secret_is_shown():
    settings = load_settings(
        database_url=f"postgresql://user:{HUSH}@host/name",
        zendesk_token=HUSH,
        webhook_secrets=f"{HUSH},{HUSH}2",
        metrics_token=HUSH,
    )
    assert settings.secrets
    for shown in (repr(settings), str(settings), f"{settings!r:>5}", repr(settings.zendesk_token)):
        assert HUSH not in shown


def test_settings_cannot_be_changed():
    with pytest.raises(Exception, match="frozen"):
        load_settings().port = 1


def test_environment_goes_before_the_file(monkeypatch):
    Path(".env").write_text("REINSTATE_PORT=1111\nREINSTATE_HOST=0.0.0.0\nOTHER=x\n", encoding="utf-8")
    monkeypatch.setenv("REINSTATE_PORT", "2222")
    monkeypatch.setenv("REINSTATE_CONCURRENCY", "")
    settings = load_settings()
    assert (settings.port, settings.host, settings.concurrency) == (2222, "0.0.0.0", 4)


def test_wrong_setting_in_the_file_is_refused_by_name():
    Path(".env").write_text(f"REINSTATE_PORT={HUSH}\n", encoding="utf-8")
    told = refuse()
    assert told.startswith("REINSTATE_PORT: ")
    assert HUSH not in told


def test_file_that_cannot_be_read_is_refused():
    Path(".env").write_bytes(b"REINSTATE_HOST=\xff\xfe")
    assert ".env" in refuse()


def test_missing_settings_are_named_with_what_they_expect():
    with pytest.raises(WrongSettings) as refused:
        load_settings(zendesk_url="https://acme.zendesk.com").require("zendesk_url", "zendesk_token", "webhook_secrets")
    lines = str(refused.value).splitlines()
    assert [line.split(" ")[0] for line in lines] == ["REINSTATE_ZENDESK_TOKEN", "REINSTATE_WEBHOOK_SECRETS"]


CLIENT = {"zendesk_client_id": "reinstate", "zendesk_client_secret": HUSH, "secret_key": KEY}


def test_client_takes_a_tokens_place():
    settings = load_settings(**CLIENT)
    assert settings.require("zendesk_token") is settings
    assert settings.keys == (KEY,)
    assert HUSH not in repr(settings)
    assert KEY not in repr(settings)


@pytest.mark.parametrize(
    ("wrong", "names"),
    [
        (CLIENT | {"zendesk_token": HUSH}, ["ZENDESK_TOKEN", "ZENDESK_CLIENT_ID"]),
        ({"zendesk_token": HUSH, "zendesk_client_secret": HUSH}, ["ZENDESK_TOKEN", "ZENDESK_CLIENT_ID"]),
        (CLIENT | {"zendesk_client_secret": ""}, ["ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET"]),
        (CLIENT | {"zendesk_client_id": ""}, ["ZENDESK_CLIENT_ID", "ZENDESK_CLIENT_SECRET"]),
        (CLIENT | {"secret_key": ""}, ["ZENDESK_CLIENT_ID", "SECRET_KEY"]),
    ],
)
def test_two_ways_in_or_half_of_one_are_refused_by_their_names(wrong, names):
    told = refuse(**wrong)
    assert [name for name in names if f"REINSTATE_{name}" in told] == names
    assert HUSH not in told


def test_without_a_way_in_both_are_named():
    with pytest.raises(WrongSettings, match=r"REINSTATE_ZENDESK_TOKEN .*REINSTATE_ZENDESK_CLIENT_ID"):
        load_settings().require("zendesk_token")


def test_settings_that_are_there_are_returned():
    settings = load_settings(zendesk_token="token")
    assert settings.require("zendesk_token") is settings


def test_command_with_a_wrong_setting_ends_with_one_line():
    command = [sys.executable, "-m", "bot.cli", "serve"]
    environment = os.environ | {"REINSTATE_PORT": HUSH}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=90, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith("Error: REINSTATE_PORT: ")
    assert ended.stderr.count("\n") == 1
    assert HUSH not in ended.stderr + ended.stdout


def test_header_of_a_proxy_that_is_not_named_is_refused():
    told = refuse(user_header="X-Forwarded-User")
    assert "REINSTATE_USER_HEADER" in told
    assert "REINSTATE_TRUSTED_PROXY" in told


@pytest.mark.parametrize("network", ["127.0.0.1", "10.0.0.7/24", "::1", "fd00::/8"])
def test_proxy_may_be_an_address_or_a_network(network):
    assert load_settings(trusted_proxy=network, user_header="X-Forwarded-User").trusted_proxy
