"""Journeys through the dashboard in a real browser, before a real API."""

import io
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.cluster.served import Served
from tests.dashboard.browsing import Watched, dashboard, launch
from tests.dashboard.lab import REASON

expect.set_options(timeout=60_000)  # milliseconds
RUNNING = 2  # the execution that is under way in the busy lab
FAILED_MATCH = "/execution?execution=1&job=3&attempt=2&step=1"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(busy: Served) -> Iterator[str]:
    with dashboard(busy.url) as url:
        yield url


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    """A tab; the test fails if anything in it complains, or asks for anything outside."""
    with browser.new_context(base_url=site, viewport={"width": 1440, "height": 900}) as context:
        watched = Watched(context.new_page())
        yield watched.page
        assert watched.complaints == []


def is_red(pixel: object) -> bool:
    assert isinstance(pixel, tuple)
    return bool(pixel[0] > 200 and max(pixel[1:]) < 120)


def test_the_wall_shows_pictures_that_change(page: Page) -> None:
    page.goto("/devices")
    pictures = page.locator(".st-key-wall img")
    expect(pictures).to_have_count(3)
    before = pictures.first.get_attribute("src") or ""
    expect(pictures.first).not_to_have_attribute("src", before)
    page.wait_for_function("[...document.images].every(i => i.complete && i.naturalWidth > 0)")


def test_a_deep_link_shows_the_match_and_the_reason(page: Page) -> None:
    page.goto(FAILED_MATCH)
    expect(page.locator(".st-key-step-panel")).to_contain_text(REASON)
    picture = page.locator(".st-key-step-panel").get_by_role("img", name="expect home.png")
    expect(picture).to_be_visible()
    answer = page.request.get(picture.evaluate("image => image.src"))
    assert is_red(Image.open(io.BytesIO(answer.body())).convert("RGB").getpixel((662, 260)))


def test_a_click_on_a_job_leads_into_it_and_into_the_address(page: Page) -> None:
    page.goto("/execution?execution=1")
    table = page.get_by_test_id("stDataFrame")
    expect(table).to_be_visible()
    table.click(position={"x": 130, "y": 84})  # the case of the second row
    expect(page.get_by_role("heading", name="banner · job 2")).to_be_visible()
    assert "job=2" in page.url


def test_an_execution_is_stopped_after_a_second_thought(page: Page, busy: Served) -> None:
    page.goto("/campaigns")
    card = page.locator(f".st-key-running-{RUNNING}")
    card.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Stop it").click()
    expect(page.get_by_text(f"Execution {RUNNING} stops")).to_be_visible()
    assert busy.state.store.stop_requested(RUNNING)
