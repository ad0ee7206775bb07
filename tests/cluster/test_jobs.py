"""Campaigns as jobs of Ray: submitted to a cluster, from files that travel with them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from ray.job_submission import JobStatus, JobSubmissionClient

from cluster.store import Store
from tests.cluster.ray_fixtures import campaign, case, wait_until

RUN = f"{sys.executable} -m cluster run campaigns/test.yaml --lab lab.yaml"


@pytest.fixture
def submitted(ray_cluster, lab, home):
    """The options that submit a job which keeps everything in the test's own folder."""
    wait_until(lambda: takes_jobs(ray_cluster.jobs))
    loaded = lab("near-1")
    environment = json.dumps({"env_vars": {"VPT_HOME": str(home)}})
    options = ["--address", ray_cluster.jobs, "--working-dir", str(loaded.path.parent)]
    return loaded, [*options, "--runtime-env-json", environment]


def test_a_submitted_campaign_runs_on_the_actors_of_the_lab(submitted, home):
    loaded, options = submitted
    campaign(loaded.path, case(loaded.path, "nap", {"sleep": 0.05}), repeat=3)
    done = subprocess.run(
        [Path(sys.executable).parent / "ray", "job", "submit", *options, "--", *RUN.split()],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3 of 3 jobs passed" in done.stdout
    [record] = Store(f"sqlite:///{home}/store.db").executions(10)
    assert record.counts.passed == 3


def test_a_job_that_is_stopped_ends_its_attempts_as_cancelled(submitted, ray_cluster, home):
    loaded, _options = submitted
    campaign(loaded.path, case(loaded.path, "long", {"sleep": 600}), repeat=2)
    client = JobSubmissionClient(ray_cluster.jobs)
    job = client.submit_job(entrypoint=RUN, runtime_env={
        "working_dir": str(loaded.path.parent), "env_vars": {"VPT_HOME": str(home)},
    })  # fmt: skip
    store = Store(f"sqlite:///{home}/store.db")
    wait_until(lambda: store.attempts(1))
    client.stop_job(job)
    wait_until(lambda: client.get_job_status(job) in (JobStatus.STOPPED, JobStatus.FAILED))
    assert store.execution(1).counts.cancelled == 2


def takes_jobs(url: str) -> bool:
    """Tell whether the agent that starts jobs has come up, which it does after its node."""
    try:
        JobSubmissionClient(url).submit_job(entrypoint="true")
    except RuntimeError:
        return False
    return True
