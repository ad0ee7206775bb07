"""H.264 streams that lost packets on their way, from a seed, and what the decoder made of them."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import av
import cv2
import numpy as np
from numpy.random import Generator

from tests.bench import scenery
from tests.bench.scenery import Draw, Size

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Planes = dict[int, NDArray[np.uint8]]  # brightness, by the number of the picture

RATE, PICTURES = 25, 150
PACKET = 188  # bytes; ISO/IEC 13818-1
HEADERS = 20  # packets of the transport stream that are not lost, as they tell what is in it
BURST = 7  # packets; as many are in one datagram, RFC 2250 over an Ethernet
VISIBLE = 12  # grey levels that a macroblock differs by, in the mean, from what it should be
MACROBLOCK = 16


@dataclass(frozen=True, eq=False)
class Damaged:
    """What was SHOWN, and of each picture which part is damaged; `told` is the decoder's word."""

    name: str
    size: Size
    shown: Planes
    share: dict[int, float]
    told: dict[int, bool]


def streams(seed: int, *, whole: bool) -> Iterator[Damaged]:
    """Yield one stream of each kind of content, damaged, or WHOLE."""
    for number, (name, content) in enumerate(CONTENTS.items()):
        random = np.random.default_rng((seed, number))
        size = (640, 352) if random.random() < 0.7 else (1280, 720)
        packets = _encoded(content(random, size), size, random)
        clean, _ = _decoded(packets)
        shown, told = (clean, {}) if whole else _lossy(packets, size, random)
        shown = {number: plane for number, plane in shown.items() if number in clean}
        share = {number: _share(plane, clean[number]) for number, plane in shown.items()}
        yield Damaged(name, size, shown, share, told)


def _share(plane: NDArray[np.uint8], clean: NDArray[np.uint8]) -> float:
    apart = cv2.absdiff(plane, clean).astype(np.float32)
    high, wide = (side // MACROBLOCK for side in plane.shape)
    apart = apart[: high * MACROBLOCK, : wide * MACROBLOCK]
    means = cv2.resize(apart, (wide, high), interpolation=cv2.INTER_AREA)
    return float((means > VISIBLE).mean())


def _encoded(draw: Draw, size: Size, random: Generator) -> list[av.Packet]:
    coder = av.CodecContext.create("libx264", "w")
    coder.width, coder.height = size
    coder.pix_fmt, coder.thread_count = "yuv420p", 1
    coder.time_base, coder.framerate = Fraction(1, RATE), Fraction(RATE)
    coder.gop_size = int(random.choice([12, 25, 50, 100]))
    slices = int(random.choice([1, 1, 2, 4, 8]))
    coder.options = {
        "preset": str(random.choice(["ultrafast", "veryfast", "fast"])),
        "x264-params": f"slices={slices}:repeat-headers=1",
    }
    coder.bit_rate = int(random.uniform(1e6, 4e6) * (1 if size[1] >= 720 else 0.4))
    frames = (_frame(draw(number / RATE), number) for number in range(PICTURES))
    return [packet for frame in frames for packet in coder.encode(frame)] + coder.encode(None)


def _frame(picture: scenery.Picture, number: int) -> av.VideoFrame:
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="bgr24")
    frame.pts, frame.time_base = number, Fraction(1, RATE)
    return frame


def _lossy(packets: list[av.Packet], size: Size, random: Generator) -> tuple[Planes, dict]:
    """Lose packets of a transport stream, or cut and flip slices, for a while."""
    begin = int(random.integers(30, 70))
    window = range(begin, begin + int(random.choice([5, 15, 30])))
    rate = float(np.exp(random.uniform(np.log(0.04), np.log(0.5))))
    if random.random() < 0.5:
        return _decoded_transport(_without(_transport(packets, size), window, rate / 5, random))
    return _decoded([_hurt(packet, random) if packet.pts in window and random.random() < rate * 2
                     else packet for packet in packets])  # fmt: skip


def _hurt(packet: av.Packet, random: Generator) -> av.Packet:
    """Return it with a few bits flipped, or without its end."""
    data = bytearray(bytes(packet))
    if random.random() < 0.5:
        data = data[: max(64, int(len(data) * random.uniform(0.1, 0.9)))]
    else:
        for place in random.integers(min(64, len(data) - 1), len(data), 3):
            data[place] ^= 1 << int(random.integers(0, 8))
    hurt = av.Packet(bytes(data))
    hurt.pts, hurt.dts, hurt.time_base = packet.pts, packet.dts, Fraction(1, RATE)
    return hurt


def _transport(packets: list[av.Packet], size: Size) -> bytes:
    file = io.BytesIO()
    with av.open(file, "w", format="mpegts") as target:
        stream = target.add_stream("libx264", rate=RATE)
        stream.width, stream.height, stream.pix_fmt = *size, "yuv420p"
        for packet in packets:
            copy = av.Packet(bytes(packet))
            copy.pts, copy.dts, copy.time_base = packet.pts, packet.dts, Fraction(1, RATE)
            copy.is_keyframe, copy.stream = packet.is_keyframe, stream
            target.mux(copy)
    return file.getvalue()


def _without(data: bytes, window: range, rate: float, random: Generator) -> bytes:
    """Return a transport stream without bursts of packets while the WINDOW of pictures lasts."""
    keeps = np.ones(len(data) // PACKET, np.bool_)
    each = len(keeps) / PICTURES
    for number in range(max(HEADERS, int(window.start * each)), int(window.stop * each)):
        if random.random() < rate:
            keeps[number : number + int(random.geometric(1 / BURST))] = False
    kept = np.frombuffer(data, np.uint8).reshape(-1, PACKET)[keeps]
    return kept.tobytes()


def _decoded_transport(data: bytes) -> tuple[Planes, dict[int, bool]]:
    with av.open(io.BytesIO(data), format="mpegts") as source:
        video = source.streams.video[0]
        video.codec_context.thread_count = 1
        frames = [frame for packet in source.demux(video) for frame in _frames(packet.decode)]
    first = frames[0].time
    return _told((round((frame.time - first) * RATE), frame) for frame in frames)


def _decoded(packets: list[av.Packet]) -> tuple[Planes, dict[int, bool]]:
    decoder = av.CodecContext.create("h264", "r")
    decoder.thread_count = 1
    frames = [f for p in [*packets, None] for f in _frames(lambda p=p: decoder.decode(p))]
    return _told((frame.pts, frame) for frame in frames)


def _frames(decode: Callable[[], list[av.VideoFrame]]) -> list[av.VideoFrame]:
    try:
        return [frame for frame in decode() if frame.pts is not None]
    except (av.error.InvalidDataError, av.error.EOFError):
        return []


def _told(frames: Iterator[tuple[int, av.VideoFrame]]) -> tuple[Planes, dict[int, bool]]:
    planes, told = {}, {}
    for number, frame in frames:
        grey = cv2.cvtColor(frame.to_ndarray(format="bgr24"), cv2.COLOR_BGR2GRAY)
        planes[number], told[number] = grey, frame.is_corrupt
    return planes, told


def _pages(random: Generator, size: Size) -> Draw:
    pages, each = [scenery.page(random, size) for _ in range(3)], random.uniform(0.3, 1.2)
    return lambda time: pages[int(time / each) % 3]


def _cuts(random: Generator, size: Size) -> Draw:
    films, each = [scenery.film(random, size) for _ in range(3)], random.uniform(0.4, 1.5)
    return lambda time: films[int(time / each) % 3](time)


def _fades(random: Generator, size: Size) -> Draw:
    film, pace = scenery.film(random, size), random.uniform(2, 6)
    return lambda time: cv2.convertScaleAbs(film(time), alpha=0.5 + 0.5 * np.cos(pace * time))


def _grain(random: Generator, size: Size) -> Draw:
    film, sigma = scenery.film(random, size), random.uniform(4, 10)

    def draw(time: float) -> scenery.Picture:
        noise = np.random.default_rng(round(time * RATE)).normal(0, sigma, (size[1], size[0], 1))
        levels = film(time).astype(np.int16) + noise.astype(np.int16)
        return np.clip(levels, 0, 255).astype(np.uint8)

    return draw


def _mosaic(random: Generator, size: Size) -> Draw:
    """Tiles on the grid of the coding, some of which change now and then."""
    cell, each = int(random.choice([8, 16, 32])), random.uniform(0.1, 0.8)
    shape, seed = (size[1] // cell, size[0] // cell), int(random.integers(1 << 30))
    tiles = random.integers(10, 240, (*shape, 3)).astype(np.uint8)

    def draw(time: float) -> scenery.Picture:
        other = np.random.default_rng((seed, int(time / each)))
        changed = tiles.copy()
        some = other.random(shape) < 0.1
        changed[some] = other.integers(10, 240, (int(some.sum()), 3))
        return cv2.resize(changed, size, interpolation=cv2.INTER_NEAREST)

    return draw


def _scaled(random: Generator, size: Size) -> Draw:
    times = int(random.choice([2, 4]))
    way = int(random.choice([cv2.INTER_NEAREST, cv2.INTER_LINEAR, cv2.INTER_CUBIC]))
    small = scenery.film(random, (size[0] // times, size[1] // times))
    return lambda time: cv2.resize(small(time), size, interpolation=way)


def _fast(random: Generator, size: Size) -> Draw:
    return scenery.pan(random, size, random.uniform(0.5, 1.5) * size[0])


CONTENTS: dict[str, Callable[[Generator, Size], Draw]] = {
    "film": scenery.film, "fast motion": _fast, "pages": _pages, "cuts": _cuts, "fades": _fades,
    "grain": _grain, "tiles on the grid": _mosaic, "upscaled": _scaled,
}  # fmt: skip
