"""Python's search for garbage, put off while much is made that is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Things made and still there.  To put off the search after fewer gains nothing, and would put
# it off for ever where small files are read all the time: each freeze begins its counts anew.
_GREAT_MANY = 100_000


@contextmanager
def put_off() -> Iterator[None]:
    """Look for no cycles within it, and for those of a great many things not soon afterwards.

    The search goes through all that there is again and again while it grows,
    and so takes longer than reading a large file does.  What is in no cycle is freed as ever.
    Threads may do so at the same time; the first that is through ends it for all.
    """
    if not gc.isenabled() or gc.get_freeze_count():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if gc.get_count()[0] > _GREAT_MANY:
            gc.freeze()  # and back again: all that is young counts as old, without a search
            gc.unfreeze()
        gc.enable()
