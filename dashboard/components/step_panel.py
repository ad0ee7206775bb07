"""One step in full: what it did, how it was judged, and the picture that it was judged by."""

from collections.abc import Callable

import streamlit as st
from PIL import UnidentifiedImageError

from cluster.client import NotFound, Outcome, Step
from dashboard.components.evidence import SEARCHED, View, draw, match_color, views
from dashboard.components.status import of_outcome
from dashboard.components.text import fraction, literal
from dashboard.components.times import clock, span
from dashboard.connection import client

Compare = Callable[[int], bytes]

_NAMES = {"whole": "Whole picture", "searched": "Searched region", "match": "Match"}


def step_panel(step: Step, *, name: str, compare: Compare) -> None:
    """Draw STEP; NAME is what its picture is called when it is saved.

    COMPARE gives, for the number of a step, what was there beside what was wanted, as a JPEG.
    """
    with st.container(key="step-panel", gap="small"):
        _head(step)
        if step.score is not None and step.threshold is not None:
            _meter(step.score, step.threshold, color=of_outcome(step.outcome).word)
        if step.picture is None:
            st.info("This step kept no picture.", icon=":material/hide_image:")
        else:
            _picture(step, step.picture, name=name)
            _comparison(step, compare)


def _head(step: Step) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(of_outcome(step.outcome).chip, width="content")
        st.markdown(f"**{literal(step.what)}**", width="stretch")
        st.caption(
            f"step {step.number} · {clock(step.started)} · {span(step.ended - step.started)}",
            width="content",
        )
    st.markdown(literal(step.reason) or "It gives no reason.")
    for measure in step.measures:
        earlier = f"(−{measure.error:.3f})"
        st.markdown(f"{literal(measure.name)} **{measure.seconds:.3f} s** {earlier}")


def _meter(score: float, threshold: float, *, color: str) -> None:
    """Draw how far SCORE is from THRESHOLD; both are fractions."""
    st.html(
        f'<div class="vpt-meter"><span>score <b>{fraction(score)}</b></span>'
        f'<div class="vpt-track"><i class="vpt-{color}" style="width:{100 * score:.1f}%"></i>'
        f'<u style="left:{100 * threshold:.1f}%"></u></div>'
        f"<span>needs <b>{fraction(threshold)}</b></span></div>"
    )


def _picture(step: Step, key: str, *, name: str) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        view = _view(step)
        _legend(step)
        jpeg = _evidence(key)
        if jpeg is not None:
            _save(jpeg, name)
    if jpeg is None:
        st.warning("The picture of this step is no longer kept.", icon=":material/hide_image:")
        return
    try:
        st.image(draw(jpeg, step, view), width="stretch", output_format="JPEG", alt=step.what)
    except UnidentifiedImageError:
        st.warning("The picture of this step is damaged.", icon=":material/broken_image:")


def _comparison(step: Step, compare: Compare) -> None:
    """Draw, below a miss, the best place beside the picture that was looked for."""
    if step.outcome is not Outcome.FAIL or not (step.asked and step.asked.references):
        return
    try:
        jpeg = compare(step.number)
    except NotFound:
        return
    st.image(jpeg, width="stretch", alt="best place, reference and difference")
    st.caption("best place · reference · four times the difference")


def _view(step: Step) -> View:
    ways = views(step)
    if len(ways) == 1:
        return "whole"
    chosen: View = st.segmented_control(
        "Look at",
        ways,
        default="whole",
        required=True,
        format_func=_NAMES.__getitem__,
        label_visibility="collapsed",
        key=f"view-{len(ways)}-{ways[1]}",  # other ways need a choice of their own
    )
    return chosen


def _legend(step: Step) -> None:
    shown = {"searched": (step.searched, SEARCHED), "match": (step.region, match_color(step))}
    st.html(
        '<div class="vpt-legend">'
        + "".join(
            f'<span><i style="border-color:{color}"></i>{name}</span>'
            for name, (region, color) in shown.items()
            if region is not None
        )
        + "</div>",
        width="stretch",
    )


def _save(jpeg: bytes, name: str) -> None:
    st.download_button(
        "Picture",
        jpeg,
        file_name=f"{name}.jpg",
        mime="image/jpeg",
        on_click="ignore",
        icon=":material/download:",
        help="The picture as the device gave it, without the boxes",
    )


def _evidence(key: str) -> bytes | None:
    try:
        return client().evidence(key)
    except NotFound:
        return None
