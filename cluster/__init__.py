"""Who runs what, where and when, what came of it, and the API to it."""

import os

# Ray reads these once, when it is first imported: every process of the lab shows the
# cluster's token, and nothing is reported to anybody.
os.environ.setdefault("RAY_AUTH_MODE", "token")
os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")
os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
