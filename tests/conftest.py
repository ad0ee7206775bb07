"""What all tests share: peers, and a token of its own for every Ray process of the session."""

import os
import secrets

import pytest
from hypothesis import settings

from tests.faulty import faulty
from tests.served import adb, adb_server, background, simulator, until

__all__ = ["adb", "adb_server", "background", "faulty", "simulator", "until"]

os.environ["RAY_AUTH_MODE"] = "token"
os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(16)
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
for name in ("RAY_ADDRESS", "VPT_API_KEY", "VPT_HOME", "VPT_STORE", "VPT_ARTIFACTS"):
    os.environ.pop(name, None)

settings.register_profile("lab", deadline=None)  # a machine that is busy has not failed
settings.load_profile("lab")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Hand each file to one worker whole, and all that start Ray to the same one.

    Every worker has a token of its own, and clusters of several tokens on one machine
    take each other's processes for their own.
    """
    for item in items:
        folder = item.path.relative_to(item.config.rootpath).parts[1]
        group = "lab" if folder in ("cluster", "dashboard") else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
