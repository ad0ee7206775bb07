"""When a picture of a stream was sent, told from its own time and its arrival."""

JUMP = 1.0  # seconds; a larger step is a new stream, not a slow network
DRIFT = 0.0002  # of its time that the sender's clock may lose on ours


class StreamClock:
    """Turns a stream's own time into the time of arrival, with the network's jitter taken out.

    The picture that came soonest after it was sent tells how the two clocks
    differ; all others are late by what the network added.
    """

    def __init__(self) -> None:
        self._offset: float | None = None
        self._sent = 0.0  # of the last one

    def at(self, sent: float, arrived: float) -> float:
        """Return when a picture SENT at that stream time, and ARRIVED now, would soonest arrive.

        It never goes back while SENT and ARRIVED do not.
        """
        offset = arrived - sent
        if self._offset is None or abs(offset - self._offset) > JUMP:
            self._offset = offset
            self._sent = sent
        passed, self._sent = max(0.0, sent - self._sent), max(sent, self._sent)
        self._offset = min(offset, self._offset + DRIFT * passed)
        return sent + self._offset
