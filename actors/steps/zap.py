"""Change the channel, and measure what happens until the new one is there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Self

from pydantic import AfterValidator, Field, model_validator

from actors.checks import Check
from actors.device import PIECE, Device
from actors.errors import NotSupported
from actors.evidence import Glance
from actors.interface import Frame
from actors.lasting import OverTime
from actors.monitor.definitions import STANDARD
from actors.parse import AnyCheck
from actors.steps import Step
from actors.steps.press import Keys, Press
from actors.verdict import Measure, Verdict

if TYPE_CHECKING:
    from actors.monitor.zap import Moment


def _told_by_one_picture(check: Check) -> Check:
    if isinstance(check, OverTime):
        raise ValueError(f"one picture must tell a banner, and does not tell {check.kind}")
    return check


class Zap(Step):
    """Presses KEY, or several for a channel's number, and times what the last one brings about.

    old_ended: the old picture is black, frozen or cut away from, whichever comes first.
    new_moves: the new picture moves, above its lowest 30 %.  sound_back: sound is back after a
    silence, where the device gives sound and it falls silent.  banner: BANNER holds, such as an
    image, or a text in a region, and has not done so since before the key.  Each is measured
    in seconds from the key, by the pictures' own times.  Fails where picture or banner do not
    come WITHIN seconds, or the new picture surely moves later than AT_MOST.
    """

    main: ClassVar[str] = "key"

    key: Keys
    within: float = Field(default=8.0, gt=0)
    at_most: float | None = Field(default=None, gt=0)
    banner: Annotated[AnyCheck, AfterValidator(_told_by_one_picture)] | None = None

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        if self.at_most is not None and self.at_most > self.within:
            raise ValueError(f"at_most {self.at_most:g} s is never told within {self.within:g} s")
        return self

    def run(self, device: Device) -> Verdict:
        watched = _Watched(device, self.banner)
        watched.look_before(device.frame())
        for frame in device.frames(STANDARD.zap.before):
            watched.see(frame)
        Press(keys=self.key).run(device)
        watched.pressed = device.acted
        for frame in device.frames(self.within):
            watched.see(frame)
            if watched.is_complete:
                break
        return self._judged(watched)

    def _judged(self, watched: _Watched) -> Verdict:
        measures = {measure.name: measure for measure in watched.measures()}
        missing = ["old_ended", "new_moves"] + (["banner"] if self.banner else [])
        missing = [name for name in missing if name not in measures]
        told = [f"{m.name} after {m.seconds:.3f} s" for m in measures.values()]
        told += [f"no {name} within {self.within:g} s" for name in missing]
        moves = measures.get("new_moves")
        is_late = moves and self.at_most is not None and moves.seconds - moves.error > self.at_most
        if self.at_most is not None:
            told.append(f"allowed are {self.at_most:g} s")
        how = f"{watched.told.how}: " if watched.told.how else ""
        return Verdict(
            holds=not missing and not is_late,
            score=float(not missing and not is_late),
            reason=how + ", ".join(told),
            frame=watched.newest,
            measures=tuple(measures.values()),
        )

    def __str__(self) -> str:
        return f"zap with {', '.join(self.key)}"

    def needs(self) -> frozenset[str]:
        return frozenset({"remote", "picture"})


class _Watched:
    """What DEVICE shows and plays from before the key on, with the BANNER to wait for.

    pressed: when the key was pressed; None before.  newest: the last picture.
    """

    def __init__(self, device: Device, banner: Check | None) -> None:
        from actors.monitor.zap import ZapDetector, Zapped

        self.pressed: float | None = None
        self.newest: Frame | None = None
        self.told = Zapped()
        self._device, self._banner = device, banner
        self._detector = ZapDetector()
        self._named: Moment | None = None  # when the banner was there
        self._is_old = False  # whether it has been there since before the key
        self._heard: float | None = 0.0  # until when the sound was taken in; None for no sound

    def see(self, frame: Frame) -> None:
        """Take in the next picture, and the sound until now."""
        from actors.monitor.luma import of_pixels

        if self.newest and frame.at <= self.newest.at:
            return
        self._hear(frame.at)
        self._detector.then(of_pixels(frame.pixels), frame.at)
        if self.pressed is not None and frame.at > self.pressed:
            self.told = self._detector.told(self.pressed)
            self._look_for_banner(frame)
        self.newest = frame

    @property
    def is_complete(self) -> bool:
        """Whether all is known that there is to be waited for."""
        ended = self.told.ended
        if ended is None or self.told.moved is None or (self._banner and self._named is None):
            return False
        return self._heard is None or self._detector.is_heard(ended)

    def measures(self) -> list[Measure]:
        """Return how long each took, as far as it came about."""
        ended = self.told.ended
        moments = {
            "old_ended": ended,
            "new_moves": self.told.moved,
            "sound_back": self._detector.sound_back(ended) if ended else None,
            "banner": self._named,
        }
        return [self._measure(name, moment) for name, moment in moments.items() if moment]

    def _measure(self, name: str, moment: Moment) -> Measure:
        assert self.pressed is not None
        seconds = moment.at - self.pressed
        return Measure(name, seconds, min(seconds, moment.gap))

    def look_before(self, frame: Frame) -> None:
        """Ask for the banner before the key: one that is there already is not the new one.

        What the check needs is loaded then, too, and what is wrong with it is told.
        """
        if self._banner:
            self._is_old = bool(self._banner.judge(Glance(self._device, frame)))

    def _look_for_banner(self, frame: Frame) -> None:
        from actors.monitor.zap import Moment

        if self._banner is None or self._named:
            return
        shown = bool(self._banner.judge(Glance(self._device, frame)))
        self._is_old = self._is_old and shown
        if shown and not self._is_old:
            gap = frame.at - self.newest.at if self.newest else 0.0
            self._named = Moment(frame.at, gap)

    def _hear(self, now: float) -> None:
        if self._heard is None or now - self._heard < PIECE:
            return
        try:
            piece = self._device.heard(self._heard or now - PIECE)
        except NotSupported:
            self._heard = None
            return
        if len(piece.samples):
            self._detector.hear(piece.samples, piece.rate, piece.at)
            self._heard = piece.end
