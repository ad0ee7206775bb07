"""A phone, tablet or television behind an Appium server: UiAutomator2 or XCUITest.

Sessions, touches, pictures and page sources are proved with a real Appium server and its fake
driver; keys and applications, of which that has none, on the wire against the public routes.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, ClassVar, Literal
from urllib.parse import urlsplit

from pydantic import Field, field_validator

from actors.driver import Driver, Settings
from actors.interface import (
    Apps,
    Element,
    Elements,
    Frame,
    Keyboard,
    Picture,
    Remote,
    Touch,
)
from actors.keys import OwnKeys, code_of
from actors.protocols.appium.elements import parse_source
from actors.protocols.appium.keys import ANDROID, IOS
from actors.protocols.appium.session import AppiumSession

if TYPE_CHECKING:
    from actors.interface import Pixels

ENGINES = {"android": "UiAutomator2", "ios": "XCUITest"}
FILES = (".apk", ".apks", ".ipa", ".app", ".zip")


class AppiumSettings(Settings):
    """url: of the server, such as http://10.0.0.5:4723, or http://user:password@10.0.0.5:4723.

    platform: android, or ios, which a tvOS device is, too.
    device: its udid, as `adb devices` or Xcode name it; without one the server chooses.
    app: what a session begins with: the package or bundle id, or a file or URL to install.
    capabilities: further ones of the session, such as {"appium:noReset": true}.
    keys: those that differ, such as {OK: 66}.
    starting: seconds for a session to begin, which builds WebDriverAgent at first on iOS;
    timeout: for each action.
    """

    main: ClassVar[str] = "url"

    url: str = Field(pattern=r"^https?://\S+$", repr=False)
    platform: Literal["android", "ios"] = "android"
    device: str | None = None
    app: str | None = None
    capabilities: dict[str, Any] = Field(default={})
    keys: OwnKeys
    starting: float = Field(default=120.0, gt=0)
    timeout: float = Field(default=10.0, gt=0)

    def wanted(self) -> dict[str, Any]:
        """Return the capabilities that a session is asked for."""
        named = {"appium:udid": self.device, "appium:app": self.app if self.installs else None}
        return {
            "platformName": "iOS" if self.platform == "ios" else "Android",
            "appium:automationName": ENGINES[self.platform],
            **{name: value for name, value in named.items() if value},
            **self.capabilities,
        }

    @field_validator("url")
    @classmethod
    def _has_a_place(cls, url: str) -> str:
        _ = urlsplit(url).port  # raises ValueError where host or port is none
        return url

    @property
    def installs(self) -> bool:
        """Whether its app is a file to be installed, and no name."""
        return self.app is not None and ("/" in self.app or self.app.endswith(FILES))


class Appium(Driver[AppiumSettings], Remote, Touch, Keyboard, Picture, Apps, Elements):
    """Keeps one session open, and begins another where the server has ended it."""

    Settings = AppiumSettings
    packages = ("appium",)

    def __init__(self, settings: AppiumSettings) -> None:
        super().__init__(settings)
        times = {"starting": settings.starting, "timeout": settings.timeout}
        self._session = AppiumSession(self, settings.url, settings.wanted(), **times)

    @property
    def source(self) -> str:
        place = urlsplit(self.settings.url).netloc.rpartition("@")[2]
        return f"{place}/{self.settings.device}" if self.settings.device else place

    def open(self) -> None:
        """Begin a session, and bring the application to the front."""
        self._session.open()
        if self.settings.app and not self.settings.installs:
            self.launch(self.settings.app)

    def close(self) -> None:
        self._session.close()

    def probe(self) -> str:
        began = time.perf_counter()
        self.screen_size()
        answer = (time.perf_counter() - began) * 1000
        width, height = self.frame().size
        return f"the session answers in {answer:.1f} ms, picture {width}x{height}"

    def press(self, key: str, hold: float = 0.0) -> None:
        own = self.settings.keys
        if hold:
            raise self.missing("holding a key")
        if self.settings.platform == "android":
            keycode = code_of(key, own=own, codes=ANDROID, source=self.source)
            self._mobile("pressKey", keycode=keycode)
        else:
            self._mobile("pressButton", name=code_of(key, own=own, codes=IOS, source=self.source))

    def screen_size(self) -> tuple[int, int]:
        size = self._session.do(lambda session: session.get_window_size())
        try:
            return int(size["width"]), int(size["height"])
        except TypeError:  # there are drivers that do not know it
            return self.frame().size
        except (ValueError, OverflowError) as e:
            raise self.refused(f"its screen is of the size {size}") from e

    def tap(self, x: int, y: int) -> None:
        self._session.do(lambda session: session.tap([(x, y)]))

    def swipe(self, start: tuple[int, int], end: tuple[int, int], seconds: float) -> None:
        milliseconds = round(seconds * 1000)
        self._session.do(lambda session: session.swipe(*start, *end, milliseconds), seconds)

    def type(self, text: str) -> None:
        if text:
            self._session.do(lambda session: session.switch_to.active_element.send_keys(text))

    def frame(self) -> Frame:
        at = time.time()
        return Frame(self._decoded(self._session.do(lambda s: s.get_screenshot_as_png())), at)

    def launch(self, app: str) -> None:
        """Bring APP, a package or a bundle id, to the front."""
        if not self._session.do(lambda session: session.is_app_installed(app)):
            raise self.missing(f"the app {app!r}")
        self._session.do(lambda session: session.activate_app(app))

    def stop_app(self, app: str) -> None:
        self._session.do(lambda session: session.terminate_app(app))

    def apps(self) -> list[str]:
        listed = self._mobile("listApps")
        if not isinstance(listed, dict):
            raise self.refused(f"its list of apps is {str(listed)[:80]!r}")
        return sorted(listed)

    def elements(self) -> list[Element]:
        source = self._session.do(lambda session: session.page_source)
        try:
            return parse_source(source)
        except ValueError as e:
            raise self.refused(str(e)) from e

    def _mobile(self, command: str, **arguments: Any) -> Any:
        script = f"mobile: {command}"
        return self._session.do(lambda session: session.execute_script(script, arguments))

    def _decoded(self, png: bytes) -> Pixels:
        import cv2
        import numpy as np

        pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR) if png else None
        if pixels is None:
            raise self.refused(f"its picture of {len(png)} bytes is no PNG")
        return pixels
