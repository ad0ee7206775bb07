"""Algorithms on pictures: pure functions on arrays, which know no check and no device."""
