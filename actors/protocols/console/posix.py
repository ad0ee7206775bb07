"""A console on which a POSIX shell answers, if need be after a login."""

import re
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from actors.interface import ShellResult
from actors.protocols.console.port import Denied
from actors.protocols.console.talk import ENTER, INTERRUPT, LINE_AWAY, Talk, Untypable

LONGEST = 1023  # signs of a line: what busybox takes (FEATURE_EDITING_MAX_LEN), the least of all
SHARE = 0.3  # of the time that is left, for a shell that is to show its prompt
SHOWN = 60  # signs of what is there instead of a shell
PROMPT = r"[#$%>] ?(\x1b\[[0-9;]*m ?)*$"  # it may set the colour back at its end
REFUSAL = "incorrect|authentication fail|permission denied"
_UNTYPED = re.compile(r"([^\n -~]+)")  # what terminals and their line editors take for commands


@dataclass(frozen=True)
class Login:
    """Who logs in where that is asked for, and what the questions look like, as patterns."""

    user: str | None
    password: str
    user_prompt: str
    password_prompt: str


class PosixConsole:
    """Types lines; the output of each stands between two signs that nothing else can print."""

    def __init__(self, prompt: str | None, login: Login) -> None:
        self._login = login
        asked = f"(?P<user>{login.user_prompt})|(?P<password>{login.password_prompt})"
        asked += f"|(?P<shell>{prompt or PROMPT})"
        self._asked = re.compile(asked.encode(), re.IGNORECASE)
        self._answered = re.compile(f"(?P<no>{REFUSAL})|{asked}".encode(), re.IGNORECASE)

    def rouse(self, talk: Talk) -> None:
        """Bring the shell to take commands, whatever stands on its line or runs in front of it."""
        for wake in (LINE_AWAY, INTERRUPT):
            with suppress(TimeoutError):
                return self._arrive(talk, wake + ENTER)
        return self._insist(talk)

    def run(self, talk: Talk, command: Sequence[str]) -> ShellResult:
        """Run an argument list, and interrupt it where it does not end."""
        sign = secrets.token_hex(8)
        words = " ".join(quoted(word) for word in command)
        # the line as it is echoed has quotes in the signs: only the shell puts them together
        line = f"echo b''{sign}; {words}; echo e''{sign}$?"
        if (length := max(map(len, line.split("\n")))) > LONGEST:
            raise Untypable(f"a line of {length} signs (a console takes {LONGEST})")
        talk.say(line + ENTER)
        try:
            talk.expect(re.compile(rf"b{sign}\r?\n".encode()))
            output, ended = talk.expect(re.compile(rf"e{sign}(\d+)\r?\n".encode()))
        except TimeoutError:
            talk.say(INTERRUPT)
            raise
        return ShellResult(output, int(ended[1]))

    def _arrive(self, talk: Talk, wake: str) -> None:
        talk.say(wake)
        asked = talk.expect(self._asked, SHARE)[1].lastgroup
        if asked == "shell":
            return self._prove(talk, SHARE)  # what looks like a prompt may be none
        self._log_in(talk, str(asked))
        return self._prove(talk)

    def _insist(self, talk: Talk) -> None:
        """See whether a shell answers whose prompt is unknown, or lost among other lines."""
        try:
            self._prove(talk)
        except TimeoutError:
            if shown := talk.unread[-SHOWN:].strip():
                raise Denied(f"no shell answers; what it shows is {shown!r}") from None
            raise

    def _prove(self, talk: Talk, share: float = 1) -> None:
        sign = secrets.token_hex(8)
        talk.say(f"echo p''{sign}{ENTER}")
        talk.expect(re.compile(rf"p{sign}\r?\n".encode()), share)

    def _log_in(self, talk: Talk, asked: str) -> None:
        """Answer the question that is ASKED, and those that follow."""
        if (user := self._login.user) is None:
            raise Denied("it asks who logs in, and the settings name no user")
        if asked == "password":  # of somebody who began to log in
            talk.say(ENTER)
            self._next(talk)
        talk.settle()
        talk.say(user + ENTER)
        if (asked := self._next(talk)) == "password":
            talk.say(self._login.password + ENTER)
            asked = str(talk.expect(self._answered)[1].lastgroup)
        if asked != "shell":
            raise Denied(f"it refuses to log {user} in")

    def _next(self, talk: Talk) -> str:
        return str(talk.expect(self._asked)[1].lastgroup)


def quoted(word: str) -> str:
    """Return WORD as a shell reads it, in signs that no terminal or line editor swallows.

    Raises Untypable for a zero byte, which no argument of a program can have.
    """
    if "\0" in word:
        raise Untypable(r"the sign '\0'")
    typed, *others = _UNTYPED.split(word)
    pieces = [_in_quotes(typed)]
    for untyped, then in zip(others[::2], others[1::2], strict=True):
        pieces += [_printed(untyped), _in_quotes(then)]
    return "".join(pieces)


def _in_quotes(text: str) -> str:
    return "'" + text.replace("'", "'\"'\"'") + "'"


def _printed(text: str) -> str:
    octal = "".join(f"\\{byte:03o}" for byte in text.encode(errors="surrogatepass"))
    return f"\"$(printf '{octal}')\""
