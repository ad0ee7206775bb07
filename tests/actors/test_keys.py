"""Names of keys: the same everywhere, and another one where a device has its own."""

import pytest

from actors.errors import NotSupported
from actors.keys import KEYS, code_of

CODES = {"OK": 13, "BACK": 27, "HOME": 36}


def code(key, **own):
    return code_of(key, own=own, codes=CODES, source="tv-1")


def test_a_key_has_its_code():
    assert code("OK") == 13


def test_a_device_may_have_one_key_do_the_work_of_another():
    assert code("BACK", BACK="HOME") == 36


def test_a_device_may_have_a_code_for_a_key():
    assert code("EXIT", EXIT="27") == 27


@pytest.mark.parametrize(("key", "own"), [("JUMP", {}), ("EXIT", {"EXIT": "99"})])
def test_a_key_without_a_code_is_refused_with_those_that_have_one(key, own):
    with pytest.raises(NotSupported, match=rf"the key '{key}' \(it has .*OK, BACK, HOME\)"):
        code(key, **own)


def test_no_name_stands_for_two_keys():
    assert len(set(KEYS)) == len(KEYS)
