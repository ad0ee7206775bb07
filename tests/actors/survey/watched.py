"""An exploration of a simulated television, beside which the truth is known."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from actors.survey.explore import Explorer
from actors.survey.replay import Found, Replay
from actors.survey.survey import Survey
from navigation.trace import State
from navigation.ways import Way
from tests.actors.survey.virtual import Virtual

KEYS = ("UP", "DOWN", "LEFT", "RIGHT", "OK", "BACK")


@dataclass
class Watched(Survey):
    """A survey whose states are known by the page that was really shown."""

    shown: defaultdict[State, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def _arrive(self, state):
        self.shown[state][self.device.page] += 1
        return super()._arrive(state)

    def pages(self, screen):
        """Return the pages that were taken for SCREEN, and how often."""
        return sum((self.shown[state] for state in self.trace.of(screen)), Counter())

    def page(self, screen):
        """Return the page that SCREEN mostly is."""
        return self.pages(screen).most_common(1)[0][0]


@dataclass
class Learned:
    """What was found, and how many keys were SPENT on exploring."""

    survey: Watched
    explorer: Explorer
    spent: int
    found: Found

    def arrives(self, way: Way, *, moved=()):
        """Tell whether WAY really leads where it should, the focus having been MOVED before."""
        device = Virtual(interface=self.survey.device.interface)
        start, goal = self.survey.page(way.start), self.survey.page(way.goal)
        device.open(start)
        for key in (*(moved if start != "live" else ()), *way.actions):
            device.wait(0.3)
            device.act(key)
        return device.page == goal


def explored(device, *, keys=KEYS, budget):
    survey = Watched(device)
    explorer = Explorer(survey, keys, "HOME", budget)
    explorer.explore()
    spent = survey.spent
    return Learned(survey, explorer, spent, Replay(survey, explorer.crawl, explorer.start).run())
