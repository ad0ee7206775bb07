"""What hardware speaks: one file, or folder, for each protocol; the drivers stand on them."""
