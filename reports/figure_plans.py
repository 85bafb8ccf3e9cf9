"""Which figures a report has: those of halls, those of call centres, and those of all staff."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes

from reports import plots
from sim.results.headline import Figure, leading_figures, visits
from sim.results.result import Result
from sim.scenario import Scenario

KINDS = (
    "targets",
    "frontier",
    "differences",
    "waits_over_day",
    "calls_over_day",
    "level_over_day",
    "queue_over_day",
    "wait_distribution",
    "wait_heat_map",
    "level_heat_map",
    "lines",
    "plan",
    "heads_over_day",
    "occupancy",
    "occupancy_over_day",
    "flow",
)
"""What figures are called; those of which each policy has its own have a number behind their name."""

DAY_HEIGHT = 3.9
"""Inches of a panel with a day from left to right."""
MOST_SITES = 3
"""Halls and centres up to which each has its figure of heads (assumed: further ones hide the others)."""

Draw = Callable[[Axes], object]
"""Draws one panel on the axes that it is given."""


@dataclass(frozen=True)
class FigurePlan:
    """What a figure shows: its panels, the inches of height of each, and how many stand side by side."""

    name: str
    kind: str
    height: float
    panels: Sequence[Draw]
    columns: int = 1


def figure_plans(results: Sequence[Result], language: str) -> Iterator[FigurePlan]:
    """Every figure that these results give, in the order of the report."""
    count, scenario = len(results), results[0].scenario
    targets = len(scenario.targets)
    draw = partial(plots.target_reached, results, language=language)
    if targets:
        shown = range(min(targets, plots.MOST_SHOWN))
        reached = with_rest([partial(draw, number) for number in shown], targets, language)
        yield FigurePlan("targets", "targets", 1.2 + 0.36 * count, reached)
    if panels := _differences(results, language):
        yield FigurePlan("differences", "differences", 1.3 + 0.36 * count, panels, min(2, len(panels)))
    if scenario.halls:
        yield from _of_halls(results, language)
    if scenario.centres:
        yield from _of_centres(results, language)
    yield _queues(results, language)
    yield from _of_staff(results, language)


def _differences(results: Sequence[Result], language: str) -> list[Draw]:
    if len(results) < 2:
        return []
    return [
        partial(_difference, results, figure, language)
        for figure in _compared(results[0].scenario)
        if _known(results, figure)
    ]


def _difference(results: Sequence[Result], figure: Figure, language: str, ax: Axes) -> Axes:
    return plots.paired_differences(results, *figure, ax=ax, language=language)


def _compared(scenario: Scenario) -> list[Figure]:
    """What the figure of differences compares."""
    found = []
    if scenario.halls:
        found += [Figure("wait_mean", visits(scenario), period) for period in ("all", "peak")]
        found += [Figure("wait_p90", visits(scenario)), Figure("cost_per_case")]
    if scenario.centres:
        names = ("speed_of_answer", "abandoned", "cost_per_handled")
        found += [leading_figures(scenario)[-1], *map(Figure, names)]
    return found


def _known(results: Sequence[Result], figure: Figure) -> bool:
    """Whether the measure has a value in every result, and is not zero in all of them (nobody is paid)."""
    means = [result.estimate(*figure).mean for result in results]
    return not any(map(math.isnan, means)) and any(means)


def _of_halls(results: Sequence[Result], language: str) -> Iterator[FigurePlan]:
    scope = visits(results[0].scenario)
    waits = partial(plots.waits_over_day, results, scope, language=language)
    yield FigurePlan("waits_over_day", "waits_over_day", DAY_HEIGHT, [waits])
    if scope == "all":  # waits by length are kept of all contacts together
        spread = partial(plots.wait_distribution, results, language=language)
        yield FigurePlan("wait_distribution", "wait_distribution", DAY_HEIGHT, [spread])
    yield from _heat_maps(results, "wait_mean", scope, "wait_heat_map", language)


def _of_centres(results: Sequence[Result], language: str) -> Iterator[FigurePlan]:
    scenario = results[0].scenario
    level, scope, _ = leading_figures(scenario)[-1]
    highest = max(map(plots.most_calls, results))
    panels: list[Draw] = [
        partial(plots.calls_over_day, result, language=language, highest=highest) for result in results
    ]
    yield _by_policy("calls_over_day", panels)
    goal = partial(plots.level_over_day, results, language=language)
    yield FigurePlan("level_over_day", "level_over_day", DAY_HEIGHT, [goal])
    yield from _heat_maps(results, level, scope, "level_heat_map", language)
    lines = plots.lines_of(results)
    if len(lines) > 1:
        height = plots.lines_height(len(lines), len(results))
        panels = [
            partial(plots.gap_between_lines, results, name, language=language)
            for name in (level, "speed_of_answer")
        ]
        yield FigurePlan("lines", "lines", height, panels, 2)
    for number, result in enumerate(results, 1):
        yield FigurePlan(
            f"flow_{number}",
            "flow",
            plots.FLOW_HEIGHT,
            [partial(plots.flow_of_cases, result, language=language)],
        )


def _heat_maps(
    results: Sequence[Result], measure: str, scope: str, kind: str, language: str
) -> Iterator[FigurePlan]:
    between = plots.heat_range(results, measure, scope)
    for number, result in enumerate(results, 1):
        draw = partial(plots.heat_map, result, measure, scope, language=language, between=between)
        height = plots.heat_map_height(result)
        yield FigurePlan(f"{kind}_{number}", kind, height, [draw])


def _queues(results: Sequence[Result], language: str) -> FigurePlan:
    scenario = results[0].scenario
    scopes = _sites(scenario) if scenario.halls and scenario.centres else ["all"]
    busiest = plots.largest(scopes, _per_day(scenario).__getitem__) if len(scopes) > 1 else scopes
    draw = partial(plots.queue_over_day, results, language=language)
    panels = with_rest([partial(draw, scope) for scope in busiest], len(scopes), language)
    return FigurePlan("queue_over_day", "queue_over_day", DAY_HEIGHT, panels)


def with_rest(draws: Sequence[Callable[..., object]], count: int, language: str) -> list[Draw]:
    """Panels for the first or largest of `count` things, and one that says how many more there are, if there are more."""
    more = count - len(draws)
    last: list[Callable[..., object]] = [partial(plots.rest, more, language=language)] if more else []
    return [partial(_on, draw) for draw in (*draws, *last)]


def _on(draw: Callable[..., object], ax: Axes) -> object:
    return draw(ax=ax)


def _of_staff(results: Sequence[Result], language: str) -> Iterator[FigurePlan]:
    pools = {pool for result in results for pool in result.scenario.pools}
    sites = _sites(results[0].scenario)
    if len(sites) <= MOST_SITES:
        yield _by_policy(
            "heads_over_day", [panel for site in sites for panel in _heads(results, site, language)]
        )
    bars = partial(plots.occupancy_by_pool, results, language=language)
    yield FigurePlan("occupancy", "occupancy", plots.occupancy_height(len(pools), len(results)), [bars])
    if len(pools) <= len(plots.LOOKS):
        day = [partial(plots.occupancy_over_day, result, language=language) for result in results]
        yield _by_policy("occupancy_over_day", day)


def _heads(results: Sequence[Result], site: str, language: str) -> list[Draw]:
    highest = max(plots.most_heads(result, site) for result in results)
    return [
        partial(plots.heads_over_day, result, site, language=language, highest=highest) for result in results
    ]


def _sites(scenario: Scenario) -> list[str]:
    """The scopes of all halls and centres."""
    return [site.scope for site in scenario.sites.values()]


def _per_day(scenario: Scenario) -> dict[str, float]:
    """How many contacts come to each hall and centre on a normal day, by its scope."""
    return {site.scope: sum(door.arrivals.per_day for door in site.doors) for site in scenario.sites.values()}


def _by_policy(kind: str, panels: Sequence[Draw]) -> FigurePlan:
    """A figure with a panel for each policy; small ones beside each other where there are several."""
    return FigurePlan(kind, kind, DAY_HEIGHT, panels, min(2, len(panels)))
