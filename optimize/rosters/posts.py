"""The shifts of a plan that a roster gives to people: from the plan, or from its ``shifts.csv``."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimize.plans.choice import Choice
from optimize.plans.given import DayByDay, Given, given_by
from optimize.plans.plan import Plan
from optimize.plans.shifts import ShiftOption, minutes_of, paid_parts, shift_at
from sim.scenario import Scenario
from sim.scenario.pool import MOST_HEADS
from sim.scenario.problems import Problem, ScenarioError, nearest, quoted
from sim.scenario.tables import Table, WrongLine, parse_number, read_file
from sim.scenario.units import DAY, Window, clock_text, parse_clock, parse_date
from sim.time.windows import without

Pause = Window | None

SHIFT_COLUMNS = ("pool", "date", "type", "start", "end", "pause_start", "pause_end", "people", "cost")
"""Columns of the shifts of a plan, as ``counterline staff`` writes them."""


@dataclass(frozen=True)
class Post:
    """A shift of one day that one or more people work.

    Attributes
    ----------
    pool, kind : str
        Of which pool, and of which type.
    day : int
        Day of the horizon.
    time : Window
        From start to end, in minutes after the midnight before it; the end may be on the day after.
    minutes : float
        Minutes that are paid: those inside the opening hours.
    pauses : tuple of (Window or None)
        The break of each who works it; as many as there are people.
    minutes_after : float
        Those of the paid minutes that lie on the day after, where it passes midnight.
    """

    pool: str
    kind: str
    day: int
    time: Window
    minutes: float
    pauses: tuple[Pause, ...]
    minutes_after: float = 0.0

    @property
    def days(self) -> tuple[int, ...]:
        """The days on which some of it lies: its own, and the next one where it passes midnight."""
        return (self.day, self.day + 1) if self.time.end > DAY else (self.day,)

    def minutes_on(self, day: int) -> float:
        """Paid minutes that lie on a day."""
        if day == self.day:
            return self.minutes - self.minutes_after
        return self.minutes_after if day == self.day + 1 else 0.0

    @property
    def heads(self) -> int:
        """How many work it."""
        return len(self.pauses)


Row = tuple[str, str, int, Window, Pause, int]


def posts_of(choice: Choice, plan: Plan) -> tuple[Post, ...]:
    """The shifts of a plan, from early to late."""
    working = zip(choice.shifts, plan.people, strict=True)
    return _together(
        choice.scenario,
        (
            (shift.pool, shift.kind, day, shift.time, shift.pause, count)
            for shift, count in working
            for day in shift.days
        ),
    )


def read_posts(scenario: Scenario, path: Path) -> tuple[Post, ...]:
    """The shifts in a file such as the ``shifts.csv`` of a plan.

    Raises
    ------
    ScenarioError
        The scenario has no people; the file cannot be read, or names a pool or a date that the scenario does not have.
    """
    if scenario.staffing is None or scenario.staffing.roster is None:
        said = "has no roster, so there is nobody to work the shifts: add roster: {people: people.csv}"
        raise ScenarioError([scenario.source.problem(("staffing",), said)])
    try:
        table = read_file(path, "the shifts.csv of a plan")
        table.has_only(SHIFT_COLUMNS)
        pools, kinds, dates, starts, ends, counts = table.columns(
            {
                "pool": str,
                "type": str,
                "date": parse_date,
                "start": parse_clock,
                "end": parse_clock,
                "people": _parse_count,
            }
        )
        times = [
            Window(start, end if start < end else end + DAY) for start, end in zip(starts, ends, strict=True)
        ]
        pauses = _pauses(table, times)
    except (OSError, ValueError) as error:
        line = error.line if isinstance(error, WrongLine) else 1
        raise ScenarioError([Problem(str(path), line, (), None, str(error))]) from None
    days = {scenario.calendar.date(day): day for day in range(scenario.calendar.days)}
    problems = [
        *_strangers(
            path, "pool", table.lines, pools, scenario.staffing.pools, "is no pool under staffing.pools"
        ),
        *_strangers(path, "date", table.lines, dates, days, "is not in the horizon"),
    ]
    if problems:
        raise ScenarioError(problems)
    rows = zip(pools, kinds, (days[date] for date in dates), times, pauses, counts, strict=True)
    return _together(scenario, rows)


def given_of_posts(scenario: Scenario, posts: Iterable[Post]) -> Given:
    """The plan that some shifts are, whether types of shifts allow them or not."""
    days = DayByDay(scenario)
    people = Counter[ShiftOption]()
    for post in posts:
        for pause in post.pauses:
            shift = shift_at(days.scenario, days.places, post.pool, post.kind, post.day, post.time, pause)
            people[shift] += 1
    return given_by(Choice(days.scenario, days.places, tuple(people)), tuple(people.values()))


def _strangers(
    path: Path,
    column: str,
    lines: Sequence[int],
    values: Sequence[object],
    known: Mapping[Any, object],
    said: str,
) -> list[Problem]:
    """The first value of a column that is not known, and how many more rows have one."""
    wrong = [(line, value) for line, value in zip(lines, values, strict=True) if value not in known]
    if not wrong:
        return []
    more = f"; {len(wrong) - 1} more rows have such a {column}" if len(wrong) > 1 else ""
    hint = f", {nearest(str(wrong[0][1]), map(str, known))}" if column == "pool" else ""
    return [Problem(str(path), wrong[0][0], (column,), wrong[0][1], said + hint + more)]


def _parse_count(text: str) -> int:
    number = parse_number(text)
    if number != int(number):
        raise ValueError("is not a number of people, write a whole number such as 3")
    if not 0 <= number <= MOST_HEADS:
        raise ValueError(f"is out of range, write a whole number from 0 to {MOST_HEADS}")
    return int(number)


def _pauses(table: Table, times: Sequence[Window]) -> list[Pause]:
    edges = table.columns({"pause_start": str, "pause_end": str})
    found: list[Pause] = []
    for line, time, start, end in zip(table.lines, times, *edges, strict=True):
        if bool(start) != bool(end):
            raise ValueError(f"has only one end of the break in line {line}, give both or none")
        try:
            found.append(_pause(time, parse_clock(start), parse_clock(end)) if start else None)
        except ValueError as error:
            raise ValueError(
                f"has in line {line} the break {quoted(f'{start}-{end}')}, which {error}"
            ) from None
    return found


def _pause(time: Window, start: float, end: float) -> Window:
    """A break in a shift: on the day after, where it lies behind the midnight that the shift passes."""
    start = start + DAY if start < time.start else start
    return Window(start, end + DAY if end < start else end)


def _paid(
    scenario: Scenario, pool: str, kind: str, day: int, time: Window, pause: Pause
) -> tuple[Window, ...]:
    """What is paid of a shift."""
    assert scenario.staffing is not None
    of_type = scenario.staffing.pools[pool].shift_types.get(kind)
    parts = without(time, (pause,)) if pause and of_type and not of_type.pause_paid else (time,)
    return paid_parts(scenario, pool, day, parts)


def after_midnight(parts: Sequence[Window]) -> float:
    """The minutes of some parts of a shift that lie on the day after; parts are cut at midnight."""
    return minutes_of([part for part in parts if part.start >= DAY])


def _together(scenario: Scenario, rows: Iterable[Row]) -> tuple[Post, ...]:
    """One post for all who work the same time of a pool on a day, whatever their breaks."""
    found: dict[tuple[int, Window, str, str], list[Pause]] = {}
    for pool, kind, day, time, pause, count in rows:
        if count:
            found.setdefault((day, time, pool, kind), []).extend([pause] * count)
    posts = []
    for (day, time, pool, kind), pauses in sorted(found.items(), key=lambda each: each[0]):
        paid = _paid(scenario, pool, kind, day, time, pauses[0])
        posts.append(Post(pool, kind, day, time, minutes_of(paid), tuple(pauses), after_midnight(paid)))
    return tuple(posts)


def post_name(post: Post) -> str:
    """A post for people: ``early 08:00-16:00 (clerks)``."""
    span = f"{clock_text(post.time.start)}-{clock_text(post.time.end)}"
    return f"{post.kind} {span} ({post.pool})".strip()
