"""Devices of the web driver in one browser, at the pages of a site, as fixtures."""

import json

import psutil
import pytest

from actors.drivers.web import Web, WebSettings
from tests.actors.drivers.pages import site

__all__ = ["site"]


@pytest.fixture(scope="module")
def running(site):
    """A device that keeps the browser running, which those of all tests share."""
    driver = Web(WebSettings(url=site.url("plain")))
    driver.open()
    yield driver
    driver.close()


@pytest.fixture
def build(site, running):
    """Builds opened drivers at a page of the site."""
    built = []

    def opened(page, **settings):
        built.append(Web(WebSettings(url=site.url(page), **settings)))
        built[-1].open()
        return built[-1]

    yield opened
    for driver in built:
        driver.close()


@pytest.fixture
def driver(build, site):
    pages = {"films": site.url("listed"), "notes": site.url("noting")}
    return build("noting", pages=pages)


def value(driver, expression):
    result = driver.shell([expression])
    assert result.code == 0, result.output
    return json.loads(result.output)


def keys_down(driver):
    return [key for kind, key, *_ in value(driver, "heard") if kind == "keydown"]


def find(driver, **wanted):
    [found] = [
        one
        for one in driver.elements()
        if all(getattr(one, name) == value for name, value in wanted.items())
    ]
    return found


def browsers():
    """Return the browsers that playwright has started for this process."""
    below = psutil.Process().children(recursive=True)
    return [
        one
        for one in below
        if "--remote-debugging-pipe" in (line := command_of(one)) and "--type=" not in line
    ]


def command_of(process):
    try:
        return " ".join(process.cmdline())
    except psutil.Error:
        return ""  # it has ended meanwhile
