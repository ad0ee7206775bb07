"""What holds for every infrared protocol: codes survive being sent, and are taken for no others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.protocols.infrared.distance import word_pairs
from actors.protocols.infrared.nec import LEADER, UNIT
from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.protocols import PROTOCOLS, recognised
from actors.protocols.infrared.signal import in_microseconds, in_periods

TOGGLING = ("rc5", "rc6")


@st.composite
def spoken(draw):
    """A protocol, and a code that it can send."""
    protocol = draw(st.sampled_from(list(PROTOCOLS.values())))
    address = draw(st.sampled_from(protocol.addresses))
    if protocol.name == "nec" and address >> 8 == (address & 0xFF) ^ 0xFF:
        address &= 0xFF  # a long address whose halves are complements is the short one
    toggle = draw(st.integers(0, 1)) if protocol.name in TOGGLING else 0
    return protocol, Code(address, draw(st.sampled_from(protocol.commands)), toggle)


def heard(protocol, train):
    return set(protocol.decode(train))


@given(spoken(), st.integers(0, 5), st.data())
def test_a_code_is_understood_though_each_pulse_is_a_tenth_off(said, repeats, data):
    protocol, code = said
    train = protocol.signal(code).train(repeats)
    jitter = st.lists(st.floats(0.9, 1.1), min_size=len(train), max_size=len(train))
    off = [duration * by for duration, by in zip(train, data.draw(jitter), strict=True)]
    assert heard(protocol, off) == {code}


@given(spoken(), st.integers(0, 5))
def test_each_repeat_is_heard_as_the_same_code_once_more(said, repeats):
    protocol, code = said
    signal = protocol.signal(code)
    presses = len(protocol.decode(signal.once))
    assert protocol.decode(signal.train(repeats)) == [code] * (presses + repeats)


@given(spoken(), st.integers(30_000, 60_000))
def test_a_code_survives_the_way_over_periods_of_the_carrier(said, carrier):
    protocol, code = said
    periods = in_periods(protocol.signal(code).once, carrier)
    assert heard(protocol, in_microseconds(periods, carrier)) == {code}


@given(spoken())
def test_what_was_learned_is_recognised_by_protocol_and_code(said):
    protocol, code = said
    assert recognised(protocol.signal(code).once) == (protocol, code)


@given(spoken(), st.data())
def test_a_frame_that_is_cut_short_is_not_understood(said, data):
    protocol, code = said
    frame = protocol.signal(code).again if protocol.name != "nec" else protocol.signal(code).once
    length = data.draw(st.integers(2, len(frame) - 3))
    assert protocol.decode([*frame[: length // 2 * 2 - 1], 50_000.0]) == []


def test_what_nec_would_not_send_again_is_not_taken_for_it():
    """A long address whose high byte is 0, and a code of 48 bits, as some receivers have it."""
    high_byte_is_0 = word_pairs(0xEF10_0012, 32, UNIT)
    longer = [*word_pairs(0xEF10_ED12, 32, UNIT), *word_pairs(0xEF10, 16, UNIT)]
    for bits in (high_byte_is_0, longer):
        assert recognised([*LEADER, *bits, UNIT, 40_000.0]) is None


@given(st.lists(st.floats(50, 20_000), max_size=200))
def test_noise_is_passed_over_without_stumbling(train):
    for protocol in PROTOCOLS.values():
        for code in protocol.decode(train):
            assert protocol.signal(code)


@pytest.mark.parametrize("protocol", PROTOCOLS.values(), ids=lambda p: p.name)
def test_what_does_not_fit_into_a_code_is_refused(protocol):
    for code in (Code(-1, 0), Code(protocol.addresses.stop, 0), Code(0, protocol.commands.stop)):
        with pytest.raises(ValueError, match=f"{protocol.name} has no address"):
            protocol.signal(code)


@pytest.mark.parametrize("name", TOGGLING)
def test_a_new_press_differs_from_a_held_one(name):
    first, second = (PROTOCOLS[name].signal(Code(5, 6, toggle)) for toggle in (0, 1))
    assert first.once == first.again
    assert first.once != second.once


@pytest.mark.parametrize(("name", "period"), [("nec", 0.108), ("samsung", 0.108), ("rc6", 0.107),
                                              ("rc5", 4.096 / 36), ("sirc12", 0.045)])  # fmt: skip
def test_a_held_key_is_repeated_as_often_as_the_protocol_says(name, period):
    signal = PROTOCOLS[name].signal(Code(1, 2))
    assert sum(signal.again) == pytest.approx(period * 1e6, rel=1e-6)
    before = 3 if name.startswith("sirc") else 1
    assert signal.repeats(0) == 0
    assert signal.repeats(10 * period) == 10 - before
    assert signal.repeats(10.5 * period) == 11 - before
