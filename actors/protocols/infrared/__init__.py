"""What remote controls say in infrared: trains of pulses, and the protocols that give them meaning.

A train is a list of durations in µs, light first, then dark, in turns; it ends dark.
"""
