"""Names as people write them: the labels of a scenario file, else its keys without underscores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from reports.words.catalogue import Words, spoken, words
from sim.results.result import Result
from sim.scenario import BASELINE, Scenario
from sim.scenario.office import causes_of
from sim.scenario.segments import regions_by_segments


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
    labels: dict[str, str] = {}
    for each in several:
        for place, label in _labels(each.scenario if isinstance(each, Result) else each):
            labels[place] = labels.get(place) or label
    return words(language).with_names(_told_apart(labels))


def _labels(scenario: Scenario) -> Iterator[tuple[str, str]]:
    """What may carry a label in a scenario, each as a scope has it (``pool:clerks``), and its label, which may be empty."""
    labelled: dict[str, Mapping[str, Any]] = {
        "hall": scenario.halls,
        "centre": scenario.centres,
        "pool": scenario.pools,
        "service": scenario.services,
        "segment": scenario.segments,
        "office": scenario.offices,
        "category": scenario.categories,
        "cause": causes_of(scenario.offices),
        "outage_kind": scenario.outages.kinds if scenario.outages else {},
        "department": {
            name: each for office in scenario.offices.values() for name, each in office.departments.items()
        },
    }
    for kind, parts in labelled.items():
        yield from ((f"{kind}:{name}", part.label) for name, part in parts.items())
    for both in regions_by_segments(scenario.regions, scenario.segments):
        region, _, segment = both.partition("/")
        yield (
            f"region_segment:{both}",
            f"{spoken(region)}, {scenario.segments[segment].label or spoken(segment)}",
        )
    for centre in scenario.centres.values():
        yield from ((f"language:{name}", line.label) for name, line in centre.lines.items())
    if scenario.policy == BASELINE and scenario.label:
        yield f"policy:{BASELINE}", scenario.label
    for name, changes in scenario.policies.items():
        yield f"policy:{name}", str(changes.get("label") or "")


def _told_apart(labels: Mapping[str, str]) -> dict[str, str]:
    """Labels, with the key of each where another one of its kind is called the same, by its label or by its key."""
    called = {place: label or spoken(place.partition(":")[2]) for place, label in labels.items()}
    count = Counter((place.partition(":")[0], name) for place, name in called.items())
    return {
        place: name if count[place.partition(":")[0], name] == 1 else f"{name} ({place.partition(':')[2]})"
        for place, name in called.items()
        if labels[place] or count[place.partition(":")[0], name] > 1
    }
