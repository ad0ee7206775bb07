"""Turn what a user wrote behind `steps:`, `shows:` and `drivers:` into models.

Each of the three types reads a one-key mapping, and writes itself back as one.
Entries of one document that are written alike become one model: none ever changes,
and a map of 10,000 screens has few different ones.
"""

import marshal
from collections.abc import Callable, Collection
from typing import Annotated, Any, TypeVar

from pydantic import BeforeValidator, SerializeAsAny, ValidationInfo

from actors import kinds
from actors.checks import Check
from actors.driver import Driver, Settings
from actors.steps import Step

B = TypeVar("B")
K = TypeVar("K", bound=kinds.Kind)

_WITHOUT_REFERENCES = 2  # the version of marshal in which equal things are equal bytes


def _reader(base: type[K], model_of: Callable[[str], type[K]]) -> Callable[..., K]:
    def read(written: Any, info: ValidationInfo) -> K:
        kind, beside, behind = kinds.split(base.package, written)
        model = model_of(kind)
        fields = kinds.settings(model, beside, behind)
        return model.model_validate(fields, context=info.context)

    def read_once(written: Any, info: ValidationInfo) -> K:
        if isinstance(written, base):
            return written
        already: dict[Any, K] | None = (info.context or {}).get("already")
        if already is None or (key := _key(base, written)) is None:
            return read(written, info)
        if key not in already:
            already[key] = read(written, info)
        return already[key]

    return read_once


def _key(base: type, written: Any) -> tuple[type, bytes] | None:
    """Return the same for what is written the same, or None where that cannot be said."""
    try:
        return base, marshal.dumps(written, _WITHOUT_REFERENCES)
    except ValueError:
        return None


def _found(base: type[B], package: str, kind: str) -> type[B]:
    try:
        return kinds.find(package, kind, base)
    except ImportError as e:
        raise ValueError(f"{kind!r} needs the package {e.name!r}, which is not installed") from e


def _check(kind: str) -> type[Check]:
    return _found(Check, Check.package, kind)  # type: ignore[type-abstract]


def _step(kind: str) -> type[Step]:
    return _found(Step, Step.package, kind)  # type: ignore[type-abstract]


def with_check_beside(written: Any, own: Collection[str]) -> Any:
    """Return what is WRITTEN of a step with all that is none of its OWN fields as its check."""
    if not isinstance(written, dict) or "check" in written:
        return written
    kept = {key: value for key, value in written.items() if key in own}
    return {**kept, "check": {key: value for key, value in written.items() if key not in own}}


def driver(kind: str) -> type[Driver[Any]]:
    """Return the class of the drivers of KIND.

    Raises ValueError for an unknown kind, or one whose packages are not installed.
    """
    return _found(Driver, Settings.package, kind)  # type: ignore[type-abstract]


def _settings(kind: str) -> type[Settings]:
    return driver(kind).Settings


AnyCheck = Annotated[SerializeAsAny[Check], BeforeValidator(_reader(Check, _check))]
AnyStep = Annotated[SerializeAsAny[Step], BeforeValidator(_reader(Step, _step))]
AnyDriver = Annotated[SerializeAsAny[Settings], BeforeValidator(_reader(Settings, _settings))]
