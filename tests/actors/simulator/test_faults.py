import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from actors.simulator.faults import Faults, FaultSettings, parse_faults
from actors.simulator.television import Television

PROBABILITY = st.floats(0, 1)


def title(tv: Television) -> str:
    return next(e.text for e in tv.elements() if e.resource_id.endswith("/title"))


def test_text_names_faults_and_a_bare_name_switches_on():
    faults = parse_faults("drop_key=0.05, popup_rate=0.01,freeze, black=no")
    assert faults == FaultSettings(drop_key=0.05, popup_rate=0.01, freeze=True, black=False)
    assert parse_faults("") == FaultSettings()


@given(st.builds(FaultSettings, drop_key=PROBABILITY, slow=PROBABILITY, popup=st.booleans()))
def test_every_setting_can_be_written_as_text(settings):
    text = ",".join(f"{name}={value}" for name, value in settings.model_dump().items())
    assert parse_faults(text) == settings


def test_an_unknown_name_is_told_with_the_known():
    with pytest.raises(ValueError, match=r"no fault dropkey \(there are drop_key, double_key"):
        parse_faults("dropkey=0.1")


@pytest.mark.parametrize("text", ["drop_key=2", "slow=soon", "popup=5"])
def test_a_bad_value_is_told_with_its_name(text):
    with pytest.raises(ValueError, match=f"fault {text.partition('=')[0]}: "):
        parse_faults(text)


def test_settings_are_frozen_and_survive_pickling():
    settings = FaultSettings(slow=0.2)
    with pytest.raises(ValidationError):
        settings.slow = 1
    assert pickle.loads(pickle.dumps(settings)) == settings


def test_the_same_seed_meets_the_same_fate_whatever_else_is_switched():
    plain = Faults(FaultSettings(drop_key=0.3, double_key=0.3), seed=7)
    other = Faults(FaultSettings(drop_key=0.3, double_key=0.3, popup_rate=0.5), seed=7)
    fates = [plain.fate().arrivals for _ in range(200)]
    assert fates == [other.fate().arrivals for _ in range(200)]
    assert {0, 1, 2} == set(fates)


def test_dropped_keys_do_nothing_until_it_is_switched_off(tv):
    tv.faults.set(drop_key=1)
    tv.press("MENU")
    assert title(tv) == "Home"
    tv.faults.set(drop_key=0)
    tv.press("MENU")
    assert title(tv) == "Settings"


def test_a_doubled_key_arrives_twice(tv):
    tv.faults.set(double_key=1)
    tv.press("MENU")
    tv.press("DOWN")
    assert next(e.text for e in tv.elements() if e.focused) == "Sound"


def test_slow_delays_what_a_key_shows(tv, clock):
    tv.faults.set(slow=2)
    tv.press("MENU")
    clock.wait(1.9)
    assert title(tv) == "Home"
    clock.wait(0.2)
    assert title(tv) == "Settings"


@pytest.mark.parametrize("answer", ["OK", "BACK"])
def test_a_popup_takes_the_keys_until_it_is_answered(tv, answer):
    before = tv.picture()
    tv.faults.set(popup=True)
    tv.press("MENU")
    tv.press("RIGHT")
    assert [e.text for e in tv.elements() if e.focused] == ["Later"]
    assert (tv.picture() != before).any()
    tv.press(answer)
    assert not tv.faults.settings.popup
    assert (tv.picture() == before).all()


def test_a_popup_is_answered_by_a_tap_on_its_button_only(tv):
    tv.faults.set(popup=True)
    tv.tap(10, 10)
    assert tv.faults.settings.popup
    left, top, *_ = next(e.bounds for e in tv.elements() if e.text == "Later")
    tv.tap(left + 5, top + 5)
    assert title(tv) == "Home"


def test_a_popup_comes_at_its_rate_after_the_key(tv):
    tv.faults.set(popup_rate=1)
    tv.press("OK")
    assert tv.faults.settings.popup
    tv.faults.set(popup_rate=0)
    tv.press("OK")
    assert tv.foreground == "tv.simulated.live"


def test_a_crash_comes_at_its_rate_after_the_key(tv):
    tv.faults.set(crash_rate=1)
    tv.press("MENU")
    assert title(tv) == "Home"
    tv.faults.set(crash_rate=0)
    tv.press("MENU")
    assert title(tv) == "Settings"


def test_a_freeze_stops_picture_and_clock_and_ends(tv, clock):
    tv.launch("tv.simulated.live")
    clock.wait(5)
    before = tv.picture()
    tv.faults.set(freeze=True)
    clock.wait(3)
    tv.press("HOME")
    assert (tv.picture() == before).all()
    tv.faults.set(freeze=False)
    assert tv.foreground == "tv.simulated.live"
    assert (tv.picture() != before).any()


def test_a_reboot_cures_a_freeze(tv, clock):
    tv.faults.set(freeze=True)
    tv.reboot()
    clock.wait(5)
    tv.press("MENU")
    assert title(tv) == "Settings"


def test_black_takes_the_picture_away_and_gives_it_back(tv):
    before = tv.picture()
    tv.faults.set(black=True)
    assert not tv.picture().any()
    tv.faults.set(black=False)
    assert (tv.picture() == before).all()


def test_a_crash_falls_back_to_the_launcher_and_says_so_for_a_while(tv, clock):
    plain = tv.picture()
    tv.launch("tv.simulated.weather")
    tv.faults.set(crash=True)
    assert tv.foreground == "tv.simulated.launcher"
    assert not tv.faults.settings.crash
    clock.wait(1)
    assert (tv.picture()[320:400, 380:900] != plain[320:400, 380:900]).any()
    clock.wait(3)
    assert (tv.picture()[320:400, 380:900] == plain[320:400, 380:900]).all()


def test_a_television_falls_asleep_at_its_rate_and_power_wakes_it(tv):
    tv.faults.set(standby_rate=1)
    tv.press("MENU")
    assert not tv.awake and not tv.picture().any()
    tv.faults.set(standby_rate=0)
    tv.press("OK")
    assert not tv.awake
    tv.press("POWER")
    assert tv.awake and title(tv) == "Home"


def test_a_popup_leaves_power_alone_and_takes_no_keys_of_a_sleeping_television(tv):
    tv.faults.set(popup=True, standby=True)
    tv.press("OK")
    assert tv.faults.settings.popup and not tv.awake
    tv.press("POWER")
    assert tv.awake and "Later" in [e.text for e in tv.elements()]


def test_sleep_by_chance_changes_nothing_of_the_other_fates():
    plain, sleepy = (Faults(FaultSettings(drop_key=0.3, standby_rate=rate), seed=7)
                     for rate in (0.0, 0.5))  # fmt: skip
    fates = [(plain.fate().arrivals, sleepy.fate().arrivals) for _ in range(100)]
    assert all(one == other for one, other in fates)
