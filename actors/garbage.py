"""Python's search for garbage, put off while much is made that is none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def put_off() -> Iterator[None]:
    """Look for no cycles within it, and for those made in it not before the next full search.

    The search goes through all that there is again and again while it grows,
    and so takes longer than reading a large file does.  What is in no cycle is freed as ever.
    """
    if not gc.isenabled() or gc.get_freeze_count():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()  # and back again: all that is young counts as old, without a search
        gc.unfreeze()
        gc.enable()
