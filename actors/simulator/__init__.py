"""Simulated devices: their screens, their faults, and the wires that lead to them."""
