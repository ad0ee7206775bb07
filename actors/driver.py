"""What every driver is: settings of the lab file, and a link that opens, proves itself, closes.

Units everywhere: seconds, pixels, fractions from 0 to 1, Unix time in UTC.
"""

from __future__ import annotations

import re
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from typing import Annotated, Any, ClassVar, Final, Generic, TypeVar

from pydantic import AfterValidator, BeforeValidator, Field

from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from actors.interface import CAPABILITIES
from actors.kinds import Kind

_NAME: Final = re.compile(r"[A-Za-z0-9_-]{1,63}(\.[A-Za-z0-9_-]{1,63})*")


def _alone(written: str) -> str:
    if not _NAME.fullmatch(written):
        raise ValueError("must be a name or an IPv4 address alone: no URL, and a port stands apart")
    return written


def _text(written: Any) -> str:
    if not isinstance(written, str):
        raise ValueError("must be a text: write it in quotes")
    return written


# Where a device is; in a URL, or before a port, it stands as it is.
Host = Annotated[str, AfterValidator(_alone)]
# What nobody may see: also not in the complaint that it is none, as a number is no password.
Secret = Annotated[str, BeforeValidator(_text), Field(repr=False)]


class Settings(Kind):
    """What the lab file says of one driver."""

    package: ClassVar[str] = "actors.drivers"


AnySettings = TypeVar("AnySettings", bound=Settings)


class Driver(ABC, Generic[AnySettings]):
    """A link to hardware.  It is built closed; `open` and every call after it may raise.

    Each call ends within the time that the settings give, with an answer, or one of
    Unreachable, TookTooLong, Refused; NotSupported for what the hardware has no way to do.
    A call after a failure makes the link anew; what may have worked is never sent twice.

    A driver is used by the thread that runs a test, while another one asks it
    for a picture: Picture must be safe to call from several threads.

    packages, programs: what it may import, and start, once it is opened.  Its file imports
    without them, as a lab file is read on machines that have no device.
    """

    Settings: ClassVar[type[Settings]]
    packages: ClassVar[tuple[str, ...]] = ()
    programs: ClassVar[tuple[str, ...]] = ()

    def __init__(self, settings: AnySettings) -> None:
        self.settings = settings

    @property
    @abstractmethod
    def source(self) -> str:
        """Where its hardware is, such as host:port, without any password."""

    @abstractmethod
    def open(self) -> None:
        """Make the link, within the time that the settings give it; again after a failure."""

    @abstractmethod
    def close(self) -> None:
        """Give the link up; harmless when there is none."""

    @abstractmethod
    def probe(self) -> str:
        """Prove that the link works end to end, and say in a few words what proved it."""

    def pulse(self) -> str:
        """Prove as much of the link as leaves no trace on the device, which somebody may be using.

        That is all of it, unless a driver says otherwise.
        """
        return self.probe()

    def lacks(self) -> tuple[str, ...]:
        """Return the packages and programs that it needs, as it is set, and this machine lacks."""
        return absent(self.packages, self.programs)

    def check_equipped(self) -> None:
        """Raise Unreachable where this machine lacks what it needs, with what to do."""
        if lacking := self.lacks():
            kind, what = self.settings.kind, " and ".join(lacking)
            raise self.unreachable(f"this machine lacks the {what} (see `vpt drivers {kind}`)")

    def unreachable(self, reason: str) -> Unreachable:
        """Return the error that says why there is no link."""
        return Unreachable(self.settings.kind, self.source, reason)

    def refused(self, reason: str) -> Refused:
        """Return the error that says what the hardware will not do, or answered wrongly."""
        return Refused(self.settings.kind, self.source, reason)

    def late(self, seconds: float) -> TookTooLong:
        """Return the error of hardware that did not answer within SECONDS."""
        return TookTooLong(self.settings.kind, self.source, f"no answer within {seconds:g} s")

    def missing(self, what: str) -> NotSupported:
        """Return the error that the hardware has no way to do WHAT."""
        return NotSupported(self.source, what)

    @contextmanager
    def explained(self, seconds: float) -> Iterator[None]:
        """Tell a timeout of SECONDS, and what the system says of a link, as a DriverError."""
        try:
            yield
        except TimeoutError as e:
            raise self.late(seconds) from e
        except OSError as e:
            raise self.unreachable(e.strerror or str(e) or type(e).__name__) from e


def absent(packages: Iterable[str], programs: Iterable[str]) -> tuple[str, ...]:
    """Return which of PACKAGES and PROGRAMS this machine lacks, such as "package serial"."""
    return (
        *(f"package {name}" for name in packages if find_spec(name) is None),
        *(f"program {name}" for name in programs if shutil.which(name) is None),
    )


def capabilities(driver: type[Driver[Any]]) -> frozenset[str]:
    """Return the names of what a class of drivers gives."""
    return frozenset(name for name, face in CAPABILITIES.items() if issubclass(driver, face))
