"""Picture and sound that come as a stream: received, timed, and the newest kept."""
