"""What one draw of a made hall is put together from: one of several, a number, a share, a time."""

from __future__ import annotations

from typing import Any

from tests.choices import Choices
from tests.hall_features import Features


class Drawing:
    """Draws single values.

    Parameters
    ----------
    choices : Choices
        What draws.
    can : Features
        What there may be.
    """

    def __init__(self, choices: Choices, can: Features) -> None:
        self.choices, self.can = choices, can

    def one(self, *choices: Any) -> Any:
        return self.choices.one(*choices)

    def maybe(self, allowed: bool = True) -> bool:
        return allowed and self.choices.flag()

    def percent(self, *choices: int) -> str:
        return f"{self.one(*(choices or (0, 10, 50, 90, 100)))} %"

    def likely(self, allowed: bool = True) -> bool:
        return allowed and self.one(True, True, True, False)

    def number(self, low: int, high: int) -> int:
        return self.choices.number(low, high)

    def time(self, least: int = 1, most: int = 12) -> Any:
        minutes = self.number(least, most)
        constant = self.one(f"{minutes} min", f"{minutes} min", f"{minutes * 20} s", f"{minutes}.5 min")
        if not self.can.random_times:
            return constant
        mean = f"{minutes} min"
        return self.one(
            constant,
            {"exponential": {"mean": mean}},
            {"gamma": {"mean": mean, "cv": 0.7}},
            {"lognormal": {"mean": mean, "cv": 0.5}},
            {"uniform": {"low": "0 min", "high": f"{2 * minutes} min"}},
            {"triangular": {"low": "0 min", "mode": "1 min", "high": f"{2 * minutes} min"}},
        )
