"""The adb driver through the real adb server to simulated devices."""

import ast
import pickle
import struct
import threading
import time

import pytest

from actors.drivers.adb import Adb, AdbSettings
from actors.errors import DriverError, NotSupported, Refused, TookTooLong, Unreachable
from actors.protocols.adb import launcher
from actors.protocols.adb.server import AdbServer, address
from actors.simulator.adbd.packets import Packet
from actors.simulator.android import inputs
from tests.actors.drivers.suite import (
    AppsSuite,
    ElementsSuite,
    KeyboardSuite,
    LinkSuite,
    NetworkSuite,
    PictureSuite,
    RemoteSuite,
    ShellSuite,
    TouchSuite,
    failure,
)
from tests.faulty import answers_garbage, hangs_up, never_answers

BANNER = b"device::features=shell_v2"
LIVE = "tv.simulated.live"


def driver_of(device, server, **settings):
    return Adb(AdbSettings(serial=device.serial, server=server, **settings))


@pytest.fixture
def adb(android, server):
    driver = driver_of(android, server)
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def driver(adb):
    return adb


@pytest.fixture
def television(android):
    return android.television


class TestLink(LinkSuite):
    pass


class TestNetwork(NetworkSuite):
    @pytest.fixture
    def at(self, server):
        serials = []

        def build(port):
            serials.append(f"127.0.0.1:{port}")
            return Adb(AdbSettings(serial=serials[-1], server=server, timeout=0.8))

        yield build
        for serial in serials:
            AdbServer(address(server)).disconnect(serial, time.monotonic() + 5)

    def test_a_host_that_hangs_up_is_told_as_such(self, at, faulty):
        # the adb server tries it again for 10 s before it says so
        assert type(failure(at(faulty(hangs_up).port))) in (Unreachable, TookTooLong)


class TestRemote(RemoteSuite):
    @pytest.fixture
    def arrived(self, noted):
        return lambda: noted("key")


class TestTouch(TouchSuite):
    @pytest.fixture
    def touched(self, noted):
        return lambda: [tuple(map(int, place.split())) for place in noted("tap")]


class TestKeyboard(KeyboardSuite):
    @pytest.fixture
    def typed(self, noted):
        return lambda: "".join(map(ast.literal_eval, noted("text")))


class TestPicture(PictureSuite):
    pass


class TestShell(ShellSuite):
    pass


class TestApps(AppsSuite):
    @pytest.fixture
    def fronted(self, android):
        return lambda: android.television.foreground


class TestElements(ElementsSuite):
    pass


def works(driver):
    """Tell whether DRIVER reaches its device, opened anew as a device would do it."""
    try:
        driver.open()
    except DriverError:
        return False
    return driver.shell(["echo", "on"]).output == "on\n"


def press_again_and_again(driver):
    for _ in range(1000):
        driver.press("MUTE")


def test_a_keycode_that_android_does_not_know_is_refused(adb):
    with pytest.raises(Refused, match="KEYCODE_NONE"):
        adb.press("KEYCODE_NONE")


def test_a_device_may_have_names_of_its_own_for_keys(android, server, noted):
    driver = driver_of(android, server, keys={"EXIT": "BACK", "OK": "KEYCODE_NUMPAD_ENTER"})
    driver.open()
    driver.press("EXIT")
    driver.press("OK")
    driver.close()
    assert noted("key") == ["BACK", "OK"]


def test_a_key_is_held_as_long_as_was_asked_for(adb, noted):
    began = time.monotonic()
    adb.press("MUTE", hold=0.3)
    assert time.monotonic() - began >= 0.3
    assert noted("key") == ["MUTE held for 0.3 s"]


def test_an_android_that_cannot_hold_a_key_is_sent_none(adb, noted, monkeypatch):
    monkeypatch.setattr(inputs, "USAGE", "keyevent [--longpress] <key code number or name> ...")
    with pytest.raises(NotSupported, match="holding a key"):
        adb.press("MUTE", hold=0.3)
    assert noted("key") == []


def test_without_the_keyboard_for_tests_other_signs_are_refused_before_any_is_typed(adb, noted):
    adb.shell(["ime", "set", "com.other/.Ime"])
    with pytest.raises(
        NotSupported, match=r"typing '\u010d\u2615' .*ime set com.android.adbkeyboard"
    ):
        adb.type("a\u010dc\u2615")
    assert noted("text") == []


def test_typing_nothing_does_nothing(adb, android):
    before = list(android.television.log)
    adb.type("")
    assert list(android.television.log) == before


def test_a_line_break_is_no_sign_that_can_be_typed(adb, noted):
    with pytest.raises(NotSupported, match=r"typing '\\n'"):
        adb.type("two\nlines")
    assert noted("text") == []


@pytest.mark.parametrize(
    "words", [["echo", "a  b", "$HOME", "'", '"', ";", "&&", "*"], ["echo", "caf\u00e9"]]
)
def test_each_argument_reaches_the_program_as_it_is(adb, words):
    assert adb.shell(words).output == " ".join(words[1:]) + "\n"


def test_a_shell_tells_exit_code_and_errors(adb):
    result = adb.shell(["ls", "/none"])
    assert result.code == 1
    assert "No such file" in result.output


def test_the_picture_is_that_of_the_television(adb, android):
    frame = adb.frame()
    assert frame.size == android.television.size == adb.screen_size()
    assert abs(frame.pixels.astype(int) - android.television.picture()).mean() < 2


def test_elements_have_the_focus_where_the_television_has_it(adb, android):
    [wanted] = [one for one in android.television.elements() if one.focused]
    [found] = [one for one in adb.elements() if one.focused]
    assert (found.text, found.id, found.bounds) == (wanted.text, wanted.resource_id, wanted.bounds)


def test_a_finger_is_drawn_where_it_was_told(adb, noted):
    adb.swipe((600, 600), (600, 200), 0.1)
    assert noted("swipe") == ["600 600 600 200 in 0.1 s"]


def test_the_log_tells_what_came_since(adb, television):
    hour_ago = time.strftime("%m-%d %H:%M:%S", time.gmtime(time.time() - 3600))
    television.log.appendleft(f"{hour_ago}.000  1000  1000 I Old: line")
    adb.press("MENU")
    [line] = adb.log(time.time() - 60)
    assert line.text == "1000  1000 I InputDispatcher: key MENU"
    assert abs(time.time() - line.at) < 60
    assert len(adb.log(0.0)) == 2


def test_the_probe_proves_shell_and_picture(adb):
    assert "picture 1280x720" in adb.probe()


def test_keys_and_pictures_may_be_asked_for_at_once(adb, noted):
    frames = []
    lookers = [threading.Thread(target=lambda: frames.append(adb.frame().size)) for _ in range(4)]
    for looker in lookers:
        looker.start()
    for _ in range(20):
        adb.press("MUTE")
    for looker in lookers:
        looker.join()
    assert frames == [(1280, 720)] * 4
    assert noted("key") == ["MUTE"] * 20


def test_a_device_that_went_offline_is_unreachable_and_heals_when_it_is_back(android, server):
    driver = driver_of(android, server, timeout=1.0)
    driver.open()
    android.television.faults.set(offline=True)
    with pytest.raises(Unreachable) as error:
        press_again_and_again(driver)  # until the adb server has noticed
    assert error.value.source == android.serial
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
    android.television.faults.set(offline=False)
    while not works(driver):
        pass
    driver.close()


def test_a_device_whose_process_began_anew_is_reached_again_and_no_key_pressed_twice(
    adb, android, noted
):
    pressed = 0
    for restart in (False, True, True):
        if restart:
            android.restart()
        try:
            adb.press("MENU")
            pressed += 1
        except DriverError:  # the key was on its way
            assert works(adb)
    assert len(noted("key")) - pressed in (0, 1, 2)
    adb.press("MUTE")
    assert noted("key")[-1] == "MUTE"


def greet(packet):
    return [Packet(b"CNXN", 0x01000001, 1 << 20, BANNER)] if packet.command == b"CNXN" else []


def distrust(packet):
    asks = packet.command == b"CNXN" or (packet.command == b"AUTH" and packet.first == 2)
    return [Packet(b"AUTH", 1, 0, bytes(20))] if asks else []


def framed(kind, data):
    return struct.pack("<BI", kind, len(data)) + data


def answering(screencap):
    """A device whose shell answers `screencap` with those bytes, and all else well."""
    ready = framed(1, b"ready\n") + framed(3, b"\0")

    def answer(packet):
        if packet.command != b"OPEN":
            return greet(packet)
        said = screencap if b"screencap" in packet.payload else ready
        ids = (1, packet.first)
        return [Packet(b"OKAY", *ids), Packet(b"WRTE", *ids, said), Packet(b"CLSE", *ids)]

    return answer


@pytest.mark.parametrize(
    ("said", "error", "reason"),
    [
        (framed(1, struct.pack("<4I", 64, 36, 1, 1) + bytes(99))[:60], Unreachable, "ended the"),
        (framed(1, struct.pack("<4I", 64, 36, 1, 1) + bytes(99)) + framed(3, b"\0"), Refused,
         "115 bytes for 64x36"),
        (framed(1, b"no display") + framed(3, b"\0"), Refused, "no picture but 'no display'"),
        (framed(2, b"denied") + framed(3, b"\1"), Refused, "screencap ended with 1: denied"),
        (framed(3, b""), Refused, "not adb's language"),
        (b"garbage, and nothing but garbage", Refused, "not adb's language"),
    ],
)  # fmt: skip
def test_half_a_picture_and_none_are_told(server, scripted, said, error, reason):
    driver = driver_of(scripted(answering(said)), server)
    driver.open()
    with pytest.raises(error, match=reason):
        driver.frame()
    assert driver.shell(["echo", "ready"]).output == "ready\n"
    driver.close()


def test_a_warning_beside_a_picture_does_no_harm(server, scripted):
    picture = struct.pack("<4I", 2, 1, 1, 1) + bytes(8)
    said = framed(2, b"[Warning] Multiple displays were found") + framed(1, picture)
    driver = driver_of(scripted(answering(said + framed(3, b"\0"))), server)
    driver.open()
    assert driver.frame().size == (2, 1)
    driver.close()


def test_a_device_that_does_not_trust_this_machine_says_what_to_do(server, scripted):
    with pytest.raises(Refused, match="accept the debugging dialog on its screen"):
        driver_of(scripted(distrust), server).open()


def test_a_device_that_connects_and_never_answers_took_too_long(server, scripted):
    with pytest.raises(TookTooLong, match=r"no answer within 0\.5 s"):
        driver_of(scripted(greet), server, timeout=0.5).open()


def test_an_address_with_nobody_there_is_unreachable(server):
    with pytest.raises(Unreachable, match=r"^adb at 127.0.0.1:1: .*Connection refused$"):
        Adb(AdbSettings(serial="127.0.0.1:1", server=server)).open()


def test_a_device_that_is_not_plugged_in_is_unreachable(server):
    with pytest.raises(Unreachable, match="'R58M123' not found"):
        Adb(AdbSettings(serial="R58M123", server=server)).open()


def test_a_server_that_was_killed_is_started_anew_by_the_next_action(
    android, own_adb_server, noted
):
    driver = driver_of(android, own_adb_server.written)
    driver.open()
    own_adb_server.kill()
    driver.press("MUTE")
    driver.close()
    assert noted("key") == ["MUTE"]


def test_a_server_elsewhere_is_never_started_from_here():
    with pytest.raises(ConnectionRefusedError):
        AdbServer(("127.0.0.2", 1)).start()


@pytest.mark.parametrize(
    ("said", "error", "advice"),
    [
        ("more than one device", Refused, "several devices have this serial number"),
        ("device still authorizing", Refused, "accept the debugging dialog"),
        ("insufficient permissions for device", Refused, "add the udev rules"),
        ("device offline", Unreachable, "device offline"),
    ],
)
def test_what_a_server_says_no_to_is_told_with_what_helps(faulty, said, error, advice):
    def refuse(client):
        client.recv(4096)
        client.sendall(b"FAIL%04x%b" % (len(said), said.encode()))

    server = f"127.0.0.1:{faulty(refuse).port}"
    with pytest.raises(error, match=advice):
        Adb(AdbSettings(serial="R58M123", server=server, timeout=1)).open()


@pytest.mark.parametrize(
    ("serve", "error"),
    [(never_answers, TookTooLong), (hangs_up, Unreachable), (answers_garbage, Refused)],
)
def test_a_server_that_misbehaves_is_told_as_such(faulty, serve, error):
    server = f"127.0.0.1:{faulty(serve).port}"
    with pytest.raises(error):
        Adb(AdbSettings(serial="R58M123", server=server, timeout=0.5)).open()


def test_a_command_longer_than_the_protocol_has_room_for_is_refused_and_not_sent(adb, noted):
    with pytest.raises(Refused, match="65535"):
        adb.type("x" * 70_000)
    assert noted("text") == []
    assert adb.shell(["echo", "on"]).output == "on\n"


def test_a_server_of_no_name_that_a_host_can_have_is_unreachable():
    with pytest.raises(Unreachable, match="no host is called"):
        Adb(AdbSettings(serial="R58M123", server="a..b:5037")).open()


def test_an_application_may_be_named_after_an_error(adb, android, monkeypatch):
    monkeypatch.setattr(launcher, "parse_component", lambda _: f"{LIVE}/.ErrorActivity")
    adb.launch(LIVE)
    assert android.television.foreground == LIVE
