"""A sound scenario on numbered lines, and what the loader says after it was damaged."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from sim.scenario import ScenarioError, load

SOUND = """\
name: Town hall
calendar:
  start: 2010-12-20
  days: 7
  hours: [08:30-12:00, 14:00-17:30]
  open: mon-fri
  interval: 30 min
services:
  pay:
    share: 60 %
    handle_time: 4 min
    quick: 20 %
    kiosk: {handle_time: 2 min}
  connect:
    share: 40 %
    handle_time: {lognormal: {mean: 14 min, cv: 0.5}}
    papers_missing: 25 %
    form: {help_time: 2 min, saves: 30 %}
segments:
  town: {share: 70 %}
  rural: {share: 30 %, priority: 1}
halls:
  centre:
    arrivals:
      per_day: 100
      profile: profile.csv
      day_to_day_cv: 0.1
      weekday: {mon: 120 %}
    pools: [clerks, greeters, kiosks]
    balking: [{waiting: 30, leave: 10 %}, {waiting: 60, leave: 40 %}]
    greeter:
      triage: 20 s
pools:
  clerks:
    works_at: counter
    heads: 4
    cost: 45 yuan/h
  greeters:
    works_at: greeter
    shifts:
      - {time: 08:30-17:30, heads: 1, breaks: [12:00-13:00]}
  kiosks: {works_at: kiosk, heads: 2}
come_back:
  balked: 50 %
targets:
  - {measure: wait_mean, scope: hall:centre, at_most: 15 min}
policies:
  busy:
    pools.clerks.heads: 5
"""

PROFILE = "start,end,weight\n08:30,12:00,2\n14:00,17:30,1\n"


@dataclass(frozen=True)
class Broken:
    """One way to break the sound scenario.

    Attributes
    ----------
    name : str
        What is wrong.
    old, new : str
        The piece of the scenario that is exchanged (`old` empty: `new` is added at the end).
    says : tuple of str
        Each line of the message, without the file's name: ``line: key = value: what is wrong, what would be right``.
    tables : dict
        CSV files beside the scenario, other than the profile.
    """

    name: str
    old: str
    new: str
    says: tuple[str, ...]
    tables: dict[str, str | bytes] = field(default_factory=dict)


def broken(name: str, old: str, new: str, *says: str, **tables: str | bytes) -> Broken:
    """A case; a table ``mix=...`` becomes ``mix.csv``."""
    return Broken(name, old, new, says, tables)


def write(folder: Path, text: str | bytes, tables: dict[str, str | bytes] | None = None) -> Path:
    """Write a scenario with its tables; the path of the scenario."""
    for name, content in {"profile": PROFILE, **(tables or {})}.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / f"{name}.csv").write_bytes(raw)
    path = folder / "town.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def said(path: Path) -> list[str]:
    """The lines of the message that loading gives, without the file's name; none if it loads."""
    try:
        load(path)
    except ScenarioError as error:
        prefix = f"{path}:"
        lines = str(error).splitlines()
        assert all(line.startswith(prefix) for line in lines), lines
        return [line.removeprefix(prefix) for line in lines]
    return []


def said_of(case: Broken, folder: Path) -> list[str]:
    """What the loader says of a case."""
    assert SOUND.count(case.old) == 1 or not case.old, f"{case.old!r} stands {SOUND.count(case.old)} times"
    text = SOUND.replace(case.old, case.new) if case.old else SOUND + case.new
    return said(write(folder, text, case.tables))
