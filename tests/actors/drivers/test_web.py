"""The web driver in real Chromium, on pages that the tests serve."""

import json
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from actors.drivers.web import Web, WebSettings
from actors.errors import DriverError, NotSupported, Refused, TookTooLong, Unreachable
from tests.actors.drivers import suite
from tests.actors.drivers.pages import site
from tests.served import free_port, wait_until

__all__ = ["site"]


@pytest.fixture(scope="module")
def running(site):
    """A device that keeps the browser running, which those of all tests share."""
    driver = Web(WebSettings(url=site.url("plain")))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def build(site, running):
    """Builds opened drivers at a page of the site."""
    built = []

    def opened(page, **settings):
        built.append(Web(WebSettings(url=site.url(page), **settings)))
        built[-1].open()
        return built[-1]

    yield opened
    for driver in built:
        driver.close()


@pytest.fixture
def driver(build, site):
    pages = {"films": site.url("listed"), "notes": site.url("noting")}
    return build("noting", pages=pages)


def value(driver, expression):
    result = driver.shell([expression])
    assert result.code == 0, result.output
    return json.loads(result.output)


def keys_down(driver):
    return [key for kind, key, *_ in value(driver, "heard") if kind == "keydown"]


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


class TestNetwork(suite.NetworkSuite):
    """Of the way to a page."""

    @pytest.fixture
    def at(self, running):
        return lambda port: Web(WebSettings(url=f"http://127.0.0.1:{port}/", timeout=0.8))


class TestDevtools(suite.NetworkSuite):
    """Of the way to a browser elsewhere."""

    @pytest.fixture
    def at(self):
        return lambda port: Web(WebSettings(cdp=f"http://127.0.0.1:{port}", timeout=0.8))


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


class TestElements(suite.ElementsSuite):
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


def find(driver, **wanted):
    [found] = [
        one
        for one in driver.elements()
        if all(getattr(one, name) == value for name, value in wanted.items())
    ]
    return found


def test_elements_tell_what_they_are_and_where(build):
    play = find(build("listed"), id="play")
    assert (play.text, play.kind, play.label) == ("Play now", "button", "Play it")
    assert play.bounds == (40, 200, 120, 40)
    assert play.focused and play.clickable


def test_the_outermost_element_comes_first_and_holds_all_others(build):
    driver = build("listed")
    assert driver.elements()[0].bounds == (0, 0, *driver.screen_size())


def test_elements_within_frames_and_shadows_are_found_where_they_are(build):
    driver = build("listed")
    inner = find(driver, text="inner")
    assert inner.bounds[:2] == (505, 205) and inner.clickable
    assert find(driver, text="shadow").kind == "button"


def test_what_cannot_be_seen_is_no_element_and_a_password_is_not_told(build):
    texts = {one.text for one in build("listed").elements()}
    assert {"shown", "Movies & more", "••••••"} <= texts
    assert not texts & {"cut off", "below", "unseen", "glass", "hidden", "secret", "Play"}
    assert not find(build("listed"), text="Off").clickable


def test_a_tap_on_an_element_reaches_it(build):
    driver = build("listed")
    value(driver, "host.shadowRoot.firstChild.onclick = () => document.title = 'hit', 1")
    left, top, width, height = find(driver, text="shadow").bounds
    driver.tap(left + width // 2, top + height // 2)
    assert value(driver, "document.title") == "hit"


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


@pytest.mark.parametrize("credentials", [{}, {"user": "me", "password": "open barley"}])
def test_wrong_credentials_are_refused_and_not_told(build, credentials):
    with pytest.raises(Refused) as error:
        build("locked", **credentials)
    assert "barley" not in str(error.value) + repr(WebSettings(**credentials))


def test_a_page_that_is_not_there_is_shown_as_a_viewer_sees_it(build):
    assert find(build("none"), kind="h1").text == "nothing here"


def test_a_page_that_never_ends_took_too_long_and_another_one_loads(driver, site):
    slow = Web(WebSettings(url=site.url("plain"), timeout=0.8))
    slow.open()
    with pytest.raises(TookTooLong, match=r"no answer within 0\.8 s"):
        slow.launch(site.url("slow"))
    slow.launch(site.url("noting"))
    assert value(slow, "document.title") == "noting"
    slow.close()


def test_a_dead_address_is_unreachable_and_the_next_page_loads(driver):
    with pytest.raises(Unreachable, match="ERR_CONNECTION_REFUSED"):
        driver.launch(f"http://me:secret@127.0.0.1:{free_port()}/?token=secret")
    driver.launch("films")
    assert find(driver, id="title").text == "Movies & more"


def test_a_site_without_encryption_is_no_secure_one(driver, site):
    with pytest.raises(Refused, match="ERR_SSL"):
        driver.launch(site.url("plain").replace("http:", "https:"))


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


def test_a_download_is_refused(driver, site):
    with pytest.raises(Refused):
        driver.launch(site.url("file"))
    assert driver.probe()


def test_a_page_that_hangs_took_too_long_and_a_new_one_opens(site, running):
    driver = Web(WebSettings(url=site.url("noting"), timeout=1))
    driver.open()
    with pytest.raises(TookTooLong):
        driver.shell(["for (;;) {}"])
    assert value(driver, "document.title") == "noting"
    driver.close()


def test_a_page_that_crashed_is_told_and_opened_anew(site, running):
    driver = Web(WebSettings(url=site.url("noting"), timeout=1))
    driver.open()
    with pytest.raises(Unreachable, match="crashed"):
        driver._link.ask("Page.crash")
    assert driver.probe()
    driver.close()


def browsers():
    """Return the browsers that playwright has started for this process."""
    below = psutil.Process().children(recursive=True)
    return [
        one
        for one in below
        if "--remote-debugging-pipe" in (line := _line(one)) and "--type=" not in line
    ]


def _line(process):
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""  # it has ended meanwhile


def test_a_browser_that_was_killed_is_told_once_and_started_anew(site):
    driver = Web(WebSettings(url=site.url("noting"), args=("--lang=pl",)))  # one of its own
    driver.open()
    [own] = [one for one in browsers() if "--lang=pl" in _line(one)]
    os.kill(own.pid, signal.SIGKILL)
    with pytest.raises(Unreachable):
        wait_until(lambda: not driver.frame())
    assert driver.probe()
    driver.close()
    wait_until(lambda: not [one for one in browsers() if "--lang=pl" in _line(one)])


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


def test_no_browser_outlives_its_process(site):
    script = (
        "from actors.drivers.web import Web, WebSettings; import os, signal;"
        f"Web(WebSettings(url={site.url('plain')!r}, args=('--lang=is',))).open();"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    wait_until(lambda: not any("--lang=is" in _line(one) for one in psutil.process_iter()))


def test_a_machine_without_a_browser_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("actors.protocols.browser.shared.OWN", tmp_path)
    assert Web(WebSettings()).lacks() == ("program chromium",)


def test_a_page_without_an_address_is_not_known(driver):
    with pytest.raises(NotSupported, match="it has films, notes"):
        driver.launch("series")
