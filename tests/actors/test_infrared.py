import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.infrared import (
    FRAME,
    NecCode,
    decode_nec,
    encode_nec,
    in_microseconds,
    in_periods,
)

BYTES = st.integers(0, 0xFF)
# a long address whose halves are complements is the short one, bit for bit
LONG = st.integers(0x100, 0xFFFF).filter(lambda a: a >> 8 != (a & 0xFF) ^ 0xFF)
CODES = st.builds(NecCode, BYTES | LONG, BYTES)
JITTER = st.lists(st.floats(0.9, 1.1), min_size=68, max_size=68)


@given(CODES, JITTER)
def test_a_code_is_understood_though_each_pulse_is_a_tenth_off(code, jitter):
    train = [duration * off for duration, off in zip(encode_nec(code), jitter, strict=True)]
    assert decode_nec(train) == [code]


@given(CODES, st.integers(0, 5))
def test_a_held_key_is_heard_once_more_for_each_repeat(code, repeats):
    assert decode_nec(encode_nec(code, repeats=repeats)) == [code] * (1 + repeats)


@given(CODES, st.integers(30_000, 60_000))
def test_a_code_survives_the_way_over_periods_of_the_carrier(code, carrier):
    periods = in_periods(encode_nec(code), carrier)
    assert decode_nec(in_microseconds(periods, carrier)) == [code]


def test_a_code_has_the_pulses_of_the_standard():
    train = encode_nec(NecCode(0x04, 0x08))
    assert train[:6] == [9000, 4500, 562.5, 562.5, 562.5, 562.5]
    assert train[6:8] == [562.5, 1687.5]  # the third bit, least significant first
    assert len(train) == 2 * (1 + 32 + 1)
    assert sum(train) == FRAME


@given(CODES, st.integers(2, 65))
def test_a_code_that_is_cut_short_is_not_understood(code, length):
    assert decode_nec(encode_nec(code)[:length]) == []


@pytest.mark.parametrize("place", range(3, 67, 2))
def test_a_bit_that_is_wrong_is_never_taken_for_another_command(place):
    train = encode_nec(NecCode(0x5A, 0x10))
    train[place] = 562.5 if train[place] > 1000 else 1687.5
    assert all(code.address != 0x5A for code in decode_nec(train))


@pytest.mark.parametrize("code", [NecCode(-1, 0), NecCode(0x10000, 0), NecCode(0, 256)])
def test_what_does_not_fit_into_a_code_is_refused(code):
    with pytest.raises(ValueError, match="NEC has no"):
        encode_nec(code)


def test_noise_is_passed_over():
    assert decode_nec([100.0, 300.0, 9000.0, 100.0] * 20) == []
    code = NecCode(1, 2)
    assert decode_nec([500.0, 700.0, *encode_nec(code)]) == [code]
