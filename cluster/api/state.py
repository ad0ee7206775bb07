"""What the API is served from: the store, the artifacts, and whoever speaks to the devices."""

from dataclasses import dataclass
from typing import Protocol

from cluster.artifacts import Artifacts
from cluster.records import CampaignSummary, DeviceStatus
from cluster.store import Store


class Fleet(Protocol):
    """The devices of the lab as they are now; called from several threads."""

    def statuses(self) -> list[DeviceStatus]:
        """Return every device of the lab.  Raises ClusterError when there is no lab to ask."""

    def picture(self, device: str, width: int) -> bytes:
        """Return what DEVICE shows as a JPEG, WIDTH pixels wide.

        Raises UnknownDevice, and DeviceError when the device cannot be reached.
        """


class Campaigns(Protocol):
    """The campaigns of the lab; called from several threads."""

    def list(self) -> list[CampaignSummary]:
        """Return every campaign that can be started.  Raises ConfigError for a bad file."""

    def start(self, name: str) -> int:
        """Start the campaign and return the id of its execution, which the store knows by then.

        Raises UnknownCampaign, ConfigError, and ClusterError when no lab is up.
        """


@dataclass(frozen=True)
class ApiState:
    """All that the API hands on; with a KEY, only those who send it are answered."""

    store: Store
    artifacts: Artifacts
    fleet: Fleet
    campaigns: Campaigns
    key: str | None = None
