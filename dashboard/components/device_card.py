"""A device of the wall: its picture, its state, and what it is busy with."""

import time
from html import escape

import streamlit as st

from cluster.client import DeviceStatus, Link
from dashboard.components.gallery import Shot
from dashboard.components.status import incident, of_device
from dashboard.components.text import literal
from dashboard.components.times import span

_OLD = 3.0  # seconds; a picture older than that tells its age


def device_card(device: DeviceStatus, shot: Shot | None) -> None:
    with st.container(border=True, key=f"device-{device.name}", gap="xxsmall"):
        _picture(device, shot)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{literal(device.name)}**", width="stretch")
            st.markdown(of_device(device.state).chip, width="content")
        if wrong := device.wrong(time.time()):
            st.markdown(incident(wrong).chip)
        labels = (f"{name} {value}" for name, value in sorted(device.labels.items()))
        doing = _line(device.doing or "nothing to do", bright=bool(device.doing))
        facts = _line(" · ".join([device.model, device.node, *labels]))
        owner = _line(f"held by {device.owner}" if device.owner else "held by nobody")
        links = _line(" · ".join(map(_link, device.links))) if device.links else ""
        st.html(f"{doing}{facts}{owner}{links}")


def _picture(device: DeviceStatus, shot: Shot | None) -> None:
    if shot is None:
        st.html('<div class="vpt-dark">no picture</div>')
        return
    age = time.time() - shot.taken
    if age > _OLD:
        st.html(f'<div class="vpt-age">last picture, {span(age)} old</div>')
    st.image(shot.jpeg, width="stretch", alt=f"what {device.name} shows")


def _link(link: Link) -> str:
    return f"{link.kind} ✓" if link.works else f"{link.kind} ✗ {link.said}"


def _line(text: str, *, bright: bool = False) -> str:
    """Return TEXT as one line of HTML that is cut where the card ends, and whole in its title."""
    kind = "vpt-line" if bright else "vpt-line vpt-when"
    return f'<div class="{kind}" title="{escape(text)}">{escape(text)}</div>'
