"""Keymaps: where they are found, what is refused, and the pulses they give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ValidationError

from actors import infrared
from actors.keymap import AnyKeymap, Keymap

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
    ],
)
def test_codes_that_no_transmitter_could_send_are_refused(fields, reason):
    with pytest.raises(ValidationError, match=reason):
        Keymap.model_validate({"name": "bad", **fields})


@given(st.integers(0, 0xFFFF), st.integers(0, 0xFF))
def test_every_nec_code_is_read_back_as_it_was_written(address, command):
    keymap = Keymap(name="k", protocol="nec", address=address, keys={"OK": command})
    train = infrared.in_microseconds(keymap.pulses("OK"), keymap.frequency)
    [code] = infrared.decode_nec(train)
    assert code.command == command


def test_two_keys_with_one_code_are_refused():
    with pytest.raises(ValidationError, match="UP and OK send the same code"):
        Keymap(name="k", protocol="nec", address=1, keys={"UP": 1, "OK": 1})


def test_raw_codes_are_sent_in_periods_of_the_carrier():
    keymap = Keymap(name="k", protocol="raw", frequency=40_000, keys={"OK": (9000, 4500, 25, 1)})
    assert keymap.pulses("OK") == [360, 180, 1, 1]
