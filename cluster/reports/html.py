"""The findings as one HTML file that needs nothing else: pictures included, no network."""

import base64
from datetime import UTC, datetime
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from actors import codec
from actors.outcome import Outcome
from actors.verdict import Measure
from cluster.records import Step
from cluster.reports.comparison import comparison
from cluster.reports.findings import Findings, Picture

WIDEST = 640  # pixels of an embedded picture: readable, and some 25 kB


def write_html(found: Findings, picture: Picture, path: Path) -> None:
    """Write FOUND to PATH; PICTURE gives what is kept under a key, or None if it is gone."""
    templates = Environment(
        loader=PackageLoader("cluster", "reports"), autoescape=True, undefined=StrictUndefined
    )
    templates.filters |= {
        "clock": _clock,
        "duration": duration,
        "measured": measured,
        "fraction": fraction,
        "percent": "{:.0%}".format,
        "seconds": seconds,
    }
    templates.globals["embedded"] = lambda key: _embedded(_shrunk(picture(key)))
    templates.globals["compared"] = lambda step: _embedded(_compared(step, picture))
    text = templates.get_template("execution.html.j2").render(found=found)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def duration(seconds: float) -> str:
    """Return SECONDS as people write them: 0.42 s, 12.3 s, 4 min 05 s."""
    if round(seconds, 1) < 60:
        return f"{seconds:.2f} s" if round(seconds, 2) < 10 else f"{seconds:.1f} s"
    minutes, left = divmod(round(seconds), 60)
    return f"{minutes} min {left:02} s"


def seconds(taken: float | None) -> str:
    """Return how many seconds were TAKEN, or a dash where that was not seen."""
    return "–" if taken is None else f"{taken:.2f}"


def fraction(value: float) -> str:
    """Return VALUE with three decimals, or as many as tell it from 0: 0.800, 0.0003."""
    return f"{value:.3f}" if value == 0 or value >= 0.001 else f"{value:.1g}"


def measured(measure: Measure) -> str:
    """Return MEASURE as "zap_time 1.240 s (−0.040)": by so much it may have been less."""
    return f"{measure.name} {measure.seconds:.3f} s (−{measure.error:.3f})"


def _clock(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def _embedded(jpeg: bytes | None) -> str | None:
    if jpeg is None:
        return None
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode()


def _shrunk(jpeg: bytes | None) -> bytes | None:
    pixels = codec.decode(jpeg or b"")
    return jpeg if pixels is None else codec.encode(pixels, widest=WIDEST)


def _compared(step: Step, picture: Picture) -> bytes | None:
    return comparison(step, picture) if step.outcome is Outcome.FAIL else None
