"""Whole numbers that are read and set over SNMP, each within its time."""

from __future__ import annotations

from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from actors import loop
from actors.errors import TookTooLong

if TYPE_CHECKING:
    from pysnmp.hlapi.v3arch.asyncio import SnmpEngine

    from actors.driver import Driver

AUTHENTICATION = {  # RFC 3414 and RFC 7860
    "md5": "USM_AUTH_HMAC96_MD5",
    "sha": "USM_AUTH_HMAC96_SHA",
    "sha256": "USM_AUTH_HMAC192_SHA256",
    "sha512": "USM_AUTH_HMAC384_SHA512",
}
PRIVACY = {"des": "USM_PRIV_CBC56_DES", "aes": "USM_PRIV_CFB128_AES"}  # RFC 3414 and RFC 3826


@dataclass(frozen=True)
class Login:
    """Who asks: a COMMUNITY of version 1 or 2c, or a USER of version 3 with its passwords.

    authentication, privacy: names of AUTHENTICATION and PRIVACY, used where there is a password.
    """

    version: str
    community: str = field(default="", repr=False)
    user: str = ""
    authentication: str = "sha"
    authentication_password: str = field(default="", repr=False)
    privacy: str = "aes"
    privacy_password: str = field(default="", repr=False)

    def known(self) -> Any:
        """Return it as pysnmp knows it."""
        from pysnmp.hlapi.v3arch import asyncio as snmp

        if self.version != "3":
            return snmp.CommunityData(self.community, mpModel=0 if self.version == "1" else 1)
        known = {}
        if self.authentication_password:
            known["authKey"] = self.authentication_password
            known["authProtocol"] = getattr(snmp, AUTHENTICATION[self.authentication])
        if self.privacy_password:
            known["privKey"] = self.privacy_password
            known["privProtocol"] = getattr(snmp, PRIVACY[self.privacy])
        return snmp.UsmUserData(self.user, **known)


class SnmpLink:
    """Asks the agent of DRIVER at HOST and PORT, as LOGIN.

    timeout: seconds for an answer.  A reading that is lost on the way is asked for once more; a
    setting is not.  Methods raise Unreachable, TookTooLong and Refused.
    """

    def __init__(
        self, driver: Driver[Any], place: tuple[str, int], login: Login, timeout: float
    ) -> None:
        self._driver, self._place, self._login, self._timeout = driver, place, login, timeout
        self._engine: SnmpEngine | None = None

    def open(self) -> None:
        """Make ready; nothing is sent."""
        from pysnmp.hlapi.v3arch.asyncio import SnmpEngine

        self.close()
        self._engine = SnmpEngine()

    def close(self) -> None:
        """Give the port up."""
        engine, self._engine = self._engine, None
        if engine:
            loop.run(_closed(engine), self._timeout)

    def read(self, oid: str) -> int:
        """Return the whole number at OID."""
        from pysnmp.hlapi.v3arch.asyncio import get_cmd

        return self._number(oid, self._run(self._asked(get_cmd, oid, retries=1)))

    def set(self, oid: str, value: int) -> None:
        """Set OID to the whole number VALUE."""
        from pysnmp.hlapi.v3arch.asyncio import set_cmd

        self._run(self._asked(set_cmd, oid, value, retries=0))

    def _run(self, asked: Coroutine[Any, Any, Any]) -> Any:
        from pyasn1.error import PyAsn1Error  # type: ignore[import-untyped]
        from pysnmp.error import PySnmpError
        from pysnmp.proto.errind import RequestTimedOut
        from pysnmp.smi.error import SmiError

        if self._engine is None:
            self.open()
        try:
            wrong, status, _, answers = loop.run(asked, self._timeout)
        except TimeoutError as e:
            raise self._silent() from e
        except (PyAsn1Error, SmiError) as e:  # whose words have the settings in them
            raise self._driver.refused("SNMP has no way to ask so: too long, or too short?") from e
        except PySnmpError as e:
            raise self._driver.unreachable(str(e)) from e
        if isinstance(wrong, RequestTimedOut):
            raise self._silent()
        if wrong or status:
            raise self._driver.refused(f"it says {wrong or status.prettyPrint()}")
        return answers[0][1]

    async def _asked(self, command: Any, oid: str, *values: int, retries: int) -> Any:
        from pysnmp.hlapi.v3arch import asyncio as snmp

        each = self._timeout / (retries + 1)
        target = await snmp.UdpTransportTarget.create(self._place, each, retries)
        what = snmp.ObjectType(snmp.ObjectIdentity(oid), *map(snmp.Integer32, values))
        return await command(
            self._engine, self._login.known(), target, snmp.ContextData(), what, lookupMib=False
        )

    def _number(self, oid: str, value: Any) -> int:
        try:
            return int(value)
        except (TypeError, ValueError) as e:
            said = value.prettyPrint() or type(value).__name__
            raise self._driver.refused(f"it has no number at {oid}: {said}") from e

    def _silent(self) -> TookTooLong:
        late = self._driver.late(self._timeout)
        if self._login.version == "3":
            return late
        # an agent drops what a stranger asks (RFC 1157, section 4.1; RFC 3584, section 5.2.1)
        return TookTooLong(
            late.driver,
            late.source,
            f"{late.reason}; or the community, which is not shown, is wrong",
        )


async def _closed(engine: SnmpEngine) -> None:
    engine.close_dispatcher()
