"""What the page's script draws: the curves of a figure as plain numbers, beside the drawing that print and readers without scripts see."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from reports.plots.calls import ABANDONED, ANSWERED, day_of_calls
from reports.plots.clock import Curve, curve
from reports.plots.heads import BUSY, LOAD, day_of_heads
from reports.plots.level import goals_of
from reports.plots.occupancy_day import day_of_occupancy
from reports.plots.style import INK, look
from reports.words import shown_scale, shown_unit
from reports.words.catalogue import capital
from reports.words.names import words_for
from sim.results.result import Result

DIGITS = 4
"""Significant digits of what a chart shows (assumed: more than anybody can see)."""


@dataclass(frozen=True)
class Series:
    """A line of a chart: its name, its colour, and its curve; without ends, where it has no interval."""

    label: str
    color: str
    curve: Curve


@dataclass(frozen=True)
class Chart:
    """A panel over the average day.

    Attributes
    ----------
    title : str
        What it shows.
    unit : str
        Name of its axis.
    step : float
        Minutes of an interval.
    series : sequence of Series
        Its lines.
    goals : sequence of float
        Thresholds, in the axis's unit.
    most : float or None
        End of the axis, where that is fixed.
    """

    title: str
    unit: str
    step: float
    series: Sequence[Series]
    goals: Sequence[float] = ()
    most: float | None = None

    def plain(self) -> dict[str, Any]:
        """The same for JSON: times at the middles of intervals, numbers to a few digits, null where there is none."""
        starts = np.unique(np.concatenate([each.curve.start for each in self.series] or [np.zeros(0)]))
        return {
            "title": self.title,
            "unit": self.unit,
            "x": (starts + self.step / 2).tolist(),
            "step": self.step,
            "goals": list(self.goals),
            "most": self.most,
            "series": [
                {
                    "label": each.label,
                    "color": each.color,
                    **{
                        name: _at(starts, each.curve.start, getattr(each.curve, name))
                        for name in ("mean", "low", "high")
                    },
                }
                for each in self.series
            ],
        }


def _at(
    starts: NDArray[np.float64], own: NDArray[np.float64], values: NDArray[np.float64]
) -> list[float | None]:
    """The values of a curve at all times of a chart."""
    known = dict(zip(own.tolist(), values.tolist(), strict=True))
    return [_short(known.get(start, math.nan)) for start in starts.tolist()]


def _short(value: float) -> float | None:
    return float(f"{value:.{DIGITS}g}") if math.isfinite(value) else None


def chart_of_measure(
    results: Sequence[Result], measure: str, scope: str, title: str, axis: str, language: str
) -> Chart:
    """A measure over the day: a line a policy."""
    say, scale = words_for(results, language), shown_scale(shown_unit(measure))
    lines = [
        Series(say.policy(result.policy), look(number).color, curve(result, measure, scope).times(scale))
        for number, result in enumerate(results)
    ]
    step = results[0].scenario.calendar.interval
    named = say(title) if scope == "all" else say("label.scoped", measure=say(title), scope=say.scope(scope))
    return Chart(named, say(axis), step, lines)


def chart_of_level(results: Sequence[Result], measure: str, scope: str, language: str) -> Chart:
    """A service level over the day: a line a policy, and its thresholds."""
    say = words_for(results, language)
    lines = [
        Series(say.policy(result.policy), look(number).color, curve(result, measure, scope).times(100))
        for number, result in enumerate(results)
    ]
    title, step = capital(say.measure(measure, scope)), results[0].scenario.calendar.interval
    goals = [100 * goal for goal in goals_of(results[0], measure, scope)]
    return Chart(title, say("axis.share"), step, lines, goals, 105.0)


def chart_of_calls(result: Result, language: str) -> Chart:
    """Calls of one policy over the day: offered, answered, hung up."""
    say, step = words_for(result, language), result.scenario.calendar.interval
    offered, answered, left = day_of_calls(result)
    lines = [
        Series(say("plot.offered"), INK, offered),
        Series(say("plot.answered"), ANSWERED, _bare(offered.start, answered)),
        Series(say("plot.abandoned"), ABANDONED, _bare(offered.start, left)),
    ]
    title = say("plot.calls", policy=say.policy(result.policy))
    return Chart(title, say("axis.calls", minutes=f"{step:g}"), step, lines)


def chart_of_heads(result: Result, site: str, language: str) -> Chart:
    """Heads of one policy at a site over the day: on duty, busy, and the offered load."""
    say = words_for(result, language)
    present, busy, offered = day_of_heads(result, site)
    lines = [
        Series(say("plot.present"), INK, present),
        Series(say("plot.busy"), BUSY.color, busy),
        Series(say("plot.load"), LOAD.color, offered),
    ]
    name = say("label.scoped", measure=say.policy(result.policy), scope=say.scope(site))
    return Chart(say("plot.heads", policy=name), say("axis.heads"), result.scenario.calendar.interval, lines)


def chart_of_occupancy(result: Result, language: str) -> Chart:
    """How busy each pool of one policy is over the day."""
    say = words_for(result, language)
    lines = [
        Series(say.pool(pool), look(number).color, each)
        for number, (pool, each) in enumerate(day_of_occupancy(result).items())
        if len(each.start)
    ]
    title = say("plot.occupancy_day", policy=say.policy(result.policy))
    return Chart(title, say("axis.share"), result.scenario.calendar.interval, lines, most=105.0)


def _bare(start: NDArray[np.float64], values: NDArray[np.float64]) -> Curve:
    """A curve without an interval."""
    nothing = np.full(len(start), np.nan)
    return Curve(start, values, nothing, nothing)
