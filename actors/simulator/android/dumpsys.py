"""The command `dumpsys`: what the services of the system say of themselves."""

from collections.abc import Callable
from typing import Final

from actors.simulator.android.commands import Call, Command, Failed
from actors.simulator.television import Television

VERSION: Final = "4.2.1"

_BATTERY: Final = """\
Current Battery Service state:
  AC powered: true
  USB powered: false
  Wireless powered: false
  Dock powered: false
  Max charging current: 0
  Max charging voltage: 0
  Charge counter: 0
  status: 2
  health: 2
  present: false
  level: 100
  scale: 100
  voltage: 5000
  temperature: 250
  technology: Mains"""

_DISPLAY: Final = """\
DISPLAY MANAGER (dumpsys display)
  mViewports=[DisplayViewport{{type=INTERNAL, valid=true, isActive=true, displayId=0, \
uniqueId='local:0', physicalPort=0, orientation=0, logicalFrame=Rect(0, 0 - {0}, {1}), \
physicalFrame=Rect(0, 0 - {0}, {1}), deviceWidth={0}, deviceHeight={1}}}]
  mBaseDisplayInfo=DisplayInfo{{"Built-in Screen", displayId 0, real {0} x {1}, rotation 0}}"""

_PACKAGE: Final = """\
Packages:
  Package [{0}] (1):
    pkg=Package{{1 {0}}}
    versionCode=421 minSdk=30 targetSdk=34
    versionName={1}
    signatures=PackageSignatures{{1 version:2, signatures:[51d1a7ed], past signatures:[]}}
    pkgFlags=[ SYSTEM HAS_CODE ]
    firstInstallTime=2024-01-01 00:00:00
    lastUpdateTime=2024-01-01 00:00:00"""


async def _dumpsys(call: Call) -> int:
    service, *words = call.arguments or ["-l"]
    if service == "-l":
        await call.say("Currently running services:", *(f"  {name}" for name in _SERVICES))
        return 0
    if service not in _SERVICES:
        raise Failed(f"Can't find service: {service}", named=False)
    await call.say(_SERVICES[service](Call(call.android, words, call.console)))
    return 0


def _activity(call: Call) -> str:
    front = _front(call.television)
    return (
        "ACTIVITY MANAGER ACTIVITIES (dumpsys activity activities)\n"
        f"  TASK 1:{front.partition('/')[0]} id=1\n"
        f"    ACTIVITY {front} 1 pid=1000\n"
        f"  mResumedActivity: ActivityRecord{{1 u0 {front} t1}}"
    )


def _battery(_: Call) -> str:
    return _BATTERY


def _display(call: Call) -> str:
    return _DISPLAY.format(*call.television.size)


def _input(call: Call) -> str:
    width, height = call.television.size
    return (
        "INPUT MANAGER (dumpsys input)\n"
        "  Viewport INTERNAL: displayId=0, orientation=0, "
        f"logicalFrame=[0, 0, {width}, {height}], deviceSize=[{width}, {height}]\n"
        "  SurfaceOrientation: 0"
    )


def _package(call: Call) -> str:
    known = {app.package for app in call.television.apps}
    if call.arguments and call.arguments[0] not in known:
        return f"Unable to find package: {call.arguments[0]}"
    packages = call.arguments or sorted(known)
    return "\n".join(_PACKAGE.format(package, VERSION) for package in packages)


def _power(call: Call) -> str:
    awake = str(call.television.awake).lower()
    return f"POWER MANAGER (dumpsys power)\n  mHoldingDisplaySuspendBlocker={awake}"


def _surface(_: Call) -> str:
    return 'Display 0 (HWC display 0): port=0 pnpId=SIM displayName="Simulated"'


def _window(call: Call) -> str:
    front = _front(call.television)
    width, height = call.television.size
    return (
        "WINDOW MANAGER WINDOWS (dumpsys window windows)\n"
        f"  init={width}x{height} 213dpi cur={width}x{height} app={width}x{height}\n"
        f"  mCurrentFocus=Window{{1 u0 {front}}}\n"
        f"  mFocusedApp=ActivityRecord{{1 u0 {front} t1}}\n"
        "  mRotation=ROTATION_0"
    )


def _front(television: Television) -> str:
    package = television.foreground
    return f"{package}/{package}.MainActivity"


_SERVICES: Final[dict[str, Callable[[Call], str]]] = {
    "SurfaceFlinger": _surface, "activity": _activity, "battery": _battery, "display": _display,
    "input": _input, "package": _package, "power": _power, "window": _window,
}  # fmt: skip

COMMANDS: Final[dict[str, Command]] = {"dumpsys": _dumpsys}
