"""Everything that happens beside one device, on the node that it is wired to."""
