"""A Bluetooth television, and the adapter of a remote control before it: bumble's own controllers.

The adapter is a controller that a driver reaches by TCP, as it would one on a serial line; the
television pairs, discovers the reports by their references, and keeps what it is told.
"""

from collections.abc import Callable
from typing import Any

from bumble import gatt
from bumble.att import ATT_Error
from bumble.controller import Controller
from bumble.device import Connection, Device, DeviceConfiguration, Peer
from bumble.hci import Address
from bumble.host import Host
from bumble.keys import MemoryKeyStore
from bumble.link import LocalLink
from bumble.pairing import PairingConfig, PairingDelegate
from bumble.transport import open_transport
from bumble.transport.common import AsyncPipeSink, Transport

from tests.served import free_port

HERE = Address("F1:F2:F3:F4:F5:F6")


class Television:
    """Meets the remote control at ADDRESS, whose adapter listens at PORT.

    reports: (number, report) of all that was told, in order.
    about: what it has read of the remote control.
    """

    def __init__(self, address: Address) -> None:
        self.address, self.port = address, free_port()
        self.reports: list[tuple[int, bytes]] = []
        self.about: dict[str, bytes] = {}
        self._adapter: Transport | None = None
        self._connection: Connection | None = None
        self._numbers: dict[int, int] = {}  # of reports, by handles

    async def start(self) -> None:
        link = LocalLink()
        self._adapter = await open_transport(f"tcp-server:127.0.0.1:{self.port}")
        ends = {"host_source": self._adapter.source, "host_sink": self._adapter.sink}
        Controller("adapter", link=link, public_address="F0:00:00:00:00:01", **ends)
        own = Controller("television", link=link, public_address=str(HERE))
        host = Host(own, AsyncPipeSink(own))
        self._device = Device(config=DeviceConfiguration(name="tv", address=HERE), host=host)
        self._device.keystore = MemoryKeyStore()
        delegate = PairingDelegate(PairingDelegate.IoCapability.DISPLAY_OUTPUT_AND_YES_NO_INPUT)
        self._device.pairing_config_factory = lambda _: PairingConfig(
            mitm=False,
            delegate=delegate,
            identity_address_type=PairingConfig.AddressType.RANDOM,
        )
        await self._device.power_on()

    async def close(self) -> None:
        await self._device.power_off()
        assert self._adapter
        await self._adapter.close()

    async def pair(self) -> None:
        """Connect for the first time, as its menu does."""
        peer = await self._connect()
        await peer.connection.pair()
        await peer.discover_services()
        await peer.discover_characteristics()
        for characteristic in peer.get_characteristics_by_uuid(gatt.GATT_REPORT_CHARACTERISTIC):
            await self._listen(peer, characteristic)
        for uuid in (gatt.GATT_REPORT_MAP_CHARACTERISTIC, gatt.GATT_HID_INFORMATION_CHARACTERISTIC):
            [found] = peer.get_characteristics_by_uuid(uuid)
            self.about[uuid.name or ""] = await peer.read_value(found)

    async def _listen(self, peer: Peer, characteristic: Any) -> None:
        await peer.discover_descriptors(characteristic)
        reference = characteristic.get_descriptor(gatt.GATT_REPORT_REFERENCE_DESCRIPTOR)
        number, kind = await peer.read_value(reference)
        if kind == 1:
            self._numbers[characteristic.handle] = number
            await peer.subscribe(characteristic, self._heard(number))

    def _heard(self, number: int) -> Callable[[bytes], None]:
        return lambda report: self.reports.append((number, bytes(report)))

    async def peek(self) -> ATT_Error | None:
        """Return how a stranger who does not pair is refused when it reads the report map."""
        peer = await self._connect()
        await peer.discover_services()
        await peer.discover_characteristics()
        [found] = peer.get_characteristics_by_uuid(gatt.GATT_REPORT_MAP_CHARACTERISTIC)
        try:
            await peer.read_value(found)
        except ATT_Error as e:
            return e
        return None

    async def come_back(self) -> None:
        """Connect again; what it has subscribed to is known from the time it was paired."""
        peer = await self._connect()
        for handle, number in self._numbers.items():
            peer.gatt_client.notification_subscribers[handle] = {self._heard(number)}
        await peer.connection.encrypt()

    async def cut(self) -> None:
        """Pull the cable between the remote control and its adapter."""
        assert self._adapter
        self._adapter.sink.transport.abort()  # type: ignore[attr-defined]

    async def leave(self) -> None:
        """Drop the connection."""
        assert self._connection
        await self._connection.disconnect()

    async def _connect(self) -> Peer:
        self._connection = await self._device.connect(self.address)
        return Peer(self._connection)
