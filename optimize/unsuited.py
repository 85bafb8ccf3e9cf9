"""Targets that cannot guide a search for a plan."""

from __future__ import annotations

from collections.abc import Sequence

from sim.measures.registry import measure
from sim.scenario.target import Target


def unsuited(targets: Sequence[Target], compared: bool = False) -> list[str]:
    """What is wrong with targets that more heads may break, so that no search can rely on them; empty if nothing is.

    Parameters
    ----------
    targets : sequence of Target
        What a plan must meet.
    compared : bool
        Whether measures that compare places with each other may be among them.
    """
    found = []
    for target in targets:
        known = measure(target.measure)
        side = "at_most" if known.better == "low" else "at_least"
        about_heads = known.family == "staff" and known.name != "overtime"
        if about_heads or known.name == "contacts":
            found.append(
                f"{known.name}: it is about the heads themselves, so it cannot guide a plan; limit what a plan costs with staffing.budget, "
                "and see in its report how busy its heads are"
            )
        elif known.of and not compared:
            found.append(
                f"{known.name}: more heads in one place may break it, so it cannot guide this plan; see what a plan makes of it with"
                " counterline run --plan (halls are compared over the horizon or on a date, where people work in blocks of time, each"
                " other target is of one hall, and the method is cuts)"
            )
        elif getattr(target, side) is None:
            found.append(f"{known.name}: a plan can only keep it {side.replace('_', ' ')} something")
    return found
