"""Which job a free device takes, how near that is to the best, and both in virtual time.

Pure: no clock, no Ray, no store.
"""
