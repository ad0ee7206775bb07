"""Where the adb server is."""

import pytest

from actors.protocols.adb.server import address


@pytest.mark.parametrize(
    ("written", "environment", "found"),
    [
        (None, {}, ("127.0.0.1", 5037)),
        (None, {"ANDROID_ADB_SERVER_PORT": "6000"}, ("127.0.0.1", 6000)),
        (None, {"ADB_SERVER_SOCKET": "tcp:6001"}, ("127.0.0.1", 6001)),
        (None, {"ADB_SERVER_SOCKET": "tcp:box:6002"}, ("box", 6002)),
        (None, {"ADB_SERVER_SOCKET": "localfilesystem:/run/adb"}, ("127.0.0.1", 5037)),
        ("lab:7000", {"ADB_SERVER_SOCKET": "tcp:6001"}, ("lab", 7000)),
    ],
)
def test_settings_go_before_the_environment_and_that_before_the_default(
    written, environment, found
):
    assert address(written, environment) == found
