"""The commands of `vpt`; one file for each."""
