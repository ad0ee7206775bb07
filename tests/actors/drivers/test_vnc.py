"""The vnc driver against Xvnc, and against x11vnc before Xvfb."""

import time

import numpy as np
import pytest
from pydantic import ValidationError

from actors.drivers.vnc import Vnc, VncSettings
from actors.errors import NotSupported, Unreachable
from actors.protocols.keysyms import CHORDS, KEYSYMS
from tests.actors.drivers.suite import (
    KeyboardSuite,
    LinkSuite,
    NetworkSuite,
    PictureSuite,
    RemoteSuite,
    TouchSuite,
)
from tests.desk import SIZE, Terminal, Window, by_x11vnc, by_xvnc
from tests.served import wait_until


@pytest.fixture(scope="module", params=[by_xvnc, by_x11vnc], ids=["Xvnc", "x11vnc"])
def desk(request):
    with request.param() as served:
        yield served


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
def of(desk):
    """Build open drivers of the desk, with the settings given."""
    drivers = []

    def build(**settings):
        drivers.append(Vnc(VncSettings(host="127.0.0.1", port=desk.port, **settings)))
        drivers[-1].open()
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture
def driver(of):
    return of()


@pytest.fixture
def at():
    return lambda port: Vnc(VncSettings(host="127.0.0.1", port=port, timeout=0.4))


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
    @pytest.fixture(scope="class")
    def desk(self):
        with by_xvnc() as served:
            yield served


class TestNetwork(NetworkSuite):
    pass


class TestRemote(RemoteSuite):
    pass


class TestTouch(TouchSuite):
    pass


class TestKeyboard(KeyboardSuite):
    pass


class TestPicture(PictureSuite):
    pass


def shows(driver, colour):
    """Tell whether all that DRIVER shows is COLOUR, 0xRRGGBB; the pointer is not looked at."""
    pixels = driver.frame().pixels[50:]
    return bool((pixels == [colour & 255, colour >> 8 & 255, colour >> 16]).all())


def aside(driver):
    """Bring the pointer to where `shows` does not look."""
    driver.tap(5, 5)


@pytest.mark.parametrize("encoding", ["raw", "tight"])
def test_every_change_is_shown_exactly(of, window, encoding):
    driver = of(encoding=encoding)
    aside(driver)
    for colour in (0xC81E32, 0x00FF00, 0x0A0B0C):
        window.paint(colour)
        wait_until(lambda colour=colour: shows(driver, colour))


@pytest.mark.parametrize("encoding", ["raw", "tight"])
def test_what_is_drawn_and_moved_is_shown_where_it_is(of, window, encoding):
    driver = of(encoding=encoding)
    aside(driver)
    window.paint(0)
    expected = np.zeros((SIZE[1], SIZE[0], 3), np.uint8)
    for number in range(40):  # enough colours for every kind of palette
        left, top = 13 * number, 60 + 5 * number
        window.box(0x050301 * number, (left, top, 31, 17))
        expected[top : top + 17, left : left + 31] = [number, 3 * number, 5 * number]
    window.scroll(20)
    expected[70:] = expected[50:-20].copy()
    wait_until(lambda: np.array_equal(driver.frame().pixels[80:], expected[80:]))


def test_a_picture_shows_what_was_before_the_time_it_carries(driver, window):
    aside(driver)
    window.paint(0x336699)
    painted = time.time()
    wait_until(lambda: driver.frame().at > painted + 0.2)
    assert shows(driver, 0x336699)


def test_a_picture_that_was_handed_out_stays_as_it_was(driver, window):
    window.paint(0x111111)
    wait_until(lambda: shows(driver, 0x111111) or aside(driver))
    before = driver.frame()
    window.paint(0x222222)
    wait_until(lambda: shows(driver, 0x222222))
    assert (before.pixels[50:] == 0x11).all()


def test_one_picture_is_made_for_all_who_look_while_nothing_changes(driver, window):
    wait_until(lambda: driver.frame().pixels is driver.frame().pixels)


@pytest.mark.parametrize("hold", [0.2, 0.5])
def test_a_key_is_held_as_long_as_it_is_said(driver, window, hold):
    driver.press("OK", hold=hold)
    wait_until(lambda: len(window.of("key down", "key up")) >= 2)
    first, *_, last = window.of("key down", "key up")
    assert (first.kind, last.kind) == ("key down", "key up")
    assert last.at - first.at == pytest.approx(hold, abs=0.05)


def test_a_key_of_its_own_may_be_a_chord(of, window):
    driver = of(keys={"SEARCH": "Control_L+f", "REFRESH": "F5"})
    driver.press("SEARCH")
    driver.press("REFRESH")
    wait_until(lambda: len(window.of("key up")) == 3)
    control, f5 = KEYSYMS["Control_L"], KEYSYMS["F5"]
    assert [one.keysym for one in window.of("key down")] == [control, ord("f"), f5]
    assert [one.keysym for one in window.of("key up")] == [ord("f"), control, f5]


def test_a_key_that_is_none_is_told_where_the_lab_file_is_read():
    with pytest.raises(ValidationError, match="'Contrl_L' is no key"):
        VncSettings(host="h", keys={"SEARCH": "Contrl_L+f"})


def test_a_swipe_is_a_drag_of_so_many_seconds(driver, window):
    driver.swipe((100, 100), (300, 200), 0.3)
    wait_until(lambda: window.of("button up"))
    [down], [up] = window.of("button down"), window.of("button up")
    assert (down.place, up.place) == ((100, 100), (300, 200))
    assert up.at - down.at == pytest.approx(0.3, abs=0.05)
    places = [one.place for one in window.of("motion") if down.at <= one.at <= up.at]
    assert len(places) >= 8
    assert places == sorted(places)


def test_a_point_outside_the_screen_is_refused(driver, window):
    with pytest.raises(NotSupported, match=r"640, 10 \(its screen is 640x400\)"):
        driver.tap(640, 10)
    assert window.of("button down") == []


def test_signs_that_the_keyboard_is_said_to_have_are_typed(of, typed):
    of(signs="äñé").type("señé ä")
    wait_until(lambda: len(typed()) >= 6)
    assert typed() == "señé ä"


def test_signs_that_no_key_types_are_refused_before_anything_is_typed(driver, typed):
    with pytest.raises(NotSupported, match="typing '\\\\x1b'"):
        driver.type("a\x1bb")
    assert typed() == ""


def test_lines_and_tabs_are_typed(driver, typed):
    driver.type("one\ttwo\n")
    wait_until(lambda: typed() == "one\ttwo\n")


def test_a_long_text_comes_out_whole(driver, typed):
    text = "The quick brown fox jumps over the lazy dog. 0123456789 " * 8
    driver.type(text)
    wait_until(lambda: len(typed()) >= len(text))
    assert typed() == text


def test_two_viewers_of_one_screen_do_not_disturb_each_other(of, window):
    first, second = of(), of()
    aside(first)
    window.paint(0x123456)
    wait_until(lambda: shows(first, 0x123456) and shows(second, 0x123456))
    first.close()
    window.paint(0x654321)
    wait_until(lambda: shows(second, 0x654321))


def test_a_closed_link_does_nothing(driver):
    driver.close()
    for act in (driver.frame, driver.probe, lambda: driver.press("OK")):
        with pytest.raises(Unreachable, match="closed"):
            act()
