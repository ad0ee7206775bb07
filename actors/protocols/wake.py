"""Waking a device that is off through its network card: the magic packet of Wake-on-LAN.

Source: AMD, Magic Packet Technology (publication 20213): six bytes FF, then sixteen times the
hardware address; sent as UDP to the discard port, as is the custom.
"""

import socket
from typing import Annotated

from pydantic import Field

# The hardware address of a network card, such as a4:83:e7:01:23:45.
Mac = Annotated[str, Field(pattern=r"^[0-9A-Fa-f]{2}([:-]?[0-9A-Fa-f]{2}){5}$")]
# Where the packet goes: the broadcast address of the network that the device is in.
Broadcast = Annotated[str, Field(pattern=r"^\d+(\.\d+){3}:\d+$")]

EVERYWHERE = "255.255.255.255:9"


def magic_packet(mac: str) -> bytes:
    """Return the 102 bytes that wake the network card MAC."""
    return b"\xff" * 6 + bytes.fromhex(mac.replace(":", "").replace("-", "")) * 16


def wake(mac: str, broadcast: str = EVERYWHERE) -> None:
    """Send the packet for MAC to BROADCAST.  Raises OSError; nobody answers it."""
    host, _, port = broadcast.rpartition(":")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sender:
        sender.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
        sender.sendto(magic_packet(mac), (host, int(port)))
