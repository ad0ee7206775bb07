"""What all tests share: a token of their own for every Ray process of the session."""

import os
import secrets

os.environ["RAY_AUTH_MODE"] = "token"
os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(16)
os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
for name in ("RAY_ADDRESS", "VPT_API_KEY", "VPT_HOME", "VPT_STORE", "VPT_ARTIFACTS"):
    os.environ.pop(name, None)
