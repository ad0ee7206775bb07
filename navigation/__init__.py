"""The map of an application, and the way through it; needs no device, picture or cluster."""
