"""Regions by segments: figures against plain pandas over the table of orders, the gaps against those figures, and the table of the page."""

from __future__ import annotations

import pandas as pd
import pytest

from reports.order_section import order_section
from reports.page import render_page
from reports.region_tables import region_tables
from reports.words.names import words_for
from sim import run
from sim.results.result import Result
from tests.sim.results.test_orders import with_office

CLASSES = {
    "segments": {"large": {"share": "20 %", "label": "Large <L>"}, "small": {"share": "80 %"}},
    "calendar.warm_up": 0,
}
REGIONS, SEGMENTS = ("city", "country"), ("large", "small")


@pytest.fixture(scope="module")
def result() -> Result:
    return run(with_office(CLASSES), replications=2, records=True)


@pytest.fixture(scope="module")
def hours(result: Result) -> dict[str, float]:
    """Mean hours from creation to closing by region and segment, over the table of orders."""
    orders = result.orders()
    closed = orders[orders["closed"].notna()]
    took = (closed["closed"] - closed["created"]) / pd.Timedelta("1h")
    means = took.groupby([closed["region"], closed["segment"]], observed=True).mean()
    return {f"{region}/{segment}": means[region, segment] for region in REGIONS for segment in SEGMENTS}


def test_figures_of_customers_of_a_segment_in_a_region(result: Result, hours: dict[str, float]) -> None:
    for name, mean in hours.items():
        found = result.estimate("time_to_close_mean", f"region_segment:{name}").mean / 60
        assert found == pytest.approx(mean, rel=1e-9)
        for other in ("backlog_end", "time_to_close_p90", "orders_created"):
            assert result.estimate(other, f"region_segment:{name}").mean > 0
    for kind in ("orders_created", "backlog_end"):
        parts = [result.estimate(kind, f"region_segment:{name}").mean for name in hours]
        assert sum(parts) == pytest.approx(result.estimate(kind).mean)


def test_the_gap_is_from_the_worst_to_the_best(result: Result, hours: dict[str, float]) -> None:
    gap = result.estimate("gap_time_to_close_mean", "region_segment").mean / 60
    assert gap == pytest.approx(max(hours.values()) - min(hours.values()))
    ratio = result.estimate("ratio_time_to_close_mean", "region_segment").mean
    assert ratio == pytest.approx(max(hours.values()) / min(hours.values()))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_has_a_table_of_shaded_cells(result: Result, language: str) -> None:
    """For a measure each policy has a table on one scale; the worst cell is darkest."""
    say = words_for(result, language)
    in_time, times = region_tables([result], say)
    assert in_time.colors == "high"
    assert times.starts == ["Large <L>", "small", say("orders.all_segments")]
    assert [label for label, _ in times.rows] == ["city", "country", say("orders.all_regions")]
    inner = [tone for _, cells in times.rows[:-1] for _, tone in cells[:-1]]
    assert min(inner) == 0
    assert max(inner) == 11
    page = render_page([result], language, figures=[])
    assert 'data-name="regions_2"' in page
    assert "Large <L>" not in page


def test_one_segment_has_no_table() -> None:
    plain = run(with_office(), replications=1)
    assert region_tables([plain], words_for(plain)) == []
    found = order_section([plain], words_for(plain))
    assert found is not None
    assert found.regions == []
