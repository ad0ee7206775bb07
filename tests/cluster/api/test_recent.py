import pytest

from cluster.api.recent import RecentFleet
from cluster.errors import NotUp, UnknownDevice
from tests.cluster.served import Fleet, device


def test_statuses_are_asked_for_again_when_they_are_a_second_old() -> None:
    now = [0.0]
    fleet = Fleet([device("tv-1")])
    recent = RecentFleet(fleet, clock=lambda: now[0])
    seen = []
    for now[0] in (0.0, 0.9, 1.0, 1.5):
        recent.statuses()
        seen.append(fleet.asked)
    assert seen == [1, 1, 2, 2]


def test_an_error_is_not_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    fleet = Fleet([device("tv-1")])
    recent = RecentFleet(fleet)
    with monkeypatch.context() as patch:
        patch.setattr(fleet, "statuses", _not_up)
        with pytest.raises(NotUp):
            recent.statuses()
    assert recent.statuses() == fleet.devices


def test_pictures_are_always_asked_for() -> None:
    recent = RecentFleet(Fleet([]))
    with pytest.raises(UnknownDevice):
        recent.picture("tv-1", 640)


def _not_up() -> None:
    raise NotUp
