"""What `vpt map` can be told to do, a word in each file."""
