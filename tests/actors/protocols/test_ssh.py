"""Commands over SSH, against a real sshd."""

import os
import signal
import time

import pytest

from actors.drivers.desktop import Desktop, DesktopSettings
from actors.errors import Refused, TookTooLong, Unreachable
from actors.protocols.ssh import SshSettings, SshShell
from tests.actors.drivers.suite import ShellSuite
from tests.faulty import answers_garbage, hangs_up, never_answers
from tests.served import free_port
from tests.sshd import Sshd

OWNER = Desktop(DesktopSettings(display=":0"))  # whose errors are raised


@pytest.fixture(scope="module")
def sshd(tmp_path_factory):
    server = Sshd(tmp_path_factory.mktemp("sshd"))
    yield server
    server.end()


@pytest.fixture
def of(sshd):
    """Build shells, open ones unless told otherwise, which differ as said from what works."""
    shells = []

    def build(*, is_open=True, timeout=5.0, **different):
        files = {"key": str(sshd.folder / "key"), "known_hosts": str(sshd.folder / "known_hosts")}
        usual = {"host": "127.0.0.1", "port": sshd.port, "user": sshd.user, **files}
        settings = SshSettings(**{**usual, **different})
        shells.append(SshShell(OWNER, settings, timeout))
        if is_open:
            shells[-1].open()
        return shells[-1]

    yield build
    for shell in shells:
        shell.close()


@pytest.fixture
def driver(of):
    return of()


class TestShell(ShellSuite):
    pass


@pytest.mark.parametrize("odd", ["", " ", "\n", "-n", "a\tb", "☕ ž", "$(id)", "'\"'", "\\", "*"])
def test_odd_arguments_arrive_as_they_are(driver, odd):
    assert driver.shell(["printf", "[%s]", odd]).output == f"[{odd}]"


def test_errors_are_among_the_output_and_signals_are_codes(driver):
    said = driver.shell(["sh", "-c", "echo out; echo err >&2; exit 7"])
    assert (sorted(said.output.split()), said.code) == (["err", "out"], 7)
    assert driver.shell(["sh", "-c", "kill -9 $$"]).code == -9
    assert driver.shell(["no-such-program"]).code == 127


def test_much_output_comes_whole(driver):
    assert len(driver.shell(["head", "-c", "3000000", "/dev/zero"]).output) == 3_000_000


def test_what_is_no_text_comes_as_far_as_it_can(driver):
    assert driver.shell(["printf", r"a\377b"]).output == "a\ufffdb"


def test_a_command_without_an_end_took_too_long_and_others_go_on(of):
    shell = of(timeout=1.5)
    with pytest.raises(TookTooLong, match=r"no answer within 1\.5 s"):
        shell.shell(["sleep", "3"])
    assert shell.shell(["echo", "ok"]).output == "ok\n"


def test_one_connection_serves_all_commands(driver, sshd):
    asked = ["sh", "-c", "echo $SSH_CONNECTION"]
    assert driver.shell(asked) == driver.shell(asked)


def test_a_wrong_key_is_refused(of, sshd):
    with pytest.raises(Refused, match="Permission denied"):
        of(key=str(sshd.folder / "other_key"))


def test_a_wrong_password_is_refused_and_not_told(of, sshd):
    with pytest.raises(Refused) as error:
        of(key=str(sshd.folder / "other_key"), password="sesame")
    assert "sesame" not in str(error.value)


def test_a_host_with_another_key_is_refused(of, sshd, tmp_path):
    other = (sshd.folder / "other_key.pub").read_text()
    (tmp_path / "known").write_text(f"[127.0.0.1]:{sshd.port} {other}")
    with pytest.raises(Refused, match=r"[Hh]ost key"):
        of(known_hosts=str(tmp_path / "known"))


def test_a_host_that_nobody_knows_is_refused(of, tmp_path):
    (tmp_path / "known").write_text("")
    with pytest.raises(Refused, match=r"[Hh]ost key"):
        of(known_hosts=str(tmp_path / "known"))


@pytest.mark.parametrize("field", ["key", "known_hosts"])
def test_a_file_that_is_not_there_is_told_by_name(of, field):
    with pytest.raises(Unreachable, match="none: No such file"):
        of(**{field: "/tmp/none"})


def test_where_nobody_listens_is_unreachable(of):
    with pytest.raises(Unreachable, match="refused"):
        of(port=free_port())


@pytest.mark.parametrize(
    ("serve", "errors"),
    [
        (never_answers, TookTooLong),
        (hangs_up, Unreachable),
        (answers_garbage, (Refused, Unreachable, TookTooLong)),
    ],
)
def test_a_host_that_misbehaves_is_told_in_time(of, faulty, serve, errors):
    with pytest.raises(errors):
        of(port=faulty(serve).port, timeout=0.5)


def test_a_connection_that_was_cut_in_a_command_is_told_and_made_anew(of, sshd):
    shell = of()
    with pytest.raises(Unreachable):
        shell.shell(["sh", "-c", "kill -9 $PPID"])
    assert shell.shell(["echo", "back"]).output == "back\n"


def test_a_server_that_was_started_again_is_found_again(of, sshd):
    shell = of()
    sshd.end()
    with pytest.raises(Unreachable):
        shell.shell(["true"])
    sshd.start()
    assert shell.shell(["echo", "back"]).output == "back\n"


def test_a_server_that_stands_still_is_late(of, sshd):
    shell = of(timeout=1.5)
    serving = sshd.children()
    for pid in serving:
        os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    with pytest.raises(TookTooLong):
        shell.shell(["true"])
    assert time.monotonic() - began < 5
    for pid in serving:
        os.kill(pid, signal.SIGCONT)
