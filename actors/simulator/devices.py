"""Simulated devices: a television, and the wires that lead to it."""

from typing import Final, Literal, Protocol

from pydantic import BaseModel, ConfigDict, Field

from actors.keymap import load_keymap
from actors.simulator.adbd.daemon import DOWNTIME, Adbd
from actors.simulator.blaster import Blaster
from actors.simulator.faults import FaultSettings
from actors.simulator.invented import Screens, interface
from actors.simulator.layout import HEIGHT, WIDTH
from actors.simulator.stream import FPS, Broadcast
from actors.simulator.television import Television

KEYMAP: Final = "simulated"


class SimulatedDevice(BaseModel):
    """What a device shall be like; an android-tv is reached by adb, a stb by video and infrared."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]*$")
    kind: Literal["android-tv", "stb"] = "android-tv"
    screens: Screens = 0  # of its interface, the one that DESIGN makes; 0: the built-in one
    design: int = 0
    size: tuple[int, int] = (WIDTH, HEIGHT)  # pixels
    fps: int = Field(default=FPS, ge=1, le=60)  # of the video
    latency: float = Field(default=0.0, ge=0)  # seconds from a key to what it changes
    downtime: float = Field(default=DOWNTIME, ge=0)  # seconds that adb is gone after a reboot
    seed: int = 0
    faults: FaultSettings = FaultSettings()


class Wire(Protocol):
    """A port through which a device is reached."""

    @property
    def port(self) -> int: ...

    async def start(self, port: int = 0) -> None: ...

    async def close(self) -> None: ...


class Running:
    """A device that has been built after SETTINGS; `wires` are by their name."""

    def __init__(self, settings: SimulatedDevice) -> None:
        self.settings = settings
        self.television = Television(
            settings.name,
            interface=interface(settings.screens, settings.design),
            size=settings.size,
            seed=settings.seed,
            latency=settings.latency,
        )
        self.television.faults.use(settings.faults)
        self.wires = _wires(settings, self.television)

    @property
    def ports(self) -> dict[str, int]:
        """The port of each wire."""
        return {name: wire.port for name, wire in self.wires.items()}

    def reboot(self) -> None:
        """Start it up again, which for adb is an absence."""
        adb = self.wires.get("adb")
        if isinstance(adb, Adbd):
            adb.reboot()
        else:
            self.television.reboot()


def _wires(settings: SimulatedDevice, television: Television) -> dict[str, Wire]:
    if settings.kind == "android-tv":
        return {"adb": Adbd(television, downtime=settings.downtime)}
    return {
        "video": Broadcast(television, fps=settings.fps),
        "ir": Blaster(television, load_keymap(KEYMAP)),
    }
