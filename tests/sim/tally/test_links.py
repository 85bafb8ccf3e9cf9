"""Which contact followed which: by hand, and whichever engine tells it."""

from __future__ import annotations

import numpy as np
import pytest

from sim import run
from sim.measures.sums import AGAIN
from sim.scenario import Scenario
from sim.tally import total
from sim.tally.links import ENDS
from tests.scenarios_for_tests import small
from tests.sim.made_calls import made_calls

LINE = {"arrivals": {"per_day": 60, "profile": "profile.csv"}}


def busy(**more: object) -> Scenario:
    """Few agents, who solve little; nearly everybody calls again, some the day after; visitors whose papers are missing come again."""
    return small(
        {
            "calendar.days": 3,
            "services.pay.papers_missing": "50 %",
            "services.pay.phone": {"solved": "50 %"},
            "centres.town": {
                "lines": {"han": LINE},
                "app": {
                    **LINE,
                    "contained": "40 %",
                    "time": "1 min",
                    "then": {"han": "100 %"},
                    "after": "5 min",
                },
                "pools": ["agents"],
                "patience": {"time": {"exponential": {"mean": "1 min"}}},
                "redial": {
                    "reneged": "80 %",
                    "busy": "60 %",
                    "unsolved": "60 %",
                    "after": {"exponential": {"mean": "3 h"}},
                },
                "trunks": 3,
                **more,
            },
            "pools.agents": {"works_at": "phone", "heads": 2},
        }
    )


def test_by_hand() -> None:
    """One call was not solved, and its case called again; the call that was given up was the last of its case."""
    links = made_calls().sums["links"]
    assert links.shape == (2, 1, len(ENDS), 1)
    assert {(0, ENDS.index("unsolved")): 1} == {
        (row, end): links[row, 0, end, 0] for row, _, end, _ in np.argwhere(links).tolist()
    }


@pytest.mark.parametrize("engine", ["simpy", "numpy"])
def test_who_comes_again_followed_somebody(engine: str) -> None:
    """Without a warm-up every further contact follows one, and one that follows is a further one, on its own channel."""
    result = run(busy(), 4, engine=engine)
    links, channels = result.sums["links"], result.frame.names["channel"]
    for place, channel in enumerate(channels):
        further = total(result.sums, result.frame, AGAIN, "channel", "all")[:, place]
        np.testing.assert_array_equal(links[..., place].sum(axis=(1, 2)), further, channel)
    app, phone = channels.index("app"), channels.index("phone")
    assert links[:, app, ENDS.index("unsolved"), phone].sum() > 0
    assert links[:, phone, ENDS.index("left"), phone].sum() > 0


def test_both_engines_say_the_same() -> None:
    first, second = (run(busy(), 4, engine=engine).sums["links"] for engine in ("simpy", "numpy"))
    np.testing.assert_array_equal(first, second)
    assert first.sum() > 20
