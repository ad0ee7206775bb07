"""The wall: every device, what it shows and what it does, live."""

from collections import Counter
from dataclasses import dataclass

import streamlit as st

from cluster.client import DeviceState, DeviceStatus
from dashboard.components.device_card import device_card
from dashboard.components.gallery import gallery
from dashboard.components.look_filter import look_filter
from dashboard.components.nothing import no_devices
from dashboard.components.status import of_device
from dashboard.connection import client, live

_REACHABLE = (DeviceState.IDLE, DeviceState.RUNNING)


@dataclass(frozen=True)
class Filter:
    """What the reader wants to see; an empty field takes every device."""

    states: list[str]
    models: list[str]
    capabilities: list[str]
    words: str

    def takes(self, device: DeviceStatus) -> bool:
        return (
            (not self.states or of_device(device.state).word in self.states)
            and (not self.models or device.model in self.models)
            and set(self.capabilities) <= set(device.capabilities)
            and all(word in _searchable(device) for word in self.words.lower().split())
        )


def show() -> None:
    st.title("Devices", anchor=False)
    devices = client().devices()
    if not devices:
        no_devices()
        return
    live(_wall, every=1)(_filter(devices))


def _filter(devices: list[DeviceStatus]) -> Filter:
    with st.container(horizontal=True, vertical_alignment="bottom", key="filters"):
        words = st.text_input(
            "Search", key="find", placeholder="name, label, case …", bind="query-params", width=240
        )
        models = st.multiselect(
            "Model", sorted({d.model for d in devices}), key="model", bind="query-params", width=220
        )
        capabilities = st.multiselect(
            "Can",
            sorted({c for d in devices for c in d.capabilities}),
            key="can",
            bind="query-params",
            width=220,
        )
        counts = Counter(of_device(d.state) for d in devices)
        states = look_filter("state", {look: counts[look] for look in map(of_device, DeviceState)})
    return Filter(states, models, capabilities, words or "")


def _wall(wanted: Filter) -> None:
    devices = client().devices()
    shown = [d for d in devices if wanted.takes(d)]
    gallery().look(d.name for d in shown if d.state in _REACHABLE)
    st.caption(f"{len(shown)} of {len(devices)} devices")
    with st.grid(min_column_width=225, key="wall"):
        for device in shown:
            device_card(device, gallery().last(device.name))


def _searchable(device: DeviceStatus) -> str:
    labels = (f"{name} {value}" for name, value in device.labels.items())
    wrong = (incident.kind for incident in device.incidents)
    told = (*labels, *wrong, device.doing, device.owner or "")
    parts = (device.name, device.model, device.node, *told)
    return " ".join(parts).lower()


show()
