"""What stands in a map file: screens, edges, and what to do where the way is lost."""

from typing import Annotated, Generic, Literal, Self, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

Action = TypeVar("Action")
Check = TypeVar("Check")

Pixels = Annotated[int, Field(gt=0)]
Size = tuple[Pixels, Pixels]  # width and height
Seconds = Annotated[float, Field(gt=0, allow_inf_nan=False)]
Name = Annotated[str, Field(min_length=1)]
Fact = str | int | float | bool
ScreenKind = Literal["screen", "menu", "overlay", "popup", "action", "entry"]

EVERYWHERE = "*"  # an edge from here begins at every screen, and where none is known
WITHIN = "/"  # between the name of a screen and those of the map that it holds

_UNSEEN = ("action", "entry")  # kinds that need not show anything
_NO_HOLDER = (*_UNSEEN, "popup")  # kinds that hold no map, as no device stands there


def _listed(written: object) -> object:
    return written if isinstance(written, list | tuple) else (written,)


Names = Annotated[tuple[str, ...], BeforeValidator(_listed), Field(min_length=1)]
Facts = Annotated[tuple[Fact, ...], BeforeValidator(_listed), Field(min_length=1)]


class Written(BaseModel):
    """A part of a map file."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Screen(Written, Generic[Action, Check]):
    """One thing that the application can show, known by ALL or ANY of the checks of SHOWS.

    kind: a popup comes by itself, over anything, and goes by its DISMISS; an overlay lies over
    another screen; an action is no place, but something to do, after which the device is where
    it was; an entry is a place that shows nothing certain, from which a lost device can begin.
    map: the file of the map that it holds, whose start is this screen.
    """

    shows: tuple[Check, ...] = ()
    match: Literal["all", "any"] = "all"
    kind: ScreenKind = "screen"
    start: bool = False
    timeout: Seconds = 5.0  # until it must show after an edge
    dismiss: tuple[Action, ...] = ()
    map: Name | None = None
    notes: str = ""
    picture: str | None = None  # a file that shows it, for people

    @model_validator(mode="after")
    def _can_be_told(self) -> Self:
        if not self.shows and not self.map and self.kind not in _UNSEEN:
            raise ValueError(f"a {self.kind} needs 'shows', or it is never known")
        if bool(self.dismiss) != (self.kind == "popup"):
            raise ValueError("'dismiss' goes with 'kind: popup', both ways")
        if self.map and self.kind in _NO_HOLDER:
            raise ValueError(f"a screen of kind {self.kind} can hold no map")
        return self


class EdgeSpec(Written, Generic[Action]):
    """Ways from one of several screens to one of several others, by the same actions.

    back: the way back, from where there is one goal.
    retry: done once where DO did not arrive, before it is judged again.
    failed: done where it did not arrive for good, whatever is shown then.
    settle: seconds for which the goal must be told at every picture.
    when: what must be so of the variables, labels and model of a device.
    seconds, success: what one try is expected to be, before there is anything learned.
    within: seconds that a try may take, from its last key; p95: that 95 of 100 may.
    """

    model_config = ConfigDict(populate_by_name=True)

    starts: Names = Field(alias="from")
    goals: Names = Field(alias="to")
    do: tuple[Action, ...] = Field(min_length=1)
    back: tuple[Action, ...] = ()
    retry: tuple[Action, ...] = ()
    failed: tuple[Action, ...] = ()
    settle: float = Field(default=0.2, ge=0, allow_inf_nan=False)
    when: dict[str, Facts] = Field(default_factory=dict)
    seconds: Seconds = 1.0
    success: float = Field(default=1.0, gt=0, le=1)
    within: Seconds | None = None
    p95: Seconds | None = None
    name: str | None = None

    @model_validator(mode="after")
    def _has_one_way_back(self) -> Self:
        if self.back and (len(self.goals) > 1 or len(self.starts) > 1 or EVERYWHERE in self.starts):
            raise ValueError("'back' is for an edge from one screen to one other")
        return self


class Rung(Written, Generic[Action, Check]):
    """Something to DO with a device that is lost, only where all that SHOWS asks for holds."""

    do: tuple[Action, ...] = Field(min_length=1)
    shows: tuple[Check, ...] = ()


class Ends(Written):
    """The two ends of an edge."""

    model_config = ConfigDict(populate_by_name=True)

    start: str = Field(alias="from")
    goal: str = Field(alias="to")


class Between(Written):
    """The screens that edges join."""

    model_config = ConfigDict(populate_by_name=True)

    starts: Names = Field(alias="from")
    goals: Names = Field(alias="to")


class Without(Written):
    """What is left out of the map that is extended; an edge goes with its screen."""

    screens: tuple[str, ...] = ()
    edges: tuple[Between, ...] = ()


class MapFile(Written, Generic[Action, Check]):
    """A map as it is written; regions in its checks are pixels of a picture of SIZE.

    extends: the file of a map to which this one adds, and in which it replaces what has the
    same name, or the same ends; without: what it leaves out of it.
    variables: what `when` of an edge asks for, where the device says nothing else.
    recover: what is done, one after the other, with a device that is lost.
    """

    format: Literal[1] = 1
    name: str
    about: str = ""
    size: Size | None = None
    extends: Name | None = None
    without: Without = Without()
    variables: dict[str, Fact] = {}
    screens: dict[str, Screen[Action, Check]] = {}
    edges: tuple[EdgeSpec[Action], ...] = ()
    recover: tuple[Rung[Action, Check], ...] = ()

    @field_validator("format", mode="before")
    @classmethod
    def _is_known(cls, written: object) -> object:
        if written != 1:
            raise ValueError(f"maps of format 1 are read here, not {written}: update virtualpytest")
        return written

    @model_validator(mode="after")
    def _leaves_out_of_something(self) -> Self:
        if self.extends is None and (self.without.screens or self.without.edges):
            raise ValueError("'without' goes with 'extends'")
        return self
