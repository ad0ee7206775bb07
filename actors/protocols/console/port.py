"""Open a serial port, on this machine or on the network, and say clearly why it cannot be."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from serial import Serial as Port

LOOK = 0.2  # seconds for which a read waits at most, and so the end of the one that reads

DENIED = {
    errno.EACCES: "permission denied (the user who runs this is mostly to join the group dialout)",
    errno.EAGAIN: "another program uses it",
    errno.EBUSY: "another program uses it",
    errno.ENOTTY: "it is no serial port",
}


class Denied(OSError):
    """What is there says no, for the reason given."""


def connect(url: str, **options: Any) -> Port:
    """Open the port at URL, as pyserial has it: a path, socket:// or rfc2217://.

    options: those of pyserial.  Raises Denied, TimeoutError and other OSErrors.
    """
    import termios

    import serial

    if not url.startswith("rfc2217:"):  # there pyserial has no timeout of its own for writing
        options["write_timeout"] = options["timeout"]
    try:
        return serial.serial_for_url(url, **options | {"exclusive": True, "timeout": LOOK})
    except serial.SerialException as e:
        raise _told(e) from e
    except (ValueError, termios.error) as e:  # what the port cannot be set to
        raise Denied(str(e)) from e


def gone(error: OSError | None = None) -> OSError:
    """Return what ERROR of reading or writing a port means: that it is gone, mostly."""
    import serial

    if isinstance(error, serial.SerialTimeoutException):
        return TimeoutError()
    return ConnectionResetError("the port has gone away")


def _told(error: OSError) -> OSError:
    """Return what ERROR of pyserial is about, which tells it as a text or as its context."""
    cause = error if error.errno else error.__context__
    if isinstance(cause, TimeoutError):
        return TimeoutError()
    number, *said = cause.args if cause else (None,)
    if not isinstance(number, int):
        return ConnectionError(str(error))
    if number in DENIED:
        return Denied(DENIED[number])
    return OSError(number, os.strerror(number) if number > 0 else str(said[0]))  # below 0: of names
