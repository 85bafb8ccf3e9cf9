"""A lock on a folder, for as long as a process writes into it. The system releases it when the process ends, however that ends."""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

LOCK = ".counterline.lock"

NO_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}
"""What file systems answer that have no locks."""

_log = logging.getLogger("sim.folder_lock")


class Busy(Exception):
    """Another process holds the lock."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the folder's lock.

    Raises
    ------
    Busy
        Another process holds it.
    """
    path = folder / LOCK
    held = _held(path)
    try:
        yield
    finally:
        if sys.platform == "win32":  # an open file cannot be removed there
            os.close(held)
            path.unlink(missing_ok=True)
        else:
            path.unlink(missing_ok=True)
            os.close(held)


def _held(path: Path) -> int:
    """The lock file, open and locked. One that its holder removed while it was opened here is no lock any more."""
    while True:
        held = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            _lock(held)
            if _is_there(path, held):
                return held
        except BaseException:
            os.close(held)
            raise
        os.close(held)


def _lock(held: int) -> None:
    """Lock an open file. On POSIX a record lock, which processes that begin as copies of this one do not hold as well."""
    try:
        if sys.platform == "win32":
            msvcrt.locking(held, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.lockf(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in {errno.EACCES, errno.EAGAIN, errno.EDEADLK}:
            raise Busy from None
        if error.errno not in NO_LOCKS:
            raise
        _log.warning("the file system has no locks: see that no other run writes into %s", LOCK)


def _is_there(path: Path, held: int) -> bool:
    try:
        return os.path.samestat(path.lstat(), os.fstat(held))
    except FileNotFoundError:
        return False
