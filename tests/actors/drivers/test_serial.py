"""The serial driver on pseudo terminals of socat with real shells behind them, and on ser2net."""

import os
import subprocess
import sys
import textwrap
import threading
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.drivers.serial import Serial, SerialSettings
from actors.errors import DriverError, NotSupported, Refused, TookTooLong, Unreachable
from actors.protocols.console.posix import LONGEST
from tests.actors.drivers.suite import LinkSuite, NetworkSuite, ShellSuite
from tests.served import free_port, is_listened_on, wait_until

BASH, DASH = "/bin/bash --norc -i", "/bin/dash -i"
LOGIN = """
    while :; do
        printf '\\nKernel on an armv7l\\n\\nstb login: '
        read -r user
        [ -n "$user" ] || continue
        printf 'Password: '
        read -rs password
        echo
        [ "$user:$password" = "root:a secret" ] && break
        sleep 0.1
        printf 'Login incorrect\\n'
    done
    echo 'Last login: today'
    exec /bin/dash -i
"""
U_BOOT = """
    import os, select, tty
    tty.setraw(0)  # it echoes each sign itself, and Ctrl-C is one of them

    def say(text):
        os.write(1, text.replace("\\n", "\\r\\n").encode())

    def line():
        typed = ""
        while (sign := os.read(0, 1).decode()) not in "\\r\\x03":
            typed += sign
            say(sign)
        say("\\n" if sign == "\\r" else "<INTERRUPT>\\n")
        return typed if sign == "\\r" else ""

    while not select.select([0], [], [], 0.05)[0]:
        say("Hit any key to stop autoboot\\n")
    os.read(0, 1)
    while True:
        say("\\n=> ")
        match line():
            case "": pass
            case "version": say("U-Boot 2023.01\\narm-linux-gcc 12")
            case "sleep": os.read(0, 1)
            case other: say(f"Unknown command '{other}' - try 'help'")
"""


class Board:
    """A device with a serial console at PORT, on which PROGRAM runs."""

    def __init__(self, folder):
        self.port = folder / "ttyUSB0"
        self._folder = folder
        self._socat = None

    def plug(self, program):
        if "\n" in program:
            (self._folder / "program").write_text(textwrap.dedent(program))
            runs = f"{sys.executable} -IS" if program is U_BOOT else "/bin/bash"
            program = f"{runs} {self._folder / 'program'}"
        ends = (f"PTY,link={self.port},rawer", f"EXEC:'{program}',pty,stderr,setsid,ctty,sane")
        own = {"PATH": os.environ["PATH"], "PS1": "stb:~# ", "HISTFILE": "", "LC_ALL": "C"}
        self._socat = subprocess.Popen(["socat", *ends], env=own, stderr=subprocess.DEVNULL)
        wait_until(self.port.exists)
        return self

    def pull(self):
        self._socat.terminate()
        self._socat.wait()

    def typed(self, text):
        """Type TEXT as somebody else at the console would."""
        self.port.write_bytes(text)


@pytest.fixture
def board(tmp_path):
    board = Board(tmp_path)
    yield board
    board.pull()


@pytest.fixture
def at_console(board):
    """Builds drivers, open, for a board that runs a program."""
    drivers = []

    def build(program=BASH, **fields):
        board.plug(program)
        drivers.append(Serial(SerialSettings(**{"port": str(board.port), "timeout": 5, **fields})))
        drivers[-1].open()
        return drivers[-1]

    yield build
    for driver in drivers:
        driver.close()


@pytest.fixture(params=[BASH, DASH], ids=["bash", "dash"])
def driver(request, at_console):
    return at_console(request.param)


class TestLink(LinkSuite):
    pass


class TestShell(ShellSuite):
    pass


class TestNetwork(NetworkSuite):
    @pytest.fixture
    def at(self):
        return lambda port: Serial(SerialSettings(port=f"socket://127.0.0.1:{port}", timeout=0.6))


def texts(driver):
    return [line.text for line in driver.log(0)]


words = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_words=st.lists(words, min_size=1, max_size=3))
def test_any_arguments_reach_the_program_and_come_back_exactly(driver, given_words):
    wanted = "".join(f"[{word}]" for word in given_words)
    assert driver.shell(["printf", "[%s]", *given_words]).output == wanted


@pytest.mark.parametrize("said", ["", "no end", "a\n\n", "\n", "a\r\nb\n", "# \n", "login: "])
def test_output_is_exact_to_the_last_line_feed(driver, said):
    assert driver.shell(["printf", "%s", said]).output == said


def test_long_output_comes_whole(driver):
    assert driver.shell(["seq", "1", "5000"]).output.split() == [str(n) for n in range(1, 5001)]


def test_a_name_that_the_shell_has_a_use_of_its_own_for_is_a_name(driver):
    driver.shell(["alias", "true=echo other"])
    assert driver.shell(["true"]).output == ""
    assert driver.shell(["A=b"]).code == 127


def test_echo_may_be_off(driver):
    driver.shell(["stty", "-echo"])
    assert driver.shell(["echo", "quiet"]).output == "quiet\n"


def test_a_command_that_never_ends_is_interrupted_and_the_next_one_works(at_console):
    driver = at_console(timeout=0.5)
    with pytest.raises(TookTooLong, match=r"no answer within 0\.5 s"):
        driver.shell(["sleep", "3600"])
    assert driver.shell(["echo", "on"]).output == "on\n"


def test_what_took_too_long_is_interrupted_at_once(at_console):
    driver = at_console(timeout=0.5)
    with pytest.raises(TookTooLong):
        driver.shell(["sh", "-c", "trap 'echo stopped' INT; sleep 60"])
    wait_until(lambda: "stopped" in " ".join(texts(driver)[-3:]))


def test_a_command_that_asks_does_not_eat_the_next_one(at_console):
    driver = at_console(timeout=0.5)
    with pytest.raises(TookTooLong):
        driver.shell(["cat"])
    assert driver.shell(["echo", "on"]).output == "on\n"


@pytest.mark.parametrize(
    "before", [b"touch half", b"echo 'open\n", b"sleep 3600\n", b"\x00\xff\xfe~garbage\x07"]
)
def test_whatever_stands_on_the_console_it_is_brought_to_a_prompt(at_console, board, before):
    driver = at_console(timeout=3)
    board.typed(before)
    assert driver.shell(["ls", "half"]).code != 0
    assert driver.shell(["echo", "on"]) == driver.shell(["echo", "on"])


def test_what_the_kernel_says_meanwhile_does_no_harm(at_console):
    says = "while :; do echo '[ 12.3] usb 1-1: new device'; sleep 0.02; done"
    driver = at_console(f"\n({says}) & exec {DASH}")
    lines = driver.shell(["echo", "on"]).output.splitlines()
    assert "on" in lines
    assert all("usb 1-1" in line for line in lines if line != "on")


def test_a_prompt_of_its_own_is_known_by_its_pattern(at_console):
    driver = at_console("\nPS1='(box) ' exec /bin/dash -i", prompt=r"\(box\) $")
    assert driver.shell(["echo", "on"]).output == "on\n"


def test_a_prompt_that_nothing_tells_is_found_in_the_end(at_console):
    driver = at_console("\nPS1='(box) ' exec /bin/dash -i", timeout=2)
    assert driver.shell(["echo", "on"]).output == "on\n"


def test_what_is_no_shell_is_refused_and_shown(at_console):
    driver = at_console("\ntrap '' INT; while :; do printf 'menu> '; read -r; done", timeout=0.5)
    with pytest.raises(Refused, match=r"no shell answers; what it shows is .*menu>"):
        driver.shell(["true"])


def test_it_logs_in_where_that_is_asked_for(at_console):
    driver = at_console(LOGIN, user="root", password="a secret")
    assert driver.shell(["echo", "in"]).output == "in\n"
    assert driver.probe().startswith("the posix console answers in")


def test_a_login_that_somebody_began_is_begun_anew(at_console, board):
    driver = at_console(LOGIN, user="root", password="a secret")
    board.typed(b"guest\n")
    wait_until(lambda: any("guest" in text for text in texts(driver)))
    assert driver.shell(["echo", "in"]).output == "in\n"


def test_a_wrong_password_is_refused_and_never_told(at_console):
    driver = at_console(LOGIN, user="root", password="wr0ng")
    with pytest.raises(Refused, match="refuses to log root in") as error:
        driver.shell(["true"])
    assert "wr0ng" not in f"{error.value} {driver.settings!r} {driver.source}"


def test_a_login_without_a_user_in_the_settings_is_refused(at_console):
    with pytest.raises(Refused, match="the settings name no user"):
        at_console(LOGIN).shell(["true"])


@pytest.mark.parametrize(
    ("command", "why"), [(["echo", "a\0b"], "sign"), (["echo", "x" * LONGEST], "a line of")]
)
def test_what_a_console_cannot_take_is_refused_before_anything_is_typed(at_console, command, why):
    driver = at_console(DASH)
    driver.probe()
    before = texts(driver)
    with pytest.raises(NotSupported, match=why):
        driver.shell(command)
    assert texts(driver) == before


@pytest.fixture
def bootloader(at_console):
    driver = at_console(U_BOOT, console="bootloader", timeout=2)
    wait_until(lambda: texts(driver))  # it is there, and counts down
    return driver


def test_a_bootloader_is_stopped_and_asked(bootloader):
    answer = bootloader.shell(["version"])
    assert (answer.output, answer.code) == ("U-Boot 2023.01\narm-linux-gcc 12\n", 0)
    assert bootloader.shell(["foo", "a=b"]).output == "Unknown command 'foo a=b' - try 'help'\n"


def test_a_bootloader_is_told_nothing_that_needs_quotes(bootloader):
    with pytest.raises(NotSupported, match=r"the signs ' ' '\$' "):
        bootloader.shell(["setenv", "a b", "$c"])


def test_a_bootloader_that_does_not_end_took_too_long_and_takes_the_next_one(bootloader):
    with pytest.raises(TookTooLong):
        bootloader.shell(["sleep"])
    assert bootloader.shell(["version"]).output.startswith("U-Boot")


def test_the_log_has_what_came_and_when(at_console, board):
    before = time.time()
    driver = at_console("\nread -rs; printf 'booting\\r\\nready\\n'; sleep 60", console="none")
    board.typed(b"\n")
    wait_until(lambda: texts(driver)[-2:] == ["booting", "ready"])  # after the echo of the key
    assert all(before <= line.at <= time.time() for line in driver.log(before))
    assert driver.log(time.time() + 1) == []


def test_the_log_goes_on_while_commands_run(at_console):
    driver = at_console()
    driver.shell(["echo", "seen"])
    assert "seen" in texts(driver)


def test_only_the_last_lines_are_kept(at_console, board):
    driver = at_console("\nread -rs; seq 1 100; sleep 60", console="none", lines=10)
    board.typed(b"\n")
    wait_until(lambda: texts(driver) == [str(n) for n in range(91, 101)])


def test_where_only_the_log_is_read_nothing_is_typed(at_console):
    driver = at_console("\nread -r line; echo typed", console="none")
    assert "the port is open at 115200 baud" in driver.probe()
    with pytest.raises(NotSupported, match="console: none"):
        driver.shell(["true"])
    assert texts(driver) == []


def test_who_only_feels_its_pulse_types_nothing_into_what_runs_there(at_console):
    driver = at_console("\nread -r line; echo typed")
    assert "the port is open at 115200 baud" in driver.pulse()
    assert texts(driver) == []


def test_a_cable_that_is_pulled_is_told_and_plugged_again_it_works(at_console, board):
    driver = at_console()
    driver.shell(["echo", "first"])
    board.pull()
    wait_until(lambda: fails(driver))
    board.plug(BASH)
    wait_until(lambda: not fails(driver))
    assert driver.shell(["echo", "second"]).output == "second\n"
    assert {"first", "second"} <= set(texts(driver))


def fails(driver):
    """Tell whether the log cannot be read, which is so only while there is no port."""
    try:
        driver.log(0)
    except Unreachable:
        return True
    return False


def test_a_cable_that_is_pulled_while_a_command_runs_is_told_at_once(at_console, board):
    driver = at_console("\n(sleep 0.3; kill $PPID) & PS1='# ' exec /bin/dash -i", timeout=60)
    with pytest.raises(Unreachable, match="the port has gone away"):
        driver.shell(["sleep", "60"])


def test_closing_ends_the_command_that_runs(at_console):
    driver = at_console(timeout=60)
    driver.probe()
    closing = threading.Timer(0.2, driver.close)
    closing.start()
    with pytest.raises(Unreachable, match="closed meanwhile"):
        driver.shell(["sleep", "60"])
    closing.join()


def test_a_port_that_is_not_there_is_unreachable(tmp_path):
    with pytest.raises(Unreachable, match="No such file or directory"):
        Serial(SerialSettings(port=str(tmp_path / "ttyUSB9"))).open()


def test_a_port_that_another_program_uses_is_refused(at_console, board):
    at_console()
    with pytest.raises(Refused, match="another program uses it"):
        Serial(SerialSettings(port=str(board.port))).open()


def test_a_port_that_this_user_may_not_use_is_refused(at_console, board):
    at_console().close()
    port, user = board.port.resolve(), os.geteuid()
    port.chmod(0)
    os.seteuid(user or 65534)  # root may use anything
    try:
        with pytest.raises(Refused, match="permission denied"):
            Serial(SerialSettings(port=str(port))).open()
    finally:
        os.seteuid(user)


def test_what_could_not_be_opened_is_not_taken_later(at_console, board):
    driver = at_console()
    with pytest.raises(Refused, match="another program uses it"):
        Serial(SerialSettings(port=str(board.port))).open()
    wait_until(lambda: readers() == 1)
    assert driver.shell(["echo", "mine"]).output == "mine\n"


def readers():
    return sum(thread.name == "serial" for thread in threading.enumerate())


def test_a_file_that_is_no_port_is_told_as_such(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DriverError, match="no serial port"):
        Serial(SerialSettings(port=str(tmp_path / "file"))).open()


def test_a_host_that_nobody_knows_is_unreachable():
    with pytest.raises(Unreachable):
        Serial(SerialSettings(port="socket://stb.invalid:4000")).open()


@pytest.fixture
def ser2net(board, tmp_path):
    """Serves the port of a board to the network, by an accepter of ser2net."""
    servers = []

    def serve(accepter):
        port = free_port()
        lines = (
            "connection: &con",
            f"  accepter: {accepter},127.0.0.1,{port}",
            f"  connector: serialdev,{board.port},115200n81,local",
        )
        (tmp_path / "ser2net.yaml").write_text("\n".join(lines))
        command = ["ser2net", "-n", "-c", str(tmp_path / "ser2net.yaml")]
        servers.append(subprocess.Popen(command, stderr=subprocess.DEVNULL))
        wait_until(lambda: is_listened_on(port))
        return port

    yield serve
    for server in servers:
        server.kill()
        server.wait()


@pytest.mark.parametrize(
    ("url", "accepter"),
    [
        ("socket://127.0.0.1:{}", "tcp"),
        ("rfc2217://127.0.0.1:{}?ign_set_control", "telnet(rfc2217),tcp"),
    ],
)
def test_a_server_of_ports_on_the_network_serves_as_well(board, ser2net, url, accepter):
    board.plug(DASH)
    driver = Serial(SerialSettings(port=url.format(ser2net(accepter)), timeout=5))
    driver.open()
    assert driver.shell(["printf", "%s", "it's \xff"]).output == "it's \xff"
    driver.close()


@pytest.mark.parametrize(
    "wrong",
    [{"port": "ttyUSB0"}, {"port": "telnet://a:1"}, {"port": "socket://a"}, {"prompt": "("},
     {"baud": 0}, {"console": "cisco"}],
)  # fmt: skip
def test_settings_that_cannot_be_meant_are_refused(wrong):
    with pytest.raises(ValidationError):
        SerialSettings(**{"port": "/dev/ttyUSB0", **wrong})
