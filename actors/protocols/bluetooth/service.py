"""The services by which a Bluetooth LE remote control tells what it is and what is pressed.

Source: Bluetooth SIG, "HID over GATT Profile" 1.0 and "HID Service" 1.0; the report map is in
the short items of USB's "Device Class Definition for HID" 1.11, section 6.2.2.
"""

from __future__ import annotations

import struct
from typing import Final

from bumble import gatt
from bumble.att import Attribute
from bumble.core import UUID
from bumble.profiles.battery_service import BatteryService

from actors.protocols.bluetooth.usages import CONSUMER, KEYBOARD

INPUT: Final = 1  # a report to the television; 2 is one from it
LIGHTS: Final = 2
REPORT_MODE: Final = b"\x01"
INFORMATION: Final = struct.pack("<HBB", 0x0111, 0, 0b10)  # HID 1.11, no country, connectable
PNP: Final = struct.pack("<BHHH", 2, 0x1209, 0x0001, 0x0100)  # pid.codes' product for tests
REPORT_MAP: Final = bytes.fromhex(
    f"05 01 09 06 A1 01 85 {KEYBOARD:02X}"  # a keyboard
    "05 07 19 E0 29 E7 15 00 25 01 75 01 95 08 81 02"  # eight modifiers, a bit each
    "75 08 95 01 81 01"  # a byte of nothing
    "19 00 2A FF 00 15 00 26 FF 00 75 08 95 06 81 00"  # six keys that are down, by number
    "05 08 19 01 29 05 15 00 25 01 75 01 95 05 91 02 75 03 95 01 91 01"  # five lights
    "C0"
    f"05 0C 09 01 A1 01 85 {CONSUMER:02X}"  # a consumer control
    "19 00 2A FF 03 15 00 26 FF 03 75 10 95 01 81 00"  # one key that is down, by number
    "C0"
)
Reports = dict[int, gatt.Characteristic[bytes]]

READ = gatt.Characteristic.Properties.READ
WRITE = gatt.Characteristic.Properties.WRITE
QUICK_WRITE = gatt.Characteristic.Properties.WRITE_WITHOUT_RESPONSE
NOTIFY = gatt.Characteristic.Properties.NOTIFY
# The profile wants encryption: a television that is asked for it pairs
MAY_READ = Attribute.Permissions.READABLE | Attribute.Permissions.READ_REQUIRES_ENCRYPTION
MAY_WRITE = Attribute.Permissions.WRITEABLE | Attribute.Permissions.WRITE_REQUIRES_ENCRYPTION


def reports() -> Reports:
    """Return what tells of the keys that are down, by the numbers of the reports."""
    sizes = {KEYBOARD: 8, CONSUMER: 2}
    return {
        number: gatt.Characteristic(
            gatt.GATT_REPORT_CHARACTERISTIC,
            READ | NOTIFY,
            MAY_READ,
            bytes(size),
            [_reference(number, INPUT)],
        )
        for number, size in sizes.items()
    }


def services(inputs: Reports) -> list[gatt.Service]:
    """Return the services of a remote control whose keys are told by INPUTS."""
    lights: gatt.Characteristic[bytes] = gatt.Characteristic(
        gatt.GATT_REPORT_CHARACTERISTIC,
        READ | WRITE | QUICK_WRITE,
        MAY_READ | MAY_WRITE,
        b"\x00",
        [_reference(KEYBOARD, LIGHTS)],
    )
    human = gatt.Service(
        gatt.GATT_HUMAN_INTERFACE_DEVICE_SERVICE,
        [
            _fixed(gatt.GATT_HID_INFORMATION_CHARACTERISTIC, INFORMATION),
            _fixed(gatt.GATT_REPORT_MAP_CHARACTERISTIC, REPORT_MAP),
            _written(gatt.GATT_HID_CONTROL_POINT_CHARACTERISTIC),
            _written(gatt.GATT_PROTOCOL_MODE_CHARACTERISTIC, REPORT_MODE),
            *inputs.values(),
            lights,
        ],
    )
    about = gatt.Service(
        gatt.GATT_DEVICE_INFORMATION_SERVICE,
        [_fixed(gatt.GATT_PNP_ID_CHARACTERISTIC, PNP)],
    )
    return [human, about, BatteryService(lambda _: 100)]


def _reference(number: int, kind: int) -> gatt.Descriptor:
    return gatt.Descriptor(gatt.GATT_REPORT_REFERENCE_DESCRIPTOR, MAY_READ, bytes([number, kind]))


def _fixed(uuid: UUID, value: bytes) -> gatt.Characteristic[bytes]:
    return gatt.Characteristic(uuid, READ, MAY_READ, value)


def _written(uuid: UUID, value: bytes = b"\x00") -> gatt.Characteristic[bytes]:
    return gatt.Characteristic(uuid, READ | QUICK_WRITE, MAY_READ | MAY_WRITE, value)
