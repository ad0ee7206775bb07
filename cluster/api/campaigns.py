"""/api/campaigns: what can be started."""

from fastapi import APIRouter

from cluster.api.needs import Lab
from cluster.records import CampaignSummary

router = APIRouter(prefix="/api/campaigns", tags=["campaigns"])


@router.get("")
def campaigns(lab: Lab) -> list[CampaignSummary]:
    """Return all campaigns, each with the names of its cases."""
    return lab.campaigns.list()
