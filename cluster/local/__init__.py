"""The lab's processes on this machine: Ray's head, the API, the dashboard, the simulator."""
