"""How a command ends before it is done."""

from __future__ import annotations

FAILED, BAD_INPUT, NO_PLAN, INTERRUPTED = 1, 2, 3, 130


class Stop(Exception):
    """The command ends with a message and an exit code."""

    def __init__(self, message: str, code: int = BAD_INPUT) -> None:
        super().__init__(message)
        self.code = code
