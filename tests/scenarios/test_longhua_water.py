"""The bundled water utility: its outages and calls by hand, and what its policies do to them in a quarter."""

from __future__ import annotations

from functools import cache

import pytest

from sim.results.result import Result
from sim.running.candidates import evaluate
from sim.scenario import load

ASKED = frozenset(
    {
        ("outages", "outage_kind"),
        ("saifi", "all"),
        ("calls_avoided_by_messages", "all"),
        ("calls_avoided_by_housekeepers", "all"),
        ("informed_before_calling", "all"),
        ("in_time", "all"),
    }
)


@cache
def quarter(policy: str) -> Result:
    """From April to June, without the bursts of winter, four times."""
    scenario = load("longhua_water", policy).replace({"calendar.start": "2023-04-01", "calendar.days": 91})
    return evaluate(scenario, [{}], range(4), 1, ASKED)[0]


def test_outages_of_a_quarter_by_hand() -> None:
    """1.3 bursts a day; 0.75 planned ones on a weekday, of which there are 65, and a fifth on the 26 others; low pressure 0.4 a day, and 2.5 times
    as often in June. Counts are Poisson."""
    expected = {"burst": 91 * 1.3, "planned": 0.75 * (65 + 0.2 * 26), "low_pressure": 0.4 * (61 + 2.5 * 30)}
    for kind, mean in expected.items():
        found = quarter("baseline").estimate("outages", f"outage_kind:{kind}").mean
        assert abs(found - mean) < 2.58 * (mean / 4) ** 0.5
        assert quarter("notify").estimate("outages", f"outage_kind:{kind}").mean == found


def test_pipes_that_are_renewed_burst_less() -> None:
    bursts = [
        quarter(each).estimate("outages", "outage_kind:burst").mean for each in ("pipe_renewal", "baseline")
    ]
    assert bursts[0] == pytest.approx(0.6 * bursts[1], rel=0.15)
    assert quarter("pipe_renewal").estimate("saifi").mean < quarter("baseline").estimate("saifi").mean


def test_who_is_told_does_not_call() -> None:
    told = [quarter(each).estimate("informed_before_calling").mean for each in ("baseline", "notify")]
    assert 3 * told[0] < told[1] < 0.5
    assert quarter("notify").estimate("calls_avoided_by_housekeepers").mean == 0
    assert quarter("housekeepers").estimate("calls_avoided_by_housekeepers").mean > 500


def test_complaints_are_called_back_in_time() -> None:
    assert quarter("baseline").estimate("in_time").mean > 0.95
