"""Requests to a device: whole answers within their time, or an error of the right class."""

import ssl
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from actors.drivers.simulated import Simulated, SimulatedSettings
from actors.errors import Refused, TookTooLong, Unreachable
from actors.protocols.http import HttpLink
from tests.faulty import answers_garbage, hangs_up, never_answers
from tests.served import free_port

OK = b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b"


def saying(*parts):
    def serve(client):
        while client.recv(65536):
            for part in parts:
                client.sendall(part)

    return serve


def dripping(begins):
    """Serve an answer that BEGINS so, and goes on for ever."""

    def serve(client):
        client.recv(65536)
        client.sendall(begins)
        while True:
            client.sendall(b"x")
            time.sleep(0.05)

    return serve


@pytest.fixture
def link(faulty):
    driver = Simulated(SimulatedSettings(name="plug"))
    links = []

    def build(serve, timeout=5.0, scheme="http", **options):
        port = faulty(serve).port if callable(serve) else serve
        links.append(HttpLink(driver, f"{scheme}://127.0.0.1:{port}", timeout, **options))
        return links[-1]

    yield build
    for each in links:
        each.close()


def test_answers_come_whole_over_one_connection(link):
    body = b'{"on": true}'
    one = link(saying(OK % (len(body), body)))
    assert [one.json("GET", "/state"), one.json("POST", "/state", json={})] == [{"on": True}] * 2


def test_a_status_that_is_no_success_is_refused_with_what_it_says(link):
    one = link(saying(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 7\r\n\r\nno key!"))
    with pytest.raises(Refused, match="GET /state: 403 Forbidden no key!"):
        one.get("/state")
    assert one.answer("GET", "/state").status_code == 403


def test_what_is_no_json_is_refused(link):
    with pytest.raises(Refused, match="answers 'on', which is no JSON"):
        link(saying(OK % (2, b"on"))).json("GET", "/state")


HALF = b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"
HEAD = b"HTTP/1.1 200 OK\r\nX-Told: "


@pytest.mark.parametrize(
    ("serve", "error"),
    [
        pytest.param(never_answers, TookTooLong, id="silent"),
        pytest.param(answers_garbage, Refused, id="garbage"),
        pytest.param(hangs_up, (Unreachable, Refused), id="hangs up"),
        pytest.param(saying(HALF), TookTooLong, id="half"),
        pytest.param(dripping(HEAD), TookTooLong, id="dripping head"),
        pytest.param(dripping(OK % (100_000, b"")), TookTooLong, id="dripping body"),
    ],
)
def test_what_a_host_does_wrong_is_told_apart(link, serve, error):
    with pytest.raises(error):
        link(serve, timeout=0.4).get("/state")


def test_a_header_that_http_cannot_carry_is_refused_unsaid(link):
    with pytest.raises(Refused, match="HTTP has no way to ask so") as error:
        link(never_answers, headers={"X-Key": "sesame\n"}).get("/state")
    assert "sesame" not in str(error.value)


def test_where_nobody_listens_is_unreachable(link):
    with pytest.raises(Unreachable, match="Connection refused"):
        link(free_port()).get("/state")


def test_a_proxy_for_the_internet_is_not_asked(link, monkeypatch):
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{free_port()}")
    assert link(saying(OK % (2, b"on"))).get("/state").text == "on"


def test_it_works_again_after_a_failure(link):
    answers = [b"nonsense\r\n\r\n", OK % (2, b"on")]

    def serve(client):
        while client.recv(65536):
            client.sendall(answers.pop(0) if len(answers) > 1 else answers[0])

    one = link(serve)
    with pytest.raises(Refused):
        one.get("/state")
    assert one.get("/state").text == "on"


def test_a_certificate_is_asked_for_unless_it_may_be_any(link, certified):
    host = certified(saying(OK % (2, b"on")))
    with pytest.raises(Unreachable, match="certificate"):
        link(host.port, scheme="https").get("/state")
    assert link(host.port, scheme="https", verify=False).get("/state").text == "on"


@pytest.fixture
def certified(faulty, tmp_path):
    """Build hosts that prove by a certificate of their own who they are."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), 1)
    today = datetime.now(UTC)
    dated = builder.not_valid_before(today).not_valid_after(today + timedelta(1))
    proof = dated.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM)
    secret = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "host.pem").write_bytes(proof + secret)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "host.pem")

    def build(serve):
        return faulty(lambda client: serve(context.wrap_socket(client, server_side=True)))

    return build
