"""What playwright says of a failure, as the error of a driver that fits it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from playwright.async_api import Error

    from actors.driver import Driver
    from actors.errors import DriverError

# Chromium's own words, net/base/net_error_list.h: those of a way that is not there.
_NO_WAY = re.compile(
    r"ERR_(CONNECTION|NAME|ADDRESS|INTERNET|NETWORK|EMPTY|SOCKET|PROXY|TUNNEL|DNS|FILE_NOT_FOUND)"
)
_BROKEN = re.compile(r"closed|crashed|disconnected|ECONN|ENOTFOUND|EHOST|socket hang up")
_CODE = re.compile(r"net::(ERR_\w+)")


def reason(driver: Driver[Any], error: Error, seconds: float) -> DriverError:
    """Return the error of DRIVER for what playwright raised, of which an address is left out."""
    from playwright.async_api import TimeoutError as Late

    said = error.message.partition("\n")[0]
    if isinstance(error, Late):
        return driver.late(seconds)
    if found := _CODE.search(said):
        return _of_network(driver, found[1], seconds)
    told = driver.unreachable if _BROKEN.search(said) else driver.refused
    return told(said.partition(": ")[2] or said)


def _of_network(driver: Driver[Any], code: str, seconds: float) -> DriverError:
    if "TIMED_OUT" in code:
        return driver.late(seconds)
    return driver.unreachable(code) if _NO_WAY.match(code) else driver.refused(code)
