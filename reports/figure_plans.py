"""Which figures a report has: those of halls, of call centres and of offices, and those of all staff."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from matplotlib.axes import Axes

from reports import plots
from reports.charts import (
    Chart,
    chart_of_calls,
    chart_of_heads,
    chart_of_level,
    chart_of_measure,
    chart_of_occupancy,
)
from sim.results.control_chart import begins_of
from sim.results.headline import Figure, family_of, leading_figures, leading_level, levels, visits
from sim.results.outage_timeline import has_timeline, tracks
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
    "backlog",
    "order_flow",
    "control_chart",
    "causes",
    "timeline",
)
"""What figures are called; those of which each policy has its own have a number behind their name."""

DAY_HEIGHT = 3.9
"""Inches of a panel with a day from left to right."""
TRACK_HEIGHT = 2.8
"""Inches of a track of the timeline of outages."""
MOST_PANELS = 6
"""Panels of one figure: three rows of two fill a printed page."""
MOST_SITES = 4
"""Halls and centres up to which each has its figure of heads (assumed: further ones hide the others)."""

Draw = Callable[[Axes], object]
"""Draws one panel on the axes that it is given."""


@dataclass(frozen=True)
class FigurePlan:
    """What a figure shows.

    Attributes
    ----------
    name, kind : str
        The file's name without its ending, and one of :data:`KINDS`.
    height : float
        Inches of a panel.
    panels : sequence of callable
        Each draws one panel.
    columns : int
        Panels side by side.
    charts : sequence of callable
        The panels as the page's script draws them; none of a figure that is drawn alone.
    """

    name: str
    kind: str
    height: float
    panels: Sequence[Draw]
    columns: int = 1
    charts: Sequence[Callable[[], Chart]] = ()


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
    if scenario.halls or scenario.centres:
        yield from _queues(results, language)
    if scenario.offices:
        yield from _of_offices(results, language)
    if all(map(has_timeline, results)):
        yield _timeline(results, language)
    yield from _of_staff(results, language)


def _timeline(results: Sequence[Result], language: str) -> FigurePlan:
    """Customers without supply, calls and crews one above the other, with one legend."""
    names = list(dict.fromkeys(name for result in results for name in tracks(result)))
    draw = partial(plots.timeline_of_outages, results, language=language)
    panels = [partial(_on, partial(draw, name, legend=name == names[-1])) for name in names]
    return FigurePlan("timeline", "timeline", TRACK_HEIGHT, panels)


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
        found += [leading_level(scenario), *map(Figure, names)]
    if scenario.offices:
        found += [
            *(each for each in leading_figures(scenario) if family_of(each) == "order"),
            *map(Figure, ("time_to_close_mean", "backlog_mean")),
        ]
    return list(dict.fromkeys(found))


def _known(results: Sequence[Result], figure: Figure) -> bool:
    """Whether the measure has a value in every result, and is not zero in all of them (nobody is paid)."""
    means = [result.estimate(*figure).mean for result in results]
    return not any(map(math.isnan, means)) and any(means)


def _of_halls(results: Sequence[Result], language: str) -> Iterator[FigurePlan]:
    scenario = results[0].scenario
    scope = visits(scenario)
    halls = _several(scenario, "hall")
    yield from _curves("waits_over_day", results, [scope], halls, "wait_mean", language)
    spread = partial(plots.wait_distribution, results, language=language, scope=scope)
    yield FigurePlan("wait_distribution", "wait_distribution", DAY_HEIGHT, [partial(_on, spread)])
    yield from _heat_maps(results, "wait_heat_map", language)


def _of_centres(results: Sequence[Result], language: str) -> Iterator[FigurePlan]:
    scenario = results[0].scenario
    level = leading_level(scenario).measure
    highest = max(map(plots.most_calls, results))
    panels: list[Draw] = [
        partial(plots.calls_over_day, result, language=language, highest=highest) for result in results
    ]
    charts = [partial(chart_of_calls, result, language) for result in results]
    yield from _days("calls_over_day", panels, charts)
    goal = partial(plots.level_over_day, results, language=language)
    shown = partial(chart_of_level, results, *levels(scenario)[0][:2], language)
    yield FigurePlan("level_over_day", "level_over_day", DAY_HEIGHT, [goal], charts=[shown])
    yield from _heat_maps(results, "level_heat_map", language)
    lines = plots.lines_of(results)
    if len(lines) > 1:
        height = plots.lines_height(len(lines), len(results))
        panels = [
            partial(plots.gap_between_lines, results, name, language=language)
            for name in (level, "speed_of_answer")
        ]
        yield FigurePlan("lines", "lines", height, panels, 2)
    for number, result in enumerate(results, 1):
        draw = partial(plots.flow_of_cases, result, language=language)
        yield FigurePlan(f"flow_{number}", "flow", plots.FLOW_HEIGHT, [draw])


def _of_offices(results: Sequence[Result], language: str) -> Iterator[FigurePlan]:
    """The backlog and its age from day to day, what changes where a policy begins later, who passes orders to whom, and which causes bring them."""
    draw = partial(plots.backlog_over_days, results, language=language)
    panels = [partial(_on, partial(draw, name)) for name in ("backlog_end", "backlog_age_end")]
    yield FigurePlan("backlog", "backlog", DAY_HEIGHT, panels, 2)
    panels = [
        partial(_on, partial(plots.control_chart_of_orders, result, language=language))
        for result in results
        if begins_of(result)
    ]
    if panels:
        yield FigurePlan("control_chart", "control_chart", DAY_HEIGHT, panels, min(2, len(panels)))
    for number, result in enumerate(results, 1):
        height = plots.flow_of_orders_height(result)
        flow = partial(plots.flow_of_orders, result, language=language)
        yield FigurePlan(f"order_flow_{number}", "order_flow", height, [partial(_on, flow)])
        if result.frame.names["cause"]:
            causes = partial(plots.causes_by_month, result, language=language)
            height = plots.causes_by_month_height(result)
            yield FigurePlan(f"causes_{number}", "causes", height, [partial(_on, causes)])


def heat_figures(scenario: Scenario) -> dict[str, list[Figure]]:
    """What maps by day and time of day are about, by the kind of figure: waits of each hall, and the level of calls."""
    found: dict[str, list[Figure]] = {}
    if scenario.halls:
        sites = plots.largest(_several(scenario, "hall"), _per_day(scenario).__getitem__)
        halls = sites or [visits(scenario)]
        found["wait_heat_map"] = [Figure("wait_mean", scope) for scope in halls]
    if scenario.centres:
        found["level_heat_map"] = [leading_level(scenario)]
    return found


def _heat_maps(results: Sequence[Result], kind: str, language: str) -> Iterator[FigurePlan]:
    """The maps of one policy as one figure."""
    shown = heat_figures(results[0].scenario)[kind]
    ranges = {figure: plots.heat_range(results, figure.measure, figure.scope) for figure in shown}
    for number, result in enumerate(results, 1):
        panels: list[Draw] = [
            partial(
                plots.heat_map,
                result,
                figure.measure,
                figure.scope,
                language=language,
                between=ranges[figure],
                numbers=len(shown) == 1,
            )
            for figure in shown
        ]
        yield FigurePlan(
            f"{kind}_{number}", kind, plots.heat_map_height(result), [partial(_on, each) for each in panels]
        )


def _curves(
    kind: str,
    results: Sequence[Result],
    of_all: Sequence[str],
    sites: Sequence[str],
    measure: str,
    language: str,
) -> Iterator[FigurePlan]:
    """A measure over the day: a panel of all, and one of each site, or of the largest of very many."""
    draw, title, axis = CURVES[kind]
    scopes = [*of_all, *plots.largest(sites, _per_day(results[0].scenario).__getitem__)]
    panels = [partial(draw, results, scope, language=language) for scope in scopes]
    charts = [partial(chart_of_measure, results, measure, scope, title, axis, language) for scope in scopes]
    yield from _days(kind, with_rest(panels, len(of_all) + len(sites), language), charts)


CURVES: dict[str, tuple[Callable[..., object], str, str]] = {
    "waits_over_day": (plots.waits_over_day, "plot.waits", "axis.min"),
    "queue_over_day": (plots.queue_over_day, "plot.queue", "axis.people"),
}
"""Of curves over the day, what draws them, their title and their axis."""


def _several(scenario: Scenario, kind: str = "") -> list[str]:
    """The scopes of the sites of a kind, or of all of them; none where there is but one."""
    scopes = [scope for scope in _sites(scenario) if scope.startswith(kind)]
    return scopes if len(scopes) > 1 else []


def _queues(results: Sequence[Result], language: str) -> Iterator[FigurePlan]:
    """People waiting: in all, where that is not halls and lines together, and at each site."""
    scenario = results[0].scenario
    of_all = [] if scenario.halls and scenario.centres else ["all"]
    return _curves("queue_over_day", results, of_all, _several(scenario), "queue_mean", language)


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
        heads = [panel for site in sites for panel in _heads(results, site, language)]
        charts = [partial(chart_of_heads, result, site, language) for site in sites for result in results]
        yield from _days("heads_over_day", heads, charts)
    bars = partial(plots.occupancy_by_pool, results, language=language)
    yield FigurePlan("occupancy", "occupancy", plots.occupancy_height(len(pools), len(results)), [bars])
    if len(pools) <= len(plots.LOOKS):
        day = [partial(plots.occupancy_over_day, result, language=language) for result in results]
        charts = [partial(chart_of_occupancy, result, language) for result in results]
        yield from _days("occupancy_over_day", day, charts)


def _heads(results: Sequence[Result], site: str, language: str) -> list[Draw]:
    highest = max(plots.most_heads(result, site) for result in results)
    return [
        partial(plots.heads_over_day, result, site, language=language, highest=highest) for result in results
    ]


def _sites(scenario: Scenario) -> list[str]:
    """The scopes of all halls and centres; nobody stands in line in an office."""
    return [site.scope for site in scenario.sites.values() if site.doors]


def _per_day(scenario: Scenario) -> dict[str, float]:
    """How many contacts come to each hall and centre on a normal day, by its scope."""
    return {site.scope: sum(door.arrivals.per_day for door in site.doors) for site in scenario.sites.values()}


def _days(kind: str, panels: Sequence[Draw], charts: Sequence[Callable[[], Chart]]) -> Iterator[FigurePlan]:
    """Figures with a panel for each policy or place, two beside each other, as many as a printed page holds in each."""
    for number, start in enumerate(range(0, len(panels), MOST_PANELS), 1):
        own = slice(start, start + MOST_PANELS)
        name = kind if number == 1 else f"{kind}_{number}"
        yield FigurePlan(name, kind, DAY_HEIGHT, panels[own], min(2, len(panels)), charts[own])
