"""The screens of a map are told apart, quickly, whatever capture does to them."""

import cv2
import numpy as np
import pytest

from actors.checks import Check
from actors.checks.image import Image
from actors.errors import CannotJudge
from actors.evidence import Recording
from actors.interface import Frame
from actors.maps import AppMap
from actors.reference import Picture
from actors.screens import identify
from actors.verdict import Verdict
from tests.bench.screen_pages import DIALOG, SIZE, TITLE, app, as_map, footage
from tests.bench.screens import cases, mistakes, seen, warm_up

APP = app(11, screens=124)
DIALOG_PAGE = next(page for page in APP.pages if page.kind == "dialog")
PAGE, OTHER = [page for page in APP.pages if page.kind == "page" and page.marked is None][:2]


def drawn(page, moment=3):
    return APP.drawn(page, np.random.default_rng(moment))


def image(part, page=PAGE, **fields):
    left, top, width, height = part
    coded = cv2.imencode(".png", drawn(page)[top : top + height, left : left + width])[1]
    return Image(reference=Picture(f"{width}x{height}.png", coded.tobytes()), **fields)


def screens(**shows):
    """Return a map whose screens show these checks; the first is the start."""
    written = {
        name: {"shows": checks, "start": not number}
        for number, (name, checks) in enumerate(shows.items())
    }
    return AppMap.model_validate({"name": "app", "screens": written})


def ranked(map, picture):
    return identify(seen(map, picture), map.told_apart)


class Asked(Check):
    """Counts how often it is asked."""

    holds: bool = True
    times: list[float]

    def judge(self, seen):
        self.times.append(seen.frame().at)
        return Verdict(self.holds, 0.001, "asked")


@pytest.mark.parametrize("is_warm", [True, False])
def test_every_screen_is_told_from_all_that_are_alike(is_warm):
    made = app(12, screens=124)
    map, random = as_map(made), np.random.default_rng(12)
    if is_warm:
        warm_up(map, made)
    shown = list(cases(made, made.pages[::4], random))
    assert len(mistakes(map, shown)) <= len(shown) // 100


def test_a_screen_without_a_region_is_told_too():
    made = app(13, screens=124)
    map = as_map(made, regions=False)
    assert not mistakes(map, cases(made, made.pages[::13], np.random.default_rng(13)))


def test_a_picture_of_no_screen_is_none_of_them():
    map, random = as_map(APP), np.random.default_rng(1)
    strange = [(None, footage(random, SIZE)), (None, np.zeros((720, 1280, 3), np.uint8))]
    assert not mistakes(map, [*cases(APP, APP.strangers, random), *strange])


@pytest.mark.parametrize("size", [(1920, 1080), (960, 540), (2560, 1440)])
def test_a_frame_of_another_size_shows_the_same_screen(size):
    map = as_map(APP)
    for page in APP.pages[::20]:
        frame = cv2.resize(drawn(page), size, interpolation=cv2.INTER_AREA)
        assert ranked(map, frame).best.name == page.name


def test_a_picture_that_is_elsewhere_than_last_time_is_found_again():
    map = screens(other=[image(TITLE, OTHER)], home=[image(TITLE)])
    assert ranked(map, drawn(PAGE)).best.name == "home"
    moved = np.roll(drawn(PAGE), (230, 341), (0, 1))
    assert ranked(map, moved).best.deciding.region[:2] == (TITLE[0] + 341, TITLE[1] + 230)


def over(picture, *places):
    """Return PICTURE with the dialog of the first page with one, left and top at PLACES."""
    shown = picture.copy()
    for left, top in places:
        shown[top : top + DIALOG[3], left : left + DIALOG[2]] = drawn(DIALOG_PAGE)[
            DIALOG[1] : DIALOG[1] + DIALOG[3], DIALOG[0] : DIALOG[0] + DIALOG[2]
        ]
    return shown


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (960, 540)])
def test_a_dialog_that_moved_is_told_from_the_page_under_it_which_fits_as_well(size):
    map = screens(page=[image(TITLE)], dialog=[image(TITLE), image(DIALOG, DIALOG_PAGE)])
    told = [
        ranked(map, cv2.resize(over(drawn(PAGE), *places), size)).best.name
        for places in ([(390, 220)], [(700, 420)], [], [(101, 303)], [(390, 220)])
    ]
    assert told == ["dialog", "dialog", "page", "dialog", "dialog"]


def test_a_small_picture_that_moved_is_told_from_a_large_one_that_fits_less():
    question = image((410, 250, 300, 50), DIALOG_PAGE)
    map = screens(large=[image(TITLE, threshold=0.2)], small=[question])
    assert ranked(map, over(np.zeros_like(drawn(PAGE)), (390, 220))).best.name == "small"
    blurred = cv2.GaussianBlur(drawn(PAGE), (0, 0), 0.8)
    ranking = ranked(map, over(blurred, (700, 420)))
    assert 0.2 < ranking.of("large").score < 0.8
    assert ranking.best.name == "small"


def test_a_worse_copy_where_a_picture_was_last_does_not_lower_its_score():
    left, top, width, height = TITLE
    map = screens(home=[image(TITLE, threshold=0.3)], other=[image(TITLE, OTHER)])
    page = drawn(PAGE)
    assert ranked(map, page).best.score == 1
    both = np.roll(page, 300, 0)
    worse = cv2.GaussianBlur(page, (0, 0), 0.8)
    both[top : top + height, left : left + width] = worse[top : top + height, left : left + width]
    assert ranked(map, both).best.score == 1


def test_any_of_several_pictures_may_be_there():
    either = Image(reference=(image(TITLE).reference, image(TITLE, OTHER).reference))
    map = screens(either=[either], third=[image(TITLE, APP.pages[0])])
    for page in (PAGE, OTHER, PAGE):
        assert ranked(map, drawn(page)).best.name == "either"
    assert ranked(map, drawn(APP.pages[0])).best.name == "third"


def test_of_two_that_hold_the_one_that_is_known_by_more_is_meant():
    bar, title = image((0, 0, 700, 70)), image(TITLE)
    map = screens(any=[title], page=[title, bar], other=[image(TITLE, OTHER), bar])
    ranking = ranked(map, drawn(PAGE))
    assert [candidate.name for candidate in ranking.candidates] == ["page", "any", "other"]
    assert ranking.margin == 0
    assert ranked(map, drawn(OTHER)).best.name == "other"


def test_the_margin_is_what_the_best_has_over_the_next():
    map = screens(home=[image(TITLE)], other=[image(TITLE, OTHER)])
    ranking = ranked(map, drawn(PAGE))
    assert ranking.best.score == 1
    assert ranking.margin == 1 - ranking.candidates[1].score > 0.5


def test_what_must_not_be_there_tells_two_screens_apart():
    map = screens(
        page=[image(TITLE), image(DIALOG, absent=True)], empty=[image(DIALOG), image(TITLE)]
    )
    assert ranked(map, drawn(PAGE)).best.name == "empty"
    covered = drawn(PAGE)
    cv2.rectangle(covered, DIALOG, (90, 30, 160), -1)
    assert ranked(map, covered).best.name == "page"
    assert ranked(map, drawn(PAGE)).of("page").holds is False


def test_other_checks_are_only_asked_where_the_pictures_hold_and_lower_no_score():
    asked, spared = Asked(times=[]), Asked(times=[])
    map = screens(home=[asked, image(TITLE)], other=[spared, image(TITLE, OTHER)])
    ranking = ranked(map, drawn(PAGE))
    assert (len(asked.times), len(spared.times)) == (1, 0)
    assert (ranking.best.name, ranking.best.score) == ("home", 1)


def test_a_screen_one_check_of_which_does_not_hold_is_not_shown():
    map = screens(home=[image(TITLE), Asked(holds=False, times=[])], other=[image(TITLE, OTHER)])
    ranking = ranked(map, drawn(PAGE))
    assert ranking.best is None
    assert ranking.of("home").deciding.reason == "asked"


def test_all_is_asked_of_one_and_the_same_frame():
    frames = [Frame(drawn(OTHER), 1.0), Frame(drawn(PAGE), 2.0)]
    map = screens(home=[image(TITLE)], other=[image(TITLE, OTHER)])
    ranking = identify(Recording(frames, map.size, map), map.told_apart)
    assert (ranking.frame.at, ranking.best.name) == (2.0, "home")


def test_a_screen_that_cannot_be_judged_is_named():
    map = screens(home=[image(TITLE)], odd=[image(TITLE, region=(2000, 0, 500, 90))])
    with pytest.raises(CannotJudge, match=r"the screen 'odd' cannot be told: .*lies outside"):
        ranked(map, drawn(PAGE))
