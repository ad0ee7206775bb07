"""The verifications of VirtualPyTest as checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import PurePosixPath
from typing import Any

from navigation.formats.virtualpytest.models import Reference, Verification
from navigation.formats.virtualpytest.params import Log, Lost, needed, number, params_of, region

Check = dict[str, Any]
Params = Mapping[str, Any]
References = Mapping[str, Reference]

PICTURE = ".jpg"  # what a reference is saved as
LONGEST = 100.0  # a timeout above is meant in milliseconds, not seconds
STANDARD = 0.8  # the threshold of a picture that nobody changed


def check_of(verification: Verification, references: References, log: Log) -> Check | None:
    """Return the check that VERIFICATION amounts to, or None where none does; LOG tells why."""
    command = str(verification.get("command") or "a verification without a command")
    try:
        convert = CHECKS.get(command)
        if convert is None:
            raise Lost("no check does that")
        return convert(params_of(verification), references, log)
    except Lost as e:
        log.add(_named(command, verification), e.reason)
        return None


def timeout_of(verification: Verification) -> float:
    """Return how many seconds VERIFICATION waits for what it looks for; 0 where it does not say."""
    try:
        seconds = number(params_of(verification), "timeout")
    except Lost:
        return 0.0
    return seconds / 1000 if seconds > LONGEST else seconds


def _image(params: Params, references: References, log: Log) -> Check:
    wanted = needed(params, "image_path", "reference_name")
    name = PurePosixPath(wanted).stem
    check: Check = {"image": _file(name if name in references else wanted, references)}
    area = references[name].area if name in references else params.get("area")
    if (box := region(area)) is not None:
        check["region"] = box
    if (threshold := number(params, "threshold")) not in (0.0, STANDARD):
        log.add(f"threshold {threshold:g} of {wanted}", "it is of another measure: 0.8 is taken")
    if (used := params.get("image_filter", "none")) != "none":
        log.add(f"filter {used} of {wanted}", "pictures are compared as they are")
    return check


def _file(name: str, references: References) -> str:
    path = PurePosixPath(references[name].path if name in references else name)
    return path.name if path.suffix else f"{path.name or name}{PICTURE}"


def _text(params: Params, references: References, log: Log) -> Check:  # noqa: ARG001
    named = references.get(str(params.get("reference_name", "")))
    area = (named.area if named else None) or params.get("area")
    stored = area.get("text") if isinstance(area, Mapping) else None
    check = _alternatives("text", str(stored) if stored else needed(params, "text"))
    box = region(area)
    return {**check, "region": box} if box else check


def _element(params: Params, references: References, log: Log) -> Check:  # noqa: ARG001
    return element(needed(params, "search_term", "text", "element_id"), log)


def element(term: str, log: Log) -> Check:
    """Return the check for the element that TERM finds.  Raises Lost for an XPath or selector."""
    if term.startswith(("/", ".", "[")):
        raise Lost(f"{term!r} is no text or id of an element")
    if term.startswith("#"):
        return {"element": {"id": term[1:]}}
    log.add(f"element {term!r}", "it is looked for in texts only, not in ids and descriptions")
    check = _alternatives("element", term)
    return check if "match" in check else {**check, "match": "contains"}


def _alternatives(kind: str, written: str) -> Check:
    """Return the check of KIND for what is WRITTEN, of which `a|b` is either."""
    each = [part.strip() for part in written.split("|") if part.strip()]
    if not each:
        raise Lost("it looks for nothing")
    if len(each) == 1:
        return {kind: each[0]}
    return {kind: "|".join(map(re.escape, each)), "match": "regex"}


def _absent(convert: Callable[[Params, References, Log], Check]) -> Callable[..., Check]:
    def converted(params: Params, references: References, log: Log) -> Check:
        return {**convert(params, references, log), "absent": True}

    return converted


def _lasting(kind: str) -> Callable[..., Check]:
    def converted(params: Params, references: References, log: Log) -> Check:  # noqa: ARG001
        seconds = number(params, "duration")
        return {kind: {"seconds": seconds}} if seconds else {kind: {}}

    return converted


def _menu(params: Params, references: References, log: Log) -> Check:  # noqa: ARG001
    box = region(params.get("area"))
    return {"menu": {"region": box}} if box else {"menu": {}}


CHECKS: Mapping[str, Callable[[Params, References, Log], Check]] = {
    "waitForImageToAppear": _image,
    "waitForImageToDisappear": _absent(_image),
    "waitForTextToAppear": _text,
    "waitForTextToDisappear": _absent(_text),
    "waitForElementToAppear": _element,
    "waitForElementToDisappear": _absent(_element),
    "WaitForVideoToAppear": _lasting("motion"),
    "WaitForVideoToDisappear": _lasting("still"),
    "DetectMotion": _lasting("motion"),
    "DetectMotionFromJson": _lasting("motion"),
    "DetectFreeze": _lasting("freeze"),
    "DetectBlackscreen": _lasting("black"),
    "DetectSilence": _lasting("silence"),
    "WaitForAudioToAppear": _lasting("sound"),
    "WaitForAudioToStart": _lasting("sound"),
    "DetectAudioPresence": _lasting("sound"),
    "DetectAudioFromJson": _lasting("sound"),
    "getMenuInfo": _menu,
}


def _named(command: str, verification: Verification) -> str:
    kind = verification.get("verification_type")
    return f"{kind} verification {command}" if kind else f"verification {command}"
