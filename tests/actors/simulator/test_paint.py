from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from actors.simulator.channels import CHANNELS
from actors.simulator.pages import PAGES
from actors.simulator.television import Television


def changed(one, other) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of what differs."""
    rows, columns = np.nonzero((one != other).any(axis=2))
    return columns.min(), rows.min(), columns.max(), rows.max()


@pytest.mark.parametrize("page", [name for name in PAGES if name != "live"])
def test_the_clock_changes_only_its_own_place(tv, clock, page, visit):
    visit(tv, page)
    before = tv.picture()
    clock.wait(1)
    left, top, right, bottom = changed(before, tv.picture())
    assert left >= 1060 and top >= 34 and right < 1224 and bottom < 82


def test_within_a_second_a_still_page_does_not_change(tv, clock):
    before = tv.picture()
    clock.wait(0.4)
    assert (tv.picture() == before).all()


def test_the_same_keys_at_the_same_time_give_the_same_pictures(tv, clock):
    other = Television("tv-1", clock=clock)
    for key in [
        "DOWN",
        "RIGHT",
        "MENU",
        "DOWN",
        "OK",
        "BACK",
        "HOME",
        "UP",
        "RIGHT",
        "OK",
        "CHANNEL_UP",
        "NUM_5",
        "VOLUME_UP",
    ]:
        tv.press(key), other.press(key)
        for seconds in (0.05, 0.1, 0.5):
            clock.wait(seconds)
            assert (tv.picture() == other.picture()).all()


def test_threads_get_the_same_picture(tv, clock):
    tv.launch("tv.simulated.live")
    clock.wait(1)
    expected = tv.picture()
    with ThreadPoolExecutor(4) as pool:
        pictures = list(pool.map(lambda _: tv.picture(), range(24)))
    assert all((picture == expected).all() for picture in pictures)


def test_every_page_has_a_head_of_its_own(tv, clock, visit):
    heads = set()
    for page in PAGES:
        visit(tv, page)
        heads.add(tv.picture()[30:90, 56:260].tobytes())
    assert len(heads) == len(PAGES)


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_every_channel_moves_in_most_of_the_picture(tv, clock, channel, visit):
    visit(tv, "live")
    for digit in str(channel.number):
        tv.press(f"NUM_{digit}")
    tv.press("OK")
    clock.wait(5)
    before = tv.picture().mean(axis=2)
    clock.wait(0.4)
    assert (abs(tv.picture().mean(axis=2) - before) > 6).mean() > 0.5


def test_a_pause_stops_the_player(tv, clock, visit):
    visit(tv, "live")
    tv.press("PLAY_PAUSE")
    before = tv.picture()
    clock.wait(1)
    assert (tv.picture()[100:500] == before[100:500]).all()


def test_a_zap_is_black_above_its_banner_for_a_moment(tv, clock, visit):
    visit(tv, "live")
    tv.press("CHANNEL_UP")
    clock.wait(0.25)
    assert not tv.picture()[:504].any() and tv.picture()[504:].any()
    clock.wait(0.1)
    assert tv.picture()[:504].any()


def test_a_page_fades_in(tv, clock):
    before = tv.picture().astype(int)
    tv.press("MENU")
    clock.wait(0.06)
    during = tv.picture()
    clock.wait(1)
    after = tv.picture().astype(int)
    assert abs(during - before).mean() > 1 and abs(during - after).mean() > 1


@pytest.mark.parametrize("path", ["HOME", "MENU", "HOME UP RIGHT RIGHT OK", "HOME UP OK"])
def test_the_focus_moves_within_a_moment_and_then_rests(tv, clock, path):
    for key in path.split():
        tv.press(key)
    clock.wait(1)
    pictures = [tv.picture()]
    tv.press("DOWN")
    for seconds in (0.03, 0.2, 0.1):
        clock.wait(seconds)
        pictures.append(tv.picture())
    start, moving, arrived, later = (picture[100:] for picture in pictures)
    assert (start != moving).any() and (moving != arrived).any()
    assert (arrived == later).all()


@pytest.mark.parametrize("size", [(1920, 1080), (640, 360), (320, 240)])
def test_other_sizes_show_the_same_interface(clock, size, visit):
    tv = Television("tv", size=size, clock=clock)
    for page in PAGES:
        visit(tv, page)
        assert tv.picture().shape == (size[1], size[0], 3)
        assert tv.picture().std() > 5


def test_a_start_shows_something_that_moves(tv, clock):
    tv.reboot()
    clock.wait(1)
    before = tv.picture()
    clock.wait(0.3)
    assert before.any() and (tv.picture() != before).any()


def test_volume_shows_for_a_while(tv, clock):
    before = tv.picture()[100:]
    tv.press("VOLUME_UP")
    assert (tv.picture()[100:] != before).any()
    clock.wait(2.1)
    assert (tv.picture()[100:] == before).all()
