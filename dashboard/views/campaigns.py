"""What can be started, what came of it last, and what runs now."""

from collections.abc import Sequence
from pathlib import PurePath

import streamlit as st

from cluster.client import CampaignSummary, Execution
from dashboard.components.links import open_execution, to_execution
from dashboard.components.nothing import no_campaigns
from dashboard.components.outcome_bar import bar
from dashboard.components.running import running, under_way
from dashboard.components.status import of_execution
from dashboard.components.text import literal, plural
from dashboard.components.times import when
from dashboard.connection import client, live

_LATEST = 200  # executions among which the last one of a campaign is looked for


def show() -> None:
    st.title("Campaigns", anchor=False)
    live(_running, every=1)()
    live(_campaigns, every=5)()


def _running() -> None:
    executions = under_way(client().executions())
    if not executions:
        return
    devices = client().devices()
    for execution in executions:
        running(execution, devices)


def _campaigns() -> None:
    campaigns = client().campaigns()
    if not campaigns:
        no_campaigns()
        return
    latest = _latest(client().executions(limit=_LATEST))
    for campaign in campaigns:
        _card(campaign, latest.get(campaign.name))


def _latest(executions: Sequence[Execution]) -> dict[str, Execution]:
    """Return the last execution of each campaign, by the name that its file gives it."""
    oldest_first = sorted(executions, key=lambda e: e.id)
    return {PurePath(e.campaign_file).stem: e for e in oldest_first}


def _card(campaign: CampaignSummary, last: Execution | None) -> None:
    with st.container(border=True, key=f"campaign-{campaign.name}"):
        what, result, start = st.columns([3, 2.6, 0.7], vertical_alignment="center")
        with what:
            st.markdown(f"**{literal(campaign.name)}** &nbsp; {literal(campaign.about)}")
            cases = ", ".join(campaign.cases)
            st.caption(f"{plural(len(campaign.cases), 'case')}: {literal(cases)}")
        with result:
            _result(last)
        if start.button("Start", icon=":material/play_arrow:", key=f"start-{campaign.name}"):
            open_execution(client().start(campaign.name).id)


def _result(last: Execution | None) -> None:
    if last is None:
        st.caption("not run yet")
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        to_execution(last)
        st.markdown(of_execution(last).chip, width="content")
        st.html(when(last.started), width="content")
    bar(last.counts)


show()
