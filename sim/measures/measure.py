"""What a measure is: one figure with its formula, its denominator and its treatment of those who left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from sim.measures.sums import BEHIND, SCOPES, BacklogSum, Family, OutSum, StaffSum, Sum

Better = Literal["low", "high"]
Kind = Literal["ratio", "total", "quantile", "maximum", "gap", "multiple"]

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


MINUTES_OF_A_WEEK = 7 * 24 * 60.0


@dataclass(frozen=True)
class Measure:
    """One figure: what it divides by what, and how it is read.

    Attributes
    ----------
    name : str
        Its name in scenario files and tables.
    unit : str
        ``min``, ``h``, ``share`` (0 to 1), ``count``, ``yuan``, ``1/h``, ``1/week``.
    kind : str
        ratio, total, quantile, maximum, gap or multiple; see :mod:`sim.measures.registry`.
    top, bottom : Sum
        The sums that it divides (``bottom`` only for ratios).
    quantile : float or None
        Which quantile of the waits.
    scale : float
        Factor of the ratio or total (60 for "an hour").
    formula, denominator, leavers : str
        For people: the formula, what it is divided by, how those who left without service are counted.
    better : str
        ``low`` or ``high``; the peak is the worst interval in this sense.
    pools : str or None
        Which pools a contact counts for in the scope of a pool, where that is another one than in its family: see
        :attr:`counts_for` and `COUNTS_FOR`.
    of : str
        Name of the measure whose worst and best scope a gap or multiple compares; its sums are those.
    signed : bool
        Whether it can be below zero.
    """

    name: str
    unit: str
    kind: Kind
    top: Sum
    formula: str
    denominator: str
    leavers: str
    bottom: Sum | None = None
    quantile: float | None = None
    scale: float = 1.0
    better: Better = "low"
    of: str = ""
    pools: Pools | None = None
    signed: bool = False

    @property
    def family(self) -> Family:
        """What it is about: contacts (each in the interval of its arrival), cases (where and when they began), staff, the queue, orders
        (those that are created in a period, or open in it), outages (those that begin in it), or the supply of the whole area."""
        return self.top.family

    @property
    def scopes(self) -> tuple[str, ...]:
        """Kinds of scope that it has; one that compares has those whose scopes it compares."""
        kinds = SCOPES[self.family]
        if isinstance(self.top, StaffSum):
            kinds = tuple(kind for kind in kinds if kind in SCOPES["staff"])
        return tuple(kind for kind in kinds if kind != "all") if self.of else kinds

    @property
    def behind(self) -> Sum:
        """The sum that says how much lies behind it: its denominator, if it has one."""
        return self.bottom or BEHIND[self.family]

    @property
    def sums(self) -> tuple[Sum, ...]:
        """The sums that it divides, and the one that lies behind it; a statistic of the waits is no sum."""
        return (self.behind,) if self.kind == "quantile" else (self.top, self.behind)

    @property
    def counts_for(self) -> Pools:
        """Which pools a contact counts for in the scope of a pool: heads count what they work on, whoever was first."""
        return self.pools or ("each" if self.family == "staff" else "first")

    @property
    def least(self) -> float:
        """The smallest value that the measure can have."""
        return -self.most if self.kind == "gap" or self.signed else 0.0

    @property
    def has_average_day(self) -> bool:
        """Whether it has a value in each interval of the average day, and so a peak."""
        if self.kind == "maximum" and self.family == "queue":
            return False
        if self.family in ("outage", "supply"):
            return isinstance(self.top, OutSum)
        if self.family != "order":
            return True
        return self.kind not in ("quantile", "maximum") and (
            not isinstance(self.top, BacklogSum) or self.top.over_day
        )

    @property
    def most(self) -> float:
        """The largest value that the measure can have."""
        return 1.0 if self.unit == "share" else float("inf")


def ratio(
    name: str,
    unit: str,
    top: Sum,
    bottom: Sum,
    formula: str,
    denominator: str,
    leavers: str,
    better: Better = "low",
    scale: float = 1.0,
    pools: Pools | None = None,
) -> Measure:
    """A ratio of two sums."""
    return Measure(
        name,
        unit,
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
