"""`vpt map`: learn the map of an application, and look after it; a file in `maps` for each word."""

import importlib

import typer

# The words after `vpt map`, in the order of the help, and the files that have their functions.
WORDS = {
    "record": "record",
    "explore": "explore",
    "check": "check",
    "export": "export",
    "import": "take_in",
}

app = typer.Typer(
    help="Learn maps of applications, look them over, and exchange them.", no_args_is_help=True
)
for _word, _file in WORDS.items():
    _module = importlib.import_module(f"cluster.commands.maps.{_file}")
    app.command(_word)(getattr(_module, _file))
