"""What the web driver says of browsers, pages and addresses that fail, and how it goes on."""

import os
import signal
import subprocess
import sys

import psutil
import pytest
from pydantic import ValidationError

from actors.drivers.web import Web, WebSettings
from actors.errors import NotSupported, Refused, TookTooLong, Unreachable
from tests.actors.drivers import suite
from tests.actors.drivers.browsing import (
    browsers,
    build,
    command_of,
    driver,
    find,
    running,
    site,
    value,
)
from tests.served import free_port, wait_until

__all__ = ["build", "driver", "running", "site"]


class TestNetwork(suite.NetworkSuite):
    """Of the way to a page."""

    @pytest.fixture
    def at(self, running):
        return lambda port: Web(WebSettings(url=f"http://127.0.0.1:{port}/", timeout=0.8))


class TestDevtools(suite.NetworkSuite):
    """Of the way to a browser elsewhere."""

    @pytest.fixture
    def at(self):
        return lambda port: Web(WebSettings(cdp=f"http://127.0.0.1:{port}", timeout=0.8))


@pytest.mark.parametrize("credentials", [{}, {"user": "me", "password": "open barley"}])
def test_wrong_credentials_are_refused_and_not_told(build, credentials):
    with pytest.raises(Refused) as error:
        build("locked", **credentials)
    assert "barley" not in str(error.value) + repr(WebSettings(**credentials))


def test_a_page_that_is_not_there_is_shown_as_a_viewer_sees_it(build):
    assert find(build("none"), kind="h1").text == "nothing here"


def test_a_page_that_never_ends_took_too_long_and_another_one_loads(driver, site):
    slow = Web(WebSettings(url=site.url("plain"), timeout=0.8))
    slow.open()
    with pytest.raises(TookTooLong, match=r"no answer within 0\.8 s"):
        slow.launch(site.url("slow"))
    slow.launch(site.url("noting"))
    assert value(slow, "document.title") == "noting"
    slow.close()


def test_a_dead_address_is_unreachable_and_the_next_page_loads(driver):
    with pytest.raises(Unreachable, match="ERR_CONNECTION_REFUSED"):
        driver.launch(f"http://me:secret@127.0.0.1:{free_port()}/?token=secret")
    driver.launch("films")
    assert find(driver, id="title").text == "Movies & more"


def test_a_site_without_encryption_is_no_secure_one(driver, site):
    with pytest.raises(Refused, match="ERR_SSL"):
        driver.launch(site.url("plain").replace("http:", "https:"))


def test_a_download_is_refused(driver, site):
    with pytest.raises(Refused):
        driver.launch(site.url("file"))
    assert driver.probe()


def test_a_page_that_hangs_took_too_long_and_a_new_one_opens(site, running):
    driver = Web(WebSettings(url=site.url("noting"), timeout=1))
    driver.open()
    with pytest.raises(TookTooLong):
        driver.shell(["for (;;) {}"])
    assert value(driver, "document.title") == "noting"
    driver.close()


def test_a_page_that_crashed_is_told_and_opened_anew(site, running):
    driver = Web(WebSettings(url=site.url("noting"), timeout=1))
    driver.open()
    with pytest.raises(Unreachable, match="crashed"):
        driver._link.ask("Page.crash")
    assert driver.probe()
    driver.close()


def test_a_browser_that_was_killed_is_told_once_and_started_anew(site):
    driver = Web(WebSettings(url=site.url("noting"), args=("--lang=pl",)))  # one of its own
    driver.open()
    [own] = [one for one in browsers() if "--lang=pl" in command_of(one)]
    os.kill(own.pid, signal.SIGKILL)
    with pytest.raises(Unreachable):
        wait_until(lambda: not driver.frame())
    assert driver.probe()
    driver.close()
    wait_until(lambda: not [one for one in browsers() if "--lang=pl" in command_of(one)])


def test_no_browser_outlives_its_process(site):
    script = (
        "from actors.drivers.web import Web, WebSettings; import os, signal;"
        f"Web(WebSettings(url={site.url('plain')!r}, args=('--lang=is',))).open();"
        "os.kill(os.getpid(), signal.SIGKILL)"
    )
    subprocess.run([sys.executable, "-c", script], check=False)
    wait_until(lambda: not any("--lang=is" in command_of(one) for one in psutil.process_iter()))


def test_a_machine_without_a_browser_says_so(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("actors.protocols.browser.shared.OWN", tmp_path)
    assert Web(WebSettings()).lacks() == ("program chromium",)


def test_a_page_without_an_address_is_not_known(driver):
    with pytest.raises(NotSupported, match="it has films, notes"):
        driver.launch("series")


def test_a_browser_that_hangs_took_too_long_and_another_one_is_started(site):
    driver = Web(WebSettings(url=site.url("noting"), args=("--lang=fi",), timeout=2))
    driver.open()
    [own] = [one for one in browsers() if "--lang=fi" in command_of(one)]
    own.suspend()
    with pytest.raises(TookTooLong):
        driver.frame()
    assert driver.probe()
    driver.close()
    own.kill()


def test_a_storage_that_cannot_be_written_is_told_and_nothing_stays_open(build):
    driver = build("plain", storage="/proc/none/kept.json")
    with pytest.raises(Refused, match="No such file"):
        driver.close()
    driver.close()


@pytest.mark.parametrize("wrong", [{"url": "http://[1"}, {"pages": {"films": "http://[1"}},
                                   {"cdp": "http://[1"}, {"size": (0, 720)}])  # fmt: skip
def test_what_is_no_address_or_size_is_refused_in_the_lab_file(wrong):
    with pytest.raises(ValidationError, match=next(iter(wrong))):
        WebSettings(**wrong)


def test_what_is_no_address_cannot_be_launched(driver):
    with pytest.raises(NotSupported, match="it has films, notes"):
        driver.launch("http://[1")
