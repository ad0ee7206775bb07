"""A Bluetooth LE remote control and keyboard of our own, which a television pairs with."""
