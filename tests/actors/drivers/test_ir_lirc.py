"""The ir driver and lircd: the real one, whose pulses are decoded, and hosts that misbehave."""

import pytest

from actors.drivers.ir import Ir, IrSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from actors.protocols.infrared.nec import NEC
from actors.protocols.infrared.protocol import Code
from tests.actors.drivers.suite import LinkSuite, NetworkSuite, RemoteSuite
from tests.faulty import hangs_up
from tests.lirc import NEC as CONFIG
from tests.lirc import Sender, receiving
from tests.served import free_port

KEYS = {Code(4, 0x40): "UP", Code(4, 0x44): "OK", Code(4, 0x7C): "HOME", Code(4, 2): "VOLUME_UP"}


@pytest.fixture
def sender(tmp_path):
    return Sender(tmp_path)


@pytest.fixture
def path(sender):
    with sender.running() as path:
        yield path


@pytest.fixture
def driver(path):
    driver = Ir(IrSettings(lirc=str(path), remote="tv"))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def arrived(sender):
    return lambda: [KEYS[code] for code in NEC.decode(sender.train())]


@pytest.fixture
def at():
    return lambda port: Ir(IrSettings(lirc=f"127.0.0.1:{port}", remote="tv", timeout=0.3))


@pytest.fixture
def answering(faulty):
    """Builds a driver whose lircd answers each command with what it is told to."""

    def build(answer):
        def serve(client):
            for command in client.makefile("r"):
                client.sendall(answer(command.strip()).encode())

        port = faulty(serve).port
        return Ir(IrSettings(lirc=f"127.0.0.1:{port}", remote="tv", timeout=0.3))

    return build


class TestLink(LinkSuite):
    pass


class TestNetwork(NetworkSuite):
    pass


class TestRemote(RemoteSuite):
    pass


def test_what_lircd_sends_another_lircd_hears_as_the_same_key(driver, sender, tmp_path):
    driver.press("VOLUME_UP")
    (tmp_path / "receiver").mkdir()
    with receiving(tmp_path / "receiver", CONFIG) as receiver:
        assert receiver.key(sender.train()) == "KEY_VOLUMEUP"


def test_a_held_key_is_repeated_until_it_is_let_go(driver, arrived):
    driver.press("OK", 0.5)
    heard = arrived()
    assert set(heard) == {"OK"}
    assert 3 <= len(heard) <= 6  # one each 108 ms, as lircd itself times them
    driver.press("UP")
    assert arrived() == [*heard, "UP"]


def test_lircds_own_names_of_keys_are_keys_too(driver, sender):
    driver.press("MY_KEY")
    assert NEC.decode(sender.train()) == [Code(4, 0x0A)]


def test_a_key_that_the_device_calls_otherwise(path, arrived):
    driver = Ir(IrSettings(lirc=str(path), remote="tv", keys={"BACK": "KEY_HOME", "MENU": "OK"}))
    driver.press("BACK")
    driver.press("MENU")
    driver.close()
    assert arrived() == ["HOME", "OK"]


def test_the_probe_tells_what_lircd_knows_of_the_remote_control(driver):
    assert driver.probe() == "transmitter version lircd 0.10.1, which has 5 keys of tv"


def test_a_remote_control_that_lircd_does_not_know_is_refused(path):
    driver = Ir(IrSettings(lirc=str(path), remote="none"))
    with pytest.raises(Refused, match='unknown remote: "none"'):
        driver.press("OK")
    driver.close()


def test_a_socket_that_is_not_there_is_unreachable(tmp_path):
    driver = Ir(IrSettings(lirc=str(tmp_path / "none"), remote="tv"))
    with pytest.raises(Unreachable, match="No such file"):
        driver.open()


def test_lircd_may_be_started_anew_between_two_keys(sender, arrived):
    with sender.running() as path:
        driver = Ir(IrSettings(lirc=str(path), remote="tv"))
        driver.press("OK")
    with pytest.raises(Unreachable):
        driver.press("OK")
    with sender.running():
        driver.press("UP")
        driver.close()
        assert arrived() == ["UP"]


def test_lircd_is_reached_over_the_network_as_well(sender, arrived):
    port = free_port()
    with sender.running(f"--listen=127.0.0.1:{port}"):
        driver = Ir(IrSettings(lirc=f"127.0.0.1:{port}", remote="tv"))
        driver.press("HOME")
        driver.close()
        assert arrived() == ["HOME"]


def test_codes_that_lircd_receives_meanwhile_are_no_answer(answering):
    def answer(command):
        data = "DATA\n1\n0001 KEY_OK\n" if command.startswith("LIST") else ""
        noise = "0000000020df22dd 00 KEY_OK tv\nBEGIN\nSIGHUP\nEND\n"
        return f"{noise}BEGIN\n{command}\nSUCCESS\n{data}END\n"

    driver = answering(answer)
    driver.press("OK")
    driver.close()


@pytest.mark.parametrize(
    "answer",
    [
        lambda command: f"BEGIN\n{command}\nPERHAPS\nEND\n",
        lambda command: f"BEGIN\n{command}\nSUCCESS\nDATA\nmany\n",
        lambda command: f"BEGIN\n{command}\nSUCCESS\nDATA\n1\n01 KEY_OK\nMORE\n",
    ],
)
def test_an_answer_of_no_known_form_is_refused(answering, answer):
    driver = answering(answer)
    with pytest.raises(Refused, match="answers"):
        driver.press("OK")
    driver.close()


def test_half_an_answer_took_too_long_and_the_next_one_is_understood(answering):
    answers = iter(["BEGIN\nLIST", "BEGIN\nLIST tv\nSUCCESS\nDATA\n1\n01 KEY_OK\nEND\n"])
    driver = answering(lambda _: next(answers))
    with pytest.raises(TookTooLong):
        driver.press("JUMP")
    with pytest.raises(NotSupported, match=r"'JUMP' .it has OK, KEY_OK"):
        driver.press("JUMP")
    driver.close()


def test_a_held_key_whose_connection_breaks_is_let_go(answering):
    asked = []

    def answer(command):
        asked.append(command.split()[0])
        if command.startswith("SEND_START"):
            return ""  # it has begun to send, and nobody was told
        data = "DATA\n1\n01 KEY_OK\n" if command.startswith("LIST") else ""
        return f"BEGIN\n{command}\nSUCCESS\n{data}END\n"

    driver = answering(answer)
    with pytest.raises(TookTooLong):
        driver.press("OK", 1.0)
    driver.close()
    assert asked == ["LIST", "SEND_START", "SEND_STOP"]


def test_a_path_is_no_host():
    assert IrSettings(lirc="/run/lirc/lircd", remote="tv").lirc == "/run/lirc/lircd"
    with pytest.raises(ValueError, match="lirc"):
        IrSettings(lirc="run/lirc/lircd:x", remote="tv")


def test_a_key_whose_answer_is_cut_off_is_not_sent_again(faulty):
    asked = []

    def serve(client):
        for command in client.makefile("r"):
            asked.append(command.strip())
            if command.startswith("SEND"):
                hangs_up(client)
            client.sendall(f"BEGIN\n{command}SUCCESS\nDATA\n1\n01 KEY_OK\nEND\n".encode())

    driver = Ir(IrSettings(lirc=f"127.0.0.1:{faulty(serve).port}", remote="tv"))
    with pytest.raises(Unreachable, match="ended the connection before it answered"):
        driver.press("OK")
    driver.close()
    assert asked == ["LIST tv", "SEND_ONCE tv KEY_OK"]
