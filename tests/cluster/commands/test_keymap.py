"""`vpt keymap`: what is learned is written, and what is known is shown."""

import json
import os
import signal
import socket

import pytest
import yaml

from actors.protocols.infrared.protocol import Code
from actors.protocols.infrared.protocols import PROTOCOLS
from actors.protocols.infrared.signal import in_periods
from tests.actors.drivers.broadlink_rm import Rm
from tests.faulty import never_answers


def sendir(command, carrier=38_000):
    """What a transmitter says that it has seen."""
    periods = in_periods(PROTOCOLS["nec"].signal(Code(4, command)).once, carrier)
    return f"sendir,1:1,1,{carrier},1,1,{','.join(map(str, periods))}\r"


@pytest.fixture
def seen(faulty):
    """Builds a transmitter before which the keys of COMMANDS are pressed in turn."""

    def build(*commands):
        left = [sendir(command) for command in commands]

        def serve(client):
            for line in client.makefile("r", newline="\r"):
                if line == "get_IRL\r":
                    answer = left.pop(0) if left else ""
                    client.sendall(f"IR Learner Enabled\r{answer}".encode())
                elif line == "stop_IRL\r":
                    client.sendall(b"IR Learner Disabled\r")

        return f"127.0.0.1:{faulty(serve).port}"

    return build


def test_keys_are_learned_and_written(vpt, seen, tmp_path):
    file = tmp_path / "tv.yaml"
    ended = vpt("keymap", "learn", "UP", "OK", "--globalcache", seen(0x40, 0x44), "--file", file)
    assert (ended.code, ended.err) == (0, "")
    assert "press UP …\n  nec, address 0x04, command 0x40\n" in ended.out
    written = yaml.safe_load(file.read_text())
    assert written == {"name": "tv", "protocol": "nec", "address": 4,
                       "keys": {"UP": 0x40, "OK": 0x44}}  # fmt: skip


def test_more_keys_are_added_to_what_is_there(vpt, seen, tmp_path):
    file = tmp_path / "tv.yaml"
    for key, command in (("UP", 1), ("OK", 2), ("UP", 3)):
        vpt("keymap", "learn", key, "--globalcache", seen(command), "--file", file)
    assert yaml.safe_load(file.read_text())["keys"] == {"UP": 3, "OK": 2}


def test_a_key_that_was_pressed_twice_by_mistake_is_asked_for_again(vpt, seen, tmp_path):
    file = tmp_path / "tv.yaml"
    ended = vpt("keymap", "learn", "UP", "OK", "--globalcache", seen(1, 1, 2), "--file", file)
    assert ended.out.count("press OK …") == 2
    assert "UP and OK send the same code" in ended.out
    assert yaml.safe_load(file.read_text())["keys"] == {"UP": 1, "OK": 2}


def test_what_was_learned_stays_where_a_later_key_is_not_seen(vpt, seen, tmp_path):
    file = tmp_path / "tv.yaml"
    words = ("--globalcache", seen(1), "--file", file, "--seconds", "0.3")
    ended = vpt("keymap", "learn", "UP", "OK", *words)
    assert (ended.code, ended.err) == (3, "vpt: OK was not seen within 0.3 s\n")
    assert yaml.safe_load(file.read_text())["keys"] == {"UP": 1}


def test_an_interrupt_keeps_what_was_learned(vpt, faulty, tmp_path):
    def serve(client):
        lines = client.makefile("r", newline="\r")
        lines.readline()
        client.sendall(sendir(1).encode())
        assert [lines.readline(), lines.readline()] == ["stop_IRL\r", "get_IRL\r"]
        os.kill(os.getpid(), signal.SIGINT)  # while the second key is waited for

    file, where = tmp_path / "tv.yaml", f"127.0.0.1:{faulty(serve).port}"
    ended = vpt("keymap", "learn", "UP", "OK", "--globalcache", where, "--file", file)
    assert (ended.code, ended.err) == (130, "vpt: interrupted\n")
    assert yaml.safe_load(file.read_text())["keys"] == {"UP": 1}


def test_keys_are_learned_by_broadlink_too(vpt, tmp_path):
    from broadlink.remote import pulses_to_data

    rm, file = Rm(), tmp_path / "tv.yaml"
    train = PROTOCOLS["samsung"].signal(Code(7, 2)).once
    rm.air = bytes(pulses_to_data([round(pulse) for pulse in train]))
    ended = vpt("keymap", "learn", "UP", "--broadlink", f"127.0.0.1:{rm.port}", "--file", file)
    rm.end()
    assert ended.code == 0
    assert yaml.safe_load(file.read_text())["protocol"] == "samsung"


def test_a_transmitter_that_cannot_learn_says_so(refused, faulty, tmp_path):
    def serve(client):
        client.recv(100)
        client.sendall(b"IR Learner Unavailable\r")

    where = f"127.0.0.1:{faulty(serve).port}"
    said = refused("keymap", "learn", "UP", "--globalcache", where, "--file", tmp_path / "f.yaml",
                   code=3)  # fmt: skip
    assert "it cannot learn as it is set up" in said


def test_nobody_there_and_nobody_who_answers_are_told(refused, faulty, tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as free:
        gone = f"127.0.0.1:{free.getsockname()[1]}"
    silent = f"127.0.0.1:{faulty(never_answers).port}"
    for where, reason in ((gone, "Connection refused"), (silent, "UP was not seen")):
        words = ("--globalcache", where, "--file", tmp_path / "tv.yaml", "--seconds", "0.3")
        assert reason in refused("keymap", "learn", "UP", *words, code=3)


def test_what_cannot_be_learned_is_refused_before_anything_is_asked(refused, tmp_path):
    file = ("--file", tmp_path / "tv.yaml")
    assert "one of --globalcache" in refused("keymap", "learn", "UP", *file)
    assert "no key 'JUMP'" in refused("keymap", "learn", "JUMP", "--broadlink", "h", *file)
    assert "is no host" in refused("keymap", "learn", "UP", "--broadlink", "h:x", *file)
    nowhere = ("--file", tmp_path / "nowhere" / "tv.yaml")
    assert "no folder" in refused("keymap", "learn", "UP", "--broadlink", "h", *nowhere)


def test_a_keymap_is_shown(vpt):
    ended = vpt("keymap", "show", "samsung-tv", "--json")
    shown = json.loads(ended.out)
    assert (shown["name"], shown["protocol"]) == ("samsung-tv", "samsung")
    assert shown["keys"]["OK"] == "samsung, address 0x07, command 0x68"
    assert "VOLUME_UP" in vpt("keymap", "show", "samsung-tv").out


def test_a_keymap_that_is_not_right_is_told_with_its_line(refused, tmp_path):
    (tmp_path / "bad.yaml").write_text("name: bad\nprotocol: nec\naddress: 1\nkeys: {OK: 256}\n")
    assert "what OK sends" in refused("keymap", "show", tmp_path / "bad.yaml")
    assert "there are lg-tv, philips-tv" in refused("keymap", "show", "none")
