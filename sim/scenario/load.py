"""From a file to a :class:`Scenario`, with its policies; every problem of all of them at once."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from difflib import get_close_matches
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from sim.scenario.checks import check_sections
from sim.scenario.messages import problems_of
from sim.scenario.problems import Problem, ScenarioError
from sim.scenario.scenario import BASELINE, Scenario
from sim.scenario.source import Key, Source, read_source


def bundled() -> dict[str, Path]:
    """The scenario files that come with Counterline, by name."""
    folder = Path(str(resources.files("scenarios")))
    return {path.stem: path for path in sorted(folder.glob("*.yaml"))}


def find(name: str) -> Path:
    """The file that `name` means: a path, or the name of a bundled scenario.

    Raises
    ------
    ScenarioError
        There is no such file.
    """
    path = Path(name)
    if path.is_file():
        return path
    if name in bundled():
        return bundled()[name]
    near = get_close_matches(name, bundled(), n=1)
    hint = f"did you mean {near[0]}?" if near else f"bundled scenarios are {', '.join(bundled())}"
    what = (
        "is a folder, name a YAML file in it"
        if path.is_dir()
        else f"is neither a file nor a bundled scenario, {hint}"
    )
    raise ScenarioError([Problem(name, 1, (), None, what)])


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
    scenario, problems = _build(source, BASELINE)
    known = {_identity(problem) for problem in problems}
    for other in _policies(source):
        overridden, wrong = _overridden(source, source.data["policies"][other], ("policies", other))
        found = wrong or _build(overridden, other)[1]
        problems += [problem for problem in found if _identity(problem) not in known]
    if problems or scenario is None:
        raise ScenarioError(problems)
    return scenario if policy == BASELINE else apply_policy(scenario, policy)


def apply_policy(scenario: Scenario, name: str) -> Scenario:
    """The scenario of the same file under the policy `name`."""
    if name == BASELINE:
        return override(scenario, {}, BASELINE, fresh=True)
    source = scenario.source
    if name not in scenario.policies:
        near = get_close_matches(name, scenario.policies, n=1)
        known = ", ".join([BASELINE, *scenario.policies])
        hint = f"did you mean {near[0]}?" if near else f"policies are {known}"
        raise ScenarioError([source.problem(("policies",), f"has no policy {name!r}, {hint}")])
    return override(scenario, scenario.policies[name], name, fresh=True)


def override(scenario: Scenario, overrides: Mapping[str, Any], name: str, fresh: bool = False) -> Scenario:
    """The scenario with other values; `fresh` starts from the file, else from the scenario as it is."""
    source = scenario.source
    if fresh:
        source = read_source(source.path) if source.path.is_file() else source
    overridden, problems = _overridden(source, overrides, ("policies", name))
    variant, more = _build(overridden, name)
    if problems or more or variant is None:
        raise ScenarioError(problems or more)
    return variant


def _identity(problem: Problem) -> tuple[Key, str]:
    return problem.key, problem.message


def _policies(source: Source) -> list[str]:
    policies = source.data.get("policies")
    return (
        [name for name, value in policies.items() if isinstance(value, dict)]
        if isinstance(policies, dict)
        else []
    )


def _overridden(source: Source, overrides: Mapping[str, Any], place: Key) -> tuple[Source, list[Problem]]:
    """The source with each dotted key of `overrides` set; lines point at the override."""
    data, lines = deepcopy(source.data), dict(source.lines)
    problems: list[Problem] = []
    for dotted, value in overrides.items():
        key: Key = tuple(dotted.split("."))
        line = source.line((*place, dotted))
        parent, wrong = _parent(data, key)
        if wrong:
            problems.append(Problem(str(source.path), line, (*place, dotted), value, wrong))
            continue
        parent[key[-1]] = deepcopy(value)
        lines = {old: at for old, at in lines.items() if old[: len(key)] != key} | {key: line}
    return replace(source, data=data, lines=lines), problems


def _parent(data: dict[str, Any], key: Key) -> tuple[dict[str, Any], str]:
    """The mapping that holds the last part of `key`, or why there is none."""
    if key[0] in ("policies", "name"):
        return {}, f"cannot be overridden, a policy changes what the scenario does, not its {key[0]}"
    here: Any = data
    for depth, part in enumerate(key[:-1]):
        if isinstance(here, dict) and part not in here and part in Scenario.model_fields and depth == 0:
            here[part] = {}
        if not isinstance(here, dict) or part not in here:
            known = list(here) if isinstance(here, dict) else []
            near = get_close_matches(str(part), known, n=1)
            hint = (
                f"did you mean {near[0]}?"
                if near
                else f"known there are {', '.join(map(str, known)) or 'no keys'}"
            )
            return (
                {},
                f"names {'.'.join(map(str, key[: depth + 1]))}, which the scenario does not have, {hint}",
            )
        here = here[part]
    if not isinstance(here, dict):
        return {}, f"names {'.'.join(map(str, key))}, but {'.'.join(map(str, key[:-1]))} has no keys"
    return here, ""


def _build(source: Source, policy: str) -> tuple[Scenario | None, list[Problem]]:
    context = {"folder": source.folder}
    try:
        scenario = Scenario.model_validate(source.data, context=context)
    except ValidationError as error:
        problems = problems_of(error, source, Scenario)
        return None, problems + check_sections(_sound_sections(source, error, context), source)
    scenario._source, scenario._policy = source, policy
    return scenario, check_sections({name: getattr(scenario, name) for name in Scenario.model_fields}, source)


def _sound_sections(source: Source, error: ValidationError, context: dict[str, Any]) -> dict[str, Any]:
    """Those sections of a broken scenario that can be read, so that their cross-checks still run."""
    broken = {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}
    sections: dict[str, Any] = {}
    for name, field in Scenario.model_fields.items():
        if name in broken:
            continue
        if name not in source.data:
            sections[name] = field.get_default(call_default_factory=True)
            continue
        sections[name] = TypeAdapter(field.annotation).validate_python(source.data[name], context=context)
    return sections
