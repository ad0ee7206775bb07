"""/api/evidence: the pictures that steps keep, and those that they looked for."""

from fastapi import APIRouter
from starlette.responses import Response

from cluster.api.needs import Lab

router = APIRouter(prefix="/api/evidence", tags=["evidence"])

PNG = b"\x89PNG"
FOREVER = "private, max-age=31536000, immutable"  # a key never gets another picture


@router.get(
    "/{key:path}",
    response_class=Response,
    responses={
        200: {
            "content": {"image/jpeg": {}, "image/png": {}},
            "description": "What a step saw, or looked for.",
        }
    },
)
def evidence(lab: Lab, key: str) -> Response:
    """Return what is kept under KEY: the `picture` of a step, or `references/` and a digest."""
    kept = lab.artifacts.get(key)
    kind = "image/png" if kept.startswith(PNG) else "image/jpeg"
    return Response(kept, media_type=kind, headers={"Cache-Control": FOREVER})
