"""Which key of an X11 keyboard, with Shift or without, gives which keysym."""

from collections.abc import Iterable, Mapping, Sequence

Place = tuple[int, bool]  # keycode, and whether Shift is needed

# A second keysym of none, beside a first one, is its capital for letters and else the same
# (X Window System Protocol, section 5): it is never asked for by another keysym.
NONE = 0


class Layout:
    """The keys from FIRST on have ROWS of keysyms: two for each group, without and with Shift.

    group: the one that is switched on; a key that has none there gives its first one.
    lent: the keys that were spare before, by the keysyms that they were lent to.
    """

    def __init__(
        self,
        first: int,
        rows: Sequence[Sequence[int]],
        *,
        group: int = 0,
        lent: Mapping[int, int] | None = None,
    ) -> None:
        keys = {keycode: _in_group(row, group) for keycode, row in enumerate(rows, first)}
        still = (lent or {}).items()
        self._lent = {keysym: code for keysym, code in still if keys[code][0] == keysym}
        self._spare = [keycode for keycode, row in enumerate(rows, first) if not any(row)]
        self._places: dict[int, Place] = {}
        for shifted in (False, True):
            for keycode in keys.keys() - self._lent.values():
                self._places.setdefault(keys[keycode][shifted], (keycode, shifted))
        self._places.pop(NONE, None)

    @property
    def lent(self) -> Mapping[int, int]:
        """The keys that are lent, by their keysyms, the oldest first."""
        return self._lent

    @property
    def room(self) -> int:
        """How many keysyms may be lent a key at once."""
        return len(self._spare) + len(self._lent)

    @property
    def free(self) -> int:
        """How many keysyms may be lent a key before one is taken back."""
        return len(self._spare)

    def place(self, keysym: int) -> Place:
        """Return the key of KEYSYM.  Raises KeyError where it has none."""
        if keysym in self._lent:
            return self._lent[keysym], False
        return self._places[keysym]

    def borrows(self, keysym: int) -> bool:
        """Tell whether KEYSYM is on none of the keyboard's own keys."""
        return keysym not in self._places

    def lacks(self, keysyms: Iterable[int]) -> list[int]:
        """Return those of KEYSYMS that no key gives, each once."""
        lacking = (one for one in keysyms if self.borrows(one) and one not in self._lent)
        return list(dict.fromkeys(lacking))

    def lend(self, wanted: Sequence[int], kept: Iterable[int]) -> dict[int, int]:
        """Return the keycode for each keysym that is WANTED, `room` at most with those KEPT.

        Keys that are not spare any more are taken from others, the oldest first.
        """
        kept = set(kept)
        for keysym in [one for one in self._lent if one not in kept]:
            if len(self._spare) >= len(wanted):
                break
            self._spare.append(self._lent.pop(keysym))
        found = {keysym: self._spare.pop() for keysym in wanted}
        self._lent.update(found)
        return found


def _in_group(row: Sequence[int], group: int) -> Sequence[int]:
    there = row[2 * group : 2 * group + 2]
    return there if any(there) else row[:2]
