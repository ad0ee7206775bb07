"""A keymap out of the signals that a transmitter has learned from a remote control."""

from collections.abc import Mapping
from pathlib import Path

import yaml

from actors.keymap import Keymap
from actors.protocols.infrared.pronto import write_pronto
from actors.protocols.infrared.protocols import recognised
from actors.protocols.infrared.signal import Signal


def keymap_of(name: str, signals: Mapping[str, Signal]) -> Keymap:
    """Return the keymap NAME whose keys send SIGNALS.

    It has a protocol and an address where all of them speak the same, and is Pronto hex, which
    keeps the pulses as they were seen, where they do not.
    Raises ValueError where two keys send the same.
    """
    said = {key: recognised(signal.once) for key, signal in signals.items()}
    codes = {key: code for key, found in said.items() if found for code in [found[1]]}
    spoken = {(found[0].name, found[1].address) if found else None for found in said.values()}
    if len(spoken) == 1 and None not in spoken:
        [(protocol, address)] = [each for each in spoken if each]
        keys = {key: code.command for key, code in codes.items()}
        return Keymap(name=name, protocol=protocol, address=address, keys=keys)
    return Keymap(
        name=name,
        protocol="pronto",
        keys={key: write_pronto(signal) for key, signal in signals.items()},
    )


def write_keymap(keymap: Keymap, file: Path) -> None:
    """Write KEYMAP into FILE, so that what was there stays whole until all is written."""
    written = keymap.model_dump(exclude_none=True, mode="json")
    new = file.with_suffix(".new")
    new.write_text(yaml.safe_dump(written, sort_keys=False, width=100), encoding="utf-8")
    new.replace(file)


def told(signal: Signal) -> str:
    """Return in a few words what SIGNAL is."""
    if found := recognised(signal.once):
        protocol, code = found
        return f"{protocol.name}, address {code.address:#04x}, command {code.command:#04x}"
    return f"{len(signal.once) // 2} pulses on {signal.carrier / 1000:.1f} kHz of no known protocol"
