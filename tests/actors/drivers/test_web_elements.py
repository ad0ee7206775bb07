"""What pages in real Chromium consist of, as the web driver tells it."""

from tests.actors.drivers import suite
from tests.actors.drivers.browsing import build, driver, find, running, site, value

__all__ = ["build", "driver", "running", "site"]


class TestElements(suite.ElementsSuite):
    pass


def test_elements_tell_what_they_are_and_where(build):
    play = find(build("listed"), id="play")
    assert (play.text, play.kind, play.label) == ("Play now", "button", "Play it")
    assert play.bounds == (40, 200, 120, 40)
    assert play.focused and play.clickable


def test_the_outermost_element_comes_first_and_holds_all_others(build):
    driver = build("listed")
    assert driver.elements()[0].bounds == (0, 0, *driver.screen_size())


def test_elements_within_frames_and_shadows_are_found_where_they_are(build):
    driver = build("listed")
    inner = find(driver, text="inner")
    assert inner.bounds[:2] == (505, 205) and inner.clickable
    assert find(driver, text="shadow").kind == "button"


def test_what_cannot_be_seen_is_no_element_and_a_password_is_not_told(build):
    texts = {one.text for one in build("listed").elements()}
    assert {"shown", "Movies & more", "••••••"} <= texts
    assert not texts & {"cut off", "below", "unseen", "glass", "hidden", "secret", "Play"}
    assert not find(build("listed"), text="Off").clickable


def test_a_tap_on_an_element_reaches_it(build):
    driver = build("listed")
    value(driver, "host.shadowRoot.firstChild.onclick = () => document.title = 'hit', 1")
    left, top, width, height = find(driver, text="shadow").bounds
    driver.tap(left + width // 2, top + height // 2)
    assert value(driver, "document.title") == "hit"


def test_fields_named_as_attributes_are_no_attributes_of_their_form(build):
    driver = build("clobbered")
    assert find(driver, text="named title").kind == "input"
    assert find(driver, id="form").label == ""


def test_what_is_placed_outside_of_its_parent_is_seen_though_that_cuts_off(build):
    texts = {one.text for one in build("placed").elements()}
    assert {"placed", "scrolled"} <= texts
    assert "held" not in texts


def test_a_page_that_leaves_while_it_is_asked_is_asked_again_where_it_went(build):
    driver = build("plain")
    driver.shell(["setTimeout(() => { busy(300); location = '/listed' })"])
    assert find(driver, id="title").text == "Movies & more"
