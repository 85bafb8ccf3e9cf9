"""Something large that worker processes read from a file, each once, however many jobs need it."""

from __future__ import annotations

import os
import pickle
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkstemp
from typing import Any, Generic, TypeVar
from weakref import finalize

T = TypeVar("T")


class Lent(Generic[T]):
    """The thing where it comes from; in a job it becomes the way to its file, which is gone when this is.

    Parameters
    ----------
    thing : object
        What is shared, of the kind that can be pickled.
    """

    def __init__(self, thing: T) -> None:
        self._thing = thing
        number, name = mkstemp(prefix="counterline-")
        finalize(self, Path(name).unlink, missing_ok=True)
        with os.fdopen(number, "wb") as file:
            pickle.dump(thing, file, pickle.HIGHEST_PROTOCOL)
        self._name = name

    def get(self) -> T:
        """The thing itself."""
        return self._thing

    def __reduce__(self) -> tuple[type[_InFile], tuple[str]]:
        return _InFile, (self._name,)


@dataclass(frozen=True)
class _InFile:
    """The way to the file, in a worker."""

    name: str

    def get(self) -> Any:
        return _read(self.name)


@lru_cache(maxsize=1)
def _read(name: str) -> Any:
    """What the file has; only the last thing is kept, since they are large."""
    with Path(name).open("rb") as file:
        return pickle.load(file)
