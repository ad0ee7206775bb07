"""Ctrl-C and SIGTERM: what the first does, what the second, and when neither."""

import contextlib
import os
import signal
import threading

import pytest

from cluster.interrupts import heeded, held_off, stopping, unwind_on_sigterm

BOTH = pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])


@pytest.fixture(autouse=True)
def handlers():
    """Puts back the handlers that there were, and checks that nobody else forgot to."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    yield before
    for number, handler in before.items():
        signal.signal(number, handler)


def send(number):
    os.kill(os.getpid(), number)


@BOTH
def test_the_first_signal_asks_for_a_stop_and_the_second_ends(number):
    stop = threading.Event()
    with stopping(stop):
        send(number)
        assert stop.is_set()
        with pytest.raises(KeyboardInterrupt):
            send(number)


def test_after_it_signals_do_what_they_did_before(handlers):
    with stopping(threading.Event()):
        assert signal.getsignal(signal.SIGINT) != handlers[signal.SIGINT]
    assert {number: signal.getsignal(number) for number in handlers} == handlers


def test_signals_do_what_they_did_before_also_after_an_error(handlers):
    with pytest.raises(ZeroDivisionError), stopping(threading.Event()):
        raise ZeroDivisionError
    assert signal.getsignal(signal.SIGTERM) == handlers[signal.SIGTERM]


@BOTH
def test_what_is_held_off_interrupts_nothing(number, handlers):
    with held_off():
        send(number)
    assert signal.getsignal(number) == handlers[number]


def test_sigterm_unwinds_as_ctrl_c_does():
    unwind_on_sigterm()
    with pytest.raises(KeyboardInterrupt):
        send(signal.SIGTERM)


def test_in_another_thread_all_of_it_does_nothing(handlers):
    went = []

    def work():
        unwind_on_sigterm()
        with stopping(threading.Event()), held_off():
            went.append(signal.getsignal(signal.SIGTERM))

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert went == [handlers[signal.SIGTERM]]


def test_an_interrupt_that_is_swallowed_inside_still_ends_the_program(handlers):
    with pytest.raises(KeyboardInterrupt), heeded(), contextlib.suppress(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_without_an_interrupt_nothing_is_raised(handlers):
    with heeded():
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
