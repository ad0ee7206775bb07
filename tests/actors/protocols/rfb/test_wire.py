"""The bytes of a connection to an RFB server."""

import threading

import pytest

from actors.protocols.rfb.wire import Wire


def test_a_message_that_was_sent_in_part_ends_the_connection(faulty):
    """What was sent next would be read as the rest of it."""
    over = threading.Event()
    wire = Wire("127.0.0.1", faulty(lambda _: over.wait()).port, timeout=0.2)
    with pytest.raises(TimeoutError):
        wire.send(bytes(1 << 26))
    with pytest.raises(OSError, match="Bad file descriptor"):
        wire.send(b"more")
    over.set()
