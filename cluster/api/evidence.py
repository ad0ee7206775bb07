"""/api/evidence: the pictures that steps keep."""

from fastapi import APIRouter
from starlette.responses import Response

from cluster.api.needs import Lab

router = APIRouter(prefix="/api/evidence", tags=["evidence"])

FOREVER = "private, max-age=31536000, immutable"  # a key never gets another picture


@router.get(
    "/{key:path}",
    response_class=Response,
    responses={200: {"content": {"image/jpeg": {}}, "description": "What the step saw."}},
)
def evidence(lab: Lab, key: str) -> Response:
    """Return the JPEG that is kept under KEY, the `picture` of a step."""
    jpeg = lab.artifacts.get(key)
    return Response(jpeg, media_type="image/jpeg", headers={"Cache-Control": FOREVER})
