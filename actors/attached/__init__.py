"""What is attached to this machine, or announces itself on its network, as drivers of a lab."""
