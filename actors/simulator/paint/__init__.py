"""Draws what the television shows; the only files of the simulator that use OpenCV."""
