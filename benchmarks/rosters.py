"""Rosters of a month at the sizes that planners have: seconds until the first roster, until the end, and the gap."""

from __future__ import annotations

import tempfile
from pathlib import Path
from time import monotonic

from benchmarks.table import Table
from optimize.deadline import Deadline
from optimize.rosters.posts import Post
from optimize.rosters.roster import RosterFound, find_roster
from optimize.rosters.three_step_solver import IMPROVING
from sim.scenario import Scenario, load
from sim.scenario.units import Window

LIMIT = 60.0
"""Seconds that each roster has."""

DAYS = 31
SHIFTS = {
    ("clerks", "early"): (420, 900, 10),
    ("clerks", "morning"): (480, 720, 3),
    ("clerks", "day"): (540, 1020, 6),
    ("clerks", "middle"): (660, 1140, 6),
    ("clerks", "late"): (840, 1320, 9),
    ("clerks", "evening"): (1020, 1260, 4),
    ("greeters", "first"): (420, 900, 4),
    ("greeters", "second"): (840, 1320, 4),
}
"""By pool and type: start, end, and people on a working day where there are 80; on Saturdays and Sundays it is 60 % of them."""

SCENARIO = """\
name: A month of shifts
calendar: {start: 2024-05-01, days: 31, hours: [07:00-22:00]}
services: {pay: {share: 100 %, handle_time: 6 min}}
halls:
  north: {arrivals: {per_day: 40, profile: profile.csv}, pools: [clerks, greeters], greeter: {triage: 20 s}}
pools: {clerks: {works_at: counter, heads: 2, cost: 60 yuan/h}, greeters: {works_at: greeter, heads: 1, cost: 50 yuan/h}}
targets: [{measure: wait_mean, at_most: 6 min}]
staffing:
  pools:
    clerks: {most: 60, shift_types: {day: {earliest: 09:00, lengths: [8 h]}}}
    greeters: {most: 9, shift_types: {first: {earliest: 07:00, lengths: [8 h]}}}
  roster: {people: people.csv, wishes: wishes.csv, days_off: 2, free_weekends: 1}
"""


def table(divide: int) -> Table:
    """A row for each number of people."""
    rows = []
    for people in (20, 40, 80):
        scenario, posts = month(max(8, people // divide))
        found, first, last = _timed(scenario, posts)
        figures = (
            (f"{found.penalty:.4g}", f"{found.bound:.4g}", f"{found.gap:.1%}")
            if found.exists
            else ("", "", "")
        )
        shifts = sum(post.heads for post in posts)
        size = f"{len(scenario.staffing.roster.people)} people, {shifts:,} shifts"  # type: ignore[union-attr]
        rows.append((size, found.status.value, f"{first:.0f} s", f"{last:.0f} s", *figures))
    return Table(
        "Rosters of a month",
        f"""People in two pools with fixed days off and wishes, on eight types of shifts over {DAYS} days; 11 h of rest, at most six days in a row, two
days off a week, a free weekend, hours of contracts. Each has {LIMIT:g} s. The first roster is that of the smaller program, in which
whoever the relaxation is sure of keeps the shift; the rest of the time goes to a better one, or the proof that there is none.""",
        ("size", "status", "first roster", "end", "penalty", "bound", "gap"),
        tuple(rows),
    )


def month(people: int) -> tuple[Scenario, tuple[Post, ...]]:
    """So many people, and shifts for as many."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for file, text in (
            ("scenario.yaml", SCENARIO),
            ("profile.csv", "start,end,weight\n07:00,22:00,1\n"),
            ("people.csv", _people(people)),
            ("wishes.csv", _wishes(people)),
        ):
            (folder / file).write_text(text, encoding="utf-8")
        scenario = load(folder / "scenario.yaml")
    posts = []
    for day in range(DAYS):
        weekend = scenario.calendar.date(day).weekday() >= 5
        for (pool, kind), (start, end, heads) in SHIFTS.items():
            count = round(heads * people / 80 * (0.6 if weekend else 1.0))
            if count:
                posts.append(Post(pool, kind, day, Window(start, end), float(end - start), (None,) * count))
    return scenario, tuple(posts)


def _people(count: int) -> str:
    """Every fourth can greet as well, every tenth does nothing else; every fifth works part-time; a third have two days off."""
    rows = ["name,pools,least_hours,most_hours,off"]
    for number in range(count):
        pools = "greeters" if number % 10 == 9 else "clerks" if number % 4 else "clerks;greeters"
        most = 40 if number % 5 else 24
        off = f"2024-05-{1 + 5 * number % 28:02d};2024-05-{29 + number % 3}" if number % 3 == 0 else ""
        rows.append(f"P{number:02d},{pools},{most - 16},{most},{'sun' if number % 7 == 3 else off}")
    return "\n".join(rows) + "\n"


def _wishes(count: int) -> str:
    """Two a person, on days that are spread over the month."""
    rows = ["name,date,wish,weight"]
    for number in range(count):
        for turn in range(2):
            day = 1 + (7 * number + 13 * turn) % DAYS
            wish = ("off", "off", "first", "day", "work")[(number + turn) % 5]
            rows.append(f"P{number:02d},2024-05-{day:02d},{wish},{1 + number % 3}")
    return "\n".join(rows) + "\n"


def _timed(scenario: Scenario, posts: tuple[Post, ...]) -> tuple[RosterFound, float, float]:
    """The roster, and seconds until the first and until the end."""
    begin = monotonic()
    firsts: list[float] = []

    def said(what: str) -> None:
        if what == IMPROVING:
            firsts.append(monotonic() - begin)

    found = find_roster(scenario, posts, Deadline(LIMIT, monotonic), said)
    end = monotonic() - begin
    return found, firsts[0] if firsts else end, end


if __name__ == "__main__":
    print(table(1).markdown())
