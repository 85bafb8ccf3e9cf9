"""What came out of a run: every measure, in every scope and period, with its interval."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any, Literal

import numpy as np
from numpy.typing import NDArray

from sim.measures.registry import Measure, measure
from sim.measures.sums import CAME
from sim.results.choice import EVERYTHING, Choice, open_cells
from sim.results.contacts_table import contacts_table
from sim.results.estimates import Estimate, Sample
from sim.results.headline import headline_figures
from sim.results.orders_table import order_steps_table, orders_table
from sim.results.outages_table import TIMES, outages_table
from sim.results.samples import Samples
from sim.scenario import Scenario
from sim.scenario.target import PEAKS, Target, threshold
from sim.scenario.units import clock_text
from sim.tally import LONG, Frame, Tally, regroup

if TYPE_CHECKING:
    import pandas as pd

    from sim.log.records import Records

CONFIDENCE = 0.95
"""Confidence of the intervals in tables and plots."""

COLUMNS = ("policy", "measure", "scope", "period", "unit", "mean", "ci_low", "ci_high", "replications")
"""Columns of ``measures.csv``; a frame has two more, ``kind`` and ``start``, which say what a period is and when it begins."""


KINDS_OF_PERIODS = ("all", *PEAKS, "month", "date", "interval")
"""What a period of a table can be."""

Rows = tuple[tuple[Any, ...], Any]
"""Rows of a table: their labels, an array of texts or one text for each column, and their numbers as an array of shape (rows, columns);
replications come last."""


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
        Whether the limit is on the right side, or nobody came whom the target is about.
    empty : bool
        Whether nobody came: a wait of nobody has no value, and keeps any threshold.
    """

    target: Target
    estimate: Estimate
    limit: float
    threshold: float
    holds: bool
    empty: bool = False

    @property
    def figure(self) -> float:
        """The measure; where nobody came, the best that it can be."""
        if not self.empty:
            return self.estimate.mean
        found = measure(self.target.measure)
        return found.least if self.target.at_most is not None else found.most

    @property
    def is_same_everywhere(self) -> bool:
        """Whether a share of customers or orders is the same in all replications, so that its interval says nothing: in another one it may differ."""
        return measure(self.target.measure).unit == "share" and self.limit == self.estimate.mean

    @property
    def says(self) -> Literal["met", "empty", "missed", "unsure", "unknown"]:
        """In a word: met; empty, where nobody came; missed, as the mean already does; unsure, where only the limit does; unknown,
        without a limit."""
        if self.empty:
            return "empty"
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
    records : tuple of Records
        What happened, where it was to be kept.
    """

    scenario: Scenario
    sums: Tally
    seed: int
    engine: str
    records: tuple[Records, ...] = field(default=(), repr=False, compare=False)

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
    def samples(self) -> Samples:
        """Every measure in all scopes and periods at once, row by row."""
        return Samples(self.frame, self.sums)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """Every measure of this result."""
        return self.frame.measures

    def sample(self, name: str, scope: str = "all", period: str = "all") -> Sample:
        """A measure row by row.

        Raises
        ------
        KeyError
            The measure, scope or period is unknown.
        """
        found, samples = measure(name), self.samples
        kind, number = samples.place_of(found, scope)
        if period in ("all", *PEAKS) and period in samples.cuts(found, kind):
            return samples.across(found, kind, period).at(number)
        place = samples.periods.get(period)
        if place is None or place[0] not in samples.cuts(found, kind):
            raise KeyError(f"{found.name} has no period {period!r} in scope {scope}")
        return samples.cut(found, kind, place[0]).at(number, place[1])

    def estimate(
        self, name: str, scope: str = "all", period: str = "all", confidence: float = CONFIDENCE
    ) -> Estimate:
        """A measure with its interval; raises as :meth:`sample` does."""
        return _estimate(measure(name), self.sample(name, scope, period), confidence)

    def peak(self, name: str, scope: str = "all", period: str = "peak") -> int:
        """The number of the worst interval of the average day, among those with at least one customer (or minute) a day; for the
        ``open_peak`` among those of them that begin while it is open.

        The interval is chosen by the means over all replications, and taken as given afterwards.
        """
        found = measure(name)
        kind, number = self.samples.place_of(found, scope)
        return int(self.samples.peaks(found, kind, period)[number])

    def verdicts(self) -> list[Verdict]:
        """Whether each target holds: the limit of the one-sided interval must keep to the threshold, where anybody came."""
        verdicts = []
        for target in self.scenario.targets:
            sample = self.sample(target.measure, target.scope, target.period)
            half, bound = float(sample.half_width(target.confidence, sides=1)), threshold(target)
            limit = float(sample.mean) + (half if target.at_most is not None else -half)
            holds = limit <= bound if target.at_most is not None else limit >= bound
            estimate = _estimate(measure(target.measure), sample, target.confidence)
            empty = math.isnan(estimate.mean) and self._is_empty(target)
            verdicts.append(Verdict(target, estimate, limit, bound, holds or empty, empty))
        return verdicts

    def _is_empty(self, target: Target) -> bool:
        """Whether nobody, or no order, came in the scope and period of a target on these; of a pool, to the place where it works."""
        found, scope = measure(target.measure), target.scope
        if found.family not in CAME or found.of:
            return False
        if scope.startswith("pool:"):
            scope = self.frame.site_of_pool(scope.removeprefix("pool:"))
        period = "all" if target.period in PEAKS else target.period
        return float(self.sample(CAME[found.family], scope, period).mean) == 0

    def over_day(self, target: Target) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """A target's measure in each interval of the average day, and the limit that would be held against the threshold there.

        Both have the shape (intervals,), and are NaN where fewer than one customer (or minute) a day lies behind them.
        """
        found = measure(target.measure)
        kind, number = self.samples.place_of(found, target.scope)
        sample = self.samples.cut(found, kind, "clock")
        half = sample.half_width(target.confidence, sides=1)[number]
        some = self.samples.weight(found, kind)[number] >= self.samples.days(found, kind)[number]
        if target.period == "open_peak":
            some &= self.samples.begins_open(found, kind)[number]
        mean = np.where(some, sample.mean[number], np.nan)
        return mean, mean + (half if target.at_most is not None else -half)

    def to_frame(self, confidence: float = CONFIDENCE, choice: Choice = EVERYTHING) -> pd.DataFrame:
        """Every measure in every scope and period, or in some, tidy: the rows of ``measures.csv``, and two columns more.

        ``kind`` says what the period is (all, peak, month, date, interval), and ``start`` is when it begins, as a timestamp; there is none
        of all and peak. Single intervals of single days are among them for horizons of up to a year; see :meth:`by_interval` for longer ones.
        """
        import pandas as pd

        parts = [
            self._rows(found, kind, cut, confidence, choice)
            for found in self.measures
            for kind in found.scopes
            if self.samples.scopes(found, kind)
            for cut in self.samples.cuts(found, kind)
            if choice.has(cut) and (cut != "interval" or self.frame.days <= LONG)
        ]
        table = table_of(parts, (*COLUMNS[1:5], "kind"), COLUMNS[5:])
        table.insert(0, "policy", self.policy)
        table["kind"] = pd.Categorical(table.pop("kind"), KINDS_OF_PERIODS)
        table["start"] = _starts(table["period"])
        return table

    def contacts(self) -> pd.DataFrame:
        """What happened to each contact, one row a stage: the rows of ``contacts.parquet``, with times as timestamps.

        Raises
        ------
        ValueError
            It was not kept: ``run(scenario, records=True)`` keeps it.
        """
        return self._kept(contacts_table, ("arrived", "started", "ended"))

    def orders(self) -> pd.DataFrame:
        """What happened to each work order, one row an order: the rows of ``orders.parquet``, with times as timestamps.

        Raises
        ------
        ValueError
            It was not kept, or there are no offices.
        """
        return self._kept(self._of_offices(orders_table), ("created", "accepted", "due", "closed"))

    def order_steps(self) -> pd.DataFrame:
        """The steps of each work order, one row a step: the rows of ``order_steps.parquet``, with times as timestamps.

        Raises
        ------
        ValueError
            It was not kept, or there are no offices.
        """
        return self._kept(self._of_offices(order_steps_table), ("joined", "started", "ended"))

    def outages(self) -> pd.DataFrame:
        """What happened to each outage, one row an outage: the rows of ``outages.parquet``, with times as timestamps.

        Raises
        ------
        ValueError
            It was not kept, or there are no outages.
        """
        if self.scenario.outages is None:
            raise ValueError("the scenario has no outages")
        return self._kept(outages_table, TIMES)

    def _of_offices(
        self, table: Callable[[Records, Scenario], pd.DataFrame]
    ) -> Callable[[Records, Scenario], pd.DataFrame]:
        if not self.scenario.offices:
            raise ValueError("the scenario has no offices, and so no work orders")
        return table

    def _kept(self, made: Callable[[Records, Scenario], pd.DataFrame], times: Sequence[str]) -> pd.DataFrame:
        """One table of all records, whose times are timestamps."""
        import pandas as pd

        if not self.records:
            raise ValueError("what happened to each contact was not kept, run it with records=True")
        table = pd.concat([made(each, self.scenario) for each in self.records], ignore_index=True)
        midnight = pd.Timestamp(self.scenario.calendar.start)
        for name in times:
            table[name] = midnight + pd.to_timedelta(table[name], unit="min")
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
        """A measure over the average day: one row an interval that has a value, indexed by its start.

        Raises
        ------
        ValueError
            The measure is none of intervals, such as the orders open at the end of a day.
        """
        import pandas as pd

        found = measure(name)
        kind, number = self.samples.place_of(found, scope)
        if not self.samples.has_average_day(found):
            raise ValueError(f"{name} has no average day: to_frame() gives its dates")
        cut = self.samples.cut(found, kind, "clock")
        mean, (low, high) = cut.mean[number], (end[number] for end in limits(found, cut, confidence))
        starts = [
            clock_text(start * self.scenario.calendar.interval) for start in range(self.frame.intervals)
        ]
        table = pd.DataFrame(
            {"mean": mean, "ci_low": low, "ci_high": high},
            index=pd.Index(starts, name="start"),
        )
        return table[~table["mean"].isna()]

    def by_interval(
        self, name: str, scope: str = "all", by: Literal["date", "month"] = "date"
    ) -> pd.DataFrame:
        """A measure by date or month (rows) and interval of the day (columns); NaN where it has no value.

        Raises
        ------
        ValueError
            The measure is not kept by single intervals in that scope; or they are asked for by date of a long horizon, of which
            they are kept by month alone (of a hall with two pools from three years on, of more sites and pools sooner); or `by` is neither.
        """
        import pandas as pd

        if by not in ("date", "month"):
            raise ValueError(f"by={by!r} is unknown, write date or month")
        found = measure(name)
        kind, number = self.samples.place_of(found, scope)
        counted = measure(found.of) if found.of else found
        if counted.kind not in ("ratio", "total") or kind not in counted.top.by_interval:
            raise ValueError(
                f"{name} is not kept by single intervals in the scope {scope}: profile() gives its average day, to_frame() its dates"
            )
        if by == "date" and not self.frame.keeps_intervals:
            raise ValueError(
                f"of {self.frame.days} days, intervals are kept by month alone: by='month' (up to {self.frame.most_days_by_interval} days, by date too)"
            )
        if by == "month":
            rows, cut = list(self.frame.months), "month_clock"
        else:
            rows, cut = (
                [self.scenario.calendar.date(day).isoformat() for day in range(self.frame.days)],
                "interval",
            )
        mean = self.samples.cut(found, kind, cut).mean[number].reshape(len(rows), self.frame.intervals)
        starts = [
            clock_text(start * self.scenario.calendar.interval) for start in range(self.frame.intervals)
        ]
        table = pd.DataFrame(mean, index=rows, columns=starts)
        return table.loc[:, table.notna().any()]

    def plot(self, name: str = "wait_mean", scope: str = "all", ax: Any = None) -> Any:
        """A measure over the average day, with its interval; draws on matplotlib's axes `ax`, or on a new figure, and returns them.

        Whoever draws is not known here: it is what is installed under the entry point ``plot`` of the group ``counterline``,
        which is :func:`reports.plots.curve_over_day`.
        """
        drawing = entry_points(group="counterline", name="plot")
        if not drawing:
            raise RuntimeError("nothing that draws is installed: install Counterline (pip install -e .)")
        return next(iter(drawing)).load()(self, name, scope, ax)

    def __repr__(self) -> str:
        return f"Result({self.scenario.name!r}, {self.policy}, {self.replications} replications, seed {self.seed})\n{self.summary()}"

    def _repr_html_(self) -> str:
        from html import escape

        title = f"{self.scenario.name}, {self.policy}: {self.replications} replications, seed {self.seed}"
        table: Any = self.summary()._repr_html_()  # type: ignore[operator]
        return f"<p>{escape(title)}</p>{table}"

    def _rows(self, found: Measure, kind: str, cut: str, confidence: float, choice: Choice) -> Rows:
        """A measure in the wanted scopes of a kind and periods of a cut, where it has a value."""
        scopes, periods = self.samples.scopes(found, kind), self.samples.periods_of[cut]
        cells = choice.cells(kind, scopes, cut, periods)
        if not cells.any():
            return (), np.zeros((0, 4))
        sample = (
            self.samples.across(found, kind, cut)
            if cut in ("all", *PEAKS)
            else self.samples.cut(found, kind, cut)
        )
        mean = sample.mean.ravel()
        low, high = (end.ravel() for end in limits(found, sample, confidence))
        cells &= ~np.isnan(sample.mean.reshape(cells.shape))
        is_open = open_cells(self.samples, kind, cut) if choice.open_only and not found.of else None
        if is_open is not None:
            cells &= is_open | (sample.mean.reshape(cells.shape) != 0)
        some = np.flatnonzero(cells)
        scope, period = (
            np.array(names, object)[place]
            for names, place in zip((scopes, periods), np.divmod(some, len(periods)), strict=True)
        )
        labels = (found.name, scope, period, found.unit, cut)
        return labels, np.column_stack((mean, low, high, sample.count.ravel()))[some]


def _starts(periods: pd.Series[str]) -> pd.Series[pd.Timestamp]:
    """When each period begins; none of what is no month, date or interval."""
    import pandas as pd

    known = periods.astype("category")
    starts = pd.to_datetime(pd.Series(known.cat.categories), format="ISO8601", errors="coerce")
    return pd.Series(starts.to_numpy()[known.cat.codes], index=periods.index)


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

    some = [part for part in parts if len(part[1])]
    texts = zip(
        *([np.full(len(figures), text, object) for text in own] for own, figures in some), strict=True
    )
    names: list[Any] = [np.concatenate(column) for column in texts] or [()] * len(labels)
    values = np.concatenate([figures for _, figures in parts])
    columns: dict[str, Any] = dict(zip(labels, names, strict=True))
    columns |= dict(zip(numbers, values.T, strict=True))
    return pd.DataFrame(columns).astype({"replications": int})


__all__ = ["COLUMNS", "CONFIDENCE", "Result", "Verdict"]
