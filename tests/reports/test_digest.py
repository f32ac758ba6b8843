"""The weekly digest: when it is due, what it says, and that a real mail server on this machine gets it once."""

import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.digest import find_week, make_digest, make_send, name_week
from bot.settings import Settings, load_settings
from tests.reports.scenario import on

MONDAY = on(9, 7, 1)


@dataclass
class Inbox:
    """What a mail server took: messages as they came, and who signed in."""

    messages: list[EmailMessage] = field(default_factory=list)
    names: list[bytes] = field(default_factory=list)
    refuses: bool = False

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802 - the library's name
        """Take a message, or refuse it."""
        if self.refuses:
            return "451 come again later"
        message = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.messages.append(message)
        return "250 OK"

    def sign_in(self, _server, _session, _envelope, _mechanism, data) -> AuthResult:
        """Everybody may who brings the right password."""
        assert isinstance(data, LoginPassword)
        self.names.append(data.login)
        return AuthResult(success=data.password == b"right")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory) -> tuple[str, str]:
    """A certificate of this machine's own, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    begins = datetime.now(UTC) - timedelta(hours=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("certificate")
    clear = serialization.NoEncryption()
    pem, form = serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8
    (folder / "certificate.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(key.private_bytes(pem, form, clear))
    return str(folder / "certificate.pem"), str(folder / "key.pem")


@pytest.fixture
def serve(certificate) -> Iterator[Callable[..., Inbox]]:
    """Starts a mail server on a port of its own: "starttls", "tls" or "none"."""
    controllers: list[Controller] = []

    def start(security: str, inbox: Inbox) -> int:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        options: dict = {"authenticator": inbox.sign_in, "auth_require_tls": security != "none"}
        if security == "starttls":
            options |= {"tls_context": context, "require_starttls": True}
        if security == "tls":
            options |= {"ssl_context": context, "auth_require_tls": False}
        controller = Controller(inbox, hostname="localhost", port=find_free_port(), **options)
        controller.start()
        controllers.append(controller)
        return controller.port

    yield start
    for controller in controllers:
        controller.stop()


def find_free_port() -> int:
    """A port that nobody listens on."""
    import socket

    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


def make_settings(port: int = 25, **more: object) -> Settings:
    known = {
        "digest_to": "ann@desk.example, bob@desk.example",
        "digest_from": "bot@desk.example",
        "smtp_host": "localhost",
        "smtp_port": port,
        "smtp_security": "none",
        "public_url": "https://bot.example",
    }
    return load_settings(**known | more)


WEEKS = [
    (on(9, 6, 59), "UTC", "2026-W44"),
    (on(9, 7, 0), "UTC", "2026-W45"),
    (on(15, 23), "UTC", "2026-W45"),
    (on(9, 6, 0), "Europe/Berlin", "2026-W45"),
    (on(9, 5, 59), "Europe/Berlin", "2026-W44"),
    (datetime(2027, 1, 4, 8, tzinfo=UTC), "UTC", "2026-W53"),
]


@pytest.mark.parametrize(("at", "zone", "week"), WEEKS)
def test_digest_is_due_on_monday_at_seven_by_the_desks_clock(at, zone, week):
    period = find_week(at, make_settings(time_zone=zone).counting.hours.zone)
    assert name_week(period) == week
    assert (period.first.weekday(), period.days) == (0, 7)


def test_digest_says_the_same_in_both_parts_and_links_to_the_report(desk):
    sent: list[EmailMessage] = []
    make_digest(make_settings(), desk, sent.append, lambda: MONDAY)()
    (message,) = sent
    assert message["Subject"] == "Reinstate, 2026-11-02 to 2026-11-08: 7 tickets"
    assert message["To"] == "ann@desk.example, bob@desk.example"
    plain, html = (message.get_body((form,)) for form in ("plain", "html"))
    assert plain is not None
    assert html is not None
    for part in (plain.get_content(), html.get_content().replace("&amp;", "&")):
        assert "https://bot.example/reports?from=2026-11-02&to=2026-11-08" in part
        for words in ("Tickets came in", "compromised account", "66.7 %", "Waiting for an agent now", "4 min"):
            assert words in part
    assert max(map(len, bytes(message).splitlines())) < 998


def test_nothing_is_sent_without_settings_for_it(desk):
    sent: list[EmailMessage] = []
    make_digest(make_settings(digest_to=""), desk, sent.append, lambda: MONDAY)()
    assert sent == []


@pytest.mark.parametrize("security", ["none", "starttls", "tls"])
def test_digest_arrives_by_every_way_that_the_settings_know(desk, serve, certificate, security):
    inbox = Inbox()
    port = serve(security, inbox)
    settings = make_settings(port, smtp_security=security, smtp_user="bot", smtp_password="right")
    trusted = ssl.create_default_context(cafile=certificate[0])
    make_digest(settings, desk, make_send(settings, trusted), lambda: MONDAY)()
    assert [message["Message-ID"] for message in inbox.messages] == ["<digest-2026-11-02@desk.example>"]
    assert inbox.names == [b"bot"]


def test_two_workers_that_look_at_the_same_moment_send_one_digest(desk, serve):
    inbox = Inbox()
    settings = make_settings(serve("none", inbox))
    together = threading.Barrier(2)

    def work() -> None:
        look = make_digest(settings, desk, clock=lambda: MONDAY)
        together.wait()
        look()
        look()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(inbox.messages) == 1
    make_digest(settings, desk, clock=lambda: MONDAY + timedelta(days=7))()
    assert len(inbox.messages) == 2


def test_digest_that_is_refused_is_tried_again_later_and_then_sent_once(desk, serve):
    inbox = Inbox(refuses=True)
    now = [MONDAY]
    look = make_digest(make_settings(serve("none", inbox)), desk, clock=lambda: now[0])
    look()
    inbox.refuses = False
    look()
    assert inbox.messages == []
    for _ in range(2):
        now[0] += timedelta(minutes=31)
        look()
    assert len(inbox.messages) == 1


def test_server_whose_certificate_is_not_trusted_gets_nothing(desk, serve):
    inbox = Inbox()
    settings = make_settings(serve("starttls", inbox), smtp_security="starttls")
    make_digest(settings, desk, clock=lambda: MONDAY)()
    assert inbox.messages == []


def test_password_goes_nowhere_in_the_clear_beyond_this_machine():
    from bot.settings import WrongSettings

    with pytest.raises(WrongSettings, match="on this machine alone"):
        make_settings(smtp_host="mail.example")
