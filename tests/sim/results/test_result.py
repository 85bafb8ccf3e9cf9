"""What a Result says of records written by hand (see ``written_records``)."""

import pickle

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest
from scipy import stats

from sim.measures.registry import PHONE, REGISTRY, measure
from sim.results.headline import headline_figures
from sim.results.result import COLUMNS
from sim.running.experiment import Engine, run
from tests.scenarios_for_tests import small
from tests.sim.written_records import result

mpl.use("Agg")


def test_a_sample_is_found_by_measure_scope_and_period():
    found = result()
    assert float(found.sample("wait_mean").mean) == pytest.approx(6.0)
    assert float(found.sample("wait_mean", "service:pay").mean) == pytest.approx(8.5)
    assert float(found.sample("wait_mean", "all", "2024-01-01").mean) == pytest.approx(7.0)
    assert float(found.sample("wait_mean", "all", "2024-01-01T09:00").mean) == pytest.approx(15.0)


def test_a_result_goes_to_another_process_after_all_has_been_read():
    """Figures are drawn by several processes, and a notebook keeps results in files."""
    found = result()
    table = found.to_frame()
    assert pickle.loads(pickle.dumps(found)).to_frame().equals(table)


def test_a_measure_comes_back_from_a_file_as_it_is():
    for name in (
        *REGISTRY,
        *PHONE,
        "wait_within_7_min",
        "service_level_25_s_met",
        "abandoned_after_4_s",
        "gap_wait_mean",
    ):
        assert pickle.loads(pickle.dumps(measure(name))) == measure(name)


@pytest.mark.parametrize(
    ("name", "scope", "by", "said"),
    [
        ("wait_per_case_mean", "all", "date", "profile"),  # too few cases begin in one
        ("time_to_resolve_mean", "all", "month", "profile"),
        ("wait_mean", "service:pay", "date", "profile"),
        ("wait_p90", "all", "date", "profile"),
        ("queue_max", "all", "date", "profile"),
        ("wait_mean", "all", "fortnight", "date or month"),
    ],
)
def test_single_intervals_that_are_not_kept_are_refused_in_a_sentence(name, scope, by, said):
    with pytest.raises(ValueError, match=said):
        result().by_interval(name, scope, by)


@pytest.mark.parametrize(
    ("name", "scope", "period"),
    [
        ("wait_meen", "all", "all"),
        ("wait_mean", "hall:south", "all"),
        ("wait_mean", "planet:earth", "all"),
        ("occupancy", "service:pay", "all"),
        ("wait_mean", "all", "2024-01-03"),
        ("wait_mean", "service:pay", "2024-01-01T09:00"),  # intervals are kept for halls and pools only
        ("queue_max", "all", "peak"),
    ],
)
def test_an_unknown_measure_scope_or_period_is_refused(name, scope, period):
    with pytest.raises(KeyError):
        result().sample(name, scope, period)


def test_estimate_table_and_summary_agree():
    found = result()
    table = found.to_frame(0.9).set_index(["measure", "scope", "period"])
    summary = found.summary(0.9)
    for name, scope, period in headline_figures(found.scenario):
        estimate = found.estimate(name, scope, period, 0.9)
        rows = (table.loc[(name, scope, period)], summary[summary["period"] == period].loc[name])
        for row in rows:
            assert row[["mean", "ci_low", "ci_high"]].tolist() == pytest.approx(
                list(estimate[:3]), nan_ok=True
            )
    assert list(found.to_frame().columns) == [*COLUMNS, "kind", "start"]


def test_the_peak_is_the_worst_interval_with_a_customer_a_day():
    # 07:00 has a mean wait of 14 and 09:00 of 7.5, but half a customer and one a replication on two days
    assert result().peak("wait_mean") == 8


def test_a_better_high_measure_has_its_peak_at_its_lowest():
    # of those with a customer a day, 08:00 is the only interval
    assert result().estimate("wait_within_5_min", period="peak").mean == pytest.approx(3 / 4)


def test_the_profile_is_over_the_average_day():
    table = result().profile("wait_mean")
    assert table["mean"].to_dict() == pytest.approx({"07:00": 14.0, "08:00": 13 / 4, "09:00": 15 / 2})
    # totals are those of one day: five minutes of overtime a replication in two days
    assert result().profile("overtime").loc["10:00", "mean"] == pytest.approx(10 / 2 / 2)


def test_by_interval_has_a_row_a_day_and_a_column_an_interval():
    table = result().by_interval("wait_mean")
    assert list(table.index) == ["2024-01-01", "2024-01-02"]
    assert list(table.columns) == ["07:00", "08:00", "09:00"]
    assert table.loc["2024-01-02", "09:00"] == 0.0
    assert np.isnan(table.loc["2024-01-02", "08:00"])


def test_a_verdict_holds_the_limit_of_the_one_sided_interval_against_the_threshold():
    # lost: 4 and 0 of 10 and 1 contacts; ratio 4/11, mean denominator 5.5, linearized (4 - 40/11)/5.5 and its opposite
    limit = 4 / 11 + stats.t.ppf(0.8, 1) * stats.sem([4 / 11 / 5.5, -4 / 11 / 5.5])
    close = {"measure": "lost", "confidence": "80 %"}
    targets = [
        {**close, "at_most": f"{100 * limit + 0.01} %"},
        {**close, "at_most": f"{100 * limit - 0.01} %"},
        {**close, "at_least": f"{100 * (8 / 11 - limit) - 0.01} %"},
        {**close, "at_least": f"{100 * (8 / 11 - limit) + 0.01} %"},
    ]
    verdicts = result({"targets": targets}).verdicts()
    assert [verdict.holds for verdict in verdicts] == [True, False, True, False]
    assert verdicts[0].limit == pytest.approx(limit, rel=1e-12)


def test_a_target_over_the_day_has_at_the_peak_the_limit_of_the_verdict():
    # 08:00 alone has a customer a day in the mean of both replications
    targets = [{"measure": "wait_mean", "period": "peak", "at_most": "20 min"}]
    found = result({"targets": targets})
    mean, limit = found.over_day(found.scenario.targets[0])
    (place,) = np.flatnonzero(~np.isnan(mean))
    assert place * found.scenario.calendar.interval == 8 * 60
    assert mean[place] == pytest.approx(13 / 4)
    assert limit[place] == found.verdicts()[0].limit


def test_a_target_of_a_single_replication_never_holds():
    found = result({"targets": [{"measure": "wait_mean", "at_most": "24 h"}]})
    one = type(found)(found.scenario, {name: sums[:1] for name, sums in found.sums.items()}, 1, "simpy")
    assert [verdict.holds for verdict in one.verdicts()] == [False]


def test_in_a_notebook_a_name_is_text_not_markup():
    html = result({"name": "<script>alert(1)</script>"})._repr_html_()
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "wait_mean" in html
    assert "wait_mean" in repr(result())


def test_plot_draws_on_the_axes_given_and_returns_them():
    from matplotlib import pyplot as plt

    _, axes = plt.subplots()
    assert result().plot("occupancy", "pool:clerks", ax=axes) is axes
    assert axes.get_ylabel() == f"occupancy ({REGISTRY['occupancy'].unit})"
    plt.close("all")


def test_periods_say_what_they_are_and_when_they_begin() -> None:
    """Two days of four hours: the horizon and its peak have no beginning, dates begin at midnight, intervals as they are written."""
    table = run(small({"calendar.days": 2}), replications=2).to_frame()
    own = table.query("measure == 'wait_mean' and scope == 'all'")
    assert list(dict.fromkeys(own["kind"])) == ["all", "peak", "open_peak", "date", "interval"]
    assert own.query("kind in ['all', 'peak', 'open_peak']")["start"].isna().all()
    dates = own.query("kind == 'date'")
    assert list(dates["start"]) == [pd.Timestamp("2024-01-01"), pd.Timestamp("2024-01-02")]
    intervals = own.query("kind == 'interval'")
    assert (intervals["start"].dt.strftime("%Y-%m-%dT%H:%M") == intervals["period"]).all()
    assert intervals["start"].min() == pd.Timestamp("2024-01-01T08:00")


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_contacts_have_timestamps_and_categories(engine: Engine) -> None:
    """Each visit comes on Monday between 07:30, when the door takes the first, and noon; its 4 minutes at the counter are timestamps, too."""
    result = run(small(), replications=2, engine=engine, records=True)
    table = result.contacts()
    served = table.query("stage == 'counter' and outcome == 'resolved'")
    assert len(served) == round(2 * float(result.estimate("contacts").mean))
    assert (served["ended"] - served["started"] == pd.Timedelta("4min")).all()
    assert served["arrived"].between("2024-01-01T07:00", "2024-01-01T12:00").all()
    assert {str(table[name].dtype) for name in ("site", "service", "stage", "pool", "outcome")} == {
        "category"
    }
    assert set(served["site"]) == {"north"}
    assert run(small(), replications=2, engine=engine).estimate("wait_mean") == result.estimate("wait_mean")


def test_contacts_that_were_not_kept_are_told() -> None:
    with pytest.raises(ValueError, match="run it with records=True"):
        run(small(), replications=1).contacts()
