"""The packet that wakes a device, and the way it is sent."""

import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from actors.protocols.wake import Broadcast, Mac, magic_packet, wake

OWN = bytes.fromhex("a483e7012345")


@pytest.mark.parametrize("mac", ["a4:83:e7:01:23:45", "A4-83-E7-01-23-45", "a483e7012345"])
def test_an_address_may_be_written_as_people_do(mac):
    assert magic_packet(TypeAdapter(Mac).validate_python(mac)) == b"\xff" * 6 + OWN * 16


@given(st.binary(min_size=6, max_size=6))
def test_the_packet_has_the_address_sixteen_times(address):
    assert magic_packet(address.hex(":"))[6:] == address * 16


def test_the_packet_arrives_where_it_is_sent():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sleeper:
        sleeper.bind(("127.0.0.1", 0))
        sleeper.settimeout(5)
        wake("a4:83:e7:01:23:45", f"127.0.0.1:{sleeper.getsockname()[1]}")
        assert sleeper.recv(200) == magic_packet("a483e7012345")


@pytest.mark.parametrize("odd", ["a4:83:e7:01:23", "g4:83:e7:01:23:45", ""])
def test_what_is_no_address_of_a_card_is_refused(odd):
    with pytest.raises(ValidationError):
        TypeAdapter(Mac).validate_python(odd)


@pytest.mark.parametrize("odd", ["10.0.0.255", "tv:9", ""])
def test_what_is_no_address_and_port_is_refused(odd):
    with pytest.raises(ValidationError):
        TypeAdapter(Broadcast).validate_python(odd)
