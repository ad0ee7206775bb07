"""The grammar of the shell: quotes, variables, ; && || | and redirections."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, NamedTuple

ENDS: Final = (";", "&&", "||")
JOINED: Final = "2>&1"
REDIRECTIONS: Final = (">", ">>", "2>", "2>>", JOINED)

_TOKEN: Final = re.compile(
    r"""(?P<space>[ \t\r]+ | \\\n)
      | (?P<operator>&&|\|\||2>&1|2>>|2>|>>|[;|&<>()\n])
      | '(?P<single>[^']*)'
      | "(?P<double>(?:\\.|[^"\\])*)"
      | \\(?P<escaped>.)
      | \$(?:(?P<variable>\?|\w+)|\{(?P<braced>\?|\w+)\})
      | (?P<plain>[^\s;|&<>()'"\\$]+|\$)""",
    re.VERBOSE | re.DOTALL,
)
_QUOTED: Final = re.compile(
    r"""\\(?P<escaped>[\\"$`])
      | \$(?:(?P<variable>\?|\w+)|\{(?P<braced>\?|\w+)\})
      | (?P<plain>[^\\$]+|[\\$])""",
    re.VERBOSE,
)


class BadSyntax(ValueError):
    """A line is no sentence of the shell's language."""


class Piece(NamedTuple):
    """Part of a word: a text, or the name of a variable."""

    text: str
    variable: bool = False


Word = tuple[Piece, ...]


@dataclass
class Command:
    """The words of a command, and where its output (>) and errors (2>) go instead, in order."""

    words: list[Word] = field(default_factory=list)
    redirections: list[tuple[str, Word]] = field(default_factory=list)


class Part(NamedTuple):
    """Commands joined by pipes, run after what came before ended well (&&), badly (||) or (;)."""

    joiner: str
    pipeline: list[Command]


def parse(line: str) -> list[Part]:
    """Return the parts of LINE, in order.  Raises BadSyntax."""
    parts = [Part(";", [Command()])]
    tokens = _tokens(line)
    for token in tokens:
        command = parts[-1].pipeline[-1]
        if isinstance(token, tuple):
            command.words.append(token)
        elif token in REDIRECTIONS:
            command.redirections.append((token, () if token == JOINED else _target(tokens)))
        elif token == "|" and command.words:
            parts[-1].pipeline.append(Command())
        elif token in ENDS and (command.words or token == ";"):
            parts.append(Part(token, [Command()]))
        else:
            raise BadSyntax(f"syntax error: unexpected '{token}'")
    return [part for part in parts if _is_complete(part)]


def expand(word: Word, variables: Mapping[str, str]) -> str:
    """Return the text of WORD; a variable that is not set is empty."""
    return "".join(
        variables.get(piece.text, "") if piece.variable else piece.text for piece in word
    )


def _is_complete(part: Part) -> bool:
    if part.pipeline[-1].words:
        return True
    if part.joiner == ";" and len(part.pipeline) == 1:
        return False
    raise BadSyntax("syntax error: unexpected end of line")


def _target(tokens: Iterator[str | Word]) -> Word:
    target = next(tokens, None)
    if not isinstance(target, tuple):
        raise BadSyntax("syntax error: a redirection leads nowhere")
    return target


def _tokens(line: str) -> Iterator[str | Word]:
    """Yield operators, a line's end as ";", and words."""
    pieces: list[Piece] = []
    place = 0
    while place < len(line):
        if (found := _TOKEN.match(line, place)) is None:
            raise BadSyntax("syntax error: no closing quote")
        place = found.end()
        if found.lastgroup not in ("space", "operator"):
            pieces += _pieces(found)
            continue
        if pieces:
            yield tuple(pieces)
            pieces = []
        if found["operator"]:
            yield found["operator"].replace("\n", ";")
    if pieces:
        yield tuple(pieces)


def _pieces(found: re.Match[str]) -> list[Piece]:
    kind = found.lastgroup
    if kind in ("variable", "braced"):
        return [Piece(found[kind], variable=True)]
    if kind == "double":
        inside = [piece for each in _QUOTED.finditer(found[kind]) for piece in _pieces(each)]
        return inside or [Piece("")]
    return [Piece(found[kind or "plain"])]
