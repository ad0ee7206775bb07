"""The way to a device over the network, measured: echoes, names, throughput."""
