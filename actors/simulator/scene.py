"""What the television shows at one moment, as far as it does not follow from the clock."""

from dataclasses import dataclass, replace
from typing import Final

from actors.simulator.channels import channel
from actors.simulator.interface import Interface, Page

NEVER: Final = float("-inf")
DIAL_SECONDS: Final = 1.2  # from the last digit until its channel is tuned
NOTICE_SECONDS: Final = 3.0
ZAP_SECONDS: Final = 0.3  # of black and silence after a change of the channel


@dataclass(frozen=True)
class Scene:
    """The state of the interface; moments are in seconds of the television's clock."""

    device: str
    interface: Interface
    page: str = "home"
    row: int = 0
    column: int = 0
    typed: str = ""  # in the field of the search page
    channel: int = 1
    digits: str = ""  # of a channel number that is being dialled
    dialled: float = NEVER
    tuned: float = NEVER  # when the channel was last changed
    shown: float = NEVER  # when the player's banner was last called for
    paused: float | None = None  # since when the player stands still
    volume: int = 12  # 0 to 20
    muted: bool = False
    turned: float = NEVER  # when the volume was last changed
    notice: str = ""
    noticed: float = NEVER
    on: bool = True
    ready: float = NEVER  # when it has started up

    @classmethod
    def first(cls, device: str, interface: Interface) -> "Scene":
        """Return what a television shows that was never used."""
        return cls(device, interface).entered("home", NEVER)

    @property
    def spec(self) -> Page:
        """The page that is shown."""
        return self.interface.pages[self.page]

    @property
    def playing(self) -> bool:
        """Whether the player is in front."""
        return self.on and self.spec.kind == "player"

    def entered(self, page: str, now: float) -> "Scene":
        """Return the scene after PAGE was opened, with its focus where it always begins."""
        entered = self.interface.pages[page]
        row, column = entered.start
        opened = replace(
            self, page=page, row=row, column=column, typed="", digits="", paused=None, notice=""
        )
        return opened.tuned_to(self.channel, now) if entered.kind == "player" else opened

    def tuned_to(self, number: int, now: float) -> "Scene":
        """Return the scene with channel NUMBER; a number without one is only reported."""
        if channel(number) is None:
            return replace(self, digits="", notice=f"No channel {number}", noticed=now)
        return replace(
            self, channel=number, tuned=now, shown=now, digits="", paused=None, notice=""
        )

    def due(self) -> float | None:
        """Return when the digits that were dialled take effect, or None without any."""
        return self.dialled + DIAL_SECONDS if self.digits else None
