"""What plugs on the network say and understand, over HTTP and MQTT."""
