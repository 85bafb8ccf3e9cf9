"""What is wrong with a scenario, said so that a planner can mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

LONGEST_VALUE = 60
"""Characters of a value that a message shows (assumed: one terminal line holds key, value and reason)."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong, at one place.

    Attributes
    ----------
    file, line : str, int
        Where it stands.
    key : tuple
        The path of keys to it.
    value : object
        The value as the file has it; None where there is none to show.
    message : str
        What is wrong, and what would be right.
    """

    file: str
    line: int
    key: tuple[str | int, ...]
    value: Any
    message: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}: "
        name = key_text(self.key)
        if not name:
            return f"{where}{self.message}"
        shown = (
            "" if self.value is None or isinstance(self.value, dict | list) else f" = {_shown(self.value)}"
        )
        return f"{where}{name}{shown}: {self.message}"


class ScenarioError(ValueError):
    """A scenario that cannot be meant; carries every problem found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set_in_order(problems), key=lambda problem: (problem.file, problem.line))
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def __reduce__(self) -> tuple[Any, ...]:
        return (ScenarioError, (self.problems,))


def key_text(key: tuple[str | int, ...]) -> str:
    """``targets[0].measure`` from its parts."""
    text = ""
    for part in key:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def set_in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Each problem once, by what it prints."""
    return list({str(problem): problem for problem in problems}.values())


def _shown(value: Any) -> str:
    text = "".join(char if char.isprintable() else repr(char)[1:-1] for char in str(value))
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"
