"""/api/kpi: how long the edges of maps take."""

import time
from typing import Annotated

from fastapi import APIRouter, Query

from cluster.api.needs import Lab
from cluster.kpi import DAY, EdgeKpi, kpis

router = APIRouter(prefix="/api/kpi", tags=["kpi"])


@router.get("")
def kpi(
    lab: Lab,
    map: str | None = None,
    model: str | None = None,
    build: str | None = None,
    days: Annotated[float, Query(gt=0, le=3650)] = 30.0,
) -> list[EdgeKpi]:
    """Return how long each edge of MAP took on each MODEL in the last DAYS.

    Of more than 20,000 tries the newest are looked at.  Limits stand in map files, which are not
    looked at here: `vpt kpi MAP` tells of them.
    """
    since = time.time() - days * DAY
    return kpis(lab.store.hops(map, model=model, build=build, since=since))
