"""Drivers whose library speaks asyncio: one session with the device, kept on the one loop."""

import asyncio
import logging
import os
import ssl
from abc import abstractmethod
from collections.abc import Awaitable, Callable, Coroutine, Iterator
from concurrent.futures import CancelledError
from typing import Any, ClassVar, Generic, TypeVar

from pydantic import Field

from actors.driver import Driver, Settings
from actors.errors import DeviceError, DriverError, Refused
from actors.loop import run

LEAVING = 2.0  # seconds that the end of a session may take

Session = TypeVar("Session")
Answer = TypeVar("Answer")


class SessionSettings(Settings):
    """timeout: seconds that an action may take, with the session that it needs."""

    timeout: float = Field(default=5.0, gt=0)


AnySessionSettings = TypeVar("AnySessionSettings", bound=SessionSettings)


class SessionDriver(Driver[AnySessionSettings], Generic[AnySessionSettings, Session]):
    """Enters a session when one is needed, keeps it, and enters another where it has ended.

    loggers: those of its library, whose words are in the errors already.
    """

    loggers: ClassVar[tuple[str, ...]] = ()

    def __init__(self, settings: AnySessionSettings) -> None:
        super().__init__(settings)
        self._session: Session | None = None

    def open(self) -> None:
        self.close()
        self._do(_nothing)

    def close(self) -> None:
        if self._session is not None:
            run(self._left(), LEAVING)

    @abstractmethod
    async def _enter(self) -> Session:
        """Return a new session; leaves nothing behind where that fails or is cancelled."""

    @abstractmethod
    async def _leave(self, session: Session) -> None:
        """End SESSION, which may have ended already."""

    @abstractmethod
    def _has_ended(self, session: Session) -> bool:
        """Whether SESSION can no longer be used."""

    @abstractmethod
    def _explain(self, error: Exception) -> DriverError | None:
        """Return what ERROR of the library means, or None where its causes tell."""

    def _do(self, act: Callable[[Session], Awaitable[Answer]], seconds: float = 0.0) -> Answer:
        """Return what ACT does with the session, within the timeout and SECONDS more."""
        return self._run(self._done(act), self.settings.timeout + seconds)

    def _run(self, work: Coroutine[Any, Any, Answer], seconds: float) -> Answer:
        """Return what WORK with the library does; whatever it raises is told as ours."""
        for name in self.loggers:
            logging.getLogger(name).setLevel(logging.CRITICAL)
        try:
            return run(work, seconds)
        except DeviceError:
            raise
        except Exception as e:  # a boundary: of garbage, libraries make just any exception
            told = self._explain(e)
            if not isinstance(told, Refused):  # which is an answer, and the session whole
                self.close()
            raise (told or self._told(e)) from e

    async def _done(self, act: Callable[[Session], Awaitable[Answer]]) -> Answer:
        await asyncio.sleep(0)  # what the system has just said of the session is heard first
        if self._session is not None and self._has_ended(self._session):
            await self._left()
        if self._session is None:
            self._session = await self._enter()
        return await act(self._session)

    async def _left(self) -> None:
        session, self._session = self._session, None
        if session is None:
            return
        try:
            await asyncio.wait_for(self._leave(session), LEAVING / 2)
        except Exception as e:  # noqa: BLE001 - it is given up, whatever the library says of that
            logging.getLogger(__name__).debug("%s: %r at the end of a session", self.source, e)

    def _told(self, error: Exception) -> DriverError:
        """Return what the causes of ERROR tell of the link."""
        if isinstance(error, CancelledError):  # by the library, which waited for an answer
            return self.unreachable("the connection ended before it answered")
        for cause in _causes(error):
            if isinstance(cause, TimeoutError):
                return self.late(self.settings.timeout)
            if isinstance(cause, ssl.SSLError):
                return self.refused(f"TLS: {getattr(cause, 'reason', None) or cause}")
            if isinstance(cause, OSError):
                return self.unreachable(_system_says(cause))
        return self.refused(f"{type(error).__name__}: {error}".removesuffix(": "))


async def _nothing(_: object) -> None:
    return


def _causes(error: BaseException) -> Iterator[BaseException]:
    cause: BaseException | None = error
    while cause is not None:
        yield cause
        cause = cause.__cause__ or cause.__context__


def _system_says(error: OSError) -> str:
    if error.errno and error.errno > 0:  # asyncio's own words have the address in them once more
        return os.strerror(error.errno)
    return error.strerror or str(error) or type(error).__name__
