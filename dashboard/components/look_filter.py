"""A choice among states or outcomes, which the page's address keeps."""

from collections.abc import Mapping

import streamlit as st

from dashboard.components.status import Look


def look_filter(name: str, numbers: Mapping[Look, int]) -> list[str]:
    """Return the words of the looks that the reader wants to see; none for all.

    NUMBERS says how many there are of each; the address keeps the choice as NAME.
    """
    # Streamlit's own binding would put the whole label, with icon and colour, into the address.
    labels = {look.word: f"{look.mark} {look.word} {number}" for look, number in numbers.items()}
    key = f"filter-{name}"
    return st.pills(
        name.capitalize(),
        list(labels),
        selection_mode="multi",
        default=[word for word in st.query_params.get_all(name) if word in labels],
        format_func=lambda word: labels[word],
        label_visibility="collapsed",
        key=key,
        on_change=lambda: _remember(name, st.session_state[key]),
    )


def _remember(name: str, words: list[str]) -> None:
    if words:
        st.query_params[name] = words
    else:
        st.query_params.pop(name, None)
