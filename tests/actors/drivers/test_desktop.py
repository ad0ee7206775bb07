"""The desktop driver: on Xvfb with this machine's shell, and by Xvnc and sshd."""

import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
import xcffib
import xcffib.xkb
from pydantic import ValidationError

from actors.driver import capabilities
from actors.drivers.desktop import Desktop, DesktopSettings
from actors.errors import DriverError, NotSupported, Refused, TookTooLong, Unreachable
from actors.protocols.keysyms import CHORDS, KEYSYMS
from tests.actors.drivers.suite import (
    KeyboardSuite,
    LinkSuite,
    PictureSuite,
    RemoteSuite,
    ShellSuite,
    TouchSuite,
)
from tests.desk import SIZE, Terminal, Window, by_xvnc, xvfb
from tests.served import wait_until
from tests.sshd import Sshd


@pytest.fixture(scope="module")
def desk():
    desk = xvfb()
    yield desk
    desk.end()


@pytest.fixture(scope="module")
def terminal(desk, tmp_path_factory):
    terminal = Terminal(desk.display, tmp_path_factory.mktemp("typed"))
    yield terminal
    terminal.end()


@pytest.fixture
def window(desk):
    window = Window(desk.display)
    yield window
    window.close()


@pytest.fixture
def of():
    """Build open drivers with the settings given."""
    drivers = []

    def build(**settings):
        drivers.append(Desktop(DesktopSettings(**settings)))
        drivers[-1].open()
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture
def driver(of, desk):
    return of(display=desk.display)


@pytest.fixture
def arrived(window):
    names = {CHORDS[key][0]: key for key in ("UP", "OK", "HOME")}
    return lambda: [names[one.keysym] for one in window.of("key down")]


@pytest.fixture
def touched(window):
    return lambda: [one.place for one in window.of("button down")]


@pytest.fixture
def typed(terminal):
    terminal.clear()
    return terminal.typed


class TestLink(LinkSuite):
    pass


class TestRemote(RemoteSuite):
    pass


class TestTouch(TouchSuite):
    pass


class TestKeyboard(KeyboardSuite):
    pass


class TestPicture(PictureSuite):
    pass


class TestShell(ShellSuite):
    pass


def test_a_picture_shows_what_is_on_the_screen_now(driver, window):
    for colour in (0xC81E32, 0x00FF00):
        window.paint(colour)
        before = time.time()
        frame = driver.frame()
        assert (frame.pixels == [colour & 255, colour >> 8 & 255, colour >> 16]).all()
        assert frame.at >= before


@pytest.mark.parametrize("hold", [0.2, 0.5])
def test_a_key_is_held_as_long_as_it_is_said(driver, window, hold):
    driver.press("OK", hold=hold)
    wait_until(lambda: len(window.of("key up")) == 1)
    [down], [up] = window.of("key down"), window.of("key up")
    assert up.at - down.at == pytest.approx(hold, abs=0.05)


def test_a_chord_is_pressed_in_order_and_let_go_in_the_other(of, desk, window):
    of(display=desk.display, keys={"SEARCH": "Control_L+f"}).press("SEARCH")
    wait_until(lambda: len(window.of("key up")) == 2)
    control = KEYSYMS["Control_L"]
    assert [one.keysym for one in window.of("key down")] == [control, ord("f")]
    assert [one.keysym for one in window.of("key up")] == [ord("f"), control]


def test_a_key_that_no_keyboard_has_is_lent_one(driver, window):
    driver.press("FAST_FORWARD")
    wait_until(lambda: window.of("key down"))
    assert window.of("key down")[0].keysym == KEYSYMS["XF86AudioForward"]


def test_a_swipe_is_a_drag_of_so_many_seconds(driver, window):
    driver.swipe((100, 100), (300, 200), 0.3)
    wait_until(lambda: window.of("button up"))
    [down], [up] = window.of("button down"), window.of("button up")
    assert (down.place, up.place) == ((100, 100), (300, 200))
    assert up.at - down.at == pytest.approx(0.3, abs=0.05)


def test_every_sign_of_many_alphabets_is_typed(driver, typed):
    """More signs than the keyboard has spare keys, so that some are lent again."""
    text = "".join(map(chr, [*range(0x430, 0x450), *range(0x4E00, 0x4E10)])) + "🙂 a\tB\n"
    driver.type(text)
    wait_until(lambda: len(typed()) >= len(text))
    assert typed() == text


def test_closing_takes_the_lent_keys_back(of, desk, typed):
    for _ in range(2):
        driver = of(display=desk.display)
        driver.type("абвгдежзийклмнопрст")
        driver.close()
    wait_until(lambda: len(typed()) >= 38)
    assert typed() == "абвгдежзийклмнопрст" * 2


@pytest.fixture
def keyboard(desk):
    """Change the layout of the keyboard, which is that of the United States again afterwards."""

    def use(*options):
        subprocess.run(["setxkbmap", "-display", desk.display, *options], check=True)

    yield use
    use("us")


@pytest.mark.parametrize("layout", ["de", "ru", "us,ru"])
def test_text_is_exact_whatever_the_layout_becomes_meanwhile(
    driver, keyboard, terminal, typed, layout
):
    text = "zyZY@{[]}\\~ äß привет ☕"
    for change in ("us", layout):
        keyboard(change)
        driver.type(text)
        wait_until(lambda: len(typed()) >= len(text))
        assert typed() == text
        terminal.clear()


def test_text_is_exact_in_the_second_group_of_a_layout(driver, desk, keyboard, typed):
    keyboard("us,ru")
    switch_to_group(desk.display, 1)
    driver.type("za! привет")
    wait_until(lambda: len(typed()) >= 10)
    switch_to_group(desk.display, 0)
    driver.type("za! привет")
    wait_until(lambda: len(typed()) >= 20)
    assert typed() == "za! привет" * 2


def switch_to_group(display, group):
    connection = xcffib.connect(display=display)
    xkb = connection(xcffib.xkb.key)
    xkb.UseExtension(1, 0).reply()
    xkb.LatchLockState(0x100, 0, 0, True, group, 0, False, 0, is_checked=True).check()
    connection.disconnect()


def test_a_caps_lock_that_is_on_does_not_change_what_is_typed(of, desk, typed):
    driver = of(display=desk.display, keys={"CAPS": "Caps_Lock"})
    driver.press("CAPS")
    driver.type("aBc Ä")
    wait_until(lambda: len(typed()) >= 5)
    assert typed() == "aBc Ä"


def test_a_command_on_this_machine_has_the_display(driver, desk):
    assert driver.shell(["printenv", "DISPLAY"]).output == f"{desk.display}\n"
    assert driver.shell(["no-such-program"]).code == 127


@pytest.mark.parametrize("command", [[], ["echo", "a\0b"]])
def test_what_is_no_command_is_refused(driver, command):
    with pytest.raises(Refused, match="a command is words without zeros"):
        driver.shell(command)


def test_a_command_that_does_not_end_is_ended_with_its_children(of, desk, tmp_path):
    file = tmp_path / "pid"
    driver = of(display=desk.display, timeout=1.0)
    with pytest.raises(TookTooLong, match="no answer within 1 s"):
        driver.shell(["sh", "-c", f"sleep 60 & echo $! >{file}; wait"])
    wait_until(lambda: not is_running(int(file.read_text())))


def is_running(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return Path(f"/proc/{pid}/stat").read_text().split()[2] != "Z"


def works(driver):
    try:
        return driver.frame().size == SIZE
    except DriverError:
        return False


def test_an_x_server_that_is_not_there_is_unreachable(of):
    with pytest.raises(Unreachable, match="desktop at display :9999: the X server is gone"):
        of(display=":9999")


def test_an_x_server_that_was_started_again_is_found_again(of):
    desk = xvfb()
    driver = of(display=desk.display)
    desk.end()
    for act in (driver.frame, driver.screen_size, lambda: driver.press("OK")):
        with pytest.raises(Unreachable):
            act()
    again = xvfb(desk.display)
    window = Window(again.display)
    driver.press("OK")
    wait_until(lambda: len(window.of("key down")) == 1)
    assert works(driver)
    driver.close()
    window.close()
    again.end()


def test_an_x_server_that_stands_still_is_late_and_works_when_it_goes_on(of):
    desk = xvfb()
    driver = of(display=desk.display, timeout=0.7)
    window = Window(desk.display)
    os.kill(desk.pid, signal.SIGSTOP)
    for act in (driver.frame, lambda: driver.press("OK"), lambda: driver.press("UP")):
        with pytest.raises(TookTooLong):
            act()
    os.kill(desk.pid, signal.SIGCONT)
    wait_until(lambda: works(driver))
    driver.press("HOME")
    wait_until(lambda: window.of("key up"))
    assert [one.keysym for one in window.of("key down")] == [KEYSYMS["Home"]]  # late ones never
    window.close()
    driver.close()
    desk.end()


@pytest.fixture(scope="module")
def sshd(tmp_path_factory):
    server = Sshd(tmp_path_factory.mktemp("sshd"))
    yield server
    server.end()


@pytest.fixture
def ssh(sshd):
    files = {"key": str(sshd.folder / "key"), "known_hosts": str(sshd.folder / "known_hosts")}
    return {"host": "127.0.0.1", "port": sshd.port, "user": sshd.user, **files}


def test_another_computer_is_seen_by_vnc_and_told_by_ssh(of, ssh):
    with by_xvnc() as served:
        driver = of(vnc={"host": "127.0.0.1", "port": served.port}, ssh=ssh)
        window = Window(served.display)
        driver.tap(10, 20)
        wait_until(lambda: window.of("button up"))
        driver.press("OK")
        assert driver.shell(["echo", "it's"]).output == "it's\n"
        assert driver.source == f"{ssh['user']}@127.0.0.1:{ssh['port']}"
        assert driver.probe().startswith("picture 640x400, the server answers in")
        window.close()
        driver.close()


def test_what_lets_nobody_in_is_refused_and_nothing_stays_open(of, ssh, sshd):
    other = {**ssh, "key": str(sshd.folder / "other_key")}
    with by_xvnc() as served, pytest.raises(Refused, match="Permission denied"):
        of(vnc={"host": "127.0.0.1", "port": served.port}, ssh=other)
    wait_until(lambda: not [one for one in threading.enumerate() if one.name == "viewer"])


def test_settings_say_here_or_elsewhere(ssh):
    for wrong in ({}, {"vnc": "h"}, {"ssh": ssh}, {"display": ":0", "ssh": ssh}):
        with pytest.raises(ValidationError, match="either display, or else both vnc and ssh"):
            DesktopSettings(**wrong)


def test_settings_come_back_as_they_were_written(ssh):
    settings = DesktopSettings(vnc={"host": "h", "password": "sesame"}, ssh=ssh)
    assert DesktopSettings.model_validate(settings.model_dump()["desktop"]) == settings
    assert "sesame" not in repr(settings)


def test_its_capabilities_are_those_of_a_computer():
    assert capabilities(Desktop) == {"remote", "touch", "keyboard", "picture", "shell"}


def test_a_point_outside_the_screen_is_refused(driver):
    with pytest.raises(NotSupported, match=r"640, 10 \(its screen is 640x400\)"):
        driver.swipe((0, 0), (640, 10), 0.1)
