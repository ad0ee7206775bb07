"""What goes on over time: pure detectors, fed picture by picture and sound by sound."""
