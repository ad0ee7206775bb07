"""The `vpt` command: what went wrong ends as one sentence and an exit code."""

import importlib
import signal
import sys

import typer

from actors.errors import ConfigError, DeviceError
from cluster.errors import ClusterError, NoAnswer
from cluster.interrupts import unwind_on_sigterm
from navigation.errors import NavigationError, UnknownScreen

# The commands, in the order of the help.  A file is imported when its command is called,
# as what one command needs (Ray, a database, OpenCV) takes seconds to load.
COMMANDS = {
    "demo": "demo",
    "up": "up",
    "down": "up",
    "status": "up",
    "run": "run",
    "device": "device",
    "check": "check",
    "watch": "watch",
    "reference": "reference",
    "rejudge": "rejudge",
    "margins": "margins",
    "kpi": "kpi",
    "map": "map",
    "route": "route",
    "cover": "cover",
    "simulate": "simulate",
    "validate": "validate",
    "lab": "lab",
    "keymap": "keymap",
    "drivers": "drivers",
    "pair": "pair",
    "simulator": "simulator",
    "api": "serve",
}

BAD_INPUT = 2  # a bad file, a bad argument, something in the way
NO_ANSWER = 3  # the lab could not give an answer
INTERRUPTED = 130  # 128 + SIGINT, as shells have it


def build(wanted: str | None) -> typer.Typer:
    """Return the command line with the command WANTED in it, or with all for any other word."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_vpt)
    for name in [wanted] if wanted in COMMANDS else COMMANDS:
        module = importlib.import_module(f"cluster.commands.{COMMANDS[name]}")
        if hasattr(module, "app"):
            app.add_typer(module.app, name=name)
        else:
            app.command(name)(getattr(module, name))
    return app


def main() -> None:
    """Run the command that the arguments name."""
    unwind_on_sigterm()
    try:
        app = build(sys.argv[1] if len(sys.argv) > 1 else None)
        code = app(prog_name="vpt", standalone_mode=False)
    except typer.TyperException as e:
        if not e.format_message():  # a group without a word has shown its help
            sys.exit(BAD_INPUT)
        _end(_usage(e), BAD_INPUT)
    except (ConfigError, ClusterError, UnknownScreen) as e:
        _end(str(e), NO_ANSWER if isinstance(e, NoAnswer) else BAD_INPUT)
    except (DeviceError, NavigationError) as e:
        _end(str(e), NO_ANSWER)
    except OSError as e:
        if e.filename is None:
            raise  # not about a file that the user named
        _end(f"{e.filename}: {e.strerror}", BAD_INPUT)
    except KeyboardInterrupt:
        _end("interrupted", INTERRUPTED)
    if code == INTERRUPTED:  # so typer says it
        _end("interrupted", INTERRUPTED)
    sys.exit(code)


def _vpt() -> None:
    """Run a lab of real devices that behaves like one program.

    Begin with `vpt demo`, then describe a lab of your own and look it over with `vpt lab check`.

    Exit codes: 0 done, 1 a test or a check does not hold, 2 bad usage or a bad file, 3 the lab
    could not give an answer, 130 interrupted.

    Environment: VPT_HOME is where everything is kept (~/.virtualpytest); VPT_STORE and
    VPT_ARTIFACTS are the URLs of a database and of a place for pictures elsewhere; VPT_API_KEY
    is what clients of the API must show; RAY_ADDRESS is a cluster that runs already.
    """


def _usage(error: typer.TyperException) -> str:
    context = getattr(error, "ctx", None)
    reason = error.format_message().replace("Value error, ", "").rstrip(".")
    return f"{reason} (see `{context.command_path if context else 'vpt'} --help`)"


def _end(sentence: str, code: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print(f"vpt: {sentence}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
