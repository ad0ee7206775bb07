"""The cec driver: the real cec-ctl without an adapter, and the arguments that it is called with.

No CEC adapter can be had here: a program of the same name stands in for `cec-ctl`, writes its
arguments down, and answers as the real one does (utils/cec-ctl/cec-ctl.cpp of v4l-utils).
"""

import os

import pytest

from actors.drivers.cec import CODES, Cec, CecSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from tests.actors.drivers.suite import LinkSuite, PowerSuite, RemoteSuite

STAND_IN = r"""#!/bin/sh
cd "{folder}"
printf '%s\n' "$*" >>asked
printf '%s\n' "$(date +%s.%N)" >>times
[ -f complaint ] && cat complaint >&2 && exit 1
case "$*" in *--logical-address*) cat address; exit 0;; esac
for word in "$@"; do
    case "$word" in
    --standby) [ -f stuck ] || echo standby >state ;;
    --image-view-on | ui-cmd=0x6d) [ -f stuck ] || echo on >state ;;
    esac
    case "$word" in
    --standby | --image-view-on | --user-control-* | --give-device-power-status)
        printf '\nTransmit from Playback Device 1 to TV (4 to 0):\n'
        [ "$word" = --give-device-power-status ] && [ -f silent ] && rm silent &&
            printf '\tTx, OK, Rx, Timeout\n'
        [ "$word" = --give-device-power-status ] && printf '\tpwr-state: %s (0x00)\n' "$(cat state)"
        [ -f unsent ] || printf '\tSequence: 1 Tx Timestamp: 1.000s\n'
        [ -f status ] && cat status ;;
    esac
done
exit 0
"""


class Line:
    """What the stand-in answers, and what it was asked."""

    def __init__(self, folder):
        self._folder = folder
        program = folder / "cec-ctl"
        program.write_text(STAND_IN.replace("{folder}", str(folder)))
        program.chmod(0o755)
        self.tell("state", "on\n")
        self.tell("address", "4\n")

    def tell(self, file, text=""):
        (self._folder / file).write_text(text)

    def mend(self, file):
        (self._folder / file).unlink()

    def read(self, file):
        return (self._folder / file).read_text().splitlines()

    def messages(self):
        """The messages that went out, without those that ask for the power status."""
        lines = [line.split(" --to ")[1] for line in self.read("asked") if " --to " in line]
        return [line for line in lines if "--give-device-power-status" not in line]


@pytest.fixture
def line(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    return Line(tmp_path)


def build(**settings):
    return Cec(CecSettings(**{"patience": 0.1, "timeout": 10} | settings))


@pytest.fixture
def driver(line):
    driver = build()
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def arrived(line):
    names = {f"{code:#04x}": key for key, code in CODES.items()}
    return lambda: [names[m.split("ui-cmd=")[1].split()[0]] for m in line.messages()]


@pytest.fixture
def is_live(line):
    return lambda: line.read("state") == ["on"]


class TestLink(LinkSuite):
    pass


class TestRemote(RemoteSuite):
    pass


class TestPower(PowerSuite):
    pass


def test_the_adapter_plays_a_player_before_a_television_and_a_television_before_others(line):
    build().open()
    build(adapter="/dev/cec1", to=4, name="bench").open()
    assert line.read("asked") == [
        "--device /dev/cec0 --skip-info --playback --osd-name lab --logical-address",
        "--device /dev/cec1 --skip-info --tv --osd-name bench --logical-address",
    ]


def test_a_press_is_one_call_that_lets_the_key_go_as_well(driver, line):
    driver.press("VOLUME_UP")
    assert line.messages() == ["0 --user-control-pressed ui-cmd=0x41 --user-control-released"]


def test_a_held_key_is_pressed_again_before_it_counts_as_let_go(driver, line):
    driver.press("DOWN", 1.0)
    *pressed, released = line.messages()
    assert set(pressed) == {"0 --user-control-pressed ui-cmd=0x02"}
    assert 2 <= len(pressed) <= 4  # each 0.3 s, and the time that a call takes
    assert released == "0 --user-control-released"
    began, *_, ended = [float(at) for at in line.read("times")[-len(pressed) - 1 :]]
    assert ended - began >= 1.0


def test_a_key_that_the_device_calls_otherwise(line):
    driver = build(keys={"MENU": "HOME"})
    driver.press("MENU")
    assert "ui-cmd=0x09" in line.messages()[0]


def test_a_player_is_woken_by_its_power_key(line):
    line.tell("state", "standby\n")
    driver = build(to=4)
    driver.switch(on=True)
    assert line.messages() == ["4 --user-control-pressed ui-cmd=0x6d"]


@pytest.mark.parametrize(("state", "on"), [("on", True), ("to-on", True), ("standby", False),
                                           ("to-standby", False)])  # fmt: skip
def test_the_four_power_states_are_on_or_off(driver, line, state, on):
    line.tell("state", f"{state}\n")
    assert driver.is_on() is on


def test_a_television_that_says_nothing_while_it_wakes_is_asked_again(line):
    line.tell("silent")
    build(patience=20).switch(on=True)
    assert sum("--give-device-power-status" in asked for asked in line.read("asked")) == 2


def test_a_television_that_stays_on_is_told(driver, line):
    line.tell("stuck")
    with pytest.raises(Refused, match=r"its power is on, not standby, after 0\.1 s"):
        driver.switch(on=False)


@pytest.mark.parametrize(
    ("status", "error", "reason"),
    [
        ("\tTx, Not Acknowledged (1), Max Retries\n", Unreachable, "nobody has that address"),
        ("\tTx, OK, Rx, Timeout\n", TookTooLong, "no answer"),
        ("\tTx, OK, Rx, OK, Feature Abort\n", Refused, "does not do that"),
        ("\tTx, Arbitration Lost (3), Max Retries\n", Unreachable, "the line is disturbed"),
    ],
)
def test_what_went_wrong_on_the_line_is_told_and_the_next_key_works(
    driver, line, status, error, reason
):
    line.tell("status", status)
    with pytest.raises(error, match=reason):
        driver.press("OK")
    line.mend("status")
    driver.press("OK")


def test_a_message_that_never_went_out_is_told_and_the_adapter_is_set_up_anew(driver, line):
    line.tell("unsent")
    with pytest.raises(Unreachable, match="did not send it"):
        driver.press("OK")
    line.mend("unsent")
    driver.press("OK")
    assert sum("--playback" in asked for asked in line.read("asked")) == 2


def test_an_adapter_that_is_pulled_out_and_back_works_again(driver, line):
    line.tell("complaint", "Failed to open /dev/cec0: No such file or directory\n")
    with pytest.raises(Unreachable, match="No such file"):
        driver.press("OK")
    line.mend("complaint")
    driver.press("OK")


@pytest.mark.parametrize("address", ["", "15\n"])
def test_an_adapter_without_an_address_asks_for_the_cable(line, address):
    line.tell("address", address)
    with pytest.raises(Unreachable, match="is a television on its cable"):
        build().open()


def test_an_answer_without_a_power_status_is_refused(driver, line):
    line.tell("state", "")
    with pytest.raises(Refused, match="tells no power status"):
        driver.is_on()


def test_a_program_that_hangs_is_ended(tmp_path, monkeypatch):
    (tmp_path / "cec-ctl").write_text("#!/bin/sh\nexec sleep 60\n")
    (tmp_path / "cec-ctl").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    with pytest.raises(TookTooLong, match=r"no answer within 0\.2 s"):
        build(timeout=0.2).open()


def test_without_the_program_it_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert build().lacks() == ("program cec-ctl",)
    with pytest.raises(Unreachable, match=r"cec-ctl is not installed .v4l-utils"):
        build().open()


def test_the_real_program_finds_no_adapter(tmp_path):
    with pytest.raises(Unreachable, match="No such file or directory"):
        build(adapter=str(tmp_path / "cec0")).open()


def test_the_real_program_sets_up_no_file_that_is_no_adapter(tmp_path):
    (tmp_path / "cec0").touch()
    with pytest.raises(Unreachable, match="has no address"):
        build(adapter=str(tmp_path / "cec0")).open()


def test_a_key_that_cec_has_not_is_refused_by_name(line):
    with pytest.raises(NotSupported, match=r"the key 'TAB' .it has OK, UP"):
        build().press("TAB")
