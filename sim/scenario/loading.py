"""From what a file says to a scenario, as it is and under its policies; every problem of all of them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sim.scenario.base import Part
from sim.scenario.checks.run import IMPLAUSIBLE, NAMES, NO_EFFECT, OF_THE_FILE, check_sections
from sim.scenario.error_recovery import KeyTree, without_errors
from sim.scenario.overrides import BASELINE, overridden
from sim.scenario.problems import Problem, key_text, value_text
from sim.scenario.source import Key, Source
from sim.scenario.validation_messages import problems_of

S = TypeVar("S", bound=Part)
"""The schema of a scenario, which these functions are given."""


def policies_of(source: Source) -> list[str]:
    """Names of the policies of a file that are sets of overrides."""
    policies = source.data.get("policies")
    if not isinstance(policies, dict):
        return []
    return [name for name, value in policies.items() if isinstance(value, dict) and name != BASELINE]


def build_under_policy(
    root: type[S], source: Source, name: str, known: set[tuple[Key, str]]
) -> tuple[S | None, Source, list[Problem]]:
    """A scenario under a policy, with its source, and the problems that the policy makes: those that are not `known` without it."""
    place: Key = ("policies", name)
    overrides = source.data["policies"][name]
    laid_over, wrong = overridden(root, source, overrides, place)
    variant, found = build(root, laid_over, source)
    if variant is None:
        found += [each for each in _misnamed(root, laid_over, found) if _at_override(each, overrides)]
    for problem in found:
        here = _at_override(problem, overrides)
        if here:
            key = (*place, here, *problem.key[len(here.split(".")) :])
            line = max(source.line(key), source.line((*place, here)))
            wrong.append(Problem(problem.file, line, key, problem.value, problem.message))
        elif (problem.key, problem.message) not in known:
            wrong.append(Problem(problem.file, source.line(place), place, None, _broken(problem)))
    return variant, laid_over, wrong


def _at_override(problem: Problem, overrides: Mapping[str, Any]) -> str:
    """The override that sets what is wrong; empty where none alone does."""
    above = (".".join(map(str, problem.key[:length])) for length in range(1, len(problem.key) + 1))
    return next((dotted for dotted in above if dotted in overrides), "")


def _broken(problem: Problem) -> str:
    hidden = problem.value is None or isinstance(problem.value, dict | list)
    value = "" if hidden else f" ({value_text(problem.value)})"
    return f"breaks {key_text(problem.key)}{value}, which then {problem.message}"


def build(root: type[S], source: Source, base: Source) -> tuple[S | None, list[Problem]]:
    """A scenario, and what is wrong with it; `base` is its source without a policy. Policies alone are not looked at for misspelt names."""
    context = {"tables": source.tables}
    try:
        scenario = root.model_validate(source.data, context=context)
    except ValidationError as error:
        problems = problems_of(error, source, root)
        broken = {detail["loc"][0] for detail in error.errors(include_url=False) if detail["loc"]}
        problems += check_sections(
            _sections(root, source.data, set(root.model_fields) - broken, context), source
        )
        return None, problems + (_misnamed(root, source, problems) if source is base else [])
    return scenario, check_sections(_all_sections(scenario), source)


def _all_sections(scenario: Part) -> dict[str, Any]:
    return {name: getattr(scenario, name) for name in type(scenario).model_fields}


def warnings_of(variants: Mapping[str, tuple[Part, Source]]) -> list[Problem]:
    """What is allowed and yet worth a word.

    Parameters
    ----------
    variants : mapping
        The scenario and its source, without a policy and under each of its policies, by name of the policy.
    """
    in_vain = [check_sections(_all_sections(each), source, NO_EFFECT) for each, source in variants.values()]
    everywhere = set.intersection(*({(each.key, each.message) for each in found} for found in in_vain))
    told = {
        place: each
        for found in in_vain
        for each in found
        if (place := (each.key, each.message)) in everywhere
    }
    as_it_is, source = variants[BASELINE]
    for found in check_sections(_all_sections(as_it_is), source, OF_THE_FILE):
        told[found.key, found.message] = found
    for policy, (variant, source) in variants.items():
        for found in check_sections(_all_sections(variant), source, IMPLAUSIBLE):
            under = "" if policy == BASELINE else f" (under the policy {policy})"
            told.setdefault((found.key, found.message), replace(found, message=found.message + under))
    return sorted(told.values(), key=lambda each: (each.file, each.line))


def _sections(
    root: type[Part], data: dict[str, Any], names: Iterable[str], context: dict[str, Any]
) -> dict[str, Any]:
    """Those of the named sections that can be read, so that checks across them still run."""
    sections: dict[str, Any] = {}
    for name in names:
        field = root.model_fields[name]
        if name not in data and not field.is_required():
            sections[name] = field.get_default(call_default_factory=True)
        if name not in data:
            continue
        adapter: TypeAdapter[Any] = TypeAdapter(field.rebuild_annotation())
        with suppress(ValidationError):
            sections[name] = adapter.validate_python(data[name], context=context)
    return sections


def _misnamed(root: type[Part], source: Source, problems: list[Problem]) -> list[Problem]:
    """Names that mean nothing in a broken scenario, so far as other problems do not bear on them."""
    wrong = KeyTree(problem.key for problem in problems)
    data = without_errors(source.data, wrong.keys, root)
    gone = {name for name in source.data if name not in data}
    unknown = gone | {"calendar"} if wrong.touches(("calendar",)) else gone
    sections = _sections(root, data, set(root.model_fields) - unknown, {"tables": source.tables})
    found = check_sections(sections, source, NAMES)
    return [problem for problem in found if not wrong.touches(problem.key)]
