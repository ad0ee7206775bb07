"""The screen, keyboard and mouse of an X11 display."""
