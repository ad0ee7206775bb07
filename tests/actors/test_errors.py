"""Errors of devices: they survive the way between processes, and say what is wrong."""

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors import errors

TEXT = st.text(max_size=20)
ERRORS = st.one_of(
    st.builds(errors.ConfigError, TEXT, TEXT, TEXT, st.none() | st.integers(1, 99)),
    st.builds(errors.NotSupported, TEXT, TEXT),
    st.builds(errors.NotAllowed, TEXT, TEXT, TEXT),
    st.builds(errors.CannotJudge, TEXT),
    st.builds(errors.StaleLease, TEXT, st.none() | TEXT),
    st.builds(errors.Stopped, TEXT),
    st.builds(errors.DriverError, TEXT, TEXT, TEXT),
    st.builds(errors.Unreachable, TEXT, TEXT, TEXT),
    st.builds(errors.TookTooLong, TEXT, TEXT, TEXT),
)


@given(ERRORS)
def test_an_error_is_the_same_after_pickling(error):
    sent = pickle.loads(pickle.dumps(error))
    assert type(sent) is type(error)
    assert (vars(sent), str(sent)) == (vars(error), str(error))


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (errors.ConfigError("a.yaml", "is bad"), "a.yaml: is bad"),
        (errors.ConfigError("a.yaml", "is bad", "x.0", 7), "a.yaml:7: x.0: is bad"),
        (errors.NotSupported("tv-1", "power"), "tv-1 has no driver that gives power"),
        (errors.StaleLease("tv-1", None), "this lease on tv-1 is not valid: nobody holds it"),
        (errors.Unreachable("adb", "1:2", "refused"), "adb at 1:2: refused"),
    ],
)
def test_an_error_says_what_is_wrong(error, sentence):
    assert str(error) == sentence


def test_every_error_of_a_driver_is_one_of_a_device():
    assert issubclass(errors.Unreachable, errors.DriverError)
    assert issubclass(errors.TookTooLong, errors.DriverError)
    assert issubclass(errors.DriverError, errors.DeviceError)
