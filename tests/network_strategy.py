"""Made networks: halls and a call centre, drawn by hypothesis, some of whose callers go on to another line or to a hall.

They are those of the golden figures (:mod:`tests.golden.made`), with choices that hypothesis makes.
"""

from __future__ import annotations

from hypothesis import assume
from hypothesis import strategies as st

from sim.scenario import Scenario, ScenarioError
from tests.choices import FromHypothesis
from tests.golden.made import Author
from tests.hall_features import Features
from tests.scenarios_for_tests import written


@st.composite
def networks(draw: st.DrawFn, of_halls: Features) -> Scenario:
    """Scenarios with one or two halls of some features and a centre of any kind, open at other hours; what the loader refuses is left out."""
    data, tables = Author(FromHypothesis(draw)).both(of_halls)
    try:
        return written(data, tables)
    except ScenarioError:
        assume(False)
        raise
