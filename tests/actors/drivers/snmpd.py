"""A real SNMP agent, net-snmp's snmpd, with the outlets of some PDUs in it."""

import os
import subprocess
from pathlib import Path

from actors.protocols.plugs.pdus import PDUS
from tests.served import free_port, wait_until

COMMUNITY, USER, AUTHENTICATION, PRIVACY = "wr1te", "lab", "authentic-pass", "private-pass"
OUTLETS = (1, 2)


class Agent:
    """Serves objects that can be set; what is read where is asked with snmpget."""

    def __init__(self, folder: Path) -> None:
        self.port = free_port()
        self._settings = folder / "agent.conf"  # what it keeps is called snmpd.conf
        self._settings.write_text("\n".join(self._lines()))
        self._environment = {**os.environ, "SNMP_PERSISTENT_DIR": str(folder), "MIBS": ""}
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        command = ["snmpd", "-f", "-Lo", "-C", "-c", self._settings, f"udp:127.0.0.1:{self.port}"]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        self._process = subprocess.Popen(command, env=self._environment, **quiet)
        wait_until(lambda: self._ran("snmpget", "1.3.6.1.2.1.1.3.0").returncode == 0)

    def kill(self) -> None:
        process, self._process = self._process, None
        if process:
            process.kill()
            process.wait()

    def read(self, oid: str) -> int:
        return int(self._ran("snmpget", oid, options="-Oqv").stdout)

    def set(self, oid: str, value: int) -> None:
        assert self._ran("snmpset", oid, "i", str(value)).returncode == 0

    def _ran(self, program: str, *words: str, options: str = "-On"):
        who = ["-v2c", "-c", COMMUNITY, "-t", "0.2", "-r", "0", options]
        command = [program, *who, f"127.0.0.1:{self.port}", *words]
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=False
        )

    def _lines(self):
        yield from (f"rwcommunity {COMMUNITY} 127.0.0.1", "rocommunity readable 127.0.0.1")
        yield f"createUser {USER} SHA {AUTHENTICATION} AES {PRIVACY}"
        yield f"rwuser {USER} priv"
        for outlet in OUTLETS:
            for pdu in PDUS.values():
                oid, on = pdu.told(outlet, True)
                yield f"override -rw .{oid} integer {on}"
                if pdu.state:
                    yield f"override -rw .{pdu.read(outlet)} integer {pdu.is_on}"
        yield 'override -rw .1.3.6.1.4.1.99999.1.1 octet_str "on"'
