"""What sends infrared: the transmitters that a node is wired to, or finds on its network."""
