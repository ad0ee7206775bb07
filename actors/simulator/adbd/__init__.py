"""The device side of adb over TCP."""
