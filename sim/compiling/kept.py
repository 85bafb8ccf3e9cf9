"""Compiled functions kept on disk, where there is a folder for them; a file that cannot be read is made anew."""

from __future__ import annotations

import logging
from contextlib import suppress
from typing import Any

from numba.core.caching import FunctionCache

_FunctionCache: Any = FunctionCache  # without types
_log = logging.getLogger(__name__)


class _Kept(_FunctionCache):  # type: ignore[misc]
    """What numba keeps of a function. A file that is empty or cut, as after a power cut, is a file that is not there."""

    def load_overload(self, sig: Any, target_context: Any) -> Any:
        """The function compiled for a signature; None where it is not kept."""
        try:
            return super().load_overload(sig, target_context)
        except Exception:  # what a damaged file gives is up to its bytes
            with suppress(OSError):
                self.flush()
            return None

    def save_overload(self, sig: Any, data: Any) -> None:
        """Keep a function; it can be used where that fails, too."""
        try:
            super().save_overload(sig, data)
        except OSError as error:
            _log.warning("what was compiled cannot be kept in %s: %s", self.cache_path, error.strerror)


def keep(dispatcher: Any) -> Any:
    """The same function, kept on disk from its first compilation on; as it was where no folder can be written."""
    with suppress(RuntimeError):  # neither the installation, nor the home folder, nor NUMBA_CACHE_DIR
        dispatcher._cache = _Kept(dispatcher.py_func)
    return dispatcher


def is_kept(dispatcher: Any) -> bool:
    """Whether a function is kept on disk."""
    return isinstance(dispatcher._cache, _Kept)
