"""The appium driver: with a real Appium server and its fake driver, and on the wire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.drivers.appium import Appium, AppiumSettings
from actors.errors import NotSupported, Refused, Unreachable
from actors.protocols.appium.elements import parse_source
from actors.protocols.appium.keys import ANDROID, IOS
from tests.actors.drivers import suite
from tests.actors.drivers.webdriver import Phone, WireServer, appium_url

__all__ = ["appium_url"]

# As UiAutomator2 and XCUITest write them: github.com/appium/appium-uiautomator2-server, and
# github.com/appium/WebDriverAgent.
ANDROID_SOURCE = """<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>
<hierarchy index="0" class="hierarchy" rotation="0" width="360" height="640">
  <android.widget.FrameLayout index="0" class="android.widget.FrameLayout" text=""
      clickable="false" focused="false" bounds="[0,0][360,640]" displayed="true">
    <android.widget.Button index="0" class="android.widget.Button" text="Play"
        content-desc="Play it" resource-id="org.films:id/play" clickable="true" focused="true"
        bounds="[20,40][140,80]" displayed="true" />
    <android.widget.TextView class="android.widget.TextView" text="gone"
        bounds="[0,0][0,0]" displayed="true" />
    <android.widget.TextView class="android.widget.TextView" text="hidden"
        bounds="[0,0][9,9]" displayed="false" />
  </android.widget.FrameLayout>
</hierarchy>"""

IOS_SOURCE = """<?xml version="1.0" encoding="UTF-8"?>
<AppiumAUT><XCUIElementTypeApplication type="XCUIElementTypeApplication" name="Films"
    label="Films" enabled="true" visible="true" x="0" y="0" width="360" height="640">
  <XCUIElementTypeButton type="XCUIElementTypeButton" name="play" label="Play" enabled="true"
      visible="true" x="20" y="40" width="120" height="40"/>
  <XCUIElementTypeTextField type="XCUIElementTypeTextField" value="news" name="field"
      label="Search" enabled="true" visible="true" x="20" y="90" width="120" height="40"/>
  <XCUIElementTypeStaticText type="XCUIElementTypeStaticText" label="unseen" enabled="true"
      visible="false" x="20" y="40" width="120" height="40"/>
</XCUIElementTypeApplication></AppiumAUT>"""

FAKE_APP = """<app width="320" height="480" x="0" y="0">
  <MockButton id="play" text="Play" x="10" y="20" width="100" height="30"/>
  <MockInputField id="field" value="news" x="10" y="60" width="100" height="30"/>
</app>"""


@pytest.fixture(params=["android", "ios"])
def platform(request):
    return request.param


@pytest.fixture
def phone(platform):
    return Phone(ANDROID_SOURCE if platform == "android" else IOS_SOURCE)


@pytest.fixture
def wire(phone):
    server = WireServer(phone)
    yield server
    server.end()


@pytest.fixture
def driver(wire, platform):
    driver = Appium(AppiumSettings(url=wire.url, platform=platform, timeout=2))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def arrived(phone, platform):
    codes = ANDROID if platform == "android" else IOS
    names = {code: name for name, code in reversed(codes.items())}
    return lambda: [names[code] for code in phone.keys]


@pytest.fixture
def touched(phone):
    return lambda: phone.points


@pytest.fixture
def typed(phone):
    return lambda: phone.text


@pytest.fixture
def fronted(phone):
    return lambda: phone.front


class TestLink(suite.LinkSuite):
    pass


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


class TestNetwork(suite.NetworkSuite):
    @pytest.fixture
    def at(self):
        times = {"timeout": 0.4, "starting": 0.4}
        return lambda port: Appium(AppiumSettings(url=f"http://127.0.0.1:{port}", **times))


class TestRealServer(suite.LinkSuite, suite.PictureSuite, suite.ElementsSuite, suite.TouchSuite):
    """With the real server, and its fake driver."""

    @pytest.fixture
    def driver(self, appium_url, tmp_path):
        (tmp_path / "app.xml").write_text(FAKE_APP)
        fake = {"platformName": "Fake", "appium:automationName": "Fake"}
        named = {"appium:deviceName": "fake", "appium:app": str(tmp_path / "app.xml")}
        driver = Appium(AppiumSettings(url=appium_url, capabilities=fake | named))
        driver.open()
        yield driver
        driver.close()

    @pytest.fixture
    def touched(self, driver):
        def points():
            log = driver._session.do(lambda session: session.get_log("actions"))
            steps = [step for actions in log for finger in actions for step in finger["actions"]]
            return [(s["x"], s["y"]) for s in steps if s["type"] == "pointerMove"]

        return points

    def test_elements_are_those_of_the_app(self, driver):
        found = [(one.id, one.text, one.bounds) for one in driver.elements()]
        assert ("play", "Play", (10, 20, 100, 30)) in found

    def test_a_session_that_ended_is_begun_anew(self, driver):
        driver._session.do(lambda session: session.execute("quit"))
        assert driver.probe()

    def test_what_the_device_cannot_do_is_refused(self, driver):
        with pytest.raises(Refused, match=r"[Uu]nsupported|[Uu]nknown|not supported"):
            driver.press("OK")


def test_a_session_names_platform_engine_and_device(wire, platform, phone):
    settings = AppiumSettings(url=wire.url, platform=platform, device="R58", app="/films.apk",
                              capabilities={"appium:noReset": True})  # fmt: skip
    Appium(settings).open()
    engine = {"android": "UiAutomator2", "ios": "XCUITest"}[platform]
    wanted = {"appium:automationName": engine, "appium:udid": "R58", "appium:app": "/films.apk",
              "appium:noReset": True, "appium:newCommandTimeout": 3600}  # fmt: skip
    asked = phone.asked[0]["alwaysMatch"] | phone.asked[0]["firstMatch"][0]
    assert {name: asked.get(name) for name in wanted} == wanted


def test_an_app_that_is_installed_is_brought_to_the_front(wire, phone):
    Appium(AppiumSettings(url=wire.url, app="org.notes")).open()
    assert phone.front == "org.notes"
    assert "appium:app" not in phone.asked[0]["alwaysMatch"]


def test_a_session_that_the_server_ended_is_begun_anew_and_the_key_arrives_once(driver, phone):
    phone.ended = True
    driver.press("HOME")
    assert (phone.sessions, len(phone.keys)) == (2, 1)


def test_a_server_that_went_is_told_and_found_when_it_is_back(driver, wire, phone):
    wire.end()
    driver._session._session.command_executor._conn.clear()  # as a process that ends closes it
    with pytest.raises(Unreachable, match="refused"):
        driver.press("HOME")
    again = WireServer(phone, wire.server_port)
    driver.press("HOME")
    assert len(phone.keys) == 1
    again.end()


def test_credentials_are_given_and_wrong_ones_refused(wire, phone):
    phone.wants = "Basic bWU6b3BlbiBzZXNhbWU="  # me:open sesame
    Appium(AppiumSettings(url=wire.url.replace("://", "://me:open%20sesame@"))).open()
    settings = AppiumSettings(url=wire.url.replace("://", "://me:barley@"))
    with pytest.raises(Refused) as error:
        Appium(settings).open()
    assert "barley" not in str(error.value) + repr(settings)


def test_a_swipe_takes_its_time(driver, phone):
    driver.swipe((100, 600), (100, 200), 0.5)
    assert (phone.points, phone.pauses[-1]) == ([(100, 600), (100, 200)], 500)


def test_the_picture_may_be_finer_than_the_screen(driver):
    assert (driver.screen_size(), driver.frame().size) == ((360, 640), (720, 1280))


def test_holding_a_key_is_not_supported(driver, phone):
    with pytest.raises(NotSupported, match="holding a key"):
        driver.press("HOME", hold=1)
    assert phone.keys == []


def test_a_device_may_have_keys_of_its_own(wire, phone):
    driver = Appium(AppiumSettings(url=wire.url, keys={"OK": "ENTER", "EXIT": "111"}))
    driver.press("OK")
    driver.press("EXIT")
    assert phone.keys == [66, 111]


def test_elements_tell_what_they_are_and_where(driver):
    play = next(one for one in driver.elements() if one.text == "Play")
    assert play.id.endswith("play")
    assert play.kind.endswith("Button")
    assert (play.bounds, play.clickable) == ((20, 40, 120, 40), True)
    assert not {"gone", "hidden", "unseen"} & {one.text for one in driver.elements()}


def test_a_field_tells_what_is_in_it():
    field = next(one for one in parse_source(IOS_SOURCE) if one.id == "field")
    assert (field.text, field.label) == ("news", "Search")


@given(st.text() | st.none() | st.from_regex(r"<a bounds='\[\d,\d\]\[\d+,\d\]' x='\d*'/>"))
def test_any_page_source_gives_elements_or_is_refused(source):
    try:
        assert isinstance(parse_source(source), list)
    except ValueError:
        return


@pytest.mark.parametrize("source", ["", "<a", None, "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&d;</a>"])
def test_a_page_source_that_is_none_is_refused(wire, phone, source):
    phone.source = source
    with pytest.raises(Refused, match="page source"):
        Appium(AppiumSettings(url=wire.url)).elements()


def test_a_password_in_the_url_is_not_told():
    driver = Appium(AppiumSettings(url="http://me:secret@127.0.0.1:1", device="R58"))
    assert driver.source == "127.0.0.1:1/R58"
    with pytest.raises(Unreachable) as error:
        driver.open()
    assert "secret" not in str(error.value)


def test_an_address_is_a_url():
    with pytest.raises(ValidationError, match="url"):
        AppiumSettings(url="10.0.0.5")


@pytest.mark.parametrize("size", [("abc", 1), (float("inf"), 1)])
def test_a_screen_of_no_size_is_refused(wire, phone, size):
    phone.size_told = size
    with pytest.raises(Refused, match="screen is of the size"):
        Appium(AppiumSettings(url=wire.url)).screen_size()


@pytest.mark.parametrize("url", ["http://[1", "http://10.0.0.5:x"])
def test_an_address_has_a_host_and_a_port_that_can_be(url):
    with pytest.raises(ValidationError, match="url"):
        AppiumSettings(url=url)
