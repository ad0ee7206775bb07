"""`vpt drivers`: the kinds, what they give, and what is lacking here."""

import json

from actors import kinds
from tests.cluster.commands.conftest import sentence


def test_every_kind_is_listed_with_what_it_gives(vpt):
    ended = vpt("drivers", "--json")
    assert (ended.code, ended.err) == (0, "")
    listed = {one["kind"]: one for one in json.loads(ended.out)["drivers"]}
    assert sorted(listed) == kinds.kinds("actors.drivers")
    assert listed["ir"]["gives"] == ["remote"]
    assert listed["ir"]["about"].startswith("A remote control's infrared")


def test_the_settings_of_a_kind_are_told_with_their_defaults(vpt):
    lines = [line.split() for line in vpt("drivers", "video").out.splitlines()]
    assert ["url", "str", "needed"] in lines
    assert ["max_age", "float", "2.0"] in lines
    assert ["size", "tuple", "|", "none", "None"] in lines


def test_an_unknown_kind_is_told_with_those_there_are(vpt):
    ended = vpt("drivers", "fax")
    assert ended.code == 2
    assert sentence(ended.err).startswith("drivers: no kind 'fax' (there are adb, ")
