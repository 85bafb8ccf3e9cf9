"""Centres in lanes with hand-written callers: the same callers, and the same log, as :mod:`tests.sim.events.written_calls` has them.

Only the dice are replaced. Nobody comes from the app.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from sim.draws.dice import Dice
from sim.lanes.centre.call_columns import COLUMNS, PLACE, Floats, Who
from sim.lanes.centre.days import LaneCentre
from sim.lanes.centre.finished_calls import FinishedCalls
from sim.lanes.centre.rows import records_of_calls
from sim.lanes.centre.table import FLAGS
from sim.log.sheet import parts_of_case
from sim.scenario import Scenario
from sim.scenario.units import DAY
from tests.sim.events.written_calls import NEVER, Caller, WrittenCallers, line_of
from tests.sim.events.written_log import minutes


class WrittenFirst:
    """Stands for the lanes' `FirstCalls` and for what they draw: all callers of a list on their days, each a case of its own number."""

    done: tuple[FinishedCalls, ...] = ()

    def __init__(self, scenario: Scenario, centre: str, callers: list[Caller]) -> None:
        self._written = WrittenCallers(scenario, centre, callers)
        self._chat = [each.channel == "chat" for each in scenario.centres[centre].lines.values()]
        self.first_case: dict[int, Any] = {}

    def begin(self, day: int) -> None:
        self._day, self.first_case[day] = day, np.zeros((len(self._chat), 1), dtype=np.int64)

    def more(self, count: int) -> tuple[Floats, Who, Floats]:
        calls = self._written.new(self._day)
        cases, lines = [call.case for call in calls], [call.line for call in calls]
        services, segments = [call.service for call in calls], [call.segment for call in calls]
        lanes, days, attempts = ([value] * len(calls) for value in (0, self._day, 1))
        columns = (lanes, lines, services, segments, lines, days, cases, attempts)
        arrived = np.array([call.arrived for call in calls])
        who = Who(*(np.array(column, dtype=np.int64) for column in columns), arrived)
        return np.array([(self._day + 1) * DAY]), who, self.draw(who)

    def draw(self, who: Who) -> Floats:
        """What calls carry, in place of :meth:`sim.lanes.centre.call_sampler.CallSampler.draw`."""
        drawn = np.zeros((len(COLUMNS), len(who.lane)))
        for place in range(len(who.lane)):
            line = int(who.line[place])
            call = self._written.call(int(who.number[place]), int(who.attempt[place]), line, 0.0)
            own = {name: column[0] for name, column in vars(call.carried).items()}
            for name in COLUMNS:
                drawn[PLACE[name], place] = own[name]
            drawn[PLACE["menu"], place] *= not self._chat[line]
            for name in FLAGS:
                drawn[PLACE[name], place] = 0.0 if own[name] else NEVER
        return drawn


def lane_log(scenario: Scenario, callers: list[Caller], centre: str = "town") -> list[str]:
    """What happens to hand-written callers in a lane, a line a stage; see :func:`tests.sim.events.written_calls.log`."""
    there: Any = LaneCentre([scenario], centre, Dice(1), range(1))
    people = WrittenFirst(scenario, centre, callers)
    there.callers, draws = people, there.all.draws
    draws.draw, shares = people.draw, draws._shares
    draws._shares = shares._replace(flags=np.full_like(shares.flags, NEVER / 2))
    tables = [table for _, of_day in there.calls() for table in of_day]

    def number(case: Any, lane: Any) -> Any:
        _, day, door, index = parts_of_case(case)
        first = there.callers.first_case
        began = zip(day.tolist(), door.tolist(), strict=True)
        return np.array([first[on][at, 0] for on, at in began], np.int64) + index

    records = records_of_calls(scenario, there, tables, number, range(1))
    order = np.lexsort((records.arrived, records.stage, records.attempt, records.case))
    columns = ("case", "attempt", "stage", "pool", "server", "outcome", "arrived", "started", "ended")
    called = [each.name for each in sorted(callers, key=lambda each: minutes(each.arrived))]
    rows = np.stack([getattr(records, name)[order] for name in columns], axis=1).tolist()
    return [line_of(row, called, list(scenario.pools)) for row in rows]
