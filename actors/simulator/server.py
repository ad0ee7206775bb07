"""Many simulated devices in one process."""

import asyncio
import signal
from collections.abc import Callable, Sequence
from itertools import count
from types import TracebackType
from typing import Self

from actors.simulator.control import Control
from actors.simulator.devices import Running, SimulatedDevice


class SimulatorServer:
    """Serves DEVICES while it is entered, on ports from BASE_PORT on, or on any that are free."""

    def __init__(self, devices: Sequence[SimulatedDevice], *, base_port: int = 0) -> None:
        self.devices = {each.name: Running(each) for each in devices}
        self._ports = count(base_port) if base_port else None

    async def __aenter__(self) -> Self:
        try:
            for device in self.devices.values():
                for wire in device.wires.values():
                    await wire.start(next(self._ports) if self._ports else 0)
        except BaseException:  # whatever stops it, no wire stays open
            await self._close()
            raise
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        await self._close()

    async def _close(self) -> None:
        wires = [wire for device in self.devices.values() for wire in device.wires.values()]
        await asyncio.gather(*(wire.close() for wire in wires))


def serve(
    devices: Sequence[SimulatedDevice],
    *,
    base_port: int = 0,
    control_port: int = 0,
    on_ready: Callable[[SimulatorServer, int], None],
) -> None:
    """Serve DEVICES until SIGTERM or SIGINT; 0 stands for any port that is free.

    on_ready: called with the server and the port of its control as soon as all are open.
    Raises PortInUse, with nothing left open.
    """
    asyncio.run(_serve(devices, base_port, control_port, on_ready))


async def _serve(
    devices: Sequence[SimulatedDevice],
    base_port: int,
    control_port: int,
    on_ready: Callable[[SimulatorServer, int], None],
) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    async with (
        SimulatorServer(devices, base_port=base_port) as server,
        Control(server.devices, control_port) as control,
    ):
        on_ready(server, control.port)
        await stopped.wait()
