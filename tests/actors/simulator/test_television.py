import subprocess
import sys

import pytest

from actors.simulator.keys import UnknownKey
from actors.simulator.pages import INSTALLED, PAGES
from actors.simulator.television import Television


def press(tv: Television, keys: str) -> None:
    for key in keys.split():
        tv.press(key)


def title(tv: Television) -> str:
    return next(e.text for e in tv.elements() if e.resource_id.endswith("/title"))


def focused(tv: Television) -> str:
    [text] = [e.text for e in tv.elements() if e.focused]
    return text


def texts(tv: Television) -> list[str]:
    return [e.text for e in tv.elements()]


@pytest.mark.parametrize(
    ("keys", "page"),
    [
        ("UP OK", "Search"),
        ("UP RIGHT RIGHT OK", "Apps"),
        ("UP RIGHT RIGHT RIGHT OK", "Settings"),
        ("MENU OK", "Network"),
        ("MENU OK OK", "Wi-Fi"),
        ("MENU DOWN OK", "Display"),
        ("MENU DOWN DOWN OK", "Sound"),
        ("MENU DOWN DOWN DOWN DOWN OK", "About"),
        ("DOWN DOWN OK", "Weather"),
    ],
)
def test_keys_lead_to_every_page_and_home_leads_back(tv, keys, page):
    press(tv, keys)
    assert title(tv) == page
    press(tv, "HOME")
    assert title(tv) == "Home"


@pytest.mark.parametrize("page", [name for name in PAGES if name not in ("home", "live")])
def test_back_leads_to_the_parent_and_its_focus_begins_anew(tv, visit, page):
    parent = PAGES[PAGES[page].parent]
    visit(tv, parent.name)
    first = focused(tv)
    visit(tv, page)
    press(tv, "BACK")
    assert (title(tv), focused(tv)) == (parent.title, first)


def test_about_tells_the_software_and_the_name_of_the_device(tv):
    press(tv, "MENU DOWN DOWN DOWN DOWN OK")
    assert {"Software: 4.2.1", "Name: tv-1"} <= set(texts(tv))


def test_the_focus_stops_at_the_ends_of_a_list(tv):
    press(tv, "MENU UP UP")
    assert focused(tv) == "Network"
    press(tv, "DOWN " * 9)
    assert focused(tv) == "About"


def test_the_focus_goes_to_the_nearest_tile_of_the_next_row(tv):
    press(tv, "RIGHT RIGHT RIGHT DOWN")
    assert focused(tv) == "Planet"


def test_channels_zap_around_the_ends_and_the_banner_goes_after_a_while(tv, clock):
    tv.launch("tv.simulated.live")
    press(tv, "CHANNEL_DOWN")
    assert {"12", "Nature HD"} <= set(texts(tv))
    press(tv, "CHANNEL_UP CHANNEL_UP")
    assert "Ocean" in texts(tv)
    clock.wait(4.1)
    assert texts(tv) == ["", "LIVE"]


def test_digits_tune_after_a_moment(tv, clock):
    tv.launch("tv.simulated.live")
    press(tv, "NUM_1 NUM_0")
    clock.wait(1.1)
    assert "Aurora One" in texts(tv)
    clock.wait(0.2)
    assert "Docu" in texts(tv)


def test_ok_tunes_the_digits_at_once_and_del_takes_one_back(tv):
    tv.launch("tv.simulated.live")
    press(tv, "NUM_4 NUM_2 DEL OK")
    assert "Arena Sport" in texts(tv)


def test_a_channel_that_is_not_there_changes_nothing(tv, clock):
    tv.launch("tv.simulated.live")
    press(tv, "NUM_9 NUM_9 OK OK")
    assert "Aurora One" in texts(tv)


def test_typed_text_and_keys_of_the_keyboard_filter_the_results(tv):
    tv.launch("tv.simulated.search")
    tv.type("We")
    press(tv, "OK")  # the keyboard begins at A
    assert "Wea" in texts(tv)
    assert texts(tv)[-1] == "Clear" and "Weather" in texts(tv) and "Music" not in texts(tv)
    press(tv, "DEL DEL DEL NUM_7")
    assert "7" in texts(tv)


def test_a_result_opens_what_it_names(tv):
    tv.launch("tv.simulated.search")
    tv.type("radio")
    press(tv, "RIGHT RIGHT RIGHT RIGHT RIGHT RIGHT OK")
    assert title(tv) == "Radio"


def test_apps_start_and_stop(tv):
    for app in INSTALLED:
        assert tv.launch(app.package)
        assert tv.foreground == app.package
    tv.stop("tv.simulated.music")
    assert tv.foreground == "tv.simulated.store"
    tv.stop("tv.simulated.store")
    assert tv.foreground == "tv.simulated.launcher"
    assert not tv.launch("tv.simulated.nothing")


def test_a_tap_chooses_what_it_meets_at_any_size(clock):
    tv = Television("small", size=(640, 360), clock=clock)
    left, top, width, height = next(e.bounds for e in tv.elements() if e.text == "Settings")
    tv.tap(left + width // 2, top + height // 2)
    assert title(tv) == "Settings"


def test_a_tap_between_the_tiles_does_nothing(tv):
    tv.tap(5, 700)
    assert title(tv) == "Home"


def test_a_swipe_moves_the_focus_and_a_short_one_taps(tv):
    tv.launch("tv.simulated.settings")
    tv.swipe(600, 500, 600, 200, 0.2)
    assert focused(tv) == "Display"
    tv.swipe(300, 180, 303, 182, 0.1)
    assert title(tv) == "Network"


def test_standby_takes_no_key_but_power(tv):
    press(tv, "MENU POWER OK")
    assert texts(tv) == [""] and not tv.picture().any()
    press(tv, "POWER")
    assert title(tv) == "Home"


def test_a_reboot_takes_its_time_and_ends_at_home(tv, clock):
    press(tv, "MENU")
    tv.reboot()
    press(tv, "MENU")
    assert texts(tv) == [""]
    clock.wait(4.1)
    assert title(tv) == "Home"


def test_a_key_shows_its_effect_after_the_latency(clock):
    tv = Television("slow", latency=0.5, clock=clock)
    press(tv, "MENU DOWN OK")
    clock.wait(0.4)
    assert title(tv) == "Home"
    clock.wait(0.2)
    assert title(tv) == "Display"


def test_more_scenes_than_are_remembered_do_not_bring_an_old_one_back(tv):
    press(tv, "MENU")
    tv.latency = 1.0
    press(tv, "DOWN UP " * 40)
    assert title(tv) == "Settings"


def test_an_unknown_key_is_refused(tv):
    with pytest.raises(UnknownKey, match="no key 'SIDEWAYS'"):
        tv.press("SIDEWAYS")


def test_the_log_tells_what_it_was_told(tv):
    tv.press("OK")
    tv.type("a b")
    assert tv.log[0].endswith("I InputDispatcher: key OK")
    assert tv.log[1].startswith("01-15 12:00:00.500") and "'a b'" in tv.log[1]


def test_an_idle_television_draws_nothing_and_needs_no_opencv():
    program = """
import sys
from actors.simulator.television import Television
tv = Television("idle")
tv.press("OK"), tv.elements(), tv.foreground
assert not {"cv2", "numpy"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def test_the_page_is_told_where_nothing_covers_it(tv):
    tv.press("MENU")
    assert tv.page == "settings"
    tv.faults.set(popup=True)
    assert tv.page is None
    tv.press("OK")
    tv.press("POWER")
    assert tv.page is None
    tv.press("POWER")
    assert tv.page == "home"
