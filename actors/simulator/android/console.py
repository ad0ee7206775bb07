"""What a command reads from and writes to."""

from collections.abc import Awaitable, Callable

Read = Callable[[], Awaitable[bytes]]
Write = Callable[[bytes], Awaitable[None]]


class Console:
    """Input, output and errors; `read` returns nothing at the end of the input."""

    def __init__(self, read: Read, out: Write, err: Write) -> None:
        self.read, self.out, self.err = read, out, err

    async def say(self, *lines: str) -> None:
        """Write LINES to the output."""
        if lines:
            await self.out("".join(f"{line}\n" for line in lines).encode())

    async def complain(self, line: str) -> None:
        """Write LINE to the errors."""
        await self.err(f"{line}\n".encode())

    async def read_all(self) -> bytes:
        """Return the rest of the input."""
        parts = []
        while part := await self.read():
            parts.append(part)
        return b"".join(parts)


def recorded(given: bytes = b"") -> tuple[Console, bytearray, bytearray]:
    """Return a console with GIVEN as its input, and what will be its output and errors."""
    rest, out, err = [given], bytearray(), bytearray()

    async def read() -> bytes:
        return rest.pop() if rest else b""

    async def write_out(data: bytes) -> None:
        out.extend(data)

    async def write_err(data: bytes) -> None:
        err.extend(data)

    return Console(read, write_out, write_err), out, err
