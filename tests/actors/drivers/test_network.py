"""The network driver to hosts in a network namespace, behind a lossy link, and to real servers."""

import fcntl
import os
import socket
import struct
import subprocess
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest
from pydantic import ValidationError

from actors.drivers.network import Network, NetworkSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from tests.actors.drivers.suite import LinkSuite
from tests.faulty import never_answers
from tests.served import free_port, is_listened_on, wait_until

NET = f"198.18.{os.getpid() % 256}"  # of the networks for measurements, RFC 2544
OTHER_NET = f"198.19.{os.getpid() % 256}"

needs_root = pytest.mark.skipif(
    os.geteuid() != 0 or not Path("/dev/net/tun").exists(),
    reason="only root may lay out a network, where the kernel can",
)


def of(host, **settings):
    return Network(NetworkSettings(host=host, **{"timeout": 0.6, **settings}))


def started(command, is_ready):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(is_ready)
    return process


def listens(port, host="127.0.0.1"):
    with socket.socket() as client:
        return client.connect_ex((host, port)) == 0


@pytest.fixture
def name_server():
    """Port of a dnsmasq that knows the address of stb.test, and mail.test, which has none."""
    port = free_port()
    known = ["--address=/stb.test/10.1.2.3", "--txt-record=mail.test,hello", "--local=/test/"]
    where = [f"--port={port}", "--listen-address=127.0.0.1", "--bind-interfaces"]
    alone = ["--keep-in-foreground", "--no-resolv", "--no-hosts", "--conf-file=/dev/null"]
    process = started(["dnsmasq", *alone, "--user=", *where, *known], lambda: listens(port))
    yield port
    process.kill()
    process.wait()


@pytest.fixture
def measuring():
    """Port of an iperf3 server on this machine."""
    port = free_port()
    command = ["iperf3", "--server", "--bind", "127.0.0.1", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wait_until(lambda: is_listened_on(port))  # to connect would be a measurement
    yield port
    process.kill()
    process.wait()


@pytest.fixture
def driver():
    driver = of("localhost")
    driver.open()
    yield driver
    driver.close()


class TestLink(LinkSuite):
    pass


class Box:
    """A host in a network namespace of its own, at the other end of a cable of 10 Mbit/s."""

    def __init__(self):
        self.address, self._name, self._end = f"{NET}.2", f"vpt-{os.getpid()}", f"vpt{os.getpid()}"
        self.processes = []
        self._ip("netns", "add", self._name)
        self._ip("link", "add", self._end, "type", "veth", "peer", "eth0", "netns", self._name)
        self._ip("address", "add", f"{NET}.1/29", "dev", self._end)
        self._ip("link", "set", self._end, "up")
        for words in (f"address add {self.address}/29 dev eth0", "link set eth0 up"):
            self._ip("-netns", self._name, *words.split())

    def runs(self, *command):
        inside = ["ip", "netns", "exec", self._name, *command]
        quiet = subprocess.DEVNULL
        self.processes.append(subprocess.Popen(inside, stdout=quiet, stderr=quiet))

    def plug(self, way):
        self._ip("-netns", self._name, "link", "set", "eth0", way)

    def end(self):
        for process in self.processes:
            process.kill()
            process.wait()
        self._ip("link", "delete", self._end)
        self._ip("netns", "delete", self._name)

    def _ip(self, *words):
        subprocess.run(["ip", *words], check=True)


@pytest.fixture
def box():
    box = Box()
    yield box
    box.end()


class LossyHost:
    """Answers the echo requests that a tun device gets, each after its delay; None for never."""

    def __init__(self, delays):
        self.address = f"{OTHER_NET}.2"
        self._delays = iter(delays)
        self._tun = os.open("/dev/net/tun", os.O_RDWR)
        name = f"vptt{os.getpid()}".encode()
        # TUNSETIFF with IFF_TUN | IFF_NO_PI: packets without anything around them
        fcntl.ioctl(self._tun, 0x400454CA, struct.pack("16sH", name, 0x0001 | 0x1000))
        for words in (f"address add {OTHER_NET}.1/30 dev", "link set up dev"):
            subprocess.run(["ip", *words.split(), name.decode()], check=True)
        self._thread = threading.Thread(target=self._answer, daemon=True)
        self._thread.start()

    def end(self):
        os.close(self._tun)

    def _answer(self):
        with suppress(OSError, StopIteration):
            while True:
                packet = os.read(self._tun, 2000)
                if packet[9:10] == b"\x01" and packet[20:21] == b"\x08":  # ICMP, echo request
                    self._answer_after(next(self._delays), packet)

    def _answer_after(self, delay, packet):
        if delay is not None:
            time.sleep(delay)
            os.write(self._tun, echo_of(packet))


def echo_of(request):
    """Return the answer to an echo REQUEST (RFC 792): back the way it came, type 0 for 8."""
    (checksum,) = struct.unpack("!H", request[22:24])
    answered = checksum + 0x0800  # the type is less by 8, and the checksum more by as much
    answered = (answered & 0xFFFF) + (answered >> 16)
    icmp = b"\x00" + request[21:22] + struct.pack("!H", answered) + request[24:]
    return request[:12] + request[16:20] + request[12:16] + icmp


@pytest.fixture
def lossy():
    hosts = []

    def build(*delays):
        hosts.append(LossyHost(delays))
        return hosts[-1].address

    yield build
    for host in hosts:
        host.end()


def test_each_echo_is_timed(driver):
    answered = driver.ping(3)
    assert (answered.sent, len(answered.round_trips), answered.loss) == (3, 3, 0)
    assert all(0 < seconds < 0.5 for seconds in answered.round_trips)


@needs_root
def test_loss_and_jitter_are_those_of_the_way(lossy):
    answered = of(lossy(0.02, None, 0.08, 0.02)).ping(4)
    assert answered.loss == 0.25
    first, second, third = answered.round_trips
    assert 0.02 <= first < 0.08 <= second
    assert answered.jitter == pytest.approx((second - first + second - third) / 2)


@needs_root
def test_a_host_that_is_off_answers_nothing_and_then_again(box):
    driver = of(box.address)
    wait_until(lambda: driver.ping(1).loss == 0)  # the first may still ask who it is
    box.plug("down")
    assert driver.ping(2).loss == 1
    with pytest.raises(TookTooLong):
        driver.probe()
    box.plug("up")
    wait_until(lambda: driver.ping(1).loss == 0)


@needs_root
def test_a_loss_of_all_is_an_answer(box):
    assert of(f"{NET}.5").ping(2).loss == 1  # in the network of the box, and nobody's


@needs_root
def test_throughput_is_what_the_cable_gives(box):
    box.runs("tc", "qdisc", "add", "dev", "eth0", "root", "tbf", "rate", "10mbit", "burst", "20k",
             "latency", "50ms")  # fmt: skip
    box.runs("iperf3", "--server")
    driver, measured = of(box.address, timeout=5), []
    wait_until(lambda: measured or measures(driver, measured))
    assert 1e6 < measured[0] < 30e6  # a second has time for the bucket to be full more than once


def measures(driver, measured):
    """Add what DRIVER measures to what is MEASURED, once there is a server."""
    with suppress(Unreachable):
        measured.append(driver.throughput(1))


def test_a_port_that_takes_connections_is_timed(driver, faulty):
    assert 0 < driver.connect(faulty(never_answers).port) < 0.5


def test_a_port_that_takes_none_is_refused(driver):
    port = free_port()
    with pytest.raises(Refused, match=f"port {port}: Connection refused"):
        driver.connect(port)


@needs_root
def test_a_port_of_nobody_is_not_answered_in_time(box):
    with pytest.raises(TookTooLong):
        of(f"{NET}.5").connect(80)


def test_a_name_is_found_by_the_name_server(name_server):
    driver = of("127.0.0.1", name_server_port=name_server)
    assert 0 < driver.resolve("stb.test") < 0.5


@pytest.mark.parametrize(
    ("name", "why"),
    [("other.test", "NXDOMAIN"), ("mail.test", "no address of it"), ("a..b", "empty"),
     ("stb.example", "REFUSED")],
)  # fmt: skip
def test_a_name_that_is_not_found_is_refused(name_server, name, why):
    driver = of("127.0.0.1", name_server_port=name_server)
    with pytest.raises(Refused, match=why):
        driver.resolve(name)


@pytest.fixture
def odd_name_server():
    """Builds name servers that answer as they are told; they return their port."""
    sockets = []

    def build(answer):
        server = socket.socket(type=socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 0))
        sockets.append(server)
        threading.Thread(target=serve, args=(server, answer), daemon=True).start()
        return server.getsockname()[1]

    def serve(server, answer):
        with suppress(OSError):
            while True:
                question, client = server.recvfrom(600)
                for part in answer(question):
                    server.sendto(part, client)

    yield build
    for server in sockets:
        server.close()


def test_a_name_server_that_never_answers_took_too_long(odd_name_server):
    driver = of("127.0.0.1", name_server_port=odd_name_server(lambda _: []))
    with pytest.raises(TookTooLong, match=r"no answer within 0\.6 s"):
        driver.resolve("stb.test")


@pytest.mark.parametrize("answer", [lambda _: [b"garbage"], lambda asked: [asked[:14]]])
def test_a_name_server_that_answers_nonsense_is_refused(odd_name_server, answer):
    driver = of("127.0.0.1", name_server_port=odd_name_server(answer))
    with pytest.raises(Refused):
        driver.resolve("stb.test")


def test_a_truncated_answer_has_its_tcp_tried_within_the_time(odd_name_server):
    truncated = lambda asked: [asked[:2] + b"\x86" + asked[3:]]  # noqa: E731 - QR, AA, TC set
    driver = of("127.0.0.1", name_server_port=odd_name_server(truncated))
    with pytest.raises(Refused, match="Connection refused"):
        driver.resolve("stb.test")


def test_throughput_is_measured_for_as_long_as_told(measuring):
    began = time.monotonic()
    assert of("127.0.0.1", iperf3_port=measuring).throughput(1) > 1e6
    assert time.monotonic() - began >= 1


def test_a_server_that_is_busy_is_told_as_such(measuring):
    first = threading.Thread(target=of("127.0.0.1", iperf3_port=measuring).throughput, args=(2,))
    first.start()
    wait_until(lambda: f":{measuring:04X}" in established())
    with pytest.raises(Refused, match="busy"):
        of("127.0.0.1", iperf3_port=measuring).throughput(1)
    first.join()


def established():
    return "\n".join(
        line for line in Path("/proc/net/tcp").read_text().splitlines() if " 01 " in line
    )


def test_no_server_of_throughput_is_unreachable():
    with pytest.raises(Unreachable, match="no iperf3 server: Connection refused"):
        of("127.0.0.1", iperf3_port=free_port()).throughput(1)


def test_a_server_of_something_else_took_too_long(faulty):
    driver = of("127.0.0.1", iperf3_port=faulty(never_answers).port)
    with pytest.raises(TookTooLong):
        driver.throughput(0.1)


def test_closing_ends_the_measurement_that_runs(measuring):
    driver, seen = of("127.0.0.1", iperf3_port=measuring, timeout=60), []
    thread = threading.Thread(target=lambda: seen.append(refusal(driver)))
    thread.start()
    wait_until(lambda: f":{measuring:04X}" in established())
    driver.close()
    thread.join()
    assert seen == [True]


def refusal(driver):
    with suppress(Refused):
        driver.throughput(60)
        return False
    return True


def test_a_machine_without_iperf3_cannot_measure_throughput_and_all_else(
    driver, monkeypatch, tmp_path
):
    (tmp_path / "ping").symlink_to("/usr/bin/ping")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert driver.lacks() == ()
    assert driver.ping(1).loss == 0
    with pytest.raises(NotSupported, match="lacks the program iperf3"):
        driver.throughput(1)


def test_a_host_that_nobody_knows_is_unreachable():
    with pytest.raises(Unreachable, match=r"network at stb\.invalid: "):
        of("stb.invalid").open()


@pytest.mark.parametrize("host", ["a..b", "a" * 70])
def test_what_is_no_name_of_a_host_is_unreachable(host):
    with pytest.raises(Unreachable, match="no host can have the name"):
        of(host).open()


@pytest.mark.parametrize("host", ["-f", "", "a b"])
def test_no_host_is_taken_for_an_option(host):
    with pytest.raises(ValidationError):
        NetworkSettings(host=host)
