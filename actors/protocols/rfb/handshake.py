"""How a client and a server agree on a version, on security, and on the screen's size."""

import re

from actors.protocols.rfb.wire import Refusal, Wire

NONE, PASSWORD = 1, 2
# The registry of security types in RFC 6143, section 9.2, and the servers that took more.
NAMES = {
    NONE: "none",
    PASSWORD: "VNC authentication",
    5: "RA2",
    6: "RA2ne",
    16: "Tight",
    17: "Ultra",
    18: "TLS",
    19: "VeNCrypt",
    20: "SASL",
    30: "Apple's Diffie-Hellman",
}
FAILURES = {1: "the password is wrong", 2: "too many wrong passwords came"}
LONGEST = 4096  # bytes of a reason or of a desktop's name


def greet(wire: Wire, password: str) -> tuple[int, int]:
    """Return the width and height of the screen that WIRE leads to, shared with other viewers.

    RFC 6143, sections 7.1 to 7.3.  Raises Refusal, with what the server says or offers.
    """
    minor = _version(wire)
    _be_let_in(wire, minor, password)
    wire.send(b"\x01")  # others may look at once
    width, height, _, name = wire.unpack("HH16sI")
    _text(wire, name)
    return width, height


def response(challenge: bytes, password: str) -> bytes:
    """Return CHALLENGE encrypted with PASSWORD, of which 8 bytes count (section 7.2.2)."""
    from cryptography.hazmat.decrepit.ciphers.algorithms import TripleDES
    from cryptography.hazmat.primitives.ciphers import Cipher, modes

    key = bytes(_mirrored(byte) for byte in password.encode()[:8].ljust(8, b"\0"))
    # with one key three times over it is the single DES that is asked for
    return Cipher(TripleDES(key * 3), modes.ECB()).encryptor().update(challenge)


def _version(wire: Wire) -> int:
    said = bytes(wire.exactly(12))
    version = re.fullmatch(rb"RFB (\d{3})\.(\d{3})\n", said)
    if not version:
        raise Refusal(f"it says {said!r}, which is no RFB")
    number = int(version[1]), int(version[2])
    minor = 8 if number >= (3, 8) else 7 if number == (3, 7) else 3
    wire.send(b"RFB 003.%03d\n" % minor)
    return minor


def _be_let_in(wire: Wire, minor: int, password: str) -> None:
    offered = _offered(wire, minor)
    chosen = _choose(offered, password)
    if minor > 3:
        wire.send(bytes([chosen]))
    if chosen == PASSWORD:
        wire.send(response(bytes(wire.exactly(16)), password))
    if chosen == PASSWORD or minor == 8:
        _result(wire, minor)


def _offered(wire: Wire, minor: int) -> tuple[int, ...]:
    offered = wire.unpack("I") if minor == 3 else tuple(wire.exactly(wire.number("B")))
    if offered in ((), (0,)):
        raise Refusal(_text(wire, wire.number("I")))
    return offered


def _choose(offered: tuple[int, ...], password: str) -> int:
    if PASSWORD in offered and password:
        return PASSWORD
    if NONE in offered:
        return NONE
    if PASSWORD in offered:
        raise Refusal("it wants a password, and the lab file gives none")
    names = ", ".join(NAMES.get(one, f"type {one}") for one in offered)
    raise Refusal(f"it offers no security but {names}; a password or none is spoken here")


def _result(wire: Wire, minor: int) -> None:
    if result := wire.number("I"):
        reason = FAILURES.get(result, f"security failed with {result}")
        said = _text(wire, wire.number("I")) if minor == 8 else ""
        raise Refusal(f"{reason}: {said}" if said else reason)


def _text(wire: Wire, size: int) -> str:
    if size > LONGEST:
        raise Refusal(f"a text of {size} bytes is no RFB")
    return wire.exactly(size).decode(errors="replace").strip()


def _mirrored(byte: int) -> int:
    return int(f"{byte:08b}"[::-1], 2)
