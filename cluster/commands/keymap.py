"""`vpt keymap`: learn what a remote control sends, and look at what is known."""

import json as json_module
from pathlib import Path
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console
from rich.table import Table

from actors import document
from actors.errors import ConfigError
from actors.keymap import KEYMAPS, Keymap, load_keymap
from actors.keys import KEYS
from actors.learned import keymap_of, told, write_keymap
from actors.protocols.infrared.signal import Signal
from actors.protocols.transmitters import broadlink, globalcache
from actors.protocols.transmitters.control import CannotSend, Emitter, Refusal, place_of
from cluster.errors import NoAnswer

app = typer.Typer(help="Learn and show the codes of remote controls.", no_args_is_help=True)

TIMEOUT = 5.0  # seconds for an answer of the transmitter


@app.command()
def show(
    name: Annotated[str, typer.Argument(help="a file, or the name of a shipped keymap")],
    json: Annotated[bool, typer.Option("--json", help="print one JSON document")] = False,
) -> None:
    """Show the keys of a keymap and what they send, after a look that all of it is right.

    \b
    vpt keymap show samsung-tv
    vpt keymap show configs/keymaps/my-tv.yaml

    With --json: name, protocol, and keys, each with what it sends in words.

    Exit codes: 0 shown, 2 no such keymap, or something in it is wrong.
    """
    keymap = _read(name)
    sent = {key: told(keymap.signal(key)) for key in keymap.keys}
    if json:
        found = {"name": keymap.name, "protocol": keymap.protocol, "keys": sent}
        print(json_module.dumps(found))
        return
    table = Table("key", "sends", title=f"{keymap.name}: {keymap.protocol}")
    for key, words in sent.items():
        table.add_row(key, words)
    Console().print(table)


@app.command()
def learn(
    keys: Annotated[list[str], typer.Argument(help="keys to learn, such as UP DOWN OK")],
    file: Annotated[Path, typer.Option(help="keymap to write, or to add keys to")],
    globalcache: Annotated[
        str | None, typer.Option(metavar="HOST[:PORT]", help="a Global Caché transmitter")
    ] = None,
    broadlink: Annotated[
        str | None, typer.Option(metavar="HOST[:PORT]", help="a Broadlink RM")
    ] = None,
    seconds: Annotated[float, typer.Option(min=0.1, help="to wait for each key")] = 20.0,
) -> None:
    """Learn keys of a remote control that is pointed at a transmitter's eye, and write a keymap.

    \b
    vpt keymap learn UP DOWN LEFT RIGHT OK BACK --globalcache 10.0.0.41 --file my-tv.yaml

    Press each key when it is asked for, shortly.  The file is written after each one, so what
    was learned stays, whatever comes then; called again, it adds keys, or replaces them.

    Exit codes: 0 all learned, 2 bad usage or a bad file, 3 no answer, or no key was seen,
    130 interrupted.
    """
    emitter = _emitter(globalcache, broadlink)
    if unknown := [key for key in keys if key not in KEYS]:
        raise typer.BadParameter(f"no key {unknown[0]!r} (there are {', '.join(KEYS)})")
    if not file.absolute().parent.is_dir():
        raise typer.BadParameter(f"no folder {file.parent}")
    known = _read(str(file)) if file.exists() else None
    signals = {key: known.signal(key) for key in known.keys} if known else {}
    name = known.name if known else file.stem
    try:
        for key in keys:
            _learn(key, signals, emitter, seconds)
            write_keymap(keymap_of(name, signals), file)
    finally:
        emitter.close()
    print(f"{file} has {len(signals)} keys")


def _learn(key: str, signals: dict[str, Signal], emitter: Emitter, seconds: float) -> None:
    """Add KEY to SIGNALS; ask once more while it sends what another key does."""
    while True:
        print(f"press {key} …", flush=True)
        signal = _seen(emitter, key, seconds)
        others = {other: sent for other, sent in signals.items() if other != key}
        try:
            keymap_of("all", {**others, key: signal})
        except ValueError as e:
            print(f"  {_reason(e)}")
            continue
        print(f"  {told(signal)}")
        signals[key] = signal
        return


def _reason(error: ValueError) -> str:
    if isinstance(error, ValidationError):
        return error.errors()[0]["msg"].removeprefix("Value error, ")
    return str(error)


def _seen(emitter: Emitter, key: str, seconds: float) -> Signal:
    try:
        return emitter.learn(seconds)
    except TimeoutError as e:
        raise NoAnswer(f"{key} was not seen within {seconds:g} s") from e
    except (OSError, Refusal, CannotSend) as e:
        raise NoAnswer(f"the transmitter: {e}") from e


def _emitter(cache: str | None, rm: str | None) -> Emitter:
    if (cache is None) == (rm is None):
        raise typer.BadParameter("one of --globalcache and --broadlink tells where to learn")
    try:
        if rm:
            return broadlink.Broadlink(place_of(rm, broadlink.PORT), TIMEOUT)
        place = place_of(cache or "", globalcache.PORT)
    except ValueError as e:
        raise typer.BadParameter(str(e)) from e
    return globalcache.GlobalCache(place, "1:1", TIMEOUT)


def _read(name: str) -> Keymap:
    """Return the keymap in a file, or the shipped one, NAME.  Raises ConfigError."""
    file = Path(name)
    if file.suffix == ".yaml" or file.exists():
        return document.read(file).read_as(Keymap)
    if not (KEYMAPS / f"{name}.yaml").exists():
        shipped = ", ".join(sorted(path.stem for path in KEYMAPS.glob("*.yaml")))
        raise ConfigError(name, f"no such file, and no shipped keymap (there are {shipped})")
    return load_keymap(name)
