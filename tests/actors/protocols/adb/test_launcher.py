"""Which activity a launcher would start, read."""

import shlex

import pytest

from actors.protocols.adb.launcher import LAUNCHERS, parse_component, resolve, start

FOUND = "priority=0 preferredOrder=0 match=0x108000 specificIndex=-1 isDefault=true\n"


@pytest.mark.parametrize(
    ("printed", "component"),
    [
        (f"{FOUND}com.tv/.Main\n", "com.tv/.Main"),
        (f"{FOUND}com.tv.app/com.tv.Main$Inner\r\n", "com.tv.app/com.tv.Main$Inner"),
        ("No activity found\n", ""),
        ("cmd: Can't find service: package", ""),
    ],
)
def test_the_activity_stands_in_the_last_line(printed, component):
    assert parse_component(printed) == component


def test_names_reach_the_device_as_they_are():
    category = LAUNCHERS[0]
    assert shlex.split(resolve("a b", category))[-2:] == ["-p", "a b"]
    assert shlex.split(start("com.tv/.Main$Inner", category))[-1] == "com.tv/.Main$Inner"
