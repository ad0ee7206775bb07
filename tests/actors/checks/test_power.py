"""The check power, on a supply that says what a test says."""

import pytest

from actors import notation
from actors.checks.power import Power
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.until import Patience, answer
from tests.actors.devices import case


class Supplied:
    """A device whose supply says one state after the other, and then the last one for ever."""

    size = map = None

    def __init__(self, *states):
        self._states = list(states)

    def need(self, face):
        return self

    def is_on(self):
        return self._states.pop(0) if len(self._states) > 1 else self._states[0]


@pytest.mark.parametrize("is_on", [True, False])
@pytest.mark.parametrize("state", ["on", "off"])
def test_it_holds_by_what_the_supply_says(is_on, state):
    verdict = Power(state=state).judge(Supplied(is_on))
    said = "on" if is_on else "off"
    assert (verdict.holds, verdict.reason) == (said == state, f"the supply is {said}")


def test_it_waits_for_the_state(monkeypatch):
    monkeypatch.setattr("actors.polled.PAUSE", 0.001)
    supply = Supplied(False, False, True)
    assert answer(Power(state="on"), supply, patience=Patience(within=20))
    assert not answer(Power(state="on"), Supplied(False), patience=Patience(within=0.01))


def test_it_tells_how_long_the_state_stayed(monkeypatch):
    monkeypatch.setattr("actors.polled.PAUSE", 0.001)
    patience = Patience(within=1, lasting=0.02)
    assert answer(Power(state="on"), Supplied(True), "stays", patience=patience)
    assert not answer(Power(state="on"), Supplied(True, True, False), "stays", patience=patience)


def test_a_recording_cannot_tell():
    with pytest.raises(CannotJudge, match="a recording has no power"):
        Power(state="on").judge(Recording(()))


@pytest.mark.parametrize("text", ["expect: {power: on}", "expect: {power: {state: true}}"])
def test_on_is_a_word_in_yaml_and_may_be_a_boolean(text):
    [step] = case(notation.load(text)).steps
    assert step.check == Power(state="on")


def test_it_says_what_it_asks_and_needs():
    assert (str(Power(state="off")), Power(state="off").needs()) == ("power off", {"power"})
