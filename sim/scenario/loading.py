"""From what a file says to a scenario, as it is and under its policies; every problem of all of them at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from sim.scenario.base import Part
from sim.scenario.checks.run import IMPLAUSIBLE, LOADS, NAMES, NO_EFFECT, OF_THE_FILE, check_sections
from sim.scenario.error_recovery import KeyTree, without_errors
from sim.scenario.overrides import BASELINE
from sim.scenario.problems import Problem
from sim.scenario.source import Source
from sim.scenario.validation_messages import problems_of

S = TypeVar("S", bound=Part)
"""The schema of a scenario, which these functions are given."""


def policies_of(source: Source) -> list[str]:
    """Names of the policies of a file that are sets of overrides."""
    policies = source.data.get("policies")
    if not isinstance(policies, dict):
        return []
    return [name for name, value in policies.items() if isinstance(value, dict) and name != BASELINE]


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
        return None, problems + (misnamed(root, source, problems) if source is base else [])
    return scenario, check_sections(_all_sections(scenario), source)


def _all_sections(scenario: Part) -> dict[str, Any]:
    return {name: getattr(scenario, name) for name in type(scenario).model_fields}


def warnings_of(variants: Mapping[str, tuple[Part, Source]], in_steps: Collection[str] = ()) -> list[Problem]:
    """What is allowed and yet worth a word.

    Parameters
    ----------
    variants : mapping
        The scenario and its source, without a policy and under each of its policies, by name of the policy.
    in_steps : collection of str
        Policies of which something begins later, or holds for some only.
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
        for found in check_sections(
            _all_sections(variant), source, (*IMPLAUSIBLE, *(() if policy in in_steps else LOADS))
        ):
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


def misnamed(root: type[Part], source: Source, problems: list[Problem]) -> list[Problem]:
    """Names that mean nothing in a broken scenario, so far as other problems do not bear on them."""
    wrong = KeyTree(problem.key for problem in problems)
    data = without_errors(source.data, wrong.keys, root)
    gone = {name for name in source.data if name not in data}
    unknown = gone | {"calendar"} if wrong.touches(("calendar",)) else gone
    sections = _sections(root, data, set(root.model_fields) - unknown, {"tables": source.tables})
    found = check_sections(sections, source, NAMES)
    return [problem for problem in found if not wrong.touches(problem.key)]
