"""The check of a device's log, on lines that came when each test says."""

import threading
import time

import pytest
from pydantic import ValidationError

from actors.checks.log import Log
from actors.errors import CannotJudge
from actors.evidence import Recording, Since
from actors.interface import Log as LogFace
from actors.protocols.console.journal import Journal
from actors.until import Patience, answer
from actors.variables import resolved


class Console(LogFace):
    """A device with a log, and nothing else; it was told to do something ACTED seconds ago."""

    size = map = None

    def __init__(self, *lines, acted=60.0):
        self.acted = time.time() - acted
        self.journal = Journal(1000)
        self.says(*lines)

    def says(self, *lines):
        self.journal.hear("".join(f"{line}\r\n" for line in lines).encode())

    def need(self, face):
        assert face is LogFace
        return self

    def log(self, since):
        return self.journal.since(since)


@pytest.mark.parametrize("text", ["app started", "started in", "app started in 3 s"])
def test_a_line_that_has_the_text_holds(text):
    verdict = Log(text=text).judge(Console("booting", "app started in 3 s"))
    assert (verdict.holds, verdict.reason) == (True, "it says 'app started in 3 s'")


def test_a_log_without_the_text_fails_with_how_much_was_looked_at():
    verdict = Log(text="panic").judge(Console("booting", "ready"))
    assert (verdict.holds, verdict.reason) == (False, "none of 2 lines has 'panic'")


def test_what_must_be_absent_fails_with_the_line_that_has_it():
    check = Log(text="Kernel panic", absent=True)
    assert check.judge(Console("ready"))
    verdict = check.judge(Console("Kernel panic - not syncing"))
    assert (verdict.holds, verdict.score) == (False, 0)
    assert "not syncing" in verdict.reason


def test_a_text_is_no_pattern_unless_it_is_said_to_be():
    assert not Log(text="a.c").judge(Console("abc"))
    assert Log(text="a.c", match="regex").judge(Console("abc"))


def test_named_groups_are_facts():
    verdict = Log(text=r"version (?P<version>\S+)", match="regex").judge(Console("version 1.2"))
    assert verdict.facts == {"version": "1.2"}


def test_only_lines_since_the_last_action_count():
    console = Console("ready", acted=-5)
    assert not Log(text="ready").judge(console)
    assert Log(text="ready", since=30).judge(console)


def test_only_lines_of_the_last_seconds_count_where_that_is_asked():
    console = Console("ready")
    wait = time.time() + 0.05
    assert Log(text="ready", since=30).judge(console)
    while time.time() < wait:
        time.sleep(0.01)
    assert not Log(text="ready", since=0.04).judge(console)


def test_a_line_is_waited_for_and_told_with_its_own_time():
    console = Console()
    threading.Timer(0.2, console.says, ["ready"]).start()
    verdict = answer(Log(text="ready"), Since(console, 0), patience=Patience(within=20))
    assert verdict
    assert (verdict.start, verdict.error) == (console.log(0)[0].at, 0)


def test_what_must_stay_away_is_watched_for_as_long_as_asked():
    console = Console()
    threading.Timer(0.2, console.says, ["oops"]).start()
    check = Log(text="oops", absent=True)
    assert not answer(check, console, "stays", patience=Patience(0, 20))


def test_a_value_that_was_read_stands_for_itself_in_a_pattern():
    check = resolved(Log(text="^${about.version}$", match="regex"), {"about.version": "1.2"})
    assert check.judge(Console("1.2"))
    assert not check.judge(Console("1x2"))


def test_a_recording_has_no_log():
    assert Log(text="x").needs() == {"log"}
    with pytest.raises(CannotJudge, match="no log"):
        Log(text="x").judge(Recording([], None))


@pytest.mark.parametrize(
    ("wrong", "why"),
    [({"text": ""}, "at least 1"), ({"text": "(", "match": "regex"}, "no regular expression"),
     ({"text": "a*", "match": "regex"}, "found in every line"),
     ({"text": "a", "since": 0}, "greater than 0")],
)  # fmt: skip
def test_what_tells_nothing_is_refused(wrong, why):
    with pytest.raises(ValidationError, match=why):
        Log(**wrong)
