"""The web driver in real Chromium, on pages that the tests serve."""

import json
import subprocess
import time

import pytest

from actors.drivers.web import Web, WebSettings
from actors.errors import DriverError
from tests.actors.drivers import suite
from tests.actors.drivers.browsing import browsers, build, driver, keys_down, running, site, value
from tests.served import free_port, wait_until

__all__ = ["build", "driver", "running", "site"]


@pytest.fixture
def arrived(driver):
    names = {"ArrowUp": "UP", "Enter": "OK", "Home": "HOME"}
    return lambda: [names.get(key, key) for key in keys_down(driver)]


@pytest.fixture
def touched(driver):
    return lambda: [tuple(point) for point in value(driver, "touched")]


@pytest.fixture
def typed(driver):
    return lambda: value(driver, "field.value")


@pytest.fixture
def fronted(driver):
    names = {address: name for name, address in driver.settings.pages.items()}
    return lambda: names.get(value(driver, "location.href"))


class TestLink(suite.LinkSuite):
    """Of every driver."""


class TestRemote(suite.RemoteSuite):
    pass


class TestTouch(suite.TouchSuite):
    pass


class TestKeyboard(suite.KeyboardSuite):
    pass


class TestPicture(suite.PictureSuite):
    pass


class TestApps(suite.AppsSuite):
    pass


def test_a_key_is_held_as_long_as_it_is_asked_for(driver):
    driver.press("OK", hold=0.3)
    (down, _, _, since), (up, _, _, until) = value(driver, "heard")
    assert (down, up) == ("keydown", "keyup")
    assert until - since >= 300


@pytest.mark.parametrize(
    ("key", "name", "number"),
    [("BACK", "GoBack", 461), ("RED", "ColorF0Red", 403), ("NUM_7", "7", 55)],
)  # fmt: skip
def test_pages_get_the_keys_of_a_television(driver, key, name, number):
    driver.press(key)
    assert value(driver, "heard[0].slice(0, 3)") == ["keydown", name, number]


@pytest.mark.parametrize(
    ("own", "key", "name"),
    [({"BACK": "ESCAPE"}, "BACK", "Escape"), ({"BACK": "Backspace"}, "BACK", "Backspace"),
     ({"INFO": "i"}, "INFO", "i"), ({"TV_INPUT": "F4"}, "TV_INPUT", "F4")],
)  # fmt: skip
def test_a_device_may_have_keys_of_its_own(build, own, key, name):
    driver = build("noting", keys=own)
    driver.press(key)
    assert keys_down(driver) == [name]


def test_ok_presses_what_has_the_focus(build):
    driver = build("listed")
    value(driver, "play.onclick = () => document.title = 'clicked', 1")
    driver.press("OK")
    assert value(driver, "document.title") == "clicked"


def test_the_picture_is_that_of_the_page(build, site):
    driver = build("plain", size=(640, 360))
    frame = driver.frame()
    assert frame.size == driver.screen_size() == (640, 360)
    assert frame.pixels[300, 600].tolist() == [40, 30, 200]


def test_the_picture_follows_the_page(driver):
    value(driver, "document.body.style.background = 'lime', 1")
    assert driver.frame().pixels[300, 600].tolist() == [0, 255, 0]


def test_a_drag_takes_its_time_along_its_way(driver):
    value(
        driver, "way = [], addEventListener('mousemove', e => way.push([e.clientX, e.buttons])), 1"
    )
    began = time.monotonic()
    driver.swipe((100, 300), (500, 300), 0.3)
    assert time.monotonic() - began >= 0.3
    across = [x for x, held in value(driver, "way") if held]
    assert across == sorted(across) and len(across) > 5 and across[-1] == 500


def test_a_touch_screen_is_touched_by_a_finger(build):
    driver = build("noting", mobile=True)
    value(
        driver,
        "fingers = [], addEventListener('touchstart', e => fingers.push(e.touches[0].clientX)), 1",
    )
    driver.tap(130, 240)
    driver.swipe((200, 300), (200, 200), 0.05)
    assert value(driver, "fingers") == [130, 200]


@pytest.mark.parametrize(
    ("command", "output"),
    [
        (["({a: [1, 'ž', null]})"], '{"a": [1, "ž", null]}'),
        (["(a, b) => a + b", "it's", ' "5"'], json.dumps('it\'s "5"')),
        (["await new Promise(done => setTimeout(done, 1, 'late'))"], '"late"'),
        (["undefined"], "null"),
        (["let odd = 1; odd + 1"], "2"),
    ],
)
def test_javascript_answers_in_json(driver, command, output):
    result = driver.shell(command)
    assert (result.output, result.code) == (output, 0)


@pytest.mark.parametrize(
    ("expression", "said"),
    [
        ("none.x", "none is not defined"),
        ("throw 3", "3"),
        ("(", "SyntaxError"),
        ("window", "chain"),
    ],
)
def test_what_javascript_throws_is_told(driver, expression, said):
    result = driver.shell([expression])
    assert result.code == 1
    assert said in result.output


def test_each_device_has_cookies_of_its_own_in_one_browser(build, running):
    one, other = build("cookie"), build("plain")
    assert value(one, "document.cookie") == "seen=1"
    assert value(other, "document.cookie") == ""
    assert len(browsers()) == 1


def test_what_pages_store_is_kept_where_it_is_asked_for(build, tmp_path):
    for page in ("cookie", "plain"):
        driver = build(page, storage=tmp_path / "kept.json")
        assert value(driver, "[document.cookie, localStorage.kept]") == ["seen=1", "2"]
        driver.close()


def test_a_page_is_told_where_and_what_it_is(build):
    driver = build("plain", locale="de-DE", timezone="Asia/Tokyo", user_agent="TV/1")
    zone = "Intl.DateTimeFormat().resolvedOptions().timeZone"
    assert value(driver, f"[navigator.language, {zone}, navigator.userAgent]") == [
        "de-DE",
        "Asia/Tokyo",
        "TV/1",
    ]


def test_credentials_open_a_locked_page(build):
    assert (
        value(build("locked", user="me", password="open sesame"), "location.pathname") == "/locked"
    )


def test_dialogs_are_dismissed_and_hold_nothing_up(build, site):
    driver = build("dialogs")
    assert value(driver, "said") == [False, None]
    driver.tap(10, 10)  # only a page that was used may ask before it is left
    driver.launch(site.url("plain"))
    assert value(driver, "location.pathname") == "/plain"


def test_the_newest_page_is_in_front_until_it_closes(build):
    driver = build("popup")
    value(driver, "more(), 1")
    wait_until(lambda: value(driver, "document.title") == "noting")
    assert driver.frame().pixels[300, 600].tolist() == [120, 60, 10]
    driver.shell(["setTimeout(close)"])
    wait_until(lambda: driver.frame().pixels[300, 600].tolist() == [255, 255, 255])
    wait_until(lambda: value(driver, "location.pathname") == "/popup")


def test_launching_a_page_closes_what_popped_up(build, site):
    driver = build("popup")
    value(driver, "more(), 1")
    driver.launch(site.url("plain"))
    assert value(driver, "location.pathname") == "/plain"


def test_a_browser_elsewhere_is_used_as_it_is(site, tmp_path):
    port = free_port()
    flags = ["--headless", "--no-sandbox", f"--remote-debugging-port={port}"]
    command = ["chromium", *flags, f"--user-data-dir={tmp_path}", site.url("noting")]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen(command, **quiet) as elsewhere:
        driver = Web(WebSettings(cdp=f"http://127.0.0.1:{port}"))
        wait_until(lambda: opens(driver))
        wait_until(lambda: value(driver, "document.title") == "noting")
        driver.press("BACK")
        driver.close()
        driver.open()  # what it shows has stayed
        assert keys_down(driver) == ["GoBack"]
        assert driver.frame().size[0] > 0
        driver.close()
        elsewhere.terminate()


def opens(driver):
    try:
        driver.open()
    except DriverError:
        return False
    return True
