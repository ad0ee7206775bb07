"""Sessions of asyncio libraries: kept, given up, entered anew; their errors, told as ours."""

import asyncio
import errno
import logging
import ssl
import time

import pytest

from actors.errors import Refused, TookTooLong, Unreachable
from actors.protocols.session import LEAVING, SessionDriver, SessionSettings
from tests.served import wait_until


class Settings(SessionSettings):
    @property
    def kind(self):
        return "made_up"


class Room:
    """A session that counts how many have been entered, and left."""

    entered: list["Room"]

    def __init__(self):
        self.has_ended = self.was_left = False
        self.entered.append(self)


class Driver(SessionDriver[Settings, Room]):
    Settings = Settings
    loggers = ("a_library",)
    source = "10.0.0.1"
    leaves = True

    def probe(self):
        return "nothing"

    async def _enter(self):
        return Room()

    async def _leave(self, session):
        await asyncio.sleep(0 if self.leaves else 60)
        session.was_left = True

    def _has_ended(self, session):
        return session.has_ended

    def _explain(self, error):
        return self.refused("a word of its own") if isinstance(error, LookupError) else None

    def ask(self, act=None):
        return self._do(act or remember)


async def remember(room):
    return room


@pytest.fixture
def driver(monkeypatch):
    monkeypatch.setattr(Room, "entered", [], raising=False)
    driver = Driver(Settings(timeout=0.5))
    yield driver
    driver.close()


def fails(error):
    async def act(_):
        raise error

    return act


def test_one_session_serves_until_it_is_closed(driver):
    first = driver.ask()
    assert driver.ask() is first
    driver.close()
    assert first.was_left
    assert driver.ask() is not first


def test_one_that_has_ended_is_left_and_another_one_entered(driver):
    first = driver.ask()
    first.has_ended = True
    assert driver.ask() is not first
    assert first.was_left


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (LookupError("odd"), Refused, "a word of its own"),
        (TimeoutError(), TookTooLong, "no answer within 0.5 s"),
        (OSError(errno.EHOSTUNREACH, "Connect call failed"), Unreachable, "No route to host"),
        (OSError("closed"), Unreachable, "closed"),
        (asyncio.CancelledError(), Unreachable, "the connection ended before it answered"),
        (ssl.SSLError(1, "wrong version number"), Refused, "wrong version number"),
        (ValueError("no number"), Refused, "ValueError: no number"),
        (AssertionError(), Refused, "AssertionError"),
    ],
)
def test_what_a_library_raises_is_told_as_ours(driver, error, kind, words):
    with pytest.raises(kind) as told:
        driver.ask(fails(error))
    assert str(told.value).endswith(words)


def test_the_cause_of_what_a_library_raises_tells_its_kind(driver):
    error = RuntimeError("could not connect")
    error.__cause__ = ConnectionRefusedError(errno.ECONNREFUSED, "refused")
    with pytest.raises(Unreachable, match="Connection refused"):
        driver.ask(fails(error))


def test_after_a_failure_the_session_is_another_one_but_not_after_an_answer(driver):
    first = driver.ask()
    with pytest.raises(Refused):
        driver.ask(fails(driver.refused("no")))
    with pytest.raises(Refused):
        driver.ask(fails(LookupError("which the library has answered")))
    assert driver.ask() is first
    with pytest.raises(Refused):
        driver.ask(fails(ValueError()))
    assert driver.ask() is not first


def test_what_is_not_answered_ends_within_its_time_and_is_cancelled(driver):
    ended = []

    async def never(_):
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    with pytest.raises(TookTooLong):
        driver.ask(never)
    wait_until(lambda: ended)


def test_a_session_that_does_not_end_is_given_up(driver):
    driver.ask()
    driver.leaves = False
    began = time.monotonic()
    driver.close()
    assert time.monotonic() - began < LEAVING


def test_the_library_is_quiet(driver, caplog):
    driver.open()
    logging.getLogger("a_library").error("a word that the error has already")
    assert caplog.text == ""
