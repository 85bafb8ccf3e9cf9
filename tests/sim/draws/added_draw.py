"""A program that adds a row to the table of draws for visits and one for calls, and a rule that reads each, before anything is imported
that works with them: nothing else is touched. Who has chatter takes longer at the counter, and on the phone.

``python -m tests.sim.draws.added_draw``: what follows in the event engine, and in the entries of the lanes. With ``compiled``: both engines
give the same records and sums.
"""

from __future__ import annotations

import sys
from typing import Any

from sim.draws import table
from sim.draws.draw import Draw
from sim.draws.laws import Time
from sim.draws.place import CALLS, HALL
from sim.draws.terms import ALWAYS
from sim.rules import hall, phone
from sim.scenario.distributions import Distribution

TIME = Distribution.model_validate({"uniform": {"low": "2 min", "high": "4 min"}})
ROW = "chatter", "time to chatter", Time(lambda _: TIME)
counter_minutes, talk_minutes = hall.counter_minutes, phone.talk_minutes


def longer_at_counter(visit: Any, service: Any) -> float:
    """The rule of the counter, and the chatter."""
    minutes = visit.handle
    if visit.lacks_papers:
        minutes *= service.found_after
    return minutes + visit.chatter


def longer_talk(call: Any) -> float:
    """The rule of the phone, and the chatter."""
    return (call.second_talk if call.handed_over else call.talk) + call.chatter


def add() -> None:
    """All that there is to add."""
    rows = (
        Draw(*ROW, (HALL,), "counter", ALWAYS, "Minutes."),
        Draw(*ROW, CALLS, "agent", ALWAYS, "Minutes."),
    )
    table.DRAWS = (*table.DRAWS, *rows)
    table.check()
    hall.counter_minutes, phone.talk_minutes = longer_at_counter, longer_talk


def main(compiled: bool) -> None:
    from sim.events.engine import simulate
    from tests.scenarios_for_tests import small
    from tests.sim.events.written_calls import centre

    visits = small({"services.pay.papers_missing": "40 %", "calendar.days": 2})
    calls = centre({"own": {"heads": 3}}).replace({"centres.town.lines.one.arrivals.per_day": 100})
    for scenario in (visits, calls):
        records = simulate(scenario, 1, range(20))
        served = records.ended[records.pool >= 0] - records.started[records.pool >= 0]
        print(served.min(), served.max(), len(served))
    if compiled:
        from tests.sim.lanes.same_answer import assert_same_records, assert_same_sums

        for scenario in (visits, calls):
            assert_same_records(scenario)
            assert_same_sums(scenario)
    else:
        from sim.lanes.centre.call_columns import COLUMNS
        from sim.lanes.centre.table import CALL
        from sim.lanes.hall.table import VISIT

        assert "chatter" in COLUMNS
        assert "chatter" in CALL.names
        assert "chatter" in VISIT.names


if __name__ == "__main__":
    add()
    main("compiled" in sys.argv)
