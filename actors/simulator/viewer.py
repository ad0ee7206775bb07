"""One who watches a simulated device's stream."""

from asyncio import StreamWriter
from typing import Final

MOST_UNSENT: Final = 1 << 20  # bytes; a viewer that lags more misses pictures


class Viewer:
    """Sends the stream to WRITER, from a key frame on, and after a lag from the next one on."""

    def __init__(self, writer: StreamWriter) -> None:
        self._writer = writer
        self._begun = False

    @property
    def waits(self) -> bool:
        """Whether it could go on, if only there were a key frame."""
        return not self._begun and not self._lags

    def send(self, data: bytes, *, key: bool) -> None:
        """Send the DATA of one picture, or of a KEY frame, as far as they are of use."""
        self._begun = not self._lags and (self._begun or key)
        if self._begun:
            self._writer.write(data)

    @property
    def _lags(self) -> bool:
        return self._writer.transport.get_write_buffer_size() > MOST_UNSENT
