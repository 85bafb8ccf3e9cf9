"""Intervals from replications, held against SciPy, the textbook and the jackknife."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy import stats

from sim.results.estimates import mean_of, mean_of_all, mean_of_some, ratio_of

TEN = np.array([1.20, 1.50, 1.68, 1.89, 0.95, 1.49, 1.58, 1.55, 0.50, 1.09])
"""Law, Simulation Modeling and Analysis, 5th ed., example 4.27: mean 1.34, variance 0.17, 90 % interval 1.34 ± 0.24."""


def test_the_textbooks_interval():
    estimate = mean_of(TEN).estimate(0.9)
    assert estimate.mean == pytest.approx(1.34, abs=0.005)
    assert estimate.high - estimate.mean == pytest.approx(0.24, abs=0.005)
    assert estimate.replications == 10


@given(
    arrays(np.float64, st.integers(2, 30), elements=st.floats(-1e6, 1e6)),
    st.sampled_from([0.5, 0.9, 0.95, 0.99]),
)
def test_means_have_the_interval_of_student(values, confidence):
    estimate = mean_of(values).estimate(confidence)
    error = stats.sem(values)
    half = stats.t.ppf((1 + confidence) / 2, len(values) - 1) * error
    assert estimate.mean == pytest.approx(values.mean(), rel=1e-9, abs=1e-9)
    assert estimate.high - estimate.mean == pytest.approx(half, rel=1e-6, abs=1e-6)
    assert estimate.mean - estimate.low == pytest.approx(half, rel=1e-6, abs=1e-6)


def test_a_one_sided_limit_leaves_all_error_on_one_side():
    limit = float(mean_of(TEN).half_width(0.95, sides=1))
    assert limit == pytest.approx(stats.t.ppf(0.95, 9) * stats.sem(TEN), rel=1e-12)


def test_one_replication_has_a_mean_and_no_interval():
    for sample in (mean_of(np.array([3.0])), ratio_of(np.array([6.0]), np.array([2.0]))):
        estimate = sample.estimate(0.95)
        assert estimate.mean == 3.0
        assert np.isnan([estimate.low, estimate.high]).all()
        assert estimate.replications == 1


def test_replications_without_a_value_are_left_out():
    estimate = mean_of(np.array([np.nan, *TEN, np.nan])).estimate(0.9)
    assert estimate == mean_of(TEN).estimate(0.9)


def test_a_figure_that_no_replication_has_is_nan():
    estimate = mean_of(np.array([np.nan, np.nan])).estimate(0.9)
    assert np.isnan([estimate.mean, estimate.low, estimate.high]).all()
    assert estimate.replications == 0


def test_a_ratio_is_the_ratio_of_sums_not_the_mean_of_ratios():
    # 1/1 and 2/9: ratio of sums 0.3, mean of ratios 0.61
    assert ratio_of(np.array([1.0, 2.0]), np.array([1.0, 9.0])).mean == pytest.approx(0.3, rel=1e-15)


def test_a_ratio_without_denominator_is_nan():
    assert np.isnan(ratio_of(np.array([0.0, 0.0]), np.array([0.0, 0.0])).mean)


def test_the_interval_of_a_ratio_is_that_of_its_linearized_replications():
    # by hand: tops 2 4 9, bottoms 1 2 3; ratio 15/6 = 2.5, mean bottom 2;
    # linearized (2 - 2.5)/2, (4 - 5)/2, (9 - 7.5)/2 = -0.25, -0.5, 0.75; their variance (0.0625 + 0.25 + 0.5625)/2
    sample = ratio_of(np.array([2.0, 4.0, 9.0]), np.array([1.0, 2.0, 3.0]))
    assert float(sample.mean) == 2.5
    assert sample.influence.tolist() == [-0.25, -0.5, 0.75]
    half = stats.t.ppf(0.975, 2) * np.sqrt(0.4375 / 3)
    assert sample.estimate(0.95).high - 2.5 == pytest.approx(half, rel=1e-12)


def test_the_interval_of_a_ratio_agrees_with_the_jackknife():
    # The delta method and the jackknife agree to order 1 / replications (Law, 5th ed., 9.3): here 100 replications
    # of correlated sums, so that they must agree to a few percent. The numbers come from no dice: Weyl's sequence.
    place = np.arange(1, 101)
    bottoms = 50 + 40 * np.modf(place * np.sqrt(2))[0]
    tops = 3 * bottoms + 60 * np.modf(place * np.sqrt(3))[0]
    left_out = (tops.sum() - tops) / (bottoms.sum() - bottoms)
    error = np.sqrt(99 / 100 * np.square(left_out - left_out.mean()).sum())
    sample = ratio_of(tops, bottoms)
    assert float(sample.half_width(0.95)) == pytest.approx(stats.t.ppf(0.975, 99) * error, rel=0.03)


def test_a_scale_stretches_a_ratio_and_its_interval():
    plain = ratio_of(TEN, TEN[::-1]).estimate(0.95)
    scaled = ratio_of(TEN, TEN[::-1], 60.0).estimate(0.95)
    assert np.array(scaled[:3]) == pytest.approx(60 * np.array(plain[:3]), rel=1e-12)


def test_a_paired_difference_has_the_interval_of_the_differences():
    other = TEN[::-1] + 0.5
    found = mean_of(TEN).minus(mean_of(other)).estimate(0.95)
    paired = stats.ttest_rel(TEN, other).confidence_interval(0.95)
    assert (found.low, found.high) == pytest.approx((paired.low, paired.high), rel=1e-12)


def test_a_paired_difference_is_that_of_the_pairs_where_replications_lack_a_value():
    one = np.array([1.0, 2.0, 3.0, 40.0])
    other = np.array([0.5, 1.0, 2.5, np.nan])
    found = mean_of(one).minus(mean_of(other)).estimate(0.95)
    paired = stats.ttest_rel(one[:3], other[:3]).confidence_interval(0.95)
    assert found.mean == pytest.approx(np.mean(one[:3] - other[:3]), rel=1e-12)
    assert (found.low, found.high) == pytest.approx((paired.low, paired.high), rel=1e-12)
    assert found.replications == 3


def test_many_figures_are_estimated_as_each_alone():
    values = np.stack([TEN, 2 * TEN, np.where(TEN > 1.5, np.nan, TEN)], axis=1)
    together = mean_of(values)
    for number in range(3):
        alone = mean_of(values[:, number]).estimate(0.95)
        assert np.array(together.at(number).estimate(0.95)) == pytest.approx(np.array(alone), rel=1e-12)


def test_the_interval_of_groups_is_that_of_their_means():
    # batch means (Law, 5th ed., ch. 9): four groups of three replications are four observations
    values = np.concatenate((TEN, [1.0, 2.0]))
    groups = values.reshape(4, 3).sum(axis=1)
    found = mean_of_all(groups, np.full(4, 3.0)).estimate(0.9)
    assert found.mean == pytest.approx(values.mean(), rel=1e-12)
    assert found.high - found.mean == pytest.approx(stats.t.ppf(0.95, 3) * stats.sem(groups / 3), rel=1e-12)
    assert found.replications == 12


def test_a_group_that_is_not_whole_counts_by_its_replications():
    # totals 2 + 4, and 9 alone: mean 5; per row 1.5 replications; linearized (6 - 10)/1.5 and (9 - 5)/1.5
    sample = mean_of_all(np.array([6.0, 9.0]), np.array([2.0, 1.0]))
    assert float(sample.mean) == 5.0
    assert sample.influence.tolist() == [-4 / 1.5, 4 / 1.5]
    assert int(sample.count) == 3


def test_a_group_without_a_value_is_no_observation():
    # of three groups of two replications: both have a value (sum 6), none has, one has (5); mean 11/3, 1.5 a group
    sample = mean_of_some(np.array([6.0, 0.0, 5.0]), np.array([2.0, 0.0, 1.0]))
    assert float(sample.mean) == 11 / 3
    assert np.isnan(sample.influence[1])
    assert sample.influence[[0, 2]] == pytest.approx([(6 - 22 / 3) / 1.5, (5 - 11 / 3) / 1.5], rel=1e-12)
    assert int(sample.count) == 3
    half = stats.t.ppf(0.975, 1) * stats.sem(sample.influence[[0, 2]])
    assert float(sample.half_width(0.95)) == pytest.approx(half, rel=1e-12)


def test_a_ratio_of_groups_says_how_many_replications_it_is_from():
    sample = ratio_of(np.array([2.0, 4.0]), np.array([1.0, 3.0]), replications=np.array([4.0, 2.0]))
    assert int(sample.count) == 6
    assert int(ratio_of(np.zeros(2), np.zeros(2), replications=np.array([4.0, 2.0])).count) == 0


def test_a_paired_difference_of_groups_counts_the_replications_of_the_fewer():
    one = mean_of_some(np.array([6.0, 8.0, 5.0]), np.array([2.0, 2.0, 2.0]))
    other = mean_of_some(np.array([2.0, 0.0, 3.0]), np.array([1.0, 0.0, 2.0]))
    assert int(one.minus(other).count) == 3


def test_the_error_of_a_product_is_that_of_its_factors_linearized():
    """A row's influence is the derivative of the figure by the row's weight, times the number of rows."""
    rng = np.random.default_rng(1)
    tops, bottoms, others = rng.uniform(1, 2, (3, 8))

    def product(weights):
        return (weights @ tops) / (weights @ bottoms) * (weights @ others) / weights.sum()

    found = ratio_of(tops, bottoms).times(mean_of(others))
    even, step = np.ones(8), 1e-6
    slopes = [(product(even + step * row) - product(even - step * row)) / (2 * step) for row in np.eye(8)]
    assert found.mean == pytest.approx(product(even))
    np.testing.assert_allclose(found.influence, 8 * np.array(slopes), rtol=1e-6)
