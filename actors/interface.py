"""What a driver can give: one abstract class for each capability.

Units everywhere: seconds, pixels, fractions from 0 to 1, Unix time in UTC.
Every method is synchronous, and raises what actors/driver.py says of drivers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    import numpy as np
    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from actors.maps import AppMap

    Pixels = MatLike

Face = TypeVar("Face")


@dataclass(frozen=True, eq=False)
class Frame:
    """A picture of a device's screen.

    pixels: height x width x 3, blue-green-red, 0 to 255; never written to.
    at: when the picture was on the screen, as near as the link can tell.
    """

    pixels: Pixels
    at: float

    @property
    def size(self) -> tuple[int, int]:
        """Width and height."""
        height, width = self.pixels.shape[:2]
        return width, height


@dataclass(frozen=True, eq=False)
class Samples:
    """Mono sound: SAMPLES, RATE (Hz) of them a second, the first of which played AT (Unix time)."""

    samples: NDArray[np.int16]
    rate: int
    at: float

    @property
    def end(self) -> float:
        """When the sample after the last one would play."""
        return self.at + len(self.samples) / self.rate

    def since(self, at: float) -> Samples:
        """Return what of it plays from AT on."""
        first = min(len(self.samples), max(0, round((at - self.at) * self.rate)))
        return Samples(self.samples[first:], self.rate, self.at + first / self.rate)


@dataclass(frozen=True)
class Element:
    """A part of the interface as the device itself describes it; bounds are l, t, w, h."""

    text: str
    id: str
    kind: str
    bounds: tuple[int, int, int, int]
    focused: bool = False
    clickable: bool = False
    label: str = ""  # what it is called for those who cannot see it


@dataclass(frozen=True)
class ShellResult:
    """What a command on the device printed, and its exit code."""

    output: str
    code: int


class Remote(ABC):
    """Presses keys, named as in UP DOWN LEFT RIGHT OK BACK HOME MENU CHANNEL_UP NUM_1 …"""

    @abstractmethod
    def press(self, key: str, hold: float = 0.0) -> None:
        """Press KEY, and let it go after HOLD seconds; 0 is as short as the remote does it.

        Returns when the device, or its transmitter, has taken it.  Raises NotSupported for a
        key that it does not have, and where it cannot hold one.
        """


class Touch(ABC):
    """Points at places of the screen, in the device's own pixels."""

    @abstractmethod
    def screen_size(self) -> tuple[int, int]:
        """Return the width and height that coordinates refer to."""

    @abstractmethod
    def tap(self, x: int, y: int) -> None:
        """Touch one point."""

    @abstractmethod
    def swipe(self, start: tuple[int, int], end: tuple[int, int], seconds: float) -> None:
        """Draw a finger from START to END in SECONDS."""


class Keyboard(ABC):
    """Types text where the focus is."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type TEXT exactly; raises NotSupported for what the device cannot take."""


class Picture(ABC):
    """Shows what is on the screen."""

    @abstractmethod
    def frame(self) -> Frame:
        """Return the newest picture."""


class Sound(ABC):
    """Hears what the device plays."""

    @abstractmethod
    def sound(self, seconds: float) -> Samples:
        """Return the newest SECONDS."""


class Power(ABC):
    """Switches the device's supply."""

    @abstractmethod
    def switch(self, on: bool) -> None:
        """Turn the supply on or off; returns when the state that is read back says so.

        Raises Refused where it says otherwise within the time of the settings.
        """

    @abstractmethod
    def is_on(self) -> bool:
        """Read the state back."""


class Shell(ABC):
    """Runs commands on the device."""

    @abstractmethod
    def shell(self, command: Sequence[str]) -> ShellResult:
        """Run an argument list, each argument reaching the program as it is."""


class Apps(ABC):
    """Starts and stops applications."""

    @abstractmethod
    def launch(self, app: str) -> None:
        """Bring APP, such as a package name, to the front."""

    @abstractmethod
    def stop_app(self, app: str) -> None:
        """End APP."""

    @abstractmethod
    def apps(self) -> list[str]:
        """Return the applications that are installed, sorted."""


class Elements(ABC):
    """Describes the interface as the device itself sees it."""

    @abstractmethod
    def screen_size(self) -> tuple[int, int]:
        """Return the width and height that bounds refer to."""

    @abstractmethod
    def elements(self) -> list[Element]:
        """Return the visible elements, outermost first."""


@dataclass(frozen=True)
class Pings:
    """What came back of SENT echo requests: the round trips of the answers, seconds, in order."""

    sent: int
    round_trips: tuple[float, ...]

    @property
    def loss(self) -> float:
        """The fraction that was not answered."""
        return 1 - len(self.round_trips) / self.sent

    @property
    def mean(self) -> float:
        """The mean round trip, seconds; 0 where nothing came back."""
        return sum(self.round_trips) / max(1, len(self.round_trips))

    @property
    def jitter(self) -> float:
        """The mean difference of one round trip and the next, seconds; 0 for fewer than two."""
        pairs = list(pairwise(self.round_trips))
        return sum(abs(after - before) for before, after in pairs) / len(pairs) if pairs else 0.0


class Network(ABC):
    """Measures the way to a device from this node."""

    @abstractmethod
    def ping(self, count: int) -> Pings:
        """Send COUNT echo requests, and return what came back of them, if anything did."""

    @abstractmethod
    def connect(self, port: int) -> float:
        """Return the seconds that a TCP connection to PORT takes.

        Raises Refused where the device takes none there, TookTooLong where nobody answers.
        """

    @abstractmethod
    def resolve(self, name: str) -> float:
        """Return the seconds that the device's name server takes to find the address of NAME.

        Raises Refused where it finds none, TookTooLong where nobody answers.
        """

    @abstractmethod
    def throughput(self, seconds: float) -> float:
        """Return the bits per second that come from the device, measured for SECONDS."""


@dataclass(frozen=True)
class LogLine:
    """A line of a device's log, and when it came (Unix time)."""

    text: str
    at: float


class Log(ABC):
    """Keeps what the device writes into its log."""

    @abstractmethod
    def log(self, since: float) -> Sequence[LogLine]:
        """Return the lines that came since then (Unix time), as far as they are kept."""


CAPABILITIES: Mapping[str, type[Any]] = {
    "remote": Remote,
    "touch": Touch,
    "keyboard": Keyboard,
    "picture": Picture,
    "sound": Sound,
    "power": Power,
    "shell": Shell,
    "apps": Apps,
    "elements": Elements,
    "network": Network,
    "log": Log,
}


class Evidence(Protocol):
    """What a check is handed: a live device, or recorded frames and sound.

    size: width and height that the regions of checks refer to; None where
    they refer to the frame's own pixels.
    map: the screens among which the pictures are; None where no map is known.
    acted: when the device was last asked to do something, Unix time; 0 where that is not known.
    """

    @property
    def size(self) -> tuple[int, int] | None: ...

    @property
    def map(self) -> AppMap | None: ...

    @property
    def acted(self) -> float: ...

    def frame(self) -> Frame:
        """Return the newest frame."""

    def frames(self, seconds: float) -> Iterator[Frame]:
        """Yield distinct frames as they come, until SECONDS are over."""

    def sounds(self, seconds: float) -> Iterator[Samples]:
        """Yield the sound as it comes, piece after piece, until SECONDS are over.

        Raises CannotJudge where there is no sound.
        """

    def need(self, face: type[Face]) -> Face:
        """Return what gives FACE, to be asked further; ask for nothing that acts.

        Raises CannotJudge where only pictures and sound are known.
        """
