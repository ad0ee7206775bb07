"""Words as a POSIX shell reads them, by a real one."""

import subprocess

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actors.protocols.console.posix import quoted
from actors.protocols.console.talk import Untypable


@settings(max_examples=30)
@given(word=st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=40))
def test_a_shell_reads_a_quoted_word_as_it_was(word):
    told = subprocess.run(
        ["/bin/dash", "-c", f"printf %s {quoted(word)}"], stdout=subprocess.PIPE, check=True
    ).stdout
    assert told == word.encode()


@given(word=st.text(max_size=40))
def test_only_what_terminals_leave_alone_is_typed(word):
    if "\0" not in word:
        assert all(sign == "\n" or " " <= sign <= "~" for sign in quoted(word))


def test_a_zero_byte_is_in_no_argument():
    with pytest.raises(Untypable):
        quoted("a\0b")
