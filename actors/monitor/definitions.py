"""What counts as motion, freeze, black, silence and the like: the one set of definitions.

Everything that judges over time takes its numbers from here.  Levels of brightness are of
full-range luma, 0 (black) to 255 (white), in the small plane of `actors.monitor.luma`;
shares are parts of the picture, 0 to 1; durations are seconds of the pictures' own time.
"""

from dataclasses import dataclass, field

VERSION = 1  # one more whenever a number or a meaning changes


@dataclass(frozen=True)
class Motion:
    """The picture moves where it changes by more than noise, coding and key frames change it.

    All at once: at least `share` of it, and `pixels` of the small plane, differ by more than
    `level` grey levels, and by more than `times` the mean difference.  A spinner of 16 pixels
    at 720p changes 0.01 % to 0.05 % of the picture within `slow` seconds.
    Noise of 6 levels, coded at 1 Mbit/s, differs by 8 levels at most; a key frame at 0.2 to
    0.8 Mbit/s by 6 in the mean of a texture, and nowhere by ten times its mean.
    Or nearly everything: the mean difference is `everywhere` or more, as at a cut.
    Or little by little, over `slow` seconds: movement and light explain (see `drift`) a
    change of `drift` levels and `drift_part` of all that changes; coding and noise gave
    0.5 levels where they gave that part, a camera that turns by 10 pixels a second gives 1.
    What is as before within `blip` seconds, such as after a flash or a torn picture, did not move.
    """

    level: int = 10
    share: float = 0.0001
    pixels: int = 3
    times: float = 10.0
    everywhere: float = 8.0
    blip: float = 0.2
    slow: float = 0.4
    drift: float = 0.7
    drift_part: float = 0.2


@dataclass(frozen=True)
class Still:
    """The region, or the whole picture, does not move for so long.

    seconds: long enough that a stream of 5 pictures a second shows five of them.
    """

    seconds: float = 1.0


@dataclass(frozen=True)
class Freeze:
    """The whole picture does not move for so long, and is not black.

    A part of the picture that ticks, such as a clock's digits, is the life of a page that
    is still otherwise: a pause between two ticks at one place is no freeze.

    seconds: what `vpt watch` promises to report.
    pictures: the fewest pictures; in a slow stream each of them lasts long.
    tick: the longest pause between two ticks; a clock ticks every second.
    pause: the shortest; what changes more often is no clock.
    tick_share: the largest part of the picture, as a box, that a tick changes.
    """

    seconds: float = 0.5
    pictures: int = 3
    tick: float = 1.5
    pause: float = 0.3
    tick_share: float = 0.05


@dataclass(frozen=True)
class Black:
    """Nothing is brighter than almost black, but for a banner at the bottom, for so long.

    level: 8 % of full luma, 0.08 x 255; ffmpeg's blackdetect takes 10 %, stb-tester 20 levels.
    rows: the part of the height, from the top, that counts; below it boxes draw the banner
    of the channel while the picture is still black.
    """

    seconds: float = 0.3
    level: int = 20
    rows: float = 0.7


@dataclass(frozen=True)
class Zap:
    """A change of channel: the old picture ends, by black, a freeze or a cut; the new one moves.

    cut, times: the mean difference of one picture to the one before, in grey levels, that only
    a cut makes: so much, and so many times as much as the old picture's motion would, which
    does not add up for longer than `longest` seconds.
    still: seconds that the old picture stands still at least, before black or a cut, to have
    ended by that.
    share: the part of the picture that must change for it to move; a channel's number that is
    drawn over it is less.
    sure: seconds within which the new picture must move again.
    silence: seconds of silence at least after which sound is said to be back.
    before: seconds that the old picture is looked at before the key.
    """

    cut: float = 5.0
    times: float = 2.5
    longest: float = 0.2
    still: float = 0.2
    share: float = 0.002
    sure: float = 1.0
    silence: float = 0.1
    before: float = 0.5


@dataclass(frozen=True)
class Colour:
    """A region is of one colour where most of it lies within a distance of that colour.

    distance: CIE 1976 ΔE in L*a*b*; 2.3 is just noticeable (Mahy et al. 1994), and what
    4:2:0 coding and another colour matrix do to a flat area stays below 12.
    share: the part of the region that must be so; the rest may be text on it.
    """

    distance: float = 12.0
    share: float = 0.9


@dataclass(frozen=True)
class Silence:
    """Every channel is quiet for so long.

    level: RMS in dB of full scale, where a square wave that reaches it has 0 dB.
    window: seconds over which the RMS is taken: one period of the lowest tone heard, 20 Hz.
    """

    seconds: float = 0.5
    level: float = -50.0
    window: float = 0.05


@dataclass(frozen=True)
class Sound:
    """Some channel is louder than silence for so long, which a click is not."""

    seconds: float = 0.2


@dataclass(frozen=True)
class Blocks:
    """Macroblocks are damaged where short sharp edges on the grid of the coding keep coming.

    A picture is damaged where new edges on the grid exceed those off it by `share` of the
    grid's pieces, and by three times the median of the last `memory` pictures, of which
    `least` must be known.  An edge is a step of more than `level` grey levels, and `times`
    that beside it.  Films and pages at crf 33 have up to 0.05 % (with broken packets 0.1 %
    to 0.5 %), and so at crf 40 and in MPEG-2 at 0.6 Mbit/s some pictures have 0.2 %, but
    not `pictures` of them `within` seconds.  For `settling` seconds after a cut nothing counts.
    """

    share: float = 0.001
    level: float = 12.0
    times: float = 3.0
    pictures: int = 4
    within: float = 1.0
    settling: float = 0.3
    memory: int = 75
    least: int = 12


@dataclass(frozen=True)
class NoSignal:
    """The picture is one flat colour or colour bars, does not move, and nothing is heard.

    seconds: longer than the black of a change of channel.
    flat: the part of the picture that the flat colour, or in its upper 60 % the bars, must
    cover; the rest is a small caption, such as NO SIGNAL.
    distance: levels of blue, green and red that still are one colour; 4:2:0 coding of a
    flat area and the noise of a capture card stay below it.
    """

    seconds: float = 2.0
    flat: float = 0.98
    distance: int = 16


@dataclass(frozen=True)
class Definitions:
    """All of them, in one version."""

    version: int = VERSION
    motion: Motion = field(default=Motion())
    still: Still = field(default=Still())
    freeze: Freeze = field(default=Freeze())
    black: Black = field(default=Black())
    colour: Colour = field(default=Colour())
    sound: Sound = field(default=Sound())
    silence: Silence = field(default=Silence())
    blocks: Blocks = field(default=Blocks())
    no_signal: NoSignal = field(default=NoSignal())
    zap: Zap = field(default=Zap())


STANDARD = Definitions()
