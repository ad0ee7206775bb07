"""What ffmpeg's own detectors find in a video, as the reference of ours."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
from av.container import InputContainer

from tests.bench.clip import Span

# freezedetect at the noise that was its best on the clips of this bench's first version, all
# with the shortest span that `vpt watch` reports.
FILTERS = {
    "freeze": ("freezedetect", "noise=0.003:duration=0.5"),
    "black": ("blackdetect", "black_min_duration=0.3:pixel_black_th=0.10"),
    "silence": ("silencedetect", "noise=-50dB:duration=0.5"),
}
KEYS = {
    "freeze": ("lavfi.freezedetect.freeze_start", "lavfi.freezedetect.freeze_end"),
    "black": ("lavfi.black_start", "lavfi.black_end"),
    "silence": ("lavfi.silence_start", "lavfi.silence_end"),
}


def found_by_ffmpeg(path: Path, kind: str, end: float) -> list[Span]:
    """Return the spans of a KIND in a video, of what lasts until its END too.

    Times are seconds from the first picture on, but for the pictures that a codec delays.
    """
    began, spans = None, list[Span]()
    start_key, end_key = KEYS[kind]
    with av.open(path) as source:
        first = source.streams.video[0]
        zero = float((first.start_time or 0) * first.time_base)
        for told in _told(source, kind):
            if start_key in told:
                began = float(told[start_key]) - zero
            if end_key in told and began is not None:
                spans.append((began, float(told[end_key]) - zero))
                began = None
    return spans if began is None else [*spans, (began, end)]


def _told(source: InputContainer, kind: str) -> Iterator[dict[str, str]]:
    """Yield what the detector has written on each picture, or piece of sound."""
    graph, (name, options) = av.filter.Graph(), FILTERS[kind]
    if kind == "silence":
        stream = source.streams.audio[0]
        ends = graph.add_abuffer(template=stream), graph.add("abuffersink")
    else:
        stream = source.streams.video[0]
        ends = graph.add_buffer(template=stream), graph.add("buffersink")
    graph.link_nodes(ends[0], graph.add(name, options), ends[1]).configure()
    for frame in source.decode(stream):
        graph.push(frame)
        yield from _pulled(graph.pull)


def _pulled(pull: Callable[[], Any]) -> Iterator[dict[str, str]]:
    try:
        while True:
            yield dict(pull().metadata)
    except (av.BlockingIOError, av.EOFError):
        return
