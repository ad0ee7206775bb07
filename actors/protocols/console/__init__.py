"""Consoles: a serial line that stays open, and what answers on it."""
