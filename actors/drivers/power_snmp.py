"""An outlet of a power distribution unit (PDU) in a rack, switched over SNMP."""

from typing import Annotated, ClassVar, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from actors.driver import Host, Secret
from actors.protocols.plugs.outlet import OutletDriver, OutletSettings
from actors.protocols.plugs.pdus import AnyPdu, PduOutlet
from actors.protocols.snmp import Login, SnmpLink


class PowerSnmpSettings(OutletSettings):
    """host, port: the address of the PDU's agent; outlet: its number, as the PDU counts.

    pdu: `apc` (MasterSwitch), `apc_rack`, `apc_rack2` (Rack PDUs of the first and the second
    generation) or `raritan` (PX2, PX3); else where an outlet is found, `{outlet}` standing for
    its number: `{command: 1.3.6.….{outlet}, on: 1, off: 2}`, with `state`, `is_on` and `is_off`
    where that is another object or says it in other numbers.
    version: of SNMP.  1 and 2c need a community that may write; 3 needs a user, and the
    passwords with which it authenticates and encrypts, if it does.
    timeout: seconds for an answer, and for the outlet to say that it is as it was told.
    """

    main: ClassVar[str] = "host"

    host: Host
    port: int = Field(default=161, ge=1, le=65535)
    outlet: int = Field(ge=0)
    pdu: AnyPdu
    version: Annotated[Literal["1", "2c", "3"], BeforeValidator(str)] = "2c"
    community: Secret = "private"
    user: str = ""
    authentication: Literal["md5", "sha", "sha256", "sha512"] = "sha"
    authentication_password: Secret = ""
    privacy: Literal["des", "aes"] = "aes"
    privacy_password: Secret = ""

    @model_validator(mode="after")
    def _version_3_knows_users(self) -> Self:
        if (self.version == "3") != bool(self.user):
            raise ValueError("SNMP version 3 needs a user, and no other version has one")
        if self.privacy_password and not self.authentication_password:
            raise ValueError("a privacy_password needs an authentication_password beside it")
        return self


class PowerSnmp(OutletDriver[PowerSnmpSettings]):
    """A PDU does not answer whoever names a wrong community: that takes too long."""

    Settings = PowerSnmpSettings
    packages = ("pysnmp",)

    def __init__(self, settings: PowerSnmpSettings) -> None:
        super().__init__(settings)
        s = settings
        login = Login(
            s.version,
            s.community,
            s.user,
            s.authentication,
            s.authentication_password,
            s.privacy,
            s.privacy_password,
        )
        self._link = SnmpLink(self, (s.host, s.port), login, s.timeout)
        self.outlet = PduOutlet(self._link, s.pdu, s.outlet)

    @property
    def source(self) -> str:
        return f"{self.settings.host}:{self.settings.port}"

    def open(self) -> None:
        self._link.open()
        self.is_on()

    def close(self) -> None:
        self._link.close()
