"""Warnings of labels that do not tell apart what they are of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sim.scenario.checks.sections import Centres, Found, Halls, Pools, Segments, Services
from sim.scenario.overrides import BASELINE
from sim.scenario.source import Key

Labelled = Iterable[tuple[Key, str]]
"""Where things of one kind stand in the file, and their labels, which may be empty."""


def labels_tell_apart(
    halls: Halls, centres: Centres, pools: Pools, services: Services, segments: Segments
) -> Found:
    """No two places, pools, services, segments or lines of a centre are called the same."""
    places = [*_of("halls", halls), *_of("centres", centres)]
    for labelled in (
        places,
        _of("pools", pools),
        _of("services", services),
        _of("segments", segments),
        *(
            [(("centres", name, "lines", line), each.label) for line, each in centre.lines.items()]
            for name, centre in centres.items()
        ),
    ):
        yield from _alike(labelled)


def labels_of_policies_tell_apart(policies: Mapping[str, Mapping[str, Any]], label: str) -> Found:
    """No two policies are called the same, nor one like the scenario without a policy."""
    labelled: Labelled = [
        ((), label or BASELINE),
        *((("policies", name), str(changes.get("label") or "")) for name, changes in policies.items()),
    ]
    yield from _alike(labelled)


def _of(section: str, parts: Mapping[str, Any]) -> Labelled:
    return [((section, name), part.label) for name, part in parts.items()]


def _alike(labelled: Labelled) -> Found:
    """Things that are shown by the name of another one of their kind: their label, else their key without underscores."""
    seen: dict[str, Key] = {}
    for key, label in labelled:
        shown = label or str(key[-1]).replace("_", " ")
        other = seen.setdefault(shown, key)
        if other != key:
            what = ".".join(map(str, other)) or "the scenario without a policy"
            yield (
                (*key, "label") if label else key,
                f"is what {what} is called, too, so that reports put keys beside them: give each a label of its own",
            )
