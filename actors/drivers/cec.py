"""A television, or what is plugged into it, pressed and switched over the CEC line of HDMI.

Source: HDMI 1.4, supplement CEC: "User Control Codes" (table 27), "Remote Control Pass Through".
No CEC device can be had without hardware: the driver is proved against what `cec-ctl` says where
there is no adapter, and by the arguments that it is called with, which are the wire here.
"""

import re
import subprocess
import time
from collections.abc import Mapping
from typing import ClassVar, Final

from pydantic import Field

from actors.driver import Driver, Settings
from actors.errors import DriverError, TookTooLong, Unreachable
from actors.interface import Power, Remote
from actors.keys import OwnKeys, code_of

AGAIN: Final = 0.3  # seconds; a key counts as let go 0.55 s after its last press
LOOK: Final = 0.5  # seconds from one look at the power status to the next
POWER_ON: Final = 0x6D  # what wakes a device that is no television
CODES: Final[Mapping[str, int]] = {
    **{"OK": 0x00, "UP": 0x01, "DOWN": 0x02, "LEFT": 0x03, "RIGHT": 0x04},
    **{"HOME": 0x09, "SETTINGS": 0x0A, "MENU": 0x0B, "BACK": 0x0D},
    **{f"NUM_{digit}": 0x20 + digit for digit in range(10)},
    **{"ENTER": 0x2B, "DEL": 0x2C, "CHANNEL_UP": 0x30, "CHANNEL_DOWN": 0x31},
    **{"LAST_CHANNEL": 0x32, "AUDIO": 0x33, "TV_INPUT": 0x34, "INFO": 0x35},
    **{"PAGE_UP": 0x37, "PAGE_DOWN": 0x38, "POWER": 0x40},
    **{"VOLUME_UP": 0x41, "VOLUME_DOWN": 0x42, "MUTE": 0x43, "PLAY": 0x44, "STOP": 0x45},
    **{"PAUSE": 0x46, "RECORD": 0x47, "REWIND": 0x48, "FAST_FORWARD": 0x49, "EJECT": 0x4A},
    **{"NEXT": 0x4B, "PREVIOUS": 0x4C, "CAPTIONS": 0x51, "GUIDE": 0x53, "PLAY_PAUSE": 0x61},
    **{"SLEEP": 0x6C, "WAKEUP": POWER_ON},
    **{"BLUE": 0x71, "RED": 0x72, "GREEN": 0x73, "YELLOW": 0x74, "TELETEXT": 0x76},
}
NO_ADDRESS: Final = "15"  # of a device that is on no bus
SENT: Final = "Sequence:"  # what is told of each message that went out
# A status is told only of messages that went wrong
_WRONG = re.compile(r"^\t((?:Tx|Rx),.+)$", re.MULTILINE)
_STATE = re.compile(r"pwr-state: ([\w-]+)")


class CecSettings(Settings):
    """adapter: a device of the system, such as /dev/cec0.

    One of Pulse-Eight on USB gets such a device by `inputattach --pulse8-cec /dev/ttyACM0`.
    to: the logical address of what is steered: 0 for a television, 4 for a player, 5 for an
    amplifier; before what is no television, the adapter takes the part of one.
    name: what the adapter calls itself in menus.
    keys: names of keys that the device calls otherwise, such as {MENU: HOME}.
    patience: seconds that it may take to change its power.
    """

    main: ClassVar[str] = "adapter"

    adapter: str = Field(default="/dev/cec0", pattern=r"^/\S+$")
    to: int = Field(default=0, ge=0, le=14)
    name: str = Field(default="lab", min_length=1, max_length=14)
    keys: OwnKeys
    timeout: float = Field(default=5.0, gt=0)  # seconds, for one message
    patience: float = Field(default=20.0, gt=0)


class Cec(Driver[CecSettings], Remote, Power):
    """Starts `cec-ctl` for each action, which returns when the line has carried it."""

    Settings = CecSettings
    programs = ("cec-ctl",)

    def __init__(self, settings: CecSettings) -> None:
        super().__init__(settings)
        self._ready = False

    @property
    def source(self) -> str:
        return self.settings.adapter

    def open(self) -> None:
        role = "--tv" if self.settings.to else "--playback"
        address = self._run(role, "--osd-name", self.settings.name, "--logical-address").strip()
        if address in ("", NO_ADDRESS):
            raise self._unconfigured()
        self._ready = True

    def close(self) -> None:
        """Forget that the adapter is set up; it keeps its address for whoever comes next."""
        self._ready = False

    def probe(self) -> str:
        return f"device {self.settings.to} is reached, its power is {self._state()}"

    def press(self, key: str, hold: float = 0.0) -> None:
        code = code_of(key, own=self.settings.keys, codes=CODES, source=self.source)
        pressed = ("--user-control-pressed", f"ui-cmd={code:#04x}")
        if not hold:
            self._send(*pressed, "--user-control-released")
            return
        ends = time.monotonic() + hold
        self._send(*pressed)
        while (left := ends - time.monotonic()) > 0:
            time.sleep(min(AGAIN, left))
            if left > AGAIN:
                self._send(*pressed)
        self._send("--user-control-released")

    def switch(self, on: bool) -> None:
        """Wake the device, or put it into standby; a supply is not cut by CEC."""
        if not on:
            self._send("--standby")
        elif self.settings.to:
            self._send("--user-control-pressed", f"ui-cmd={POWER_ON:#04x}")
        else:
            self._send("--image-view-on")
        self._wait_for("on" if on else "standby")

    def is_on(self) -> bool:
        return self._state() in ("on", "to-on")

    def _wait_for(self, wanted: str) -> None:
        ends = time.monotonic() + self.settings.patience
        while (state := self._changing_state()) != wanted:
            if time.monotonic() > ends:
                told = f"its power is {state}, not {wanted}, after {self.settings.patience:g} s"
                raise self.refused(told)
            time.sleep(LOOK)

    def _changing_state(self) -> str:
        """Return its state; while it wakes, a device may answer nothing for a while."""
        try:
            return self._state()
        except TookTooLong as e:
            return f"not told ({e.reason})"

    def _state(self) -> str:
        """Return on, standby, to-on or to-standby."""
        answer = self._send("--give-device-power-status")
        if not (found := _STATE.search(answer)):
            raise self.refused(f"tells no power status: {answer.strip()[-200:]!r}")
        return found[1]

    def _send(self, *message: str) -> str:
        """Return what `cec-ctl` says of a MESSAGE that the device has taken."""
        if not self._ready:
            self.open()
        answer = self._run("--to", str(self.settings.to), *message)
        if wrong := _WRONG.search(answer):
            raise self._meaning(wrong[1])
        if answer.count(SENT) < sum(word.startswith("--") for word in message):
            self._ready = False
            raise self.unreachable("the adapter did not send it")
        return answer

    def _meaning(self, status: str) -> DriverError:
        if "Feature Abort" in status:
            return self.refused(f"the device does not do that ({status})")
        if "Not Acknowledged" in status:
            advice = "nobody has that address: is it plugged in, and CEC on in its settings?"
            return self.unreachable(f"{advice} ({status})")
        if "Rx, Timeout" in status:
            return self.late(1.0)
        return self.unreachable(f"the line is disturbed ({status})")

    def _run(self, *options: str) -> str:
        command = ["cec-ctl", "--device", self.settings.adapter, "--skip-info", *options]
        limit = self.settings.timeout
        try:
            done = subprocess.run(command, capture_output=True, timeout=limit, check=False)
        except FileNotFoundError as e:
            raise self.unreachable("the program cec-ctl is not installed (v4l-utils)") from e
        except OSError as e:
            raise self.unreachable(f"cec-ctl cannot be started: {e.strerror}") from e
        except subprocess.TimeoutExpired as e:
            raise self.late(limit) from e
        if said := done.stderr.decode(errors="replace").strip():
            self._ready = False
            raise self._unconfigured() if "unconfigured" in said else self.unreachable(said)
        return done.stdout.decode(errors="replace")

    def _unconfigured(self) -> Unreachable:
        return self.unreachable("the adapter has no address (is a television on its cable?)")
