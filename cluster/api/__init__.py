"""The HTTP and WebSocket API to a lab, one resource a file."""
