"""The device that is learned: its remote control, or its touch screen, and its picture."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from actors.errors import NotSupported
from actors.interface import Elements, Remote, Touch
from actors.steps.tap import scaled
from actors.survey.survey import Action

if TYPE_CHECKING:
    from actors.device import Device
    from actors.interface import Frame
    from actors.vision.region import Size


class Reached:
    """DEVICE, of which only what survey needs is used; it is tapped only where ELEMENTS are asked.

    Raises NotSupported where elements are asked of a device that cannot be tapped, or tells none.
    """

    def __init__(self, device: Device, *, elements: bool = False) -> None:
        self._device = device
        self._elements = elements
        if elements and not (device.has(Elements) and device.has(Touch)):
            raise NotSupported(device.name, "elements and touch")

    def act(self, action: Action) -> None:
        """Press a key, or tap."""
        if isinstance(action, str):
            self._device.need(Remote).press(action)  # type: ignore[type-abstract]
            return
        touch = self._device.need(Touch)  # type: ignore[type-abstract]
        touch.tap(*scaled(action, self._size, touch.screen_size()))

    def places(self) -> Collection[tuple[int, int]]:
        """Return the middle of each element that says it can be clicked, in frame pixels."""
        if not self._elements:
            return ()
        told = self._device.need(Elements)  # type: ignore[type-abstract]
        middles = (
            (left + width // 2, top + height // 2)
            for left, top, width, height in (
                part.bounds for part in told.elements() if part.clickable
            )
        )
        screen = told.screen_size()
        return tuple(dict.fromkeys(scaled(middle, screen, self._size) for middle in middles))

    def frames(self, seconds: float) -> Iterator[Frame]:
        """Yield pictures as they come."""
        return self._device.frames(seconds)

    def wait(self, seconds: float) -> None:
        """Let SECONDS go by.  Raises Stopped when told to stop."""
        self._device.wait(seconds)

    @property
    def _size(self) -> Size:
        return self._device.frame().size
