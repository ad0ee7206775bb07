"""Where power distribution units keep their outlets: objects of SNMP, and what they mean."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from actors.protocols.plugs.outlet import Outlet

if TYPE_CHECKING:
    from actors.protocols.snmp import SnmpLink

Oid = Annotated[str, Field(pattern=r"^\.?[0-2](\.(\d+|\{outlet\}))+$")]  # {outlet}: its number
Number = Annotated[int, Field(ge=-(2**31), lt=2**31)]  # Integer32 of RFC 2578, section 7.1.1


class Pdu(BaseModel):
    """The objects of an outlet, whose number stands for `{outlet}`.

    command: what is set to ON or OFF; state: what then is IS_ON or IS_OFF.  Without a state, the
    command is read; without the two of it, it says what the command is set to.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    command: Oid
    on: Number
    off: Number
    state: Oid | None = None
    is_on: Number | None = None
    is_off: Number | None = None

    def told(self, outlet: int, on: bool) -> tuple[str, int]:
        """Return which object is to be set, and to what, for OUTLET to be ON."""
        return _of(self.command, outlet), self.on if on else self.off

    def read(self, outlet: int) -> str:
        """Return which object says how OUTLET is."""
        return _of(self.state or self.command, outlet)

    def means(self, value: int) -> bool:
        """Tell whether VALUE is that of an outlet that is on.  Raises ValueError for neither."""
        on = self.on if self.is_on is None else self.is_on
        off = self.off if self.is_off is None else self.is_off
        if value not in (on, off):
            raise ValueError(f"its state is {value}, neither {on} for on nor {off} for off")
        return value == on


class PduOutlet(Outlet):
    """The OUTLET of a PDU that LINK leads to; what is drawn is not asked for."""

    def __init__(self, link: SnmpLink, pdu: Pdu, outlet: int) -> None:
        self._link, self._pdu, self._outlet = link, pdu, outlet

    def switch(self, on: bool) -> None:
        self._link.set(*self._pdu.told(self._outlet, on))

    def is_on(self) -> bool:
        return self._pdu.means(self._link.read(self._pdu.read(self._outlet)))

    def watts(self) -> float | None:
        return None


def _of(oid: str, outlet: int) -> str:
    return oid.replace("{outlet}", str(outlet)).lstrip(".")


PDUS: Mapping[str, Pdu] = {
    # PowerNet-MIB (APC): sPDUOutletCtl, of MasterSwitch
    "apc": Pdu(command="1.3.6.1.4.1.318.1.1.4.4.2.1.3.{outlet}", on=1, off=2),
    # PowerNet-MIB: rPDUOutletControlOutletCommand, of Switched Rack PDUs of the first generation
    "apc_rack": Pdu(command="1.3.6.1.4.1.318.1.1.12.3.3.1.1.4.{outlet}", on=1, off=2),
    # PowerNet-MIB: rPDU2OutletSwitchedControlCommand, of Rack PDUs of the second one
    "apc_rack2": Pdu(command="1.3.6.1.4.1.318.1.1.26.9.2.4.1.5.{outlet}", on=1, off=2),
    # PDU2-MIB (Raritan PX2, PX3): switchingOperation, and outletSwitchingState in the terms of
    # SensorStateEnumeration, both of the PDU with the id 1
    "raritan": Pdu(
        command="1.3.6.1.4.1.13742.6.4.1.2.1.2.1.{outlet}",
        on=1,
        off=0,
        state="1.3.6.1.4.1.13742.6.4.1.2.1.3.1.{outlet}",
        is_on=7,
        is_off=8,
    ),
}


def _found(written: Any) -> Any:
    if not isinstance(written, str):
        return written
    if written not in PDUS:
        raise ValueError(f"no PDU {written!r} (there are {', '.join(PDUS)}; else give its objects)")
    return PDUS[written]


AnyPdu = Annotated[Pdu, BeforeValidator(_found)]
