"""What the keys do: from one scene to the next, without time passing."""

from dataclasses import replace
from typing import Final

from actors.simulator.channels import neighbour
from actors.simulator.interface import DELETE, Entry
from actors.simulator.keyboard import edited
from actors.simulator.keys import NUMBERS
from actors.simulator.layout import Lines, Placed, lines
from actors.simulator.scene import Scene

BOOT_SECONDS: Final = 4.0
LOUDEST: Final = 20
_STEPS: Final = {"LEFT": -1, "RIGHT": 1, "UP": -1, "DOWN": 1}
_ZAPS: Final = {"CHANNEL_UP": 1, "CHANNEL_DOWN": -1, "UP": 1, "DOWN": -1}


def press(scene: Scene, key: str, now: float) -> Scene:
    """Return the scene after KEY; the same one where it has no effect."""
    if key == "POWER":
        return replace(scene.entered("home", now), on=not scene.on)
    if not scene.on or now < scene.ready:
        return scene
    if key in ("VOLUME_UP", "VOLUME_DOWN", "MUTE"):
        return _turned(scene, key, now)
    if key in ("HOME", "MENU", "BACK"):
        goal = {"HOME": "home", "MENU": "settings", "BACK": scene.spec.parent}[key]
        return scene.entered(goal, now)
    if scene.playing:
        return _in_player(scene, key, now)
    return _in_page(scene, key, now)


def choose(scene: Scene, entry: Entry, now: float) -> Scene:
    """Return the scene after OK on ENTRY."""
    if entry.channel:
        return replace(scene, channel=entry.channel).entered("live", now)
    if entry.opens:
        return scene.entered(entry.opens, now)
    return write(scene, entry.types)


def write(scene: Scene, text: str) -> Scene:
    """Return the scene after TEXT was typed; only the search page has a field for it."""
    if scene.spec.kind != "search" or not text:
        return scene
    typed = replace(scene, typed=edited(scene.typed, text))
    return focus(typed, typed.row, typed.column)


def focus(scene: Scene, row: int, column: int) -> Scene:
    """Return the scene with the focus at the entry nearest to ROW and COLUMN."""
    here = placed(scene)
    row = min(max(row, 0), len(here) - 1)
    return replace(scene, row=row, column=min(max(column, 0), len(here[row]) - 1))


def placed(scene: Scene) -> Lines:
    """Return the entries of the page of SCENE, line by line."""
    return lines(scene.spec, scene.typed, scene.device if scene.spec.personal else "")


def focused(scene: Scene) -> Placed | None:
    """Return the entry that has the focus; the player has none."""
    here = placed(scene)
    return here[scene.row][scene.column] if here else None


def tap(scene: Scene, x: float, y: float, now: float) -> Scene:
    """Return the scene after a touch at a place of a picture of 1280 x 720."""
    if not scene.on or now < scene.ready:
        return scene
    if scene.playing:
        return press(scene, "OK", now)
    place = _entry_at(scene, x, y)
    return press(focus(scene, *place), "OK", now) if place else scene


def restart(scene: Scene, now: float) -> Scene:
    """Return the scene of a television that begins to start up."""
    first = Scene.first(scene.device, scene.interface)
    return replace(first, channel=scene.channel, ready=now + BOOT_SECONDS)


def crash(scene: Scene, now: float) -> Scene:
    """Return the scene after the app in front has ended by itself."""
    notice = f"{'Launcher' if scene.page == 'home' else scene.spec.title} has stopped"
    return replace(scene.entered("home", now), notice=notice, noticed=now)


def sleep(scene: Scene) -> Scene:
    """Return the scene of a television that has gone to standby by itself."""
    return replace(scene, on=False)


def _entry_at(scene: Scene, x: float, y: float) -> tuple[int, int] | None:
    for row, line in enumerate(placed(scene)):
        for column, (_, box) in enumerate(line):
            if box.holds(x, y):
                return row, column
    return None


def _turned(scene: Scene, key: str, now: float) -> Scene:
    if key == "MUTE":
        return replace(scene, muted=not scene.muted, turned=now)
    step = 1 if key == "VOLUME_UP" else -1
    volume = min(max(scene.volume + step, 0), LOUDEST)
    return replace(scene, volume=volume, muted=False, turned=now)


def _in_player(scene: Scene, key: str, now: float) -> Scene:
    if key in _ZAPS:
        return scene.tuned_to(neighbour(scene.channel, _ZAPS[key]), now)
    if key in NUMBERS:
        return replace(scene, digits=(scene.digits + key[-1])[-2:], dialled=now)
    if key == "DEL":
        return replace(scene, digits=scene.digits[:-1], dialled=now)
    if key == "PLAY_PAUSE":
        return replace(scene, paused=now if scene.paused is None else None, shown=now)
    if key == "OK":
        return scene.tuned_to(int(scene.digits), now) if scene.digits else replace(scene, shown=now)
    return scene


def _in_page(scene: Scene, key: str, now: float) -> Scene:
    if key in ("LEFT", "RIGHT"):
        return focus(scene, scene.row, scene.column + _STEPS[key])
    if key in ("UP", "DOWN"):
        return _across(scene, scene.row + _STEPS[key])
    if key in NUMBERS or key == "DEL":
        return write(scene, DELETE if key == "DEL" else key[-1])
    if key == "OK" and (chosen := focused(scene)):
        return choose(scene, chosen.entry, now)
    return scene


def _across(scene: Scene, row: int) -> Scene:
    here = placed(scene)
    if not 0 <= row < len(here):
        return scene
    middle = here[scene.row][scene.column].box.centre
    away = [abs(other.box.centre - middle) for other in here[row]]
    return focus(scene, row, away.index(min(away)))
