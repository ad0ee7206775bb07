"""What the program ping prints, read back."""

from subprocess import CompletedProcess

import pytest

from actors.protocols.network.ping import NotSent, command, pings

PRINTED = """\
PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.
64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=20.0 ms
64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=21.0 ms (DUP!)
From 10.0.0.1 icmp_seq=2 Destination Host Unreachable
64 bytes from 10.0.0.2: icmp_seq=4 ttl=64 time=0.050 ms
64 bytes from 10.0.0.2: icmp_seq=3 ttl=64 time=1042 ms

--- 10.0.0.2 ping statistics ---
4 packets transmitted, 3 received, +1 duplicates, 25% packet loss, time 3004ms
rtt min/avg/max/mdev = 0.050/354.0/1042.000/1.2 ms
"""


def ended(code, printed="", complained=""):
    return CompletedProcess([], code, printed, complained)


def test_every_request_counts_once_however_often_it_is_answered():
    found = pings(4, ended(0, PRINTED))
    assert found.round_trips == (0.02, 1.042, 0.00005)
    assert found.loss == 0.25


def test_no_answer_at_all_is_a_loss_of_all():
    assert pings(3, ended(1)).loss == 1


def test_requests_that_were_not_sent_are_told_with_the_reason():
    with pytest.raises(NotSent, match=r"^connect: Network is unreachable$"):
        pings(3, ended(2, complained="ping: connect: Network is unreachable\n"))


def test_a_program_that_ends_without_a_word_is_told_as_well():
    with pytest.raises(NotSent):
        pings(3, ended(-9))


def test_a_host_is_no_option():
    assert command("host", 3, 0.5)[-2:] == ["--", "host"]
