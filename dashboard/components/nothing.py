"""What a page says while there is nothing to show, and what would change that."""

import streamlit as st


def no_devices() -> None:
    _say("tv_off", "The lab has no devices", "Describe them in a lab file, check it, and start it:")
    st.code("vpt lab check configs/lab.yaml\nvpt up", language="bash", width=420)


def no_executions() -> None:
    _say("rocket_launch", "Nothing was run yet", "Start a campaign on the page Campaigns, or with")
    st.code("vpt run configs/demo/campaigns/demo.yaml", language="bash", width=420)


def no_campaigns() -> None:
    _say("folder_off", "There are no campaigns", "Write one into the folder that the API serves.")


def _say(icon: str, title: str, text: str) -> None:
    st.subheader(f":material/{icon}: {title}", anchor=False)
    st.markdown(text)
