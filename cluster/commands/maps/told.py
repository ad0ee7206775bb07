"""What learning a map tells: how far it is, and what was written."""

import json as json_module
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from actors.survey.draft import Draft
from actors.survey.survey import Survey


@contextmanager
def progress(survey: Survey, doing: str) -> Iterator[None]:
    """Show on standard error how far SURVEY is, if that is a terminal."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield
        return
    with console.status(doing) as status:
        survey.told = lambda: status.update(f"{doing}: {_far(survey)}")
        yield


def _far(survey: Survey) -> str:
    trace, spent = survey.trace, survey.spent
    return f"{spent} keys, {len(trace.screens)} screens in {len(trace.states)} states"


def report(draft: Draft, out: Path, keys: int, *, json: bool) -> None:
    """Print what DRAFT has, for people or as JSON."""
    found = draft.found
    told = {
        "map": str(out),
        "screens": [draft.names[screen] for screen in draft.names if screen in draft.known],
        "edges": len(draft.kept((*found.proven, *found.untried))),
        "failed": len(found.failed),
        "keys": keys,
        "replayed": not found.untried,
    }
    if json:
        print(json_module.dumps(told))
        return
    print(f"{out}: screens {len(draft.known)}, ways {told['edges']}, keys {keys}; look it over")
    if found.untried:
        print(f"not replayed, and maybe wrong: ways {len(found.untried)}")
    if found.failed:
        print(f"did not arrive again, and left out: ways {len(found.failed)}")
