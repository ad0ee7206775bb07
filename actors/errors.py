"""What can go wrong with a device.

A check that does not hold is no error: it is a Verdict that is false.  An
error means that the question could not be asked, or the lab could not answer.

ConfigError             a file does not describe what it should (no device yet)
DeviceError
 +-- NotSupported       the device has no driver for that
 +-- NotAllowed         the lab file does not allow it on this device
 +-- CannotJudge        a check could not be asked of what the device shows
 +-- StaleLease         the caller does not hold the device (any more)
 +-- Stopped            the test was told to stop
 +-- DriverError        the hardware did not do what it was asked for
      +-- Unreachable       no link to it (unplugged, powered off, no route)
      +-- TookTooLong       no answer within the time given
      +-- Refused           it said no, or answered nonsense
"""


class ConfigError(Exception):
    """A file does not say what it should: FILE, its LINE if known, the FIELD, and why."""

    def __init__(self, file: str, reason: str, field: str = "", line: int | None = None) -> None:
        super().__init__(file, reason, field, line)
        self.file, self.reason, self.field, self.line = file, reason, field, line

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        return ": ".join(part for part in (place, self.field, self.reason) if part)


class DeviceError(Exception):
    """Base of every error that a device raises."""


class NotSupported(DeviceError):
    """The device has no driver with the capability that was asked for."""

    def __init__(self, device: str, capability: str) -> None:
        super().__init__(device, capability)
        self.device, self.capability = device, capability

    def __str__(self) -> str:
        return f"{self.device} has no driver that gives {self.capability}"


class NotAllowed(DeviceError):
    """The lab file does not allow that on this device."""

    def __init__(self, device: str, what: str, allow: str) -> None:
        super().__init__(device, what, allow)
        self.device, self.what, self.allow = device, what, allow

    def __str__(self) -> str:
        return f"{self.what} is off on {self.device}; the lab file turns it on with '{self.allow}'"


class CannotJudge(DeviceError):
    """A check could not be asked, such as for a region outside the picture."""


class StaleLease(DeviceError):
    """The caller does not hold the lease of the device, or its time has run out."""

    def __init__(self, device: str, holder: str | None) -> None:
        super().__init__(device, holder)
        self.device, self.holder = device, holder

    def __str__(self) -> str:
        held = f"{self.holder} holds it" if self.holder else "nobody holds it"
        return f"this lease on {self.device} is not valid: {held}"


class Stopped(DeviceError):
    """The test was told to stop before it ended."""


class DriverError(DeviceError):
    """The hardware did not do what it was asked for.

    driver: the kind of driver, such as "adb".
    source: the address that it talks to, such as a serial number or host:port.
    """

    def __init__(self, driver: str, source: str, reason: str) -> None:
        super().__init__(driver, source, reason)
        self.driver, self.source, self.reason = driver, source, reason

    def __str__(self) -> str:
        return f"{self.driver} at {self.source}: {self.reason}"


class Unreachable(DriverError):
    """There is no link to the hardware; another try may find one."""


class TookTooLong(DriverError):
    """The hardware did not answer within the time that it was given."""


class Refused(DriverError):
    """The hardware said no, or answered what the driver cannot read."""
