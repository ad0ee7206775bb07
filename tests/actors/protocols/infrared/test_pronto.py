"""Pronto hex: read as the format's description has it, and written so that it reads back."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.protocols.infrared.nec import NEC
from actors.protocols.infrared.pronto import read_pronto, write_pronto
from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.signal import Signal

# NEC: address 4, command 8, with its short repeat (006D is 38 kHz)
BITS = "".join("1" if 0xF708FB04 >> n & 1 else "0" for n in range(32))
WORDS = " ".join("0015 0040" if bit == "1" else "0015 0015" for bit in BITS)
POWER = f"0000 006D 0022 0002 0157 00AC {WORDS} 0015 05ED 0157 0056 0015 0E48"


def test_the_code_of_a_database_is_understood():
    signal = read_pronto(POWER)
    assert 37_900 < signal.carrier < 38_100
    assert NEC.decode(signal.train(2)) == [Code(4, 8)] * 3


def test_a_code_that_only_repeats_is_sent_once_for_a_press():
    signal = read_pronto("0000 0073 0000 0001 0020 0040")
    assert signal.once == signal.again


def test_a_code_without_a_part_to_repeat_cannot_be_held():
    signal = read_pronto("0000 0073 0001 0000 0020 0040")
    with pytest.raises(ValueError, match="no part to repeat"):
        signal.repeats(1.0)


def test_light_that_is_not_modulated_has_no_carrier():
    assert read_pronto("0100 0073 0001 0000 0020 0040").carrier == 0


@given(st.integers(30_000, 60_000), st.data())
def test_what_is_written_reads_back_within_a_period(carrier, data):
    trains = st.lists(st.floats(100, 100_000), min_size=2, max_size=40).map(
        lambda t: tuple(t[: len(t) // 2 * 2])
    )
    signal = Signal(data.draw(trains), data.draw(trains), carrier)
    back = read_pronto(write_pronto(signal))
    for train, again in ((signal.once, back.once), (signal.again, back.again)):
        assert again == pytest.approx(train, abs=40, rel=0.01)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("0000 006D 0001", "four hexadecimal digits"),
        ("0000 006D 0001 0000 12 34", "four hexadecimal digits"),
        ("0000 006D 0001 0000 wxyz 0001", "four hexadecimal digits"),
        ("0000 006D 0001 0000 -001 0001", "four hexadecimal digits"),
        ("5000 006D 0001 0000 0001 0002", "form 5000"),
        ("0000 0000 0001 0000 0001 0002", "without a carrier"),
        ("0000 006D 0002 0000 0001 0002", r"2 \+ 0 pairs and has 2 durations"),
        ("0000 006D 0000 0000", "pairs"),
        ("0000 006D 0001 0000 0001 0000", "duration of 0"),
    ],
)
def test_what_is_no_pronto_code_is_told_as_such(text, reason):
    with pytest.raises(ValueError, match=reason):
        read_pronto(text)


@given(st.text(alphabet="0123456789ABCDEF ", max_size=60))
def test_any_text_is_a_signal_or_a_value_error(text):
    with suppress(ValueError):
        assert read_pronto(text).once


def test_a_pulse_that_is_too_long_is_refused():
    with pytest.raises(ValueError, match="no pulse of 9000000"):
        write_pronto(Signal((500.0, 9e6), (), 38_000))
