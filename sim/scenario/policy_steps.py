"""The steps of a policy: which overrides hold from when on, in which regions, for which segments."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sim.scenario.overrides import texts_of
from sim.scenario.problems import Problem, nearest
from sim.scenario.source import Key, Source
from sim.scenario.units import parse_date

BEGINS, REGIONS, SEGMENTS, STEPS, SET = "begins", "regions", "segments", "steps", "set"

WHERE = (BEGINS, REGIONS, SEGMENTS)
"""Keys of a step that say for whom it holds."""

RIGHT = "write for example [{begins: 2011-03-01, regions: [city], set: {pools.clerks.heads: 8}}]"

RIGHT_WHOLE = "write for example {begins: 2011-03-01, pools.clerks.heads: 8}"


def parse_begin(value: Any) -> dt.date:
    """A date, or the first day of a month: ``2011-07-01``, ``2011-07``."""
    month = isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}", value.strip(), re.ASCII)
    return parse_date(f"{value.strip()}-01" if month else value)


class Step(NamedTuple):
    """Overrides of a policy, and for whom they hold.

    Attributes
    ----------
    overrides : dict
        Values by dotted key.
    place : tuple
        Where these stand in the file.
    at : tuple
        Where the file says for whom they hold.
    begins : date or None
        From when on they hold; from the beginning, if not given.
    regions, segments : tuple of str
        For whom they hold; for all, if empty.
    """

    overrides: dict[str, Any]
    place: Key
    at: Key
    begins: dt.date | None = None
    regions: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()

    @property
    def is_for_all(self) -> bool:
        """Whether it holds for all, without a date."""
        return self.begins is None and not self.regions and not self.segments

    def holds_always(self, start: dt.date) -> bool:
        """Whether it holds for all, and from a horizon's start on: then for the days before that, too."""
        return not self.begins_later(start) and not self.regions and not self.segments

    def begins_later(self, start: dt.date) -> bool:
        """Whether it begins after the start of a horizon."""
        return self.begins is not None and self.begins > start


def steps_of(source: Source, name: str) -> tuple[list[Step], list[Problem]]:
    """The steps of a policy in their order, and what is wrong with how they are written.

    What stands beside `steps` holds always; so do the label and the note of a policy that begins later.
    """
    said, place = source.data["policies"][name], ("policies", name)
    where = {key: said[key] for key in WHERE if key in said and not isinstance(said[key], dict)}
    plain = {key: value for key, value in said.items() if key not in where and key != STEPS}
    if STEPS not in said:
        texts, rest = texts_of(plain) if where else (plain, {})
        problems = list(_wrong(source, place, where))
        if where and not rest:
            said = f"says {' and '.join(where)}, and overrides nothing, {RIGHT_WHOLE}"
            problems.append(Problem(str(source.path), source.line(place), place, None, said))
        always = [Step(texts, place, place)]
        return always + ([_step(rest, place, place, where)] if where and not problems else []), problems
    problems = [
        source.problem((*place, key), "stands beside steps, write it in each of them") for key in where
    ]
    if not isinstance(said[STEPS], list) or not said[STEPS]:
        return [], [*problems, source.problem((*place, STEPS), f"is not a list of steps, {RIGHT}")]
    found = [Step(plain, place, place)]
    for number, each in enumerate(said[STEPS]):
        at: Key = (*place, STEPS, number)
        wrong = list(_wrong_step(source, at, each))
        problems += wrong
        if not wrong:
            found.append(_step(each[SET], (*at, SET), at, each))
    return found, problems or list(_falling(source, found[1:]))


def _step(overrides: dict[str, Any], place: Key, at: Key, where: Mapping[str, Any]) -> Step:
    begins = parse_begin(where[BEGINS]) if BEGINS in where else None
    return Step(overrides, place, at, begins, tuple(where.get(REGIONS, ())), tuple(where.get(SEGMENTS, ())))


def _wrong_step(source: Source, at: Key, step: Any) -> Iterator[Problem]:
    """What is wrong with how an item of `steps` is written."""
    if not isinstance(step, dict):
        yield source.problem(at, f"is not a step, {RIGHT}")
        return
    for key in step:
        if key not in (*WHERE, SET):
            yield source.problem((*at, key), f"is an unknown key, {nearest(key, [*WHERE, SET], 0.5)}")
    if BEGINS not in step:
        yield Problem(str(source.path), source.line(at), at, None, f"has no begins, {RIGHT}")
    if not isinstance(step.get(SET), dict) or not step[SET]:
        yield Problem(str(source.path), source.line(at), at, None, f"has no overrides in set, {RIGHT}")
    yield from _wrong(source, at, step)


def _wrong(source: Source, at: Key, where: Mapping[str, Any]) -> Iterator[Problem]:
    """What is wrong with whom a step is said to hold for."""
    if BEGINS in where:
        try:
            parse_begin(where[BEGINS])
        except ValueError as error:
            yield source.problem((*at, BEGINS), str(error))
    for key in (REGIONS, SEGMENTS):
        names = where.get(key, ["some"])
        if not isinstance(names, list) or not names or not all(isinstance(each, str) for each in names):
            yield source.problem((*at, key), "is not a list of names, write for example [city]")


def _falling(source: Source, steps: list[Step]) -> Iterator[Problem]:
    """Steps that begin before the one before them."""
    for before, here in itertools.pairwise(steps):
        assert before.begins is not None
        assert here.begins is not None
        if here.begins < before.begins:
            said = (
                f"is before {before.begins.isoformat()}, where the step before it begins: sort them by date"
            )
            yield source.problem((*here.at, BEGINS), said)


def unknown_names(source: Source, step: Step, known: Mapping[str, Mapping[str, Any]]) -> Iterator[Problem]:
    """Regions and segments of a step that the scenario does not have; `known` has those that it has."""
    for key, names in ((REGIONS, step.regions), (SEGMENTS, step.segments)):
        for number, name in enumerate(names):
            if name not in known[key]:
                said = f"is an unknown {key[:-1]}, {nearest(name, known[key])}"
                yield source.problem((*step.at, key, number), said)
