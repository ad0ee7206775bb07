"""Why the API cannot be served where it was asked to.

ClusterError
 +-- KeyNeeded       others could reach it, and there is no key
 +-- CannotListen    the address is not one of this machine, or is not allowed
"""

from cluster.errors import ClusterError


class KeyNeeded(ClusterError):
    """HOST is not loopback, and no API key is set."""

    def __init__(self, host: str) -> None:
        super().__init__(host)
        self.host = host

    def __str__(self) -> str:
        return f"{self.host} can be reached from other machines: set an API key in VPT_API_KEY"


class CannotListen(ClusterError):
    """HOST:PORT is not an address of this machine, or this user may not listen there."""

    def __init__(self, host: str, port: int, reason: str) -> None:
        super().__init__(host, port, reason)
        self.host, self.port, self.reason = host, port, reason

    def __str__(self) -> str:
        return f"cannot listen on {self.host}:{self.port}: {self.reason}"
