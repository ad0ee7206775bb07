"""`python -m tests.bench [name …]`: measure, as a table and as results/bench.json."""

import argparse
import ast
import os
import secrets
from pathlib import Path

from rich.console import Console

from tests.bench.results import as_json, measured_apart, table

HERE = Path(__file__).parent
RESULTS = HERE.parents[1] / "results" / "bench.json"
BENCHES = tuple(
    sorted(file.stem for file in HERE.glob("*.py") if "\ndef figures(" in file.read_text())
)


def main() -> None:
    names = _arguments().names or BENCHES
    os.environ["RAY_AUTH_MODE"] = "token"
    os.environ["RAY_AUTH_TOKEN"] = secrets.token_hex(16)
    os.environ.pop("RAY_ADDRESS", None)  # each bench has a cluster of its own
    console = Console()
    measured = {}
    for name in names:
        with console.status(f"measuring: {name}"):
            measured[name] = measured_apart(name)
        console.print(table(name, measured[name]))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(as_json(measured))
    console.print(f"load average {os.getloadavg()[0]:.1f} on {os.cpu_count()} CPUs; {RESULTS}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=__doc__,
        epilog="\n\n".join(f"{name}: {_about(name)}" for name in BENCHES),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHES))
    arguments = parser.parse_args()
    if unknown := set(arguments.names) - set(BENCHES):
        parser.error(f"no bench {', '.join(sorted(unknown))} (there are {', '.join(BENCHES)})")
    return arguments


def _about(name: str) -> str:
    """Return the docstring of a bench without importing it, as some import a lot."""
    return ast.get_docstring(ast.parse((HERE / f"{name}.py").read_text())) or ""


if __name__ == "__main__":
    main()
