"""/api/executions: campaigns that run or ran, down to their steps."""

from typing import Annotated

from fastapi import APIRouter, HTTPException, Path, Query, Response
from pydantic import BaseModel, ConfigDict

from cluster.api.needs import Lab
from cluster.api.state import ApiState
from cluster.errors import UnknownExecution
from cluster.records import Attempt, DeviceTimes, Execution, Job, Step
from cluster.reports.comparison import comparison

router = APIRouter(prefix="/api/executions", tags=["executions"])

Id = Annotated[int, Path(ge=0, le=2**63 - 1)]  # what the store can keep as a number


class Start(BaseModel):
    """What to start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    campaign: str


@router.post("", status_code=201)
def start(lab: Lab, wanted: Start, response: Response) -> Execution:
    """Start a campaign; its jobs are queued when the answer comes."""
    execution = _execution(lab, lab.campaigns.start(wanted.campaign))
    response.headers["Location"] = f"{router.prefix}/{execution.id}"
    return execution


@router.get("")
def executions(
    lab: Lab,
    limit: Annotated[int, Query(ge=1, le=500)] = 50,
    before: Annotated[int | None, Query(ge=0, description="only ids below this one")] = None,
) -> list[Execution]:
    """Return executions, the newest first; the next page is before the last id of this one."""
    return lab.store.executions(limit, before=before)


@router.get("/{id}")
def execution(lab: Lab, id: Id) -> Execution:
    """Return one execution."""
    return _execution(lab, id)


@router.post("/{id}/stop", status_code=202)
def stop(lab: Lab, id: Id) -> Execution:
    """Ask the execution to stop; one that has ended stays as it ended."""
    lab.store.request_stop(id)
    return _execution(lab, id)


@router.get("/{id}/jobs")
def jobs(lab: Lab, id: Id) -> list[Job]:
    """Return the jobs of an execution by number."""
    return lab.store.jobs(_execution(lab, id).id)


@router.get("/{id}/devices")
def devices(lab: Lab, id: Id) -> list[DeviceTimes]:
    """Return how long each device was used by an execution, and how much of it navigating."""
    return lab.store.device_times(_execution(lab, id).id)


@router.get("/{id}/jobs/{job}/attempts")
def attempts(lab: Lab, id: Id, job: Id) -> list[Attempt]:
    """Return the attempts of a job by number."""
    return lab.store.attempts(_execution(lab, id).id, job)


@router.get("/{id}/jobs/{job}/attempts/{attempt}/steps")
def steps(lab: Lab, id: Id, job: Id, attempt: Id) -> list[Step]:
    """Return the steps of an attempt that have ended, by number."""
    return lab.store.steps(_execution(lab, id).id, job, attempt)


@router.get(
    "/{id}/jobs/{job}/attempts/{attempt}/steps/{step}/comparison",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}, "description": "Three pictures in a row."}},
)
def compared(lab: Lab, id: Id, job: Id, attempt: Id, step: Id) -> Response:
    """Return the best place of a step that looked for a picture, the reference, the difference."""
    found = lab.store.steps(_execution(lab, id).id, job, attempt)
    chosen = next((one for one in found if one.number == step), None)
    jpeg = chosen and comparison(chosen, lab.artifacts.find)
    if not jpeg:
        raise HTTPException(404, "this step looked for no picture that is still kept")
    return Response(jpeg, media_type="image/jpeg")


def _execution(lab: ApiState, id: int) -> Execution:
    found = lab.store.execution(id)
    if found is None:
        raise UnknownExecution(str(id))
    return found
