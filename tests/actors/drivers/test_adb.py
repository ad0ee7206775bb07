"""The adb driver through the real adb server to simulated devices."""

import ast
import pickle
import threading

import pytest

from actors.adb.server import AdbServer
from actors.drivers.adb import Adb, AdbSettings
from actors.errors import DriverError, NotSupported, TookTooLong, Unreachable
from actors.simulator.adbd.packets import Packet

BANNER = b"device::features=shell_v2"


def driver_of(device, server, **settings):
    return Adb(AdbSettings(serial=device.serial, server=server, **settings))


@pytest.fixture
def adb(android, server):
    driver = driver_of(android, server)
    driver.open()
    yield driver
    driver.close()


def press_on(driver, key, pressed):
    """Press KEY until the adb server notices that the device has gone, and note each in PRESSED."""
    for number in range(1000):
        driver.press(key)
        pressed.append(number)


def works(driver):
    """Tell whether DRIVER reaches its device, opened anew as a device would do it."""
    try:
        driver.open()
    except DriverError:
        return False
    return driver.shell(["echo", "on"]).output == "on\n"


def test_a_key_reaches_the_television_under_its_own_name(adb, android):
    adb.press("CHANNEL_UP")
    assert "key CHANNEL_UP" in android.television.log[-1]


def test_a_keycode_that_android_does_not_know_is_an_error(adb):
    with pytest.raises(DriverError, match="KEYCODE_NONE"):
        adb.press("KEYCODE_NONE")


def test_text_is_typed_exactly(adb, android):
    text = 'it\'s 100%sure & "quoted" $HOME <a|b>; %'
    adb.type(text)
    typed = [line.partition("text ")[2] for line in android.television.log if "text " in line]
    assert "".join(map(ast.literal_eval, typed)) == text


def test_typing_nothing_does_nothing(adb, android):
    before = list(android.television.log)
    adb.type("")
    assert list(android.television.log) == before


@pytest.mark.parametrize(
    "words", [["echo", "a  b", "$HOME", "'", '"', ";", "&&", "*"], ["echo", "caf\u00e9"]]
)
def test_each_argument_reaches_the_program_as_it_is(adb, words):
    assert adb.shell(words).output == " ".join(words[1:]) + "\n"


def test_a_shell_tells_exit_code_and_errors(adb):
    result = adb.shell(["ls", "/none"])
    assert result.code == 1
    assert "No such file" in result.output


def test_the_picture_is_that_of_the_television(adb, android):
    frame = adb.frame()
    assert frame.size == android.television.size == adb.screen_size()
    assert abs(frame.pixels.astype(int) - android.television.picture()).mean() < 2


def test_apps_start_and_stop(adb, android):
    app = next(app for app in adb.apps() if "settings" in app)
    adb.launch(app)
    assert android.television.foreground == app
    adb.stop_app(app)
    assert android.television.foreground != app


def test_an_app_that_is_not_installed_is_not_supported(adb):
    with pytest.raises(NotSupported, match=r"com\.none"):
        adb.launch("com.none")


def test_elements_have_the_focus_where_the_television_has_it(adb, android):
    [wanted] = [one for one in android.television.elements() if one.focused]
    [found] = [one for one in adb.elements() if one.focused]
    assert (found.text, found.id, found.bounds) == (wanted.text, wanted.resource_id, wanted.bounds)


def test_a_finger_is_drawn_where_it_was_told(adb, android):
    adb.tap(30, 40)
    adb.swipe((600, 600), (600, 200), 0.1)
    assert [line.partition(": ")[2] for line in list(android.television.log)[-2:]] == [
        "tap 30 40",
        "swipe 600 600 600 200 in 0.1 s",
    ]


def test_the_probe_proves_shell_and_picture(adb):
    assert "picture 1280x720" in adb.probe()


def test_keys_and_pictures_may_be_asked_for_at_once(adb, android):
    frames = []
    lookers = [threading.Thread(target=lambda: frames.append(adb.frame().size)) for _ in range(4)]
    for looker in lookers:
        looker.start()
    for _ in range(20):
        adb.press("MUTE")
    for looker in lookers:
        looker.join()
    assert frames == [(1280, 720)] * 4
    assert sum("key MUTE" in line for line in android.television.log) == 20


def test_a_device_that_went_offline_is_unreachable_and_heals_when_it_is_back(adb, android):
    android.television.faults.set(offline=True)
    with pytest.raises(Unreachable) as error:
        press_on(adb, "MUTE", [])
    assert error.value.source == android.serial
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)
    android.television.faults.set(offline=False)
    while not works(adb):
        pass


def test_a_device_whose_process_began_anew_is_reached_at_the_next_open(adb, android):
    android.restart()
    adb.open()
    adb.press("MUTE")


def test_no_key_is_pressed_twice_over_a_restart(adb, android):
    adb.press("MUTE")
    android.restart()
    pressed = []
    with pytest.raises(DriverError):
        press_on(adb, "MENU", pressed)
    arrived = sum("key MENU" in line for line in android.television.log)
    assert arrived - len(pressed) in (0, 1)


def greet(packet):
    return [Packet(b"CNXN", 0x01000001, 1 << 20, BANNER)] if packet.command == b"CNXN" else []


def distrust(packet):
    asks = packet.command == b"CNXN" or (packet.command == b"AUTH" and packet.first == 2)
    return [Packet(b"AUTH", 1, 0, bytes(20))] if asks else []


def test_a_device_that_does_not_trust_this_machine_says_what_to_do(server, scripted):
    with pytest.raises(DriverError, match="accept the debugging dialog on its screen") as error:
        driver_of(scripted(distrust), server).open()
    assert type(error.value) is DriverError


def test_a_device_that_connects_and_never_answers_took_too_long(server, scripted):
    with pytest.raises(TookTooLong, match=r"no answer within 0\.5 s"):
        driver_of(scripted(greet), server, timeout=0.5).open()


def test_a_device_that_accepts_and_stays_silent_took_too_long(server, scripted):
    with pytest.raises(TookTooLong, match=r"no answer within 0\.5 s"):
        driver_of(scripted(lambda _: []), server, timeout=0.5).open()


def test_an_address_with_nobody_there_is_unreachable(server):
    with pytest.raises(Unreachable, match=r"^adb at 127.0.0.1:1: .*Connection refused$"):
        Adb(AdbSettings(serial="127.0.0.1:1", server=server)).open()


def test_a_device_that_is_not_plugged_in_is_unreachable(server):
    with pytest.raises(Unreachable, match="'R58M123' not found"):
        Adb(AdbSettings(serial="R58M123", server=server)).open()


def test_a_server_that_was_killed_is_told_and_started_anew(android, own_adb_server):
    driver = driver_of(android, own_adb_server.written)
    driver.open()
    own_adb_server.kill()
    with pytest.raises(Unreachable, match=r"no adb server runs|ended the connection"):
        driver.press("MUTE")
    driver.open()
    driver.press("MUTE")
    driver.close()


def test_a_server_elsewhere_is_never_started_from_here():
    with pytest.raises(ConnectionRefusedError):
        AdbServer(("127.0.0.2", 1)).start()
