"""Questions to a TP-Link device, through python-kasa, each answered within its time."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from actors import loop

if TYPE_CHECKING:
    from kasa.protocols import BaseProtocol

    from actors.driver import Driver
    from actors.errors import DriverError

Api = Literal["kasa", "kasa_klap", "tapo"]
FAMILIES = {  # what python-kasa calls the family, the encryption and the version of the login
    "kasa": ("IOT.SMARTPLUGSWITCH", "XOR", None),
    "kasa_klap": ("IOT.SMARTPLUGSWITCH", "KLAP", 1),
    "tapo": ("SMART.TAPOPLUG", "KLAP", 2),
}
MANGLED = (ValueError, KeyError, TypeError, AttributeError)  # of answers that are none


@dataclass(frozen=True)
class Account:
    """Where a device is, how it is spoken to, and the account that it belongs to."""

    host: str
    port: int | None
    api: Api
    user: str = ""
    password: str = field(default="", repr=False)

    async def protocol(self, timeout: float) -> BaseProtocol:
        """Return what python-kasa speaks to it with, on the loop that runs."""
        from kasa import Credentials, DeviceConfig
        from kasa.device_factory import get_protocol
        from kasa.deviceconfig import DeviceConnectionParameters

        family, encryption, login = FAMILIES[self.api]
        spoken = DeviceConnectionParameters.from_values(family, encryption, login_version=login)
        config = DeviceConfig(
            self.host,
            timeout=2 * timeout,  # type: ignore[arg-type]  # longer: it would try again by itself
            port_override=self.port,
            credentials=Credentials(self.user, self.password),
            connection_type=spoken,
        )
        protocol = get_protocol(config)
        assert protocol is not None
        return protocol


class KasaLink:
    """The connection of DRIVER to the device of ACCOUNT, kept open from question to question.

    timeout: seconds for an answer.  Methods raise Unreachable, TookTooLong and Refused.
    """

    def __init__(self, driver: Driver[Any], account: Account, timeout: float) -> None:
        self._driver, self._account, self._timeout = driver, account, timeout
        self._protocol: BaseProtocol | None = None

    def open(self) -> None:
        """Make ready; the first question makes the connection."""
        import kasa.device_factory  # noqa: F401 - here, as the loop is not to wait for so much

        self.close()
        self._protocol = self._run(self._account.protocol(self._timeout))

    def close(self) -> None:
        """Give the connection up."""
        protocol, self._protocol = self._protocol, None
        if protocol:
            self._run(protocol.close())

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to QUESTION, which is asked again where a connection has ended."""
        return self._asked(question, again=1)

    def tell(self, command: dict[str, Any]) -> dict[str, Any]:
        """Return the answer to COMMAND, which is sent once."""
        return self._asked(command, again=0)

    def _asked(self, what: dict[str, Any], again: int) -> dict[str, Any]:
        if self._protocol is None:
            self.open()
        assert self._protocol is not None
        answer = self._run(self._protocol.query(what, retry_count=again))
        if not isinstance(answer, dict):
            raise self._driver.refused(f"answers {str(answer)[:80]!r}")
        return answer

    def _run(self, work: Coroutine[Any, Any, Any]) -> Any:
        from kasa import KasaException

        try:
            return loop.run(work, self._timeout)
        except TimeoutError as e:
            raise self._driver.late(self._timeout) from e
        except KasaException as e:
            raise self._told(e) from e
        except MANGLED as e:
            raise self._driver.refused(f"what it answers is not understood: {e!r}") from e

    def _told(self, error: Exception) -> DriverError:
        from kasa import AuthenticationError

        if isinstance(error, AuthenticationError):
            return self._driver.refused("it belongs to another user, or the password is wrong")
        cause: BaseException | None = error
        while cause is not None:
            if isinstance(cause, OSError | EOFError):
                return self._driver.unreachable(str(cause)[:200])
            cause = cause.__cause__
        return self._driver.refused(str(error)[:200])
