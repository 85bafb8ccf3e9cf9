"""The worst scope against the best: by hand, against SciPy, and what a target on it may say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from sim.measures.registry import measure
from sim.results.estimates import mean_of, ratio_of
from sim.results.samples import worst_against_best
from tests.sim.scenario.broken import said, write
from tests.sim.scenario.broken_centre import SOUND_CENTRE
from tests.sim.written_records import result

TARGET = "  - {measure: service_level_20_s_missed, scope: language:mongolian, at_least: 80 %}\n"


def test_gap_and_ratio_of_two_services_are_as_by_hand():
    """Waits are 8.5 min for paying, and of the three served for connections 8, 0 and 0 min."""
    found = result()
    assert float(found.sample("gap_wait_mean", "service").mean) == pytest.approx(8.5 - 8 / 3)
    assert float(found.sample("ratio_wait_mean", "service").mean) == pytest.approx(8.5 / (8 / 3))


def test_with_a_name_it_is_that_one_against_the_best_of_the_others():
    found = result()
    gaps = [float(found.sample("gap_wait_mean", f"service:{name}").mean) for name in ("pay", "connect")]
    assert gaps == pytest.approx([8.5 - 8 / 3, 8 / 3 - 8.5])
    ratios = [float(found.sample("ratio_wait_mean", f"service:{name}").mean) for name in ("pay", "connect")]
    assert ratios == pytest.approx([8.5 / (8 / 3), (8 / 3) / 8.5])
    resolved = [float(found.sample("resolved", f"service:{name}").mean) for name in ("pay", "connect")]
    gaps = [float(found.sample("gap_resolved", f"service:{name}").mean) for name in ("pay", "connect")]
    assert gaps == pytest.approx([resolved[1] - resolved[0], resolved[0] - resolved[1]])


def test_with_better_high_the_worst_is_the_lowest():
    found = result()
    shares = [float(found.sample("resolved", f"service:{name}").mean) for name in ("pay", "connect")]
    assert float(found.sample("gap_resolved", "service").mean) == pytest.approx(max(shares) - min(shares))
    assert float(found.sample("ratio_resolved", "service").mean) == pytest.approx(min(shares) / max(shares))
    assert measure("gap_resolved").better == "low"
    assert measure("ratio_resolved").better == "high"


def test_the_interval_is_that_of_the_paired_difference():
    """Three scopes over five replications; the first is worst and the second best on average, and SciPy has the rest."""
    values = np.array(
        [[5.0, 1.0, 3.0], [6.0, 2.5, 3.0], [5.5, 1.5, 9.0], [7.0, 1.0, 3.0], [6.5, 3.0, np.nan]]
    )
    best, worst = mean_of(values).extremes()
    estimate = worst.minus(best).at(0).estimate(0.95)
    difference = values[:, 0] - values[:, 1]
    half = stats.t.ppf(0.975, 4) * stats.sem(difference)
    assert estimate.mean == pytest.approx(difference.mean())
    assert estimate.high - estimate.mean == pytest.approx(half)
    ratio = worst.against(best).at(0).estimate(0.95)
    by_sums = ratio_of(values[:, 0], values[:, 1]).estimate(0.95)
    assert ratio[:3] == pytest.approx(by_sums[:3])


def test_one_scope_with_a_value_has_no_worst_and_no_best():
    both = mean_of(np.array([[1.0, np.nan], [2.0, np.nan]])).extremes()
    assert all(np.isnan(each.mean).all() for each in both)


def test_tables_have_it_for_kinds_with_two_scopes_at_least():
    table = result().to_frame()
    rows = table[table["measure"] == "ratio_wait_mean"]
    # one hall, one segment, one channel; and nobody waited for the greeter, so there is no ratio over that pool
    assert set(rows["scope"]) == {"service", "service:pay", "service:connect", "pool:greeters"}
    assert {"all", "peak", "2024-01-01"} <= set(rows["period"])
    with pytest.raises(KeyError, match="has no scope 'hall'"):
        result().sample("gap_wait_mean", "hall")
    with pytest.raises(KeyError, match="did you mean gap_wait_mean"):
        measure("gap_wait_meen")
    with pytest.raises(KeyError):
        measure("gap_gap_wait_mean")


@pytest.mark.parametrize(
    ("target", "says"),
    [
        ("{measure: gap_service_level_20_s_missed, scope: language, at_most: 5 %}", []),
        ("{measure: ratio_speed_of_answer, scope: language, at_most: 2}", []),
        (
            "{measure: gap_abandoned, at_most: 5 %}",
            [
                "58: targets[0].scope: is no kind of scope whose worst and best gap_abandoned could compare, write pool, service or language"
            ],
        ),
        ("{measure: gap_abandoned, scope: language:mongolian, at_most: 5 %}", []),
        (
            "{measure: gap_abandoned, scope: language:mongol, at_most: 5 %}",
            ["58: targets[0].scope = language:mongol: names an unknown language, did you mean mongolian?"],
        ),
        (
            "{measure: gap_abandoned, scope: segment:everyone, at_most: 5 %}",
            [
                "58: targets[0].scope = segment:everyone: is no kind of scope whose worst and best gap_abandoned could compare, write pool, service or language"
            ],
        ),
        (
            "{measure: gap_abandond, scope: language, at_most: 5 %}",
            ["58: targets[0].measure = gap_abandond: is an unknown measure, did you mean gap_abandoned?"],
        ),
        (
            "{measure: ratio_speed_of_answer, scope: language, at_most: 2 min}",
            [
                "58: targets[0].at_most = 2 min: is not a threshold for ratio_speed_of_answer, write a number without a unit such as 12"
            ],
        ),
    ],
)
def test_a_target_names_the_kind_of_scope(target: str, says: list[str], tmp_path: Path):
    assert SOUND_CENTRE.endswith(TARGET)
    assert said(write(tmp_path, SOUND_CENTRE.replace(TARGET, f"  - {target}\n"))) == says


def test_one_of_three_is_held_against_the_best_of_the_other_two():
    """Lowest first: 1, 2 and 4 min on average; each against the best of the others, with SciPy's paired interval."""
    rows = np.array([[1.0, 2.0, 4.5], [0.5, 2.5, 3.5], [1.5, 1.5, 4.0]])
    found = worst_against_best(measure("gap_wait_mean"), mean_of(rows))
    assert found.mean.tolist() == pytest.approx([3, -1, 1, 3])  # worst against best, and then one by one
    half = stats.t.ppf(0.975, 2) * stats.sem(rows[:, 0] - rows[:, 1])
    assert found.at(1).half_width(0.95) == pytest.approx(half)
