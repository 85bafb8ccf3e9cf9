"""Work of one head that overlaps counts once, and the figures of channels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.log.records import Outcome, Records, Stage
from sim.log.work import Work, apart
from sim.measures.registry import measure
from sim.results.contacts_table import contacts_table
from sim.results.result import Result
from sim.tally import Frame, tally
from tests.sim.events.written_calls import centre

STRETCH = st.tuples(st.integers(0, 1), st.integers(0, 2), st.integers(0, 30), st.integers(0, 12))


@given(st.lists(STRETCH, min_size=1, max_size=12))
def test_the_minutes_of_each_head_are_those_in_which_it_had_anything_in_hand(rows):
    """Against a count minute by minute."""
    lane, server, start, length = np.array(rows).T
    nothing = np.zeros(len(rows), dtype=np.int64)
    found = apart(Work(lane, nothing, server, start * 1.0, (start + length) * 1.0, nothing == 0))
    assert (found.started == start).all()
    assert (found.ended >= start).all()
    for head in {(row[0], row[1]) for row in rows}:
        own = (lane == head[0]) & (server == head[1])
        busy = {minute for row in rows if row[:2] == head for minute in range(row[2], row[2] + row[3])}
        assert (found.ended - found.started)[own].sum() == len(busy)


def test_chats_count_on_their_channel_and_keep_occupancy_below_one():
    """One agent, two hours: chats from 480 to 490 and 482 to 502, and a call from 495 to 496 that waited a minute."""
    lines = {"one": {}, "web": {"channel": "chat"}}
    scenario = centre(
        {"own": {"phone": {"chats": {"at_once": 2, "during_call": 1}}}},
        lines,
        calendar={"hours": ["08:00-10:00"]},
    ).replace({"centres.town.lines.one.arrivals.per_day": 2})
    rows = np.array(
        [
            (0, 1, Stage.AGENT, 0, 0, Outcome.RESOLVED, 480, 480, 490),
            (1, 1, Stage.AGENT, 0, 0, Outcome.RESOLVED, 482, 482, 502),
            (2, 0, Stage.AGENT, 0, 0, Outcome.RESOLVED, 494, 495, 496),
            (3, 1, Stage.AGENT, -1, -1, Outcome.RENEGED, 499, np.nan, 500),
        ]
    )
    case, language, stage, pool, server, outcome = rows[:, :6].astype(np.int64).T
    none = np.zeros(4, dtype=np.int64)
    records = Records(
        none,
        case,
        none + 1,
        none,
        none,
        none,
        stage,
        pool,
        server,
        outcome,
        *rows[:, 6:].T,
        language=language,
    )
    found = Result(scenario, tally(records, Frame(scenario), range(1)), 1, "simpy")
    assert float(found.sample("occupancy").mean) == pytest.approx(22 / 120)
    assert float(found.sample("handle_time").mean) == pytest.approx(22 / 3)
    assert float(found.sample("contacts", "channel:chat").mean) == 3
    assert float(found.sample("abandoned", "channel:chat").mean) == pytest.approx(1 / 3)
    assert float(found.sample("speed_of_answer", "channel:phone").mean) == 1
    assert float(found.sample("wait_max", "channel:phone").mean) == 1
    assert found.samples.scopes(measure("gap_abandoned"), "channel") == [
        "channel",
        "channel:phone",
        "channel:chat",
    ]
    assert found.samples.scopes(measure("gap_abandoned"), "language") == []  # one line only is on the phone
    assert contacts_table(records, scenario)["channel"].tolist() == ["chat", "chat", "phone", "chat"]
