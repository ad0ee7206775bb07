"""The vnc driver where something goes wrong: passwords, servers that end, what is no RFB."""

import os
import pickle
import signal
import struct
import subprocess
import threading
import time

import pytest

from actors.drivers.vnc import Vnc, VncSettings
from actors.errors import DriverError, Refused, TookTooLong, Unreachable
from tests.desk import SIZE, Window, xvnc
from tests.faulty import never_answers
from tests.served import free_port, wait_until


@pytest.fixture
def serve():
    """Start Xvnc with options, at a port of its own or the one given; return both."""
    desks = []

    def start(*options, port=0):
        port = port or free_port()
        desks.append(xvnc(port, *options))
        return desks[-1], port

    yield start
    for desk in desks:
        desk.end()


@pytest.fixture
def of():
    """Build closed drivers to a port, which are closed in the end."""
    drivers = []

    def build(port, **settings):
        drivers.append(Vnc(VncSettings(host="127.0.0.1", port=port, **settings)))
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture
def password_file(tmp_path):
    file = tmp_path / "password"
    subprocess.run(["x11vnc", "-storepasswd", "opensesame", file], check=True, capture_output=True)
    return str(file)


@pytest.fixture
def guarded(serve, password_file):
    """The port of a server that wants the password opensesame."""
    return serve("-SecurityTypes", "VncAuth", "-rfbauth", password_file)[1]


def newest(driver):
    try:
        return driver.frame()
    except DriverError:
        return None


def works(driver):
    return newest(driver) is not None


def fills(driver, colour):
    """Tell whether all that it shows is of that COLOUR; the pointer is not looked at."""
    return bool((driver.frame().pixels[50:] == colour).all())


def fails(driver):
    return not works(driver)


def test_a_name_that_is_none_is_unreachable():
    with pytest.raises(Unreachable, match="no name of a host"):
        Vnc(VncSettings(host="a..b")).open()


def test_the_right_password_lets_in(of, guarded):
    driver = of(guarded, password="opensesame")
    driver.open()
    assert "picture 640x400" in driver.probe()


def test_a_wrong_password_is_refused_and_not_told(of, guarded):
    with pytest.raises(Refused, match="the password is wrong") as error:
        of(guarded, password="open5esame").open()
    assert "open5esame" not in str(error.value) + repr(error.value.__cause__)
    assert "open5esame" not in repr(of(guarded, password="open5esame").settings)
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


def test_a_password_that_the_lab_file_lacks_is_told(of, guarded):
    with pytest.raises(Refused, match="it wants a password, and the lab file gives none"):
        of(guarded).open()


def test_a_server_that_had_too_many_wrong_passwords_says_so(of, serve, password_file):
    options = ["-SecurityTypes", "VncAuth", "-rfbauth", password_file]
    _, port = serve(*options, "-BlacklistThreshold", "1")
    for _ in range(2):
        with pytest.raises(Refused):
            of(port, password="wrong").open()
    with pytest.raises(Refused, match="Too many security failures"):
        of(port, password="opensesame").open()


def test_a_server_that_only_encrypts_is_refused_with_what_it_offers(of, serve):
    _, port = serve("-SecurityTypes", "TLSNone,TLSVnc")
    with pytest.raises(Refused, match="offers no security but VeNCrypt"):
        of(port).open()


def test_a_screen_that_changes_its_size_is_followed(of, serve):
    desk, port = serve("-SecurityTypes", "None")
    driver = of(port)
    driver.open()
    window = Window(desk.display)
    for size in ((800, 600), (640, 480)):
        mode = "x".join(map(str, size))
        subprocess.run(["xrandr", "-display", desk.display, "-s", mode], check=True)
        wait_until(lambda size=size: driver.screen_size() == size)
        window.paint(0x102030)
        wait_until(lambda: fills(driver, [0x30, 0x20, 0x10]))
        assert driver.frame().size == size
        driver.tap(size[0] - 1, size[1] - 1)
    window.close()


def test_a_server_that_was_started_again_is_found_again(of, serve):
    desk, port = serve("-SecurityTypes", "None")
    driver = of(port)
    driver.open()
    desk.end()
    wait_until(lambda: fails(driver))
    with pytest.raises(Unreachable, match="Connection refused"):
        driver.press("OK")
    back, _ = serve("-SecurityTypes", "None", port=port)
    assert driver.frame().size == SIZE  # at once, as whoever asks is not kept waiting
    window = Window(back.display)
    driver.press("OK")
    wait_until(lambda: window.of("key up"))
    assert len(window.of("key down")) == 1
    window.close()


def test_a_server_that_stands_still_is_late_and_works_when_it_goes_on(of, serve):
    desk, port = serve("-SecurityTypes", "None")
    driver = of(port, timeout=1.0, max_age=0.3)
    driver.open()
    os.kill(desk.pid, signal.SIGSTOP)
    with pytest.raises(TookTooLong, match="no answer within 1 s"):
        driver.press("OK")
    wait_until(lambda: fails(driver))
    os.kill(desk.pid, signal.SIGCONT)
    wait_until(lambda: works(driver))


# What follows is said by a server of the test's own, as RFC 6143 has it.

WIDE, HIGH = 8, 4
GREY = b"\x80" * (WIDE * HIGH * 4)


def let_in(client):
    """Be a server that lets everybody in, up to the first request; return what is said later."""
    said = client.makefile("rb")
    client.sendall(b"RFB 003.008\n")
    said.read(12)
    client.sendall(b"\x01\x01")
    said.read(1)
    client.sendall(bytes(4))
    said.read(1)
    client.sendall(struct.pack(">HH16xI4s", WIDE, HIGH, 4, b"fake"))
    said.read(20)
    encodings = struct.unpack(">xxH", said.read(4))[0]
    said.read(4 * encodings + 10)
    return said


def rectangle(encoding, data=b"", at=(0, 0, WIDE, HIGH)):
    return struct.pack(">HHHHi", *at, encoding) + data


def update(*rectangles):
    return struct.pack(">BxH", 0, len(rectangles)) + b"".join(rectangles)


def says(*messages):
    """Build a host that lets in and says MESSAGES, and then hangs up."""

    def serve(client):
        let_in(client)
        client.sendall(b"".join(messages))
        time.sleep(0.05)
        client.close()

    return serve


WHOLE = update(rectangle(0, GREY))


NONSENSE = {
    "half a rectangle": (WHOLE[:30], Unreachable, "hung up|reset"),
    "a message": (b"\x09 garbage", Refused, "a message of kind 9"),
    "an encoding": (update(rectangle(99)), Refused, "an encoding 99"),
    "a place": (update(rectangle(0, GREY, (1, 0, WIDE, HIGH))), Refused, "of a screen of 8x4"),
    "a source": (update(rectangle(1, b"\xff" * 4)), Refused, "of a screen of 8x4"),
    "a size": (update(rectangle(-223, at=(0, 0, 65535, 65535))), Refused, "a screen of 65535x"),
    "a kind": (update(rectangle(7, b"\x90")), Refused, "a Tight rectangle of kind 9"),
    "packed data": (update(rectangle(7, b"\x00\x04junk")), Refused, "cannot be unpacked"),
}


@pytest.mark.parametrize("what", NONSENSE)
def test_what_is_no_rfb_is_told(of, faulty, what):
    said, error, reason = NONSENSE[what]
    with pytest.raises(error, match=reason):
        of(faulty(says(said)).port, timeout=1).open()


def test_half_a_rectangle_and_then_nothing_took_too_long(of, faulty):
    def serve(client):
        let_in(client)
        client.sendall(WHOLE[:30])
        never_answers(client)

    with pytest.raises(TookTooLong):
        of(faulty(serve).port, timeout=0.3).open()


def test_half_a_picture_is_never_shown(of, faulty):
    """A second rectangle that does not come takes the first one with it."""

    def serve(client):
        let_in(client)
        client.sendall(WHOLE)
        black = rectangle(0, bytes(WIDE * HIGH * 4))
        client.sendall(struct.pack(">BxH", 0, 2) + black)
        never_answers(client)

    driver = of(faulty(serve).port, timeout=0.6, max_age=5)
    driver.open()
    assert (driver.frame().pixels == 0x80).all()


def test_a_new_size_in_the_midst_of_an_update_is_followed(of, faulty):
    def serve(client):
        said = let_in(client)
        grown = rectangle(-223, at=(0, 0, 2 * WIDE, HIGH))
        client.sendall(update(rectangle(0, GREY), grown, rectangle(0, GREY, (8, 0, 8, 4))))
        while said.read(10) != struct.pack(">BBHHHH", 3, 0, 0, 0, 2 * WIDE, HIGH):
            pass  # it has to ask for all of it, changed or not
        client.sendall(update(rectangle(0, bytes(WIDE * HIGH * 4))))
        never_answers(client)

    driver = of(faulty(serve).port, timeout=1)
    driver.open()
    assert driver.screen_size() == (16, 4)
    assert driver.frame().pixels[0, :, 0].tolist() == [0] * 8 + [0x80] * 8


def test_bells_clipboards_and_colours_are_passed_over(of, faulty):
    colours = struct.pack(">BxHH", 1, 0, 2) + bytes(12)
    clipboard = struct.pack(">BxxxI", 3, 70_000) + bytes(70_000)

    def serve(client):
        let_in(client)
        client.sendall(b"\x02" + colours + clipboard + WHOLE)
        never_answers(client)

    driver = of(faulty(serve).port, timeout=1)
    driver.open()
    assert driver.frame().size == (WIDE, HIGH)


def test_a_link_that_was_cut_in_a_picture_is_made_anew(of, faulty):
    is_open, colours = threading.Event(), [b"\x81", b"\x80"]

    def serve(client):
        let_in(client)
        client.sendall(WHOLE.replace(b"\x80", colours.pop()))
        if colours:
            is_open.wait()
            client.sendall(WHOLE[:40])
            client.close()
        else:
            never_answers(client)

    driver = of(faulty(serve).port, timeout=1)
    driver.open()
    is_open.set()
    wait_until(lambda: (frame := newest(driver)) and frame.pixels[0, 0, 0] == 0x81)


@pytest.mark.parametrize("version", [b"RFB 003.003\n", b"RFB 003.007\n", b"RFB 003.889\n"])
def test_servers_of_other_versions_are_understood(of, faulty, version):
    def serve(client):
        client.sendall(version)
        spoken = client.recv(12)
        assert spoken == {b"RFB 003.889\n": b"RFB 003.008\n"}.get(version, version)
        client.sendall(b"\x00\x00\x00\x01" if b".003" in version else b"\x01\x01")
        if b".003" not in version:
            client.recv(1)
        if b".889" in version:
            client.sendall(bytes(4))
        client.recv(1)
        client.sendall(struct.pack(">HH16xI", WIDE, HIGH, 0))
        client.recv(4096)
        client.sendall(WHOLE)
        never_answers(client)

    driver = of(faulty(serve).port, timeout=1)
    driver.open()
    assert driver.frame().size == (WIDE, HIGH)


def test_a_server_that_will_have_nobody_says_why(of, faulty):
    def serve(client):
        client.sendall(b"RFB 003.008\n")
        client.recv(12)
        client.sendall(b"\x00" + struct.pack(">I", 8) + b"full up!")

    with pytest.raises(Refused, match="full up!"):
        of(faulty(serve).port, timeout=1).open()
