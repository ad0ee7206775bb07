"""A viewer of what speaks RFB, the protocol of VNC (RFC 6143)."""
