"""Heads and work over the day, against figures worked out by hand (see ``made_calls``)."""

from __future__ import annotations

import numpy as np
import pytest

from sim import run
from sim.results.workload import workload
from tests.scenarios_for_tests import small
from tests.sim.made_calls import made_calls


def test_the_workload_of_a_centre_is_as_by_hand() -> None:
    """Busy 10 + 2 + 12 and 6 + 4 min of 120; 3 and 2 calls come in 120 min, and the four answered take 34 min."""
    found = workload(made_calls(), "centre:town")
    shown = slice(8, 10)
    np.testing.assert_allclose(found.present.mean[shown], [2, 2])
    np.testing.assert_allclose(found.busy.mean[shown], [24 / 120, 10 / 120])
    np.testing.assert_allclose(found.offered.mean[shown], [3 / 120 * 34 / 4, 2 / 120 * 34 / 4])
    assert np.isnan(found.offered.mean[[7, 10]]).all()


def test_the_load_of_a_hall_is_the_work_of_those_who_come() -> None:
    """Twenty clerks and 20 customers of 4 min a day: nobody leaves, and each brings 4 minutes to one of the half-hours."""
    result = run(small({"pools.clerks.heads": 20}), replications=3)
    offered = workload(result, "hall:north").offered.mean
    assert np.nansum(offered) * 30 == pytest.approx(4 * result.estimate("contacts").mean)


@pytest.mark.parametrize("site", ["centre:nowhere", "pool:agents", "all"])
def test_what_is_no_site_is_refused(site: str) -> None:
    with pytest.raises(KeyError, match="no hall or centre"):
        workload(made_calls(), site)
