"""Where measures are in a tally: the sample of a measure in every scope of a kind and every period of a cut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sim.measures.registry import Measure, base_of, measure
from sim.measures.sums import Sum
from sim.results.estimates import Sample, mean_of_all, mean_of_some, ratio_of, side_by_side
from sim.scenario.target import PEAKS
from sim.scenario.units import clock_text
from sim.tally import MONTHS_FROM, Frame, Tally, statistic, total


@dataclass(frozen=True)
class Samples:
    """The measures of a tally, row by row.

    Attributes
    ----------
    frame : Frame
        Scopes, days and intervals of the scenario.
    sums : mapping
        The tally.
    """

    frame: Frame
    sums: Tally

    def scopes(self, found: Measure, kind: str) -> list[str]:
        """Names of a measure's scopes of a kind; where it compares them, the kind alone (the worst) before them."""
        names = self.frame.names[kind]
        if found.of:
            compared = [f"{kind}:{names[place]}" for place in self.frame.compared(kind)]
            return [kind, *compared] if len(compared) > 1 else []
        return [f"{kind}:{name}" if name else kind for name in names]

    def place_of(self, found: Measure, scope: str) -> tuple[str, int]:
        """The kind of a scope, and its number among those of the measure.

        Raises
        ------
        KeyError
            The measure has no such scope.
        """
        kind = scope.partition(":")[0]
        scopes = self.scopes(found, kind) if kind in found.scopes else []
        if scope not in scopes:
            raise KeyError(f"{found.name} has no scope {scope!r}")
        return kind, scopes.index(scope)

    def cuts(self, found: Measure, kind: str) -> list[str]:
        """Into what periods a measure is cut: ``all``, the peaks, ``month`` (of a long horizon), ``date``, ``interval``."""
        if found.of:
            return self.cuts(measure(found.of), kind)
        peaks = PEAKS if self.has_average_day(found) else ()
        if found.kind not in ("ratio", "total"):
            return ["all", *peaks, "date"]
        months = ["month"] if self.frame.days >= MONTHS_FROM else []
        by_interval = self.frame.keeps_intervals and kind in found.top.by_interval
        return ["all", *peaks, *months, "date", *(["interval"] if by_interval else [])]

    def has_average_day(self, found: Measure) -> bool:
        """Whether a measure, or the one that it compares, has a value in each interval of the average day."""
        return base_of(found).has_average_day

    @cached_property
    def periods(self) -> dict[str, tuple[str, int]]:
        """The cut and place of each month, date and interval start."""
        calendar = self.frame.scenario.calendar
        places = {name: ("month", number) for number, name in enumerate(self.frame.months)}
        for day in range(self.frame.days):
            places[calendar.date(day).isoformat()] = ("date", day)
            for number in range(self.frame.intervals if self.frame.keeps_intervals else 0):
                start = f"{calendar.date(day).isoformat()}T{clock_text(number * calendar.interval)}"
                places[start] = ("interval", day * self.frame.intervals + number)
        return places

    @cached_property
    def periods_of(self) -> dict[str, list[str]]:
        """Names of the periods of each cut, in order."""
        names = {name: [name] for name in ("all", *PEAKS)} | {"month": [], "date": [], "interval": []}
        for name, (cut, _) in self.periods.items():
            names[cut].append(name)
        return names

    def across(self, found: Measure, kind: str, period: str) -> Sample:
        """A measure in every scope of a kind, over ``all`` the horizon or at a peak."""
        if period == "all":
            return self.cut(found, kind, "all")
        sample = self.cut(found, kind, "clock")
        scopes, places = np.arange(len(sample.mean)), self._worst(found, kind, sample, period)
        behind = sample.behind if sample.behind.ndim == 1 else sample.behind[:, scopes, places]
        return Sample(sample.mean[scopes, places], sample.influence[:, scopes, places], behind)

    def peaks(self, found: Measure, kind: str, period: str = "peak") -> Any:
        """The worst interval of the average day in each scope, among those with at least one customer (or minute) a day; for the
        ``open_peak`` among those that begin while it is open."""
        return self._worst(found, kind, self.cut(found, kind, "clock"), period)

    def begins_open(self, found: Measure, kind: str) -> Any:
        """Whether each scope of a measure is open where an interval of the day begins; where it compares, whether any of them is."""
        begins = self.frame.begins_open(kind)
        if not found.of:
            return begins
        compared = begins[self.frame.compared(kind)]
        return np.broadcast_to(compared.any(axis=0), (1 + len(compared), compared.shape[1]))

    def _worst(self, found: Measure, kind: str, sample: Sample, period: str) -> Any:
        some = ~np.isnan(sample.mean)
        if period == "open_peak":
            some &= self.begins_open(found, kind)
        heavy = some & (self.weight(found, kind) >= self.days(found, kind)[:, None])
        counted = np.where(heavy.any(axis=1, keepdims=True), heavy, some)
        sign = 1.0 if found.better == "low" else -1.0
        return np.where(counted, sign * sample.mean, -np.inf).argmax(axis=1)

    def cut(self, found: Measure, kind: str, cut: str) -> Sample:
        """All scopes of a kind, and all periods of a cut; ``clock`` is the average day by interval."""
        if found.of:
            return worst_against_best(
                found, self.cut(measure(found.of), kind, cut).at(self.frame.compared(kind))
            )
        if found.kind in ("quantile", "maximum"):
            return mean_of_some(*statistic(self.sums, self.frame, found.name, kind, cut))
        each, tops = self.sums["replications"], self._sum(found.top, kind, cut)
        if found.kind == "total":
            scaled = tops if found.scale == 1.0 else found.scale * tops
            return mean_of_all(scaled / self.days(found, kind)[:, None] if cut == "clock" else scaled, each)
        return ratio_of(tops, self._sum(found.behind, kind, cut), found.scale, each)

    def days(self, found: Measure, kind: str) -> Any:
        """Over how many days the average day is a mean, in each scope of a measure: those on which it is open."""
        days = self.frame.open_days(kind)
        if not found.of:
            return days
        compared = days[self.frame.compared(kind)]
        return np.broadcast_to(compared.max(initial=1), 1 + len(compared))

    def weight(self, found: Measure, kind: str) -> Any:
        """How much lies behind a measure in each interval of the day: its denominator, on average."""
        count = int(self.sums["replications"].sum())
        behind = self._sum(found.behind, kind, "clock").sum(axis=0) / count
        if not found.of:
            return behind
        compared = behind[self.frame.compared(kind)]
        return np.broadcast_to(compared.min(axis=0), (1 + len(compared), compared.shape[1]))

    def _sum(self, found: Sum, kind: str, cut: str) -> Any:
        return total(self.sums, self.frame, found, kind, cut)


def worst_against_best(found: Measure, sample: Sample) -> Sample:
    """A measure that compares, from the figures that it compares: the worst against the best, and then each against the best of the
    others."""
    low_is_better = measure(found.of).better == "low"

    def best_and_worst(some: Sample, least: int) -> tuple[Sample, Sample]:
        return some.extremes(least) if low_is_better else some.extremes(least)[::-1]

    count = len(sample.mean)
    best, worst = best_and_worst(sample, 2)
    others = (sample.at([place for place in range(count) if place != own]) for own in range(count))
    bests = side_by_side([best, *(best_and_worst(some, 1)[0] for some in others)])
    each = side_by_side([worst, sample])
    if found.kind == "multiple":
        return each.against(bests)
    return each.minus(bests) if low_is_better else bests.minus(each)
