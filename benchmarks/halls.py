"""Whole halls in the lane engine: contacts a second with draws, queue and measures, on one core; a long run end to end."""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import numpy as np

from benchmarks.table import Table, against, seconds, within
from sim.lanes.engine import sheets
from sim.lanes.hall.days import LaneHall
from sim.lanes.hall.table import coming
from sim.lanes.quick_dice import QuickDice
from sim.lanes.sheets import sheet_of_day
from sim.scenario import Scenario, load
from sim.tally import Counter, Frame
from sim.tally.wanted import Only

ROOT = Path(__file__).resolve().parents[1]
LANES = 512
MANY = 2048
FEW: Only = frozenset((name, "hall") for name in ("wait_mean", "wait_within_15_min", "wait_p80", "wait_p95"))
"""Waits by interval, share within a target, percentiles."""

SKILLS = """\
name: two services, two pools
calendar: {start: 2024-01-01, days: 1, hours: [08:00-18:00], interval: 30 min}
services:
  simple: {share: 60 %, handle_time: {exponential: {mean: 5 min}}}
  hard: {share: 40 %, handle_time: {exponential: {mean: 5 min}}}
segments:
  ordinary: {share: 80 %}
  urgent: {share: 20 %, priority: 1}
halls:
  hall: {arrivals: {per_day: 1080, profile: profile.csv}, pools: [juniors, seniors], patience: {exponential: {mean: 10 min}}}
pools:
  juniors: {works_at: counter, heads: 6, serves: [simple]}
  seniors: {works_at: counter, heads: 4}
"""
"""Those who can do less are called first, and what they cannot take or have no hands for flows over to the others."""


@dataclass(frozen=True)
class Pipeline:
    """Seconds of a run, and contacts in it."""

    contacts: int
    seconds: float

    @property
    def rate(self) -> float:
        """Contacts a second."""
        return self.contacts / self.seconds


def table(divide: int, workers: int) -> Table:
    """Contacts a second, and the long run."""
    lecong = load("lecong_hall")
    few, everything = (pipeline(lecong, max(LANES // divide, 2), only) for only in (FEW, None))
    greeter = pipeline(lecong.with_policy("greeter"), max(MANY // 2 // divide, 2), FEW)
    skills = day_of_skills(max(MANY // divide, 2))
    replications = max(10_000 // divide, 2)
    whole, peak = long_run(replications, workers)
    rows = (
        (
            f"`lecong_hall`, {LANES:,} lanes: draws, queue, waits by interval, share within 15 min, 80 and 95 %",
            _rate(few),
        ),
        ("the same with every measure in every scope and period", _rate(everything)),
        (f"policy `greeter`, {MANY // 2:,} lanes, measures as in the first row", _rate(greeter)),
        (
            f"two services, two pools, overflow, priorities, patience: {MANY:,} lanes, draws too",
            _rate(skills),
        ),
        (
            f"`counterline run lecong_hall --replications {replications}`, {workers} workers, report too",
            f"{whole:.1f} s",
        ),
        ("its peak memory, the larger of command and workers", f"{peak:,.0f} MiB"),
    )
    return Table(
        "Halls in lanes",
        """One process on one core but for the last two rows. A contact of the first rows is one visit, of the warm-up too, with all that
it carries drawn by address, in a hall with returns on later days.""",
        ("what", "figure"),
        rows,
        (
            against("the hall's whole pipeline", few.rate / 1e6, 5.0, "{:.2f} million contacts/s"),
            against("with every measure", everything.rate / 1e6, 3.0, "{:.2f} million contacts/s"),
            against("greeter", greeter.rate / 1e6, 3.0, "{:.2f} million contacts/s"),
            against("skills and priorities", skills.rate / 1e6, 4.0, "{:.2f} million contacts/s"),
            within(f"{replications:,} replications", whole, 25.0),
            ACCOUNT,
        ),
    )


ACCOUNT = """Where the time goes stands in the next table. What is drawn for a visit is eight uniforms (each some 25 operations on 8 bytes), a logarithm, an
inverse normal (about 30 ns) and an exponential. The loop goes through one lane after the other, whose visits of a day stay near the
processor; a visit that waits is two or three events, and each guesses wrongly what comes next about once, at some 5 ns. So 5 million contacts/s
would leave 200 ns for what takes some 190 with drawing and loop alone. With every measure the other half goes into the tally: passes over the columns
of a day's visits, one for each family of measures and cut."""


def parts_table(divide: int) -> Table:
    """Nanoseconds a contact of each part of a run."""
    lecong = _parts(load("lecong_hall"), max(LANES // divide, 2))
    skills = _parts(skills_scenario(), max(MANY // divide, 2))
    rows = [
        (name, f"{a:.0f}", f"{b:.0f}") for (name, a), b in zip(lecong.items(), skills.values(), strict=True)
    ]
    rows.append(("together", f"{sum(lecong.values()):.0f}", f"{sum(skills.values()):.0f}"))
    return Table(
        "Where the time of halls goes",
        "The same runs, part by part, with the measures of the first row of the table before.",
        ("ns a contact", f"`lecong_hall`, {LANES:,} lanes", f"two services, two pools, {MANY:,} lanes"),
        tuple(rows),
    )


PARTS = (
    "who comes, when, wanting what",
    "what they carry",
    "queue and service, who comes back",
    "sheet",
    "measures",
)


def _parts(scenario: Scenario, lanes: int) -> dict[str, float]:
    """Nanoseconds a contact of each of `PARTS`."""
    hall, counter = (
        LaneHall([scenario], 0, QuickDice(1), range(lanes)),
        Counter(Frame(scenario), range(lanes), only=FEW),
    )
    spent, contacts = np.zeros(len(PARTS)), 0
    for day in hall.floor.opening.days:
        marks = [perf_counter()]
        visits = hall.book.visits(day)
        marks.append(perf_counter())
        coming(hall.floor, visits)  # what is drawn is kept
        marks.append(perf_counter())
        over = hall.serve(visits, day)
        marks.append(perf_counter())
        done = [sheet_of_day(each) for each in over if each.day >= 0]
        marks.append(perf_counter())
        for sheet in done:
            counter.add(sheet)
        marks.append(perf_counter())
        spent += np.diff(marks)
        contacts += len(visits)
    begin = perf_counter()
    counter.tally()
    spent[-1] += perf_counter() - begin
    return dict(zip(PARTS, (1e9 * spent / contacts).tolist(), strict=True))


def _rate(run: Pipeline) -> str:
    return f"{run.rate / 1e6:.2f} million contacts/s"


def pipeline(scenario: Scenario, lanes: int, only: Only | None) -> Pipeline:
    """All days of a scenario in so many lanes, with their measures."""
    begin, contacts = perf_counter(), 0
    counter = Counter(Frame(scenario), range(lanes), only=only)
    for sheet in sheets([scenario], 1, range(lanes)):
        counter.add(sheet)
        contacts += len(sheet.contacts.lane)
    counter.tally()
    calendar = scenario.calendar
    return Pipeline(contacts * (calendar.days + calendar.warm_up) // calendar.days, perf_counter() - begin)


def skills_scenario() -> Scenario:
    """Two services, two pools, two priorities, patience."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "profile.csv").write_text("start,end,weight\n08:00,18:00,1\n", encoding="utf-8")
        path = Path(folder) / "skills.yaml"
        path.write_text(SKILLS, encoding="utf-8")
        return load(path)


def day_of_skills(lanes: int) -> Pipeline:
    """A day of the hall with skills and priorities, waits and losses worked out."""
    scenario = skills_scenario()
    begin = perf_counter()
    hall = LaneHall([scenario], 0, QuickDice(1), range(lanes))
    (day,) = hall.run(0)
    wait = day.gone.started - day.visits.arrived
    np.nanmean(wait)
    return Pipeline(len(wait), perf_counter() - begin)


def long_run(replications: int, workers: int) -> tuple[float, float]:
    """Wall seconds and peak MiB of the command line, report included."""
    with TemporaryDirectory() as folder:
        command = [sys.executable, str(ROOT / "counterline.py"), "run", "lecong_hall", "--quiet"]
        options = ["--replications", str(replications), "--workers", str(workers), "--out", folder]
        run = seconds(lambda: subprocess.run([*command, *options], check=True, stdout=subprocess.DEVNULL))
    return run, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
