"""Errors of a walk: they survive the way between processes, and say what is wrong."""

import pickle

from hypothesis import given
from hypothesis import strategies as st

from navigation.errors import Lost, NoRoute, UnknownScreen

ERRORS = st.one_of(
    st.builds(UnknownScreen, st.text(), st.lists(st.text()).map(tuple)),
    st.builds(NoRoute, st.text(), st.text(), st.integers(0, 9)),
    st.builds(Lost, st.text(), st.text()),
)


@given(ERRORS)
def test_an_error_is_the_same_after_pickling(error):
    sent = pickle.loads(pickle.dumps(error))
    assert type(sent) is type(error)
    assert (vars(sent), str(sent)) == (vars(error), str(error))


def test_each_says_what_is_wrong():
    assert str(UnknownScreen("shop", ("home", "live"))) == (
        "no screen 'shop' in the map (it has home, live)"
    )
    assert str(NoRoute("home", "shop", 0)) == "no way from 'home' to 'shop'"
    assert "without the 2 edges that failed" in str(NoRoute("home", "shop", 2))
    assert str(Lost("shop", "it is gone")) == "on the way to 'shop': it is gone"
