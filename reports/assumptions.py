"""What the scenario assumes: its values with the comments beside them, and what each policy changes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sim.results.result import Result
from sim.scenario.overrides import BASELINE
from sim.scenario.source import Key, Source

_ASSUMED = re.compile(r"\bassum(?:ed|ption)\b|假设|假定", re.IGNORECASE)

_FITTED = re.compile(r"\bcalibrat(?:ed|ion)\b|\bfitted\b|校准|标定|拟合", re.IGNORECASE)

NAME: Key = ("name",)


@dataclass(frozen=True)
class Assumption:
    """One value, or the values of one line, with the comment beside.

    Attributes
    ----------
    key : str
        Where it stands: ``pools.clerks.heads``.
    value : str
        As the file has it.
    comment : str
        Its source, or that it is assumed and why; empty for a change that has none.
    assumed : bool
        Whether the comment says that it is assumed.
    fitted : bool
        Whether the comment says that it is calibrated, so that a figure comes out as it was observed.
    """

    key: str
    value: str
    comment: str
    assumed: bool
    fitted: bool = False


@dataclass(frozen=True)
class PolicyChanges:
    """What a policy is, and the values that it changes."""

    policy: str
    note: str
    values: list[Assumption]


def assumptions(results: Sequence[Result]) -> list[Assumption]:
    """Every value of the scenario file that carries a comment, in the file's order; values of policies are not among them."""
    source = _plain(results).scenario.source
    changed = _changed(_plain(results))
    keys = [
        key
        for key in source.comments
        if key[0] != "policies" and key != NAME and not any(key[: len(other)] == other for other in changed)
    ]
    keys.sort(key=source.line)
    lines = groupby(keys, key=lambda key: (source.line(key), source.comments[key]))
    return [_assumption(list(group), comment, source) for (_, comment), group in lines]


def about(results: Sequence[Result]) -> str:
    """What the scenario file says of itself: the comment at its head, above its name."""
    return _plain(results).scenario.source.comments.get(NAME, "")


def changes(results: Sequence[Result]) -> list[PolicyChanges]:
    """Each policy with its note and its overrides, in the order of the results."""
    return [
        PolicyChanges(result.policy, "" if result.policy == BASELINE else _note(result), _overrides(result))
        for result in results
    ]


def _plain(results: Sequence[Result]) -> Result:
    """The result without a policy, if there is one: its source is the file as it stands."""
    return next((result for result in results if result.policy == BASELINE), results[0])


def _note(result: Result) -> str:
    """The policy's own note; nothing where it only has the scenario's."""
    own = result.scenario.policies.get(result.policy, {})
    return result.scenario.note if "note" in own else ""


def _changed(result: Result) -> list[Key]:
    return [tuple(dotted.split(".")) for dotted in result.scenario.policies.get(result.policy, {})]


def _overrides(result: Result) -> list[Assumption]:
    found = []
    for dotted, value in result.scenario.policies.get(result.policy, {}).items():
        if dotted in ("note", "label"):
            continue
        place: Key = ("policies", result.policy, dotted)
        notes = [note for key, note in result.scenario.source.comments.items() if key[:3] == place]
        comment = " ".join(dict.fromkeys(notes))
        found.append(_said_of(dotted, text_of(value), comment))
    return found


def _assumption(keys: list[Key], comment: str, source: Source) -> Assumption:
    """The values of one line as one entry, under the part of the key that they share."""
    shared = keys[0]
    for key in keys[1:]:
        same = [a == b for a, b in zip(shared, key, strict=False)]
        shared = shared[: same.index(False) if False in same else len(same)]
    whole = source.value(shared)
    if sum(1 for _ in _scalars(whole)) == len(keys):
        value = text_of(whole)
    else:
        value = ", ".join(f"{_dotted(key[len(shared) :])}: {text_of(source.value(key))}" for key in keys)
    return _said_of(_dotted(shared), value, comment)


def _said_of(key: str, value: str, comment: str) -> Assumption:
    fitted = bool(_FITTED.search(comment))
    return Assumption(key, value, comment, bool(_ASSUMED.search(comment)) and not fitted, fitted)


def _scalars(value: Any) -> Iterator[Any]:
    """Every value in plain data that is not a mapping or a list."""
    if isinstance(value, dict | list):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _scalars(each)
    else:
        yield value


def _dotted(key: Key) -> str:
    return ".".join(map(str, key))


def text_of(value: Any) -> str:
    """A value as a scenario file would have it on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {text_of(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(text_of, value)) + "]"
    if isinstance(value, bool):
        return "true" if value else "false"
    return "null" if value is None else str(value)
