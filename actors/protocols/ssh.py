"""Commands that run on another computer, over one SSH connection that is kept open."""

from __future__ import annotations

import asyncio
import os
import shlex
from collections.abc import Coroutine, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from actors import loop
from actors.driver import Secret
from actors.interface import Shell, ShellResult

if TYPE_CHECKING:
    from asyncssh import SSHClientConnection

    from actors.driver import Driver

T = TypeVar("T")
ALIVE = 2.0  # seconds of silence after which the server is asked for a sign of life


class SshSettings(BaseModel):
    """host, port and user: where the SSH server is, and as whom to log in there.

    key: the file of a private key; else the agent's keys, and those in ~/.ssh, are tried.
    password: where there is no key.
    known_hosts: the file with the keys of servers; else ~/.ssh/known_hosts.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    host: str = Field(min_length=1)
    port: int = Field(default=22, ge=1, le=65535)
    user: str = Field(min_length=1)
    key: str | None = None
    password: Secret = ""
    known_hosts: str | None = None


class SshShell(Shell):
    """Runs commands for DRIVER on the computer that SETTINGS name, whose shell is a POSIX one.

    timeout: seconds for connecting, and for each command.
    """

    def __init__(self, driver: Driver[Any], settings: SshSettings, timeout: float) -> None:
        self._driver, self._settings, self._timeout = driver, settings, timeout
        self._link: SSHClientConnection | None = None

    def open(self) -> None:
        """Connect anew, if the server is who it was, and lets us in."""
        self.close()
        self._link = self._done(self._connected())

    def close(self) -> None:
        """End the connection."""
        link, self._link = self._link, None
        if link:
            loop.running().call_soon_threadsafe(link.abort)

    def shell(self, command: Sequence[str]) -> ShellResult:
        """Run COMMAND; its output is what it prints, errors among it.

        Raises TookTooLong, when it is killed, as far as the server can, and Unreachable.
        """
        if self._link is None or self._link.is_closed():
            self.open()
        assert self._link is not None  # made just now
        return self._done(self._ran(self._link, shlex.join(command)))

    async def _connected(self) -> SSHClientConnection:
        import asyncssh

        s = self._settings
        return await asyncssh.connect(
            s.host,
            s.port,
            username=s.user,
            password=s.password or None,
            client_keys=s.key or (),
            known_hosts=s.known_hosts or (),
            keepalive_interval=ALIVE,
        )

    async def _ran(self, link: SSHClientConnection, command: str) -> ShellResult:
        import asyncssh

        process = await link.create_process(
            command, stdin=asyncssh.DEVNULL, stderr=asyncssh.STDOUT, errors="replace"
        )
        try:
            done = await process.wait()
        except asyncio.CancelledError:  # the time is over
            process.kill()
            raise
        finally:
            process.close()
        if done.returncode is None:
            raise ConnectionResetError("the connection was cut")
        return ShellResult(str(done.stdout), done.returncode)

    def _done(self, work: Coroutine[Any, Any, T]) -> T:
        with self._driver.explained(self._timeout), self._told():
            return loop.run(work, self._timeout)

    @contextmanager
    def _told(self) -> Iterator[None]:
        import asyncssh

        try:
            yield
        except (asyncssh.ConnectionLost, asyncssh.ChannelOpenError) as e:
            raise self._driver.unreachable(str(e) or "the connection was cut") from e
        except (asyncssh.Error, ValueError) as e:  # such as a key that cannot be read
            raise self._driver.refused(str(e)) from e
        except TimeoutError:
            raise
        except OSError as e:  # asyncio says less in its own words than the system does
            reason = os.strerror(e.errno) if e.errno else str(e)
            told = f"{e.filename}: {reason}" if e.filename else reason
            raise self._driver.unreachable(told) from e
