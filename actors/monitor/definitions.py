"""What counts as motion, freeze, black, silence and the like: the one set of definitions.

Everything that judges over time takes its numbers from here.  Levels of brightness are of
full-range luma, 0 (black) to 255 (white), in the small plane of `actors.monitor.luma`;
shares are parts of the picture, 0 to 1; durations are seconds of the pictures' own time.
"""

from dataclasses import dataclass, field

VERSION = 1  # one more whenever a number or a meaning changes


@dataclass(frozen=True)
class Creep:
    """The picture creeps where it moves, flows or fades by too little to be seen at once.

    clear, part: grey levels (RMS), and the part of all that changes beyond light, that movement
    explains (see `drift`) where that is sure; a camera that turns by 10 pixels a second gives
    1 level, and noise of 6 levels is explained to 0.04.
    pieces_part: the same part where each small piece of the picture moves its own way, by
    which noise is explained to 0.13.
    least: levels that make it seem so, and are sure where that lasts for `patience` seconds;
    a key frame makes it seem so for `Motion.slow` seconds.
    light, dim, light_part: the same, sure and not, for light and movement together, as in a
    fade; key frames of plain pages at 0.15 to 0.5 Mbit/s gave up to 1.5 levels.
    stray, kept: grey levels (RMS) of coarse detail that is gone, and the part of it that is
    still there (see `stray`), where one of three is so too: what is gone is `much`, or `coarse`
    times as much as of fine detail, or `grows` times as much as 0.1 s ago.  Noise of 6 levels,
    coded or not, gave 1.2, 1.7 and 1.5.
    """

    clear: float = 0.7
    least: float = 0.2
    part: float = 0.06
    pieces_part: float = 0.18
    patience: float = 0.45
    light: float = 1.6
    dim: float = 0.4
    light_part: float = 0.2
    stray: float = 0.3
    kept: float = 0.6
    much: float = 2.0
    coarse: float = 1.75
    grows: float = 1.6


@dataclass(frozen=True)
class Motion:
    """The picture moves where it changes by more than noise, coding and key frames change it.

    All at once: at least `share` of it, and `pixels` of the small plane, differ by more than
    `level` grey levels, and by more than `times` the mean difference.  A spinner of 16 pixels
    at 720p changes 0.01 % to 0.05 % of the picture within `slow` seconds.
    Noise of 6 levels, coded at 1 Mbit/s, differs by 8 levels at most; a key frame at 0.2 to
    0.8 Mbit/s by 6 in the mean of a texture, and nowhere by ten times its mean.
    Or nearly everything: the mean difference is `everywhere` or more, as at a cut.
    Or little by little, over `slow` seconds: it creeps.
    What is as before within `blip` seconds, such as after a flash or a torn picture, did not
    move, unless a share of `shakes` did, and it moves again within `calm` seconds, as in a hand
    that shakes.
    """

    level: int = 10
    share: float = 0.0001
    pixels: int = 3
    times: float = 10.0
    everywhere: float = 8.0
    blip: float = 0.2
    calm: float = 0.5
    shakes: float = 0.01
    slow: float = 0.4
    creep: Creep = field(default=Creep())


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
    """Macroblocks are damaged where corners of sharp edges appear on the grid of the coding.

    A picture is damaged where the corners that were not there before, less twice those off
    the grid, exceed the median of what is there anyway in `memory` pictures by `share` of the
    grid's crossings, and by `least` corners; then as long as so many are left, for `within`
    seconds.  An edge is a step of more than `level` grey levels, and `times` that beside it.
    Films and pages up to crf 40 have less, but for `settling` seconds after a cut, when nothing
    counts, up to thirty times as much.  It is damage when `pictures` of them come `within` seconds.
    """

    share: float = 0.0005
    least: int = 3
    level: int = 8
    times: int = 3
    pictures: int = 3
    within: float = 1.0
    settling: float = 0.3
    memory: int = 75


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
    distance: int = 8


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
