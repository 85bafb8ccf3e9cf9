"""Measures of how far the worst of some scopes is from the best: lines, segments, halls, regions. Part of the registry."""

from __future__ import annotations

from dataclasses import replace

from sim.measures.measure import Kind, Measure

PREFIXES: dict[str, Kind] = {"gap_": "gap", "ratio_": "multiple"}
"""What stands before the name of a measure, and the kind of the one that it makes."""

STANDARD = ("ratio_wait_mean",)
"""Those of every table."""

STANDARD_OF_CALLS = ("gap_service_level_20_s_missed", "gap_abandoned")
"""Those of tables of call centres."""

STANDARD_OF_ORDERS = ("gap_in_time", "gap_time_to_close_mean", "ratio_time_to_close_mean")
"""Those of tables of offices."""

_WHICH = "worst and best by the figures over all replications, taken as given afterwards"


def base_name(name: str) -> tuple[str, str]:
    """The prefix of a name, and the name of the measure behind it; no prefix where it compares nothing."""
    prefix = next((each for each in PREFIXES if name.startswith(each)), "")
    return prefix, name.removeprefix(prefix)


def compared(prefix: str, base: Measure) -> Measure:
    """The measure that compares the worst scope of a kind with the best."""
    kind = PREFIXES[prefix]
    named = replace(base, name=prefix + base.name, kind=kind, of=base.name)
    if kind == "gap":
        formula = f"|worst - best| of `{base.name}` among the scopes of a kind; {_WHICH}"
        return replace(named, formula=formula, better="low")
    return replace(named, unit="count", formula=f"worst / best of `{base.name}` among them; {_WHICH}")
