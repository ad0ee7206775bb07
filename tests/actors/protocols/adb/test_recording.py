"""A recording as it comes over the wire, whole, in pieces, torn, and none at all."""

import queue
import time

import pytest

from actors.protocols.adb.recording import Recording
from actors.protocols.adb.wire import Denied, Wire
from actors.simulator.film import Film
from actors.simulator.television import Television
from tests.served import wait_until

QUIET = 0.03


@pytest.fixture(scope="module")
def coded():
    """Three pictures, each as the device would write it at once."""
    television = Television("tv-1", size=(320, 180))
    film = Film(television, television.size, 1_000_000)
    parts = []
    for key in ("DOWN", "RIGHT", "DOWN"):
        television.press(key)
        time.sleep(0.05)  # the focus moves
        parts.append(film.develop(len(parts) / 25))
    return parts


class Feed:
    """A recording, and what the other side sends of it."""

    def __init__(self, host, sent):
        self._sent = sent
        self.recording = Recording(Wire(("127.0.0.1", host.port), time.monotonic() + 20))
        self.send(b"OKAY")
        wait_until(self.recording.wire.has_come)
        assert list(self.recording.pictures(QUIET)) == []

    def send(self, data):
        self._sent.put(data)

    def pictures(self, data):
        """Send DATA, and return the pictures that have come QUIET seconds after it."""
        self.send(data)
        wait_until(self.recording.wire.has_come)
        shots = list(self.recording.pictures(QUIET))
        if self.recording.waits:
            time.sleep(2 * QUIET)
        return [*shots, *self.recording.pictures(QUIET)]


@pytest.fixture
def feed(faulty):
    sent = queue.Queue()

    def serve(client):
        while data := sent.get():
            client.sendall(data)
        client.close()

    feed = Feed(faulty(serve), sent)
    yield feed
    feed.send(b"")
    feed.recording.wire.close()


def test_a_picture_is_there_without_the_next_one(feed, coded):
    assert [len(feed.pictures(data)) for data in coded] == [1, 1, 1]
    assert feed.recording.shows


def test_pictures_that_come_at_once_are_all_there(feed, coded):
    assert len(feed.pictures(b"".join(coded))) == 3


def test_a_warning_before_the_first_picture_does_no_harm(feed, coded):
    assert len(feed.pictures(b"WARNING: retrying at 320x180\n" + coded[0])) == 1


def test_a_picture_that_stalls_on_its_way_ends_the_recording(feed, coded):
    first, second, third = coded
    feed.pictures(first)
    middle = len(second) // 2
    shown = [feed.pictures(part) for part in (second[:middle], second[middle:], third)]
    assert feed.recording.torn
    assert shown == [[], [], []]


def test_what_is_said_in_the_place_of_pictures_is_kept(feed):
    assert feed.pictures(b"sh: screenrecord: not found\n") == []
    feed.send(b"")
    wait_until(lambda: not list(feed.recording.pictures(QUIET)) and feed.recording.ended)
    assert feed.recording.said == "sh: screenrecord: not found\n"
    assert not feed.recording.shows


def test_a_device_that_does_not_record_at_all_is_told(faulty):
    host = faulty(lambda client: client.sendall(b"FAIL0006closed"))
    recording = Recording(Wire(("127.0.0.1", host.port), time.monotonic() + 20))
    wait_until(recording.wire.has_come)
    with pytest.raises(Denied, match="closed"):
        list(recording.pictures(QUIET))
