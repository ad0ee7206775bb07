"""Keymaps: where they are found, what is refused, and the pulses they give."""

import pytest
from pydantic import BaseModel, ValidationError

from actors.keymap import KEYMAPS, AnyKeymap, Keymap, load_keymap
from actors.keys import KEYS
from actors.protocols.infrared.protocols import PROTOCOLS
from actors.protocols.infrared.signal import in_periods

TEXT = "{name: found, protocol: nec, address: 1, keys: {OK: 2}}"


class Holder(BaseModel):
    keymap: AnyKeymap


def read(written, folder):
    return Holder.model_validate({"keymap": written}, context={"folder": folder}).keymap


@pytest.mark.parametrize("place", ["lab", "lab/keymaps", "keymaps"])
@pytest.mark.parametrize("written", ["found", "found.yaml"])
def test_a_keymap_is_found_beside_the_lab_file_and_in_keymaps(tmp_path, place, written):
    (tmp_path / "lab").mkdir()
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / "found.yaml").write_text(TEXT)
    assert read(written, tmp_path / "lab").name == "found"


def test_the_shipped_keymap_of_the_simulator_has_every_key(tmp_path):
    from actors.simulator.keys import KEYS

    assert set(read("simulated", tmp_path).keys) >= KEYS


def test_a_missing_keymap_is_told_with_where_it_was_looked_for(tmp_path):
    with pytest.raises(ValidationError, match=r"no keymap none.yaml in .*keymaps"):
        read("none", tmp_path)


def test_a_broken_keymap_is_told_with_its_file_line_and_field(tmp_path):
    (tmp_path / "bad.yaml").write_text("name: bad\nprotocol: nec\naddress: 1\nkeys: {}\n")
    with pytest.raises(ValidationError, match=r"bad\.yaml:4: keys"):
        read("bad", tmp_path)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"protocol": "nec", "keys": {"OK": 1}}, "address"),
        ({"protocol": "raw", "address": 1, "keys": {"OK": [1, 2]}}, "address"),
        ({"protocol": "nec", "address": 1, "keys": {"OK": 256}}, "what OK sends"),
        ({"protocol": "nec", "address": 1, "keys": {"OK": [9000, 4500]}}, "what OK sends"),
        ({"protocol": "raw", "keys": {"OK": [9000, 4500, 560]}}, "what OK sends"),
        ({"protocol": "raw", "keys": {"OK": [9000, -1]}}, "what OK sends"),
        ({"protocol": "rc5", "address": 32, "keys": {"OK": 1}}, "rc5 has no address 32"),
        ({"protocol": "pronto", "keys": {"OK": "0000 006D"}}, "what OK sends .*four hexadecimal"),
        ({"protocol": "pronto", "address": 1, "keys": {"OK": "0000"}}, "address"),
        ({"protocol": "pronto", "frequency": 36_000, "keys": {"OK": "0000"}}, "its own frequency"),
        ({"protocol": "kaseikyo", "address": 1, "keys": {"OK": 1}}, "no protocol 'kaseikyo'"),
    ],
)
def test_codes_that_no_transmitter_could_send_are_refused(fields, reason):
    with pytest.raises(ValidationError, match=reason):
        Keymap.model_validate({"name": "bad", **fields})


@pytest.mark.parametrize("name", PROTOCOLS)
def test_what_a_key_sends_is_heard_as_that_key(name):
    keymap = Keymap(name="k", protocol=name, address=3, keys={"UP": 1, "OK": 2})
    for toggle in (0, 1):
        train = keymap.signal("OK", toggle).train()
        assert set(keymap.heard(train)) == {"OK"}


def test_another_remote_control_is_not_heard():
    ours = Keymap(name="k", protocol="nec", address=3, keys={"OK": 2})
    for address, command in ((4, 2), (3, 9)):
        other = Keymap(name="k", protocol="nec", address=address, keys={"OK": command})
        assert ours.heard(other.signal("OK").once) == []


@pytest.mark.parametrize("path", sorted(KEYMAPS.glob("*.yaml")), ids=lambda path: path.stem)
def test_every_shipped_keymap_has_keys_that_test_cases_know(path):
    keymap = load_keymap(path.stem)
    assert keymap.name == path.stem
    assert set(keymap.keys) <= set(KEYS)
    for key in keymap.keys:
        assert set(keymap.heard(keymap.signal(key).once)) == {key}


@pytest.mark.parametrize(
    ("name", "key", "word"),
    [  # as published, 32 bits in the order in which they are sent
        ("samsung-tv", "POWER", 0xE0E040BF),
        ("samsung-tv", "VOLUME_UP", 0xE0E0E01F),
        ("samsung-tv", "UP", 0xE0E006F9),
        ("lg-tv", "POWER", 0x20DF10EF),
        ("lg-tv", "VOLUME_UP", 0x20DF40BF),
        ("lg-tv", "CHANNEL_DOWN", 0x20DF807F),
    ],
)
def test_shipped_codes_are_those_that_are_published(name, key, word):
    once = load_keymap(name).signal(key).once
    bits = "".join("1" if dark > 1000 else "0" for dark in once[3:67:2])
    assert f"{int(bits, 2):08X}" == f"{word:08X}"


def test_two_keys_with_one_code_are_refused():
    with pytest.raises(ValidationError, match="UP and OK send the same code"):
        Keymap(name="k", protocol="nec", address=1, keys={"UP": 1, "OK": 1})


def test_raw_codes_are_sent_in_periods_of_the_carrier():
    keymap = Keymap(name="k", protocol="raw", frequency=40_000, keys={"OK": (9000, 4500, 25, 1)})
    assert in_periods(keymap.signal("OK").once, keymap.signal("OK").carrier) == [360, 180, 1, 1]
