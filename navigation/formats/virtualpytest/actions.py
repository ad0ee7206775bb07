"""The actions of VirtualPyTest as steps."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from navigation.formats.virtualpytest.checks import (
    CHECKS,
    References,
    check_of,
    element,
    timeout_of,
)
from navigation.formats.virtualpytest.models import Action
from navigation.formats.virtualpytest.params import Log, Lost, needed, number, params_of

Step = dict[str, Any]
Params = Mapping[str, Any]

SWIPES = {  # from and to of the swipes that have a name, and no points of their own
    "swipe_up": ((500, 1500), (500, 500)),
    "swipe_down": ((500, 500), (500, 1500)),
    "swipe_left": ((800, 1000), (200, 1000)),
    "swipe_right": ((200, 1000), (800, 1000)),
}
MOST = 100  # times that anything is done in a row
PREFIXES = ("KEYCODE_", "DPAD_", "MEDIA_", "KEY_")
KEYS = {  # what keys are called in maps
    "CENTER": "OK",
    "SELECT": "OK",
    "VOLUME_MUTE": "MUTE",
    "PLAYPAUSE": "PLAY_PAUSE",
    "CHANNELUP": "CHANNEL_UP",
    "CHANNELDOWN": "CHANNEL_DOWN",
    "TVGUIDE": "GUIDE",
}


def steps_of(
    actions: Iterable[Action], references: References, log: Log
) -> tuple[list[Step], bool]:
    """Return the steps that ACTIONS amount to, and whether they are all of it; LOG tells more."""
    steps: list[Step] = []
    is_whole = True
    for action in actions:
        try:
            steps += _steps(action, references, log)
        except Lost as e:
            log.add(f"action {action.get('command')}", e.reason)
            is_whole = False
    return steps, is_whole


def key_of(written: str) -> str:
    """Return what maps call the key that is WRITTEN."""
    key = written.upper()
    for prefix in PREFIXES:
        key = key.removeprefix(prefix)
    return f"NUM_{key}" if key.isdigit() and len(key) == 1 else KEYS.get(key, key)


def _steps(action: Action, references: References, log: Log) -> list[Step]:
    """Return the steps of one ACTION, with its repetitions and waits.  Raises Lost."""
    command, params = str(action.get("command")), params_of(action)
    if action.get("repeat_until"):
        raise Lost("no step is repeated until something is so")
    if action.get("continue_on_fail"):
        log.add(f"action {command}", "what goes on where it fails ends there now")
    if command in CHECKS:
        if (check := check_of(action, references, log)) is None:
            raise Lost("what it waits for cannot be checked")
        return [{"expect": {"check": check, "within": timeout_of(action)}}]
    if command in WAITS:
        return _sleep(number(params, "wait_time", "duration", "ms"))
    if (convert := COMMANDS.get(command)) is None:
        raise Lost("no step does that")
    times = round(number({"iterator": action.get("iterator") or 1}, "iterator"))
    steps = _repeated(convert(params, log), times)
    return steps + _sleep(number(params, "wait_time") or number(action, "delay"))


def _repeated(steps: list[Step], times: int) -> list[Step]:
    if not 1 <= times <= MOST:
        raise Lost(f"it is to be done {times} times, not 1 to {MOST}")
    if times > 1 and len(steps) == 1 and "press" in steps[0]:
        return [{"press": {"keys": steps[0]["press"], "times": times}}]
    return steps * times


def _sleep(milliseconds: float) -> list[Step]:
    return [{"sleep": milliseconds / 1000}] if milliseconds else []


def _press(params: Params, log: Log) -> list[Step]:  # noqa: ARG001
    return [{"press": [key_of(needed(params, "key"))]}]


def _tap(params: Params, log: Log) -> list[Step]:
    needed(params, "x"), needed(params, "y")
    _note_points(log)
    return [{"tap": [round(number(params, "x")), round(number(params, "y"))]}]


def _swipe(params: Params, log: Log) -> list[Step]:
    for name in ("from_x", "from_y", "to_x", "to_y"):
        needed(params, name)
    sides = [round(number(params, name)) for name in ("from_x", "from_y", "to_x", "to_y")]
    return _swiped((sides[0], sides[1]), (sides[2], sides[3]), params, log)


def _named_swipe(command: str) -> Callable[[Params, Log], list[Step]]:
    def converted(params: Params, log: Log) -> list[Step]:
        if "from_x" in params:
            return _swipe(params, log)
        start, end = SWIPES[command]
        return _swiped(start, end, params, log)

    return converted


def _swiped(start: tuple[int, int], end: tuple[int, int], params: Params, log: Log) -> list[Step]:
    _note_points(log)
    seconds = (number(params, "duration") or 300) / 1000
    return [{"swipe": {"from": list(start), "to": list(end), "seconds": seconds}}]


def _note_points(log: Log) -> None:
    log.add("points of a tap or swipe", "they are pixels of the device: scale them to 'size'")


def _click(params: Params, log: Log) -> list[Step]:
    return [{"tap": {"on": _found(params, log)}}]


def _type(params: Params, log: Log) -> list[Step]:
    typed: list[Step] = [{"type": needed(params, "text", "input_text", "inputValue")}]
    has_place = any(name in params for name in ("selector", "element_text", "element_id"))
    return [{"tap": {"on": _found(params, log, but="text")}}, *typed] if has_place else typed


def _found(params: Params, log: Log, but: str = "") -> dict[str, Any]:
    names = ("element_id", "search_term", "selector", "element_text", "text")
    return element(needed(params, *(name for name in names if name != but)), log)


def _launch(params: Params, log: Log) -> list[Step]:  # noqa: ARG001
    return [{"launch": needed(params, "package", "app_name", "bundle_id")}]


def _close(params: Params, log: Log) -> list[Step]:  # noqa: ARG001
    return [{"close": needed(params, "package", "app_name", "bundle_id")}]


def _visit(params: Params, log: Log) -> list[Step]:  # noqa: ARG001
    return [{"launch": needed(params, "url")}]


def _power(to: str) -> Callable[[Params, Log], list[Step]]:
    def converted(params: Params, log: Log) -> list[Step]:  # noqa: ARG001
        return [{"power": to}]

    return converted


WAITS = ("wait", "sleep", "wait_time")

COMMANDS: Mapping[str, Callable[[Params, Log], list[Step]]] = {
    "press_key": _press,
    "keypress": _press,
    "tap_coordinates": _tap,
    "tap_x_y": _tap,
    "click": _tap,
    "swipe": _swipe,
    **{command: _named_swipe(command) for command in SWIPES},
    "click_element": _click,
    "input_text": _type,
    "type": _type,
    "launch_app": _launch,
    "close_app": _close,
    "kill_app": _close,
    "navigate_to_url": _visit,
    "power_on": _power("on"),
    "power_off": _power("off"),
    "reboot": _power("cycle"),
    "power_reboot": _power("cycle"),
}
