"""What can be made to go wrong with a simulated device, switchable while it runs."""

import random
import threading
import time
from collections.abc import Callable
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError

_CAUSED: Final = ("popup", "crash", "standby")  # the faults that a key may set off


class FaultSettings(BaseModel):
    """The faults of one device; by default there are none.

    Probabilities are per key; a rate draws at every key whether its fault begins.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    drop_key: float = Field(default=0.0, ge=0, le=1)  # probability
    double_key: float = Field(default=0.0, ge=0, le=1)  # probability
    popup_rate: float = Field(default=0.0, ge=0, le=1)  # probability
    crash_rate: float = Field(default=0.0, ge=0, le=1)  # probability
    standby_rate: float = Field(default=0.0, ge=0, le=1)  # probability
    slow: float = Field(default=0.0, ge=0, le=60)  # seconds by which it answers later
    popup: bool = False  # a system dialog covers the screen until OK or BACK
    crash: bool = False  # a trigger: the app in front falls back to the launcher
    standby: bool = False  # a trigger: it falls asleep, until POWER
    freeze: bool = False  # picture and clock stand still, keys are lost; a reboot cures it
    black: bool = False  # no light in the picture
    silence: bool = False
    offline: bool = False  # adb refuses
    cable_out: bool = False  # no video signal


def parse_faults(text: str) -> FaultSettings:
    """Read settings such as "drop_key=0.05,freeze"; a bare name switches on.

    Raises ValueError for an unknown name, with those that exist, and for a bad value.
    """
    written: dict[str, str] = {}
    for part in filter(None, (part.strip() for part in text.split(","))):
        name, equals, value = part.partition("=")
        written[name.strip()] = value.strip() if equals else "true"
    return _checked(written)


class Fate(NamedTuple):
    """How often a key that was pressed once arrives (0, 1 or 2), and the faults that follow."""

    arrivals: int
    popup: bool
    crash: bool
    standby: bool


class Faults:
    """The faults of one device as they are now; any thread may switch them.

    What chance decides follows from SEED and the number of keys alone, so that
    the same keys meet the same fate again whatever else is switched meanwhile.
    """

    def __init__(
        self,
        settings: FaultSettings | None = None,
        *,
        seed: int = 0,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._random = random.Random(seed)
        self._sleepy = random.Random(f"standby {seed}")
        self._clock = clock
        self._lock = threading.RLock()
        self._watchers: list[Callable[[FaultSettings], None]] = []
        self._settings = FaultSettings()
        self._frozen_at: float | None = None
        self.use(settings or FaultSettings())

    @property
    def settings(self) -> FaultSettings:
        """What is switched on now."""
        return self._settings

    @property
    def frozen_at(self) -> float | None:
        """When `freeze` was switched on, or None while it is off."""
        return self._frozen_at

    def set(self, **changes: Any) -> FaultSettings:
        """Switch the faults that CHANGES names and leave the others; raises as `parse_faults`."""
        with self._lock:
            return self.use(_checked(self._settings.model_dump() | changes))

    def use(self, settings: FaultSettings) -> FaultSettings:
        """Put SETTINGS in the place of all that was switched before."""
        with self._lock:
            if not settings.freeze:
                self._frozen_at = None
            elif not self._settings.freeze:
                self._frozen_at = self._clock()
            self._settings = settings
            for watcher in self._watchers:
                watcher(settings)
            return settings

    def watch(self, watcher: Callable[[FaultSettings], None]) -> None:
        """Call WATCHER with the settings at every switch from now on, on the switching thread."""
        with self._lock:
            self._watchers.append(watcher)

    def unwatch(self, watcher: Callable[[FaultSettings], None]) -> None:
        """Call WATCHER no more."""
        with self._lock:
            self._watchers.remove(watcher)

    def fate(self) -> Fate:
        """Draw what becomes of a key, and what it sets off once it has arrived."""
        with self._lock:
            drop, double, popup, crash = (self._random.random() for _ in range(4))
            now = self._settings
            arrivals = 0 if drop < now.drop_key else 2 if double < now.double_key else 1
            return Fate(
                arrivals,
                popup < now.popup_rate,
                crash < now.crash_rate,
                self._sleepy.random() < now.standby_rate,
            )

    def strike(self, fate: Fate) -> None:
        """Begin the faults that FATE sets off."""
        with self._lock:
            began = [name for name in _CAUSED if getattr(fate, name)]
            if began:
                self.set(**dict.fromkeys(began, True))

    def take(self, trigger: Literal["crash", "standby"]) -> bool:
        """Tell whether TRIGGER was pulled, and rearm it."""
        with self._lock:
            if pulled := bool(getattr(self._settings, trigger)):
                self.set(**{trigger: False})
            return pulled


def _checked(written: dict[str, Any]) -> FaultSettings:
    known = FaultSettings.model_fields
    if unknown := [name for name in written if name not in known]:
        raise ValueError(f"no fault {', '.join(unknown)} (there are {', '.join(known)})")
    try:
        return FaultSettings.model_validate(written)
    except ValidationError as e:
        bad = "; ".join(f"{error['loc'][0]}: {error['msg']}" for error in e.errors())
        raise ValueError(f"fault {bad}") from e
