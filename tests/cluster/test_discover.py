"""What is found is proposed as a lab file that can be read, whatever devices say of themselves."""

import json
import platform

import yaml
from hypothesis import given
from hypothesis import strategies as st

from actors.attached.found import Found
from cluster.discover import Search, Searched, devices, discover, lab, summary
from cluster.lab import Lab

ROKU = Found("Roku", "roku", "roku", {"host": "10.0.0.5"}, "answers as a Roku")
PORT = Found("ttyUSB0", "stb", "serial", {"port": "/dev/ttyUSB0"}, "a guess")


def proposed(*found):
    return lab([Searched("televisions", found)])


def read(text):
    return Lab.model_validate(yaml.safe_load(text))


def test_what_is_found_is_a_lab_of_this_node():
    read_back = read(proposed(ROKU, PORT))
    assert [(one.name, one.drivers[0].kind) for one in read_back.devices] == [
        ("roku", "roku"), ("ttyusb0", "serial")
    ]  # fmt: skip
    assert list(read_back.nodes) == [platform.node()]


def test_what_tells_it_is_said_beside_each_device():
    assert "  # answers as a Roku\n  - name: roku\n" in proposed(ROKU)


def test_two_of_a_kind_have_names_of_their_own_and_one_found_twice_is_one():
    other = Found("Roku", "roku", "roku", {"host": "10.0.0.6"}, "answers as a Roku")
    assert list(devices([Searched("a", [ROKU, other]), Searched("b", [ROKU])])) == [
        "roku", "roku-2"
    ]  # fmt: skip


texts = st.text(max_size=30) | st.sampled_from(
    ["1", "null", "a: b", "x #y", "\n- z", "'", "é\u2028"]
)


@given(called=texts, model=texts, said=texts)
def test_whatever_a_device_calls_itself_the_file_can_be_read(called, model, said):
    found = Found(called, model, "roku", {"host": "10.0.0.5"}, said)
    [device] = read(proposed(found)).devices
    assert device.model == model


def test_where_nothing_is_found_it_says_what_was_looked_for():
    told = lab([Searched("serial ports"), Searched("by mDNS", trouble="No such device")])
    assert told.splitlines()[1:] == ["# serial ports: none found", "# by mDNS: No such device"]
    assert yaml.safe_load(told) is None


def test_one_search_that_fails_stops_no_other():
    def broken(_):
        raise OSError(19, "No such device")

    def lacking(_):
        import no_such_package  # noqa: F401

    searches = (Search("a", broken), Search("b", lacking), Search("c", lambda _: [ROKU]))
    a, b, c = discover(0.1, searches)
    assert (a.trouble, b.trouble) == (
        "No such device", "this machine lacks the package no_such_package"
    )  # fmt: skip
    assert c.found == (ROKU,)


def test_programs_are_told_the_same():
    told = json.loads(json.dumps(summary([Searched("a", [ROKU]), Searched("b", trouble="no")])))
    assert told["devices"][0]["driver"] == {"roku": {"host": "10.0.0.5"}}
    assert told["searched"] == [
        {"what": "a", "found": 1, "trouble": None}, {"what": "b", "found": 0, "trouble": "no"}
    ]  # fmt: skip
