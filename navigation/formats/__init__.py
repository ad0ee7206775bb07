"""Maps as others draw and keep them: one file for each format, both ways where there are two."""
