"""The dashboard's frame: what all pages share, and the way between them."""

from pathlib import Path

import streamlit as st

from dashboard.connection import check, explained

HERE = Path(__file__).parent
ICON = str(HERE / "icon.png")  # a file: Streamlit would fetch any other icon of a tab from outside
ABOUT = "**VirtualPyTest**: a lab of real devices that behaves like one program."

PAGES = [
    st.Page("views/overview.py", title="Overview", icon=":material/dashboard:", default=True),
    st.Page("views/devices.py", title="Devices", icon=":material/tv:"),
    st.Page("views/campaigns.py", title="Campaigns", icon=":material/rocket_launch:"),
    st.Page("views/execution.py", title="Executions", icon=":material/fact_check:"),
]

# The menu is there for its choice between light and dark, which only shows beside an entry.
st.set_page_config(
    page_title="VirtualPyTest", page_icon=ICON, layout="wide", menu_items={"About": ABOUT}
)
st.html(HERE / "style.css")
st.logo(str(HERE / "logo.svg"), icon_image=ICON, size="large")
page = st.navigation(PAGES)
with explained():
    check()
    page.run()
