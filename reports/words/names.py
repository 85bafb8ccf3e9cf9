"""Names as people write them: the labels of a scenario file, else its keys without underscores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.words.catalogue import Words, words
from sim.results.result import Result
from sim.scenario import BASELINE, Scenario


def words_for(shown: Result | Scenario | Sequence[Result | Scenario], language: str = "en") -> Words:
    """The words of a language, with the names of what some results or scenarios are about.

    Two of a kind with the same label have their keys beside it.

    Parameters
    ----------
    shown : Result, Scenario, or a sequence of them
        Whose names; of something that several of them have, the first label counts.
    language : str
        ``en`` or ``zh``.
    """
    several = [shown] if isinstance(shown, Result | Scenario) else shown
    names: dict[str, str] = {}
    for each in several:
        for place, label in _labels(each.scenario if isinstance(each, Result) else each):
            names.setdefault(place, label)
    return words(language).with_names(_told_apart(names))


def _labels(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """What carries a label in a scenario, each as a scope has it (``pool:clerks``), and its label."""
    labelled: dict[str, Mapping[str, Any]] = {
        "hall": scenario.halls,
        "centre": scenario.centres,
        "pool": scenario.pools,
        "service": scenario.services,
        "segment": scenario.segments,
        "office": scenario.offices,
        "category": scenario.categories,
        "department": {
            name: each for office in scenario.offices.values() for name, each in office.departments.items()
        },
    }
    for kind, parts in labelled.items():
        yield from ((f"{kind}:{name}", part.label) for name, part in parts.items() if part.label)
    for centre in scenario.centres.values():
        yield from ((f"language:{name}", line.label) for name, line in centre.lines.items() if line.label)
    if scenario.policy == BASELINE and scenario.label:
        yield f"policy:{BASELINE}", scenario.label
    for name, changes in scenario.policies.items():
        if changes.get("label"):
            yield f"policy:{name}", str(changes["label"])


def _told_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Labels that several of a kind have, with the key of each."""
    count = Counter((place.partition(":")[0], label) for place, label in names.items())
    return {
        place: label if count[place.partition(":")[0], label] == 1 else f"{label} ({place.partition(':')[2]})"
        for place, label in names.items()
    }
