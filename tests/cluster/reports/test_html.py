"""The HTML report: one file with all jobs, steps and pictures, and no way to break it."""

import base64
from html.parser import HTMLParser

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors import codec
from cluster.reports.html import WIDEST, duration, fraction, write_html
from tests.cluster.hop_records import hop
from tests.cluster.reports.found import NOON, attempt, found, job, of_each_outcome, step

SHOWN = codec.encode(np.full((720, 1280, 3), (200, 30, 60), np.uint8))


class Page(HTMLParser):
    """The text and the tags of a page."""

    def __init__(self, html):
        super().__init__()
        self.text, self.tags = "", []
        self.feed(html)

    def handle_data(self, data):
        self.text += data

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag):
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def written(tmp_path):
    def write(findings, picture=lambda _: SHOWN):
        path = tmp_path / "new" / "report.html"
        write_html(findings, picture, path)
        return Page(path.read_text(encoding="utf-8"))

    return write


def test_every_job_is_there_with_its_outcome_and_reason(written):
    page = written(of_each_outcome())
    for outcome in ("pass", "fail", "error", "lost", "cancelled", "timeout"):
        assert f"case-{outcome}" in page.text
        assert f"why {outcome}" in page.text
    assert len(page.all("details")) == 6
    assert sum("open" not in attrs for attrs in page.all("details")) == 1


def test_every_attempt_and_step_is_there(written):
    fails = attempt(step(what="press UP", reason="no key"), outcome="fail")
    passes = attempt(step(what="press DOWN"), number=2, device="tv-2")
    page = written(found(job(fails, passes, flaky=True)))
    for words in ("Attempt 1 on tv-1", "Attempt 2 on tv-2", "press UP", "no key", "press DOWN"):
        assert words in page.text
    assert page.all("summary")
    assert {"class": "chip flaky"} in page.all("span")


def test_pictures_are_in_the_file_itself_and_shrunk(written):
    asked = []

    def picture(key):
        asked.append(key)
        return SHOWN

    [image] = written(found(job(attempt(step(picture="7/1/1/0.jpg")))), picture).all("img")
    kind, _, data = image["src"].partition(",")
    pixels = cv2.imdecode(np.frombuffer(base64.b64decode(data), np.uint8), 1)
    assert (kind, pixels.shape) == ("data:image/jpeg;base64", (360, WIDEST, 3))
    assert asked == ["7/1/1/0.jpg"]


def test_nothing_is_fetched_from_anywhere(written):
    page = written(found(job(attempt(step()))))
    assert not page.all("script") + page.all("link")
    assert all(image["src"].startswith("data:") for image in page.all("img"))


@pytest.mark.parametrize("key", [None, "gone.jpg"])
def test_a_step_without_a_picture_has_none(written, key):
    page = written(found(job(attempt(step(picture=key)))), lambda _: None)
    assert page.all("img") == page.all("svg") == []


def test_what_is_kept_as_a_picture_and_is_none_does_no_harm(written):
    page = written(found(job(attempt(step()))), lambda _: b"no picture")
    assert len(page.all("img")) == 1


def test_what_was_searched_and_found_is_drawn_in_the_pixels_of_the_picture(written):
    judged = step(searched=(10, 20, 300, 40), region=(12, 22, 30, 31), score=0.5, threshold=0.8)
    page = written(found(job(attempt(judged))))
    assert page.all("svg")[0]["viewbox"] == "0 0 1280 720"
    boxes = [tuple(box[side] for side in ("x", "y", "width", "height")) for box in page.all("rect")]
    assert boxes == [("10", "20", "300", "40"), ("12", "22", "30", "31")]
    assert "score 0.500, needs 0.800" in page.text


MISS = {
    "outcome": "fail", "region": (12, 22, 30, 31), "score": 0.5, "threshold": 0.8,
    "asked": {"text": "image a.png", "check": {"image": {}}, "references": ("ab",)},
}  # fmt: skip


def test_a_miss_is_shown_beside_what_was_wanted(written):
    wanted = codec.encode(np.zeros((31, 30, 3), np.uint8), format="png")
    page = written(found(job(attempt(step(**MISS)))), {"references/ab": wanted}.get)
    assert page.all("img") == []
    files = {"references/ab": wanted, "1/1/1/0.jpg": SHOWN}
    page = written(found(job(attempt(step(**MISS)))), files.get)
    assert len(page.all("img")) == 2
    assert "difference ×4" in page.text
    assert page.all("rect")[0]["stroke"] == "#e5484d"


def test_a_match_is_not(written):
    page = written(found(job(attempt(step(**{**MISS, "outcome": "pass"})))))
    assert len(page.all("img")) == 1
    assert "difference" not in page.text
    assert page.all("rect")[0]["stroke"] == "#35b37e"


def test_what_was_measured_is_told_with_its_error(written):
    measures = [{"name": "zap_time", "seconds": 1.24, "error": 0.04}]
    text = written(found(job(attempt(step(measures=measures))))).text
    assert "zap_time 1.240 s (−0.040)" in text


def test_what_navigating_took_is_told_of_the_whole_and_of_each_attempt(written):
    way = step(kind="goto", started=NOON, ended=NOON + 1.5)
    text = written(found(job(attempt(way), attempt(device="tv-2")))).text
    assert "25% of the devices' time navigating (tv-1 50%, tv-2 0%)" in text
    assert "3.00 s, 1.50 s of it navigating" in text
    assert "navigating" not in written(found(job(attempt()))).text


def test_boxes_on_a_small_picture_are_still_to_be_seen(written):
    page = written(found(job(attempt(step(size=(160, 90), region=(1, 1, 9, 9))))))
    assert int(page.all("svg")[0]["stroke-width"]) > 0


@settings(max_examples=25)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=30))
def test_words_from_outside_are_shown_and_never_taken_as_html(tmp_path_factory, words):
    bad = f"<script>{words}</script><img src=x>\"'&"
    path = tmp_path_factory.getbasetemp() / "report.html"
    item = job(attempt(step(what=bad, reason=bad), device=bad), case=bad, reason=bad)
    write_html(found(item, campaign=bad), lambda _: None, path)
    page = Page(path.read_text(encoding="utf-8"))
    assert page.all("script") == page.all("img") == []
    assert page.text.count(bad) >= 5


def test_an_execution_in_the_middle_is_shown_too(written):
    running = attempt(ended=None, outcome=None)
    jobs = job(running, outcome=None, state="running"), job(outcome=None, state="queued")
    text = written(found(*jobs, ended=None)).text
    assert "running" in text
    assert "queued" in text
    assert "open" in text


def test_an_execution_that_was_stopped_says_so(written):
    assert "stopped before its end" in written(found(stopped=True)).text
    assert "stopped" not in written(found()).text


@pytest.mark.parametrize(
    ("value", "words"), [(0.0, "0.000"), (0.8, "0.800"), (1.0, "1.000"), (0.0003, "0.0003")]
)
def test_a_small_fraction_is_told_from_none(value, words):
    assert fraction(value) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "0.00 s"),
        (0.42, "0.42 s"),
        (9.999, "10.0 s"),
        (12.34, "12.3 s"),
        (59.99, "1 min 00 s"),
        (245, "4 min 05 s"),
        (119.8, "2 min 00 s"),
        (7265, "121 min 05 s"),
    ],
)
def test_durations_are_written_as_people_do(seconds, words):
    assert duration(seconds) == words


def test_each_try_of_an_edge_is_there_with_its_times(written):
    lost = hop(None, edge="home → <b>", arrival="no_change", screen="home", disturbed=True)
    page = written(found(job(attempt(step(hops=[hop(1.25), lost])))))
    assert "2 tries of edges" in page.text
    rows = [row.split() for row in page.text.split("stable, s")[1].split("\n\n") if row.strip()]
    assert rows[0] == ["home", "→", "live", "arrived", "1.25", "0.20", "1.65"]
    assert " ".join(rows[1]).startswith("home → <b> no change: home, a popup came – 0.20")
