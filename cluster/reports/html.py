"""The findings as one HTML file that needs nothing else: pictures included, no network."""

import base64
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from cluster.reports.findings import Findings, Picture

WIDEST = 640  # pixels of an embedded picture: readable, and some 25 kB


def write_html(found: Findings, picture: Picture, path: Path) -> None:
    """Write FOUND to PATH; PICTURE gives the JPEG behind a step's key, or None if it is gone."""
    templates = Environment(
        loader=PackageLoader("cluster", "reports"), autoescape=True, undefined=StrictUndefined
    )
    templates.filters |= {"clock": _clock, "duration": duration}
    templates.globals["embedded"] = lambda key: _embedded(picture(key))
    text = templates.get_template("execution.html.j2").render(found=found)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def duration(seconds: float) -> str:
    """Return SECONDS as people write them: 0.42 s, 12.3 s, 4 min 05 s."""
    if round(seconds, 1) < 60:
        return f"{seconds:.2f} s" if round(seconds, 2) < 10 else f"{seconds:.1f} s"
    minutes, left = divmod(round(seconds), 60)
    return f"{minutes} min {left:02} s"


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _embedded(jpeg: bytes | None) -> str | None:
    if jpeg is None:
        return None
    return "data:image/jpeg;base64," + base64.b64encode(_shrunk(jpeg)).decode()


def _shrunk(jpeg: bytes) -> bytes:
    import cv2
    import numpy as np

    from actors.jpeg import encode

    pixels = cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)
    return jpeg if pixels is None else encode(pixels.astype(np.uint8), widest=WIDEST)
