"""Standard output and error, whatever they are: closed, without a reader, or on a full disk."""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Any, TextIO


class _Lossy(io.FileIO):
    """A standard stream. What nobody reads any more is lost, and the work goes on; any other failure is told once."""

    def __init__(self, number: int, name: str) -> None:
        super().__init__(number, "wb", closefd=False)
        self._called, self._failed = name, False

    def write(self, data: Any) -> int:
        """Write, or lose, some bytes."""
        try:
            return super().write(data)
        except BrokenPipeError:
            pass
        except OSError as error:
            if not self._failed and self._called:
                self._failed = True
                error.filename = self._called
                raise
        return memoryview(data).nbytes


def open_streams() -> None:
    """Make standard output and error fit to be written to.

    One that is closed becomes the null device, so that no file that is opened later gets its number. An error on standard
    output is one of the system that names it; there is nowhere to tell one on standard error.
    """
    while True:
        opened = os.open(os.devnull, os.O_RDWR)
        if opened > 2:
            os.close(opened)
            break
    sys.stdout = _lossy(sys.stdout, 1, "standard output")
    sys.stderr = _lossy(sys.stderr, 2, "")


def _lossy(stream: TextIO | None, number: int, name: str) -> TextIO:
    if stream is None:
        return Path(os.devnull).open("w", encoding="utf-8")
    buffer = getattr(stream, "buffer", None)
    raw = getattr(buffer, "raw", buffer)  # the same where Python was told not to buffer
    if (
        type(raw) is not io.FileIO or raw.fileno() != number
    ):  # a Windows console, or whatever a caller put there
        return stream
    stream.flush()
    buffer = io.BufferedWriter(_Lossy(number, name))
    return io.TextIOWrapper(
        buffer, stream.encoding, stream.errors, line_buffering=number == 2 or raw.isatty()
    )
