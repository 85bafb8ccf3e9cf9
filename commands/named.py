"""Policies, scopes and periods that somebody names with commas: all that are unknown are told at once, each with the nearest."""

from __future__ import annotations

from collections.abc import Iterable

from commands.stop import Stop
from sim.results.choice import PERIODS, Choice
from sim.scenario import BASELINE, Scenario
from sim.scenario.problems import nearest, value_text
from sim.scenario.units import clock_text
from sim.tally import Frame


def policies_named(scenario: Scenario, text: str | None) -> list[str]:
    """The policies that are compared: those named, or all; each once, and two at least."""
    known = [BASELINE, *scenario.policies]
    names = known if text is None else _parts(text)
    unknown = [name for name in names if name and name not in known]
    if unknown:
        file = scenario.source.path.name
        raise Stop(
            "\n".join(
                f"--policies: {file} has no policy {value_text(name)!r}, {nearest(name, known)}"
                for name in unknown
            )
        )
    if len(set(names)) < max(2, len(names)):
        raise Stop("--policies names at least two different policies, such as baseline,greeter")
    return names


def rows_named(scenario: Scenario, scopes: str | None, periods: str | None) -> Choice:
    """The rows of ``measures.csv`` that somebody asks for; without a word, all in which something is open or happens."""
    if scopes is None and periods is None:
        return Choice(open_only=True)
    frame = Frame(scenario)
    problems, found = list[str](), list[frozenset[str]]()
    for option, text, known in (
        ("--scopes", scopes, _scopes(frame)),
        ("--periods", periods, _periods(frame, periods)),
    ):
        names = frozenset(_parts(text)) if text is not None else frozenset[str]()
        allowed = set(known)
        problems += [
            f"{option} {name!r}: is unknown, {nearest(name, known)}"
            for name in sorted(names)
            if name not in allowed
        ]
        found.append(names)
    if problems:
        raise Stop("\n".join(problems))
    return Choice(found[0], found[1], open_only=True)


def _parts(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


def _scopes(frame: Frame) -> list[str]:
    """Kinds of scope that a scenario has, and scopes."""
    kinds = [kind for kind, names in frame.names.items() if names]
    return [*kinds, *(f"{kind}:{name}" for kind in kinds for name in frame.names[kind] if name)]


def _periods(frame: Frame, text: str | None) -> Iterable[str]:
    """Kinds of period, months, dates, and intervals of the dates that are named."""
    calendar = frame.scenario.calendar
    dates = [calendar.date(day).isoformat() for day in range(frame.days)]
    named = {name.partition("T")[0] for name in _parts(text or "") if frame.keeps_intervals and "T" in name}
    starts = [clock_text(number * calendar.interval) for number in range(frame.intervals)]
    intervals = [f"{date}T{start}" for date in dates if date in named for start in starts]
    return [*PERIODS, *frame.months, *dates, *intervals]
