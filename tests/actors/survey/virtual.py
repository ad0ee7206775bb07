"""A simulated television whose time goes by only while somebody looks, or waits."""

from actors.interface import Frame
from actors.simulator.faults import parse_faults
from actors.simulator.interface import Interface
from actors.simulator.pages import BUILT_IN
from actors.simulator.television import Television

FPS = 5


class Virtual:
    """What a survey needs of a device."""

    def __init__(
        self,
        *,
        interface: Interface = BUILT_IN,
        size: tuple[int, int] = (640, 360),
        faults: str = "",
        seed: int = 0,
    ) -> None:
        self.now = 1.7e9
        self.acted: list[object] = []
        self.interface = interface
        self.television = Television(
            "tv", interface=interface, size=size, seed=seed, clock=lambda: self.now
        )
        self.television.faults.use(parse_faults(faults))

    @property
    def page(self) -> str:
        """The page that it really shows."""
        return self.television.page or "popup"

    def open(self, page):
        """Show PAGE at once, as nobody could with keys."""
        self.television._change(lambda scene, now: scene.entered(page, now))

    def act(self, action):
        self.acted.append(action)
        if isinstance(action, str):
            self.television.press(action)
        else:
            self.television.tap(*action)

    def places(self):
        return ()

    def wait(self, seconds):
        self.now += seconds

    def frames(self, seconds):
        end = self.now + seconds
        while self.now < end:
            self.now += 1 / FPS
            yield Frame(self.television.picture(), self.now)


class Tapped(Virtual):
    """One that is tapped, and says where."""

    def places(self):
        parts = (part for part in self.television.elements() if part.clickable)
        return [(p.bounds[0] + p.bounds[2] // 2, p.bounds[1] + p.bounds[3] // 2) for p in parts]
