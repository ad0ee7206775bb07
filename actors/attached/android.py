"""Android devices that the adb server of this machine holds, on USB or over the network."""

import re
import time

from actors.attached.found import Found
from actors.protocols.adb.server import AdbServer, address
from actors.protocols.adb.wire import Denied

ADVICE = {
    "unauthorized": "allow debugging on its screen first",
    "offline": "it does not answer: unplug it, or restart adb",
    "no": "this user may not use it: set up udev rules for adb",  # "no permissions (…)"
}


def devices(seconds: float, server: str | None = None) -> list[Found]:
    """Return those that the SERVER, host:port, lists; if need be it is started.

    Raises OSErrors.
    """
    adb = AdbServer(address(server))
    try:
        adb.start()
        listed = adb.listed(time.monotonic() + seconds)
    except Denied as e:
        raise ConnectionError(str(e)) from e
    return [_found(line) for line in listed.splitlines() if line.strip()]


def _found(line: str) -> Found:
    """Return the device of a LINE such as `SERIAL device product:x model:SHIELD_TV device:y`."""
    serial, state, *_ = line.split()
    told = re.search(r"\bmodel:(\S+)", line)
    model = told[1] if told else "android"
    advice = f"; {ADVICE[state]}" if state in ADVICE else ""
    return Found(model, model, "adb", {"serial": serial}, f"adb lists it as {state!r}{advice}")
