"""The remote control on the air: it advertises itself, is paired with, tells what is pressed."""

from __future__ import annotations

import asyncio
import hashlib
from contextlib import suppress
from pathlib import Path
from typing import Final

from bumble import gatt
from bumble.core import AdvertisingData, Appearance, BaseBumbleError
from bumble.device import Connection, Device, DeviceConfiguration
from bumble.hci import Address
from bumble.keys import JsonKeyStore
from bumble.pairing import PairingConfig, PairingDelegate
from bumble.transport import open_transport
from bumble.transport.common import Transport

from actors.protocols.bluetooth import service

BUTTONS: Final = PairingDelegate.IoCapability.NO_OUTPUT_NO_INPUT  # nothing to compare a number on
SEEN_EACH: Final = (30.0, 50.0)  # ms, at least and at most, so that a television is soon back
LOOK: Final = 0.01  # seconds from one look at the television's readiness to the next


class Peripheral:
    """A remote control NAME on an adapter; a television that is paired comes back by itself."""

    def __init__(self, transport: Transport, name: str, bonds: Path) -> None:
        self._transport = transport
        self._reports = service.reports()
        self._ready: set[Connection] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        identity = address(name)
        config = DeviceConfiguration(name=name, address=identity)
        self._device = Device.from_config_with_hci(config, transport.source, transport.sink)
        self._device.keystore = JsonKeyStore(str(identity), str(bonds))
        self._device.pairing_config_factory = lambda _: PairingConfig(
            mitm=False,
            delegate=PairingDelegate(BUTTONS),
            identity_address_type=PairingConfig.AddressType.RANDOM,
        )
        self._device.add_services(service.services(self._reports))
        self._device.on(Device.EVENT_CONNECTION, self._connected)
        server = self._device.gatt_server
        server.on(server.EVENT_CHARACTERISTIC_SUBSCRIPTION, self._subscribed)

    @classmethod
    async def start(cls, adapter: str, name: str, bonds: Path) -> Peripheral:
        """Return it, once it advertises itself through ADAPTER, which bumble names so."""
        transport = await _opened(adapter)
        try:
            peripheral = cls(transport, name, bonds)
            await peripheral._advertise(name)
        except BaseException:  # also where nobody waits any longer
            await transport.close()
            raise
        return peripheral

    async def close(self) -> None:
        """Leave the television, and give the adapter back."""
        if not self.lost:
            with suppress(BaseBumbleError, OSError):  # one that goes just now
                for connection in list(self._device.connections.values()):
                    await connection.disconnect()
                await self._device.power_off()
        await self._transport.close()

    @property
    def lost(self) -> bool:
        """Whether the adapter has gone."""
        return bool(self._transport.source.terminated.done())

    async def listeners(self) -> list[Connection]:
        """Return the televisions that take keys, as soon as there are some."""
        while not self._ready:
            await asyncio.sleep(LOOK)
        return list(self._ready)

    async def tell(self, number: int, report: bytes) -> None:
        """Send REPORT, which has that NUMBER, and see that it has arrived by radio."""
        if not self._ready:
            raise ConnectionError("the television has left")
        for connection in list(self._ready):
            characteristic = self._reports[number]
            # one that was paired earlier does not subscribe anew
            await self._device.notify_subscriber(connection, characteristic, report, force=True)
            await connection.drain()

    async def _advertise(self, name: str) -> None:
        await self._device.power_on()
        flags = AdvertisingData.LE_GENERAL_DISCOVERABLE_MODE_FLAG
        remote = Appearance(
            Appearance.Category.HUMAN_INTERFACE_DEVICE,
            Appearance.HumanInterfaceDeviceSubcategory.KEYBOARD,
        )
        told = [
            (AdvertisingData.FLAGS, bytes([flags | AdvertisingData.BR_EDR_NOT_SUPPORTED_FLAG])),
            (AdvertisingData.APPEARANCE, int(remote).to_bytes(2, "little")),
            (
                AdvertisingData.COMPLETE_LIST_OF_16_BIT_SERVICE_CLASS_UUIDS,
                bytes(gatt.GATT_HUMAN_INTERFACE_DEVICE_SERVICE),
            ),
        ]
        self._device.advertising_data = bytes(AdvertisingData(told))
        named = (AdvertisingData.COMPLETE_LOCAL_NAME, name.encode())
        self._device.scan_response_data = bytes(AdvertisingData([named]))
        await self._device.start_advertising(
            auto_restart=True,
            advertising_interval_min=SEEN_EACH[0],
            advertising_interval_max=SEEN_EACH[1],
        )

    def _connected(self, connection: Connection) -> None:
        connection.on(Connection.EVENT_DISCONNECTION, lambda *_: self._ready.discard(connection))
        connection.on(
            Connection.EVENT_CONNECTION_ENCRYPTION_CHANGE, lambda *_: self._encrypted(connection)
        )

    def _encrypted(self, connection: Connection) -> None:
        task = asyncio.create_task(self._recognise(connection))
        self._tasks.add(task)  # the loop itself keeps hold of none
        task.add_done_callback(self._tasks.discard)

    async def _recognise(self, connection: Connection) -> None:
        """Take a television that has been paired before as one that listens."""
        assert self._device.keystore is not None
        if await self._device.keystore.get(str(connection.peer_address)):
            self._ready.add(connection)

    def _subscribed(
        self, connection: Connection, characteristic: object, notify: bool, _: bool
    ) -> None:
        if notify and characteristic in self._reports.values():
            self._ready.add(connection)


async def _opened(adapter: str) -> Transport:
    try:
        return await open_transport(adapter)
    except (OSError, BaseBumbleError):
        raise
    except Exception as e:  # each kind of adapter has a library of its own, and that its errors
        raise ConnectionError(f"{adapter} cannot be opened ({e})") from e


def address(name: str) -> Address:
    """Return the static random address of the remote control NAME, the same each time.

    A television knows by it with whom it is paired.
    """
    octets = bytearray(hashlib.sha256(name.encode()).digest()[:6])
    octets[5] |= 0xC0  # what makes a random address static; bytes go the lowest first
    return Address(bytes(octets), Address.RANDOM_DEVICE_ADDRESS)
