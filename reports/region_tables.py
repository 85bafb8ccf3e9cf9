"""Regions by segments: what customers of each segment get in each region, as tables of shaded cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reports.heat_tables import SHADES, HeatTable
from reports.words import Words, format_value, shown_unit
from sim.measures.registry import measure
from sim.results.headline import has_deadlines
from sim.results.result import Result

Array = NDArray[np.float64]


def region_tables(results: Sequence[Result], say: Words) -> list[HeatTable]:
    """A table for each measure under each policy, those of a measure on one scale; none where there is one region or one segment."""
    own = [each for each in results if each.frame.names["region_segment"]]
    if not own:
        return []
    told = ["in_time"] * has_deadlines(own[0].scenario) + ["time_to_close_mean"]
    return [table for name in told for table in _tables(own, name, say)]


def _tables(results: Sequence[Result], name: str, say: Words) -> list[HeatTable]:
    every = [_values(result, name) for result in results]
    inner = np.concatenate([values[:-1, :-1].ravel() for values in every])
    low, high = (np.nanmin(inner), np.nanmax(inner)) if np.isfinite(inner).any() else (0.0, 1.0)
    return [
        _table(result, values, name, (low, high), say) for result, values in zip(results, every, strict=True)
    ]


def _values(result: Result, name: str) -> Array:
    """A row a region and a column a segment, and behind them those of all segments, and of all regions."""
    regions, segments = (result.frame.names[kind] for kind in ("region", "segment"))
    rows = [
        [f"region_segment:{region}/{segment}" for segment in segments] + [f"region:{region}"]
        for region in regions
    ]
    rows.append([*(f"segment:{segment}" for segment in segments), "all"])
    return np.array([[result.estimate(name, scope).mean for scope in row] for row in rows])


def _table(result: Result, values: Array, name: str, limits: tuple[float, float], say: Words) -> HeatTable:
    low, high = limits
    share = np.clip((np.nan_to_num(values, nan=low) - low) / ((high - low) or 1.0), 0.0, 1.0)
    shade = np.minimum(share * SHADES, SHADES - 1).astype(int)
    unit, regions = shown_unit(name), result.frame.names["region"]
    labels = [*(say.name(f"region:{region}") for region in regions), say("orders.all_regions")]
    heads = [
        *(say.name(f"segment:{each}") for each in result.frame.names["segment"]),
        say("orders.all_segments"),
    ]
    cells: list[list[tuple[str, int | None]]] = [
        [
            ("", None) if np.isnan(value) else (format_value(value, unit, say.language), int(tone))
            for value, tone in zip(*pair, strict=True)
        ]
        for pair in zip(values.tolist(), shade.tolist(), strict=True)
    ]
    title = say("orders.regions", policy=say.policy(result.policy), measure=say.measure(name))
    return HeatTable(title, heads, list(zip(labels, cells, strict=True)), measure(name).better)
