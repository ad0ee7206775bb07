"""Find the class behind the one key of a config entry, such as `adb:` or `press:`.

The kind is a file name: `press` among the steps is the one Step of
actors/steps/press.py.  Nothing is registered; a file is imported when a config
first asks for it, so that what it needs may be absent elsewhere.  Packages of
others join in through an entry-point group of the same name ("actors.steps").
"""

import importlib
import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from types import ModuleType
from typing import Any, ClassVar, TypeVar

from pydantic import BaseModel, ConfigDict, SerializerFunctionWrapHandler, model_serializer

Base = TypeVar("Base")


class Kind(BaseModel):
    """The settings behind one key; reads and writes itself as `{kind: settings}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    package: ClassVar[str]
    main: ClassVar[str | None] = None  # the field that a scalar or a list stands for

    @property
    def kind(self) -> str:
        """The name under which it is found: that of its file, or of its entry point."""
        places = _places(self.package).items()
        return next(kind for kind, place in places if place == type(self).__module__)

    @model_serializer(mode="wrap")
    def _as_one_key(self, settings: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {self.kind: settings(self)}


def kinds(package: str) -> list[str]:
    """Return the kinds in PACKAGE, such as "actors.drivers", sorted."""
    return sorted(_places(package))


def find(package: str, kind: str, base: type[Base]) -> type[Base]:
    """Return the one subclass of BASE that the file KIND of PACKAGE defines.

    Raises ValueError for a kind that has no file, with those that have, and
    ImportError where the file needs what is not installed.
    """
    if kind not in _places(package):
        raise ValueError(f"no kind {kind!r} in {package} (it has {', '.join(kinds(package))})")
    module = _load(_places(package)[kind])
    return _defined(module, base)  # type: ignore[arg-type]  # a class has a hash


def split(package: str, written: object) -> tuple[str, Mapping[str, Any], Any]:
    """Return the kind that WRITTEN names, its other fields, and what stands behind the kind.

    `{text: Home, region: [0, 0, 9, 9]}` is the kind `text`, with a field beside
    it and "Home" behind it.  Raises ValueError where not exactly one key is a kind.
    """
    if isinstance(written, str):
        written = {written: None}
    if not isinstance(written, Mapping) or not written:
        raise ValueError(f"expected one of the kinds {', '.join(kinds(package))}")
    named = [key for key in written if key in _places(package)]
    if len(named) != 1:
        wrong = "more than one kind: " + ", ".join(named) if named else f"no kind {_first(written)}"
        raise ValueError(f"{wrong} (there are {', '.join(kinds(package))})")
    beside = {key: value for key, value in written.items() if key != named[0]}
    return named[0], beside, written[named[0]]


def settings(model: type[Kind], beside: Mapping[str, Any], behind: Any) -> dict[str, Any]:
    """Return the fields of MODEL from what stands beside and behind its key.

    Raises ValueError for a bare value where the kind has no main field, and for a field
    that stands in both places.
    """
    if behind is None:
        return dict(beside)
    if not isinstance(behind, Mapping):
        if model.main is None:
            raise ValueError(f"needs settings by name, not {behind!r}")
        behind = {model.main: behind}
    if twice := next((key for key in behind if key in beside), None):
        raise ValueError(f"{twice!r} stands both beside its kind and behind it")
    return {**beside, **behind}


def _first(written: Mapping[Any, Any]) -> str:
    return repr(next(iter(written)))


@cache
def _places(package: str) -> Mapping[str, str]:
    folder = importlib.import_module(package).__path__
    own = {module.name: f"{package}.{module.name}" for module in pkgutil.iter_modules(folder)}
    return {point.name: point.value for point in entry_points(group=package)} | own


@cache
def _defined(module: ModuleType, base: type[Base]) -> type[Base]:
    [found] = [
        thing
        for thing in vars(module).values()
        if isinstance(thing, type)
        and issubclass(thing, base)
        and thing.__module__ == module.__name__
    ]
    return found


def _load(place: str) -> ModuleType:
    return importlib.import_module(place)
