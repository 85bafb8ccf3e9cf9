"""Functions that are compiled when they are first called, and kept compiled on disk.

What is compiled adds, multiplies, divides and compares as Python and NumPy do, to the last bit; logarithms and the like it leaves
to NumPy, because theirs differ in the last bit.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable
from multiprocessing import parent_process
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

from numba import njit
from numba.core import event
from numba.extending import overload

from sim.compiling.kept import is_kept, keep

Function = TypeVar("Function", bound=Callable[..., Any])


_njit: Any = njit  # not all of its options are among its types
_overload: Any = overload

OPTIONS: dict[str, Any] = {"error_model": "numpy", "_nrt": False}
"""Division by zero gives infinity. What is compiled neither makes arrays nor keeps them, so nobody counts who uses them: that took most
of the time."""


LONG = "sim.lanes.centre"
"""Where what takes long to compile is defined."""

NOWHERE = "neither the installation nor the home folder can be written (set NUMBA_CACHE_DIR to one that can)"

_log = logging.getLogger(__name__)


class _Announced(event.Listener):
    """Says so where something has to be compiled: once in a process for halls, and once for call centres."""

    def __init__(self) -> None:
        self._under_way, self._said = 0, set[str]()

    def on_start(self, begun: Any) -> None:
        """The compiler begins; what is compiled on the way, because others call it, is not told of."""
        module = str(begun.data["dispatcher"].py_func.__module__)
        if self._under_way == 0 and module.startswith("sim.lanes"):
            time = "about half a minute" if module.startswith(LONG) else "some fifteen seconds"
            self._tell(time, is_kept(begun.data["dispatcher"]))
        self._under_way += 1

    def on_end(self, _: Any) -> None:
        """The compiler is done."""
        self._under_way -= 1

    def _tell(self, time: str, kept: bool) -> None:
        if time in self._said or parent_process():  # what shares the work need not say the same
            return
        self._said.add(time)
        if kept:
            _log.info("compiling the lane engine, once after installation: %s", time)
        else:
            _log.warning("compiling the lane engine, as in every run, since %s: %s", NOWHERE, time)


_announced = _Announced()
_register: Any = event.register  # without types
_register("numba:compile", _announced)


def compiled(function: Function) -> Function:
    """The same function, to be called by others that are compiled."""
    made: Function = _njit(no_cpython_wrapper=True, no_cfunc_wrapper=True, **OPTIONS)(function)
    return made


def woven(function: Function) -> Function:
    """The same function compiled, its instructions put in the place of each call of it: for what an event calls with all of its tables,
    which take longer to pass on than most of it to do."""
    made: Function = _njit(forceinline=True, no_cpython_wrapper=True, no_cfunc_wrapper=True, **OPTIONS)(
        function
    )
    return made


def inlined(function: Function) -> Function:
    """The same function, put in the place of each call of it: what it gives back need not be passed on."""
    made: Function = _njit(inline="always", **OPTIONS)(function)
    return made


def known_to_compiled(function: Callable[..., Any], written_out: Callable[..., Any] | None = None) -> None:
    """Those that are compiled may call a function by its own name; one of a library that is not in Python as it is written out.

    In Python it stays what it is.
    """
    _overload(function, jit_options=OPTIONS, strict=False)(lambda *_: written_out or function)


def entry(function: Function) -> Function:
    """The same function compiled, to be called by those that are not; it is kept on disk with all that it calls, where it can be."""
    made: Function = keep(_njit(no_cfunc_wrapper=True, **OPTIONS)(function))
    return made


def digest(*modules: ModuleType) -> int:
    """A number of what the files of some modules say.

    The compiler looks for changes in the file of the function alone that it keeps, not in those of the functions and constants that
    this uses. A function that has this number of their modules is compiled anew when one of them changes.
    """
    text = b"".join(Path(str(module.__file__)).read_bytes() for module in modules)
    return int.from_bytes(hashlib.blake2b(text, digest_size=7).digest(), "little")
