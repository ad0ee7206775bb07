"""The `vpt` command: what went wrong ends as one sentence and an exit code."""

import signal
import sys

import typer

from actors.errors import ConfigError, DeviceError
from cluster.artifacts import ArtifactError
from cluster.commands import check, demo, device, lab, run, serve, simulator, up
from cluster.errors import ClusterError, ClusterUnreachable, DidNotStart
from cluster.interrupts import unwind_on_sigterm
from cluster.store.errors import StoreError, StoreUnreachable
from navigation.errors import NavigationError

BAD_INPUT = 2  # a bad file, a bad argument, something in the way
NO_ANSWER = 3  # the lab could not give an answer
INTERRUPTED = 130  # 128 + SIGINT, as shells have it

app = typer.Typer(
    help="A lab of real devices that behaves like one program.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.command()(demo.demo)
app.command()(up.up)
app.command()(up.down)
app.command()(up.status)
app.command()(run.run)
app.command()(device.device)
app.command()(check.check)
app.command()(simulator.simulator)
app.add_typer(lab.app, name="lab")
app.command()(serve.api)


def main() -> None:
    """Run the command that the arguments name."""
    unwind_on_sigterm()
    try:
        app()
    except (ClusterUnreachable, DidNotStart, StoreUnreachable, DeviceError, NavigationError) as e:
        _end(str(e), NO_ANSWER)
    except (ConfigError, ClusterError, StoreError, ArtifactError) as e:
        _end(str(e), BAD_INPUT)
    except KeyboardInterrupt:
        _end("interrupted", INTERRUPTED)


def _end(sentence: str, code: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    print(f"vpt: {sentence}", file=sys.stderr)
    sys.exit(code)


if __name__ == "__main__":
    main()
