"""What goes wrong in a recording."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from actors.errors import CannotJudge, ConfigError
from actors.monitor.definitions import STANDARD, Definitions
from actors.monitor.luma import of_frame
from actors.monitor.masked import masked
from actors.monitor.recording import Heard, Shown, play, refuse_what_breaks_off
from actors.monitor.spans import ROUNDING, Span
from actors.monitor.watch import Watch
from actors.verdict import Region
from actors.vision.region import part_of


def incidents(
    path: Path, mask: Sequence[Region] = (), definitions: Definitions = STANDARD
) -> list[Span]:
    """Return the incidents in a video file, by their start; seconds since its first picture.

    mask: boxes, in pixels of the video, that are not looked at.  Raises ConfigError where
    there is no picture or only one, or the file breaks off, or the mask lies beyond the
    picture or leaves nothing of it, and OSError.
    """
    refuse_what_breaks_off(path)
    watch, found, pictures = Watch(definitions), list[Span](), 0
    for part in play(path, draft=True):
        if isinstance(part, Shown):
            pictures += 1
            size = part.decoded.width, part.decoded.height
            luma = masked(of_frame(part.decoded), _boxes(path, mask, size))
            found += watch.picture(luma, part.at)
        elif isinstance(part, Heard):
            found += watch.sound(part.samples, part.rate, part.at)
        else:
            found += watch.end(part.at)
    if pictures == 1:
        raise ConfigError(str(path), "one picture, not a recording")
    return sorted(_since_the_first_picture(found, definitions))


def _boxes(path: Path, mask: Sequence[Region], size: tuple[int, int]) -> list[Region]:
    try:
        boxes = [part_of(size, box, None) for box in mask]
    except CannotJudge as e:
        raise ConfigError(str(path), str(e)) from e
    if any(box == (0, 0, *size) for box in boxes):
        raise ConfigError(str(path), "the mask leaves nothing to be looked at")
    return boxes


def _since_the_first_picture(found: Sequence[Span], definitions: Definitions) -> list[Span]:
    """Return what lasts long enough without the sound from before the first picture."""
    cut = [replace(span, start=max(0.0, span.start)) for span in found]
    least = definitions.silence.seconds - ROUNDING
    return [span for span in cut if span.kind != "silence" or span.seconds >= least]
