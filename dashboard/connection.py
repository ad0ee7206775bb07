"""The one client of the API, and what the reader sees when the API cannot answer."""

import argparse
import functools
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

import streamlit as st

from cluster.client import ApiError, ApiUnreachable, Client, NotAuthorised, NotFound

P = ParamSpec("P")

RETRY = 3.0  # seconds between two looks for an API that is away


def client() -> Client:
    """Return the client of the API named by `--api`, VPT_API_URL, or the default port."""
    arguments = argparse.ArgumentParser(allow_abbrev=False)
    arguments.add_argument("--api", default=os.environ.get("VPT_API_URL", "http://127.0.0.1:8700"))
    known, _ = arguments.parse_known_args()  # under a test runner, the rest is not ours
    return _client(known.api, os.environ.get("VPT_API_KEY"))


@st.cache_resource
def _client(url: str, key: str | None) -> Client:
    return Client(url, key)


def check() -> None:
    """Say which part of the lab does not answer; raises ApiError where the API itself does not."""
    try:
        client().health()
    except (ApiUnreachable, NotAuthorised):
        raise
    except ApiError as e:
        st.warning(e.reason, icon=":material/warning:")


@contextmanager
def explained() -> Iterator[None]:
    """Show what went wrong, and what to do, where the API does not give what was asked."""
    try:
        yield
    except ApiUnreachable as e:
        _unreachable(e)
    except NotAuthorised:
        _notice("key", "The API demands a key")
        st.markdown("Start the dashboard with the key in the environment variable `VPT_API_KEY`.")
    except NotFound as e:
        _notice("search_off", "There is no such thing here")
        st.markdown(f"The API says: {e.reason}")
    except ApiError as e:
        _notice("error", "The API could not answer")
        st.markdown(f"It says: {e.reason}")


def live(draw: Callable[P, None], *, every: float | None) -> Callable[P, None]:
    """Return DRAW as a part of the page that draws itself anew EVERY so many seconds."""

    @functools.wraps(draw)
    def drawn(*args: P.args, **kwargs: P.kwargs) -> None:
        with explained():
            draw(*args, **kwargs)

    fragment: Callable[P, None] = st.fragment(drawn, run_every=every)
    return fragment


def _unreachable(e: ApiUnreachable) -> None:
    _notice("cloud_off", "The lab's API does not answer")
    st.markdown(f"Nobody answers at `{e.url}`. Start the lab, its API and this dashboard with")
    st.code("vpt up", language="bash", width=320)
    st.caption("This page goes on by itself as soon as the API is there.")
    st.fragment(_come_back, run_every=RETRY)()


def _come_back() -> None:
    try:
        client().health()
    except ApiUnreachable:
        return
    except ApiError:
        pass  # it answers again; the page says what it lacks
    st.rerun()


def _notice(icon: str, title: str) -> None:
    st.subheader(f":material/{icon}: {title}", anchor=False)
