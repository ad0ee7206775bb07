"""How long a name server takes to find the address of a name."""

import time

PORT = 53


class NotFound(Exception):
    """The name server finds no address, for the reason given."""


def seconds_to_resolve(name: str, server: str, port: int, timeout: float) -> float:
    """Return how long SERVER, an IP address, takes to tell the IPv4 address of NAME.

    The question goes by UDP, and then by TCP where the answer does not fit.
    Raises NotFound, TimeoutError and other OSErrors.
    """
    import dns.exception
    import dns.message
    import dns.query
    import dns.rcode

    try:
        question = dns.message.make_query(name, "A")
        began = time.monotonic()
        try:
            answer = dns.query.udp(question, server, timeout, port, raise_on_truncation=True)
        except dns.message.Truncated:
            left = timeout + began - time.monotonic()
            answer = dns.query.tcp(question, server, left, port)
        taken = time.monotonic() - began
    except dns.exception.Timeout as e:
        raise TimeoutError from e
    except dns.exception.DNSException as e:
        raise NotFound(str(e) or type(e).__name__) from e
    if answer.rcode() != dns.rcode.NOERROR:
        raise NotFound(f"answers {dns.rcode.to_text(answer.rcode())} for {name!r}")
    if not answer.answer:
        raise NotFound(f"knows {name!r}, and no address of it")
    return taken
