"""Learn the map of an application from what a device shows while keys are pressed."""
