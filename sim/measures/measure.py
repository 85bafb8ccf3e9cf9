"""What a measure is: one figure with its formula, its denominator and its treatment of those who left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Family = Literal["contact", "staff", "queue"]
Better = Literal["low", "high"]
Kind = Literal["ratio", "total", "quantile", "maximum", "gap", "multiple"]

SCOPES: dict[Family, tuple[str, ...]] = {
    "contact": ("all", "hall", "pool", "service", "segment", "channel", "centre", "language"),
    "staff": ("all", "hall", "pool", "centre"),
    "queue": ("all", "hall", "centre"),
}
"""Kinds of scope that the measures of a family have."""

Pools = Literal["first", "last", "each"]

COUNTS_FOR: dict[Pools, str] = {
    "first": "the pool that answered a call first, or ended a visit",
    "last": "the pool that ended it",
    "each": "each pool that worked on it",
}
"""Which pools a contact counts for in the scope of a pool, in words: a call that is handed over has two."""

SERVED = "contacts that a clerk, greeter or kiosk ended"
LEFT_OUT = "left out: they have no wait until service"
COUNTED = "counted in the denominator"


@dataclass(frozen=True)
class Measure:
    """One figure: what it divides by what, and how it is read.

    Attributes
    ----------
    name : str
        Its name in scenario files and tables.
    unit : str
        ``min``, ``share`` (0 to 1), ``count``, ``yuan``, ``1/h``.
    family : str
        What it is about: contacts (each in the interval of its arrival), staff, or the queue.
    kind : str
        ratio, total, quantile, maximum, gap or multiple; see :mod:`sim.measures.registry`.
    top, bottom : str
        Names of the sums that it divides (``bottom`` only for ratios).
    quantile : float or None
        Which quantile of the waits.
    scale : float
        Factor of the ratio (60 for "an hour").
    formula, denominator, leavers : str
        For people: the formula, what it is divided by, how those who left without service are counted.
    better : str
        ``low`` or ``high``; the peak is the worst interval in this sense.
    pools : str or None
        Which pools a contact counts for in the scope of a pool, where that is another one than in its family: see
        :attr:`counts_for` and `COUNTS_FOR`.
    of : str
        Name of the measure whose worst and best scope a gap or multiple compares; its sums are those.
    """

    name: str
    unit: str
    family: Family
    kind: Kind
    top: str
    formula: str
    denominator: str
    leavers: str
    bottom: str = ""
    quantile: float | None = None
    scale: float = 1.0
    better: Better = "low"
    of: str = ""
    pools: Pools | None = None

    @property
    def counts_for(self) -> Pools:
        """Which pools a contact counts for in the scope of a pool: heads count what they work on, whoever was first."""
        return self.pools or ("each" if self.family == "staff" else "first")

    @property
    def least(self) -> float:
        """The smallest value that the measure can have."""
        return -self.most if self.kind == "gap" else 0.0

    @property
    def most(self) -> float:
        """The largest value that the measure can have."""
        return 1.0 if self.unit == "share" else float("inf")


def ratio(
    name: str,
    unit: str,
    top: str,
    bottom: str,
    formula: str,
    denominator: str,
    leavers: str,
    better: Better = "low",
    family: Family = "contact",
    scale: float = 1.0,
    pools: Pools | None = None,
) -> Measure:
    """A ratio of two sums."""
    return Measure(
        name,
        unit,
        family,
        "ratio",
        top,
        formula,
        denominator,
        leavers,
        bottom,
        None,
        scale,
        better,
        pools=pools,
    )
