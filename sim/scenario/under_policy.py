"""A scenario under a policy: its overrides laid over the file, all at once, or in steps of which some begin later or hold for some only."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sim.scenario.base import Part
from sim.scenario.begin_later import FOR_ALL, cannot_begin
from sim.scenario.by_date import by_date
from sim.scenario.later import Later, Scope, for_orders, on_day
from sim.scenario.loading import build, misnamed
from sim.scenario.overrides import overridden
from sim.scenario.policy_steps import Step, steps_of, unknown_names
from sim.scenario.problems import Problem, key_text, value_text
from sim.scenario.source import Key, Source


class Built(NamedTuple):
    """A scenario under a policy.

    Attributes
    ----------
    scenario : Scenario or None
        None, if it cannot be built.
    source : Source
        What it is made from.
    problems : list of Problem
        What is wrong with it.
    later : Later or None
        What of it begins later; nothing under most policies.
    """

    scenario: Any
    source: Source
    problems: list[Problem]
    later: Later | None = None


def build_under_policy(
    root: type[Part],
    source: Source,
    name: str,
    known: set[tuple[Key, str]],
    more: Sequence[Mapping[str, Any]] = (),
) -> Built:
    """A scenario under a policy.

    Parameters
    ----------
    root : type
        The scenario's schema.
    source : Source
        The file.
    name : str
        The policy.
    known : set
        Problems that the file has without the policy, which are not told again: key and message.
    more : sequence of mapping
        Further overrides, which are laid over all of the policy's.
    """
    steps, wrong = steps_of(source, name)
    if wrong:
        return Built(None, source, wrong)
    steps += [Step(dict(each), (), ()) for each in more]
    building = _Building(root, source, name, steps, known)
    at_once = building.under(each for each in steps if each.is_for_all)
    if at_once.scenario is None or at_once.problems:
        return at_once
    calendar = at_once.scenario.calendar
    first, last = calendar.start, calendar.date(calendar.days - 1)
    if all(each.holds_always(first) for each in steps):
        return building.under(steps)
    ever = [each for each in steps if each.begins is None or each.begins <= last]
    found = building.in_steps(first)
    if found.problems or len(ever) == len(steps):
        return found
    building = _Building(root, source, name, ever, known)  # what never begins is looked at, and does nothing
    return (
        building.under(ever) if all(each.holds_always(first) for each in ever) else building.in_steps(first)
    )


class _Building:
    """Builds a scenario under some of the steps of a policy."""

    def __init__(
        self, root: type[Part], source: Source, name: str, steps: list[Step], known: set[tuple[Key, str]]
    ) -> None:
        self._root, self._source, self._steps, self._known = root, source, steps, known
        self._place = ("policies", name)

    def under(self, some: Iterable[Step], more: Mapping[str, Any] | None = None) -> Built:
        """The scenario under some steps; further overrides have no place in the file."""
        steps, laid_over, wrong = list(some), self._source, list[Problem]()
        for step in steps:
            laid_over, found = self._laid(laid_over, step, len(steps) == len(self._steps))
            wrong += found
        if more:
            laid_over, _ = overridden(self._root, laid_over, more)
        variant, found = build(self._root, laid_over, self._source)
        if variant is None:
            found += [each for each in misnamed(self._root, laid_over, found) if _set_by(each.key, steps)]
        for problem in found:
            told = self._told(problem, steps)
            wrong += [told] if told else []
        return Built(variant, laid_over, wrong)

    def _laid(self, source: Source, step: Step, are_all: bool) -> tuple[Source, list[Problem]]:
        """A source with a step laid over it. What is not in the file may name what other steps bring: before they are there, it says nothing."""
        laid_over, found = overridden(self._root, source, step.overrides, step.place)
        if not found or step.place or are_all:
            return laid_over, found
        missing = {problem.key[-1] for problem in found}
        there = {key: value for key, value in step.overrides.items() if key not in missing}
        return overridden(self._root, source, there, step.place)

    def _told(self, problem: Problem, steps: Sequence[Step]) -> Problem | None:
        """A problem at the override that makes it; None if it is known."""
        found = _set_by(problem.key, steps)
        if found is None:
            if (problem.key, problem.message) in self._known:
                return None
            return Problem(problem.file, self._source.line(self._place), self._place, None, _broken(problem))
        step, dotted = found
        if not step.place:
            return problem
        at = (*step.place, dotted)
        key = (*at, *problem.key[len(dotted.split(".")) :])
        line = max(self._source.line(key), self._source.line(at))
        return Problem(problem.file, line, key, problem.value, problem.message)

    # -- steps that begin later, or hold for some only ------------------------------------------------------------------

    def in_steps(self, start: dt.date) -> Built:
        """The scenario under all steps, of which some do not hold always."""
        some = [each for each in self._steps if not each.holds_always(start)]
        first = self._those(some, 0)
        if first.scenario is None or first.problems:
            return first
        calendar = first.scenario.calendar
        names = {"regions": first.scenario.regions, "segments": first.scenario.segments}
        unknown = [each for step in some for each in unknown_names(self._source, step, names)]
        if unknown:
            return Built(None, first.source, unknown)
        scopes, whole = [_scope(each, start, names) for each in some], (1 << len(some)) - 1
        of_orders = for_orders(scopes, len(names["regions"]), len(names["segments"]))
        of_days = {day: on_day(scopes, day) for day in range(-calendar.warm_up, calendar.days + 1)}
        numbers = sorted({0, whole, *of_orders, *of_days.values()}, key=int.bit_count)
        variants = {number: self._those(some, number) for number in numbers}
        problems = self._problems(variants, some)
        if problems or any(scope.begins is not None and scope.begins >= calendar.days for scope in scopes):
            return variants[whole]._replace(problems=problems)
        offices = {number: variants[number].scenario.offices for number in of_orders}
        changes = by_date(
            variants[whole].scenario, {day: variants[number].scenario for day, number in of_days.items()}
        )
        later = Later(self._place[-1], tuple(scopes), offices)
        return self.under(self._steps, changes)._replace(later=later)

    def _those(self, some: Sequence[Step], number: int) -> Built:
        """The scenario under the steps that always hold, and those of the others for which a bit stands."""
        left_out = [each for bit, each in enumerate(some) if not number >> bit & 1]
        return self.under(each for each in self._steps if not any(each is other for other in left_out))

    def _problems(self, variants: Mapping[int, Built], some: Sequence[Step]) -> list[Problem]:
        """What is wrong under some of the steps, each once; if nothing is, what they change that cannot begin later."""
        found = [each for variant in variants.values() for each in variant.problems]
        if not found:
            before = variants[0].scenario
            found = [
                each
                for number, variant in variants.items()
                for each in self._cannot_begin(
                    before, variant.scenario, [each for bit, each in enumerate(some) if number >> bit & 1]
                )
            ]
        return list({(each.key, each.message): each for each in found}.values())

    def _cannot_begin(self, before: Any, after: Any, steps: Sequence[Step]) -> Iterator[Problem]:
        """What some steps change that cannot begin in the middle of the horizon."""
        for key, message in cannot_begin(before, after):
            found = _set_by(key, steps) or _set_below(key, steps)
            if found is None or not found[0].place:
                line, said = self._source.line(self._place), f"changes {key_text(key)}, which {message}"
                yield Problem(str(self._source.path), line, self._place, None, said)
                continue
            step, dotted = found
            if message == FOR_ALL and not step.regions and not step.segments:
                continue
            at = (*step.place, dotted)
            here = (*at, *key[len(dotted.split(".")) :])
            line = max(self._source.line(here), self._source.line(at))
            yield Problem(str(self._source.path), line, here, None, message)


def _scope(step: Step, start: dt.date, names: Mapping[str, Mapping[str, Any]]) -> Scope:
    """For whom a step holds, in numbers."""
    regions, segments = (
        tuple(number for number, name in enumerate(names[kind]) if not some or name in some)
        for kind, some in (("regions", step.regions), ("segments", step.segments))
    )
    begins = (step.begins - start).days if step.begins is not None and step.begins_later(start) else None
    return Scope(begins, regions, segments)


def _set_by(key: Key, steps: Sequence[Step]) -> tuple[Step, str] | None:
    """The override of the last step that sets a key, or one above it; None where none does."""
    above = [".".join(map(str, key[:length])) for length in range(1, len(key) + 1)]
    found = ((step, dotted) for step in reversed(steps) for dotted in above if dotted in step.overrides)
    return next(found, None)


def _set_below(key: Key, steps: Sequence[Step]) -> tuple[Step, str] | None:
    """The override of the last step that sets a key below one."""
    begins = ".".join(map(str, key)) + "."
    found = (
        (step, dotted) for step in reversed(steps) for dotted in step.overrides if dotted.startswith(begins)
    )
    return next(found, None)


def _broken(problem: Problem) -> str:
    hidden = problem.value is None or isinstance(problem.value, dict | list)
    value = "" if hidden else f" ({value_text(problem.value)})"
    return f"breaks {key_text(problem.key)}{value}, which then {problem.message}"
