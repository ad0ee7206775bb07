"""What can go wrong between the lab's machines.

ClusterError
 +-- NoAnswer              a part of the lab gives none; another try may get one
 |    +-- ClusterUnreachable    no Ray cluster answers there
 |    +-- DidNotStart           a process of the lab ended, or did not get ready
 +-- AlreadyUp             a lab runs on this machine already
 +-- NotUp                 no lab runs on this machine
 +-- StillDriven           another process drives the execution
 +-- UnknownExecution      the store has no such execution
 +-- UnknownAttempt        the execution has no such attempt
 +-- UnknownDevice         the lab has no such device
 +-- UnknownCampaign       the lab's configs have no such campaign
 +-- PortInUse             something else listens on a port that is needed
"""


class ClusterError(Exception):
    """Base of every error between the machines of a lab."""


class NoAnswer(ClusterError):
    """A part of the lab does not answer; another try may get an answer."""


class ClusterUnreachable(NoAnswer):
    """No Ray cluster answers at ADDRESS."""

    def __init__(self, address: str, reason: str) -> None:
        super().__init__(address, reason)
        self.address, self.reason = address, reason

    def __str__(self) -> str:
        return f"no Ray cluster answers at {self.address}: {self.reason}"


class AlreadyUp(ClusterError):
    """A lab runs on this machine already."""

    def __init__(self, lab: str) -> None:
        super().__init__(lab)
        self.lab = lab

    def __str__(self) -> str:
        return f"a lab is up already ({self.lab}); `vpt down` ends it"


class NotUp(ClusterError):
    """No lab runs on this machine."""

    def __str__(self) -> str:
        return "no lab is up on this machine; `vpt up LAB` starts one"


class DidNotStart(NoAnswer):
    """The process NAME ended, or was not ready in time; its LOG says why."""

    def __init__(self, name: str, reason: str, log: str) -> None:
        super().__init__(name, reason, log)
        self.name, self.reason, self.log = name, reason, log

    def __str__(self) -> str:
        return f"{self.name} did not start: {self.reason} (see {self.log})"


class StillDriven(ClusterError):
    """Another process drives the execution: two would do everything twice."""

    def __init__(self, execution: int) -> None:
        super().__init__(execution)
        self.execution = execution

    def __str__(self) -> str:
        return f"execution {self.execution} is still driven by another process: stop that one first"


class Unknown(ClusterError):
    """There is nothing of that NAME, but what is in KNOWN."""

    noun = "thing"

    def __init__(self, name: str, known: tuple[str, ...] = ()) -> None:
        super().__init__(name, known)
        self.name, self.known = name, known

    def __str__(self) -> str:
        known = f" (there are {', '.join(self.known)})" if self.known else ""
        return f"no {self.noun} {self.name!r}{known}"


class UnknownExecution(Unknown):
    """The store has no such execution."""

    noun = "execution"


class UnknownAttempt(Unknown):
    """The execution has no such attempt, EXECUTION/JOB/ATTEMPT."""

    noun = "attempt"


class UnknownDevice(Unknown):
    """The lab has no such device."""

    noun = "device"


class UnknownCampaign(Unknown):
    """The lab's configs have no such campaign."""

    noun = "campaign"


class PortInUse(ClusterError):
    """Something else listens on a port that is needed."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(host, port)
        self.host, self.port = host, port

    def __str__(self) -> str:
        return f"{self.host}:{self.port} is in use by another program; choose another port"
