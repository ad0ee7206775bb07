"""The adb server's own socket protocol, and what Android says and understands over it."""
