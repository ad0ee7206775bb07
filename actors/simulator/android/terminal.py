"""A terminal around a console: it echoes what is typed, and prompts for a line."""

from typing import Final

from actors.simulator.android.console import Console

PROMPT: Final = b"simulated:/ $ "
RUBOUT: Final = (b"\x7f", b"\b")
INTERRUPT: Final = b"\x03"
END: Final = b"\x04"


class Terminal(Console):
    """Gives a shell whole lines of INNER's input; lines of output end as terminals want them."""

    def __init__(self, inner: Console) -> None:
        super().__init__(self._read_line, self._out, self._out)
        self._inner = inner
        self._typed = b""

    async def _out(self, data: bytes) -> None:
        await self._inner.out(data.replace(b"\n", b"\r\n"))

    async def _read_line(self) -> bytes:
        await self._out(PROMPT)
        line = b""
        while True:
            if not self._typed and not await self._fill():
                return line
            key, self._typed = self._typed[:1], self._typed[1:]
            if key in (b"\r", b"\n"):
                await self._out(b"\n")
                return line + b"\n"
            if key == END and not line:
                return b""
            line = await self._edited(line, key)

    async def _edited(self, line: bytes, key: bytes) -> bytes:
        if key == INTERRUPT:
            await self._out(b"^C\n" + PROMPT)
            return b""
        if key in RUBOUT:
            if line:
                await self._out(b"\b \b")
            return line[:-1]
        if key < b" ":
            return line
        await self._out(key)
        return line + key

    async def _fill(self) -> bool:
        self._typed = await self._inner.read()
        return bool(self._typed)
