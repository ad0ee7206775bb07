"""`vpt map`: learn the map of an application, and look after it; a file in `maps` for each word."""

import importlib
from typing import Any

import typer
from typer.core import TyperGroup

# The words after `vpt map`, in the order of the help, and the files that have their functions.
# As in `cluster/__main__.py` a file is imported when it is called for.
WORDS = {
    "record": "record",
    "explore": "explore",
    "check": "check",
    "export": "export",
    "import": "take_in",
}


class _Words(TyperGroup):
    """The words, of which only those that are asked for are read."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        return list(WORDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name not in WORDS:
            return None
        file = WORDS[cmd_name]
        alone = typer.Typer(add_completion=False)
        alone.command(cmd_name)(
            getattr(importlib.import_module(f"cluster.commands.maps.{file}"), file)
        )
        return typer.main.get_command(alone)


app = typer.Typer(
    cls=_Words,
    help="Learn maps of applications, look them over, and exchange them.",
    no_args_is_help=True,
)
