import asyncio
import calendar
import shlex
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.simulator.android.console import recorded
from actors.simulator.android.shell import Shell
from actors.simulator.android.system import Android
from actors.simulator.keys import KEYS
from actors.simulator.television import Television


class Box:
    """A system, and its shell's answers."""

    def __init__(self) -> None:
        self.restarts = 0
        self.tv = Television("tv-1")
        self.android = Android(self.tv, self._restart)

    def run(self, line: str, given: bytes = b"") -> tuple[str, str, int]:
        """Return output, errors and exit code."""
        console, out, err = recorded(given)
        code = asyncio.run(Shell(self.android, console).answer(line))
        return out.decode(), err.decode(), code

    def out(self, line: str) -> str:
        return self.run(line)[0]

    def done(self) -> list[str]:
        """What the television was told."""
        return [line.partition(": ")[2] for line in self.tv.log]

    def _restart(self) -> None:
        self.restarts += 1


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.mark.parametrize(
    ("line", "output"),
    [
        ("echo a; echo b", "a\nb\n"),
        ("true && echo yes", "yes\n"),
        ("false && echo yes", ""),
        ("false || echo no && echo then", "no\nthen\n"),
        ("false; echo $?", "1\n"),
        ("false; echo X4EXIT:$?", "X4EXIT:1\n"),
        ("echo '$? ;&&|>' \"a  b\" c\\ d", "$? ;&&|> a  b c d\n"),
        ('echo "$HOME ${SHELL} \\$x $NOTHING|"', "/ /system/bin/sh $x |\n"),
        ("echo one\necho two", "one\ntwo\n"),
        ("echo -n x", "x"),
        ("echo ''", "\n"),
        ("", ""),
        ("echo b | cat", "b\n"),
        ("getprop | grep -i MODEL | grep -c model", "1\n"),
        ("exit 3; echo never", ""),
    ],
)
def test_a_line_prints(box, line, output):
    assert box.out(line) == output


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\r"), max_size=30))
def test_what_is_quoted_reaches_a_command_as_it_is(text):
    assert Box().out(f"echo {shlex.quote(text)}") == text + "\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [("true", 0), ("false", 1), ("exit 7", 7), ("nope", 127), ("sleep x", 1), ("am nope", 255),
     ("true; false", 1), ("false; true", 0), ("nope || true", 0), ("false | true", 0)],
)  # fmt: skip
def test_a_line_ends_with_the_code_of_its_last_command(box, line, code):
    assert box.run(line)[2] == code


@pytest.mark.parametrize("line", ["echo 'a", "&& true", "true &", "echo >", "a | ; b", "true &&"])
def test_what_is_no_sentence_is_a_syntax_error(box, line):
    output, errors, code = box.run(line)
    assert (output, code) == ("", 1)
    assert errors.startswith("/system/bin/sh: syntax error")


def test_an_unknown_command_is_named(box):
    assert box.run("nope -x") == ("", "/system/bin/sh: nope: inaccessible or not found\n", 127)


def test_output_and_errors_go_where_they_are_sent(box):
    assert box.run("echo a > /sdcard/f; echo b >> /sdcard/f; cat /sdcard/f")[0] == "a\nb\n"
    assert box.run("cat /no 2>/dev/null")[1] == ""
    assert box.run("cat /no 2>&1") == ("cat: /no: No such file or directory\n", "", 1)
    assert box.run("cat /no > /sdcard/f 2>&1; grep -c 'No such' /sdcard/f")[0] == "1\n"


@pytest.mark.parametrize(
    ("words", "done"),
    [
        ("keyevent 19", ["key UP"]),
        ("keyevent KEYCODE_DPAD_CENTER", ["key OK"]),
        ("keyevent DPAD_LEFT", ["key LEFT"]),
        ("keyevent --longpress 3 BACK 166", ["key HOME", "key BACK", "key CHANNEL_UP"]),
        ("keyevent KEYCODE_7 NUMPAD_8", ["key NUM_7", "key NUM_8"]),
        ("keyevent KEYCODE_A SPACE", ["text 'a'", "text ' '"]),
        ("keyevent KEYCODE_GUIDE", []),
        ("keyboard tap 10 20.6", ["tap 10 20"]),
        ("-d 0 swipe 1 2 3 400 500", ["swipe 1 2 3 400 in 0.5 s"]),
        ("draganddrop 1 2 300 4", ["swipe 1 2 300 4 in 0.3 s"]),
        ("text 'a%sb;c'", ["text 'a b;c'"]),
    ],
)
def test_input_acts_on_the_television(box, words, done):
    assert box.run(f"input {words}") == ("", "", 0)
    assert box.done() == done


@pytest.mark.parametrize(
    "words", ["keyevent", "keyevent NOPE", "keyevent 9999", "keyevent 19 NOPE", "tap 1", "tap a b",
              "swipe 1 2 3", "text", "wave", "keyevent --nope 19"],
)  # fmt: skip
def test_input_refuses_what_it_does_not_understand(box, words):
    output, errors, code = box.run(f"input {words}")
    assert (output, code, box.done()) == ("", 255, [])
    assert errors.startswith("Error: ")


def test_input_alone_tells_how_it_is_used(box):
    output, _, code = box.run("input")
    assert "keyevent [--longpress|--duration <" in output
    assert code == 255


def test_a_key_is_held(box):
    box.run("input keyevent --duration 20 VOLUME_MUTE")
    assert box.done() == ["key MUTE held for 0.02 s"]


def test_every_key_of_the_television_has_a_keycode(box):
    box.run("input keyevent 3 4 7 8 9 10 11 12 13 14 15 16 19 20 21 22 23 24 25 26 67 82 85 164")
    box.run("input keyevent 166 167")
    assert {line.removeprefix("key ") for line in box.done()} == KEYS


@pytest.mark.parametrize(
    ("line", "front"),
    [
        ("am start -n tv.simulated.live/.MainActivity", "tv.simulated.live"),
        ("am start -W -a android.intent.action.MAIN -p tv.simulated.music", "tv.simulated.music"),
        ("am start -a android.settings.SETTINGS", "tv.simulated.settings"),
        ("monkey -p tv.simulated.news -c android.intent.category.LAUNCHER 1", "tv.simulated.news"),
        ("cmd activity start -n tv.simulated.radio/.X", "tv.simulated.radio"),
    ],
)
def test_apps_are_started(box, line, front):
    assert box.run(line)[2] == 0
    assert f" {front}/{front}.MainActivity}}" in box.out("dumpsys window | grep mCurrentFocus")
    box.run(f"am force-stop {front}")
    assert box.tv.foreground == "tv.simulated.launcher"


def test_apps_that_are_not_there_do_not_start(box):
    assert "does not exist" in box.out("am start -n no.such/.X")
    assert box.run("am start -a android.intent.action.VIEW -d http://x")[2] == 1
    assert box.run("monkey -p no.such 1")[2] == 252
    assert box.tv.foreground == "tv.simulated.launcher"


def test_the_activity_of_a_package_is_named(box):
    find = "cmd package resolve-activity --brief -p"
    assert box.out(f"{find} tv.simulated.live").endswith(
        "\ntv.simulated.live/tv.simulated.live.MainActivity\n"
    )
    assert box.out(f"{find} no.such") == "No activity found\n"


def test_the_keyboard_for_tests_types_what_it_is_sent_while_it_is_in_use(box):
    send = "am broadcast -a ADB_INPUT_B64 --es msg 4piV"
    for ime in ("com.other/.Ime", "com.android.adbkeyboard/.AdbIME"):
        box.run(f"ime set {ime}")
        assert box.out("settings get secure default_input_method") == f"{ime}\n"
        assert box.out(send).endswith("Broadcast completed: result=0\n")
    assert box.done() == ["text '\u2615'"]


def test_packages_are_listed_and_found(box):
    installed = [f"package:{app.package}" for app in box.tv.apps]
    assert box.out("pm list packages").splitlines() == installed
    assert box.out("cmd package list packages live").splitlines() == ["package:tv.simulated.live"]
    assert box.out("pm list packages -3") == ""
    assert box.out("pm path tv.simulated.live").startswith("package:/system/app/tv.simulated.live")
    assert box.run("pm path no.such") == ("", "", 1)


def test_the_screen_tells_its_size_and_elements(box):
    assert box.out("wm size") == "Physical size: 1280x720\n"
    assert box.out("wm density") == "Physical density: 213\n"
    assert "orientation=0" in box.out("dumpsys display")
    assert box.out("uiautomator dump") == "UI hierchary dumped to: /sdcard/window_dump.xml\n"
    dump = box.out("cat /sdcard/window_dump.xml")
    assert dump in box.out("uiautomator dump /dev/tty")
    assert 'text="Settings"' in dump
    assert 'bounds="[0,0][1280,720]"' in dump


def test_a_screenshot_goes_into_a_file(box):
    assert box.run("screencap -p /sdcard/s") == ("", "", 0)
    assert box.android.files.read("/sdcard/s").startswith(b"\x89PNG")
    assert box.run("screencap /sdcard/s; screencap /sdcard/s.png")[2] == 0
    assert box.android.files.stat("/sdcard/s").size == 16 + 1280 * 720 * 4
    assert box.android.files.read("/sdcard/s.png").startswith(b"\x89PNG")


def test_files_are_listed_and_removed(box):
    box.run("echo abc > /sdcard/x/f")
    assert box.out("ls /sdcard/x") == "f\n"
    assert box.out("ls -l /sdcard/x").startswith("-rw-r--r-- 1 shell shell        4 ")
    assert box.run("rm /sdcard/x")[1] == "rm: /sdcard/x: Is a directory\n"
    assert box.run("rm -r /sdcard/x; rm -f /sdcard/x") == ("", "", 0)
    assert box.run("ls /sdcard/x")[1] == "ls: /sdcard/x: No such file or directory\n"
    assert box.run("mkdir /sdcard/x && mkdir /sdcard/x")[2] == 1


def test_the_log_is_read_and_cleared(box):
    box.run("input keyevent 19")
    assert "InputDispatcher: key UP" in box.out("logcat -d")
    assert box.out("logcat -c; logcat -d") == "--------- beginning of main\n"


def test_the_log_is_read_from_a_time_on(box):
    box.tv.log.extend(f"01-0{day} 12:00:00.250  1000  1000 I Tag: day {day}" for day in (1, 2))
    year = time.gmtime().tm_year - (time.gmtime()[1:3] == (1, 1))
    second = calendar.timegm((year, 1, 2, 12, 0, 0))
    lines = box.out(f"logcat -d -v epoch -T {second}").splitlines()
    assert lines[1:] == [f"     {second}.250  1000  1000 I Tag: day 2"]


def test_properties_are_told(box):
    assert box.out("getprop ro.serialno") == "tv-1\n"
    assert "[ro.serialno]: [tv-1]\n" in box.out("getprop")
    assert box.out("getprop no.such other") == "other\n"
    assert "ro.serialno=tv-1\n" in box.out("cat /system/build.prop")


def test_who_and_when_are_told(box):
    assert box.out("whoami") == "shell\n"
    assert box.out("id").startswith("uid=2000(shell)")
    assert box.out("date +%Y").strip().isdigit()
    assert int(box.out("date +%s")) > 1_700_000_000


@pytest.mark.parametrize(
    ("service", "fact"),
    [("battery", "level: 100"), ("input", "orientation=0"), ("power", "Blocker=true"),
     ("activity", "mResumedActivity"), ("package tv.simulated.live", "versionName="),
     ("package no.such", "Unable to find"), ("SurfaceFlinger --display-id", "Display 0 "),
     ("-l", "window")],
)  # fmt: skip
def test_the_services_of_the_system_tell_what_they_know(box, service, fact):
    assert fact in box.out(f"dumpsys {service}")


def test_an_unknown_service_is_named(box):
    assert box.run("dumpsys nope") == ("", "Can't find service: nope\n", 1)


def test_in_standby_the_screen_is_not_awake(box):
    box.run("input keyevent POWER")
    assert "Blocker=false" in box.out("dumpsys power")


def test_a_reboot_restarts_the_system(box):
    box.run("reboot")
    assert box.restarts == 1
