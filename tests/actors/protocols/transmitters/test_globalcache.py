"""Global Caché's own ways of saying a signal: repeats counted, and codes learned."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.protocols import PROTOCOLS, recognised
from actors.protocols.infrared.signal import in_periods
from actors.protocols.transmitters.control import CannotSend, Refusal
from actors.protocols.transmitters.globalcache import GlobalCache
from actors.simulator.itach import parse_sendir
from tests.faulty import never_answers

NEC = PROTOCOLS["nec"].signal(Code(4, 0x44))


class Heard(GlobalCache):
    """One that keeps the commands, and answers that they are done."""

    def __init__(self):
        super().__init__(("", 0), "1:1", 1.0)
        self.sent = []

    def _answers(self, command, seconds):
        self.sent = command.split(",")[1:]
        return [f"completeir,{','.join(self.sent[:2])}"]


@given(st.sampled_from(list(PROTOCOLS)), st.integers(0, 200))
def test_what_the_transmitter_repeats_is_the_signal_with_its_repeats(protocol, repeats):
    signal, transmitter = PROTOCOLS[protocol].signal(Code(4, 3)), Heard()
    try:
        transmitter.send(signal, repeats)
    except CannotSend:
        assume(False)
    told = parse_sendir(transmitter.sent)
    passes = [periods for part in told.passes for periods in part]
    assert passes == in_periods(signal.train(repeats), signal.carrier)


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_any_signal_can_be_held_for_ten_seconds(protocol):
    signal, transmitter = PROTOCOLS[protocol].signal(Code(4, 3)), Heard()
    transmitter.send(signal, signal.repeats(10.0))
    assert parse_sendir(transmitter.sent)


def learning(faulty, *lines):
    """A transmitter that says LINES once it is asked to learn."""

    def serve(client):
        client.recv(100)
        client.sendall("".join(f"{line}\r" for line in lines).encode())
        never_answers(client)

    return GlobalCache(("127.0.0.1", faulty(serve).port), "1:1", 1.0)


def test_a_code_is_learned_with_its_carrier(faulty):
    pulses = ",".join(map(str, in_periods(NEC.once, 37_900)))
    seen = f"sendir,1:1,1,37900,1,1,{pulses}"
    signal = learning(faulty, "IR Learner Enabled", seen).learn(5.0)
    assert signal.carrier == 37_900
    assert recognised(signal.once) == (PROTOCOLS["nec"], Code(4, 0x44))


def test_letters_stand_for_earlier_pairs_and_the_offset_for_the_part_to_repeat(faulty):
    seen = "sendir,1:1,1,40000,1,5,4,8A2,6BB"
    signal = learning(faulty, "IR Learner Enabled", seen).learn(5.0)
    assert in_periods(signal.once, 40_000) == [4, 8, 4, 8, 2, 6, 2, 6, 2, 6]
    assert in_periods(signal.again, 40_000) == [2, 6, 2, 6, 2, 6]


@pytest.mark.parametrize("code", ["4,8C", "4,8,2", "0,8", "A"])
def test_what_is_no_code_is_not_learned(faulty, code):
    with pytest.raises(Refusal, match="which is no code"):
        learning(faulty, f"sendir,1:1,1,40000,1,1,{code}").learn(5.0)


def test_a_transmitter_that_sees_nothing_is_waited_for_no_longer_than_said(faulty):
    with pytest.raises(TimeoutError):
        learning(faulty, "IR Learner Enabled").learn(0.2)
