"""Where a stream comes from, and how FFmpeg is told to open it."""

from __future__ import annotations

import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from av.container import InputContainer

DEVICES = ("v4l2", "x11grab")
NAMED = re.compile(rf"({'|'.join((*DEVICES, 'lavfi'))}):(?!//)(.+)")
BARE = {"v4l2": re.compile(r"/dev/video\d+"), "x11grab": re.compile(r":\d+(\.\d+)?(\+.*)?")}
PLAYLIST = re.compile(r"\.(m3u8|mpd)($|\?)")

# Little is looked at in advance, and none of it thrown away (as "nobuffer" would): a viewer
# is given a key frame to begin with, and the next one may be seconds away.
LITTLE = {"probesize": "500000", "analyzeduration": "300000"}  # bytes, microseconds
# A host that is gone is given up, and asked anew, before the system's own tries get rare.
IO = 2.0  # seconds
SOON = {"timeout": f"{IO * 1e6:.0f}"}  # microseconds
OF_SCHEME: Mapping[str, Mapping[str, str]] = {
    "rtsp": {"rtsp_flags": "prefer_tcp", **SOON},  # UDP where TCP is refused
    "tcp": SOON,
    "http": SOON,
    "https": SOON,
    "udp": {"overrun_nonfatal": "1"},  # what came too fast is lost, and the link goes on
}
NEAR = {"live_start_index": "-2"}  # of a playlist that goes on: the segment before the last
SEGMENT = 10.0  # seconds without a byte that are no stall where a stream comes in segments


@dataclass(frozen=True)
class Source:
    """url, format, options: as FFmpeg takes them; format is None where the url tells it."""

    url: str
    format: str | None = None
    options: Mapping[str, str] = field(default_factory=dict)

    @property
    def scheme(self) -> str:
        """The protocol; empty for a file and for a device."""
        return self.url.partition("://")[0] if "://" in self.url else ""

    @property
    def is_device(self) -> bool:
        """Whether it is a capture device or a screen."""
        return self.format in DEVICES

    @property
    def is_playlist(self) -> bool:
        """Whether it comes in segments: a lot at once, and then nothing for seconds."""
        return self.format in ("hls", "dash") or bool(PLAYLIST.search(self.url))

    @property
    def is_paced(self) -> bool:
        """Whether it can be read faster than it plays."""
        return self.is_playlist or (self.scheme in ("", "file") and not self.is_device)

    @property
    def shown(self) -> str:
        """Where it is, without what may be a password or a token."""
        return re.sub(r"://.*@", "://", self.url.partition("?")[0])

    def open(self, timeout: float, stall: float) -> InputContainer:
        """Open it within TIMEOUT seconds; no read from it waits for more than STALL.

        Raises av.FFmpegError and OSError.
        """
        import av

        options, began = {**self._defaults(), **self.options}, time.monotonic()
        try:
            return av.open(
                self.url,
                format=self.format,
                options=options,
                timeout=(timeout, stall),
                metadata_errors="replace",  # names come in any encoding, and are not looked at
            )
        except av.error.InvalidDataError as e:
            if time.monotonic() - began < min(timeout, IO):
                raise
            raise TimeoutError from e  # as RTSP takes no answer in time for a bad one

    def patience(self, stall: float) -> float:
        """Return the seconds without a byte that break its link, of a STALL for most sources."""
        return max(stall, SEGMENT) if self.is_playlist else stall

    def _defaults(self) -> dict[str, str]:
        near = NEAR if self.is_playlist else {}
        return {**LITTLE, **OF_SCHEME.get(self.scheme, {}), **near}


def source(url: str, format: str | None = None, options: Mapping[str, str] | None = None) -> Source:
    """Return what URL means: as FFmpeg takes it, with a format before it, or a bare device."""
    if named := NAMED.fullmatch(url):
        return Source(named[2], format or named[1], options or {})
    bare = next((device for device, pattern in BARE.items() if pattern.fullmatch(url)), None)
    return Source(url, format or bare, options or {})
