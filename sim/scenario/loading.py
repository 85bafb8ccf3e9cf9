"""From a file to a :class:`Scenario`, with its policies; every problem of all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.scenario.checks.run import NAMES, check_sections
from sim.scenario.error_recovery import KeyTree, without_errors
from sim.scenario.files import find
from sim.scenario.overrides import overridden
from sim.scenario.problems import Problem, ScenarioError, few_searches, key_text, nearest, value_text
from sim.scenario.scenario import BASELINE, Scenario
from sim.scenario.source import Key, Source, read_source
from sim.scenario.validation_messages import problems_of


def load(name: str | Path, policy: str = BASELINE) -> Scenario:
    """Read a scenario, check it and all its policies, and put it under `policy`.

    Parameters
    ----------
    name : str or Path
        A YAML file, or the name of a bundled scenario.
    policy : str
        A policy of the file; ``baseline`` is the scenario without one.

    Raises
    ------
    ScenarioError
        Everything that is wrong, each with file, line, key, value and what would be right.
    """
    source = read_source(find(str(name)))
    with few_searches():
        scenario, problems = _build(source, source, BASELINE)
        known = {(problem.key, problem.message) for problem in problems}
        for other in _policies(source):
            problems += _under_policy(source, other, known)[1]
    if problems or scenario is None:
        raise ScenarioError(problems)
    return scenario if policy == BASELINE else apply_policy(scenario, policy)


def apply_policy(scenario: Scenario, name: str) -> Scenario:
    """The scenario, with what was replaced in it, under the policy `name` in place of the one it is under."""
    base = scenario.base
    if name != BASELINE and name not in scenario.policies:
        hint = nearest(name, [BASELINE, *scenario.policies])
        raise ScenarioError([base.problem(("policies",), f"has no policy {value_text(name)!r}, {hint}")])
    if name == BASELINE:
        variant, problems = _build(base, base, BASELINE)
    else:
        variant, problems = _under_policy(base, name, set())
    if problems or variant is None:
        raise ScenarioError(problems)
    return variant


def override(scenario: Scenario, overrides: Mapping[str, Any], name: str) -> Scenario:
    """The scenario with other values, called `name`; what is replaced stays so under every policy put on it later."""
    source, problems = overridden(scenario.source, overrides, ())
    base = source if scenario.base is scenario.source else overridden(scenario.base, overrides, ())[0]
    variant, more = _build(source, base, name)
    if problems or more or variant is None:
        raise ScenarioError(problems or more)
    return variant


def _policies(source: Source) -> list[str]:
    policies = source.data.get("policies")
    if not isinstance(policies, dict):
        return []
    return [name for name, value in policies.items() if isinstance(value, dict) and name != BASELINE]


def _under_policy(
    source: Source, name: str, known: set[tuple[Key, str]]
) -> tuple[Scenario | None, list[Problem]]:
    """The scenario under a policy, and the problems that the policy makes: those that are not `known` without it."""
    place: Key = ("policies", name)
    overrides = source.data["policies"][name]
    laid_over, wrong = overridden(source, overrides, place)
    variant, found = _build(laid_over, source, name)
    if variant is None:
        found += [each for each in _misnamed(laid_over, found) if _at_override(each, overrides)]
    for problem in found:
        here = _at_override(problem, overrides)
        if here:
            key = (*place, here, *problem.key[len(here.split(".")) :])
            line = max(source.line(key), source.line((*place, here)))
            wrong.append(Problem(problem.file, line, key, problem.value, problem.message))
        elif (problem.key, problem.message) not in known:
            wrong.append(Problem(problem.file, source.line(place), place, None, _broken(problem)))
    return variant, wrong


def _at_override(problem: Problem, overrides: Mapping[str, Any]) -> str:
    """The override that sets what is wrong; empty where none alone does."""
    above = (".".join(map(str, problem.key[:length])) for length in range(1, len(problem.key) + 1))
    return next((dotted for dotted in above if dotted in overrides), "")


def _broken(problem: Problem) -> str:
    hidden = problem.value is None or isinstance(problem.value, dict | list)
    value = "" if hidden else f" ({value_text(problem.value)})"
    return f"breaks {key_text(problem.key)}{value}, which then {problem.message}"


def _build(source: Source, base: Source, policy: str) -> tuple[Scenario | None, list[Problem]]:
    context = {"tables": source.tables}
    try:
        scenario = Scenario.model_validate(source.data, context=context)
    except ValidationError as error:
        problems = problems_of(error, source, Scenario)
        broken = {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}
        problems += check_sections(
            _sections(source.data, set(Scenario.model_fields) - broken, context), source
        )
        return None, problems + (_misnamed(source, problems) if source is base else [])
    scenario._source, scenario._base, scenario._policy = source, base, policy
    return scenario, check_sections({name: getattr(scenario, name) for name in Scenario.model_fields}, source)


def _sections(data: dict[str, Any], names: Iterable[str], context: dict[str, Any]) -> dict[str, Any]:
    """Those of the named sections that can be read, so that checks across them still run."""
    sections: dict[str, Any] = {}
    for name in names:
        field = Scenario.model_fields[name]
        if name not in data and not field.is_required():
            sections[name] = field.get_default(call_default_factory=True)
        if name not in data:
            continue
        adapter: TypeAdapter[Any] = TypeAdapter(field.rebuild_annotation())
        with suppress(ValidationError):
            sections[name] = adapter.validate_python(data[name], context=context)
    return sections


def _misnamed(source: Source, problems: list[Problem]) -> list[Problem]:
    """Names that mean nothing in a broken scenario, so far as other problems do not bear on them."""
    wrong = KeyTree(problem.key for problem in problems)
    data = without_errors(source.data, wrong.keys, Scenario)
    gone = {name for name in source.data if name not in data}
    unknown = gone | {"calendar"} if wrong.touches(("calendar",)) else gone
    sections = _sections(data, set(Scenario.model_fields) - unknown, {"tables": source.tables})
    found = check_sections(sections, source, NAMES)
    return [problem for problem in found if not wrong.touches(problem.key)]
