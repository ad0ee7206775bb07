"""/api/pass-rates: how the devices did lately."""

import time
from typing import Annotated

from fastapi import APIRouter, Query

from cluster.api.needs import Lab
from cluster.records import DevicePassRate

router = APIRouter(prefix="/api/pass-rates", tags=["pass rates"])


@router.get("")
def pass_rates(
    lab: Lab, hours: Annotated[float, Query(gt=0, le=87600)] = 24.0
) -> list[DevicePassRate]:
    """Return how often attempts of the last HOURS passed, the worst device first."""
    return lab.store.pass_rates(time.time() - hours * 3600)
