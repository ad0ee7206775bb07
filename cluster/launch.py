"""The campaigns beside a lab file, each executed by a process of its own when asked for."""

import os
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

import ray

from actors.errors import ConfigError
from cluster.campaign import find_campaigns, load_campaign
from cluster.errors import UnknownCampaign
from cluster.execute import prepare
from cluster.lab import LoadedLab
from cluster.records import CampaignSummary
from cluster.store import Store


@dataclass
class LocalCampaigns:
    """The campaigns of LAB; what is started joins the cluster that this process is in."""

    lab: LoadedLab
    store: Store
    logs: Path
    _running: list["subprocess.Popen[bytes]"] = field(default_factory=list)

    def list(self) -> "list[CampaignSummary]":
        """Return every campaign; of one that does not fit the lab, why, and no cases."""
        return [_summary(path, self.lab) for path in self._files().values()]

    def start(self, name: str) -> int:
        """Start the campaign in the file NAME and return the id of its execution.

        Raises UnknownCampaign, and ConfigError where it does not fit the lab.
        """
        files = self._files()
        if name not in files:
            raise UnknownCampaign(name, tuple(files))
        plan = prepare(load_campaign(files[name], self.lab), self.store)
        self._spawn(plan.execution)
        return plan.execution

    def _files(self) -> dict[str, Path]:
        return {path.stem: path for path in find_campaigns(self.lab.path.parent)}

    def _spawn(self, execution: int) -> None:
        self._running = [process for process in self._running if process.poll() is None]
        self.logs.mkdir(parents=True, exist_ok=True)
        with (self.logs / f"execution-{execution}.log").open("wb") as log:
            self._running.append(
                subprocess.Popen(
                    [sys.executable, "-m", "cluster", "run", "--resume", str(execution)],
                     env=_joining(), stdin=subprocess.DEVNULL, stdout=log,
                    stderr=log, start_new_session=True,
                )
            )  # fmt: skip


def _joining() -> dict[str, str]:
    """Return the environment of a process that is to join the cluster of this one."""
    return {**os.environ, "RAY_ADDRESS": ray.get_runtime_context().gcs_address}


def _summary(path: Path, lab: LoadedLab) -> CampaignSummary:
    try:
        loaded = load_campaign(path, lab)
    except ConfigError as e:
        return CampaignSummary(name=path.stem, file=str(path), about=str(e), cases=())
    cases = dict.fromkeys(planned.case.name for planned in loaded.jobs)
    return CampaignSummary(
        name=path.stem, file=str(path), about=loaded.campaign.about, cases=tuple(cases)
    )
