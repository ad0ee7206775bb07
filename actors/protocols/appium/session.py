"""The session of a driver with an Appium server: made when needed, and anew where it ended."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import unquote, urlsplit

from actors.errors import DriverError

if TYPE_CHECKING:
    from appium.webdriver.webdriver import WebDriver

    from actors.driver import Driver

T = TypeVar("T")

IDLE = 3600  # seconds after which a server ends a session that nobody uses


class AppiumSession:
    """A session at URL with CAPABILITIES.  Commands go one after the other, each at most once.

    starting, timeout: seconds for a session to begin, and for the answer to a command.
    """

    def __init__(
        self, driver: Driver[Any], url: str, capabilities: Mapping[str, Any], *,
        starting: float, timeout: float,
    ) -> None:  # fmt: skip
        self._driver, self._url, self._capabilities = driver, url, capabilities
        self._starting, self._timeout = starting, timeout
        self._using = threading.RLock()
        self._session: WebDriver | None = None

    def open(self) -> None:
        """Begin a session, after the end of the one before."""
        from appium.options.common import AppiumOptions
        from appium.webdriver.client_config import AppiumClientConfig
        from appium.webdriver.webdriver import WebDriver

        with self._using:
            self.close()
            wanted = AppiumOptions().load_capabilities(
                {"appium:newCommandTimeout": IDLE, **self._capabilities}
            )
            # a command that was cut off may have been done: it is not sent again
            once = {"init_args_for_pool_manager": {"retries": False}}
            place = urlsplit(self._url)
            address = place._replace(netloc=place.netloc.rpartition("@")[2]).geturl()
            config = AppiumClientConfig(
                address,
                username=place.username and unquote(place.username),
                password=place.password and unquote(place.password),
                timeout=self._starting,
                init_args_for_pool_manager=once,
            )
            with self._told(self._starting):
                self._session = WebDriver(address, options=wanted, client_config=config)

    def close(self) -> None:
        """End the session, as far as there is a server to be told."""
        with self._using:
            session, self._session = self._session, None
            if session:
                session.command_executor.client_config.timeout = self._timeout
                with suppress(DriverError), self._told(self._timeout):
                    session.quit()

    def do(self, act: Callable[[WebDriver], T], more: float = 0.0) -> T:
        """Return what ACT returns, which may take MORE than the usual time.

        A session that the server has ended is begun anew, as it did nothing then.
        """
        from selenium.common.exceptions import InvalidSessionIdException

        with self._using:
            try:
                return self._done(act, more)
            except DriverError as e:
                if not isinstance(e.__cause__, InvalidSessionIdException):
                    raise
                self._session = None
                return self._done(act, more)

    def _done(self, act: Callable[[WebDriver], T], more: float) -> T:
        if self._session is None:
            self.open()
        assert self._session is not None
        self._session.command_executor.client_config.timeout = self._timeout + more
        with self._told(self._timeout + more):
            return act(self._session)

    @contextmanager
    def _told(self, seconds: float) -> Iterator[None]:
        from selenium.common.exceptions import WebDriverException
        from urllib3 import exceptions as http

        driver = self._driver
        try:
            yield
        except (http.HTTPError, OSError) as e:
            # urllib3 counts a connection that was refused among those that took too long
            if isinstance(e, http.TimeoutError) and not isinstance(e, http.NewConnectionError):
                raise driver.late(seconds) from e
            raise driver.unreachable(_reason(e)) from e
        except WebDriverException as e:
            raise driver.refused((e.msg or type(e).__name__).partition("\n")[0][:300]) from e
        except (ValueError, TypeError, KeyError, AttributeError) as e:
            # the client takes whatever answers for a WebDriver, and stumbles over what is none
            raise driver.refused(f"what it answers is no WebDriver's: {e}") from e


def _reason(error: Exception) -> str:
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, OSError) and cause.strerror:
            return cause.strerror
        cause = cause.__cause__ or cause.__context__
    return type(error).__name__
