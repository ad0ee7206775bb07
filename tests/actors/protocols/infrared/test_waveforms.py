"""The pulses themselves, as the documents of the protocols draw them."""

import pytest

from actors.protocols.infrared.nec import NEC
from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.rc5 import RC5
from actors.protocols.infrared.rc6 import RC6
from actors.protocols.infrared.samsung import SAMSUNG
from actors.protocols.infrared.sirc import SIRC


def rounded(train):
    return [round(duration) for duration in train]


def test_nec_has_a_leader_and_the_lowest_bit_first():
    signal = NEC.signal(Code(0x04, 0x08))
    assert signal.once[:6] == (9000, 4500, 562.5, 562.5, 562.5, 562.5)
    assert signal.once[6:8] == (562.5, 1687.5)  # the third bit
    assert len(signal.once) == 2 * (1 + 32 + 1)
    assert signal.again == (9000, 2250, 562.5, 108_000 - 11_812.5)


@pytest.mark.parametrize("place", range(3, 67, 2))
def test_a_bit_of_nec_that_is_wrong_is_never_taken_for_another_command(place):
    train = list(NEC.signal(Code(0x5A, 0x10)).once)
    train[place] = 562.5 if train[place] > 1000 else 1687.5
    assert all(code.address != 0x5A for code in NEC.decode(train))


def test_samsung_sends_the_address_twice():
    once = SAMSUNG.signal(Code(0x07, 0x02)).once
    long = [round(dark / 562.5) == 3 for dark in once[3:67:2]]
    word = sum(bit << place for place, bit in enumerate(long))
    assert (once[:2], f"{word:08X}") == ((4500, 4500), "FD020707")


def test_rc5_is_two_starts_a_toggle_and_bits_from_the_highest():
    # 11 0 00101 110101 in halves, each bit dark before light where it is 1
    once = RC5.signal(Code(0x05, 0x35)).once
    units = [round(duration / 888.9) for duration in once[:-1]]
    assert units == [1, 1, 2, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 2, 2, 2, 2, 1]


def test_rc5_says_the_seventh_bit_of_a_command_with_its_second_bit():
    low, high = (RC5.signal(Code(0, command)).once for command in (0x01, 0x41))
    assert rounded(low[:3]) == [889, 889, 1778]
    assert rounded(high[:2]) == [1778, 889]


def test_rc6_has_a_leader_a_mode_and_a_toggle_of_double_length():
    once = RC6.signal(Code(0, 0, toggle=1)).once
    units = [round(duration / 444.4) for duration in once[:12]]
    assert units == [6, 2, 1, 2, 1, 1, 1, 1, 3, 3, 1, 1]


def test_sirc_tells_bits_by_light_and_sends_three_frames():
    once = SIRC[0].signal(Code(1, 0x15)).once
    assert once[:8] == (2400, 600, 1200, 600, 600, 600, 1200, 600)
    assert once.count(2400) == 3
