"""The thread that receives: what it keeps, and that it goes on whatever its feed does."""

import time

import numpy as np
import pytest

from actors.interface import Samples
from actors.stream.decoder import Shot
from actors.stream.receiver import Receiver
from tests.served import wait_until


class Script:
    """Feeds what LINKS say, one after another: what each yields, or raises in the end."""

    has_sound = True

    def __init__(self, *links):
        self.links = list(links)
        self.made = 0

    def packets(self):
        self.made += 1
        for part in self.links.pop(0) if self.links else [OSError("no more")]:
            if isinstance(part, Exception):
                raise part
            yield [part] if part else []


@pytest.fixture
def receive():
    receivers = []

    def start(*links, **settings):
        receivers.append(Receiver(Script(*links), **settings))
        receivers[-1].start()
        return receivers[-1]

    yield start
    for receiver in receivers:
        receiver.stop()


def shot():
    return Shot(None, time.time(), time.monotonic())


def sound(rate=100, count=50):
    return Samples(np.zeros(count, np.int16), rate, time.time())


def test_the_newest_picture_is_kept(receive):
    first, second = shot(), shot()
    receiver = receive([first, second])
    wait_until(lambda: receiver.newest is second)


@pytest.mark.parametrize("error", [OSError("broken"), ValueError("odd"), TimeoutError()])
def test_the_link_is_made_anew_after_any_error(receive, error):
    last = shot()
    receiver = receive([error], [shot(), error], [last])
    wait_until(lambda: receiver.newest is last)


def test_a_stream_that_is_received_once_is_not_asked_for_again(receive):
    receiver = receive([shot()], [shot()], once=True)
    wait_until(lambda: receiver.trouble)
    receiver.stop()
    assert receiver.trouble.reason == "the stream ended"
    assert receiver._feed.made == 1


def test_packets_without_a_picture_are_not_taken_forever(receive):
    receiver = receive(endless(), first=0.1)
    wait_until(lambda: receiver.trouble)
    assert receiver.trouble.reason == "what comes holds no picture"


def test_sound_of_another_rate_begins_anew(receive):
    receiver = receive(endless(sound(100), sound(200)))
    wait_until(lambda: receiver.heard(0.1, 9) and receiver.heard(0.1, 9).rate == 200)
    assert receiver.heard(0.4, 9) is None


def test_sound_that_stopped_is_not_heard_any_more(receive):
    receiver = receive(endless(sound()))
    wait_until(lambda: receiver.heard(0.1, 9))
    wait_until(lambda: receiver.heard(0.1, 0.05) is None)


def endless(*parts):
    yield from parts
    yield from iter(lambda: time.sleep(0.01), 1)


def test_it_is_gone_when_nothing_came_for_a_while(receive):
    receiver = receive([shot(), OSError("broken")])
    wait_until(lambda: receiver.trouble)
    assert not receiver.is_gone(9)
    wait_until(lambda: receiver.is_gone(0.1))
