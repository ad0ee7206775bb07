"""`vpt map explore` and `vpt map record`: from a device to the draft of its map."""

import json
import os
import signal

import pytest

from actors.errors import Unreachable
from actors.maps import load_map
from cluster.commands.maps.record import Session
from cluster.local.up import LocalLab
from tests.actors.survey.virtual import Virtual
from tests.cluster.commands.conftest import sentence


@pytest.fixture
def virtual(monkeypatch):
    device = Virtual()
    for command in ("explore", "record"):
        place = f"cluster.commands.maps.{command}"
        monkeypatch.setattr(f"{place}.Reached", lambda *_, **__: device)
        monkeypatch.setattr(f"{place}.names_of", _by_number)
    return device


def _by_number(gallery, given):
    from actors.survey.naming import numbered

    return numbered(gallery, given)


@pytest.fixture
def typed(monkeypatch):
    """Let a person type what the test says, and answer what they are asked for."""

    def let(*keys, answers=()):
        read, asked = iter(keys), iter(answers)
        session = Session.__init__

        def scripted(self, survey):
            session(self, survey, read=lambda: next(read), ask=lambda _: next(asked))

        monkeypatch.setattr(Session, "__init__", scripted)

    return let


@pytest.fixture
def at_key(virtual, monkeypatch):
    """Let something happen at the key of a number, and return all keys that were pressed."""

    def let(number, happen):
        act = virtual.act

        def acting(action):
            act(action)
            if len(virtual.acted) == number:
                happen()

        monkeypatch.setattr(virtual, "act", acting)
        return virtual.acted

    return let


def test_an_exploration_writes_a_map_that_other_commands_read(vpt, own_home, configs, virtual):
    out = configs / "maps" / "tv.yaml"
    ended = vpt("map", "explore", "tv-1", "--lab", configs / "lab.yaml", "--out", out,
                "--budget", 12, "--json")  # fmt: skip
    told = json.loads(ended.out)
    assert ended.code == 0, ended.err
    assert told["map"] == str(out) and told["replayed"]
    assert told["screens"] == list(load_map(out).screens)
    assert len(told["screens"]) >= 2
    goal = told["screens"][-1]
    assert vpt("route", out, "--to", goal).code == 0
    assert (configs / "maps" / "references" / "tv" / f"{goal}-page.png").is_file()


def test_an_interrupt_writes_what_is_known_by_then(vpt, own_home, configs, at_key):
    out = configs / "maps" / "tv.yaml"
    acted = at_key(6, lambda: os.kill(os.getpid(), signal.SIGINT))
    ended = vpt("map", "explore", "tv-1", "--lab", configs / "lab.yaml", "--out", out)
    assert ended.code == 0, ended.err
    assert "not replayed" in ended.out
    assert "# not replayed" in out.read_text()
    assert load_map(out).screens
    assert len(acted) == 6


def test_a_session_becomes_the_screens_and_ways_that_were_shown(
    vpt, own_home, configs, virtual, typed
):
    out = configs / "maps" / "tv.yaml"
    typed(
        "n", "m", "n", "\x1b[B", "\r", "n", "\x7f", ":", "?", "q",
        answers=("Home", "Settings", "Display", "home"),
    )  # fmt: skip
    ended = vpt("map", "record", "tv-1", "--lab", configs / "lab.yaml", "--out", out)
    assert ended.code == 0, ended.err
    map = load_map(out)
    assert list(map.screens) == ["home", "settings", "display"]
    assert map.start == "home"
    ways = {(edge.start, edge.goal): edge.actions for edge in map.every}
    assert ways["home", "settings"][0].keys == ("MENU",)
    assert ways["settings", "display"][0].keys[-2:] == ("DOWN", "OK")
    assert ways["display", "settings"][0].keys == ("BACK",)
    assert "DOWN: settings" in ended.err and "OK: a new screen" in ended.err


def test_a_key_that_does_not_exist_ends_no_session(vpt, own_home, configs, virtual, typed):
    out = configs / "maps" / "tv.yaml"
    typed(":", "m", "q", answers=("NO_SUCH_KEY",))
    ended = vpt("map", "record", "tv-1", "--lab", configs / "lab.yaml", "--out", out)
    assert ended.code == 0, ended.err
    assert len(load_map(out).screens) == 2


@pytest.mark.parametrize("word", ["explore", "record"])
def test_a_map_is_not_replaced_by_accident(refused, configs, word):
    said = refused("map", word, "tv-1", "--out", configs / "maps" / "small.yaml")
    assert "--force replaces it" in said


def test_a_device_that_a_lab_may_act_on_is_left_alone(refused, own_home, configs, monkeypatch):
    monkeypatch.setenv("RAY_ADDRESS", "10.0.0.1:6379")
    lab, out = configs / "lab.yaml", configs / "maps" / "tv.yaml"
    said = refused("map", "explore", "tv-1", "--lab", lab, "--out", out)
    assert said == "tv-1 belongs to the lab of RAY_ADDRESS=10.0.0.1:6379, which runs: end it first"


def test_the_lab_that_is_up_is_named(vpt, own_home, configs):
    lab, out = configs / "lab.yaml", configs / "maps" / "tv.yaml"
    LocalLab(own_home).begin(lab)
    ended = vpt("map", "explore", "tv-1", "--lab", lab, "--out", out)
    assert ended.code == 2
    assert f"belongs to the lab of {lab}" in sentence(ended.err)


def test_unknown_keys_and_devices_are_refused(refused, configs):
    lab, out = configs / "lab.yaml", configs / "maps" / "tv.yaml"
    assert "no key 'LAUGH'" in refused("map", "explore", "tv-1", "--out", out, "--keys", "LAUGH")
    assert "tv-9" in refused("map", "explore", "tv-9", "--lab", lab, "--out", out)


def test_a_device_that_is_gone_leaves_what_was_known_before(vpt, own_home, configs, at_key):
    out = configs / "maps" / "tv.yaml"
    at_key(7, lambda: _raise(Unreachable("simulated", "tv-1", "gone")))
    ended = vpt("map", "explore", "tv-1", "--lab", configs / "lab.yaml", "--out", out)
    assert (ended.code, sentence(ended.err)) == (3, "simulated at tv-1: gone")
    assert load_map(out).screens


def test_an_interrupt_of_the_replay_writes_what_was_shown(vpt, own_home, configs, typed, at_key):
    out = configs / "maps" / "tv.yaml"
    acted = at_key(4, lambda: os.kill(os.getpid(), signal.SIGINT))
    typed("m", "\x7f", "q")
    ended = vpt("map", "record", "tv-1", "--lab", configs / "lab.yaml", "--out", out)
    assert ended.code == 0, ended.err
    assert len(load_map(out).screens) == 2
    assert len(acted) == 4


def test_a_session_that_is_interrupted_is_written(vpt, own_home, configs, typed, at_key):
    out = configs / "maps" / "tv.yaml"
    at_key(3, lambda: _raise(KeyboardInterrupt()))
    typed("m", "\x1b[A")
    ended = vpt("map", "record", "tv-1", "--lab", configs / "lab.yaml", "--out", out, "--no-replay")
    assert ended.code == 0, ended.err
    assert len(load_map(out).screens) == 2


def test_a_session_whose_device_is_gone_is_written(vpt, own_home, configs, typed, at_key):
    out = configs / "maps" / "tv.yaml"
    at_key(3, lambda: _raise(Unreachable("simulated", "tv-1", "gone")))
    typed("m", "\x1b[A")
    ended = vpt("map", "record", "tv-1", "--lab", configs / "lab.yaml", "--out", out)
    assert ended.code == 3
    assert ended.err.endswith("vpt: simulated at tv-1: gone\n")
    assert len(load_map(out).screens) == 2


def _raise(error):
    raise error
