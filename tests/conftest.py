"""What all tests share: peers, and a token of its own for every Ray process of the session."""

import os
import secrets

from hypothesis import settings

from tests.faulty import faulty
from tests.served import adb, adb_server, background, simulator, until

__all__ = ["adb", "adb_server", "background", "faulty", "simulator", "until"]

os.environ["PATH"] += ":/usr/sbin:/sbin"  # where Debian has most of the servers
os.environ["RAY_AUTH_MODE"] = "token"
os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(16)
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
for name in ("RAY_ADDRESS", "VPT_API_KEY", "VPT_HOME", "VPT_STORE", "VPT_ARTIFACTS"):
    os.environ.pop(name, None)

settings.register_profile("lab", deadline=None)  # a machine that is busy has not failed
settings.load_profile("lab")
