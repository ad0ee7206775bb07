"""The help teaches: what a command does, by example, and which exit codes it has."""

import pytest

from cluster.__main__ import COMMANDS

CALLS = [[name] for name in COMMANDS if name not in ("lab", "reference", "keymap", "map")]
CALLS += [["lab", name] for name in ("check", "resources", "labels")] + [["reference", "cut"]]
CALLS += [["keymap", name] for name in ("show", "learn")]
CALLS += [["map", name] for name in ("record", "explore", "check", "export", "import")]


@pytest.mark.parametrize("words", CALLS, ids=" ".join)
def test_each_command_tells_its_exit_codes(vpt, words):
    ended = vpt(*words, "--help")
    assert (ended.code, ended.err) == (0, "")
    assert f"Usage: vpt {' '.join(words)}" in ended.out
    assert "Exit code" in ended.out


def test_a_group_without_a_word_tells_its_words_and_no_more(vpt):
    ended = vpt("map")
    assert ended.code == 2
    assert "explore" in ended.out
    assert ended.err == ""


def test_vpt_alone_tells_every_command(vpt):
    ended = vpt()
    assert ended.code == 2
    assert all(f" {name} " in ended.out for name in COMMANDS)
    assert "Exit codes: 0 done" in ended.out


def test_the_examples_of_a_command_stand_on_lines_of_their_own(vpt):
    lines = [line.strip() for line in vpt("device", "--help").out.splitlines()]
    assert "vpt device tv-1 press HOME DOWN OK" in lines
    assert "vpt device tv-1 goto settings" in lines
