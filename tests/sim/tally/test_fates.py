"""What became of contacts, as far as sums ask for it."""

from __future__ import annotations

import numpy as np

from sim.log.records import Outcome, Stage
from sim.log.sheet import Contacted
from sim.measures.sums import ABANDONED, ANSWERED, AT_ONCE, SERVED, within
from sim.tally.fates import Fates


def calls(*told: tuple[Outcome, Stage, float]) -> Contacted:
    """First calls with an outcome, a last stage and minutes waited."""
    outcome, stage, wait = (np.array(column) for column in zip(*told, strict=True))
    nothing = np.zeros(len(told), dtype=np.int64)
    return Contacted(
        lane=nothing,
        hall=nothing,
        service=nothing,
        segment=nothing,
        pool=nothing,
        first=nothing == 0,
        arrived=nothing.astype(float),
        ended=nothing.astype(float),
        wait=wait,
        outcome=outcome,
        stage=stage,
        bypassed=nothing == 1,
    )


def test_who_was_answered_at_once_or_within_some_time() -> None:
    soon = within(2.0, "answered")
    asked = [SERVED, ANSWERED, AT_ONCE, soon, ABANDONED]
    fates = Fates(asked)
    fate = fates.of(
        calls(
            (Outcome.RESOLVED, Stage.AGENT, 0.0),
            (Outcome.UNSOLVED, Stage.AGENT, 2.0),
            (Outcome.RESOLVED, Stage.AGENT, 2.5),
            (Outcome.RENEGED, Stage.AGENT, 1.0),
            (Outcome.RESOLVED, Stage.APP, 0.0),
        )
    )
    found = {each: fates.flags[each][fate].tolist() for each in asked}
    assert found == {
        SERVED: [True, True, True, False, True],
        ANSWERED: [True, True, True, False, False],
        AT_ONCE: [True, False, False, False, True],
        soon: [True, True, False, False, False],
        ABANDONED: [False, False, False, True, False],
    }


def test_what_counts_for_the_same_sums_is_one_fate() -> None:
    fates = Fates([AT_ONCE])
    assert len(fates) == 2
    same = fates.of(calls((Outcome.RESOLVED, Stage.AGENT, 0.0), (Outcome.PAPERS_MISSING, Stage.COUNTER, 0.0)))
    assert same[0] == same[1]
