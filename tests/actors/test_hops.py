"""What is kept of a try of an edge is all that it told."""

import pickle
from dataclasses import replace

from actors.hops import HopRecord
from navigation.hop import Arrival, Hop
from navigation.sighting import Sighting
from tests.navigation.maps import drawn

MAP = drawn("a b", ("a", "b"))
SEEN = Sighting("b", acted=100.5, changed=100.75, told=101.5, stable=102.0, error=0.125)
HOP = Hop(MAP.every[0], 100.0, 103.0, Arrival.ARRIVED, "b", SEEN, disturbed=True)


def test_times_are_counted_from_the_last_key():
    kept = HopRecord.of(HOP, "drawn")
    assert (kept.seconds, kept.changed, kept.stable, kept.error) == (1.0, 0.25, 1.5, 0.125)
    assert (kept.map, kept.edge, kept.start, kept.goal) == ("drawn", "a → b", "a", "b")


def test_on_its_map_it_is_the_hop_that_it_was():
    assert HopRecord.of(HOP, "drawn").on(MAP) == HOP
    missed = replace(
        HOP, arrival=Arrival.UNKNOWN, screen=None, sighting=Sighting(None, acted=100.5)
    )
    assert HopRecord.of(missed, "drawn").on(MAP) == missed


def test_on_a_map_that_has_its_edge_no_more_it_is_none():
    assert HopRecord.of(HOP, "drawn").on(drawn("a c", ("a", "c"))) is None
    assert HopRecord.of(HOP, "drawn").on(drawn("c")) is None


def test_an_edge_of_its_name_that_leads_elsewhere_by_now_is_another_one():
    kept = replace(HopRecord.of(HOP, "drawn"), goal="c")
    assert kept.on(MAP) is None


def test_it_can_be_sent():
    kept = HopRecord.of(HOP, "drawn")
    assert pickle.loads(pickle.dumps(kept)) == kept
