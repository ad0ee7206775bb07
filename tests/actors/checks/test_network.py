"""The checks of the network, on what a driver could say of it."""

import pytest
from pydantic import ValidationError

from actors.checks.dns import Dns
from actors.checks.ping import Ping
from actors.checks.port import Port
from actors.checks.throughput import Throughput
from actors.errors import CannotJudge, Refused, TookTooLong, Unreachable
from actors.evidence import Recording
from actors.interface import Network, Pings
from actors.until import Patience, answer


class Told(Network):
    """A network that is as it is told; an error among it is raised."""

    def __init__(self, **told):
        self.told = {name: list(answers) for name, answers in told.items()}

    def need(self, face):
        assert face is Network
        return self

    def ping(self, count):
        return Pings(count, self._next("ping"))

    def connect(self, port):
        return self._next("connect")

    def resolve(self, name):
        return self._next("resolve")

    def throughput(self, seconds):
        return self._next("throughput")

    def _next(self, what):
        said = self.told[what].pop(0)
        if isinstance(said, Exception):
            raise said
        return said


def pinged(*times, **wanted):
    return Ping(count=4, **wanted).judge(Told(ping=[times]))


def test_pings_that_all_come_back_hold_and_are_measured():
    verdict = pinged(0.01, 0.03, 0.01, 0.03)
    assert verdict
    assert verdict.reason == "0.0% of 4 pings are lost, round trip 20.0 ms, jitter 20.0 ms"
    assert [(one.name, one.seconds) for one in verdict.measures] == [
        ("round trip", pytest.approx(0.02)),
        ("jitter", pytest.approx(0.02)),
    ]


@pytest.mark.parametrize(("loss", "holds"), [(0, False), (0.2, False), (0.25, True)])
def test_as_many_pings_as_allowed_may_be_lost(loss, holds):
    assert bool(pinged(0.01, 0.01, 0.01, loss=loss)) is holds


def test_a_host_that_does_not_answer_is_a_failure_with_its_loss():
    verdict = pinged(loss=0.5)
    assert not verdict
    assert (verdict.score, verdict.reason) == (0, "100.0% of 4 pings are lost, at most 50.0% may")


@pytest.mark.parametrize("limit", ["round_trip", "jitter"])
def test_what_takes_longer_than_allowed_fails_with_the_limit(limit):
    verdict = pinged(0.01, 0.03, 0.01, 0.03, **{limit: 0.019})
    assert not verdict
    assert "20.0 ms of at most 19.0 ms" in verdict.reason
    assert pinged(0.01, 0.03, 0.01, 0.03, **{limit: 0.021})


@pytest.mark.parametrize(
    ("check", "what"),
    [(Port(port=443, at_most=0.1), "connect"), (Dns(name="a.b", at_most=0.1), "resolve")],
)
def test_an_answer_in_time_holds_and_a_late_one_fails(check, what):
    fast, slow = check.judge(Told(**{what: [0.05]})), check.judge(Told(**{what: [0.25]}))
    assert fast and not slow
    assert "in 250.0 ms, needs 100 ms" in slow.reason
    assert fast.measures[0].seconds == 0.05


@pytest.mark.parametrize(
    ("check", "what"), [(Port(port=443), "connect"), (Dns(name="a.b"), "resolve")]
)
@pytest.mark.parametrize("error", [Refused, TookTooLong])
def test_what_the_device_does_not_give_fails_with_its_reason(check, what, error):
    verdict = check.judge(Told(**{what: [error("network", "stb", "no way")]}))
    assert (verdict.holds, verdict.reason) == (False, "no way")


@pytest.mark.parametrize(
    ("check", "what"),
    [(Port(port=443), "connect"), (Dns(name="a.b"), "resolve"),
     (Throughput(least=1), "throughput")],
)  # fmt: skip
def test_a_network_of_the_lab_that_is_down_is_no_failure_of_the_device(check, what):
    with pytest.raises(Unreachable):
        check.judge(Told(**{what: [Unreachable("network", "stb", "Network is unreachable")]}))


def test_a_port_may_open_while_it_is_waited_for():
    shut = Refused("network", "stb", "Connection refused")
    seen = Told(connect=[shut, shut, 0.01])
    verdict = answer(Port(port=443), seen, patience=Patience(within=20))
    assert verdict and verdict.error > 0


@pytest.mark.parametrize(("measured", "holds"), [(19e6, False), (21e6, True)])
def test_throughput_reaches_what_is_asked_for_or_not(measured, holds):
    verdict = Throughput(least=20e6).judge(Told(throughput=[measured]))
    assert verdict.holds is holds
    assert verdict.reason == f"{measured / 1e6:.2f} Mbit/s, needs 20"


@pytest.mark.parametrize("check", [Ping(), Port(port=1), Dns(name="a"), Throughput(least=1)])
def test_a_recording_has_no_network(check):
    assert check.needs() == {"network"}
    with pytest.raises(CannotJudge, match="no network"):
        check.judge(Recording([], None))


@pytest.mark.parametrize("wrong", [{"count": 0}, {"loss": 1}, {"loss": -0.1}, {"jitter": 0}])
def test_limits_that_cannot_be_meant_are_refused(wrong):
    with pytest.raises(ValidationError):
        Ping(**wrong)
