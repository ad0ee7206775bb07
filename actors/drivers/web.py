"""A page in Chromium or Chrome, in a browser of this node or in that of a device elsewhere."""

from __future__ import annotations

import json
import time
from base64 import b64decode
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, PositiveInt

from actors.driver import Driver, Secret, Settings
from actors.errors import Refused
from actors.interface import (
    Apps,
    Element,
    Elements,
    Frame,
    Keyboard,
    Picture,
    Remote,
    Shell,
    ShellResult,
    Touch,
)
from actors.keys import OwnKeys, code_of
from actors.protocols.browser import elements, fingers, shared
from actors.protocols.browser.keys import WEB_KEYS
from actors.protocols.browser.link import WebLink

if TYPE_CHECKING:
    from actors.interface import Pixels

BLANK = "about:blank"
PNG = {"format": "png", "optimizeForSpeed": True}
SIZE = "[innerWidth, innerHeight].map(length => Math.round(length * visualViewport.scale))"


def _address(written: str) -> str:
    urlsplit(written)  # raises ValueError for what is none
    return written


Address = Annotated[str, AfterValidator(_address)]


class WebSettings(Settings):
    """url: the page to start with, or the name of one of PAGES; none shows nothing at first.

    pages: the applications, by name, such as {guide: "https://tv.example/guide"}.
    size: of the window; locale, timezone and user_agent: what pages are told of it;
    mobile: it is a touch screen, and pages may have another layout on it.
    browser: the path of a program, or a channel such as chrome or msedge; else the Chromium
    or Chrome of this machine; args: further ones of its command line; headless: without a screen.
    cdp: a browser elsewhere, such as http://10.0.0.5:9222 of an Android device or a television,
    whose newest page is used as it is; of the rest, only url, pages, keys and timeout count then.
    storage: a file that keeps cookies and what pages store; without one each start is fresh.
    user, password: for HTTP's own authentication at the site of url; insecure: a certificate
    is not checked.
    keys: those that differ, such as {BACK: Escape} for pages that know no television's.
    timeout: seconds for a page to load, and for each action.
    """

    main: ClassVar[str] = "url"

    url: Address | None = None
    pages: dict[str, Address] = Field(default={})
    size: tuple[PositiveInt, PositiveInt] = (1280, 720)
    locale: str | None = None
    timezone: str | None = None
    user_agent: str | None = None
    mobile: bool = False
    browser: str | None = None
    args: tuple[str, ...] = ()
    headless: bool = True
    cdp: Address | None = None
    storage: Path | None = None
    user: str = ""
    password: Secret = ""
    insecure: bool = False
    keys: OwnKeys
    timeout: float = Field(default=10.0, gt=0)

    @property
    def start(self) -> shared.Start:
        """How its browser is started."""
        return shared.Start(self.browser, self.args, self.headless, self.cdp)

    @property
    def address(self) -> str | None:
        """The URL of the page to start with."""
        return self.pages.get(self.url, self.url) if self.url else None

    def options(self) -> dict[str, Any]:
        """Return what its context is made with, as playwright takes it."""
        credentials = {"username": self.user, "password": self.password}
        kept = self.storage if self.storage and self.storage.exists() else None
        return {
            "viewport": dict(zip(("width", "height"), self.size, strict=True)),
            "locale": self.locale,
            "timezone_id": self.timezone,
            "user_agent": self.user_agent,
            "is_mobile": self.mobile,
            "has_touch": self.mobile,
            "storage_state": kept,
            "http_credentials": {**credentials, "origin": self._origin} if self.user else None,
            "ignore_https_errors": self.insecure,
            "accept_downloads": False,
        }

    @property
    def _origin(self) -> str:
        place = urlsplit(self.address or "")
        return f"{place.scheme}://{place.netloc.rpartition('@')[2]}"


class Web(Driver[WebSettings], Remote, Touch, Keyboard, Picture, Shell, Apps, Elements):
    """Shows the newest page of a window of its own: a popup is in front until it closes.

    Keys are a television's, so that BACK is the GoBack (461) that HbbTV and webOS send.
    A page that answers 404 or 500 is shown: that is for checks to judge.
    """

    Settings = WebSettings
    packages = ("playwright",)

    def __init__(self, settings: WebSettings) -> None:
        super().__init__(settings)
        self._link = WebLink(self)
        self._app: str | None = None  # what was launched last

    def lacks(self) -> tuple[str, ...]:
        s = self.settings
        browser = () if s.cdp or s.browser or shared.is_installed() else ("program chromium",)
        return (*super().lacks(), *browser)

    @property
    def source(self) -> str:
        place = urlsplit(self.settings.cdp or self.settings.address or BLANK)
        return place._replace(netloc=place.netloc.rpartition("@")[2], query="").geturl()

    def open(self) -> None:
        self._link.open()
        self._app = self.settings.url

    def close(self) -> None:
        self._link.close()

    def probe(self) -> str:
        began, token = time.perf_counter(), str(time.time_ns())
        if self.shell([json.dumps(token)]).output != json.dumps(token):
            raise self.refused("JavaScript gives no echo")
        echo = (time.perf_counter() - began) * 1000
        width, height = self.frame().size
        return f"JavaScript answers in {echo:.1f} ms, picture {width}x{height}"

    def press(self, key: str, hold: float = 0.0) -> None:
        own = self.settings.keys
        pressed = code_of(key, own=own, codes=WEB_KEYS, source=self.source)
        self._link.do(lambda window: window.press(pressed.down, pressed.up, hold), hold)

    def screen_size(self) -> tuple[int, int]:
        width, height = self._link.read(lambda window: window.page.evaluate(SIZE))
        return int(width), int(height)

    def tap(self, x: int, y: int) -> None:
        self._link.do(lambda window: fingers.tap(window, (x, y), touch=self.settings.mobile))

    def swipe(self, start: tuple[int, int], end: tuple[int, int], seconds: float) -> None:
        touch = self.settings.mobile
        self._link.do(
            lambda window: fingers.swipe(window, start, end, seconds, touch=touch), seconds
        )

    def type(self, text: str) -> None:
        self._link.do(lambda window: window.page.keyboard.type(text))

    def frame(self) -> Frame:
        at = time.time()
        shot = self._link.read(lambda window: window.ask("Page.captureScreenshot", **PNG))
        return Frame(self._decoded(b64decode(shot["data"])), at)

    def _decoded(self, png: bytes) -> Pixels:
        import cv2
        import numpy as np

        pixels = cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR)
        if pixels is None:
            raise self.refused(f"its picture of {len(png)} bytes is no PNG")
        return pixels

    def shell(self, command: Sequence[str]) -> ShellResult:
        """Evaluate JavaScript, and return its result as JSON, or 1 and what it threw.

        Arguments beside the expression are given to the function that it is then.
        """
        expression, *given = command
        if given:
            expression = f"({expression})(...{json.dumps(given)})"
        asked = {"awaitPromise": True, "replMode": True, "returnByValue": True}
        try:
            told = self._link.ask("Runtime.evaluate", expression=expression, **asked)
        except Refused as e:  # what it comes to is nothing that JSON can say
            return ShellResult(e.reason, 1)
        if thrown := told.get("exceptionDetails"):
            said = thrown.get("exception", {})
            return ShellResult(said.get("description") or str(said.get("value")), 1)
        value = told["result"].get("value", told["result"].get("unserializableValue"))
        return ShellResult(json.dumps(value, ensure_ascii=False), 0)

    def launch(self, app: str) -> None:
        """Show APP: one of `pages`, or a URL.  Pages that opened meanwhile are closed."""
        address = self.settings.pages.get(app, app)
        if not _has_scheme(address):
            raise self.missing(f"the page {app!r} (it has {', '.join(self.apps()) or 'none'})")
        self._link.visit(address)
        self._app = app

    def stop_app(self, app: str) -> None:
        """Leave APP for an empty page, where it was launched last."""
        if app == self._app:
            self._link.visit(BLANK)
            self._app = None

    def apps(self) -> list[str]:
        return sorted(self.settings.pages)

    def elements(self) -> list[Element]:
        return elements.parse(
            self._link.read(lambda window: window.page.evaluate(elements.script()))
        )


def _has_scheme(address: str) -> bool:
    try:
        return bool(urlsplit(address).scheme)
    except ValueError:
        return False
