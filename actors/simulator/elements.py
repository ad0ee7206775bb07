"""What the interface says of itself, as an accessibility dump would."""

from dataclasses import dataclass

from actors.simulator.channels import channel
from actors.simulator.history import Look
from actors.simulator.layout import (
    BADGE,
    BANNER,
    CLOCK,
    FIELD,
    HEIGHT,
    POPUP,
    POPUP_ANSWERS,
    POPUP_BUTTONS,
    POPUP_TITLE,
    TITLE,
    WHOLE,
    WIDTH,
    Box,
)
from actors.simulator.moves import placed


@dataclass(frozen=True)
class Element:
    """A part of the interface; bounds are left, top, width, height in the television's pixels."""

    text: str
    resource_id: str
    class_name: str
    bounds: tuple[int, int, int, int]
    focused: bool = False
    clickable: bool = False


@dataclass(frozen=True)
class _Scale:
    """Makes elements of places in a picture of 1280 x 720."""

    package: str
    across: float
    down: float

    def text(self, text: str, name: str, box: Box) -> Element:
        return Element(text, f"{self.package}:id/{name}", "android.widget.TextView",
                       self._bounds(box))  # fmt: skip

    def button(self, text: str, name: str, box: Box, *, focused: bool) -> Element:
        return Element(text, f"{self.package}:id/{name}", "android.widget.Button",
                       self._bounds(box), focused, clickable=True)  # fmt: skip

    def frame(self) -> Element:
        return Element("", "", "android.widget.FrameLayout", self._bounds(WHOLE))

    def _bounds(self, box: Box) -> tuple[int, int, int, int]:
        return (round(box.left * self.across), round(box.top * self.down),
                round(box.width * self.across), round(box.height * self.down))  # fmt: skip


def describe(look: Look, size: tuple[int, int]) -> list[Element]:
    """Return the elements of what is seen, outermost first; a popup hides all others."""
    scene = look.scene
    package = "android" if look.popup else scene.spec.package
    scale = _Scale(package, size[0] / WIDTH, size[1] / HEIGHT)
    if not scene.on or look.starting:
        return [scale.frame()]
    if look.popup:
        return [scale.frame(), *_popup(look, scale)]
    return [scale.frame(), *(_player(look, scale) if scene.playing else _page(look, scale))]


def _popup(look: Look, scale: _Scale) -> list[Element]:
    title = scale.text(POPUP_TITLE, "alertTitle", POPUP)
    focused = (not look.later, look.later)
    buttons = zip(POPUP_ANSWERS, POPUP_BUTTONS, focused, strict=True)
    return [title, *(scale.button(text, f"button{number}", box, focused=on)
                     for number, (text, box, on) in enumerate(buttons, start=1))]  # fmt: skip


def _player(look: Look, scale: _Scale) -> list[Element]:
    badge = scale.text("LIVE", "badge", BADGE)
    now = channel(look.scene.channel)
    if now is None or not look.banner:
        return [badge]
    texts = (("number", str(now.number)), ("name", now.name), ("programme", now.programme))
    return [badge, *(scale.text(text, name, BANNER) for name, text in texts)]


def _page(look: Look, scale: _Scale) -> list[Element]:
    scene = look.scene
    found = [
        scale.text(scene.spec.title, "title", TITLE),
        scale.text(look.clock, "clock", CLOCK),
    ]
    if scene.spec.kind == "search":
        found.append(scale.text(scene.typed, "field", FIELD))
    for row, line in enumerate(placed(scene)):
        for column, (entry, box) in enumerate(line):
            focused = (row, column) == (scene.row, scene.column)
            found.append(scale.button(entry.title, f"entry_{row}_{column}", box, focused=focused))
    return found
