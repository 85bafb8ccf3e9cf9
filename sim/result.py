"""What came out of a run: every measure, in every scope and period, with its interval."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.estimates import Estimate, Sample, mean_of_all, mean_of_some, ratio_of, side_by_side
from sim.gap_measures import kinds_of_scope
from sim.headline import headline_figures
from sim.measures import Measure, measure, standard_measures
from sim.scenario import Scenario
from sim.scenario.checks import threshold
from sim.scenario.target import Target
from sim.scenario.units import clock_text
from sim.tally import BY_INTERVAL, WEIGHTS, Frame, Tally, regroup, statistic, top_of, total

if TYPE_CHECKING:
    import pandas as pd
    from matplotlib.axes import Axes

CONFIDENCE = 0.95
"""Confidence of the intervals in tables and plots."""

COLUMNS = ("policy", "measure", "scope", "period", "unit", "mean", "ci_low", "ci_high", "replications")


Rows = tuple[Sequence[tuple[str, ...]], Any]
"""Rows of a table: their labels, and their numbers as an array of shape (rows, columns); replications come last."""


@dataclass(frozen=True)
class Verdict:
    """Whether a target holds.

    Attributes
    ----------
    target : Target
        The target.
    estimate : Estimate
        The measure, with its two-sided interval.
    limit : float
        The end of the one-sided interval that is held against the threshold.
    threshold : float
        In the measure's unit.
    holds : bool
        Whether the limit is on the right side.
    """

    target: Target
    estimate: Estimate
    limit: float
    threshold: float
    holds: bool

    @property
    def says(self) -> Literal["met", "missed", "unsure", "unknown"]:
        """In a word: met; missed, as the mean already does; unsure, where only the limit does; unknown, without a limit."""
        if self.holds:
            return "met"
        if math.isnan(self.limit):
            return "unknown"
        over = self.estimate.mean - self.threshold
        return "unsure" if (over <= 0 if self.target.at_most is not None else over >= 0) else "missed"


@dataclass(frozen=True)
class Result:
    """The measures of one scenario under one policy.

    Attributes
    ----------
    scenario : Scenario
        What was simulated, under its policy.
    sums : mapping
        The tally, by rows of replications (see :mod:`sim.tally`).
    seed : int
        Seed of the dice.
    engine : str
        ``simpy`` or ``numpy``.
    """

    scenario: Scenario
    sums: Tally
    seed: int
    engine: str

    @property
    def policy(self) -> str:
        """The policy simulated."""
        return self.scenario.policy

    @property
    def replications(self) -> int:
        """Number of replications."""
        return int(self.sums["replications"].sum())

    @property
    def group(self) -> int:
        """Replications of a row of the tally: one, or a power of two where they are many."""
        return int(self.sums["replications"].max())

    def first(self, count: int, group: int = 1) -> Result:
        """What the first `count` replications say, in groups of at least `group`.

        Raises
        ------
        ValueError
            The rows cannot be cut there.
        """
        ends = np.cumsum(self.sums["replications"])
        rows = int(np.searchsorted(ends, count)) + 1
        if count not in ends:
            raise ValueError(f"rows of {self.group} replications cannot be cut behind the first {count}")
        sums = {name: values[:rows] for name, values in self.sums.items()}
        return replace(self, sums=regroup(sums, group) if group > 1 else sums)

    @cached_property
    def frame(self) -> Frame:
        """Scopes, days and intervals of the scenario."""
        return Frame(self.scenario)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure of this result."""
        targets = tuple(target.measure for target in self.scenario.targets)
        return standard_measures(targets, bool(self.scenario.centres))

    def sample(self, name: str, scope: str = "all", period: str = "all") -> Sample:
        """A measure row by row.

        Raises
        ------
        KeyError
            The measure, scope or period is unknown.
        """
        found = measure(name)
        kind, number = self._scope(found, scope)
        if period in self._cuts(found, kind)[:2]:
            return self.across(found, kind, period).at(number)
        place = self._periods.get(period)
        if place is None or place[0] not in self._cuts(found, kind):
            raise KeyError(f"{found.name} has no period {period!r} in scope {scope}")
        return self._cut(found, kind, place[0]).at(number, place[1])

    def estimate(
        self, name: str, scope: str = "all", period: str = "all", confidence: float = CONFIDENCE
    ) -> Estimate:
        """A measure with its interval; raises as :meth:`sample` does."""
        return _estimate(measure(name), self.sample(name, scope, period), confidence)

    def peak(self, name: str, scope: str = "all") -> int:
        """The number of the worst interval of the average day, among those with at least one customer (or minute) a day.

        The interval is chosen by the means over all replications, and taken as given afterwards.
        """
        found = measure(name)
        kind, number = self._scope(found, scope)
        return int(self._peaks(found, kind, self._cut(found, kind, "clock"))[number])

    def across(self, found: Measure, kind: str, period: str) -> Sample:
        """A measure in every scope of a kind, over ``all`` the horizon or at its ``peak``."""
        if period == "all":
            return self._cut(found, kind, "all")
        sample = self._cut(found, kind, "clock")
        scopes, places = np.arange(len(sample.mean)), self._peaks(found, kind, sample)
        behind = sample.behind if sample.behind.ndim == 1 else sample.behind[:, scopes, places]
        return Sample(sample.mean[scopes, places], sample.influence[:, scopes, places], behind)

    def scopes(self, found: Measure, kind: str) -> list[str]:
        """Names of a measure's scopes of a kind; where it compares them, the kind alone (the worst) before them."""
        names = self.frame.names[kind]
        if found.of:
            compared = [f"{kind}:{names[place]}" for place in self.frame.compared(kind)]
            return [kind, *compared] if len(compared) > 1 else []
        return [f"{kind}:{name}" if name else kind for name in names]

    def _peaks(self, found: Measure, kind: str, sample: Sample) -> Any:
        """The worst interval of each scope."""
        some = ~np.isnan(sample.mean)
        heavy = some & (self._weight(found, kind) >= self.frame.days)
        counted = np.where(heavy.any(axis=1, keepdims=True), heavy, some)
        sign = 1.0 if found.better == "low" else -1.0
        return np.where(counted, sign * sample.mean, -np.inf).argmax(axis=1)

    def verdicts(self) -> list[Verdict]:
        """Whether each target holds: the limit of the one-sided interval must keep to the threshold."""
        verdicts = []
        for target in self.scenario.targets:
            sample = self.sample(target.measure, target.scope, target.period)
            half, bound = float(sample.half_width(target.confidence, sides=1)), threshold(target)
            limit = float(sample.mean) + (half if target.at_most is not None else -half)
            holds = limit <= bound if target.at_most is not None else limit >= bound
            estimate = _estimate(measure(target.measure), sample, target.confidence)
            verdicts.append(Verdict(target, estimate, limit, bound, holds))
        return verdicts

    def over_day(self, target: Target) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """A target's measure in each interval of the average day, and the limit that would be held against the threshold there.

        Both have the shape (intervals,), and are NaN where fewer than one customer (or minute) a day lies behind them.
        """
        found = measure(target.measure)
        kind, number = self._scope(found, target.scope)
        sample = self._cut(found, kind, "clock")
        half = sample.half_width(target.confidence, sides=1)[number]
        some = self._weight(found, kind)[number] >= self.frame.days
        mean = np.where(some, sample.mean[number], np.nan)
        return mean, mean + (half if target.at_most is not None else -half)

    def to_frame(self, confidence: float = CONFIDENCE) -> pd.DataFrame:
        """Every measure in every scope and period, tidy: the rows of ``measures.csv``."""
        parts = [
            self._rows(found, kind, cut, confidence)
            for found in self.measures
            for kind in kinds_of_scope(found)
            if self.scopes(found, kind)
            for cut in self._cuts(found, kind)
        ]
        table = table_of(parts, COLUMNS[1:5], COLUMNS[5:])
        table.insert(0, "policy", self.policy)
        return table

    def summary(self, confidence: float = CONFIDENCE) -> pd.DataFrame:
        """The headline measures, one row each."""
        import pandas as pd

        rows = []
        for name, scope, period in headline_figures(self.scenario):
            estimate = self.estimate(name, scope, period, confidence)
            if not np.isnan(estimate.mean):
                rows.append((name, scope, period, measure(name).unit, *estimate[:3]))
        columns = ["measure", "scope", "period", "unit", "mean", "ci_low", "ci_high"]
        return pd.DataFrame(rows, columns=columns).set_index("measure")

    def profile(self, name: str, scope: str = "all", confidence: float = CONFIDENCE) -> pd.DataFrame:
        """A measure over the average day: one row an interval that has a value, indexed by its start."""
        import pandas as pd

        found = measure(name)
        kind, number = self._scope(found, scope)
        cut = self._cut(found, kind, "clock")
        mean, (low, high) = cut.mean[number], (end[number] for end in limits(found, cut, confidence))
        starts = [
            clock_text(start * self.scenario.calendar.interval) for start in range(self.frame.intervals)
        ]
        table = pd.DataFrame(
            {"mean": mean, "ci_low": low, "ci_high": high},
            index=pd.Index(starts, name="start"),
        )
        return table[~table["mean"].isna()]

    def by_interval(self, name: str, scope: str = "all") -> pd.DataFrame:
        """A measure by date (rows) and interval of the day (columns); NaN where it has no value."""
        import pandas as pd

        found = measure(name)
        kind, number = self._scope(found, scope)
        mean = self._cut(found, kind, "interval").mean[number].reshape(self.frame.days, self.frame.intervals)
        starts = [
            clock_text(start * self.scenario.calendar.interval) for start in range(self.frame.intervals)
        ]
        dates = [self.scenario.calendar.date(day).isoformat() for day in range(self.frame.days)]
        table = pd.DataFrame(mean, index=dates, columns=starts)
        return table.loc[:, table.notna().any()]

    def plot(self, name: str = "wait_mean", scope: str = "all", ax: Axes | None = None) -> Axes:
        """A measure over the average day, with its interval; draws on `ax`, or on a new figure, and returns it."""
        import matplotlib.pyplot as plt

        axes = ax if ax is not None else plt.subplots()[1]
        table = self.profile(name, scope)
        axes.plot(table.index, table["mean"], marker="o", label=self.policy)
        axes.fill_between(table.index, table["ci_low"], table["ci_high"], alpha=0.25, linewidth=0)
        axes.set_ylabel(f"{name} ({measure(name).unit})")
        axes.set_ylim(bottom=0)
        axes.tick_params(axis="x", rotation=60)
        return axes

    def __repr__(self) -> str:
        return f"Result({self.scenario.name!r}, {self.policy}, {self.replications} replications, seed {self.seed})\n{self.summary()}"

    def _repr_html_(self) -> str:
        from html import escape

        title = f"{self.scenario.name}, {self.policy}: {self.replications} replications, seed {self.seed}"
        table: Any = self.summary()._repr_html_()  # type: ignore[operator]
        return f"<p>{escape(title)}</p>{table}"

    # -- where things are in the tally ------------------------------------------------------------------------------

    @cached_property
    def _periods(self) -> dict[str, tuple[str, int]]:
        """The cut and place of each date and interval start."""
        calendar, places = self.scenario.calendar, {}
        for day in range(self.frame.days):
            places[calendar.date(day).isoformat()] = ("date", day)
            for number in range(self.frame.intervals):
                start = f"{calendar.date(day).isoformat()}T{clock_text(number * calendar.interval)}"
                places[start] = ("interval", day * self.frame.intervals + number)
        return places

    @cached_property
    def _starts_of(self) -> dict[str, list[str]]:
        """Names of the periods of each cut, in order."""
        names: dict[str, list[str]] = {"all": ["all"], "peak": ["peak"], "date": [], "interval": []}
        for name, (cut, _) in self._periods.items():
            names[cut].append(name)
        return names

    def _scope(self, found: Measure, scope: str) -> tuple[str, int]:
        kind = scope.partition(":")[0]
        scopes = self.scopes(found, kind) if kind in kinds_of_scope(found) else []
        if scope not in scopes:
            raise KeyError(f"{found.name} has no scope {scope!r}")
        return kind, scopes.index(scope)

    def _cuts(self, found: Measure, kind: str) -> list[str]:
        if found.of:
            return self._cuts(measure(found.of), kind)
        if found.family == "queue" and found.kind == "maximum":
            return ["all", "date"]
        cuts = ["all", "peak", "date"]
        return [*cuts, "interval"] if kind in BY_INTERVAL and found.kind in ("ratio", "total") else cuts

    def _cut(self, found: Measure, kind: str, cut: str) -> Sample:
        """All scopes of a kind, and all periods of a cut."""
        if found.of:
            return self._compared(
                found, self._cut(measure(found.of), kind, cut).at(self.frame.compared(kind))
            )
        if found.kind in ("quantile", "maximum"):
            return mean_of_some(*statistic(self.sums, self.frame, found.name, kind, cut))
        each, tops = self.sums["replications"], self._sum(top_of(found), kind, cut)
        if found.kind == "total":
            return mean_of_all(tops / self.frame.days if cut == "clock" else tops, each)
        return ratio_of(tops, self._sum(found.bottom, kind, cut), found.scale, each)

    def _compared(self, found: Measure, sample: Sample) -> Sample:
        """The worst against the best, and then each against the best of the others."""
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

    def _sum(self, name: str, kind: str, cut: str) -> Any:
        return total(self.sums, self.frame, name, kind, cut)

    def _weight(self, found: Measure, kind: str) -> Any:
        """How much lies behind a measure in each interval of the day: its denominator, on average."""
        behind = (
            self._sum(found.bottom or WEIGHTS[found.family], kind, "clock").sum(axis=0) / self.replications
        )
        if not found.of:
            return behind
        compared = behind[self.frame.compared(kind)]
        return np.broadcast_to(compared.min(axis=0), (1 + len(compared), compared.shape[1]))

    def _rows(self, found: Measure, kind: str, cut: str, confidence: float) -> Rows:
        """A measure in every scope of a kind and every period of a cut, where it has a value."""
        sample = self.across(found, kind, cut) if cut in ("all", "peak") else self._cut(found, kind, cut)
        periods = self._starts_of[cut]
        mean = sample.mean.ravel()
        low, high = (end.ravel() for end in limits(found, sample, confidence))
        some = np.flatnonzero(~np.isnan(mean))
        scopes = self.scopes(found, kind)
        labels = [
            (found.name, scopes[place // len(periods)], periods[place % len(periods)], found.unit)
            for place in some
        ]
        return labels, np.column_stack((mean, low, high, sample.count.ravel()))[some]


def limits(found: Measure, sample: Sample, confidence: float) -> tuple[Any, Any]:
    """Both ends of the intervals, within what the measure can be: not below zero (but for gaps), and a share not above one.

    Cutting an interval to the possible loses none of its coverage.
    """
    half = sample.half_width(confidence)
    return np.maximum(sample.mean - half, found.least), np.minimum(sample.mean + half, found.most)


def _estimate(found: Measure, sample: Sample, confidence: float) -> Estimate:
    low, high = limits(found, sample, confidence)
    return Estimate(float(sample.mean), float(low), float(high), int(sample.count))


def table_of(parts: list[Rows], labels: Sequence[str], numbers: Sequence[str]) -> pd.DataFrame:
    """One table of all rows, in order."""
    import pandas as pd

    names = list(zip(*(row for rows, _ in parts for row in rows), strict=True)) or [()] * len(labels)
    values = np.concatenate([figures for _, figures in parts])
    columns: dict[str, Any] = dict(zip(labels, map(list, names), strict=True))
    columns |= dict(zip(numbers, values.T, strict=True))
    return pd.DataFrame(columns).astype({"replications": int})


__all__ = ["COLUMNS", "CONFIDENCE", "Result", "Verdict"]
