"""What the program iperf3 reports, read back, whatever it is."""

import json
from contextlib import suppress
from subprocess import CompletedProcess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actors.protocols.network.iperf import NotMeasured, bits_per_second, command

jsons = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["end", "error", "sum_received", "bits_per_second"]), inner
        )
    ),
    max_leaves=6,
)


def report(said):
    return CompletedProcess([], 0, said if isinstance(said, str) else json.dumps(said), "")


def test_what_was_received_counts():
    assert bits_per_second(report({"end": {"sum_received": {"bits_per_second": 9.5e6}}})) == 9.5e6


def test_a_server_that_refuses_is_told_with_its_reason():
    with pytest.raises(NotMeasured, match=r"^the server is busy$"):
        bits_per_second(report({"error": "error - the server is busy"}))


@given(said=jsons | st.text(max_size=20))
def test_any_report_is_a_number_or_told_as_unreadable(said):
    with suppress(NotMeasured, ConnectionError):
        assert isinstance(bits_per_second(report(said)), float)


def test_seconds_are_whole_ones():
    assert "--time 2 " in " ".join(command("host", 5201, 1.2, 0.5))
