"""Keymaps made of what was learned: by protocol where all keys speak one, else pulse by pulse."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.keymap import load_keymap
from actors.learned import keymap_of, told, write_keymap
from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.protocols import PROTOCOLS
from actors.protocols.infrared.signal import Signal


def sent(protocol, address, command):
    return PROTOCOLS[protocol].signal(Code(address, command))


STRANGE = Signal((500.0, 700.0, 900.0, 40_000.0), (), 40_000)


@given(st.sampled_from(list(PROTOCOLS)), st.integers(0, 31))
def test_keys_of_one_protocol_and_address_become_its_codes(protocol, address):
    keymap = keymap_of("tv", {"UP": sent(protocol, address, 1), "OK": sent(protocol, address, 2)})
    assert (keymap.protocol, keymap.address) == (protocol, address)
    assert keymap.keys == {"UP": 1, "OK": 2}


@pytest.mark.parametrize("other", [sent("nec", 5, 2), sent("rc5", 4, 2), STRANGE])
def test_keys_that_speak_differently_keep_their_pulses(other):
    keymap = keymap_of("tv", {"UP": sent("nec", 4, 1), "OK": other})
    assert keymap.protocol == "pronto"
    assert keymap.signal("OK").once == pytest.approx(other.once, abs=30)


def test_two_keys_that_send_the_same_are_refused():
    with pytest.raises(ValueError, match="UP and OK send the same code"):
        keymap_of("tv", {"UP": sent("nec", 4, 1), "OK": sent("nec", 4, 1)})


@pytest.mark.parametrize("signal", [sent("nec", 4, 1), STRANGE])
def test_what_is_written_is_read_back_the_same(tmp_path, signal):
    keymap = keymap_of("tv", {"UP": signal})
    write_keymap(keymap, tmp_path / "tv.yaml")
    assert load_keymap("tv", tmp_path) == keymap


def test_a_signal_is_told_in_words():
    assert told(sent("rc6", 0, 0x5C)) == "rc6, address 0x00, command 0x5c"
    assert told(STRANGE) == "2 pulses on 40.0 kHz of no known protocol"
