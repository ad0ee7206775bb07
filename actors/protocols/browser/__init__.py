"""Chromium as a device: browsers that are shared, a window for each device, keys, elements."""
