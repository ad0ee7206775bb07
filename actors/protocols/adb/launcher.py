"""Which activity of an application a launcher would start."""

import re
import shlex

# A television's launcher looks for the first; most applications for telephones have the second.
LAUNCHERS = ("android.intent.category.LEANBACK_LAUNCHER", "android.intent.category.LAUNCHER")
MAIN = "-a android.intent.action.MAIN"

_COMPONENT = re.compile(r"^([\w.]+/[\w.$]+)\s*$", re.MULTILINE)


def resolve(app: str, category: str) -> str:
    """Return the command that names the activity of APP for a launcher of CATEGORY."""
    return f"cmd package resolve-activity --brief {MAIN} -c {category} -p {shlex.quote(app)}"


def parse_component(printed: str) -> str:
    """Return the activity, such as com.tv/.Main, that `resolve` printed; empty for none."""
    found = _COMPONENT.findall(printed)
    return found[-1] if found else ""


def start(component: str, category: str) -> str:
    """Return the command that brings COMPONENT to the front, as a launcher would."""
    return f"am start {MAIN} -c {category} -n {shlex.quote(component)}"
