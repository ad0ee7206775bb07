"""GET /api/kpi: how long the edges of maps take."""

import time

import httpx

from cluster.api.state import ApiState
from tests.cluster.hop_records import hop, keep
from tests.cluster.served import Served


def test_each_edge_is_told_with_its_times(served: Served, state: ApiState) -> None:
    now = time.time()
    keep(state.store, *(hop(1.0, started=now - 60 * n) for n in range(1, 9)), build="14.2")
    keep(state.store, hop(9.0, started=now - 60), model="box")
    [edge] = httpx.get(f"{served.url}/api/kpi?map=launcher&model=tv&days=1").json()
    assert (edge["edge"], edge["tries"], edge["kept"]) == ("home → live", 8, "no limit")
    assert edge["times"]["p95"] == {"value": 1.0, "low": 0.96, "high": None}
    assert list(edge["builds"]) == ["14.2"]


def test_what_is_long_ago_is_left_out(served: Served, state: ApiState) -> None:
    keep(state.store, hop(1.0, started=time.time() - 3 * 86400))
    assert httpx.get(f"{served.url}/api/kpi?days=2").json() == []
    assert len(httpx.get(f"{served.url}/api/kpi").json()) == 1
    assert httpx.get(f"{served.url}/api/kpi?days=0").status_code == 422
