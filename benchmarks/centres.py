"""A weekday of the bundled call centre under both engines: contacts a second of processor time, and how many times as quick."""

from __future__ import annotations

from time import process_time

from benchmarks.table import Table
from sim.events import engine as events
from sim.lanes import engine as lanes
from sim.log.sheet import sheet_of
from sim.scenario import Scenario, load

REPLICATIONS = 2
LANES = (1, 4, 16, 64)
"""Widths: the fewest that there are, some, and as many as run at once."""

GOAL, TIMES = 2_500_000, 25
"""Contacts a second on one core, and times the event engine."""


def table(divide: int) -> Table:
    """A row for the event engine, and one for each number of lanes."""
    monday = _monday(divide)
    one = _by_events(monday, REPLICATIONS)
    _by_lanes(_monday(10_000), 1)  # compiles
    found = {width: _by_lanes(monday, max(1, width // divide)) for width in LANES}
    rows = [(f"event engine, {REPLICATIONS} replications", f"{one:,.0f}", "1")]
    rows += [(f"{width} lanes", f"{speed:,.0f}", f"{speed / one:.1f}") for width, speed in found.items()]
    best = max(found.values())
    return Table(
        "A weekday of the call centre",
        """The bundled `mengxi_95598` on a Monday: 72,000 contacts, three quarters of which go no further than the app. With draws and
the columns that measures read, without the measures; processor time of one core, without the half minute of compiling that the first run on a
machine takes. Calls are drawn in all lanes at once and gone through lane by lane in compiled code, so that wide batches save draws
alone; memory bounds the width (see `CALLS_PER_DAY` in `sim/running/experiment.py`).""",
        ("engine", "contacts/s", "times the event engine"),
        tuple(rows),
        (
            f"Goal: lanes, contacts/s {GOAL:,}; measured {best:,.0f}, {_told(best >= GOAL)}.",
            f"Goal: times the event engine {TIMES}; measured {best / one:.1f}, {_told(best >= TIMES * one)}.",
        ),
    )


def _monday(divide: int) -> Scenario:
    scenario = load("mengxi_95598")
    centre = scenario.centres["mengxi"]
    ways_in = {f"lines.{name}": line.arrivals.per_day for name, line in centre.lines.items()}
    ways_in["app"] = centre.app.arrivals.per_day if centre.app else 0.0
    fewer = {f"centres.mengxi.{name}.arrivals.per_day": each / divide for name, each in ways_in.items()}
    return scenario.replace({"calendar.days": 1, **fewer})


def _told(reached: bool) -> str:
    return "reached" if reached else "missed"


def _by_events(scenario: Scenario, replications: int) -> float:
    began = process_time()
    sheet = sheet_of(events.simulate(scenario, 1, range(replications)), 0)
    return len(sheet.contacts.lane) / (process_time() - began)


def _by_lanes(scenario: Scenario, width: int) -> float:
    began, contacts = process_time(), 0
    for sheet in lanes.sheets([scenario], 1, range(width)):
        contacts += len(sheet.contacts.lane)
    return contacts / (process_time() - began)
